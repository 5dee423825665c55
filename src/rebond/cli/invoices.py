"""`rebond invoices`: the invoices of all clients with their sums, as text or as a table for a spreadsheet."""

from datetime import date

from rebond.actions.invoice_export import export_invoice_table, invoice_table
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_document
from rebond.domain.direction import isolated
from rebond.journal.queries.invoice_book import BookAsked, BookLine, BookSum, book_lines, book_sums
from rebond.journal.queries.settings import load_settings
from rebond.language import Language
from rebond.sentences import label


def run(parsed: Parsed) -> int:
    language, day = parsed.language, parsed.today
    asked = BookAsked(year=parsed.year)
    out = parsed.csv
    with opened(parsed.file, parsed.language, read_only=True) as journal:
        if str(out) == "-":
            say_document(invoice_table(journal, asked, language, day).decode("utf-8-sig").rstrip())
            return 0
        if out is not None:
            export_invoice_table(journal, asked, out, language, day)
            say(language.gettext("Written: {path}").format(path=out))
            return 0
        with journal.read() as reader:
            lines, sums = book_lines(reader, asked, day), book_sums(reader, asked, day)
            currency = load_settings(reader).currency
    if not lines:
        say(language.gettext("No invoice matches."))
        return 0
    _print(language, lines, currency)
    say()
    for year, total in sums.by_year.items():
        say(_sum(language, str(year), total, currency))
    for standing, total in sums.by_standing.items():
        say(_sum(language, label(language, standing), total, currency))
    return 0


def _print(language: Language, lines: tuple[BookLine, ...], currency: str) -> None:
    """Print a line for each invoice: when issued, number, client, total, what is left, and where it stands."""

    def day(value: date) -> str:
        return language.day(value, "short")

    def money(cents: int) -> str:
        return language.money(cents, currency)

    numbers = max(len(line.invoice.number) for line in lines)
    clients = max(len(line.client) for line in lines)
    for line in lines:
        invoice = line.invoice
        left = language.gettext("{amount} left").format(amount=money(line.left)) if line.left else ""
        state = label(language, line.standing)
        shown = (
            day(invoice.issued), _column(invoice.number, numbers), _column(line.client, clients),
            money(invoice.total).rjust(14), ", ".join(part for part in (state, left) if part),
        )  # fmt: skip
        say("  ".join(shown))


def _column(text: str, width: int) -> str:
    """Return a person's text and the spaces that its column ends in, which do not turn round with it."""
    return isolated(text) + " " * (width - len(text))


def _sum(language: Language, name: str, total: BookSum, currency: str) -> str:
    amounts = (total.amount, total.vat, total.total, total.paid, total.left)
    before, vat, in_all, paid, left = (language.money(cents, currency) for cents in amounts)
    return language.ngettext(
        "{name}: {count} invoice, {before} before VAT, VAT {vat}, total {total}, received {paid}, left {left}",
        "{name}: {count} invoices, {before} before VAT, VAT {vat}, total {total}, received {paid}, left {left}",
        total.count,
    ).format(name=name, count=total.count, before=before, vat=vat, total=in_all, paid=paid, left=left)
