"""Weights of signs and dismissed signs: each is one change that undo takes back."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from rebond.actions.action import said
from rebond.actions.events import write_event
from rebond.actions.exports import export_document
from rebond.actions.history import redo, undo
from rebond.actions.records import delete
from rebond.actions.signs import count_again, dismiss, drop_refit, set_rate, use_refit, weigh
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.problems import Refused
from rebond.domain.signs.client_state import DEFAULT_PERCENTS, DEFAULT_RATE, PresentSign, Weights
from rebond.domain.signs.kinds import DismissedSign, Sign, SignWeight
from rebond.journal.journal import Journal
from rebond.journal.queries.signs import client_state, load_weights
from tests.actions.taking_in import new_journal, take_in
from tests.languages import ENGLISH

TODAY = dt.date(2026, 11, 22)
YESTERDAY = dt.date(2026, 11, 21)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Atlas, which talks with another provider."""
    with Journal.create(tmp_path / "journal.rebond") as journal:
        with journal.transaction("import") as transaction:
            transaction.insert(Client(name="Atlas"))
            transaction.insert(Mission(client_id=1, name="Posts", starts=dt.date(2026, 1, 1)))
            transaction.insert(Event(mission_id=1, type=EventKind.COMPETITOR, date=YESTERDAY, text="An agency"))
        yield journal


def chance(journal: Journal) -> float:
    with journal.read() as reader:
        return float(client_state(reader, 1, TODAY).chance)


def test_a_weight_is_set_changed_and_restored(journal: Journal) -> None:
    assert chance(journal) == 7.5
    weigh(journal, Sign.COMPETITOR, 300, TODAY)
    assert chance(journal) == 12
    weigh(journal, Sign.COMPETITOR, 400, TODAY)
    assert chance(journal) == 15
    weigh(journal, Sign.COMPETITOR, 150, TODAY)
    with journal.read() as reader:
        assert not reader.exists(SignWeight), "the default is nobody's own"
    assert weigh(journal, Sign.COMPETITOR, 150, TODAY) is None
    for expected in (15, 12, 7.5):
        undo(journal)
        assert chance(journal) == expected


@pytest.mark.parametrize("percent", [-1, 1_901])
def test_a_weight_out_of_range_is_refused(journal: Journal, percent: int) -> None:
    with pytest.raises(Refused):
        weigh(journal, Sign.COMPETITOR, percent, TODAY)
    assert chance(journal) == 7.5


def present(journal: Journal, sign: Sign = Sign.COMPETITOR) -> PresentSign:
    with journal.read() as reader:
        found = client_state(reader, 1, TODAY)
    return next(one for one in (*found.present, *found.dismissed) if one.sign is sign)


def rumour(journal: Journal, day: dt.date, now: dt.datetime) -> None:
    """Write down that the client talks with another provider."""
    write_event(journal, Event(mission_id=1, type=EventKind.COMPETITOR, date=day, text="A rumour"), now)


def test_a_sign_is_dismissed_and_counted_again(journal: Journal) -> None:
    change = dismiss(journal, 1, present(journal), NOON)
    assert change
    assert (change.action, change.facts) == ("add_dismissed_sign", {"name": "Atlas"})
    with journal.read() as reader:
        (dismissed,) = reader.all(DismissedSign)
    assert (dismissed.entries_to, dismissed.entries) == (YESTERDAY, 1)
    assert dismissed.dismissed == "2026-11-22T12:00:00+00:00"
    assert chance(journal) == 3
    count_again(journal, 1, Sign.COMPETITOR)
    assert chance(journal) == 7.5
    undo(journal)
    assert chance(journal) == 3
    undo(journal)
    assert chance(journal) == 7.5
    assert count_again(journal, 1, Sign.COMPETITOR) is None


@pytest.mark.parametrize("day", [YESTERDAY, TODAY, dt.date(2026, 10, 2)])
def test_an_entry_written_after_the_dismissal_counts_again_whatever_its_day(journal: Journal, day: dt.date) -> None:
    rumour(journal, dt.date(2026, 11, 3), NOON - HOUR)
    dismiss(journal, 1, present(journal), NOON)
    rumour(journal, day, NOON + HOUR)
    assert chance(journal) == 7.5
    undo(journal)
    assert chance(journal) == 3, "without it nothing is new"
    redo(journal)
    assert chance(journal) == 7.5
    dismiss(journal, 1, present(journal), NOON + 2 * HOUR)
    assert chance(journal) == 3
    with journal.read() as reader:
        assert len(reader.all(DismissedSign)) == 1
    undo(journal)
    assert chance(journal) == 7.5


