"""What the prospection tab shows: contacts with their last contact, who is due, and what was said, by windows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select

from rebond.domain import names
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction, OwnChoice, Stage
from rebond.journal.queries.names import folded, named
from rebond.journal.reader import Reader
from rebond.journal.search import ids_for_each_word
from rebond.journal.tables import TABLES

C = TypeVar("C", bound=OwnChoice)

_CONTACT, _INTERACTION = TABLES["contact"], TABLES["interaction"]


class ContactOrder(StrEnum):
    """What contacts are sorted by; those without that date stand last, whichever way."""

    NAME = "name"
    ORGANISATION = "organisation"
    STAGE = "stage"
    LAST = "last"
    NEXT_STEP = "next_step"
    NEXT_DATE = "next_date"


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact and the last time there was one with them."""

    contact: Contact
    last: Interaction | None

    @property
    def key(self) -> int:
        return self.contact.id


@dataclass(frozen=True, slots=True)
class Asked:
    """Which contacts are asked for, and how they are sorted.

    Every word of `text` begins a word of the contact's own fields; `stage_id` None is every stage.
    """

    text: str = ""
    stage_id: int | None = None
    order: ContactOrder = ContactOrder.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: how many contacts stand in it, and the first of them."""

    count: int
    lines: tuple[ContactLine, ...]


def contact_lines(reader: Reader, asked: Asked, *, limit: int = -1, offset: int = 0) -> tuple[ContactLine, ...]:
    """The contacts asked for, each with the last contact logged."""
    keys = _keys(asked.order, asked.descending)
    # The window is cut from the ids alone, so that only the rows shown are read whole.
    window = select(_CONTACT.c.id).where(*_wanted(asked)).order_by(*keys).limit(limit).offset(offset)
    return _read(reader, _lines().where(_CONTACT.c.id.in_(window)).order_by(*keys))


def place_of(reader: Reader, asked: Asked, contact_id: int) -> int | None:
    """Where a contact stands among those asked for, from 0 on; None when it is not one of them."""
    number = func.row_number().over(order_by=_keys(asked.order, asked.descending)).label("number")
    numbered = select(_CONTACT.c.id, number).where(*_wanted(asked)).subquery()
    found = reader.rows(select(numbered.c.number).where(numbered.c.id == contact_id))
    return int(found[0].number) - 1 if found else None


def choices(reader: Reader, cls: type[C]) -> tuple[C, ...]:
    """The stages or the channels, in their order."""
    return reader.all(cls, order_by=(TABLES[cls.kind].c.position,))


def stages(reader: Reader) -> tuple[Stage, ...]:
    """The stages in the board's order."""
    return choices(reader, Stage)


def channels(reader: Reader) -> tuple[Channel, ...]:
    """The channels in the order in which they are offered."""
    return choices(reader, Channel)


def board(reader: Reader, asked: Asked, *, limit: int) -> dict[int, Column]:
    """Every column of the board, by the id of its stage, with its first `limit` contacts."""
    if asked.text.strip():
        return _board_of_found(reader, asked, limit)
    number = func.count().label("number")
    counted = reader.rows(select(_CONTACT.c.stage_id, number).group_by("stage_id"))
    counts = {row.stage_id: int(row.number) for row in counted}
    return {
        stage.id: Column(counts.get(stage.id, 0), contact_lines(reader, replace(asked, stage_id=stage.id), limit=limit))
        for stage in stages(reader)
    }


