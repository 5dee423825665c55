"""SQLite connections to a journal, with the settings that every one of them has."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy.dialects.sqlite  # noqa: F401 - else the first engine would import it, after Qt (see rebond.app)
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from rebond.domain.names import folded
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.progress import Progress, unheard

declare_problems({
    "unsafe_sqlite": later("The SQLite library of this system cannot keep {name} safe ({reason}). Update it."),
})  # fmt: skip

#: The time a statement waits for another connection's transaction, in milliseconds.
_BUSY_TIMEOUT = 5_000
#: The pages copied at a time; of 4096 bytes each they take about 10 milliseconds.
_STEP = 2_000

#: The instructions of SQLite's machine between two calls of `progress`; they take some milliseconds.
_INSTRUCTIONS = 100_000

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
    ("cache_spill", 0),  # a large write locks readers out at its end only
    ("temp_store", 2),  # in memory, so that no temporary file holds parts of a journal
)


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


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the connection of SQLite's own module below SQLAlchemy's, which reads many rows in half the time."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)  # noqa: S101 - the engine has no other
    return found


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


def copy_in_memory(path: Path, between: Callable[[], object], progress: Progress = unheard) -> sqlite3.Connection:
    """A private copy of the file at one moment, in memory, where its readers lock nobody out.

    It is copied in steps, and begun again when the file is written to meanwhile.

    :param between: called after each step, while the file is not locked; `progress` with the pages copied.
    """

    def after_step(done: int, total: int) -> None:
        between()
        progress(done, total)

    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with closing(connect(path, read_only=True)) as source:
            copy_pages(source, copy, after_step)
        copy.execute("PRAGMA query_only = 1")
        copy.create_function("folded", 1, _folded, deterministic=True)
    except BaseException:
        copy.close()
        raise
    return copy


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress) -> None:
    """Copy a whole database in steps, of which `progress` hears; what it raises ends the copying."""
    source.backup(target, pages=_STEP, progress=lambda _status, left, total: progress(total - left, total), sleep=0)


@contextmanager
def only(connection: sqlite3.Connection) -> Iterator[Connection]:
    """That one connection for SQLAlchemy; it is closed with the block."""
    made = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    try:
        with made.connect() as opened:
            yield opened
    finally:
        made.dispose()
        connection.close()


@contextmanager
def hearing(connection: sqlite3.Connection, progress: Progress) -> Iterator[Progress]:
    """Call `progress` during each statement of the block too, however long; what it raises ends the statement.

    How much of a statement is done is not known: then it hears again what the block last told the yielded progress.
    """
    raised: list[BaseException] = []
    told = (0, 1)

    def tell(done: int, total: int) -> None:
        nonlocal told
        told = (done, total)
        progress(done, total)

    def go_on() -> bool:
        try:
            progress(*told)
        except BaseException as reason:  # noqa: BLE001 - SQLite would swallow it: it is raised again below
            raised.append(reason)
        return bool(raised)

    connection.set_progress_handler(go_on, _INSTRUCTIONS)
    try:
        yield tell
    except (DBAPIError, sqlite3.Error):
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


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