def test_an_entry_that_is_corrected_or_taken_away_and_put_back_is_not_a_new_one(journal: Journal) -> None:
    rumour(journal, YESTERDAY, NOON - HOUR)
    dismiss(journal, 1, present(journal), NOON)
    with journal.read() as reader:
        last = reader.all(Event)[-1]
    write_event(journal, dataclasses.replace(last, text="A rumour, from Léa"), NOON + HOUR)
    assert chance(journal) == 3
    delete(journal, last)
    undo(journal)
    assert chance(journal) == 3


def test_a_client_that_was_deleted_meanwhile_is_told(journal: Journal) -> None:
    sign = present(journal)
    with journal.read() as reader:
        (client,) = reader.all(Client)
    delete(journal, client)
    with pytest.raises(Refused) as refused:
        dismiss(journal, 1, sign, NOON)
    assert refused.value.problems[0].code == "gone"


def test_the_chance_without_signs_is_set_restored_and_undone(journal: Journal) -> None:
    change = set_rate(journal, 2_000, TODAY)
    assert change
    assert said(ENGLISH, change.action, change.facts) == "Chance of leaving without signs changed"
    assert chance(journal) == 5
    set_rate(journal, DEFAULT_RATE, TODAY)
    assert chance(journal) == 7.5
    undo(journal)
    assert chance(journal) == 5
    undo(journal)
    assert chance(journal) == 7.5


@pytest.mark.parametrize("rate", [-1, 60_001])
def test_a_chance_out_of_range_is_refused(journal: Journal, rate: int) -> None:
    with pytest.raises(Refused):
        set_rate(journal, rate, TODAY)
    assert chance(journal) == 7.5


def test_refitted_weights_are_one_change_that_leaves_what_was_typed(journal: Journal) -> None:
    weigh(journal, Sign.SILENCE, 10, TODAY)
    refitted = Weights(
        rate=2_000, percents={**dict.fromkeys(Sign, 100), Sign.DISSATISFACTION: 100, Sign.COMPETITOR: 300}
    )
    change = use_refit(journal, refitted, TODAY)
    assert change
    assert said(ENGLISH, change.action, change.facts) == "Refitted weights of signs used"
    assert chance(journal) == 8
    with journal.read() as reader:
        used = load_weights(reader)
        assert {row.sign for row in reader.all(SignWeight)} == set(Sign) - {
            Sign.REFUSED_AMENDMENT, Sign.DISSATISFACTION,
        }, "a weight that is the default is not stored"  # fmt: skip
    assert used.percents == {**refitted.percents, Sign.SILENCE: 10}
    assert (used.typed, used.rate_typed, used.is_refitted) == ({Sign.SILENCE}, False, True)
    weigh(journal, Sign.COMPETITOR, 400, TODAY)
    drop_refit(journal, TODAY)
    with journal.read() as reader:
        used = load_weights(reader)
    assert (used.rate, used.is_refitted) == (DEFAULT_RATE, False)
    assert used.percents == {**DEFAULT_PERCENTS, Sign.SILENCE: 10, Sign.COMPETITOR: 400}
    for expected in (10, 8, 7.5):
        undo(journal)
        assert chance(journal) == expected


def test_a_chance_that_was_typed_stays_with_a_refit(journal: Journal) -> None:
    set_rate(journal, 4_000, TODAY)
    use_refit(journal, Weights(rate=2_000), TODAY)
    assert chance(journal) == 10
    drop_refit(journal, TODAY)
    assert chance(journal) == 10


def test_weights_are_in_the_document_and_come_back(journal: Journal, tmp_path: Path) -> None:
    use_refit(journal, Weights(rate=2_000, percents={**DEFAULT_PERCENTS, Sign.COMPETITOR: 300}), TODAY)
    weigh(journal, Sign.SILENCE, 10, TODAY)
    dismiss(journal, 1, present(journal), NOON)
    with journal.read() as reader:
        before = load_weights(reader), client_state(reader, 1, TODAY)
    export_document(journal, tmp_path / "out.json")
    with new_journal(tmp_path, "other") as other:
        take_in(other, tmp_path / "out.json")
        with other.read() as reader:
            assert (load_weights(reader), client_state(reader, 1, TODAY)) == before
