"""Money that arrived and may be taken back: payments that are noted, and credits of the same import."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from rebond.actions.imports.bank.marks import have_in_common, is_back, is_refund, names_somebody
from rebond.actions.imports.bank.movements import Movement, may_be_one_account
from rebond.actions.imports.bank.open_invoices import OpenInvoices
from rebond.actions.imports.bank.recorded import Recorded
from rebond.actions.imports.bank.texts import telling, texts
from rebond.domain.missions.kinds import Payment
from rebond.domain.missions.movement_ref import part_ref
from rebond.exchange.statement import BankTransaction


class Relation(IntEnum):
    """How a debit that is marked as a reversal has to do with what arrived."""

    OTHER_WORDS = 1  # it says something, but of neither number nor client
    NO_WORDS = 2  # it says nothing but that it is a reversal
    CLIENT = 3
    INVOICE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Money that arrived, in cents: `arrived` with the bank's fee taken off, `noted` with it.

    `payments` are those that note it; else it is a credit of this import, `transaction`, and `refs` are the references
    of it and of the payments in it.
    """

    date: dt.date
    account_id: int | None
    arrived: int
    noted: int
    invoice_ids: frozenset[int]
    client_ids: frozenset[int]
    payments: tuple[Payment, ...] = ()
    transaction: BankTransaction | None = None
    refs: frozenset[str] = frozenset()
    file: int = 0

    @property
    def sameness(self) -> object:
        """A key that is equal for two arrivals of which either may be the one taken back."""
        if self.transaction is None:
            return tuple(sorted((payment.invoice_id, payment.amount) for payment in self.payments))
        return self.invoice_ids, frozenset(word for word in telling(self.transaction) if word.isalpha())


@dataclass(slots=True)
class Arrivals:
    """Everything that arrived, less what was taken back."""

    invoices: OpenInvoices
    _all: list[Arrival]
    _paid: Counter[int]
    _gone: set[str]
    _used: set[int]

    @classmethod
    def of(cls, invoices: OpenInvoices, recorded: Iterable[Recorded], movements: Iterable[Movement]) -> "Arrivals":
        paid = Counter({row_id: sum(one.amount for one in some) for row_id, some in invoices.payments.items()})
        used = {payment.id for some in invoices.payments.values() for payment in _taken_back_already(some)}
        found = [arrival for known in recorded for arrival in _noted(known, invoices)]
        found += [arrival for movement in movements for arrival in _incoming(movement, invoices)]
        found.sort(key=lambda one: one.date, reverse=True)
        return cls(invoices, found, paid, set(), used)

    def before(self, debit: Movement, amount: int | None = None) -> list[Arrival]:
        """Return what a debit may take back, the newest first; only what arrived or was noted with an amount."""
        return [
            arrival
            for arrival in self._all
            if (amount is None or amount in (arrival.arrived, arrival.noted))
            and arrival.date <= debit.date
            and may_be_one_account(arrival.account_id, debit.account_id)
            and self.are_there([arrival])
        ]

    def paid(self, row_id: int) -> int:
        """Return what is noted as paid of an invoice, in cents."""
        return self._paid[row_id]

    def take(self, arrival: Arrival) -> None:
        """Note that an arrival was taken back."""
        self._gone |= arrival.refs
        for payment in arrival.payments:
            self._used.add(payment.id)
            self._paid[payment.invoice_id] -= payment.amount

    def is_gone(self, ref: str) -> bool:
        return ref in self._gone

    def are_there(self, some: Iterable[Arrival]) -> bool:
        """Whether arrivals were not taken back yet, and what they paid is still paid."""
        wanted: Counter[int] = Counter()
        for arrival in some:
            if arrival.refs & self._gone or any(payment.id in self._used for payment in arrival.payments):
                return False
            for payment in arrival.payments:
                wanted[payment.invoice_id] += payment.amount
        return all(self._paid[row_id] >= amount for row_id, amount in wanted.items())


