"""Queries of the missions tab: missions, their events, hours and invoices, sorted and windowed in SQL."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, not_, or_, select

from rebond.domain.cents import DAY_WHOLE
from rebond.domain.missions.kinds import Billing, Client, Event, Invoice, Mission
from rebond.journal.queries.by_name import folded
from rebond.journal.queries.listing import Key, Listing, flag
from rebond.journal.queries.rests import rests
from rebond.journal.reader import Reader
from rebond.journal.search import ids_for_each_word
from rebond.journal.tables import TABLES

_CLIENT, _MISSION, _MILESTONE = TABLES["client"], TABLES["mission"], TABLES["milestone"]
_EVENT, _INVOICE, _PAYMENT = TABLES["event"], TABLES["invoice"], TABLES["payment"]
_OF_CLIENT, _OF_MISSION = _CLIENT.c.keys(), _MISSION.c.keys()


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
    """A mission of the list, or a client without missions.

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

    @property
    def key(self) -> int:
        return self.invoice.id


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes logged in a mission's journal, and how many of them the contract does not cover (`extra`)."""

    minutes: int
    extra: int


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
    mission, late, over = _MISSION.c, _late(today), _over(to_invoice, today)
    listing = missions_listing(today, text=text, order=order, ended=ended, to_invoice=to_invoice)
    # The window is selected by id first, so that only its rows are read in full.
    window = listing.window(limit, offset).subquery()
    statement: Select[Any] = (
        select(*_CLIENT.c, *mission, _amount().label("amount"), late, _last_event().label("last_event"), over)
        .select_from(
            window.join(_CLIENT, _CLIENT.c.id == window.c.client).outerjoin(_MISSION, mission.id == window.c.mission)
        )
        .order_by(*listing.order())
    )
    return tuple(_mission_line(row) for row in reader.rows(statement))


def missions_listing(
    today: date,
    *,
    text: str = "",
    order: MissionOrder = MissionOrder.CLIENT,
    ended: bool = True,
    to_invoice: Collection[int] = (),
) -> Listing:
    """Return the list that `mission_lines` reads, by the keys of its lines."""
    over = _over(to_invoice, today)
    found = (
        select(_CLIENT.c.id.label("client"), _MISSION.c.id.label("mission"))
        .select_from(_CLIENT.outerjoin(_MISSION, _MISSION.c.client_id == _CLIENT.c.id))
        .where(*_holding(text))
    )
    if not ended:
        found = found.where(over == 0)
    return Listing(found, (Key(over), *_mission_order(order)), _line_with)


def _line_with(key: tuple[str, int]) -> ColumnElement[bool]:
    kind, row_id = key
    if kind == Mission.kind:
        return _MISSION.c.id == row_id
    return and_(_CLIENT.c.id == row_id, _MISSION.c.id.is_(None))


def _over(to_invoice: Collection[int], today: date) -> ColumnElement[int]:
    """The expression of whether a mission is over, 1 or 0; a client without a mission is not."""
    mission = _MISSION.c
    waiting = mission.id.in_(to_invoice)
    return flag(and_(mission.ends.is_not(None), mission.ends < today, not_(waiting), _late(today) == 0))


def _late(today: date) -> Any:
    """The expression of the number of late invoices of a mission, and of its client without a mission."""
    invoice = _INVOICE.c
    of_mission = or_(invoice.mission_id == _MISSION.c.id, invoice.mission_id.is_(None))
    count = select(func.count(invoice.id)).where(invoice.client_id == _CLIENT.c.id, of_mission, *_is_late(today))
    return count.correlate(_CLIENT, _MISSION).scalar_subquery()


def _last_event() -> Any:
    """The expression of the day of the latest event of a mission."""
    latest = select(func.max(_EVENT.c.date)).where(_EVENT.c.mission_id == _MISSION.c.id)
    return latest.correlate(_MISSION).scalar_subquery()


