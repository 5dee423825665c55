"""Query of the rows that the runway and the concentration are computed from."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, func, or_, select

from rebond.domain.calendar import add_months
from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, Payment, PlannedDays
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Expense
from rebond.domain.money.lateness import COUNTED
from rebond.domain.money.runway import opening_cash
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import Contact, StageId
from rebond.journal.queries.rests import correcting
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.journal.tables import TABLES

#: The months before today whose rows count: a year, for the concentration and for work not invoiced yet.
MONTHS_BACK = 12
#: The most months from a receipt to the payment of its charges: a quarter's are paid at the end of the next month.
CHARGED_MONTHS_BACK = 4


def load_situation(reader: Reader, today: date) -> Situation:
    """Load the rows about money as of `today`; their number depends on the last year, not on the whole journal."""
    missions = TABLES["mission"].c
    accounts, balances = reader.all(Account), _latest_balances(reader)
    opening, _lines = opening_cash(Situation(accounts=accounts, balances=balances), today)
    ended = add_months(today, -MONTHS_BACK)
    # An old opening balance needs all movements since, and the receipts on which charges are still due.
    since = min(ended, add_months(opening, -CHARGED_MONTHS_BACK))
    running = reader.all(Mission, or_(missions.ends.is_(None), missions.ends >= ended))
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
        missions=running + named,
        planned_days=reader.among(PlannedDays, "mission_id", running_ids),
        milestones=reader.among(Milestone, "mission_id", running_ids),
        invoices=invoices,
        payments=_payments(reader, invoices, family.keys(), since),
        accounts=accounts,
        balances=balances,
        expenses=reader.all(Expense),
        contacts=_hoped(reader),
    )


#: The kinds whose rows no other row of the situation is chosen by.
APART = frozenset({Expense.kind, Contact.kind})


def reload_apart(reader: Reader, situation: Situation, kinds: Collection[str]) -> Situation:
    """Return a situation with the rows of some of the kinds `APART` as they are now, after a change of those alone."""
    if Expense.kind in kinds:
        situation = situation.with_apart(expenses=reader.all(Expense))
    if Contact.kind in kinds:
        situation = situation.with_apart(contacts=_hoped(reader))
    return situation


def _hoped(reader: Reader) -> tuple[Contact, ...]:
    contacts = TABLES["contact"].c
    return reader.all(Contact, contacts.hoped_amount > 0, contacts.stage_id.not_in([StageId.WON, StageId.LOST]))


def _invoices(reader: Reader, missions: list[int], clients: set[int], since: date) -> tuple[Invoice, ...]:
    """Return invoices that are unpaid, recent or of these missions, and each client's last ones settled by payment.

    Recent is issued or settled after `since`.
    """
    table, paid = TABLES["invoice"].c, TABLES["payment"].c
    near = reader.all(
        Invoice,
        or_(
            and_(table.settled.is_(None), table.cancelled.is_(False)),
            table.issued > since,
            table.settled > since,
            table.mission_id.in_(missions),
        ),
    )
    near_ids = {invoice.id for invoice in near}
    client_ids = clients | {invoice.client_id for invoice in near}
    ranked = (
        select(
            table.id,
            func.row_number()
            .over(partition_by=table.client_id, order_by=[table.settled.desc(), table.due.desc(), table.issued.desc()])
            .label("place"),
        )
        .where(
            table.client_id.in_(client_ids),
            table.settled.is_not(None),
            table.cancelled.is_(False),
            table.amount >= 0,
            select(paid.id).where(paid.invoice_id == table.id, paid.date == table.settled).exists(),
        )
        .subquery()
    )
    last = [row.id for row in reader.rows(select(ranked.c.id).where(ranked.c.place <= COUNTED))]
    return near + reader.among(Invoice, "id", set(last) - near_ids)


def _payments(
    reader: Reader, invoices: tuple[Invoice, ...], all_of: Collection[int], since: date
) -> tuple[Payment, ...]:
    """Return the payments of every invoice that is not settled, was settled after `since`, or is one of `all_of`."""
    invoice_ids = {invoice.id for invoice in invoices if invoice.settled is None or invoice.settled > since}
    return reader.among(Payment, "invoice_id", invoice_ids | set(all_of))


def _latest_balances(reader: Reader) -> tuple[Balance, ...]:
    table = TABLES["balance"].c
    latest = select(table.account_id, func.max(table.date).label("date")).group_by(table.account_id).subquery()
    statement = select(table.id).join(
        latest, and_(table.account_id == latest.c.account_id, table.date == latest.c.date)
    )
    return reader.among(Balance, "id", [row.id for row in reader.rows(statement)])
