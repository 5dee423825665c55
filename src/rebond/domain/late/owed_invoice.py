"""An invoice that is late or due soon, with all that its state, its next step and its penalty follow from."""

import datetime as dt
from collections.abc import Sequence

from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState
from rebond.domain.late.ladder import SHIPPED, NextStep, Rung, SentStep, next_step
from rebond.domain.late.late_law import LateLaw
from rebond.domain.late.limitation import claim_begins, is_watched
from rebond.domain.late.penalty import LateDebt, Move, Penalty, days_late, penalty
from rebond.domain.late.states import NO_PROMISES, PromiseRecord, state_on
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.domain.value_classes import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedInvoice:
    """An invoice with what lowered it, its states, the letters about it, and the ladder of its client.

    `country` is the one whose law counts; None when nothing says one. `promises` is the record of its client's promises
    about all invoices.
    """

    invoice: Invoice
    client: Client
    mission: Mission | None = None
    country: Country | None = None
    moves: Sequence[Move] = ()
    states: Sequence[InvoiceState] = ()
    sent: Sequence[SentStep] = ()
    ladder: Sequence[Rung] = SHIPPED
    promises: PromiseRecord = NO_PROMISES

    @property
    def debt(self) -> LateDebt:
        return LateDebt(
            total=self.invoice.total,
            due=self.invoice.due,
            moves=self.moves,
            late_rate=self.mission.late_rate if self.mission else None,
            due_day_fixed=bool(self.mission and self.mission.due_day_fixed),
            demanded=self.invoice.demanded,
        )

    def settled(self, today: dt.date) -> dt.date | None:
        """Return the day on which nothing was left to pay; None when that was not so by today."""
        settled = self.invoice.settled
        return settled if settled and settled <= today else None

    def rest(self, today: dt.date) -> int:
        """Return what is left to pay, VAT included, in cents."""
        return 0 if self.settled(today) else self.debt.rest(today)

    def days_late(self, today: dt.date) -> int:
        """Return the days from the due date to today, or to the day it was settled; 0 when it is not late."""
        return days_late(self.invoice.due, self.settled(today) or today)

    def state(self, today: dt.date) -> InvoiceState | None:
        return None if self.settled(today) else state_on(self.states, today)

    def next_step(self, today: dt.date) -> NextStep:
        return next_step(
            self.ladder, self.invoice.due, today, sent=self.sent, states=self.states, demanded=self.invoice.demanded,
            settled=self.rest(today) == 0,
        )  # fmt: skip

    def penalty(self, law: LateLaw | None, today: dt.date) -> Penalty:
        """Return the penalty to today, or to the day it was settled, by the law against such a client."""
        return penalty(self.debt, self.law_against(law), today)

    def law_against(self, law: LateLaw | None) -> LateLaw | None:
        """Return the law as it counts for a client of its legal form."""
        return law.against(self.client.legal_form) if law else None

    def limitation(self, law: LateLaw) -> dt.date:
        """Return the last day on which the debt can be claimed, by the earlier of the dates it is counted from.

        A lawsuit or an acknowledgement of the debt, which the journal does not know, lets the time run anew.
        """
        return law.against(self.client.legal_form).limitation.last_day(claim_begins(self.invoice))

    def limited(self, law: LateLaw | None, today: dt.date) -> dt.date | None:
        """Return the last day on which the debt can be claimed, once it is near and something is left."""
        day = self.limitation(law) if law and self.rest(today) else None
        return day if day and is_watched(day, today) else None


def moves_of(
    payments: Sequence[Payment], notes: Sequence[Invoice] = (), refunds: Sequence[Payment] = ()
) -> tuple[Move, ...]:
    """Return what lowers an invoice: its payments, and the credit notes that name it less what these paid back.

    :param notes: not the cancelled ones.
    """
    moves = [Move(payment.date, payment.amount) for payment in (*payments, *refunds)]
    moves += [Move(note.issued, -note.total) for note in notes]
    return tuple(sorted(moves, key=lambda move: move.day))
