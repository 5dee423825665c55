"""The state of an invoice on a day, and whether what a client promised was kept."""

import datetime as dt
from collections.abc import Iterable

from rebond.domain.kinds import Choice
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass

#: The state that counts where several hold on one day, first: a dispute stops more than a pause does.
_PRECEDENCE = (StateKind.DISPUTED, StateKind.PAUSED, StateKind.PROMISED)


class PromiseOutcome(Choice):
    """The outcome of a promise to pay by a day."""

    OPEN = "open", later("still to come")
    KEPT = "kept", later("kept")
    BROKEN = "broken", later("broken")
    TAKEN_BACK = "taken_back", later("taken back before its day")


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """The number of promises kept and broken; those still to come and those taken back are apart."""

    kept: int = 0
    broken: int = 0
    open: int = 0

    @property
    def made(self) -> int:
        """The promises whose day has come, or that were kept before it."""
        return self.kept + self.broken

    def __add__(self, other: "PromiseRecord") -> "PromiseRecord":
        return PromiseRecord(self.kept + other.kept, self.broken + other.broken, self.open + other.open)


#: The record of a client who promised nothing.
NO_PROMISES = PromiseRecord()


def holds(state: InvoiceState, day: dt.date) -> bool:
    """Whether a state holds on a day; the last day of a pause and the day promised are in it.

    A dispute has no last day: it holds until it is settled.
    """
    if day < state.starts or (state.ended and state.ended <= day):
        return False
    return state.type is StateKind.DISPUTED or state.until is None or day <= state.until


def state_on(states: Iterable[InvoiceState], day: dt.date) -> InvoiceState | None:
    """Return the state of an invoice on a day: a dispute before a pause before a promise, then the latest."""
    open_ones = [state for state in states if holds(state, day)]
    return min(
        open_ones,
        key=lambda state: (_PRECEDENCE.index(state.type), -state.starts.toordinal(), -state.id),
        default=None,
    )


def promised_day(states: Iterable[InvoiceState], today: dt.date) -> dt.date | None:
    """Return the day after today by which the client last promised to pay; None when none is still to come."""
    open_ones = [
        state for state in states
        if state.type is StateKind.PROMISED and state.until and state.until > today and holds(state, today)
    ]  # fmt: skip
    latest = max(open_ones, key=lambda state: (state.starts, state.id), default=None)
    return latest.until if latest else None


def outcome(promise: InvoiceState, settled: dt.date | None, today: dt.date) -> PromiseOutcome:
    """Return what became of a promise by today.

    :param settled: the day on which nothing was left to pay of the invoice, None for not yet.
    """
    day = promise.until or promise.starts
    if settled and settled <= min(day, today):
        return PromiseOutcome.KEPT
    if promise.ended and promise.ended <= min(day, today):
        return PromiseOutcome.TAKEN_BACK
    return PromiseOutcome.BROKEN if day < today else PromiseOutcome.OPEN


def promise_record(states: Iterable[InvoiceState], settled: dt.date | None, today: dt.date) -> PromiseRecord:
    """Return the record of the promises about one invoice."""
    found = [outcome(state, settled, today) for state in states if state.type is StateKind.PROMISED]
    return PromiseRecord(
        *(found.count(which) for which in (PromiseOutcome.KEPT, PromiseOutcome.BROKEN, PromiseOutcome.OPEN))
    )


def last_broken(states: Iterable[InvoiceState], settled: dt.date | None, today: dt.date) -> InvoiceState | None:
    """Return the latest promise of an invoice that was broken."""
    broken = [
        state for state in states
        if state.type is StateKind.PROMISED and outcome(state, settled, today) is PromiseOutcome.BROKEN
    ]  # fmt: skip
    return max(broken, key=lambda state: (state.until or state.starts, state.id), default=None)
