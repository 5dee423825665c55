"""Bank statements: the balance of the account, and the invoices that a movement may have paid."""

import dataclasses
import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rebond.actions.imports.plan import Plan, owners
from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.missions.settlement import rest_of
from rebond.domain.money.kinds import Account, Balance, Settings
from rebond.domain.names import same
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
    """A movement that pays the rest of an invoice. `sure`: only this one and that one, named in the bank's words.

    `invoice_id` is below 0 for an invoice that the same import adds.
    """

    invoice_id: int
    number: str
    client: str
    date: dt.date
    amount: int
    label: str
    bank_ref: str
    sure: bool


def join_statements(plan: Plan, statements: Iterable[Statement], today: dt.date) -> tuple[int, list[Problem]]:
    """Plan every account's balance at its closing date; how many were there already, and problems by line.

    Of statements that close on the same day, the last one tells the balance. A new journal, whose currency
    nobody chose, takes that of the first.
    """
    statements = list(statements)
    currency = plan.get(Settings, 1).currency
    first = next((one.currency for one in statements if one.closing_balance is not None), currency)
    if plan.is_new and not plan.steps and currency == Settings().currency != first:
        currency = first
        plan.change(dataclasses.replace(plan.get(Settings, 1), currency=currency))
    closing: dict[tuple[int, dt.date], Balance] = {}
    found: list[Problem] = []
    for statement in statements:
        if statement.currency != currency:
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
    there = sum(not _set(plan, balance) for balance in closing.values())
    return there, found


def _set(plan: Plan, balance: Balance) -> bool:
    """Plan what the bank says the account held that day, in the place of another figure; False if it is there."""
    same_day = [row for row in plan.rows(Balance) if (row.account_id, row.date) == (balance.account_id, balance.date)]
    for row in same_day:
        if row.amount == balance.amount:
            return False
        plan.change(dataclasses.replace(row, amount=balance.amount))
        return True
    plan.add(balance)
    return True


def _account(plan: Plan, statement: Statement) -> Account:
    """The account by the bank's number, else one without number that has the bank's name for it; else a new one."""
    accounts = plan.rows(Account)
    for account in accounts:
        if account.bank_ref and account.bank_ref == statement.account_ref:
            return account
    name = statement.account_name[:LONGEST_NAME] or statement.account_ref
    for account in accounts:
        if not account.bank_ref and same(account.name, name):
            known = dataclasses.replace(account, bank_ref=statement.account_ref)
            plan.change(known)
            return known
    if any(account.name == name for account in accounts):
        # The end of the number is what a person knows an account by.
        name = f"{name[: LONGEST_NAME - 8]} {statement.account_ref[-4:]}"
    if any(account.name == name for account in accounts):
        name = statement.account_ref[:LONGEST_NAME]
    return plan.add(Account(name=name, bank_ref=statement.account_ref))


def offers(plan: Plan, statements: Sequence[Statement], today: dt.date) -> tuple[Offer, ...]:
    """The invoices that movements may have paid, the surest first, then by date.

    A movement's amount is what is left to pay, and it came on the day of issue or later. A movement noted before,
    whatever file it came in, offers nothing.
    """
    currency = plan.get(Settings, 1).currency
    noted = {payment.bank_ref for payment in plan.rows(Payment)}
    movements = {
        reference: one
        for statement in statements
        if statement.currency == currency
        for one in statement.transactions
        if one.amount > 0 and not one.reversal and one.date <= today
        and (reference := _movement(statement, one)) not in noted
    }  # fmt: skip
    taken_back = Counter(
        -one.amount for statement in statements for one in statement.transactions if one.reversal and one.amount < 0
    )
    clients = {client.id: client.name for client in plan.rows(Client)}
    payments = owners(plan.rows(Payment), "invoice_id")
    unpaid = [row for row in plan.rows(Invoice) if not row.cancelled and not row.settled and not row.is_credit_note]
    pairs = [
        (invoice, reference, one, _named(one, invoice, clients[invoice.client_id]))
        for invoice in unpaid
        for reference, one in movements.items()
        if one.amount == rest_of(invoice, payments[invoice.id]) and invoice.issued <= one.date
        and not taken_back[one.amount]
    ]  # fmt: skip
    best: dict[str, int] = {}
    for _, reference, _, named in pairs:
        best[reference] = max(named, best.get(reference, 0))
    meant = [(invoice.id, reference) for invoice, reference, _, named in pairs if named and named == best[reference]]
    invoices, references = Counter(one for one, _ in meant), Counter(one for _, one in meant)
    found = [
        Offer(
            invoice.id, invoice.number, clients[invoice.client_id], one.date, one.amount,
            one.label or one.counterparty, reference,
            sure=(invoice.id, reference) in meant and invoices[invoice.id] == 1 and references[reference] == 1,
        )
        for invoice, reference, one, named in pairs
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda offer: (not offer.sure, offer.date, offer.client, offer.number)))


def _movement(statement: Statement, one: BankTransaction) -> str:
    """The movement's name in every account: what tells it from others stands at its end."""
    return f"{statement.account_ref} {one.reference}"[-LONGEST_NAME:]


def _named(one: BankTransaction, invoice: Invoice, client: str) -> int:
    """What the bank's words hold, as words: 2 the invoice's number, 1 the client's name, 0 neither."""
    said = f" {_words(one.label)} {_words(one.counterparty)} "
    # A number of one or two digits stands in too many labels to mean the invoice.
    named = (len(words) > 2 and f" {words} " in said for words in (_words(client), _words(invoice.number)))
    return max((rank for rank, found in enumerate(named, 1) if found), default=0)


def _words(text: str) -> str:
    """Letters and digits without accents and capitals, single spaces between."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))
