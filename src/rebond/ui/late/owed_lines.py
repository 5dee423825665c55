"""The late invoices of a list, read along with its lines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from rebond.journal.queries.invoice_book import BookLine
from rebond.journal.queries.late import owed_invoices
from rebond.journal.queries.missions import InvoiceLine
from rebond.journal.reader import Reader

L = TypeVar("L", InvoiceLine, BookLine)


def with_owed(reader: Reader, lines: Sequence[L], today: date) -> tuple[L, ...]:
    """Return the lines with what belongs to the invoices that are open."""
    open_ones = [
        line.invoice for line in lines
        if line.invoice.settled is None and not line.invoice.cancelled and not line.invoice.is_credit_note
    ]  # fmt: skip
    owed = {one.invoice.id: one for one in owed_invoices(reader, open_ones, today)}
    return tuple(replace(line, owed=owed.get(line.invoice.id)) for line in lines)
