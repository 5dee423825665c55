"""The months that weights are refitted to hold the signs of their first day, and nothing of what came after."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from rebond.domain.agreements.kinds import Amendment, Reply
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Payment, Side
from rebond.domain.signs.kinds import DismissedSign, Sign, SignWeight
from rebond.domain.signs.past_months import ClientMonth
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.journal import Journal
from rebond.journal.queries import sign_months
from rebond.journal.queries.sign_months import PastMonths, load_past_months

TODAY = dt.date(2026, 11, 22)
MAY = dt.date(2026, 5, 1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Atlas, which is dissatisfied in March, talks to an agency in April and leaves on 20 May, and Perret, calm."""
    with Journal.create(tmp_path / "journal.rebond") as journal:
        with journal.transaction("import") as transaction:
            transaction.insert_all([Client(name="Atlas"), Client(name="Perret")])
            transaction.insert_all([
                Mission(client_id=1, name="Posts", starts=dt.date(2026, 2, 1), ended=dt.date(2026, 5, 20),
                        ended_by=Side.CLIENT),
                Mission(client_id=2, name="News", starts=dt.date(2026, 3, 15), ends=dt.date(2026, 5, 31)),
            ])  # fmt: skip
            transaction.insert_all([
                Event(mission_id=1, type=EventKind.DISSATISFACTION, date=dt.date(2026, 3, 10), text="Hm",
                      entered="2026-11-01T10:00:00+00:00"),
                Event(mission_id=1, type=EventKind.COMPETITOR, date=dt.date(2026, 4, 10), text="An agency"),
            ])  # fmt: skip
        yield journal


def read(journal: Journal, until: dt.date = TODAY) -> list[ClientMonth]:
    """The months until then, though there is only one ending."""
    with journal.read() as reader, patch.object(sign_months, "ENOUGH_ENDINGS", 1):
        past = load_past_months(reader, TODAY)
    return [month for month in past.months if month.first <= until]


def test_each_month_has_the_signs_of_its_first_day_and_tells_whether_the_client_left(journal: Journal) -> None:
    assert [(one.first.month, one.client_id, set(one.signs), one.left) for one in read(journal)] == [
        (2, 1, set(), False),
        (3, 1, set(), False),
        (4, 1, {Sign.DISSATISFACTION}, False),
        (4, 2, set(), False),
        (5, 1, {Sign.DISSATISFACTION, Sign.COMPETITOR}, True),
        (5, 2, set(), False),
    ]


def test_nothing_after_the_first_day_changes_what_a_month_says(journal: Journal) -> None:
    before = read(journal, MAY)
    after = MAY + dt.timedelta(days=1)
    with journal.transaction("import") as transaction:
        transaction.insert_all(
            [
                Event(mission_id=mission, type=kind, date=after, text="Poison", in_scope=False, time=dt.time(23))
                for mission in (1, 2)
                for kind in EventKind
                for _ in range(3)
            ]
        )
        for number in range(4):
            due = MAY - dt.timedelta(days=number)
            invoice_id = transaction.insert(
                Invoice(client_id=2, mission_id=2, number=f"F{number}", amount=100, issued=due, due=due, settled=TODAY)
            )
            transaction.insert(Payment(invoice_id=invoice_id, date=TODAY, amount=100))
        transaction.insert(
            Amendment(mission_id=2, number="A1", made=MAY, sent=MAY, reply=Reply.REFUSED, answered=after)
        )
        transaction.insert(Letter(client_id=2, subject="Limits", sent=after))
        transaction.insert(Task(mission_id=2, text="Photos", owner=TaskOwner.THEM, due=after))
    assert read(journal, MAY) == before


def test_it_does_not_matter_what_is_dismissed_or_weighed_today(journal: Journal) -> None:
    before = read(journal)
    with journal.transaction("import") as transaction:
        transaction.insert(DismissedSign(client_id=1, sign=Sign.COMPETITOR, entries_to=TODAY))
        transaction.insert(SignWeight(sign=Sign.DISSATISFACTION, percent=0))
    assert read(journal) == before


def leave(journal: Journal, count: int) -> None:
    """Add clients that left on 12 May."""
    with journal.transaction("import") as transaction:
        for number in range(count):
            client_id = transaction.insert(Client(name=f"Client {number}"))
            transaction.insert(
                Mission(client_id=client_id, name="Posts", starts=dt.date(2026, 1, 1), ended=dt.date(2026, 5, 12),
                        ended_by=Side.CLIENT)
            )  # fmt: skip


def test_four_endings_are_only_counted_and_five_are_read(journal: Journal) -> None:
    leave(journal, 3)
    with journal.read() as reader, patch.object(sign_months, "client_records") as records:
        assert load_past_months(reader, TODAY) == PastMonths(4, [])
    records.assert_not_called()
    with journal.transaction("import") as transaction:
        transaction.insert(
            Mission(client_id=2, name="Last", starts=dt.date(2026, 7, 1), ended=dt.date(2026, 9, 9),
                    ended_by=Side.CLIENT)
        )  # fmt: skip
    with journal.read() as reader:
        past = load_past_months(reader, TODAY)
    assert past.endings == sum(month.left for month in past.months) == 5
    with journal.transaction("edit") as transaction:
        mission = transaction.get(Mission, 1)
        assert mission
        transaction.update(replace(mission, ended=None, ended_by=None))
    with journal.read() as reader:
        assert load_past_months(reader, TODAY) == PastMonths(4, [])
