"""The tables in full: the columns that queries name, and what the file itself holds them to.

`schema.sql` is what this renders to, frozen: a new journal is made from it, and an opened one compared with it, so that
neither depends on the version of SQLAlchemy, nor waits for what only whoever changes the tables needs. A test keeps the
two equal.
"""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from rebond.domain.entities import ENTITIES, Entity, Ref, Unit
from rebond.domain.money import LARGEST
from rebond.journal.tables import APPLICATION_ID, METADATA, UNIQUE, VERSION, annotations, plain_type

#: Beside one for every reference: the columns that the windows of the tabs sort and choose by.
_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "event": (("mission_id", "date"), ("mission_id", "minutes", "in_scope"), ("date",)),
    "invoice": (("client_id", "settled"), ("mission_id", "month"), ("settled", "due"), ("issued",)),
    "payment": (("bank_ref",), ("date",)),
    "contact": (("next_date",), ("stage",), ("hoped_amount",)),
    "touch": (("contact_id", "date"), ("date",)),
}
_SEARCH = """CREATE VIRTUAL TABLE search USING fts5(
    name, text, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
)"""


def complete() -> MetaData:
    """Every table with its references, checks and indexes."""
    whole = MetaData()
    for table in METADATA.tables.values():
        table.to_metadata(whole)
    for entity in ENTITIES:
        _complete(whole.tables[entity.kind], entity)
    return whole


def _complete(table: Table, entity: type[Entity]) -> None:
    kind = entity.kind
    wanted = list(_INDEXES.get(kind, ()))
    unique, _code = UNIQUE.get(kind, ((), ""))
    for name, annotation in annotations(entity).items():
        for reference in plain_type(annotation)[1]:
            if isinstance(reference, Ref):
                target = [f"{reference.kind}.id"]
                table.append_constraint(ForeignKeyConstraint([name], target, ondelete="RESTRICT"))
                if not any(columns[:1] == (name,) for columns in (*wanted, unique)):
                    wanted.append((name,))
        if rule := _rule(kind, name, annotation):
            table.append_constraint(CheckConstraint(text(rule)))
    if unique:
        table.append_constraint(UniqueConstraint(*unique))
    for columns in wanted:
        Index(f"{kind}_by_{'_'.join(columns)}", *(table.c[name] for name in columns))


def _rule(kind: str, name: str, annotation: Any) -> str | None:
    """What the database itself checks of a field."""
    python, said, _optional = plain_type(annotation)
    if name == "id":
        return "id = 1" if kind == "settings" else None
    if python is bool:
        return f"{name} IN (0, 1)"
    if python is int and Unit.CENTS in said:
        return f"{name} BETWEEN -{LARGEST} AND {LARGEST}"
    if python is dt.date:
        return f"{name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
    if issubclass(python, StrEnum):
        return f"{name} IN ({', '.join(repr(str(one)) for one in python)})"
    return None


def script() -> str:
    """The SQL that makes an empty journal of this version."""
    dialect = sqlite.dialect()
    statements = [f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {VERSION}"]
    for table in complete().tables.values():
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
