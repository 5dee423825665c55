"""Queries of the missions tab: missions, their events, hours and invoices, sorted and windowed in SQL."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from rebond.domain.cents import DAY_WHOLE
from rebond.domain.direction import upright
from rebond.domain.missions.kinds import Billing, Client, Event, Invoice, Mission
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.in_force import as_agreed, last_day
from rebond.journal.queries.listing import Key, Listing, keys
from rebond.journal.queries.rests import rests
from rebond.journal.reader import Reader
from rebond.journal.rows import Stored, loaded_pair, loaded_row
from rebond.journal.search import ids_for_each_word
from rebond.journal.sql import Sql, columns, listed, sql

if TYPE_CHECKING:
    from rebond.domain.late.owed_invoice import OwedInvoice


class MissionOrder(StrEnum):
    """The sort order of missions; those that are over always come last."""

    CLIENT = "client"
    AMOUNT = "amount"
    ENDS = "ends"
    LAST_EVENT = "last_event"


class InvoiceOrder(StrEnum):
    NUMBER = "number"
    CLIENT = "client"
    AMOUNT = "amount"
    VAT = "vat"
    TOTAL = "total"
    ISSUED = "issued"
    DUE = "due"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class MissionLine:
    """A mission of the list as it is agreed today, or a client without missions.

    `amount`: cents before VAT a month, or of all milestones; `late`: the number of its late invoices, and of its
    client's without a mission; `over`: ended, with nothing left to invoice or to be paid late.
    """

    client: Client
    mission: Mission | None
    amount: int
    late: int
    last_event: date | None
    over: bool

    @property
    def key(self) -> tuple[str, int]:
        """The identity of the line, which no edit changes."""
        return ("mission", self.mission.id) if self.mission else ("client", self.client.id)


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice with the names of its mission and milestone.

    `paid` is the sum of its payments and `rest` what is left to pay, credit notes counted; both in cents, VAT included.
    """

    invoice: Invoice
    paid: int
    rest: int
    mission: str
    milestone: str
    #: What belongs to it where it is open and was read with that.
    owed: "OwedInvoice | None" = None

    @property
    def key(self) -> int:
        return self.invoice.id


@dataclass(frozen=True, slots=True)
class Owed:
    """The number of late invoices and their unpaid rest, VAT included, in cents."""

    count: int
    rest: int


def mission_lines(
    reader: Reader,
    today: date,
    *,
    text: str = "",
    order: MissionOrder = MissionOrder.CLIENT,
    ended: bool = True,
    to_invoice: Collection[int] = (),
    limit: int = -1,
    offset: int = 0,
) -> tuple[MissionLine, ...]:
    """Return the missions that match every word of `text` in the client's name, their own texts or their journal.

    :param ended: whether to include missions that are over.
    :param to_invoice: the ids of missions with work not invoiced yet; these are not over even if they have ended.
    :param limit: -1 is all.
    """
    listing = missions_listing(today, text=text, order=order, ended=ended, to_invoice=to_invoice)
    # The window is selected by id first, so that only its rows are read in full. Whether a mission is over is computed
    # only in that inner query, since the expression is long.
    order_by = listed((Sql("found.over"), *(key.order() for key in _mission_order(order, today))))
    statement = sql(
        """
        SELECT ?, ?, ?, ?, ?, ? FROM (?) AS found
        JOIN client ON client.id = found.client_id LEFT JOIN mission ON mission.id = found.mission_id
        ORDER BY ?
        """,
        _amount(), _late(today), _LAST_EVENT, Sql("found.over"), columns(Client), columns(Mission),
        listing.window(limit, offset), order_by,
    )  # fmt: skip
    lines = [_mission_line(*row) for row in reader.fetch(statement)]
    agreed = iter(as_agreed(reader, (line.mission for line in lines if line.mission), today))
    return tuple(replace(line, mission=next(agreed)) if line.mission else line for line in lines)


def missions_listing(
    today: date,
    *,
    text: str = "",
    order: MissionOrder = MissionOrder.CLIENT,
    ended: bool = True,
    to_invoice: Collection[int] = (),
) -> Listing:
    """Return the list that `mission_lines` reads, by the keys of its lines."""
    over, sorted_by = _over(to_invoice, today), _mission_order(order, today)
    return Listing(
        sql("client.id AS client_id, mission.id AS mission_id, ? AS over", over if ended else sql("FALSE")),
        sql("client LEFT JOIN mission ON mission.client_id = client.id"),
        _holding(text) if ended else (*_holding(text), sql("NOT ?", over)),
        (Key(over), *sorted_by) if ended else sorted_by,
        _line_with,
    )


