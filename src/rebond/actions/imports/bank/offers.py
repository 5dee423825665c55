"""Offers of what the movements of an import pay: which invoices, why, and whether that is sure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from rebond.actions.imports.bank.arrivals import Arrivals
from rebond.actions.imports.bank.balances import OwnStatement
from rebond.actions.imports.bank.marks import is_back
from rebond.actions.imports.bank.movements import Movement, distinct
from rebond.actions.imports.bank.offer import Found, Offer, Share, label, may_be_fee, offer_of
from rebond.actions.imports.bank.open_invoices import OpenInvoices
from rebond.actions.imports.bank.recorded import match_recorded, recorded_by_bank, recorded_by_hand
from rebond.actions.imports.bank.taken_back import Reversals
from rebond.actions.imports.bank.texts import texts
from rebond.actions.imports.plan import Plan
from rebond.domain.missions.movement_ref import part_ref
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later
from rebond.exchange.statement import BankTransaction

#: What is told of a movement that is not offered.
declare_problems({
    "movement_names_paid": later(
        "“{label}” of {date}, {amount}, names {number}, which is paid: it is put on no other."
    ),
    "movement_names_cancelled": later(
        "“{label}” of {date}, {amount}, names {number}, which you cancelled: it is put on no other."
    ),
})  # fmt: skip

#: The most open invoices of a client of which sums are tried.
_MOST_TOGETHER = 12


def offers(plan: Plan, own: Sequence[OwnStatement], today: dt.date) -> Found:
    """Return what the movements of the statements may pay."""
    if not own:
        return Found()
    invoices = OpenInvoices(plan)
    named = _Named(invoices)
    movements = [movement for movement in distinct(own, named) if movement.date <= today]
    by_bank, by_hand = recorded_by_bank(plan), recorded_by_hand(plan)
    match_recorded(by_bank, by_hand, movements, own, named)
    refunds = {id(movement): _refunding(movement, invoices) for movement in movements if movement.amount < 0}
    arrivals = Arrivals.of(invoices, [*by_bank, *by_hand], movements)
    back = Reversals(arrivals=arrivals, invoices=invoices, named=named)
    back.find(movement for movement in movements if movement.amount < 0 and not refunds[id(movement)])
    found = [offer for offers_of in refunds.values() for offer in offers_of] + back.offers
    for movement in movements:
        if movement.amount > 0 and not movement.transaction.reversal and not back.is_gone(movement.ref):
            found += (_doubted(offer, movement, back, invoices) for offer in _paying(movement, invoices, back))
    found = _without_rivals(found, invoices)
    in_order = sorted(found, key=lambda one: (not one.sure, one.date, [(s.client, s.number) for s in one.shares]))
    return Found(tuple(in_order), tuple(back.notes))


class _Named:
    """The invoices that a movement's texts name, each text read once."""

    def __init__(self, invoices: OpenInvoices) -> None:
        self._invoices = invoices
        # With the transaction, so that no other one gets its id.
        self._known: dict[int, tuple[BankTransaction, list[int]]] = {}

    def __call__(self, transaction: BankTransaction) -> list[int]:
        if id(transaction) not in self._known:
            self._known[id(transaction)] = transaction, self._invoices.named(texts(transaction))
        return self._known[id(transaction)][1]


def _doubted(offer: Offer, movement: Movement, back: Reversals, invoices: OpenInvoices) -> Offer:
    """Return the offer of a credit with what speaks against it: that it is known already, or was taken back."""
    doubts = invoices.doubts(movement)
    if taken_back := back.doubts.get(offer.bank_ref):
        doubts.append(taken_back)
    if is_back(movement.transaction):
        doubts.append(Problem("is_marked_back"))
    return replace(offer, sure=offer.sure and not doubts, reasons=(*offer.reasons, *doubts))


