"""Queries of the prospecting tab: contacts with their last interaction, the board, follow-ups due, interactions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select

from rebond.domain import names
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction, OwnChoice, Stage
from rebond.journal.queries.by_name import folded, named
from rebond.journal.queries.listing import Key, Listing, flag
from rebond.journal.reader import Reader
from rebond.journal.search import ids_for_each_word
from rebond.journal.tables import TABLES

C = TypeVar("C", bound=OwnChoice)

_CONTACT, _INTERACTION = TABLES["contact"], TABLES["interaction"]


class ContactOrder(StrEnum):
    """The sort order of contacts; those without a value come last in either direction."""

    NAME = "name"
    ORGANISATION = "organisation"
    STAGE = "stage"
    LAST = "last"
    NEXT_STEP = "next_step"
    NEXT_DATE = "next_date"


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact and the last interaction with them."""

    contact: Contact
    last: Interaction | None

    @property
    def key(self) -> int:
        return self.contact.id


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter and the sort order of a query of contacts.

    Every word of `text` must begin a word of the contact's fields; `stage_id` None is every stage.
    """

    text: str = ""
    stage_id: int | None = None
    order: ContactOrder = ContactOrder.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: the number of its contacts, and the first of them."""

    count: int
    lines: tuple[ContactLine, ...]


def contact_lines(reader: Reader, asked: Asked, *, limit: int = -1, offset: int = 0) -> tuple[ContactLine, ...]:
    """Return the contacts that match the filter, each with its last interaction; `limit` -1 is all."""
    listing = contacts_listing(asked)
    # The window is selected by id first, so that only its rows are read in full.
    window = listing.window(limit, offset)
    return _read(reader, _lines().where(_CONTACT.c.id.in_(window)).order_by(*listing.order()))


def contacts_listing(asked: Asked) -> Listing:
    """Return the list that `contact_lines` reads, by the ids of the contacts."""
    found = select(_CONTACT.c.id).where(*_conditions(asked))
    return Listing(found, _keys(asked.order, asked.descending), _contact_with)


def _contact_with(contact_id: int) -> ColumnElement[bool]:
    return _CONTACT.c.id == contact_id


def choices(reader: Reader, cls: type[C]) -> tuple[C, ...]:
    """The stages or the channels, in their order."""
    return reader.all(cls, order_by=(TABLES[cls.kind].c.position,))


def stages(reader: Reader) -> tuple[Stage, ...]:
    """Return the stages in the board's order."""
    return choices(reader, Stage)


def channels(reader: Reader) -> tuple[Channel, ...]:
    """Return the channels in the order in which they are offered."""
    return choices(reader, Channel)


def board(reader: Reader, asked: Asked, *, limit: int) -> dict[int, Column]:
    """Return every column of the board by stage id, each with its first `limit` contacts."""
    if asked.text.strip():
        return _board_of_found(reader, asked, limit)
    counts = stage_counts(reader, asked)
    return {
        stage.id: Column(counts.get(stage.id, 0), contact_lines(reader, replace(asked, stage_id=stage.id), limit=limit))
        for stage in stages(reader)
    }


def stage_counts(reader: Reader, asked: Asked) -> dict[int, int]:
    """Return the number of contacts that match the filter in each stage that has any, by its id."""
    number = func.count().label("number")
    counted = reader.rows(select(_CONTACT.c.stage_id, number).where(*_conditions(asked)).group_by("stage_id"))
    return {row.stage_id: int(row.number) for row in counted}