class Saying:
    """The words of a debit, or of one payment in it, and what they name.

    `says_more`: they say more than that it is a reversal.
    """

    def __init__(self, debit: BankTransaction, invoices: OpenInvoices) -> None:
        words = texts(debit)
        self._debit = debit
        self._invoices = invoices
        self.invoice_ids = invoices.named(words)
        self.client_ids = invoices.named_clients(words)
        self.is_back = is_back(debit)
        self.is_refund = not self.is_back and is_refund(debit)
        self._clients = self.client_ids | {invoices.rows[row_id].client_id for row_id in self.invoice_ids}
        self.says_more = bool(self.invoice_ids) or names_somebody(words)

    def relation(self, arrival: Arrival) -> Relation | None:
        """Return how the debit has to do with what arrived; None when it is of something else."""
        if not arrival.invoice_ids.isdisjoint(self.invoice_ids):
            return Relation.INVOICE
        if self.invoice_ids and arrival.invoice_ids:
            return None
        if self._clients & arrival.client_ids:
            return Relation.CLIENT
        if arrival.transaction is not None and have_in_common(self._debit, arrival.transaction):
            return Relation.CLIENT
        if self._clients and arrival.client_ids:
            return None
        if self._debit.reversal or not self.says_more:
            return Relation.NO_WORDS
        return Relation.OTHER_WORDS

    def refunds(self, arrival: Arrival) -> Relation | None:
        """Return how the debit has to do with what arrived if it is money sent back; None when it is not of it.

        Without words for that it must name the client or the invoice, since debts are paid as well.
        """
        how = self.relation(arrival)
        if how is Relation.OTHER_WORDS and self.is_refund:
            words = texts(self._debit)
            is_cut = any(self._invoices.may_name_client(words, row_id) for row_id in arrival.client_ids)
            return Relation.CLIENT if is_cut else None
        is_named = self._clients and (how is Relation.INVOICE or self._clients & arrival.client_ids)
        return how if self.is_refund or is_named else None


def each_once(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """Return the newest of arrivals between which there is no difference."""
    kept: dict[object, Arrival] = {}
    for arrival in arrivals:
        kept.setdefault(arrival.sameness, arrival)
    return list(kept.values())


def apart(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """Return arrivals without those that others are parts of."""
    smallest: list[Arrival] = []
    for arrival in sorted(arrivals, key=lambda one: len(one.payments) + len(one.refs)):
        ids = {payment.id for payment in arrival.payments}
        if not any(arrival.refs & one.refs or ids & {payment.id for payment in one.payments} for one in smallest):
            smallest.append(arrival)
    return smallest


def _noted(known: Recorded, invoices: OpenInvoices) -> Iterator[Arrival]:
    """Yield a noted transfer or batch as a whole, and each payment of a batch."""
    payments = tuple(known.payments)
    if any(payment.amount <= 0 for payment in payments):
        return
    invoice_ids = frozenset(payment.invoice_id for payment in payments)
    client_ids = frozenset(invoices.rows[row_id].client_id for row_id in invoice_ids)
    whole = Arrival(known.date, known.account_id, known.amount, known.noted, invoice_ids, client_ids, payments)
    yield whole
    refs = {payment.bank_ref for payment in payments}
    for ref in refs if known.ref and refs != {known.ref} else ():
        some = tuple(payment for payment in payments if payment.bank_ref == ref)
        amount = sum(payment.amount for payment in some)
        ids = frozenset(payment.invoice_id for payment in some)
        of_clients = frozenset(invoices.rows[row_id].client_id for row_id in ids)
        if len(some) == len(payments) and amount == known.amount:
            continue
        yield replace(
            whole, arrived=amount, noted=amount, invoice_ids=ids, client_ids=of_clients, payments=some
        )  # fmt: skip


def _incoming(movement: Movement, invoices: OpenInvoices) -> Iterator[Arrival]:
    """Yield a credit that nothing records yet as a whole, and each payment of a batch."""
    whole = movement.transaction
    if movement.amount <= 0 or movement.recorded or whole.reversal:
        return
    refs = [part_ref(movement.ref, place) for place in range(1, len(whole.parts) + 1)]
    yield _credit(movement, whole, frozenset({movement.ref, *refs}), invoices)
    for ref, part in zip(refs, whole.parts, strict=True):
        if part.amount > 0:
            piece = replace(whole, amount=part.amount, label=part.label, counterparty=part.counterparty, parts=())
            yield _credit(movement, piece, frozenset({ref}), invoices)


def _credit(movement: Movement, piece: BankTransaction, refs: frozenset[str], invoices: OpenInvoices) -> Arrival:
    words = texts(piece)
    named = frozenset(invoices.named(words))
    clients = invoices.named_clients(words) | {invoices.rows[row_id].client_id for row_id in named}
    noted = piece.instructed or piece.amount
    return Arrival(
        movement.date, movement.account_id, piece.amount, noted, named, frozenset(clients), (), piece, refs,
        movement.file,
    )  # fmt: skip


def _taken_back_already(payments: Sequence[Payment]) -> Iterator[Payment]:
    """Yield the payments of an invoice that others of it, of the same amount, took back: the newest before them."""
    left = sorted((one for one in payments if one.amount > 0), key=lambda one: (one.date, one.id))
    for back in sorted((one for one in payments if one.amount < 0), key=lambda one: one.date):
        taken = next((one for one in reversed(left) if one.amount == -back.amount and one.date <= back.date), None)
        if taken is not None:
            left.remove(taken)
            yield taken
