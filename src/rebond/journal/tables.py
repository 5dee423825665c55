"""The tables as queries name them, derived from the entities: one a kind, and the two that hold the history."""

import datetime as dt
import types
from enum import StrEnum
from inspect import get_annotations
from typing import Annotated, Any, Union, get_args, get_origin

from sqlalchemy import (
    BLOB,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

from rebond.domain.entities import ENTITIES, Entity

#: The number of the last migration; also `user_version` in the file's header, where it can be read without SQLite.
VERSION = 1
#: "Rbnd" in ASCII, in the file's header: this SQLite database is a journal.
APPLICATION_ID = 0x52626E64

METADATA = MetaData()

#: What may not be there twice, and the code of the problem when it is.
UNIQUE: dict[str, tuple[tuple[str, ...], str]] = {
    "client": (("name",), "client_name_taken"),
    "mission": (("client_id", "name"), "mission_name_taken"),
    "planned_days": (("mission_id", "month"), "planned_days_there"),
    "account": (("name",), "account_name_taken"),
    "balance": (("account_id", "date"), "balance_there"),
    "contact": (("name",), "contact_name_taken"),
}
_CASELESS = {("client", "name"), ("contact", "name")}


class IsoDate(TypeDecorator[dt.date]):
    """A date as `YYYY-MM-DD`, which sorts as dates do."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        return None if value is None else dt.date.fromisoformat(value)


class IsoTime(TypeDecorator[dt.time]):
    """A time of day as `HH:MM:SS`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.time | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.time | None:
        return None if value is None else dt.time.fromisoformat(value)


class Truth(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Choice(TypeDecorator[StrEnum]):
    """One of an enumeration's values, as its text."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.choices(value)


def plain_type(annotation: Any) -> tuple[Any, tuple[object, ...], bool]:
    """An annotation taken apart: the Python type, what `Annotated` says of it, and whether None is allowed."""
    said: tuple[object, ...] = ()
    optional = False
    while get_origin(annotation) in (Annotated, Union, types.UnionType):
        if get_origin(annotation) is Annotated:
            said += annotation.__metadata__
            annotation = get_args(annotation)[0]
        else:
            optional = True
            (annotation,) = [one for one in get_args(annotation) if one is not type(None)]
    return annotation, said, optional


_TYPES: dict[type, type[TypeEngine[Any]]] = {bool: Truth, int: Integer, dt.date: IsoDate, dt.time: IsoTime}


def _column(kind: str, name: str, annotation: Any) -> Column[Any]:
    """The column of a field; what the file holds it to beside its type is in `definition`."""
    if name == "id":
        return Column("id", Integer, primary_key=True)
    python, _said, optional = plain_type(annotation)
    if python in _TYPES:
        return Column(name, _TYPES[python], nullable=optional)
    if issubclass(python, StrEnum):
        return Column(name, Choice(python), nullable=optional)
    return Column(name, Text(collation="NOCASE" if (kind, name) in _CASELESS else None), nullable=optional)


def annotations(entity: type[Entity]) -> dict[str, Any]:
    """The annotation of every field, by its name."""
    return {name: annotation for name, annotation in get_annotations(entity).items() if name != "kind"}


def _table(entity: type[Entity]) -> Table:
    columns = (_column(entity.kind, name, annotation) for name, annotation in annotations(entity).items())
    return Table(entity.kind, METADATA, *columns, sqlite_autoincrement=True, sqlite_strict=True)


#: The table of every kind, in the order of ENTITIES.
TABLES: dict[str, Table] = {entity.kind: _table(entity) for entity in ENTITIES}

#: One row an action done. `undo_next`: the change that undo would take back now; `redo_next`: the undo to take back.
CHANGE = Table(
    "change",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("utc_offset", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("undo_next", Integer),
    Column("redo_next", Integer),
    Column("salt", BLOB, nullable=False),
    Column("facts_digest", BLOB, nullable=False),
    Column("rows_digest", BLOB, nullable=False),
    Column("previous", BLOB, nullable=False),
    Column("hash", BLOB, nullable=False),
    sqlite_strict=True,
)

#: One row an entity's row inserted (no before), updated or deleted (no after), as JSON of what was stored.
CHANGE_ROW = Table(
    "change_row",
    METADATA,
    Column("seq", Integer, ForeignKey("change.seq"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("salt", BLOB, nullable=False),
    Column("digest", BLOB, nullable=False),
    PrimaryKeyConstraint("seq", "position"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

Index("change_row_by_row", CHANGE_ROW.c.kind, CHANGE_ROW.c.row_id, CHANGE_ROW.c.seq)
Index("change_row_deleted", CHANGE_ROW.c.seq, sqlite_where=CHANGE_ROW.c.after.is_(None))

#: What FTS5 makes for itself beside the table that is asked for.
SEARCH_SHADOWS = frozenset({"search_data", "search_idx", "search_content", "search_docsize", "search_config"})
