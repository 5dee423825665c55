"""The signs of clients are read from few of their rows, and are what all of their rows say."""

import datetime as dt
import random
from collections.abc import Iterator

import pytest

from rebond.domain.agreements.kinds import Agreement, Amendment, Reply
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Payment
from rebond.domain.money.kinds import Settings
from rebond.domain.signs.client_record import ClientRecord
from rebond.domain.signs.client_state import state
from rebond.domain.signs.kinds import DismissedSign, Sign, SignWeight
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.journal import Journal
from rebond.journal.queries.signs import client_records, client_state, client_states
from rebond.journal.reader import Reader

TODAY = dt.date(2026, 11, 22)
YEARS = 6


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Four clients over six years: one busy, one that says little, one that left, one without missions."""
    draw = random.Random(9)  # noqa: S311 - the same journal every time
    missions = [
        Mission(client_id=client, name=f"Mission {number}", starts=ago(365 * YEARS), ended=ended)
        for number, (client, ended) in enumerate([(1, None), (1, ago(400)), (2, None), (2, None), (3, ago(200))])
    ]
    kinds = [*EventKind, *[EventKind.EXTRA_REQUEST] * 4]
    events = [
        Event(
            mission_id=mission, type=draw.choice(kinds), date=ago(draw.randrange(365 * YEARS)), text="said",
            time=draw.choice([None, dt.time(8), dt.time(21)]), in_scope=draw.choice([None, True, False]),
        )
        for mission, count in ((1, 300), (2, 200), (3, 12), (4, 12), (5, 90))
        for _ in range(count)
    ]  # fmt: skip
    invoices, payments = [], []
    for number in range(150):
        client, due, lag = draw.choice([1, 1, 2, 3]), ago(draw.randrange(-30, 365 * YEARS)), draw.randint(-5, 60)
        paid = due + dt.timedelta(days=lag)
        settled = None if number % 5 == 0 or paid > TODAY else paid
        invoices.append(
            Invoice(
                client_id=client, number=f"F{number}", amount=100, issued=due - dt.timedelta(days=30), due=due,
                settled=settled, cancelled=number % 17 == 0,
            )
        )  # fmt: skip
        if settled and number % 7:
            payments.append(Payment(invoice_id=number + 1, date=settled, amount=100))
    with Journal.create(tmp_path_factory.mktemp("signs") / "journal.rebond") as made:
        with made.transaction("import") as transaction:
            transaction.update(Settings(id=1, default_lag_days=3))
            transaction.insert_all(Client(name=name) for name in ("Atlas", "Perret", "Lune", "Duval"))
            for rows in (missions, events, invoices, payments):
                transaction.insert_all(rows)  # type: ignore[type-var]
            transaction.insert(Agreement(mission_id=1, starts=ago(900), weekdays="1 2 3", day_ends=dt.time(18)))
            transaction.insert(
                Amendment(mission_id=1, number="A1", made=ago(90), sent=ago(90), reply=Reply.REFUSED, answered=ago(60))
            )
            transaction.insert(Letter(client_id=2, subject="Limits", sent=ago(15)))
            transaction.insert(Task(mission_id=3, text="Send the photos", owner=TaskOwner.THEM, due=ago(5)))
            transaction.insert(SignWeight(sign=Sign.BROKEN_LIMITS, percent=10))
            transaction.insert(DismissedSign(client_id=1, sign=Sign.REFUSED_AMENDMENT, entries_to=ago(60)))
        yield made


def whole(reader: Reader, client_id: int) -> ClientRecord:
    """A client with all of its rows."""
    missions = reader.matching(Mission, client_id=client_id)
    own = [mission.id for mission in missions]
    invoices = reader.matching(Invoice, client_id=client_id)
    return ClientRecord(
        client_id=client_id,
        missions=missions,
        events=reader.among(Event, "mission_id", own),
        agreements=reader.among(Agreement, "mission_id", own),
        amendments=reader.among(Amendment, "mission_id", own),
        invoices=invoices,
        payments=reader.among(Payment, "invoice_id", [invoice.id for invoice in invoices]),
        letters=reader.matching(Letter, client_id=client_id),
        tasks=reader.among(Task, "mission_id", own),
        default_lag=3,
    )


@pytest.mark.parametrize("days", [0, 20, 45, 100, 190, 300, 365, 500, 800, 1200, 1900])
def test_few_rows_say_what_all_rows_say(journal: Journal, days: int) -> None:
    with journal.read() as reader:
        few = client_records(reader, [1, 2, 3, 4], ago(days))
        for client_id in (1, 2, 3, 4):
            every = whole(reader, client_id)
            assert state(few[client_id], ago(days)) == state(every, ago(days))
            assert len(few[client_id].events) <= len(every.events)
        assert len(few[1].events) < 150
        assert len(few[1].invoices) < 25


def test_every_sign_that_can_be_there_is_found_on_some_day(journal: Journal) -> None:
    """Else the test above would show nothing."""
    with journal.read() as reader:
        found = {
            one.sign
            for days in range(0, 1200, 20)
            for client in client_states(reader, None, ago(days)).values()
            for one in (*client.present, *client.dismissed)
        }
    assert found == set(Sign)


def test_one_client_is_read_as_among_all(journal: Journal) -> None:
    with journal.read() as reader:
        states = client_states(reader, None, TODAY)
        assert list(states) == [1, 2, 3, 4]
        assert all(client_state(reader, client_id, TODAY) == one for client_id, one in states.items())
    assert not states[4].runs
    assert states[4].chance == 3


def test_own_weights_and_dismissed_signs_count(journal: Journal) -> None:
    with journal.read() as reader:
        atlas = client_state(reader, 1, TODAY)
    assert [one.sign for one in atlas.dismissed] == [Sign.REFUSED_AMENDMENT]
    assert {one.sign: one.percent for one in atlas.present}[Sign.BROKEN_LIMITS] == 10
