"""The queries of extra work and amendments: which entries count, at which rate, and what is still open."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rebond.domain.agreements.extras import ExtraEntry
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment, Reply
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, RequestAnswer
from rebond.journal.journal import Journal
from rebond.journal.queries.amendments import amendments_to_invoice, extras, versions, versions_of
from rebond.journal.queries.extras import extra_work

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Two missions of Atlas, one with two versions of its agreement."""
    with Journal.create(tmp_path / "journal.rebond") as journal:
        write(
            journal,
            Client(name="Atlas"),
            Mission(client_id=1, name="Site", starts=date(2026, 1, 1)),
            Mission(client_id=1, name="Other", starts=date(2026, 1, 1)),
            Agreement(mission_id=1, starts=date(2026, 1, 1), hourly_rate=60_00),
            Agreement(mission_id=1, starts=SUNDAY, hourly_rate=90_00),
            AgreedTask(agreement_id=2, name="Posts"),
        )
        yield journal


def write(journal: Journal, *rows: object) -> None:
    with journal.transaction("import") as transaction:
        for row in rows:
            transaction.insert(row)  # type: ignore[arg-type]


def event(text: str, day: date = MONDAY, **values: object) -> Event:
    return Event(mission_id=1, date=day, text=text, **values)  # type: ignore[arg-type]


def test_extra_work_and_that_of_week_ends_counts_at_the_rate_of_its_day(journal: Journal) -> None:
    write(
        journal,
        event("extra", minutes=60, in_scope=False),
        event("in scope", minutes=60, in_scope=True),
        event("Sunday", SUNDAY, minutes=60, in_scope=True),
        event("late", minutes=60, type=EventKind.OUTSIDE_HOURS),
        event("without hours", in_scope=False),
        event("old", date(2025, 11, 1), minutes=60, in_scope=False),
        Event(mission_id=2, date=MONDAY, text="other", minutes=60, in_scope=False),
    )
    with journal.read() as reader:
        site, other = reader.all(Mission)
        found = extra_work(reader, [site], date(2025, 12, 1))
        assert [(one.event_id, one.cents) for one in found] == [(1, 60_00), (3, 90_00), (4, 60_00)]
        assert [one.event_id for one in extra_work(reader, [site, other])] == [1, 3, 4, 6, 7]
        assert extra_work(reader, [other]) == (
            ExtraEntry(7, 2, MONDAY, 60, None, extra=True, at_rest=False, given=True, to_price=False),
        )
        assert extra_work(reader, []) == ()


def test_each_version_comes_with_its_own_tasks(journal: Journal) -> None:
    with journal.read() as reader:
        assert [[task.name for task in version.tasks] for version in versions(reader, 1)] == [[], ["Posts"]]
        assert versions(reader, 2) == ()
        assert set(versions_of(reader, [1, 2])) == {1}


def test_what_waits_is_what_is_to_price_in_no_amendment_and_what_nobody_answered(journal: Journal) -> None:
    made = Amendment(mission_id=1, number="A1", made=MONDAY, sent=MONDAY)
    accepted = Amendment(
        mission_id=1, number="A2", made=MONDAY, sent=MONDAY, reply=Reply.ACCEPTED, answered=MONDAY
    )  # fmt: skip
    write(
        journal,
        made,
        accepted,
        event("waits", answer=RequestAnswer.TO_PRICE),
        event("in it", answer=RequestAnswer.TO_PRICE, amendment_id=1),
        event("given", answer=RequestAnswer.GIVEN),
    )
    with journal.read() as reader:
        found = extras(reader, 1)
        assert [one.text for one in found.to_price] == ["waits"]
        assert [one.number for one in found.open] == ["A1"]
        assert [one.number for one in amendments_to_invoice(reader, 1)] == ["A2"]
        assert extras(reader, 2).amendments == ()
    write(journal, Invoice(client_id=1, mission_id=1, amount=1, issued=MONDAY, due=MONDAY, note="A2"))
    with journal.read() as reader:
        assert amendments_to_invoice(reader, 1) == []