def _paying(movement: Movement, invoices: OpenInvoices, back: Reversals) -> Iterator[Offer]:
    """Yield the offers of a credit: of each payment of a batch by itself, or of the whole where these pay nothing."""
    transaction = movement.transaction
    notes = back.notes
    recorded = {payment.bank_ref for payment in movement.recorded}
    refs = [part_ref(movement.ref, place) for place in range(1, len(transaction.parts) + 1)]
    if not recorded <= set(refs):
        return  # recorded as a whole
    complete = sum(part.amount for part in transaction.parts) == movement.amount
    found: list[Offer] = []
    for ref, part in zip(refs, transaction.parts, strict=True):
        if part.amount <= 0 or ref in recorded or back.is_gone(ref):
            continue
        piece = replace(
            transaction, amount=part.amount, label=part.label, counterparty=part.counterparty, parts=(), instructed=None
        )
        for offer in _piece(replace(movement, ref=ref), piece, invoices, notes):
            against = () if complete else (Problem("batch_incomplete"),)
            found.append(replace(offer, reasons=(*offer.reasons, *against), sure=offer.sure and complete))
    is_whole = not recorded and not any(map(back.is_gone, refs))
    if is_whole and len({share.invoice_id for offer in found for share in offer.shares}) <= 1:
        # The splits of a program's file are its categories. What its parts name was noted above.
        told: list[tuple[int, Problem]] = [] if transaction.parts else notes
        whole = list(_piece(movement, replace(transaction, parts=()), invoices, told))
        found = whole if not found or any(offer.sure for offer in whole) else found
    yield from found


def _refunding(movement: Movement, invoices: OpenInvoices) -> list[Offer]:
    """Return the offer of a debit that pays back what credit notes, which it names, still owe the client."""
    date = movement.date
    named = invoices.named(texts(movement.transaction))
    named = [*invoices.open_of(date, named), *invoices.early(date, named)]
    owed = [row_id for row_id in named if invoices.rest[row_id] < 0]
    if movement.recorded or not owed or sum(invoices.rest[row_id] for row_id in owed) != movement.amount:
        return []
    names = Problem("pays_named", facts={"numbers": ", ".join(invoices.rows[row_id].number for row_id in owed)})
    early = invoices.before_issued(date, owed)
    return [offer_of(movement, _shares(invoices, owed), (names, *early), sure=not early)]


def _piece(
    movement: Movement, transaction: BankTransaction, invoices: OpenInvoices, notes: list[tuple[int, Problem]]
) -> Iterator[Offer]:
    """Yield what one payment may pay."""
    movement = replace(movement, transaction=transaction)
    words = texts(transaction)
    named = invoices.named(words)
    named_open = [*invoices.open_of(movement.date, named), *invoices.early(movement.date, named)]
    done = [row_id for row_id in named if row_id not in named_open]
    numbers = ", ".join(invoices.rows[row_id].number for row_id in done)
    if named_open:
        for offer in _paying_named(movement, invoices, named_open):
            against = invoices.before_issued(movement.date, (share.invoice_id for share in offer.shares))
            if done:
                against.append(Problem("names_paid_too", facts={"number": numbers}))
            yield replace(offer, reasons=(*offer.reasons, *against), sure=offer.sure and not against)
    elif named:
        facts = {
            "label": label(transaction), "date": movement.date, "amount": invoices.money(movement.amount),
            "number": numbers,
        }  # fmt: skip
        is_cancelled = all(invoices.rows[row_id].cancelled for row_id in done)
        code = "movement_names_cancelled" if is_cancelled else "movement_names_paid"
        notes.append((movement.file, Problem(code, facts=facts, line=transaction.line)))
    else:
        yield from _paying_by_client(movement, invoices, words)


def _paying_named(movement: Movement, invoices: OpenInvoices, named: Sequence[int]) -> Iterator[Offer]:
    """Yield the offers of a payment that names open invoices."""
    amount, rests = movement.amount, invoices.rest
    total = sum(rests[row_id] for row_id in named)
    names = Problem("pays_named", facts={"numbers": ", ".join(invoices.rows[row_id].number for row_id in named)})
    if amount == total:
        yield offer_of(movement, _shares(invoices, named), (names,), sure=True)
        return
    if amount > total:
        client_ids = {invoices.rows[row_id].client_id for row_id in named}
        others = [
            row_id
            for row_id in invoices.open_of(movement.date, rests)
            if row_id not in named and invoices.rows[row_id].client_id in client_ids
        ]
        for more in _adding_up(invoices, others, amount - total):
            reasons = (names, Problem("pays_together"))
            yield offer_of(movement, _shares(invoices, (*named, *more)), reasons, sure=False)
        if total > 0:
            more_than_left = Problem("pays_too_much", facts={"more": invoices.money(amount - total)})
            yield offer_of(movement, _shares(invoices, named), (names, more_than_left), sure=False)
        return
    kept = movement.transaction.instructed
    fee = total - amount
    if kept == total or may_be_fee(fee, total):
        less = Problem("pays_less_fee", facts={"fee": invoices.money(fee)})
        yield offer_of(movement, _shares(invoices, named), (names, less), sure=kept == total, fee=fee)
    if kept != total:
        for some in _adding_up(invoices, named, amount):
            yield offer_of(movement, _shares(invoices, some), (names, Problem("pays_together")), sure=False)
        part = Problem("pays_part", facts={"rest": invoices.money(fee)})
        of_client = invoices.names_client(texts(movement.transaction), invoices.rows[named[0]].client_id)
        sure = len(named) == 1 and of_client and not may_be_fee(fee, total)
        yield offer_of(movement, _oldest_first(invoices, named, amount), (names, part), sure=sure)