def _is_late(today: date) -> tuple[ColumnElement[bool], ...]:
    invoice = _INVOICE.c
    return (
        invoice.settled.is_(None), invoice.cancelled.is_(False), invoice.due < today, invoice.amount + invoice.vat > 0,
    )  # fmt: skip


def _amount() -> ColumnElement[int]:
    mission = _MISSION.c
    milestones = (
        select(func.coalesce(func.sum(_MILESTONE.c.amount), 0))
        .where(_MILESTONE.c.mission_id == mission.id)
        .scalar_subquery()
    )
    a_month = (mission.amount * mission.days_per_month + DAY_WHOLE // 2) // DAY_WHOLE
    return cast(
        case(
            (mission.billing == Billing.MILESTONES, milestones),
            (mission.billing == Billing.DAILY, a_month),
            else_=func.coalesce(mission.amount, 0),
        ),
        Integer,
    )


def _holding(text: str) -> list[ColumnElement[bool]]:
    """Return a condition for each word: the client, the mission or an event of its journal contains it."""
    by_word = zip(*(ids_for_each_word(kind, text) for kind in ("client", "mission", "event")), strict=True)
    return [
        or_(
            _CLIENT.c.id.in_(clients),
            _MISSION.c.id.in_(missions),
            _MISSION.c.id.in_(select(_EVENT.c.mission_id).where(_EVENT.c.id.in_(events))),
        )
        for clients, missions, events in by_word
    ]


def _mission_order(order: MissionOrder) -> tuple[Key, ...]:
    names = (folded(_CLIENT.c.name), folded(_MISSION.c.name), _CLIENT.c.id, _MISSION.c.id)
    by_name = tuple(map(Key, names))
    if order is MissionOrder.AMOUNT:
        return (Key(_amount(), descending=True), *by_name)
    if order is MissionOrder.ENDS:
        return (Key(flag(_MISSION.c.ends.is_(None))), Key(_MISSION.c.ends), *by_name)
    if order is MissionOrder.LAST_EVENT:
        return (Key(_last_event(), descending=True), *by_name)
    return by_name


def _mission_line(row: Sequence[Any]) -> MissionLine:
    """Convert a row: a client's columns, a mission's, then amount, late, last_event and over."""
    client, mission = row[: len(_OF_CLIENT)], row[len(_OF_CLIENT) : -4]
    amount, late, last_event, over = row[-4:]
    return MissionLine(
        client=Client(**dict(zip(_OF_CLIENT, client, strict=True))),
        mission=Mission(**dict(zip(_OF_MISSION, mission, strict=True))) if mission[0] is not None else None,
        amount=amount,
        late=late,
        last_event=last_event,
        over=bool(over),
    )


def events(reader: Reader, mission_id: int, *, text: str = "", limit: int = -1, offset: int = 0) -> tuple[Event, ...]:
    """Return the events of a mission that match every word of `text`, the newest day first.

    Within a day, those without a time come first, then the latest.
    """
    return reader.selected(Event, events_listing(mission_id, text).window(limit, offset))


def events_listing(mission_id: int, text: str = "") -> Listing:
    """Return the list that `events` reads, by the ids of the events."""
    event = _EVENT.c
    words = (event.id.in_(ids) for ids in ids_for_each_word("event", text))
    keys = (
        Key(event.date, descending=True),
        Key(flag(event.time.is_(None)), descending=True),
        Key(event.time, descending=True),
        Key(event.id, descending=True),
    )
    found = select(_EVENT).where(event.mission_id == mission_id, *words)
    return Listing(found, keys, lambda row_id: event.id == row_id)


def hours(reader: Reader, mission_id: int) -> Hours:
    """Return the minutes logged in the journal of a mission."""
    extra = case((_EVENT.c.in_scope.is_(False), _EVENT.c.minutes), else_=0)
    sums: Select[Any] = select(func.coalesce(func.sum(_EVENT.c.minutes), 0), func.coalesce(func.sum(extra), 0))
    row: Any = reader.rows(sums.where(_EVENT.c.mission_id == mission_id))[0]
    return Hours(int(row[0]), int(row[1]))


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
    statement = listing.window(limit, offset)
    names = [column.name for column in _INVOICE.c]
    found = [(Invoice(**{name: row._mapping[name] for name in names}), row) for row in reader.rows(statement)]
    left = rests(reader, [one for one, _row in found])
    return tuple(InvoiceLine(one, row.paid, left[one.id], row.mission, row.milestone) for one, row in found)


def invoices_listing(
    client_id: int,
    mission_id: int | None,
    *,
    text: str = "",
    order: InvoiceOrder = InvoiceOrder.ISSUED,
    descending: bool = True,
) -> Listing:
    """Return the list that `invoices` reads, by the ids of the invoices."""
    invoice = _INVOICE.c
    paid = (
        select(func.coalesce(func.sum(_PAYMENT.c.amount), 0))
        .where(_PAYMENT.c.invoice_id == invoice.id)
        .correlate(_INVOICE)
        .scalar_subquery()
    )
    found = (
        select(
            _INVOICE,
            paid.label("paid"),
            func.coalesce(_MISSION.c.name, "").label("mission"),
            func.coalesce(_MILESTONE.c.name, "").label("milestone"),
        )
        .select_from(
            _INVOICE.outerjoin(_MISSION, _MISSION.c.id == invoice.mission_id).outerjoin(
                _MILESTONE, _MILESTONE.c.id == invoice.milestone_id
            )
        )
        .where(_shown_with(client_id, mission_id), *(invoice.id.in_(ids) for ids in ids_for_each_word("invoice", text)))
    )
    keys = (Key(key, descending=descending) for key in _invoice_order(order))
    return Listing(found, (*keys, Key(invoice.id, descending=True)), lambda row_id: invoice.id == row_id)


def _shown_with(client_id: int, mission_id: int | None) -> ColumnElement[bool]:
    invoice = _INVOICE.c
    return and_(invoice.client_id == client_id, or_(invoice.mission_id == mission_id, invoice.mission_id.is_(None)))


def _invoice_order(order: InvoiceOrder) -> tuple[ColumnElement[Any], ...]:
    invoice = _INVOICE.c
    if order is InvoiceOrder.STATE:
        # Open ones by due date, then paid ones by the day they were settled, then cancelled ones.
        return (invoice.cancelled, flag(invoice.settled.is_not(None)), func.coalesce(invoice.settled, invoice.due))
    if order is InvoiceOrder.TOTAL:
        return (invoice.amount + invoice.vat,)
    return (invoice[order.value],)


def late(reader: Reader, client_id: int, mission_id: int | None, today: date) -> Owed:
    """Return the late invoices of a mission, and of its client without a mission."""
    found = reader.all(Invoice, _shown_with(client_id, mission_id), *_is_late(today))
    return Owed(len(found), sum(rests(reader, found).values()))


def last_number(reader: Reader) -> str:
    """Return the number of the latest invoice that has one, or an empty string."""
    invoice = _INVOICE.c
    newest = (
        select(invoice.number).where(invoice.number != "").order_by(invoice.issued.desc(), invoice.id.desc()).limit(1)
    )
    rows = reader.rows(newest)
    return str(rows[0].number) if rows else ""


def last_vat_rate(reader: Reader) -> int:
    """Return the VAT rate of the mission entered last, in thousandths of a percent; 0 without a mission."""
    newest = reader.all(Mission, order_by=(_MISSION.c.id.desc(),), limit=1)
    return newest[0].vat_rate if newest else 0


def client_names(reader: Reader) -> dict[int, str]:
    """Return every client's name by id, in alphabetical order."""
    statement = select(_CLIENT.c.id, _CLIENT.c.name).order_by(folded(_CLIENT.c.name), _CLIENT.c.id)
    return {row.id: row.name for row in reader.rows(statement)}
