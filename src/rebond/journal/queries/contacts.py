"""Queries of the prospecting tab: contacts with their last interaction, the board, follow-ups due, interactions."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from rebond.domain import names
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction, OwnChoice, Stage
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.by_name import named
from rebond.journal.queries.listing import Listing, keys
from rebond.journal.reader import Reader
from rebond.journal.rows import loaded_pair
from rebond.journal.search import ids_for_each_word
from rebond.journal.sql import Sql, columns, every, sql

C = TypeVar("C", bound=OwnChoice)

#: Contacts with the last interaction of each, which is read by index for the selected rows only.
_WITH_LAST = """
    contact LEFT JOIN interaction ON interaction.id = (
        SELECT id FROM interaction WHERE contact_id = contact.id ORDER BY date DESC, id DESC LIMIT 1
    )
"""
#: The expression of the day of a contact's last interaction.
_LATEST = "(SELECT max(date) FROM interaction WHERE contact_id = contact.id)"
_BY_NAME = ("folded(contact.name)", "contact.id")


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
    window = sql("contact.id IN (?) ORDER BY ?", listing.window(limit, offset), listing.order())
    return _lines(reader, window)


def contacts_listing(asked: Asked) -> Listing:
    """Return the list that `contact_lines` reads, by the ids of the contacts."""
    empty_last, key = _ORDERS[asked.order]
    by = (*keys(*empty_last), *keys(key, descending=asked.descending), *keys(*_BY_NAME))
    return Listing(sql("contact.id"), sql("contact"), _conditions(asked), by, _contact_with)


def _contact_with(contact_id: int) -> Sql:
    return sql("contact.id = ?", contact_id)


def choices(reader: Reader, cls: type[C]) -> tuple[C, ...]:
    """The stages or the channels, in their order."""
    return tuple(sorted(reader.all(cls), key=lambda choice: (choice.position, choice.id)))


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
    counted = sql("SELECT stage_id, count(*) FROM contact WHERE ? GROUP BY stage_id", every(_conditions(asked)))
    return dict(reader.fetch(counted))


def stages_of(reader: Reader, contact_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of the stages in which these contacts are."""
    return frozenset(contact.stage_id for contact in reader.among(Contact, "id", contact_ids))


def _board_of_found(reader: Reader, asked: Asked, limit: int) -> dict[int, Column]:
    """Return the board in one query, since one search for each column would take longer."""
    order = contacts_listing(asked).order()
    statement = sql(
        """
        SELECT in_stage, ?, ? FROM (
            SELECT id AS numbered_id, row_number() OVER (PARTITION BY stage_id ORDER BY ?) AS number,
                count(*) OVER (PARTITION BY stage_id) AS in_stage
            FROM contact WHERE ?
        ) JOIN ? WHERE contact.id = numbered_id AND number <= ? ORDER BY ?
        """,
        columns(Contact), columns(Interaction), order, every(_conditions(asked)), Sql(_WITH_LAST), limit, order,
    )  # fmt: skip
    lines: dict[int, list[ContactLine]] = {stage.id: [] for stage in stages(reader)}
    counts = dict.fromkeys(lines, 0)
    for in_stage, *row in reader.fetch(statement):
        line = ContactLine(*loaded_pair(Contact, Interaction, row))
        counts[line.contact.stage_id] = in_stage
        lines[line.contact.stage_id].append(line)
    return {stage_id: Column(counts[stage_id], tuple(found)) for stage_id, found in lines.items()}


def due(reader: Reader, today: date, *, limit: int = -1, offset: int = 0) -> tuple[ContactLine, ...]:
    """Return the contacts whose next step is due today or overdue, the oldest first."""
    listing = due_listing(today)
    return _lines(reader, sql("contact.id IN (?) ORDER BY ?", listing.window(limit, offset), listing.order()))


def due_listing(today: date) -> Listing:
    """Return the list that `due` reads, by the ids of the contacts."""
    conditions = (sql("next_date <= ?", today),)
    return Listing(sql("contact.id"), sql("contact"), conditions, keys("next_date", *_BY_NAME), _contact_with)


