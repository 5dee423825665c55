"""The example journal: Marie, a communication consultant whose one big client is about to leave."""

import dataclasses
import json
from datetime import date
from pathlib import Path

from rebond.actions.example.invoice_series import issue
from rebond.actions.example.template import filled_in, template
from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.plan import Plan, in_order
from rebond.domain.calendar import add_months, month_end
from rebond.domain.cents import share
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.money.charges import charges
from rebond.domain.money.kinds import Account, Balance, ChargeRate, Settings
from rebond.exchange.document.load import read_document
from rebond.journal.journal import Journal
from rebond.language import Language

#: Marie's balances without the charges that she has received and not paid yet, in cents, in the accounts' order.
_HOLDS = (110_000, 240_000, 80_000)
#: The age in days of each account's latest balance.
_LOOKED = (1, 3, 3)


def create_example(path: Path, language: Language, today: date) -> Journal:
    """Create the example as a new journal and return it open; dates are relative to today, texts in `language`.

    :raises Refused: when the file exists, or the folder cannot be written.
    """
    return Journal.create(path, example_rows(language, today))


def example_rows(language: Language, today: date) -> list[Entity]:
    """Return the rows of the example, with references by the ids that a new journal will assign."""
    document = filled_in(template(), language, today)
    past = document.pop("past")
    document["invoices"] = issue(document["missions"], document.pop("series"), document["invoices"], today)
    result = read_document(json.dumps(document).encode())
    plan = Plan(None)
    document_import = DocumentImport(plan, today)
    for item in result.items:
        document_import.add(item)
    if problems := (*result.problems, *document_import.problems):
        raise ValueError(problems)
    _balances(plan, past, today)
    settings = dataclasses.replace(plan.get(Settings, 1), id=0)
    return [settings, *in_order(plan.steps)]


def _balances(plan: Plan, past: dict[str, list[int]], today: date) -> None:
    """Plan the balances of two years of month ends, and the latest of each account."""
    accounts = plan.rows(Account)
    for account, amounts in zip(accounts, past.values(), strict=True):
        for months, euros in enumerate(reversed(amounts), 1):
            day = month_end(add_months(today, -months))
            amount = euros * 100 + (_owed(plan, day) if account is accounts[0] else 0)
            plan.add(Balance(account_id=account.id, date=day, amount=amount))
    for account, holds, days in zip(accounts, _HOLDS, _LOOKED, strict=True):
        looked = date.fromordinal(today.toordinal() - days)
        amount = holds + (_owed(plan, looked) if account is accounts[0] else 0)
        same_day = [row for row in plan.rows(Balance) if (row.account_id, row.date) == (account.id, looked)]
        if same_day:
            plan.change(dataclasses.replace(same_day[0], amount=amount))
        else:
            plan.add(Balance(account_id=account.id, date=looked, amount=amount))


def _owed(plan: Plan, day: date) -> int:
    """Return the charges and VAT still due on the receipts up to `day`, in cents."""
    invoices = {invoice.id: invoice for invoice in plan.rows(Invoice)}
    receipts = []
    for payment in plan.rows(Payment):
        invoice = invoices[payment.invoice_id]
        net = share(invoice.amount, payment.amount, invoice.total)
        if payment.date <= day:
            receipts.append((payment.date, net, payment.amount - net))
    due = charges(plan.get(Settings, 1), plan.rows(ChargeRate), receipts)
    return sum(charge.amount for charge in due if charge.date > day)
