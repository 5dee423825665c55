"""The notes of a file beside its rows: the version of its format, in two places, and the last id of each table.

Another program may have changed any of it, and then the file reads as whole while the next action would fail. All of
it is put right at the next opening, since the tables themselves say the version exactly, and the history knows every
id that was ever given; what is changed while a journal is open, by the next entry.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later
from rebond.journal import schema
from rebond.journal.connection import connect
from rebond.journal.errors import named
from rebond.journal.file_format import VERSION
from rebond.journal.header import look, rollback_file

declare_problems({
    "check_version": later(
        "{name} says that it is of version {found}, though its tables are of version {version}: another program "
        "changed that. Nothing is lost: open it in Rebond, which puts it right."
    ),
    "check_sequence": later(
        "The number given last in “{kind}” was changed from outside. Nothing is lost: open {name} in Rebond, which "
        "puts it right."
    ),
})  # fmt: skip

#: Larger than any id that a journal reaches; SQLite gives up at 2⁶³.
_TOO_LARGE = 2**53


def version(path: Path) -> int:
    """Return the version of a journal's tables, which is this one whenever they are, whatever the file says of itself.

    :raises Refused: as `look` does.
    """
    noted = look(path, VERSION, oldest=0).version
    if noted == VERSION or _has_our_tables(path):
        return VERSION
    # What a killed process left half written is rolled back before more is said.
    return noted if rollback_file(path).exists() else look(path, VERSION).version


def _has_our_tables(path: Path) -> bool:
    try:
        with closing(connect(path, read_only=True)) as connection:
            return not schema.differences(connection)
    except (sqlite3.Error, UnicodeDecodeError, Refused):
        return False


def faults(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    """Yield what a journal with the tables of this version notes wrongly."""
    for found in _wrong_versions(connection):
        yield Problem("check_version", facts={**named(path), "found": found, "version": VERSION})
        break
    for kind in _wrong_sequences(connection):
        yield Problem("check_sequence", facts={**named(path), "kind": kind})


def put_right(connection: sqlite3.Connection) -> None:
    """Write what a journal with the tables of this version notes wrongly: the version, and the last id of a table."""
    if any(True for _ in _wrong_versions(connection)):
        write_version(connection, VERSION)
    if wrong := tuple(_wrong_sequences(connection)):
        connection.execute("BEGIN IMMEDIATE")
        for kind in wrong:
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (kind,))
            if last := last_id(connection, kind):
                connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (kind, last))
        connection.execute("COMMIT")


def write_version(connection: sqlite3.Connection, number: int) -> None:
    """Write a version in both places where a file notes its own."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("DELETE FROM alembic_version")
    connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{number:04}",))
    connection.execute("COMMIT")


def _wrong_versions(connection: sqlite3.Connection) -> Iterator[str]:
    (noted,) = connection.execute("PRAGMA user_version").fetchone()
    if noted != VERSION:
        yield str(noted)
    migrated = [number for (number,) in connection.execute("SELECT version_num FROM alembic_version")]
    if migrated != [f"{VERSION:04}"]:
        yield ", ".join(migrated) or "–"


def _wrong_sequences(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the kinds whose last id is noted wrongly."""
    noted: dict[object, list[object]] = {}
    for name, number in connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        noted.setdefault(name, []).append(number)
    for cls in KINDS:
        if not _is_possible(noted.get(cls.kind, []), last_id(connection, cls.kind)):
            yield cls.kind


def next_id(connection: sqlite3.Connection, kind: str) -> int:
    """Return the id after the last one that was ever given, and drop a wrong note of it, which SQLite writes anew."""
    noted, last = _noted(connection, kind), last_id(connection, kind)
    if _is_possible(noted, last):
        return max([last, *(number for number in noted if isinstance(number, int))]) + 1
    connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (kind,))
    return last + 1


def last_id(connection: sqlite3.Connection, kind: str) -> int:
    """Return the last id of a kind, by its rows and by the history, which knows those deleted or erased; 0 for none."""
    last = f"""
        SELECT coalesce((SELECT max(id) FROM {kind}), 0),
               coalesce((SELECT max(row_id) FROM change_row WHERE kind = ?), 0)
    """  # noqa: S608 - the name of a kind
    return int(max(connection.execute(last, (kind,)).fetchone()))


def _noted(connection: sqlite3.Connection, kind: str) -> list[object]:
    return [number for (number,) in connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind,))]


def _is_possible(noted: list[object], last: int) -> bool:
    """Whether SQLite may note these as the last id of a table whose last id is known."""
    match noted:
        case []:
            return last == 0
        case [int(number)]:
            return last <= number < _TOO_LARGE
    return False
