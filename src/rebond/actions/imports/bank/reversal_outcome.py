"""Results of debits that take something back: offers, doubts about credits, and notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rebond.actions.imports.bank.arrivals import Arrival, Arrivals
from rebond.actions.imports.bank.movements import Movement
from rebond.actions.imports.bank.offer import Offer, Share, label, offer_of, shown
from rebond.actions.imports.bank.open_invoices import OpenInvoices
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later

#: What is told of movements that are not offered.
declare_problems({
    "movement_taken_back": later("“{label}” of {date}, {amount}, was taken back on {back}: nothing is noted."),
    "movement_takes_back": later("“{label}” of {date} takes back {amount} that was paid on {number}."),
    "movement_may_take_back": later(
        "“{label}” of {date} takes {amount} back. It is not clear of which payment, perhaps of this: {others}."
    ),
    "movement_takes_unknown_back": later(
        "“{label}” of {date} takes {amount} back, and no payment fits it: see whether an invoice is to be paid again."
    ),
})  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Told:
    """The offers and notes that the debits of an import lead to.

    `doubts` are credits of the import, by reference, that may have been taken back.
    """

    arrivals: Arrivals
    invoices: OpenInvoices
    offers: list[Offer] = field(default_factory=list)
    notes: list[tuple[int, Problem]] = field(default_factory=list)
    doubts: dict[str, Problem] = field(default_factory=dict)

    def is_gone(self, ref: str) -> bool:
        """Whether a credit of the import was taken back."""
        return self.arrivals.is_gone(ref)

    def tell(self, debit: Movement, code: str, **facts: str) -> None:
        piece = debit.transaction
        said = {"label": label(piece), "date": debit.date, "amount": self.invoices.money(-piece.amount)}
        self.notes.append((debit.file, Problem(code, facts=said | facts, line=piece.line)))


class Outcome:
    """The result of one debit, or of one payment in it."""

    def __init__(self, told: Told, debit: Movement) -> None:
        self._all = told
        self._invoices = told.invoices
        self._debit = debit

    def _take(self, some: Sequence[Arrival], reasons: tuple[Problem, ...], *, sure: bool) -> None:
        """Take arrivals back: offer it where payments note them, and else note nothing."""
        if some[0].payments:
            self._offer(some, reasons, sure=sure)
            if sure:
                self._tell_takes([share for one in some for share in self._shares([one])])
            else:
                self._tell_may(some)
        for one in some:
            if one.transaction is not None:
                facts = {
                    "label": label(one.transaction), "date": one.date, "back": self._debit.date,
                    "amount": self._invoices.money(one.arrived),
                }  # fmt: skip
                self._all.notes.append(
                    (one.file, Problem("movement_taken_back", facts=facts, line=one.transaction.line))
                )
            if sure or not one.payments:
                self._all.arrivals.take(one)

    def _choose(self, likely: Sequence[Arrival], *, is_doubt: bool, is_told: bool = True) -> None:
        """Offer each of several arrivals, and doubt those of this import."""
        for one in likely:
            if one.payments:
                self._offer([one], (), sure=False)
            elif is_doubt:
                facts = {"label": label(self._debit.transaction), "date": self._debit.date}
                self._all.doubts |= dict.fromkeys(one.refs, Problem("may_be_taken_back", facts=facts))
        if is_told:
            self._tell_may(likely)

    def _offer(self, some: Sequence[Arrival], reasons: tuple[Problem, ...], *, sure: bool, fee: int = 0) -> None:
        days = max(one.date for one in some)
        why = (Problem("takes_back", facts={"date": days}), *reasons)
        self._add(self._shares(some), why, sure=sure, fee=fee)

    def _add(self, shares: tuple[Share, ...], why: tuple[Problem, ...], *, sure: bool, fee: int = 0) -> None:
        doubts = self._invoices.doubts(self._debit)
        self._all.offers.append(offer_of(self._debit, shares, (*why, *doubts), sure=sure, fee=fee))

    def _shares(self, some: Iterable[Arrival]) -> tuple[Share, ...]:
        sums: dict[int, int] = {}
        for payment in (payment for one in some for payment in one.payments):
            sums[payment.invoice_id] = sums.get(payment.invoice_id, 0) - payment.amount
        return tuple(self._invoices.share(row_id, amount) for row_id, amount in sums.items())

    def _tell_takes(self, shares: Sequence[Share]) -> None:
        numbers = ", ".join(dict.fromkeys(map(shown, shares)))
        self._all.tell(self._debit, "movement_takes_back", number=numbers)

    def _tell_may(self, likely: Iterable[Arrival]) -> None:
        others: dict[str, None] = {}
        for one in likely:
            names = [label(one.transaction)] if one.transaction else map(shown, self._shares([one]))
            others |= dict.fromkeys(names)
        if others:
            self._all.tell(self._debit, "movement_may_take_back", others=", ".join(others))
