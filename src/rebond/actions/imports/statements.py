"""Import of bank statements: account balances, and offers of invoices that a transaction may have paid."""

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rebond.actions.imports.plan import Plan, by_owner
from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.missions.settlement import rest_of
from rebond.domain.money.kinds import Account, Balance, Settings
from rebond.domain.names import folded, same
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.rules import LONGEST_NAME, problems
from rebond.domain.translatable import later
from rebond.exchange.statement import BankTransaction, Statement

declare_problems({
    "statement_other_currency": later(
        "This statement is in {currency} and the journal in {journal}: it is left out, since they cannot be added."
    ),
    "statement_without_balance": later("This statement says no closing balance; its account is left as it is."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A bank transaction that may pay the rest of an invoice.

    `sure`: its label names the invoice or the client, and no other pair of invoice and transaction competes with it.
    `invoice_id` is negative for an invoice that the same import adds.
    """

    invoice_id: int
    number: str
    client: str
    date: dt.date
    amount: int
    label: str
    bank_ref: str
    sure: bool


def plan_statements(plan: Plan, statements: Iterable[Statement], today: dt.date) -> tuple[int, list[Problem]]:
    """Plan every account's balance at its closing date; returns the number already present, and problems by line.

    Of statements that close on the same day, the last counts. A new journal with the default currency takes that of
    the first statement.
    """
    statements = list(statements)
    currency = plan.get(Settings, 1).currency
    first = next((each.currency for each in statements if each.currency and each.closing_balance is not None), currency)
    if plan.is_new and not plan.steps and currency == Settings().currency != first:
        currency = first
        plan.change(dataclasses.replace(plan.get(Settings, 1), currency=currency))
    closing: dict[tuple[int, dt.date], Balance] = {}
    found: list[Problem] = []
    for statement in statements:
        if statement.currency not in {"", currency}:
            facts = {"currency": statement.currency, "journal": currency}
            found.append(Problem("statement_other_currency", "currency", facts, statement.line))
            continue
        if statement.closing_balance is None or statement.closing_date is None:
            found.append(Problem("statement_without_balance", "", {}, statement.line))
            continue
        balance = Balance(account_id=0, date=statement.closing_date, amount=statement.closing_balance)
        if wrong := problems(balance, today):
            found += [dataclasses.replace(problem, line=statement.line) for problem in wrong]
            continue
        account = _account(plan, statement)
        closing[account.id, balance.date] = dataclasses.replace(balance, account_id=account.id)
    present = sum(not _set(plan, balance) for balance in closing.values())
    return present, found


def _set(plan: Plan, balance: Balance) -> bool:
    """Plan the balance of an account on a day, replacing another of that day; False if it is present."""
    same_day = [row for row in plan.rows(Balance) if (row.account_id, row.date) == (balance.account_id, balance.date)]
    for row in same_day:
        if row.amount == balance.amount:
            return False
        plan.change(dataclasses.replace(row, amount=balance.amount))
        return True
    plan.add(balance)
    return True


def _account(plan: Plan, statement: Statement) -> Account:
    """Return the account with the bank's number, or without number and with the bank's name, or a new one."""
    accounts = plan.rows(Account)
    for account in accounts:
        if account.bank_ref and account.bank_ref == statement.account_ref:
            return account
    name = statement.account_name[:LONGEST_NAME] or statement.account_ref
    for account in accounts:
        if not account.bank_ref and same(account.name, name):
            numbered = dataclasses.replace(account, bank_ref=statement.account_ref)
            plan.change(numbered)
            return numbered
    if any(same(account.name, name) for account in accounts):
        # People recognise an account by the end of its number.
        name = f"{name[: LONGEST_NAME - 8]} {statement.account_ref[-4:]}"
    if any(same(account.name, name) for account in accounts):
        name = statement.account_ref[:LONGEST_NAME]
    return plan.add(Account(name=name, bank_ref=statement.account_ref))


def offers(plan: Plan, statements: Sequence[Statement], today: dt.date) -> tuple[Offer, ...]:
    """Return the pairs of an invoice and a transaction that may have paid it, sure ones first, then by date.

    The transaction's amount is the invoice's rest, and its date is not before the issue. A transaction that already
    has a payment, from whatever file, is left out.
    """
    currency = plan.get(Settings, 1).currency
    recorded = {payment.bank_ref for payment in plan.rows(Payment)}
    received = {
        bank_ref: transaction
        for statement in statements
        if statement.currency in {"", currency}
        for transaction in statement.transactions
        if transaction.amount > 0 and not transaction.reversal and transaction.date <= today
        and (bank_ref := _bank_ref(statement, transaction)) not in recorded
    }  # fmt: skip
    reversed_amounts = Counter(
        -transaction.amount
        for statement in statements
        for transaction in statement.transactions
        if transaction.reversal and transaction.amount < 0
    )
    clients = {client.id: client.name for client in plan.rows(Client)}
    payments = by_owner(plan.rows(Payment), "invoice_id")
    unpaid = [row for row in plan.rows(Invoice) if not row.cancelled and not row.settled and not row.is_credit_note]
    pairs = [
        (invoice, bank_ref, transaction, _rank(transaction, invoice, clients[invoice.client_id]))
        for invoice in unpaid
        for bank_ref, transaction in received.items()
        if transaction.amount == rest_of(invoice, payments[invoice.id]) and invoice.issued <= transaction.date
        and not reversed_amounts[transaction.amount]
    ]  # fmt: skip
    best: dict[str, int] = {}
    for _, bank_ref, _, rank in pairs:
        best[bank_ref] = max(rank, best.get(bank_ref, 0))
    likely = [(invoice.id, bank_ref) for invoice, bank_ref, _, rank in pairs if rank and rank == best[bank_ref]]
    by_invoice, by_transaction = Counter(pair[0] for pair in likely), Counter(pair[1] for pair in likely)
    suggested = [
        Offer(
            invoice.id, invoice.number, clients[invoice.client_id], transaction.date, transaction.amount,
            transaction.label or transaction.counterparty, bank_ref,
            sure=(invoice.id, bank_ref) in likely and by_invoice[invoice.id] == 1 and by_transaction[bank_ref] == 1,
        )
        for invoice, bank_ref, transaction, _rank_of_pair in pairs
    ]  # fmt: skip
    return tuple(sorted(suggested, key=lambda offer: (not offer.sure, offer.date, offer.client, offer.number)))


def _bank_ref(statement: Statement, transaction: BankTransaction) -> str:
    """Return the transaction's reference across accounts, cut at the front since its end is the distinctive part."""
    return f"{statement.account_ref} {transaction.reference}"[-LONGEST_NAME:]


def _rank(transaction: BankTransaction, invoice: Invoice, client: str) -> int:
    """Return 2 if the transaction's texts contain the invoice's number, 1 the client's name, 0 neither."""
    text = f" {_words(transaction.label)} {_words(transaction.counterparty)} "
    # A number of one or two digits is in too many labels to mean the invoice.
    contained = (len(words) > 2 and f" {words} " in text for words in (_words(client), _words(invoice.number)))
    return max((rank for rank, is_contained in enumerate(contained, 1) if is_contained), default=0)


def _words(text: str) -> str:
    """Return the folded words of a text, separated by single spaces."""
    return " ".join(re.findall(r"[^\W_]+", folded(text)))
