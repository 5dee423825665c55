"""Export of the invoices of all clients as a table, for the accountant."""

from datetime import date
from pathlib import Path

from rebond.actions.exports import write_out
from rebond.exchange.spreadsheet import csv_file
from rebond.journal.journal import Journal
from rebond.journal.queries.invoice_book import BookAsked, book_lines
from rebond.journal.queries.settings import load_settings
from rebond.language import Language
from rebond.sentences import label


def invoice_table(journal: Journal, asked: BookAsked, language: Language, today: date) -> bytes:
    """Return the invoices that match a filter as a CSV file, in its order."""
    with journal.read() as reader:
        lines = book_lines(reader, asked, today)
        currency = load_settings(reader).currency
    titles = (
        language.gettext("Client"), language.gettext("Number"), language.gettext("Issued"), language.gettext("Due"),
        language.gettext("Before VAT"), language.gettext("VAT"), language.gettext("Incl. VAT"),
        language.gettext("Received"), language.gettext("Left to pay"), language.gettext("State"),
        language.gettext("Settled on"), language.gettext("Currency"),
    )  # fmt: skip
    rows = (
        (
            line.client, line.invoice.number, line.invoice.issued, line.invoice.due,
            line.invoice.amount, line.invoice.vat, line.invoice.total, line.paid,
            line.left, label(language, line.standing), line.invoice.settled,
            currency,
        )
        for line in lines
    )  # fmt: skip
    return csv_file(language, titles, rows)


def export_invoice_table(journal: Journal, asked: BookAsked, out: Path, language: Language, today: date) -> None:
    """Write the invoices that match a filter to a CSV file, which is complete, or unchanged.

    :raises Refused: as :func:`write_out`.
    """
    write_out(journal, out, invoice_table(journal, asked, language, today))