def _line_with(key: tuple[str, int]) -> Sql:
    kind, row_id = key
    if kind == Mission.kind:
        return sql("mission.id = ?", row_id)
    return sql("client.id = ? AND mission.id IS NULL", row_id)


def _over(to_invoice: Collection[int], today: date) -> Sql:
    """The expression of whether a mission is over, 1 or 0; a client without a mission is not."""
    # Which missions and clients have late invoices is read once for the whole query.
    late = _is_late(today)
    return sql(
        """
        CASE WHEN ? < ? AND mission.id NOT IN (SELECT value FROM json_each(?)) THEN
            mission.id NOT IN (SELECT mission_id FROM invoice WHERE mission_id IS NOT NULL AND ?)
            AND client.id NOT IN (SELECT client_id FROM invoice WHERE mission_id IS NULL AND ?)
        ELSE FALSE END
        """,
        last_day(today), today, to_invoice, late, late,
    )  # fmt: skip


def _late(today: date) -> Sql:
    """The expression of the number of late invoices of a mission, and of its client without a mission."""
    return sql(
        """
        (SELECT count(*) FROM invoice WHERE invoice.client_id = client.id
        AND (invoice.mission_id = mission.id OR invoice.mission_id IS NULL) AND ?)
        """,
        _is_late(today),
    )


def _is_late(today: date) -> Sql:
    """The condition that an invoice is late."""
    return sql("settled IS NULL AND NOT cancelled AND due < ? AND invoice.amount + invoice.vat > 0", today)


#: The expression of the day of the latest event of a mission.
_LAST_EVENT = Sql("(SELECT max(date) FROM event WHERE event.mission_id = mission.id)")


def _amount() -> Sql:
    """The expression of what a mission brings: of all milestones, or a month."""
    return sql(
        """
        CASE mission.billing
            WHEN ? THEN (SELECT coalesce(sum(amount), 0) FROM milestone WHERE mission_id = mission.id)
            WHEN ? THEN (mission.amount * mission.days_per_month + ?) / ?
            ELSE coalesce(mission.amount, 0)
        END
        """,
        Billing.MILESTONES, Billing.DAILY, DAY_WHOLE // 2, DAY_WHOLE,
    )  # fmt: skip


def _holding(text: str) -> list[Sql]:
    """Return a condition for each word: the client, the mission or an event of its journal contains it."""
    by_word = zip(*(ids_for_each_word(kind, text) for kind in ("client", "mission", "event")), strict=True)
    holds = "client.id IN (?) OR mission.id IN (?) OR mission.id IN (SELECT mission_id FROM event WHERE id IN (?))"
    return [sql(holds, *ids) for ids in by_word]


def _mission_order(order: MissionOrder, today: date) -> tuple[Key, ...]:
    by_name = keys("folded(client.name)", "folded(mission.name)", "client.id", "mission.id")
    if order is MissionOrder.AMOUNT:
        return (Key(_amount(), descending=True), *by_name)
    if order is MissionOrder.ENDS:
        return (Key(sql("? IS NULL", last_day(today))), Key(last_day(today)), *by_name)
    if order is MissionOrder.LAST_EVENT:
        return (Key(_LAST_EVENT, descending=True), *by_name)
    return by_name


def _mission_line(amount: int, late: int, last_event: str | None, over: int, *row: Stored) -> MissionLine:
    """Convert a row, which ends with a client's columns and a mission's."""
    client, mission = loaded_pair(Client, Mission, row)
    day = None if last_event is None else date.fromisoformat(last_event)
    return MissionLine(client, mission, amount, late, day, bool(over))


def events(reader: Reader, mission_id: int, *, text: str = "", limit: int = -1, offset: int = 0) -> tuple[Event, ...]:
    """Return the events of a mission that match every word of `text`, the newest day first.

    Within a day, those without a time come first, then the latest.
    """
    return reader.entities(Event, events_listing(mission_id, text).window(limit, offset))


