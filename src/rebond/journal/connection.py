"""SQLite connections to a journal, with the settings that every one of them has."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from rebond.domain.names import folded
from rebond.domain.problems import Problem, Refused

#: The time a statement waits for another connection's transaction, in milliseconds.
_BUSY_TIMEOUT = 5_000

# Measured: with a rollback journal and EXTRA no acknowledged commit was lost in any simulated power
# cut. Each setting is read back, since SQLite ignores a setting that it does not know.
_SETTINGS = (
    ("busy_timeout", _BUSY_TIMEOUT),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),  # otherwise INSERT OR REPLACE would bypass the triggers that protect the history
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),
    ("synchronous", 3),  # EXTRA
    ("temp_store", 2),  # in memory, so that no temporary file holds parts of a journal
)


def make_file(path: Path) -> None:
    """Create an empty file that only its owner can read, since a journal holds data about other people.

    :raises OSError: FileExistsError when the path exists already.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a connection that begins no transaction by itself: callers execute BEGIN and COMMIT."""
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        for name, value in (*_SETTINGS, ("query_only", int(read_only))):
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
            _expect(connection, path, name, value)
        if not read_only:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            _expect(connection, path, "journal_mode", "delete")
        connection.create_function("folded", 1, _folded, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def engine(path: Path, *, read_only: bool = False) -> Engine:
    """Return an SQLAlchemy engine on :func:`connect`; the execution option `begin` is the statement that begins."""
    made = create_engine(
        "sqlite://",
        creator=lambda: connect(path, read_only=read_only),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=8,
    )
    event.listen(made, "begin", _begin)
    return made


def _begin(connection: Connection) -> None:
    """Begin a transaction explicitly: the driver would begin none before a SELECT or a CREATE TABLE."""
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _folded(name: str | None) -> str | None:
    """SQL function `folded`: the key that names are compared and sorted by; SQLite sorts "Élise" after "Thomas"."""
    return None if name is None else folded(name)


def _expect(connection: sqlite3.Connection, path: Path, name: str, value: int | str) -> None:
    (actual,) = connection.execute(f"PRAGMA {name}").fetchone()
    if actual != value:
        reason = f"{name} = {actual}"
        raise Refused(Problem("unsafe_sqlite", facts={"path": str(path), "name": path.name, "reason": reason}))