def _paying_by_client(movement: Movement, invoices: OpenInvoices, words: Sequence[str]) -> Iterator[Offer]:
    """Yield the offers of a payment that names no invoice."""
    amount, date = movement.amount, movement.date
    equal = invoices.with_rest(date, amount)
    for row_id in equal:
        by_client = invoices.names_client(words, invoices.rows[row_id].client_id)
        sure = by_client and len(equal) == 1 and not invoices.paid_nearby(amount, date)
        reason = Problem("pays_by_client" if by_client else "pays_by_amount")
        yield offer_of(movement, _shares(invoices, [row_id]), (reason,), sure=sure)
    if equal:
        return
    for client_id in invoices.named_clients(words):
        of_client = [
            row_id for row_id in invoices.open_of(date, invoices.rest) if invoices.rows[row_id].client_id == client_id
        ]
        for some in _adding_up(invoices, of_client, amount):
            yield offer_of(movement, _shares(invoices, some), (Problem("pays_together"),), sure=False)
        nearly = [row_id for row_id in of_client if may_be_fee(invoices.rest[row_id] - amount, invoices.rest[row_id])]
        for row_id in nearly if len(nearly) == 1 else ():
            fee = invoices.rest[row_id] - amount
            less = Problem("pays_less_fee", facts={"fee": invoices.money(fee)})
            yield offer_of(movement, _shares(invoices, [row_id]), (less,), sure=False, fee=fee)


def _adding_up(invoices: OpenInvoices, ids: Sequence[int], amount: int) -> list[tuple[int, ...]]:
    """Return the only invoices whose rests add up to an amount; none where several sets of them do."""
    owed = [row_id for row_id in ids if invoices.rest[row_id] > 0][:_MOST_TOGETHER]
    found = [
        some
        for count in range(1, len(owed) + 1)
        for some in combinations(owed, count)
        if sum(invoices.rest[row_id] for row_id in some) == amount
    ]
    if sum(invoices.rest[row_id] for row_id in ids) == amount and tuple(ids) not in found:
        found.append(tuple(ids))
    return found if len(found) == 1 else []


def _oldest_first(invoices: OpenInvoices, ids: Sequence[int], amount: int) -> tuple[Share, ...]:
    """Spread an amount over the invoices in order of issue."""
    shares = []
    for row_id in ids:
        paid = min(amount, invoices.rest[row_id])
        if paid:
            shares.append(invoices.share(row_id, paid))
        amount -= paid
    return tuple(shares)


def _shares(invoices: OpenInvoices, ids: Iterable[int]) -> tuple[Share, ...]:
    return tuple(invoices.share(row_id, invoices.rest[row_id]) for row_id in ids)


def _without_rivals(found: Sequence[Offer], invoices: OpenInvoices) -> list[Offer]:
    """Return the offers, none sure where together they would pay more of an invoice than is left, or take back more."""
    claimed: dict[int, int] = defaultdict(int)
    taken: dict[int, int] = defaultdict(int)
    for offer in found:
        for share in offer.shares if offer.sure else ():
            (claimed if share.amount > 0 else taken)[share.invoice_id] += share.amount
    competing = {row_id for row_id, amount in claimed.items() if amount > max(0, invoices.rest.get(row_id, 0))}
    result = [_less_sure(offer, competing) if offer.amount > 0 else offer for offer in found]
    paid = {row_id: sum(payment.amount for payment in invoices.payments[row_id]) for row_id in taken}
    for offer in result:
        for share in offer.shares if offer.sure else ():
            if share.amount > 0 and share.invoice_id in paid:
                paid[share.invoice_id] += share.amount
    competing = {
        row_id for row_id, amount in taken.items() if invoices.rows[row_id].total > 0 and paid[row_id] + amount < 0
    }
    return [_less_sure(offer, competing) if offer.amount < 0 else offer for offer in result]


def _less_sure(offer: Offer, competing: Collection[int]) -> Offer:
    if not offer.sure or not any(share.invoice_id in competing for share in offer.shares):
        return offer
    return replace(offer, sure=False, reasons=(*offer.reasons, Problem("competes")))
