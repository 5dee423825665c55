"""The chance that a client leaves: what raises it, by how much, and what takes it down again."""

from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.agreements.kinds import Agreement, Amendment, Reply
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import EventKind
from rebond.domain.money.kinds import Settings
from rebond.domain.signs.client_record import ClientRecord
from rebond.domain.signs.client_state import DEFAULT_PERCENTS, Weights, chance_of_leaving, state, weights_of
from rebond.domain.signs.kinds import DismissedSign, Sign, SignWeight

from .made import ATLAS, TODAY, ago, event, events, paying


def own(sign: Sign, percent: int) -> Weights:
    """The weights with one that was typed."""
    return weights_of(Settings(), [SignWeight(sign=sign, percent=percent)])


def test_without_signs_it_is_the_default() -> None:
    assert chance_of_leaving(ATLAS, TODAY) == 3
    assert state(ATLAS, TODAY).present == ()


def test_every_factor_multiplies_it_exactly() -> None:
    record = replace(ATLAS, events=(*events(3, 2, 1), *events(5, 4, kind=EventKind.ENDLESS_CHANGES)))
    assert chance_of_leaving(record, TODAY) == Fraction(3) * Fraction(3, 2) * Fraction(13, 10)


def test_a_sign_counts_once_however_many_its_entries() -> None:
    record = replace(ATLAS, events=events(3, 2, 1, kind=EventKind.DISSATISFACTION))
    assert chance_of_leaving(record, TODAY) == 6


def test_it_is_at_most_sixty_percent() -> None:
    kinds = (EventKind.DISSATISFACTION, EventKind.COMPETITOR, EventKind.IN_HOUSE)
    record = replace(ATLAS, events=(*(event(1, kind) for kind in kinds), *events(3, 2, 1)))
    found = state(record, TODAY)
    assert (found.raised, found.chance) == (Fraction(135, 2), 60)


def test_own_weights_replace_the_defaults() -> None:
    record = replace(ATLAS, events=(event(1, EventKind.COMPETITOR),))
    assert chance_of_leaving(record, TODAY, own(Sign.COMPETITOR, 0)) == 3
    assert chance_of_leaving(record, TODAY, own(Sign.COMPETITOR, 25)) == Fraction(15, 4)
    assert chance_of_leaving(record, TODAY, own(Sign.IN_HOUSE, 25)) == Fraction(15, 2)


def test_the_chance_without_signs_is_the_persons_own_too() -> None:
    record = replace(ATLAS, events=(event(1, EventKind.COMPETITOR),))
    weights = weights_of(Settings(leaving_rate=2_000), ())
    assert chance_of_leaving(ATLAS, TODAY, weights) == 2
    assert chance_of_leaving(record, TODAY, weights) == 5
    assert chance_of_leaving(record, TODAY, weights_of(Settings(leaving_rate=30_000), ())) == 60


def test_what_was_typed_is_known_from_what_was_refitted() -> None:
    typed, fitted = SignWeight(sign=Sign.SILENCE, percent=10), SignWeight(sign=Sign.LATENESS, percent=10, fitted=True)
    found = weights_of(Settings(leaving_rate=2_000), [typed, fitted])
    assert (found.typed, found.rate_typed, found.is_refitted) == ({Sign.SILENCE}, True, True)
    assert not weights_of(Settings(leaving_rate=2_000), [typed]).is_refitted
    by_refit = weights_of(Settings(leaving_rate=2_000, leaving_fitted=True), [])
    assert (by_refit.rate_typed, by_refit.is_refitted) == (False, True)
    assert not weights_of(Settings(), ()).is_refitted


