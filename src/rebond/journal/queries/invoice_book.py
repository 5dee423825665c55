"""The invoices of all clients: filtered, sorted and windowed in SQL, and their sums by year and standing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from rebond.domain.direction import upright
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.missions.standing import InvoiceStanding
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.listing import Key, Listing, keys
from rebond.journal.queries.missions import InvoiceOrder
from rebond.journal.queries.rests import rests
from rebond.journal.reader import Reader
from rebond.journal.rows import loaded_row
from rebond.journal.search import ids_for_each_word
from rebond.journal.sql import Sql, columns, every, sql

if TYPE_CHECKING:
    from rebond.domain.late.owed_invoice import OwedInvoice

#: The invoices with their clients.
_TABLES = Sql("invoice JOIN client ON client.id = invoice.client_id")
#: The expression of the sum of an invoice's payments.
_PAID = Sql("(SELECT coalesce(sum(amount), 0) FROM payment WHERE invoice_id = invoice.id)")


@dataclass(frozen=True, slots=True)
class BookAsked:
    """The filter and the sort order of a query.

    Every word of `text` must begin a word of the client's name, of the number or of the note; `year` is the year of
    issue, None is every one, and so it is with `standing`.
    """

    text: str = ""
    year: int | None = None
    standing: InvoiceStanding | None = None
    order: InvoiceOrder = InvoiceOrder.ISSUED
    descending: bool = True


@dataclass(frozen=True, slots=True)
class BookLine:
    """An invoice with its client, where it stands, and what is `paid` and `left`, in cents, VAT included."""

    invoice: Invoice
    client: str
    standing: InvoiceStanding
    paid: int
    left: int
    #: What belongs to it where it is open and was read with that.
    owed: "OwedInvoice | None" = None

    @property
    def key(self) -> int:
        return self.invoice.id


@dataclass(frozen=True, slots=True)
class BookSum:
    """The sums of `count` invoices, in cents."""

    count: int = 0
    amount: int = 0
    vat: int = 0
    paid: int = 0
    left: int = 0

    @property
    def total(self) -> int:
        return self.amount + self.vat

    def __add__(self, other: "BookSum") -> "BookSum":
        return BookSum(
            self.count + other.count, self.amount + other.amount, self.vat + other.vat,
            self.paid + other.paid, self.left + other.left,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookSums:
    """The sums of the invoices that match a filter; cancelled ones are in those of their standing only."""

    by_year: dict[int, BookSum] = field(default_factory=dict)
    by_standing: dict[InvoiceStanding, BookSum] = field(default_factory=dict)
    all: BookSum = BookSum()


def book_lines(
    reader: Reader, asked: BookAsked, today: date, *, limit: int = -1, offset: int = 0
) -> tuple[BookLine, ...]:
    """Return the invoices that match the filter; `limit` -1 is all."""
    rows = reader.fetch(book_listing(asked, today).window(limit, offset))
    invoices = [loaded_row(Invoice, row) for _client, _paid, _standing, *row in rows]
    left = rests(reader, invoices)
    return tuple(
        BookLine(invoice, upright(client), InvoiceStanding(standing), paid, left[invoice.id])
        for invoice, (client, paid, standing, *_) in zip(invoices, rows, strict=True)
    )


def book_listing(asked: BookAsked, today: date) -> Listing:
    """Return the list that `book_lines` reads, by the ids of the invoices."""
    return Listing(
        sql("client.name, ?, ?, ?", _PAID, _standing(today), columns(Invoice)),
        _TABLES,
        _conditions(asked, today),
        (Key(_key(asked.order, today), asked.descending), *keys("issued", "invoice.id", descending=True)),
        lambda row_id: sql("invoice.id = ?", row_id),
    )


def book_sums(reader: Reader, asked: BookAsked, today: date) -> BookSums:
    """Return the sums of the invoices that match the filter, the latest year first."""
    sums = sql(
        """
        SELECT strftime('%Y', issued) AS year, ? AS standing, count(*), sum(amount), sum(vat), sum(?)
        FROM ? WHERE ? GROUP BY year, standing
        """,
        _standing(today), _PAID, _TABLES, every(_conditions(asked, today)),
    )  # fmt: skip
    left = _left_by_group(reader, asked, today)
    found = {
        (int(year), InvoiceStanding(standing)): BookSum(count, amount, vat, paid, left[int(year), standing])
        for year, standing, count, amount, vat, paid in reader.fetch(sums)
    }
    counted = {group: total for group, total in found.items() if group[1] is not InvoiceStanding.CANCELLED}
    years = sorted({year for year, _standing in counted}, reverse=True)
    return BookSums(
        {year: _sum(total for group, total in counted.items() if group[0] == year) for year in years},
        {
            standing: _sum(total for group, total in found.items() if group[1] is standing)
            for standing in InvoiceStanding
            if any(group[1] is standing for group in found)
        },
        _sum(counted.values()),
    )


def book_years(reader: Reader) -> tuple[int, ...]:
    """Return the years in which invoices were issued, the latest first."""
    years = "SELECT DISTINCT strftime('%Y', issued) AS year FROM invoice ORDER BY year DESC"
    return tuple(int(year) for (year,) in reader.fetch(sql(years)))


def _sum(sums: Iterable[BookSum]) -> BookSum:
    return sum(sums, BookSum())


def _left_by_group(reader: Reader, asked: BookAsked, today: date) -> defaultdict[tuple[int, str], int]:
    """Return what is left of the invoices not settled, by year of issue and standing."""
    open_ones = sql(
        "SELECT ?, ? FROM ? WHERE settled IS NULL AND NOT cancelled AND ?",
        _standing(today), columns(Invoice), _TABLES, every(_conditions(asked, today)),
    )  # fmt: skip
    groups: dict[int, tuple[int, str]] = {}
    invoices = []
    for standing, *row in reader.fetch(open_ones):
        invoice = loaded_row(Invoice, row)
        invoices.append(invoice)
        groups[invoice.id] = (invoice.issued.year, standing)
    left: defaultdict[tuple[int, str], int] = defaultdict(int)
    for invoice_id, rest in rests(reader, invoices).items():
        left[groups[invoice_id]] += rest
    return left


def _standing(today: date) -> Sql:
    """The expression of `domain.missions.standing.invoice_standing`."""
    standing = InvoiceStanding
    return sql(
        """
        CASE
            WHEN cancelled THEN ?
            WHEN amount < 0 THEN ?
            WHEN settled IS NOT NULL AND ? <> amount + vat THEN ?
            WHEN settled IS NOT NULL OR amount + vat = 0 THEN ?
            WHEN due < ? THEN ?
            WHEN ? <> 0 THEN ?
            ELSE ?
        END
        """,
        standing.CANCELLED, standing.CREDIT_NOTE, _PAID, standing.CREDITED, standing.PAID,
        today, standing.LATE, _PAID, standing.PARTLY_PAID, standing.OPEN,
    )  # fmt: skip


def _conditions(asked: BookAsked, today: date) -> list[Sql]:
    words = zip(*(ids_for_each_word(kind, asked.text) for kind in (Client.kind, Invoice.kind)), strict=True)
    conditions = [sql("client_id IN (?) OR invoice.id IN (?)", *ids) for ids in words]
    if asked.year is not None:
        conditions.append(sql("issued BETWEEN ? AND ?", date(asked.year, 1, 1), date(asked.year, 12, 31)))
    if asked.standing is not None:
        conditions.append(sql("? = ?", _standing(today), asked.standing))
    return conditions


def _key(order: InvoiceOrder, today: date) -> Sql:
    match order:
        case InvoiceOrder.CLIENT:
            return sql("folded(client.name)")
        case InvoiceOrder.TOTAL:
            return sql("amount + vat")
        case InvoiceOrder.STATE:
            # Standings follow one another as they are declared.
            places = [sql("WHEN ? THEN ?", standing, place) for place, standing in enumerate(InvoiceStanding)]
            return sql(f"CASE ? {'? ' * len(places)}END", _standing(today), *places)
        case _:
            return sql(order.value)
