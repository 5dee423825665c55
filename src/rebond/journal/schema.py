"""Whether a file holds the tables it should, exactly."""

import re
import sqlite3
from functools import cache
from pathlib import Path

from rebond.journal.tables import SEARCH_SHADOWS

Schema = dict[tuple[str, str], str]


@cache
def script() -> str:
    """The SQL that makes an empty journal of this version."""
    return Path(__file__).with_name("schema.sql").read_text("utf-8")


def schema(connection: sqlite3.Connection) -> Schema:
    """The definition of everything in a database, by type and name, apart from what SQLite makes by itself."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {
        (kind, name): sql
        for kind, name, sql in rows
        if not (kind == "table" and (name in SEARCH_SHADOWS or name.startswith("sqlite_")))
    }


def expected() -> Schema:
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(script())
        return schema(connection)
    finally:
        connection.close()


def differences(connection: sqlite3.Connection, wanted: Schema | None = None) -> tuple[str, ...]:
    """The names of what is missing, unknown or other than it should be."""
    there, wanted = schema(connection), wanted or expected()
    return tuple(
        name
        for key in sorted(there.keys() | wanted.keys())
        for name in key[1:]
        if there.get(key) != wanted.get(key) and _plain(there.get(key, "")) != _plain(wanted.get(key, ""))
    )


@cache
def _plain(sql: str) -> tuple[str, ...]:
    """A definition whatever its spacing, quotes and order of columns, which differ after an ALTER TABLE."""
    text = re.sub(r'\s+|["`]', "", sql)
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if (character in ",(" and depth == 1) or (character == ")" and depth == 0):
            parts.append(text[start:place])
            start = place + 1
    return (*sorted(parts), text[start:])
