"""Which rows a check must look at: SQLite clears all others, in a fifth of the time that comparing them here takes.

A row that it does not clear may still be right, as one that was written before its kind had all its fields.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterator

from rebond.domain.kinds import Choice, Field
from rebond.domain.registry import BY_NAME
from rebond.journal import search
from rebond.journal.rows import StoredRow, select_as_json, shape

#: What the history last wrote of the row `one` of the kind `?1`.
_LAST = """
    SELECT "after" FROM change_row WHERE kind = ?1 AND row_id = one.id ORDER BY seq DESC, position DESC LIMIT 1
"""


def doubted_rows(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[StoredRow, str, str | None]]:
    """Yield the rows of a kind that may be unreadable, or not what the history says.

    :returns: a row, its JSON, and the JSON that the history last wrote of it.
    """
    names = shape(kind).names
    plain = " AND ".join(_plain_sql(field) for field in BY_NAME[kind].declared.fields)
    doubted = f"""
        SELECT *, ({_LAST}) AS written FROM ({select_as_json(kind)}) AS one WHERE NOT (written IS json AND {plain})
    """  # noqa: S608
    for *values, text, written in connection.execute(doubted, (kind,)):
        yield dict(zip(names, values, strict=True)), text, written


def _plain_sql(field: Field) -> str:
    """Return an SQL condition, never NULL, that holds only for values of a field that can be read.

    By itself SQLite takes the 30th of February for a date; adding no days makes it the 2nd of March.
    """
    if issubclass(field.type, Choice):
        readable = f"IN ({', '.join(repr(str(choice)) for choice in field.type)})"
    elif field.type is dt.date:
        readable = f"IS date({field.name}, '+0 days') AND {field.name} >= '0001'"
    elif field.type is dt.time:
        readable = f"IS time({field.name}, '+0 seconds')"
    else:
        return "TRUE"
    return f"({field.name} IS NULL OR {field.name} {readable})"


def lost_rows(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield the (kind, id) of every row that the history did not last delete, and that is not there."""
    for (kind,) in connection.execute("SELECT DISTINCT kind FROM change_row").fetchall():
        away = f"id NOT IN (SELECT id FROM {kind})" if kind in BY_NAME else "TRUE"  # noqa: S608
        written = "SELECT DISTINCT row_id AS id FROM change_row WHERE kind = ?1"
        lost = f"SELECT id FROM ({written}) AS one WHERE {away} AND ({_LAST}) NOT NULL"  # noqa: S608
        for (row_id,) in connection.execute(lost, (kind,)):
            yield kind, row_id


def doubted_entries(connection: sqlite3.Connection, kind: str) -> Iterator[tuple[StoredRow, search.Entry | None]]:
    """Yield the rows of a searched kind that the index may not show as they are, with their entries in it."""
    names = shape(kind).names
    columns = ", ".join(f"one.{name}" for name in names)
    first, _last = search.numbers(kind)
    name, text = (_joined_sql(group) for group in search.SEARCHED[kind])
    stored_name, stored_text, name_letters, text_letters = (f"+c{at} COLLATE BINARY" for at in range(4))
    doubted = f"""
        SELECT {columns}, entry.id, c0, c1, c2, c3
        FROM {kind} AS one LEFT JOIN search_content AS entry ON entry.id = {first} + one.id
        WHERE NOT CASE
            WHEN {name} || {text} = '' THEN entry.id IS NULL
            WHEN {stored_name} IS {name} AND {stored_text} IS {text}
            THEN {name_letters} IS {_other_letters_sql("c0")} AND {text_letters} IS {_other_letters_sql("c1")}
            ELSE FALSE
        END
    """  # noqa: S608
    connection.create_function("other_letters", 1, search.other_letters, deterministic=True)
    for *values, place, in_name, in_text, name_words, text_words in connection.execute(doubted):
        entry = None if place is None else (in_name, in_text, name_words, text_words)
        yield dict(zip(names, values, strict=True)), entry


def _other_letters_sql(text: str) -> str:
    """Return the SQL of `search.other_letters`, which is called only for what is not ASCII."""
    return f"CASE length(CAST({text} AS BLOB)) WHEN length({text}) THEN '' ELSE other_letters({text}) END"


def _joined_sql(names: tuple[str, ...]) -> str:
    """Return the SQL of the texts of a row that are not empty, each on a line.

    The first line's break is cut off as a byte: `substr` of a text ends at a NUL; of nothing, it is NULL.
    """
    lines = " || ".join(f"coalesce(char(10) || nullif(one.{name}, ''), '')" for name in names)
    return f"coalesce(CAST(substr(CAST({lines} AS BLOB), 2) AS TEXT), '')" if names else "''"


def stray_entries(connection: sqlite3.Connection) -> Iterator[int]:
    """Yield the numbers in the search index that are those of no row; only a row of its own kind is looked for."""
    ranges = {kind: search.numbers(kind) for kind in search.SEARCHED}
    of_a_row = " OR ".join(
        f"id BETWEEN {first} AND {last} AND id - {first} IN (SELECT id FROM {kind})"  # noqa: S608
        for kind, (first, last) in ranges.items()
    )
    for (place,) in connection.execute(f"SELECT id FROM search_content WHERE NOT ({of_a_row}) ORDER BY id"):  # noqa: S608
        yield place
