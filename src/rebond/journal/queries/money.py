"""Query of the rows that the runway and the concentration are computed from."""

from collections.abc import Collection
from datetime import date

from rebond.domain.calendar import add_months
from rebond.domain.late.kinds import InvoiceState
from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, Payment, PlannedDays
from rebond.domain.money.billing import MONTHS_BACK
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Expense
from rebond.domain.money.lateness import COUNTED
from rebond.domain.money.runway import opening_cash
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import Contact, StageId
from rebond.journal.queries.amendments import all_to_invoice
from rebond.journal.queries.in_force import as_agreed, last_day
from rebond.journal.queries.rests import correcting
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader

#: The most months from a receipt to the payment of its charges: a quarter's are paid at the end of the next month.
CHARGED_MONTHS_BACK = 4


def load_situation(reader: Reader, today: date) -> Situation:
    """Load the rows about money as of `today`; their number depends on the last year, not on the whole journal."""
    accounts, balances = reader.all(Account), _latest_balances(reader)
    opening, _lines = opening_cash(Situation(accounts=accounts, balances=balances), today)
    ended = add_months(today, -MONTHS_BACK)
    # An old opening balance needs all movements since, and the receipts on which charges are still due.
    since = min(ended, add_months(opening, -CHARGED_MONTHS_BACK))
    last = last_day(today)
    running = reader.where(Mission, "? IS NULL OR ? >= ?", last, last, ended)
    running_ids = [mission.id for mission in running]
    invoices = _invoices(reader, running_ids, {mission.client_id for mission in running}, since)
    # What credit notes cancel out depends on all of an invoice's, and on its payments, however old.
    family = correcting(reader, invoices)
    invoices = tuple(sorted({row.id: row for row in (*invoices, *family.values())}.values(), key=lambda row: row.id))
    client_ids = {mission.client_id for mission in running} | {invoice.client_id for invoice in invoices}
    mission_ids = {*running_ids, *(invoice.mission_id for invoice in invoices if invoice.mission_id)}
    named = reader.among(Mission, "id", mission_ids - set(running_ids))
    return Situation(
        settings=load_settings(reader),
        charge_rates=reader.all(ChargeRate),
        closure_windows=reader.all(ClosureWindow),
        clients=reader.among(Client, "id", client_ids),
        missions=as_agreed(reader, running + named, today),
        planned_days=reader.among(PlannedDays, "mission_id", running_ids),
        milestones=reader.among(Milestone, "mission_id", running_ids),
        invoices=invoices,
        payments=_payments(reader, invoices, family.keys(), since),
        invoice_states=reader.where(InvoiceState, _OF_UNPAID),
        accounts=accounts,
        balances=balances,
        expenses=reader.all(Expense),
        contacts=_hoped(reader),
        amendments=all_to_invoice(reader, running, invoices),
    )


#: The states of invoices that are not paid yet.
_OF_UNPAID = "invoice_id IN (SELECT id FROM invoice WHERE settled IS NULL AND NOT cancelled)"

#: The kinds whose rows no other row of the situation is chosen by.
APART = frozenset({Expense.kind, Contact.kind})


def clients_changed(reader: Reader, situation: Situation) -> bool:
    """Return whether a client of the situation is another one now; a client without missions and invoices is not in it.

    Which clients are in it depends on the missions and invoices alone.
    """
    return reader.among(Client, "id", {client.id for client in situation.clients}) != situation.clients


def reload_apart(reader: Reader, situation: Situation, kinds: Collection[str]) -> Situation:
    """Return a situation with the rows of some of the kinds `APART` as they are now, after a change of those alone."""
    if Expense.kind in kinds:
        situation = situation.with_apart(expenses=reader.all(Expense))
    if Contact.kind in kinds:
        situation = situation.with_apart(contacts=_hoped(reader))
    return situation


def _hoped(reader: Reader) -> tuple[Contact, ...]:
    return reader.where(Contact, "hoped_amount > 0 AND stage_id NOT IN (?, ?)", int(StageId.WON), int(StageId.LOST))


def _invoices(reader: Reader, missions: list[int], clients: set[int], since: date) -> tuple[Invoice, ...]:
    """Return invoices that are unpaid, recent or of these missions, and each client's last ones settled by payment.

    Recent is issued or settled after `since`.
    """
    near = reader.where(Invoice, _NEAR, since, since, missions)
    last = reader.where(Invoice, _LAST_SETTLED, clients | {invoice.client_id for invoice in near}, COUNTED)
    near_ids = {invoice.id for invoice in near}
    return near + tuple(invoice for invoice in last if invoice.id not in near_ids)


#: Each of the four is found by an index of its own; told as one condition, SQLite would read every invoice.
_NEAR = """id IN (
    SELECT id FROM invoice WHERE settled IS NULL AND NOT cancelled
    UNION SELECT id FROM invoice WHERE issued > ?
    UNION SELECT id FROM invoice WHERE settled > ?
    UNION SELECT id FROM invoice WHERE mission_id IN (SELECT value FROM json_each(?))
)"""

#: The last invoices of each client that a payment settled: when they were paid says when the next ones will be.
_LAST_SETTLED = """id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY client_id ORDER BY settled DESC, due DESC, issued DESC) AS place
        FROM invoice
        WHERE client_id IN (SELECT value FROM json_each(?)) AND settled IS NOT NULL AND NOT cancelled AND amount >= 0
            AND EXISTS (SELECT 1 FROM payment WHERE invoice_id = invoice.id AND date = invoice.settled)
    ) WHERE place <= ?
)"""


def _payments(
    reader: Reader, invoices: tuple[Invoice, ...], all_of: Collection[int], since: date
) -> tuple[Payment, ...]:
    """Return the payments of every invoice that is not settled, was settled after `since`, or is one of `all_of`."""
    invoice_ids = {invoice.id for invoice in invoices if invoice.settled is None or invoice.settled > since}
    return reader.among(Payment, "invoice_id", invoice_ids | set(all_of))


def _latest_balances(reader: Reader) -> tuple[Balance, ...]:
    return reader.where(
        Balance, "(account_id, date) IN (SELECT account_id, max(date) FROM balance GROUP BY account_id)"
    )
