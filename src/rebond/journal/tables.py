"""The tables, derived from the entities: one a kind, and the three that hold the history and the search.

`schema.sql` is what these tables render to, frozen: a new journal is made from it, and an opened one compared with
it, so that neither depends on the version of SQLAlchemy. A test keeps the two equal.
"""

import datetime as dt
import types
from enum import StrEnum
from inspect import get_annotations
from typing import Annotated, Any, Union, get_args, get_origin

from sqlalchemy import (
    BLOB,
    CheckConstraint,
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
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from rebond.domain.entities import ENTITIES, Entity, Ref, Unit
from rebond.domain.money import LARGEST

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
#: Beside one for every reference: the columns that the windows of the tabs sort and choose by.
_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "event": (("mission_id", "date"), ("date",)),
    "invoice": (("client_id", "settled"), ("mission_id", "month"), ("settled", "due"), ("issued",)),
    "payment": (("bank_ref",), ("date",)),
    "contact": (("next_date",), ("stage",)),
    "touch": (("contact_id", "date"), ("date",)),
}


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


def _column(kind: str, name: str, annotation: Any) -> tuple[Column[Any], str | None]:
    """The column of a field, and what the database itself checks of it."""
    if name == "id":
        return Column("id", Integer, primary_key=True), "id = 1" if kind == "settings" else None
    python, said, optional = plain_type(annotation)
    column: Column[Any]
    rule = None
    if python is bool:
        column = Column(name, Truth, nullable=optional)
        rule = f"{name} IN (0, 1)"
    elif python is int:
        refs = [ForeignKey(f"{one.kind}.id", ondelete="RESTRICT") for one in said if isinstance(one, Ref)]
        column = Column(name, Integer, *refs, nullable=optional)
        if Unit.CENTS in said:
            rule = f"{name} BETWEEN -{LARGEST} AND {LARGEST}"
    elif python is dt.date:
        column = Column(name, IsoDate, nullable=optional)
        rule = f"{name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
    elif python is dt.time:
        column = Column(name, IsoTime, nullable=optional)
    elif issubclass(python, StrEnum):
        column = Column(name, Choice(python), nullable=optional)
        rule = f"{name} IN ({', '.join(repr(str(one)) for one in python)})"
    else:
        column = Column(name, Text(collation="NOCASE" if (kind, name) in _CASELESS else None), nullable=optional)
    return column, rule


def _table(entity: type[Entity]) -> Table:
    kind = entity.kind
    table = Table(kind, METADATA, sqlite_autoincrement=True, sqlite_strict=True)
    wanted = list(_INDEXES.get(kind, ()))
    unique, _code = UNIQUE.get(kind, ((), ""))
    for name, annotation in get_annotations(entity).items():
        if name == "kind":
            continue
        column, rule = _column(kind, name, annotation)
        table.append_column(column)
        if rule:
            table.append_constraint(CheckConstraint(text(rule)))
        if column.foreign_keys and not any(columns[:1] == (name,) for columns in (*wanted, unique)):
            wanted.append((name,))
    if unique:
        table.append_constraint(UniqueConstraint(*unique))
    for columns in wanted:
        Index(f"{kind}_by_{'_'.join(columns)}", *(table.c[name] for name in columns))
    return table


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

_SEARCH = """CREATE VIRTUAL TABLE search USING fts5(
    name, text, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
)"""
#: What FTS5 makes for itself beside the table that is asked for.
SEARCH_SHADOWS = frozenset({"search_data", "search_idx", "search_content", "search_docsize", "search_config"})


def script() -> str:
    """The SQL that makes an empty journal of this version."""
    dialect = sqlite.dialect()
    statements = [f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {VERSION}"]
    for table in METADATA.tables.values():
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip().replace("\t", "    "))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    statements += [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}\n"
        f"BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END"
        for table in ("change", "change_row")
        for verb in ("update", "delete")
    ]
    statements.append(_SEARCH)
    statements.append("CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT")
    statements.append(f"INSERT INTO alembic_version VALUES ('{VERSION:04}')")  # noqa: S608
    lines = "".join(f"{statement};\n\n" for statement in statements)
    return "\n".join(line.rstrip() for line in lines.splitlines()) + "\n"