def test_a_dismissed_sign_counts_again_with_the_next_entry_of_its_kind() -> None:
    dismissed = DismissedSign(client_id=1, sign=Sign.COMPETITOR, entries_to=ago(5))
    record = replace(ATLAS, events=(event(5, EventKind.COMPETITOR),))
    seen = state(record, TODAY, dismissals=[dismissed])
    assert (seen.present, [one.sign for one in seen.dismissed], seen.chance) == ((), [Sign.COMPETITOR], 3)
    other = replace(record, events=(*record.events, event(1, EventKind.DISSATISFACTION)))
    assert [one.sign for one in state(other, TODAY, dismissals=[dismissed]).present] == [Sign.DISSATISFACTION]
    again = replace(record, events=(*record.events, event(4, EventKind.COMPETITOR)))
    assert state(again, TODAY, dismissals=[dismissed]).chance == Fraction(15, 2)
    assert state(record, TODAY, dismissals=[replace(dismissed, client_id=2)]).chance == Fraction(15, 2), (
        "another client's"
    )


def test_a_second_entry_of_the_same_day_is_the_next_one() -> None:
    before = event(5, EventKind.COMPETITOR)
    record = replace(ATLAS, events=(before, event(9, EventKind.COMPETITOR)))
    dismissed = DismissedSign(client_id=1, sign=Sign.COMPETITOR, entries_to=ago(5), entries=1)
    assert state(record, TODAY, dismissals=[dismissed]).present == ()
    after = replace(record, events=(*record.events, event(5, EventKind.COMPETITOR)))
    assert [one.sign for one in state(after, TODAY, dismissals=[dismissed]).present] == [Sign.COMPETITOR]
    both = replace(dismissed, entries=2)
    assert state(after, TODAY, dismissals=[both]).present == (), "dismissed with both"


def test_an_old_day_written_down_after_the_dismissal_is_the_next_entry_too() -> None:
    dismissed = DismissedSign(
        client_id=1, sign=Sign.COMPETITOR, entries_to=ago(5), dismissed="2026-11-20T10:00:00+00:00"
    )
    seen = event(5, EventKind.COMPETITOR, entered="2026-11-20T09:59:59+00:00")
    early = event(40, EventKind.COMPETITOR, entered="2026-10-13T09:00:00+00:00")
    late = replace(early, id=99, entered="2026-11-20T10:00:01+00:00")
    assert state(replace(ATLAS, events=(seen, early)), TODAY, dismissals=[dismissed]).present == ()
    assert state(replace(ATLAS, events=(seen, late)), TODAY, dismissals=[dismissed]).present
    unknown = replace(dismissed, dismissed="")
    assert state(replace(ATLAS, events=(seen, late)), TODAY, dismissals=[unknown]).present == ()


def test_an_old_word_written_down_late_leaves_a_silence_dismissed() -> None:
    """It is no silence."""
    dismissed = DismissedSign(client_id=1, sign=Sign.SILENCE, entries_to=ago(15), dismissed="2026-11-20T10:00:00+00:00")
    word = event(30, EventKind.DECISION, entered="2026-11-21T10:00:00+00:00")
    record = replace(ATLAS, events=(word, event(15, EventKind.SILENCE)))
    assert [one.sign for one in state(record, TODAY, dismissals=[dismissed]).dismissed] == [Sign.SILENCE]


def test_a_second_refusal_of_the_same_day_counts_again() -> None:
    """An amendment does not say when its answer was written down."""
    refused = [
        Amendment(id=place, mission_id=1, number=f"A{place}", made=ago(9), sent=ago(9), reply=reply, answered=day)
        for place, reply, day in ((1, Reply.REFUSED, ago(2)), (2, None, None))
    ]
    dismissed = DismissedSign(client_id=1, sign=Sign.REFUSED_AMENDMENT, entries_to=ago(2), entries=1)
    assert state(replace(ATLAS, amendments=tuple(refused)), TODAY, dismissals=[dismissed]).present == ()
    refused[1] = replace(refused[1], reply=Reply.REFUSED, answered=ago(2))
    assert state(replace(ATLAS, amendments=tuple(refused)), TODAY, dismissals=[dismissed]).present


def test_a_dismissed_silence_counts_again_after_the_next_word() -> None:
    silent = (event(40, EventKind.DECISION), event(30, EventKind.SILENCE))
    dismissed = DismissedSign(client_id=1, sign=Sign.SILENCE, entries_to=ago(30))
    assert state(replace(ATLAS, events=silent), TODAY, dismissals=[dismissed]).chance == 3
    later = (*silent, event(20, EventKind.DECISION), event(12, EventKind.SILENCE))
    assert state(replace(ATLAS, events=later), TODAY, dismissals=[dismissed]).chance == Fraction(9, 2)