def _board_of_found(reader: Reader, asked: Asked, limit: int) -> dict[int, Column]:
    """The board in one query: searching the words once a column would take longer than sorting what they find."""
    keys = _keys(asked.order, asked.descending)
    stage = _CONTACT.c.stage_id
    numbered = (
        select(
            _CONTACT.c.id,
            func.row_number().over(partition_by=stage, order_by=keys).label("number"),
            func.count().over(partition_by=stage).label("in_stage"),
        )
        .where(*_wanted(asked))
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
    """The contacts whose next step is due today or overdue, the oldest first."""
    contact = _CONTACT.c
    statement = _lines().where(contact.next_date <= today).order_by(contact.next_date, folded(contact.name), contact.id)
    return _read(reader, statement.limit(limit).offset(offset))


def suggestions(reader: Reader, text: str, *, limit: int = 8) -> tuple[Contact, ...]:
    """The contacts whom the beginning of a name may mean: names that begin so first, then the latest spoken to.

    Each word typed begins a word of the name or of the organisation.
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
    """The contact of that name; the one spoken to last where several have it."""
    found = named(reader, Contact, name)
    statement = _lines().where(_CONTACT.c.id.in_([contact.id for contact in found]))
    lines = _read(reader, statement.order_by(_latest().desc().nulls_last(), _CONTACT.c.id)) if found else ()
    return lines[0] if lines else None


def contact_line(reader: Reader, contact_id: int) -> ContactLine | None:
    """The contact with that id, if it is there."""
    found = _read(reader, _lines().where(_CONTACT.c.id == contact_id))
    return found[0] if found else None


def interactions(
    reader: Reader, contact_id: int, *, limit: int | None = None, offset: int = 0
) -> tuple[Interaction, ...]:
    """Every contact logged with someone, the latest first."""
    order = (_INTERACTION.c.date.desc(), _INTERACTION.c.id.desc())
    return reader.all(Interaction, _INTERACTION.c.contact_id == contact_id, order_by=order, limit=limit, offset=offset)


def interactions_to_read(reader: Reader, interaction: Interaction) -> int:
    """How many contacts logged with the same person, from the latest on, hold this one surely."""
    return reader.count(
        Interaction, _INTERACTION.c.contact_id == interaction.contact_id, _INTERACTION.c.date >= interaction.date
    )


def contacts_by_channel(reader: Reader, first: date, last: date) -> dict[Channel, int]:
    """How many contacts were logged from one day to another, both included, by the channels that were used."""
    channel, number = _INTERACTION.c.channel_id, func.count().label("number")
    statement = select(channel, number).where(_INTERACTION.c.date.between(first, last)).group_by(channel)
    counts = {row.channel_id: int(row.number) for row in reader.rows(statement)}
    return {channel: counts[channel.id] for channel in channels(reader) if channel.id in counts}


def last_channel(reader: Reader) -> int | None:
    """The id of the channel of the contact that was logged last."""
    found = reader.all(Interaction, order_by=(_INTERACTION.c.id.desc(),), limit=1)
    return found[0].channel_id if found else None


def _last_interaction() -> Any:
    """The id of the last contact logged with each: found by the index, and only for the rows that are read."""
    return (
        select(_INTERACTION.c.id)
        .where(_INTERACTION.c.contact_id == _CONTACT.c.id)
        .order_by(_INTERACTION.c.date.desc(), _INTERACTION.c.id.desc())
        .limit(1)
        .correlate(_CONTACT)
        .scalar_subquery()
    )


def _latest() -> ColumnElement[Any]:
    """The day of the last contact logged with each."""
    day = select(func.max(_INTERACTION.c.date)).where(_INTERACTION.c.contact_id == _CONTACT.c.id)
    return day.correlate(_CONTACT).scalar_subquery()


# The parts of the queries that never differ are built once: building takes as long as reading a window.


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


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [_CONTACT.c.id.in_(ids) for ids in ids_for_each_word("contact", asked.text)]
    return wanted if asked.stage_id is None else [_CONTACT.c.stage_id == asked.stage_id, *wanted]


@cache
def _keys(order: ContactOrder, descending: bool) -> tuple[ColumnElement[Any], ...]:
    contact = _CONTACT.c
    there: tuple[ColumnElement[Any], ...] = ()
    key: ColumnElement[Any] = _latest()
    if order not in (ContactOrder.LAST, ContactOrder.STAGE):
        key = contact[order.value]
    if order in (ContactOrder.LAST, ContactOrder.NEXT_DATE):
        there = (key.is_(None),)
    elif order in (ContactOrder.ORGANISATION, ContactOrder.NEXT_STEP):
        there = (key == "",)
        key = folded(key)
    elif order is ContactOrder.NAME:
        key = folded(key)
    elif order is ContactOrder.STAGE:
        stage = TABLES["stage"].c
        key = select(stage.position).where(stage.id == contact.stage_id).correlate(_CONTACT).scalar_subquery()
    return (*there, key.desc() if descending else key.asc(), folded(contact.name), contact.id)
