"""The state of an invoice on a day: late, partly paid, not due yet, paid, credited, cancelled."""

from datetime import date

from rebond.domain.kinds import Choice
from rebond.domain.missions.kinds import Invoice
from rebond.domain.translatable import later


class InvoiceStanding(Choice):
    """The state of an invoice; each invoice has exactly one."""

    LATE = "late", later("late")
    PARTLY_PAID = "partly_paid", later("partly paid")
    OPEN = "open", later("not due yet")
    PAID = "paid", later("paid")
    CREDITED = "credited", later("settled by a credit note")
    CREDIT_NOTE = "credit_note", later("credit note")
    CANCELLED = "cancelled", later("cancelled")


def invoice_standing(invoice: Invoice, paid: int, today: date) -> InvoiceStanding:
    """Return where an invoice stands of which `paid` cents were paid; a late one is late even if paid in part."""
    if invoice.cancelled:
        return InvoiceStanding.CANCELLED
    if invoice.is_credit_note:
        return InvoiceStanding.CREDIT_NOTE
    if invoice.settled and paid != invoice.total:
        return InvoiceStanding.CREDITED
    if invoice.settled or not invoice.total:
        return InvoiceStanding.PAID
    if invoice.due < today:
        return InvoiceStanding.LATE
    return InvoiceStanding.PARTLY_PAID if paid else InvoiceStanding.OPEN
