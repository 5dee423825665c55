"""The state of an invoice on a day, and what became of promises."""

from datetime import date

from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.late.states import (
    PromiseOutcome,
    PromiseRecord,
    last_broken,
    outcome,
    promise_record,
    promised_day,
    state_on,
)


def november(day: int) -> date:
    return date(2026, 11, day)


def state(kind: StateKind, starts: int, until: int | None = None, ended: int | None = None) -> InvoiceState:
    return InvoiceState(
        invoice_id=1, type=kind, starts=november(starts), until=until and november(until),
        ended=ended and november(ended),
    )  # fmt: skip


PROMISE = state(StateKind.PROMISED, 5, 20)


def test_a_state_holds_from_its_first_to_its_last_day() -> None:
    assert [state_on([PROMISE], november(day)) for day in (4, 5, 20, 21)] == [None, PROMISE, PROMISE, None]
    ended = state(StateKind.PAUSED, 5, 20, ended=10)
    assert [state_on([ended], november(day)) for day in (9, 10)] == [ended, None]


def test_a_dispute_counts_before_a_pause_before_a_promise_and_the_latest_of_each() -> None:
    pause, dispute = state(StateKind.PAUSED, 3), state(StateKind.DISPUTED, 2)
    earlier = state(StateKind.PROMISED, 1, 25)
    assert state_on([earlier, PROMISE, pause, dispute], november(6)) is dispute
    assert state_on([earlier, PROMISE, pause], november(6)) is pause
    assert state_on([PROMISE, earlier], november(6)) is PROMISE


def test_the_day_promised_last_and_still_to_come() -> None:
    other = state(StateKind.PROMISED, 6, 15)
    assert promised_day([PROMISE, other], november(10)) == november(15)
    # On its day it is no longer to come, and once taken back it never is.
    assert promised_day([PROMISE, other], november(15)) == november(20)
    assert promised_day([PROMISE], november(20)) is None
    assert promised_day([state(StateKind.PROMISED, 5, 20, ended=8)], november(9)) is None
    assert promised_day([state(StateKind.PAUSED, 5, 20)], november(9)) is None
    assert promised_day([PROMISE], november(4)) is None


def test_what_became_of_a_promise() -> None:
    def found(settled: int | None, today: int) -> PromiseOutcome:
        return outcome(PROMISE, settled and november(settled), november(today))

    assert found(None, 20) is PromiseOutcome.OPEN
    assert found(None, 21) is PromiseOutcome.BROKEN
    assert found(20, 25) is PromiseOutcome.KEPT
    assert found(8, 10) is PromiseOutcome.KEPT
    assert found(21, 25) is PromiseOutcome.BROKEN
    assert found(18, 10) is PromiseOutcome.OPEN  # paid after the day from which it is seen


def test_a_promise_taken_back_before_its_day_is_neither_kept_nor_broken() -> None:
    back = state(StateKind.PROMISED, 5, 20, ended=10)
    assert outcome(back, None, november(25)) is PromiseOutcome.TAKEN_BACK
    assert outcome(state(StateKind.PROMISED, 5, 20, ended=22), None, november(25)) is PromiseOutcome.BROKEN
    assert promise_record([back], None, november(25)) == PromiseRecord()


def test_the_record_of_promises() -> None:
    states = [
        state(StateKind.PROMISED, 1, 5), state(StateKind.PROMISED, 6, 10), state(StateKind.PROMISED, 11, 28),
        state(StateKind.PAUSED, 2, 3),
    ]  # fmt: skip
    record = promise_record(states, None, november(20))
    assert (record, record.made) == (PromiseRecord(kept=0, broken=2, open=1), 2)
    assert promise_record(states, november(26), november(29)) == PromiseRecord(kept=1, broken=2)
    assert record + PromiseRecord(kept=1) == PromiseRecord(kept=1, broken=2, open=1)
    broken = last_broken(states, None, november(20))
    assert broken
    assert broken.until == november(10)
    assert last_broken([PROMISE], november(20), november(25)) is None


def test_the_last_promise_broken_is_that_of_the_latest_day_promised() -> None:
    latest, later_made = state(StateKind.PROMISED, 1, 12), state(StateKind.PROMISED, 3, 10)
    assert last_broken([latest, later_made], None, november(20)) == latest
