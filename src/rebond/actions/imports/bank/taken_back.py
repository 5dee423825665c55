"""Movements that take back what was paid: in the same import, or months later."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rebond.actions.imports.bank.movements import Movement, may_be_one_account
from rebond.actions.imports.bank.offer import Offer, label, offer_of, shown
from rebond.actions.imports.bank.open_invoices import OpenInvoices
from rebond.actions.imports.bank.texts import telling, texts
from rebond.domain.missions.kinds import Payment
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later
from rebond.exchange.statement import BankTransaction

#: What is told of movements that are not offered.
declare_problems({
    "movement_taken_back": later("“{label}” of {date}, {amount}, was taken back on {back}: nothing is noted."),
    "movement_names_paid": later(
        "“{label}” of {date}, {amount}, names {number}, which is paid: it is put on no other."
    ),
    "movement_takes_back": later("“{label}” of {date} takes back {amount} that was paid on {number}."),
})  # fmt: skip

#: The words by which banks mark a movement that takes another one back.
_BACK = re.compile(
    r"\b(?:rejet\w*|impaye\w*|retour\w*|annulation|extourne\w*|contre ?passation|contrepass\w*|return(?:ed)?|reversal|"
    r"reversed|unpaid|charge ?back|storno|ruck\w*)\b"
)


def without_taken_back(
    movements: Sequence[Movement], invoices: OpenInvoices, notes: list[tuple[int, Problem]]
) -> Iterator[Movement]:
    """Yield the movements without those that came in and were taken back in the same import; these are told."""
    gone: set[int] = set()
    credits_of: dict[int, list[Movement]] = defaultdict(list)
    for movement in sorted(movements, key=lambda one: one.date, reverse=True):
        credits_of[movement.amount].append(movement)
    for debit in movements:
        if debit.amount >= 0 or debit.recorded:
            continue
        for credit in credits_of[-debit.amount]:
            free = id(credit) not in gone and not credit.recorded and credit.date <= debit.date
            if (
                free
                and may_be_one_account(credit.account_id, debit.account_id)
                and _takes_back(debit, credit, invoices)
            ):
                gone |= {id(credit), id(debit)}
                facts = {
                    "label": label(credit.transaction), "date": credit.date, "back": debit.date,
                    "amount": invoices.money(credit.amount),
                }  # fmt: skip
                notes.append((credit.file, Problem("movement_taken_back", facts=facts, line=debit.transaction.line)))
                break
    yield from (movement for movement in movements if id(movement) not in gone)


def _takes_back(debit: Movement, credit: Movement, invoices: OpenInvoices) -> bool:
    """Whether a debit of a credit's amount is its reversal: the bank marks it, and their texts have to do with it."""
    if not _is_back(debit.transaction):
        return False
    mine, yours = invoices.named(texts(debit.transaction)), invoices.named(texts(credit.transaction))
    in_common = telling(debit.transaction) & telling(credit.transaction)
    return debit.transaction.reversal or bool(in_common) or bool(set(mine) & set(yours))


def taking_back(movement: Movement, invoices: OpenInvoices, notes: list[tuple[int, Problem]]) -> Iterator[Offer]:
    """Offer to take payments back that a debit reverses, months later or noted by hand."""
    if movement.recorded:
        return
    words = texts(movement.transaction)
    named, is_back = set(invoices.named(words)), _is_back(movement.transaction)
    if not (named or is_back):
        return
    likely = [
        group
        for group in invoices.transfers[-movement.amount]
        if max(payment.date for payment in group) <= movement.date
        and all(payment.amount > 0 and _is_still_paid(payment, invoices) for payment in group)
        and (not named or named & {payment.invoice_id for payment in group})
    ]
    by_client = [
        group
        for group in likely
        if any(invoices.names_client(words, invoices.rows[payment.invoice_id].client_id) for payment in group)
    ]
    likely = by_client if by_client and not named else likely
    for group in likely:
        shares = tuple(invoices.share(payment.invoice_id, -payment.amount) for payment in group)
        reason = Problem("takes_back", facts={"date": group[0].date})
        # With neither a number nor a client it may be the reversal of anything.
        sure = len(likely) == 1 and is_back and bool(named or by_client)
        yield offer_of(movement, shares, (reason,), sure=sure)
        if not is_back:
            continue
        facts = {
            "label": label(movement.transaction), "date": movement.date, "amount": invoices.money(-movement.amount),
            "number": ", ".join(shown(share) for share in shares),
        }  # fmt: skip
        notes.append((movement.file, Problem("movement_takes_back", facts=facts, line=movement.transaction.line)))


def _is_still_paid(payment: Payment, invoices: OpenInvoices) -> bool:
    """Whether no later payment of the invoice took this one back already."""
    amounts = [other.amount for other in invoices.payments[payment.invoice_id]]
    return amounts.count(payment.amount) > amounts.count(-payment.amount)


def _is_back(transaction: BankTransaction) -> bool:
    return transaction.reversal or bool(_BACK.search(" ".join(texts(transaction))))
