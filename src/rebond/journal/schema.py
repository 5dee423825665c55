"""The database schema of a journal, derived from the kinds, and its comparison with that of a file."""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache

from rebond.domain.cents import LARGEST
from rebond.domain.kinds import Entity, Field, Unit
from rebond.domain.registry import KINDS
from rebond.journal.file_format import APPLICATION_ID, VERSION

#: The tables that FTS5 creates beside the search table.
SEARCH_SHADOWS = frozenset({"search_data", "search_idx", "search_content", "search_docsize", "search_config"})

Schema = dict[tuple[str, str], str]

#: The tables that no kind declares. Values of enumerations have no CHECK: a new one must not change a table.
_OWN_TABLES = """
CREATE TABLE change (
    seq INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,
    action TEXT NOT NULL,
    facts TEXT NOT NULL,
    undo_next INTEGER,
    redo_next INTEGER,
    salt BLOB NOT NULL,
    facts_digest BLOB NOT NULL,
    rows_digest BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))
) STRICT;

CREATE TABLE change_row (
    seq INTEGER NOT NULL REFERENCES change (seq),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT,
    salt BLOB NOT NULL,
    digest BLOB NOT NULL,
    erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
    PRIMARY KEY (seq, position)
) WITHOUT ROWID, STRICT;

CREATE INDEX change_row_by_row ON change_row (kind, row_id, seq);

CREATE INDEX change_row_deleted ON change_row (seq) WHERE "after" IS NULL;

CREATE TABLE blob (
    digest TEXT NOT NULL PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5(
    name, text, name_letters, text_letters, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT;
"""

#: The history is append-only. The only update allowed is an erasure, which blanks content and salt, not digests.
_TRIGGERS = """
CREATE TRIGGER change_no_delete BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;

CREATE TRIGGER change_row_no_delete BEFORE DELETE ON change_row
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;

CREATE TRIGGER change_only_erased BEFORE UPDATE ON change
WHEN NOT (NEW.erased = 1 AND NEW.facts = '{}' AND NEW.salt = X'' AND NEW.seq = OLD.seq AND NEW.at = OLD.at
    AND NEW.utc_offset = OLD.utc_offset AND NEW.action = OLD.action AND NEW.undo_next IS OLD.undo_next
    AND NEW.redo_next IS OLD.redo_next AND NEW.facts_digest = OLD.facts_digest
    AND NEW.rows_digest = OLD.rows_digest AND NEW.previous = OLD.previous AND NEW.hash = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;

CREATE TRIGGER change_row_only_erased BEFORE UPDATE ON change_row
WHEN NOT (NEW.erased = 1 AND NEW."before" IS NULL AND NEW."after" IS NULL AND NEW.salt = X'' AND NEW.seq = OLD.seq
    AND NEW.position = OLD.position AND NEW.kind = OLD.kind AND NEW.row_id = OLD.row_id AND NEW.digest = OLD.digest)
BEGIN SELECT RAISE(ABORT, 'the history is only appended to'); END;
"""


@cache
def script() -> str:
    """Return the SQL that creates an empty journal of this version."""
    header = f"PRAGMA application_id = {APPLICATION_ID};\n\nPRAGMA user_version = {VERSION};\n"
    kinds = "\n\n".join(statement for cls in KINDS for statement in _statements(cls))
    version = f"INSERT INTO alembic_version VALUES ('{VERSION:04}');\n"  # noqa: S608
    return "\n".join((header, kinds, _OWN_TABLES, _TRIGGERS, version))