def test_every_sign_has_a_default() -> None:
    assert set(DEFAULT_PERCENTS) == set(Sign)
    assert min(DEFAULT_PERCENTS.values()) > 0


#: The parts of a record that rows can be taken away from.
PARTS = [field.name for field in fields(ClientRecord) if field.name not in ("client_id", "default_lag", "missions")]
KINDS = [kind for kind in EventKind if kind is not EventKind.NOTE]


DAYS = st.integers(0, 200)


@st.composite
def records(draw: st.DrawFn) -> ClientRecord:
    """A client with a running mission, and rows of the last months."""
    return replace(
        paying(*draw(st.lists(st.none() | st.integers(-3, 40), max_size=8))),
        events=tuple(
            event(draw(DAYS), draw(st.sampled_from(KINDS)), in_scope=draw(st.none() | st.booleans()))
            for _ in range(draw(st.integers(0, 14)))
        ),
        agreements=tuple(
            Agreement(id=place, mission_id=1, starts=ago(days), weekdays=draw(st.sampled_from(("", "1 2 3 4 5"))))
            for place, days in enumerate(draw(st.sets(DAYS, max_size=2)), 1)
        ),
        amendments=tuple(
            Amendment(
                id=place, mission_id=1, number=f"A{place}", made=ago(days), sent=ago(days),
                reply=reply, answered=reply and ago(draw(st.integers(0, days))),
            )
            for place, days in enumerate(draw(st.lists(DAYS, max_size=2)), 1)
            for reply in (draw(st.sampled_from((None, *Reply))),)
        ),
        letters=tuple(
            Letter(id=place, client_id=1, subject="Limits", sent=ago(days))
            for place, days in enumerate(draw(st.lists(DAYS, max_size=2)), 1)
        ),
    )  # fmt: skip


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(record: ClientRecord, chance: Any) -> None:
    shuffled = {name: tuple(chance.sample(getattr(record, name), len(getattr(record, name)))) for name in PARTS}
    assert state(replace(record, **shuffled), TODAY) == state(record, TODAY)


@given(records(), st.integers(1, 200))
def test_a_day_in_the_past_ignores_events_after_it(record: ClientRecord, days: int) -> None:
    past = ago(days)
    known = tuple(event for event in record.events if event.date <= past)
    assert state(replace(record, events=known), past) == state(record, past)


@given(records(), st.sampled_from(list(Sign)), st.integers(0, 1_900))
def test_a_higher_weight_never_lowers_the_chance(record: ClientRecord, sign: Sign, percent: int) -> None:
    weights, higher = own(sign, percent), own(sign, percent + 1)
    assert 3 <= chance_of_leaving(record, TODAY, weights) <= chance_of_leaving(record, TODAY, higher) <= 60


@given(records(), st.data())
def test_taking_an_entry_away_lowers_the_chance_by_its_sign_or_not_at_all(record: ClientRecord, data: Any) -> None:
    """Apart from a silence, which the client's words tell: without one of them it may begin or end."""
    found = state(record, TODAY)
    ids = {entry.id for sign in found.present if sign.sign is not Sign.SILENCE for entry in sign.entries
           if entry.kind == "event"}  # fmt: skip
    if not ids:
        return
    gone = data.draw(st.sampled_from(sorted(ids)))
    after = state(replace(record, events=tuple(row for row in record.events if row.id != gone)), TODAY)
    before = {sign.sign: sign for sign in found.present}
    left = {sign.sign: sign for sign in after.present}
    assert left.keys() - {Sign.SILENCE} <= before.keys()
    for sign in before.keys() - left.keys() - {Sign.SILENCE}:
        assert gone in {entry.id for entry in before[sign].entries}
    for sign in left.keys() & before.keys() - {Sign.SILENCE}:
        if gone not in {entry.id for entry in before[sign].entries}:
            assert left[sign] == before[sign]
