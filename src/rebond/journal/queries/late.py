"""Query of the invoices that are open or were paid late, with all that their state and penalty follow from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from rebond.domain.countries import country_of
from rebond.domain.late.kinds import InvoiceState, LadderStep, StateKind
from rebond.domain.late.ladder import ladder_for
from rebond.domain.late.owed_invoice import OwedInvoice, moves_of
from rebond.domain.late.states import NO_PROMISES, PromiseRecord, promise_record
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.journal.queries.sent_steps import sent_steps
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.journal.rows import E, loaded_row
from rebond.journal.sql import columns, sql

#: The invoices that ask for money: no credit notes, and none that is cancelled.
_ASKS = "NOT cancelled AND amount >= 0 AND amount + vat > 0"


def open_invoices(reader: Reader, today: date) -> tuple[OwedInvoice, ...]:
    """Return the invoices issued by `today` that were unpaid then, late or not, the one due first at the head."""
    unpaid = f"{_ASKS} AND issued <= ? AND (settled IS NULL OR settled > ?)"
    return owed_invoices(reader, reader.where(Invoice, unpaid, today, today), today)


def settled_late(reader: Reader, today: date) -> tuple[OwedInvoice, ...]:
    """Return the invoices that were settled after their due date, by `today`."""
    return owed_invoices(reader, reader.where(Invoice, f"{_ASKS} AND settled > due AND settled <= ?", today), today)


def owed_invoice(reader: Reader, invoice_id: int, today: date) -> OwedInvoice | None:
    """Return one invoice, open or not; None when it is not there, is cancelled, or is a credit note."""
    found = owed_invoices(reader, reader.where(Invoice, f"{_ASKS} AND id = ?", invoice_id), today)
    return found[0] if found else None


def owed_among(reader: Reader, invoice_ids: Collection[int], today: date) -> tuple[OwedInvoice, ...]:
    """Return those of these invoices, open or not, that ask for money."""
    among = f"{_ASKS} AND id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a condition of this file
    return owed_invoices(reader, reader.where(Invoice, among, sorted(invoice_ids)), today)


def owed_invoices(reader: Reader, invoices: Iterable[Invoice], today: date) -> tuple[OwedInvoice, ...]:
    """Return these invoices with what belongs to them; the number of statements does not depend on theirs."""
    rows = sorted(invoices, key=lambda row: (row.due, row.number, row.id))
    ids = {row.id for row in rows}
    if not ids:
        return ()
    settings, own = load_settings(reader), reader.all(LadderStep)
    clients = {row.id: row for row in reader.among(Client, "id", {row.client_id for row in rows})}
    missions = {row.id: row for row in reader.among(Mission, "id", {row.mission_id for row in rows if row.mission_id})}
    notes = _by(reader.among(Invoice, "corrects_id", ids), "corrects_id")
    payments = _by(
        reader.among(Payment, "invoice_id", ids | {note.id for group in notes.values() for note in group}),
        "invoice_id",
    )  # fmt: skip
    states = _by(reader.among(InvoiceState, "invoice_id", ids), "invoice_id")
    sent = sent_steps(reader, ids)
    promises = client_promises(reader, clients.keys(), today)
    found = []
    for row in rows:
        client = clients[row.client_id]
        country = country_of(client.country, settings.country, settings.status)
        valid = [note for note in notes[row.id] if not note.cancelled and note.is_credit_note]
        refunds = [payment for note in valid for payment in payments[note.id]]
        found.append(
            OwedInvoice(
                invoice=row,
                client=client,
                mission=missions.get(row.mission_id or 0),
                country=country,
                moves=moves_of(payments[row.id], valid, refunds),
                states=tuple(states[row.id]),
                sent=sent.get(row.id, ()),
                ladder=ladder_for(client.id, country, own),
                promises=promises.get(client.id, NO_PROMISES),
            )
        )
    return tuple(found)


def client_promises(reader: Reader, client_ids: Collection[int], today: date) -> Mapping[int, PromiseRecord]:
    """Return the record of the promises of each client who made any, about all of its invoices."""
    statement = sql(
        """
        SELECT invoice.client_id, invoice.settled, ? FROM invoice_state
        JOIN invoice ON invoice.id = invoice_state.invoice_id
        WHERE invoice_state.type = ? AND NOT invoice.cancelled
            AND invoice.client_id IN (SELECT value FROM json_each(?))
        """,
        columns(InvoiceState), StateKind.PROMISED.value, sorted(client_ids),
    )  # fmt: skip
    found: dict[int, PromiseRecord] = defaultdict(PromiseRecord)
    for client_id, settled, *row in reader.fetch(statement):
        day = date.fromisoformat(settled) if settled else None
        found[client_id] += promise_record([loaded_row(InvoiceState, row)], day, today)
    return found


def _by(rows: Iterable[E], field: str) -> dict[int, list[E]]:
    groups: dict[int, list[E]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, field)].append(row)
    return groups
