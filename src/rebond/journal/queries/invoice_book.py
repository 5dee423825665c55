"""The invoices of all clients: filtered, sorted and windowed in SQL, and their sums by year and standing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.missions.standing import InvoiceStanding
from rebond.journal.queries.by_name import folded
from rebond.journal.queries.listing import Key, Listing
from rebond.journal.queries.missions import InvoiceOrder
from rebond.journal.queries.rests import rests
from rebond.journal.reader import Reader
from rebond.journal.search import ids_for_each_word
from rebond.journal.tables import TABLES

_CLIENT, _INVOICE, _PAYMENT = TABLES["client"], TABLES["invoice"], TABLES["payment"]
_NAMES = [column.name for column in _INVOICE.c]


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
    rows = reader.rows(book_listing(asked, today).window(limit, offset))
    invoices = [Invoice(**{name: row._mapping[name] for name in _NAMES}) for row in rows]
    left = rests(reader, invoices)
    return tuple(
        BookLine(invoice, row.client, InvoiceStanding(row.standing), int(row.paid), left[invoice.id])
        for invoice, row in zip(invoices, rows, strict=True)
    )


def book_listing(asked: BookAsked, today: date) -> Listing:
    """Return the list that `book_lines` reads, by the ids of the invoices."""
    invoice = _INVOICE.c
    found = (
        select(_INVOICE, _CLIENT.c.name.label("client"), _paid().label("paid"), _standing(today).label("standing"))
        .join(_CLIENT, _CLIENT.c.id == invoice.client_id)
        .where(*_conditions(asked, today))
    )
    newest = (Key(invoice.issued, descending=True), Key(invoice.id, descending=True))
    keys = (Key(key, asked.descending) for key in _keys(asked.order, today))
    return Listing(found, (*keys, *newest), lambda row_id: invoice.id == row_id)


def book_sums(reader: Reader, asked: BookAsked, today: date) -> BookSums:
    """Return the sums of the invoices that match the filter, the latest year first."""
    invoice = _INVOICE.c
    year, standing = func.strftime("%Y", invoice.issued).label("year"), _standing(today).label("standing")
    conditions = _conditions(asked, today)
    sums: Select[Any] = (
        select(
            year, standing, func.count().label("number"), func.sum(invoice.amount).label("amount"),
            func.sum(invoice.vat).label("vat"), func.sum(_paid()).label("paid"),
        )
        .select_from(_INVOICE.join(_CLIENT, _CLIENT.c.id == invoice.client_id))
        .where(*conditions)
        .group_by(year, standing)
    )  # fmt: skip
    left = _left_by_group(reader, conditions, standing)
    found = {
        (int(row.year), InvoiceStanding(row.standing)): BookSum(
            int(row.number), int(row.amount), int(row.vat), int(row.paid), left[int(row.year), row.standing]
        )
        for row in reader.rows(sums)
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
    year = func.strftime("%Y", _INVOICE.c.issued).label("year")
    return tuple(int(row.year) for row in reader.rows(select(year).distinct().order_by(year.desc())))


def _sum(sums: Iterable[BookSum]) -> BookSum:
    return sum(sums, BookSum())


def _left_by_group(
    reader: Reader, conditions: list[ColumnElement[bool]], standing: ColumnElement[str]
) -> defaultdict[tuple[int, str], int]:
    """Return what is left of the invoices not settled, by year of issue and standing."""
    invoice = _INVOICE.c
    statement = (
        select(_INVOICE, standing)
        .join(_CLIENT, _CLIENT.c.id == invoice.client_id)
        .where(*conditions, invoice.settled.is_(None), invoice.cancelled.is_(False))
    )
    groups: dict[int, tuple[int, str]] = {}
    invoices = []
    for row in reader.rows(statement):
        invoices.append(Invoice(**{name: row._mapping[name] for name in _NAMES}))
        groups[row.id] = (row.issued.year, row.standing)
    left: defaultdict[tuple[int, str], int] = defaultdict(int)
    for invoice_id, rest in rests(reader, invoices).items():
        left[groups[invoice_id]] += rest
    return left


def _paid() -> Any:
    """A correlated subquery of the sum of an invoice's payments."""
    paid = select(func.coalesce(func.sum(_PAYMENT.c.amount), 0)).where(_PAYMENT.c.invoice_id == _INVOICE.c.id)
    return paid.correlate(_INVOICE).scalar_subquery()


def _standing(today: date) -> ColumnElement[str]:
    """The expression of `domain.missions.standing.invoice_standing`."""
    invoice, standing = _INVOICE.c, InvoiceStanding
    total = invoice.amount + invoice.vat
    return case(
        (invoice.cancelled.is_(True), standing.CANCELLED.value),
        (invoice.amount < 0, standing.CREDIT_NOTE.value),
        (and_(invoice.settled.is_not(None), _paid() != total), standing.CREDITED.value),
        (or_(invoice.settled.is_not(None), total == 0), standing.PAID.value),
        (invoice.due < today, standing.LATE.value),
        (_paid() != 0, standing.PARTLY_PAID.value),
        else_=standing.OPEN.value,
    )


def _conditions(asked: BookAsked, today: date) -> list[ColumnElement[bool]]:
    invoice = _INVOICE.c
    words = zip(*(ids_for_each_word(kind, asked.text) for kind in (Client.kind, Invoice.kind)), strict=True)
    conditions: list[ColumnElement[bool]] = [
        or_(invoice.client_id.in_(clients), invoice.id.in_(invoices)) for clients, invoices in words
    ]
    if asked.year is not None:
        conditions.append(and_(invoice.issued >= date(asked.year, 1, 1), invoice.issued <= date(asked.year, 12, 31)))
    if asked.standing is not None:
        conditions.append(_standing(today) == asked.standing.value)
    return conditions


def _keys(order: InvoiceOrder, today: date) -> tuple[ColumnElement[Any], ...]:
    invoice = _INVOICE.c
    match order:
        case InvoiceOrder.CLIENT:
            return (folded(_CLIENT.c.name),)
        case InvoiceOrder.TOTAL:
            return (invoice.amount + invoice.vat,)
        case InvoiceOrder.STATE:
            place = {standing.value: at for at, standing in enumerate(InvoiceStanding)}
            return (case(place, value=_standing(today)),)
        case _:
            return (invoice[order.value],)
