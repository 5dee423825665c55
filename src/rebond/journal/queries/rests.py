"""The rest to pay of many invoices, with the credit notes that correct them."""

from collections.abc import Collection, Iterable, Mapping

from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.settlement import offsets, rest_of
from rebond.journal.reader import Reader


def correcting(reader: Reader, invoices: Iterable[Invoice]) -> dict[int, Invoice]:
    """Return, by id, the invoices and credit notes that correct one another, of those with one among `invoices`.

    All of each such group are in it, whether among `invoices` or not.
    """
    invoices = list(invoices)
    corrected = {row.corrects_id for row in invoices if row.corrects_id is not None}
    notes = reader.among(Invoice, "corrects_id", {row.id for row in invoices if not row.is_credit_note} | corrected)
    corrected |= {note.corrects_id for note in notes if note.corrects_id is not None}
    return {row.id: row for row in (*reader.among(Invoice, "id", corrected), *notes)}


def rests(reader: Reader, invoices: Collection[Invoice]) -> Mapping[int, int]:
    """Return the unpaid rest of each invoice by its id, VAT included, in cents; that of a credit note is negative.

    A cancelled one has no rest. The number of statements does not depend on that of the invoices.
    """
    family = correcting(reader, invoices)
    by_id = {invoice.id: invoice for invoice in invoices}
    payments: dict[int, list[Payment]] = {row_id: [] for row_id in (*by_id, *family)}
    for payment in reader.among(Payment, "invoice_id", payments.keys()):
        payments[payment.invoice_id].append(payment)
    offset = offsets(family.values(), payments)
    return {
        row.id: 0 if row.cancelled else rest_of(row, payments[row.id], offset.get(row.id, ())) for row in by_id.values()
    }
