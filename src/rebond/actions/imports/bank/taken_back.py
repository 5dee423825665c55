"""Debits that take back what arrived: in the same import, or months later.

A bank's mark or its words say that a debit is a reversal. Of what it takes back it says the number, the client, or
nothing: what is surely meant is told and taken back, and where several things may be meant they are offered. What a
person sends back to a client is offered and never sure, since a credit note may follow.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rebond.actions.imports.bank.arrivals import Arrival, Relation, Saying, apart, each_once
from rebond.actions.imports.bank.marks import is_back, is_refund
from rebond.actions.imports.bank.movements import Movement, Named
from rebond.actions.imports.bank.offer import Share, may_be_fee, shown
from rebond.actions.imports.bank.reversal_outcome import Outcome, Told
from rebond.actions.imports.bank.texts import texts
from rebond.domain.missions.movement_ref import part_ref
from rebond.domain.problems import Problem
from rebond.exchange.statement import BankTransaction

#: The most arrivals that are put together to what one debit takes back, and of which sums are tried.
_MOST_TOGETHER, _MOST_TRIED = 6, 12
#: The days within which a transfer that cannot be credited goes back.
_SOON = 10

#: What arrived before a debit, and how that has to do with it.
Related = Sequence[tuple[Relation, Arrival]]


@dataclass(slots=True, kw_only=True)
class Reversals(Told):
    """The arrivals that the debits of an import take back."""

    named: Named

    def find(self, debits: Iterable[Movement]) -> None:
        """Find what debits take back; those that name an invoice choose first."""

        def order(debit: Movement) -> tuple[bool, bool, object]:
            return debit.is_doubtful, not self.named(debit.transaction), debit.date

        for debit in sorted(debits, key=order):
            recorded = {payment.bank_ref for payment in debit.recorded}
            whole = debit.transaction
            refs = [part_ref(debit.ref, place) for place in range(1, len(whole.parts) + 1)]
            if not (recorded or self.named(whole) or is_back(whole) or is_refund(whole) or self._is_of_client(whole)):
                continue
            if not recorded and _Reversal(self, debit, replace(whole, parts=()), debit.ref).is_found:
                continue
            found = False
            for ref, part in zip(refs, whole.parts, strict=True) if recorded <= set(refs) else ():
                if ref not in recorded and part.amount < 0:
                    piece = replace(
                        whole, amount=part.amount, label=part.label, counterparty=part.counterparty, parts=()
                    )
                    found |= _Reversal(self, debit, piece, ref).is_found
            if not found and not recorded:
                self._tell_unknown(debit)

    def _is_of_client(self, debit: BankTransaction) -> bool:
        return bool(self.invoices.named_clients(texts(debit)))

    def _tell_unknown(self, debit: Movement) -> None:
        said = Saying(debit.transaction, self.invoices)
        is_of_others = said.says_more and not (said.invoice_ids or said.client_ids or debit.transaction.reversal)
        is_told = said.is_back or (said.is_refund and (said.invoice_ids or said.client_ids))
        if is_told and not is_of_others and not debit.is_doubtful:
            self.tell(debit, "movement_takes_unknown_back")


class _Reversal(Outcome):
    """The search for what one debit, or one payment of it, takes back."""

    def __init__(self, reversals: Reversals, debit: Movement, piece: BankTransaction, ref: str) -> None:
        super().__init__(reversals, replace(debit, transaction=piece, ref=ref))
        self._amount = -piece.amount
        self._said = Saying(piece, reversals.invoices)
        self._named = self._said.invoice_ids
        self.is_found = self._search() if self._said.is_back else self._refund()

    def _search(self) -> bool:
        related = [
            (how, arrival)
            for arrival in self._all.arrivals.before(self._debit)
            if (how := self._said.relation(arrival)) is not None
        ]
        return self._equal(related) or self._sums(related) or self._nearly(related) or self._part()

    def _refund(self) -> bool:
        """Find what a person sends back: an arrival of this amount, or a part of one."""
        equal = [
            (how, arrival)
            for arrival in self._all.arrivals.before(self._debit, self._amount)
            if (how := self._said.refunds(arrival)) is not None
        ]
        if not equal:
            return self._said.is_refund and self._part(is_refund=True)
        best = max(how for how, _one in equal)
        likely = [one for how, one in equal if how is best]
        surplus = next((one for one in likely if not one.payments), None)
        is_twice = len(likely) > 1 and len({one.invoice_ids for one in likely}) == 1 and bool(likely[0].invoice_ids)
        if surplus and is_twice and self._said.is_refund and best >= Relation.CLIENT and not self._debit.is_doubtful:
            # What came twice for one invoice, and goes back once, is not put on another.
            self._take([surplus], (), sure=False)
        else:
            # A debit without words for it may name the client or the invoice for another reason.
            self._choose(each_once(likely), is_doubt=best >= Relation.CLIENT, is_told=self._said.is_refund)
        return True

    def _equal(self, related: Related) -> bool:
        """Find an arrival of this amount."""
        equal = [(how, one) for how, one in related if self._amount in (one.arrived, one.noted)]
        best = max((how for how, _one in equal), default=None)
        if best is None:
            return False
        likely = each_once([one for how, one in equal if how is best])
        is_only = len(likely) == 1 and not self._debit.is_doubtful
        if best is Relation.NO_WORDS:
            # What is returned without a word came a few days before, more likely than months.
            likely = [one for one in likely if (self._debit.date - one.date).days <= _SOON] or likely
        if is_only and (likely[0].payments or best > Relation.OTHER_WORDS):
            self._take(likely, (), sure=best >= Relation.CLIENT)
        else:
            self._choose(likely, is_doubt=best > Relation.OTHER_WORDS)
        return True

    def _sums(self, related: Related) -> bool:
        """Find the only arrivals that add up to this amount: of the invoices named, or all of one invoice."""
        found = [
            some
            for some in (self._of_named(related) if self._named else _of_one_invoice(related))
            if self._amount in (sum(one.noted for one in some), sum(one.arrived for one in some))
            and self._all.arrivals.are_there(some)
        ]
        kinds = {frozenset(Counter(one.sameness for one in some).items()) for some in found}
        # Where some are noted and others come with this import, the debit is a part of what is paid in all.
        if len(kinds) != 1 or len({bool(one.payments) for one in found[0]}) != 1:
            return False
        is_sure = bool(self._named) and not self._debit.is_doubtful
        if is_sure or found[0][0].payments:
            self._take(found[0], (Problem("takes_back_together"),), sure=is_sure)
        else:
            self._choose(found[0], is_doubt=True)
        return True

    @staticmethod
    def _of_named(related: Related) -> Iterator[tuple[Arrival, ...]]:
        """Yield several arrivals of the invoices named."""
        some = apart(one for how, one in related if how is Relation.INVOICE)[:_MOST_TRIED]
        for count in range(2, _MOST_TOGETHER + 1):
            yield from combinations(some, count)

    def _nearly(self, related: Related) -> bool:
        """Find an arrival from which the amount differs by what may be a bank's fee."""
        near = [
            (how, one)
            for how, one in related
            if how > Relation.OTHER_WORDS and may_be_fee(abs(one.noted - self._amount), one.noted)
        ]
        best = max((how for how, _one in near), default=Relation.OTHER_WORDS)
        likely = each_once(one for how, one in near if how is best)
        if len(likely) != 1:
            return False
        (one,) = likely
        if not one.payments:
            self._choose(likely, is_doubt=best >= Relation.CLIENT)
            return True
        fee = self._amount - one.noted
        code, added = ("takes_back_more", fee) if fee > 0 else ("takes_back_less", 0)
        reason = Problem(code, facts={"fee": self._invoices.money(abs(fee))})
        self._offer(likely, (reason,), sure=False, fee=added)
        # What is less may be a part too.
        if fee > 0 or not self._part():
            self._tell_may(likely)
        return True

    def _part(self, *, is_refund: bool = False) -> bool:
        """Offer to take a part of what was paid on the invoices named back, or on the only one of the client."""
        paid = self._all.arrivals.paid
        clients = self._said.client_ids
        ids = self._named or [
            row_id
            for row_id, row in self._invoices.rows.items()
            if row.client_id in clients and paid(row_id) > self._amount
        ]
        expected = {row_id: paid(row_id) + self._coming(row_id) for row_id in ids}
        if not ids or (not self._named and len(ids) > 1) or sum(expected.values()) < self._amount:
            return False
        shares: list[Share] = []
        left = self._amount
        for row_id in sorted(ids, key=lambda one: self._invoices.rows[one].issued, reverse=True):
            back = min(left, expected[row_id])
            if back > 0:
                shares.append(self._invoices.share(row_id, -back))
                left -= back
        rest = sum(expected.values()) - self._amount
        part = Problem("takes_back_part", facts={"rest": self._invoices.money(rest)})
        reason = part if rest else Problem("takes_back_together")
        sure = len(self._named) == 1 and self._invoices.rows[self._named[0]].client_id in clients
        sure = sure and not may_be_fee(rest, sum(expected.values()))
        self._add(tuple(shares), (reason,), sure=sure and not is_refund)
        if is_refund:
            self._all.tell(self._debit, "movement_may_take_back", others=", ".join(dict.fromkeys(map(shown, shares))))
        else:
            self._tell_takes(shares)
        return True

    def _coming(self, row_id: int) -> int:
        """Return what credits of this import that name an invoice, and only it, bring it."""
        before = self._all.arrivals.before(self._debit)
        coming = apart(one for one in before if not one.payments)
        return sum(one.noted for one in coming if one.invoice_ids == {row_id})


def _of_one_invoice(related: Related) -> Iterator[tuple[Arrival, ...]]:
    """Yield all arrivals of an invoice that came in several parts."""
    parts = apart(one for how, one in related if how > Relation.OTHER_WORDS)
    for row_id in dict.fromkeys(row_id for one in parts for row_id in one.invoice_ids):
        if len(some := tuple(one for one in parts if one.invoice_ids == {row_id})) > 1:
            yield some
