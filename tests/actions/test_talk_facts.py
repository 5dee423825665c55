"""The facts of a talk: of one late invoice or of all, the messages that came besides, and how many more there are."""

from datetime import date, time, timedelta

import pytest

from rebond.actions.talk_facts import known, text_facts
from rebond.actions.talk_late import TalkFact
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission
from rebond.domain.problems import Money
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.journal.journal import Journal
from rebond.letters.facts import TalkFacts
from rebond.letters.worded import worded
from tests.languages import ENGLISH

from .doing import TODAY, write

SUNDAY = date(2026, 11, 15)


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    write(
        journal,
        Client(name="Atlas"),
        Mission(client_id=1, name="Social media", starts=date(2026, 1, 1)),
        Agreement(mission_id=1, starts=date(2026, 1, 1), revisions=2, day_starts=time(9), day_ends=time(18)),
    )


def late(count: int) -> tuple[Invoice, ...]:
    return tuple(
        Invoice(
            client_id=1, mission_id=1, number=f"F{at}", amount=1000_00, issued=date(2026, 8, 1),
            due=date(2026, 9, 1) + timedelta(days=at),
        )
        for at in range(count)
    )  # fmt: skip


def message(day: date, kind: EventKind = EventKind.OUTSIDE_HOURS) -> Event:
    return Event(mission_id=1, type=kind, date=day, time=time(20), text="x", request="Tonight?")


def talk(kind: TalkKind = TalkKind.PAYMENT, **fields: int | None) -> Talk:
    return Talk(client_id=1, mission_id=1, type=kind, **fields)  # type: ignore[arg-type]


def facts(journal: Journal, about: Talk) -> TalkFacts:
    with journal.read() as reader:
        return text_facts(reader, about, TODAY).talk


def told(journal: Journal, about: Talk) -> list[str]:
    with journal.read() as reader:
        return [worded(ENGLISH, fact.said) for fact in known(reader, about, TODAY)]


def rows_of(journal: Journal, about: Talk) -> tuple[TalkFact, ...]:
    with journal.read() as reader:
        return known(reader, about, TODAY)


def test_a_talk_about_all_late_invoices_knows_their_number_their_sum_and_the_oldest(journal: Journal) -> None:
    write(journal, *late(8))
    found = facts(journal, talk())
    assert found.number == ""
    assert found.invoices
    assert worded(ENGLISH, found.invoices) == "8 overdue invoices"
    assert (found.owed, found.due) == (Money(8000_00, "EUR"), date(2026, 9, 1))
    said = told(journal, talk())
    assert said[0] == "8 overdue invoices: €8,000.00 left to pay in all, the oldest due on 1 September 2026"
    assert [line for line in said if line.startswith("Invoice F")] == said[1:6]
    assert said[6] == "And 3 more overdue invoices: €3,000.00 left to pay in all"
    assert isinstance(rows_of(journal, talk())[6].row, Client), "F2 opens whose they are"


def test_a_talk_about_one_of_them_speaks_of_that_one_while_it_is_late(journal: Journal) -> None:
    write(journal, *late(3))
    found = facts(journal, talk(invoice_id=2))
    assert (found.number, found.invoices, found.owed) == ("F1", None, Money(1000_00, "EUR"))
    said = told(journal, talk(invoice_id=2))
    assert said[0].startswith("Invoice F1: €1,000.00 left to pay")
    assert len([line for line in said if line.startswith("Invoice")]) == 3
    assert not [line for line in said if "in all" in line or "more" in line]


def test_a_single_late_invoice_is_named(journal: Journal) -> None:
    write(journal, *late(1))
    assert (facts(journal, talk()).number, facts(journal, talk()).invoices) == ("F0", None)
    assert facts(journal, talk(invoice_id=None)).owed == Money(1000_00, "EUR")


@pytest.mark.parametrize(
    ("events", "cause", "others"),
    [
        ((message(SUNDAY),), 1, False),
        ((message(SUNDAY),), None, False),
        ((), None, False),
        ((message(SUNDAY), message(SUNDAY - timedelta(days=3))), 1, True),
        ((message(SUNDAY), message(SUNDAY - timedelta(days=3))), None, True),
        ((message(SUNDAY), message(SUNDAY - timedelta(days=100))), 1, False),
        ((message(SUNDAY), message(SUNDAY - timedelta(days=3), EventKind.ENDLESS_CHANGES)), 1, False),
        ((message(SUNDAY - timedelta(days=100)), message(SUNDAY)), 1, True),
    ],
)
def test_there_are_other_messages_only_where_another_than_the_cause_broke_the_limits_lately(
    journal: Journal, events: tuple[Event, ...], cause: int | None, others: bool
) -> None:
    write(journal, *events)
    assert facts(journal, talk(TalkKind.LIMITS, cause_id=cause)).others is others


def test_the_entries_that_are_not_shown_are_counted(journal: Journal) -> None:
    write(journal, *(message(SUNDAY - timedelta(days=at), EventKind.CLIENT_ERROR) for at in range(9)))
    assert told(journal, talk(TalkKind.CLIENT_ERROR))[-1] == "And 4 more entries like these over twelve months"
    assert told(journal, talk(TalkKind.CLIENT_ERROR, cause_id=9))[-1] == (
        "And 3 more entries like these over twelve months"
    )


def test_an_ending_knows_the_work_beyond_the_agreement_beside_the_day_it_began(journal: Journal) -> None:
    extra = Event(mission_id=1, type=EventKind.EXTRA_REQUEST, date=SUNDAY, text="x", minutes=90, in_scope=False)
    write(journal, extra)
    said = told(journal, talk(TalkKind.ENDING))
    assert "You have worked together since 1 January 2026" in said
    assert "Beyond the agreement over twelve months: 1 h 30" in said


def test_work_beyond_the_agreement_without_a_time_adds_none(journal: Journal) -> None:
    extra = Event(mission_id=1, type=EventKind.EXTRA_REQUEST, date=SUNDAY, text="x", in_scope=False)
    write(journal, extra)
    assert not any(said.startswith("Beyond the agreement") for said in told(journal, talk(TalkKind.ENDING)))