def stages_of(reader: Reader, contact_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of the stages in which these contacts are."""
    return frozenset(contact.stage_id for contact in reader.among(Contact, "id", contact_ids))


def _board_of_found(reader: Reader, asked: Asked, limit: int) -> dict[int, Column]:
    """Return the board in one query, since one search for each column would take longer."""
    keys = contacts_listing(asked).order()
    stage = _CONTACT.c.stage_id
    numbered = (
        select(
            _CONTACT.c.id,
            func.row_number().over(partition_by=stage, order_by=keys).label("number"),
            func.count().over(partition_by=stage).label("in_stage"),
        )
        .where(*_conditions(asked))
        .subquery()
    )
    statement = (
        _lines()
        .add_columns(numbered.c.in_stage)
        .join(numbered, numbered.c.id == _CONTACT.c.id)
        .where(numbered.c.number <= limit)
        .order_by(*keys)
    )
    lines: dict[int, list[ContactLine]] = {stage.id: [] for stage in stages(reader)}
    counts = dict.fromkeys(lines, 0)
    for row in reader.rows(statement):
        line = _line(row._mapping)
        counts[line.contact.stage_id] = int(row.in_stage)
        lines[line.contact.stage_id].append(line)
    return {stage_id: Column(counts[stage_id], tuple(found)) for stage_id, found in lines.items()}


def due(reader: Reader, today: date, *, limit: int = -1, offset: int = 0) -> tuple[ContactLine, ...]:
    """Return the contacts whose next step is due today or overdue, the oldest first."""
    return _read(reader, due_listing(today).window(limit, offset))


def due_listing(today: date) -> Listing:
    """Return the list that `due` reads, by the ids of the contacts."""
    contact = _CONTACT.c
    keys = (Key(contact.next_date), Key(folded(contact.name)), Key(contact.id))
    return Listing(_lines().where(contact.next_date <= today), keys, _contact_with)


def suggestions(reader: Reader, text: str, *, limit: int = 8) -> tuple[Contact, ...]:
    """Return contacts that complete a name being typed: names that begin with `text` first, then the latest contacted.

    Each word typed must begin a word of the name or of the organisation.
    """
    words = ids_for_each_word("contact", text, names_only=True)
    if not words:
        return ()
    contact = _CONTACT.c
    order = (
        folded(contact.name).startswith(names.folded(text), autoescape=True).desc(),
        _latest().desc().nulls_last(),
        folded(contact.name),
        contact.id,
    )
    return reader.all(Contact, *(contact.id.in_(ids) for ids in words), order_by=order, limit=limit)


def contact_named(reader: Reader, name: str) -> ContactLine | None:
    """Return the contact of that name, the latest contacted where several have it, or None."""
    namesakes = named(reader, Contact, name)
    statement = _lines().where(_CONTACT.c.id.in_([contact.id for contact in namesakes]))
    lines = _read(reader, statement.order_by(_latest().desc().nulls_last(), _CONTACT.c.id)) if namesakes else ()
    return lines[0] if lines else None


def contact_line(reader: Reader, contact_id: int) -> ContactLine | None:
    """Return the contact with that id, or None."""
    lines = _read(reader, _lines().where(_CONTACT.c.id == contact_id))
    return lines[0] if lines else None


def interactions(reader: Reader, contact_id: int, *, limit: int = -1, offset: int = 0) -> tuple[Interaction, ...]:
    """Return the interactions with a contact, the latest first."""
    return reader.selected(Interaction, interactions_listing(contact_id).window(limit, offset))


def interactions_listing(contact_id: int) -> Listing:
    """Return the list that `interactions` reads, by their ids."""
    interaction = _INTERACTION.c
    found = select(_INTERACTION).where(interaction.contact_id == contact_id)
    keys = (Key(interaction.date, descending=True), Key(interaction.id, descending=True))
    return Listing(found, keys, lambda row_id: interaction.id == row_id)


def contacts_by_channel(reader: Reader, first: date, last: date) -> dict[Channel, int]:
    """Return the number of interactions from `first` to `last`, both included, by channel, without unused channels."""
    channel, number = _INTERACTION.c.channel_id, func.count().label("number")
    statement = select(channel, number).where(_INTERACTION.c.date.between(first, last)).group_by(channel)
    counts = {row.channel_id: int(row.number) for row in reader.rows(statement)}
    return {channel: counts[channel.id] for channel in channels(reader) if channel.id in counts}


def last_channel(reader: Reader) -> int | None:
    """Return the id of the channel of the interaction logged last, or None."""
    newest = reader.all(Interaction, order_by=(_INTERACTION.c.id.desc(),), limit=1)
    return newest[0].channel_id if newest else None


def _last_interaction() -> Any:
    """A correlated subquery of the id of a contact's last interaction, read by index for the selected rows only."""
    return (
        select(_INTERACTION.c.id)
        .where(_INTERACTION.c.contact_id == _CONTACT.c.id)
        .order_by(_INTERACTION.c.date.desc(), _INTERACTION.c.id.desc())
        .limit(1)
        .correlate(_CONTACT)
        .scalar_subquery()
    )


def _latest() -> ColumnElement[Any]:
    """A correlated subquery of the day of a contact's last interaction."""
    day = select(func.max(_INTERACTION.c.date)).where(_INTERACTION.c.contact_id == _CONTACT.c.id)
    return day.correlate(_CONTACT).scalar_subquery()


# The constant parts of the queries are cached: building one takes as long as reading a window.


@cache
def _lines() -> Select[Any]:
    return select(
        *(column.label(f"contact_{column.name}") for column in _CONTACT.c),
        *(column.label(f"interaction_{column.name}") for column in _INTERACTION.c),
    ).select_from(_CONTACT.outerjoin(_INTERACTION, _INTERACTION.c.id == _last_interaction()))


def _read(reader: Reader, statement: Select[Any]) -> tuple[ContactLine, ...]:
    return tuple(_line(row._mapping) for row in reader.rows(statement))


def _line(row: Mapping[Any, Any]) -> ContactLine:
    last = None
    if row["interaction_id"] is not None:
        last = Interaction(**{column.name: row[f"interaction_{column.name}"] for column in _INTERACTION.c})
    return ContactLine(Contact(**{column.name: row[f"contact_{column.name}"] for column in _CONTACT.c}), last)


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_CONTACT.c.id.in_(ids) for ids in ids_for_each_word("contact", asked.text)]
    return conditions if asked.stage_id is None else [_CONTACT.c.stage_id == asked.stage_id, *conditions]


@cache
def _keys(order: ContactOrder, descending: bool) -> tuple[Key, ...]:
    contact = _CONTACT.c
    empty_last: tuple[Key, ...] = ()
    key: ColumnElement[Any] = _latest()
    if order not in (ContactOrder.LAST, ContactOrder.STAGE):
        key = contact[order.value]
    if order in (ContactOrder.LAST, ContactOrder.NEXT_DATE):
        empty_last = (Key(flag(key.is_(None))),)
    elif order in (ContactOrder.ORGANISATION, ContactOrder.NEXT_STEP):
        empty_last = (Key(flag(key == "")),)
        key = folded(key)
    elif order is ContactOrder.NAME:
        key = folded(key)
    elif order is ContactOrder.STAGE:
        stage = TABLES["stage"].c
        key = select(stage.position).where(stage.id == contact.stage_id).correlate(_CONTACT).scalar_subquery()
    return (*empty_last, Key(key, descending), Key(folded(contact.name)), Key(contact.id))