def suggestions(reader: Reader, text: str, *, limit: int = 8) -> tuple[Contact, ...]:
    """Return contacts that complete a name being typed: names that begin with `text` first, then the latest contacted.

    Each word typed must begin a word of the name or of the organisation.
    """
    words = ids_for_each_word("contact", text, names_only=True)
    if not words:
        return ()
    typed = names.folded(text)
    completing = sql(
        """
        SELECT ? FROM contact WHERE ?
        ORDER BY substr(folded(name), 1, length(?)) = ? DESC, ? DESC NULLS LAST, folded(name), id LIMIT ?
        """,
        columns(Contact), every(sql("id IN (?)", ids) for ids in words), typed, typed, Sql(_LATEST), limit,
    )  # fmt: skip
    return reader.entities(Contact, completing)


def contact_named(reader: Reader, name: str) -> ContactLine | None:
    """Return the contact of that name, the latest contacted where several have it, or None."""
    namesakes = [contact.id for contact in named(reader, Contact, name)]
    latest = "contact.id IN (SELECT value FROM json_each(?)) ORDER BY ? DESC NULLS LAST, contact.id LIMIT 1"
    lines = _lines(reader, sql(latest, namesakes, Sql(_LATEST)))
    return lines[0] if lines else None


def contact_line(reader: Reader, contact_id: int) -> ContactLine | None:
    """Return the contact with that id, or None."""
    lines = _lines(reader, _contact_with(contact_id))
    return lines[0] if lines else None


def interactions(reader: Reader, contact_id: int, *, limit: int = -1, offset: int = 0) -> tuple[Interaction, ...]:
    """Return the interactions with a contact, the latest first."""
    return reader.entities(Interaction, interactions_listing(contact_id).window(limit, offset))


def interactions_listing(contact_id: int) -> Listing:
    """Return the list that `interactions` reads, by their ids."""
    return Listing(
        columns(Interaction),
        sql("interaction"),
        (sql("contact_id = ?", contact_id),),
        keys("date", "id", descending=True),
        lambda row_id: sql("id = ?", row_id),
    )


def contacts_by_channel(reader: Reader, first: date, last: date) -> dict[Channel, int]:
    """Return the number of interactions from `first` to `last`, both included, by channel, without unused channels."""
    logged = "SELECT channel_id, count(*) FROM interaction WHERE date BETWEEN ? AND ? GROUP BY channel_id"
    counts = dict(reader.fetch(sql(logged, first, last)))
    return {channel: counts[channel.id] for channel in channels(reader) if channel.id in counts}


def last_channel(reader: Reader) -> int | None:
    """Return the id of the channel of the interaction logged last, or None."""
    rows = reader.fetch(sql("SELECT channel_id FROM interaction ORDER BY id DESC LIMIT 1"))
    return int(rows[0][0]) if rows else None


def _lines(reader: Reader, which: Sql) -> tuple[ContactLine, ...]:
    """Return the contacts that meet a condition, which an ORDER BY may follow."""
    lines = sql("SELECT ?, ? FROM ? WHERE ?", columns(Contact), columns(Interaction), Sql(_WITH_LAST), which)
    return tuple(ContactLine(*loaded_pair(Contact, Interaction, row)) for row in reader.fetch(lines))


def _conditions(asked: Asked) -> list[Sql]:
    words = [sql("contact.id IN (?)", ids) for ids in ids_for_each_word("contact", asked.text)]
    return words if asked.stage_id is None else [sql("stage_id = ?", asked.stage_id), *words]


#: What contacts are sorted by, after what puts those without a value last in either direction.
_ORDERS: dict[ContactOrder, tuple[tuple[str, ...], str]] = {
    ContactOrder.NAME: ((), "folded(contact.name)"),
    ContactOrder.ORGANISATION: (("organisation = ''",), "folded(organisation)"),
    ContactOrder.STAGE: ((), "(SELECT position FROM stage WHERE stage.id = stage_id)"),
    ContactOrder.LAST: ((f"{_LATEST} IS NULL",), _LATEST),
    ContactOrder.NEXT_STEP: (("next_step = ''",), "folded(next_step)"),
    ContactOrder.NEXT_DATE: (("next_date IS NULL",), "next_date"),
}