def _statements(cls: type[Entity]) -> Iterator[str]:
    """Yield the SQL of a kind's table and of its indexes."""
    declared = cls.declared
    unique = declared.key if declared.unique else ()
    lines = ["id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"]
    lines += (f"{field.name} {_type(field)}{'' if field.optional else ' NOT NULL'}" for field in declared.fields)
    lines += (
        f"FOREIGN KEY ({field.name}) REFERENCES {field.ref.kind} (id) ON DELETE RESTRICT"
        for field in declared.references
        if field.ref
    )
    if declared.single:
        lines.append("CHECK (id = 1)")
    lines += (f"CHECK ({rule})" for field in declared.fields if (rule := _rule(field)))
    if unique:
        lines.append(f"UNIQUE ({', '.join(unique)})")
    yield f"CREATE TABLE {declared.name} (\n    " + ",\n    ".join(lines) + "\n) STRICT;"
    indexes = [*declared.indexes]
    for field in declared.references:
        if not any(terms[:1] == (field.name,) for terms in (*indexes, unique)):
            indexes.append((field.name,))
    for terms in indexes:
        name = "_".join((declared.name, "by", *terms)).lower().replace(" ", "_")
        yield f"CREATE INDEX {name} ON {declared.name} ({', '.join(terms)});"


def _type(field: Field) -> str:
    return "INTEGER" if field.type in (bool, int) else "TEXT"


def _rule(field: Field) -> str | None:
    """Return the CHECK expression of a field, or None."""
    if field.type is bool:
        return f"{field.name} IN (0, 1)"
    if field.unit is Unit.CENTS:
        return f"{field.name} BETWEEN -{LARGEST} AND {LARGEST}"
    if field.type is dt.date:
        return f"{field.name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
    return None


def schema(connection: sqlite3.Connection) -> Schema:
    """Return the SQL of everything in a database by (type, name), without the tables that SQLite creates itself."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {
        (kind, name): sql
        for kind, name, sql in ((str(kind), str(name), str(sql)) for kind, name, sql in rows)  # bytes in a damaged file
        if not (kind == "table" and (name in SEARCH_SHADOWS or name.startswith("sqlite_")))
    }


def expected() -> Schema:
    """Return the tables, indexes and triggers of a new journal of this version."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(script())
        return schema(connection)
    finally:
        connection.close()


def differences(connection: sqlite3.Connection, wanted: Schema | None = None) -> tuple[str, ...]:
    """Return the names of tables, indexes and triggers that are missing, unexpected or defined differently."""
    actual = schema(connection)
    if wanted is None:
        if _is_as_created(actual):
            return ()
        wanted = expected()
    return tuple(
        name
        for key in sorted(actual.keys() | wanted.keys())
        for name in key[1:]
        if actual.get(key) != wanted.get(key) and _normalised(actual.get(key, "")) != _normalised(wanted.get(key, ""))
    )


def misnamed(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names in the catalogue that a journal of this version does not have, or has and these are not.

    SQLite goes by the definitions, so that a file still opens in which one of the names was changed.
    """
    return tuple(sorted({str(name) for _type, name, _table in _catalogue(connection) ^ _expected_catalogue()}))


def _catalogue(connection: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    """Return the type, name and table of everything in a database but SQLite's statistics of it."""
    entries = connection.execute("SELECT type, name, tbl_name FROM sqlite_schema")
    return frozenset(entry for entry in entries if not str(entry[1]).startswith("sqlite_stat"))


@cache
def _expected_catalogue() -> frozenset[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script())
        return _catalogue(connection)


def _is_as_created(actual: Schema) -> bool:
    """Whether a schema is word for word what `script` creates, as in every file that no `ALTER TABLE` has touched."""
    statements = set(re.findall(r"^CREATE .*?;$", script(), re.MULTILINE | re.DOTALL))
    return {f"{sql};" for sql in actual.values()} == statements


@cache
def _normalised(sql: str) -> tuple[str, ...]:
    """Return a definition without spaces and quotes and with sorted columns, which an ALTER TABLE can change.

    None changes that of the search, in which they matter.
    """
    if sql.startswith("CREATE VIRTUAL TABLE"):
        return (sql,)
    text = re.sub(r'\s+|["`]', "", sql)
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if (character in ",(" and depth == 1) or (character == ")" and depth == 0):
            parts.append(text[start:place])
            start = place + 1
    return (*sorted(parts), text[start:])