def events_listing(mission_id: int, text: str = "") -> Listing:
    """Return the list that `events` reads, by the ids of the events."""
    words = (sql("id IN (?)", ids) for ids in ids_for_each_word("event", text))
    return Listing(
        columns(Event),
        sql("event"),
        (sql("mission_id = ?", mission_id), *words),
        keys("date", "time IS NULL", "time", "id", descending=True),
        lambda row_id: sql("id = ?", row_id),
    )


def logged_minutes(reader: Reader, mission_id: int) -> int:
    """Return the minutes logged in the journal of a mission."""
    logged = "SELECT coalesce(sum(minutes), 0) FROM event WHERE mission_id = ?"
    return int(reader.fetch(sql(logged, mission_id))[0][0])


def invoices(
    reader: Reader,
    client_id: int,
    mission_id: int | None,
    *,
    text: str = "",
    order: InvoiceOrder = InvoiceOrder.ISSUED,
    descending: bool = True,
    limit: int = -1,
    offset: int = 0,
) -> tuple[InvoiceLine, ...]:
    """Return the invoices of a mission, and those of its client that belong to no mission."""
    listing = invoices_listing(client_id, mission_id, text=text, order=order, descending=descending)
    rows = reader.fetch(listing.window(limit, offset))
    found = [loaded_row(Invoice, row) for _paid, _mission, _milestone, *row in rows]
    left = rests(reader, found)
    return tuple(
        InvoiceLine(invoice, paid, left[invoice.id], upright(mission), upright(milestone))
        for invoice, (paid, mission, milestone, *_) in zip(found, rows, strict=True)
    )


def invoices_listing(
    client_id: int,
    mission_id: int | None,
    *,
    text: str = "",
    order: InvoiceOrder = InvoiceOrder.ISSUED,
    descending: bool = True,
) -> Listing:
    """Return the list that `invoices` reads, by the ids of the invoices."""
    listed = sql(
        "?, coalesce(mission.name, ''), coalesce(milestone.name, ''), ?",
        Sql("(SELECT coalesce(sum(amount), 0) FROM payment WHERE invoice_id = invoice.id)"),
        columns(Invoice),
    )
    tables = sql("""
        invoice LEFT JOIN mission ON mission.id = invoice.mission_id
        LEFT JOIN milestone ON milestone.id = invoice.milestone_id
    """)
    words = (sql("invoice.id IN (?)", ids) for ids in ids_for_each_word("invoice", text))
    return Listing(
        listed,
        tables,
        (_shown_with(client_id, mission_id), *words),
        (*keys(*_invoice_order(order), descending=descending), *keys("invoice.id", descending=True)),
        lambda row_id: sql("invoice.id = ?", row_id),
    )


def _shown_with(client_id: int, mission_id: int | None) -> Sql:
    return sql(
        "invoice.client_id = ? AND (invoice.mission_id = ? OR invoice.mission_id IS NULL)", client_id, mission_id
    )


def _invoice_order(order: InvoiceOrder) -> tuple[str, ...]:
    if order is InvoiceOrder.STATE:
        # Open ones by due date, then paid ones by the day they were settled, then cancelled ones.
        return ("cancelled", "settled IS NOT NULL", "coalesce(settled, due)")
    if order is InvoiceOrder.TOTAL:
        return ("invoice.amount + vat",)
    return (f"invoice.{order.value}",)


def late(reader: Reader, client_id: int, mission_id: int | None, today: date) -> Owed:
    """Return the late invoices of a mission, and of its client without a mission."""
    found = reader.where(Invoice, "? AND ?", _shown_with(client_id, mission_id), _is_late(today))
    return Owed(len(found), sum(rests(reader, found).values()))


def last_number(reader: Reader) -> str:
    """Return the number of the latest invoice that has one, or an empty string."""
    newest = "SELECT number FROM invoice WHERE number <> '' ORDER BY issued DESC, id DESC LIMIT 1"
    rows = reader.fetch(sql(newest))
    return str(rows[0][0]) if rows else ""


def last_vat_rate(reader: Reader) -> int:
    """Return the VAT rate of the mission entered last, in thousandths of a percent; 0 without a mission."""
    rows = reader.fetch(sql("SELECT vat_rate FROM mission ORDER BY id DESC LIMIT 1"))
    return int(rows[0][0]) if rows else 0


def client_names(reader: Reader) -> dict[int, str]:
    """Return every client's name by id, in alphabetical order."""
    rows = reader.fetch(sql("SELECT id, name FROM client ORDER BY folded(name), id"))
    return {row_id: upright(name) for row_id, name in rows}
