"""SQLite connections to a journal, with the settings that every one of them has."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from rebond.domain.names import folded
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.errors import named, require_file
from rebond.progress import Progress, unheard

declare_problems({
    "unsafe_sqlite": later("The SQLite library of this system cannot keep {name} safe ({reason}). Update it."),
})  # fmt: skip

#: The time a statement waits for another connection's transaction, in milliseconds.
_BUSY_TIMEOUT = 5_000
#: The pages copied at a time; of 4096 bytes each they take about 10 milliseconds.
_STEP = 2_000

#: The connections to a file that stay open: one for the window, and one for work beside it.
_KEPT = 2

#: The instructions of SQLite's machine between two calls of `progress`; they take some milliseconds.
_INSTRUCTIONS = 100_000

#: The statements that made the tables or indexes of a file, but for those of the search and SQLite's own.
_MADE_BY = """
    SELECT name, sql FROM source.sqlite_master
    WHERE type = ? AND name NOT LIKE 'sqlite%' AND tbl_name NOT LIKE 'search%'
"""

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
    """Open a connection that begins no transaction by itself: callers execute BEGIN and COMMIT.

    :raises Refused: when there is no file but a pipe or a folder, or SQLite lacks a setting.
    """
    require_file(path)
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


class Pool:
    """Connections to one file, for any number of threads. A few stay open, since opening one takes a millisecond."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._kept = _KEPT

    @contextmanager
    def transaction(
        self, begin: str = "BEGIN", failed: Callable[[sqlite3.Connection], object] = lambda _connection: None
    ) -> Iterator[sqlite3.Connection]:
        """Begin a transaction, and roll it back at the end of the block unless the block committed it.

        After an error the connection is closed: the next transaction starts from the state on disk. But another one to
        the file is open by then, since what no longer has a name is gone once nobody has it open; where there is no
        file of the name any more, that is the connection itself.

        :param failed: called with the connection after an error, before it is closed.
        """
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = connect(self._path, read_only=self._read_only)
        try:
            connection.execute(begin)
            yield connection
            connection.rollback()
        except BaseException:
            instead = self._another(connection)
            try:
                failed(connection)
            finally:
                if instead is not connection:
                    connection.close()
                if instead:
                    self._put_back(instead)
            raise
        self._put_back(connection)

    def _another(self, connection: sqlite3.Connection) -> sqlite3.Connection | None:
        """Return a connection to be kept in the place of one that failed; None where there is one, or it cannot be."""
        if self._read_only or self._idle:
            return None
        with suppress(sqlite3.Error, OSError, Refused):
            connection.rollback()  # lets go of its locks
            return connect(self._path) if self._path.exists() else connection
        return None

    def _put_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if len(self._idle) < self._kept:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close the connections: the idle ones now, others at the end of their transaction."""
        with self._lock:
            idle, self._idle, self._kept = self._idle, [], 0
        for connection in idle:
            connection.close()


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


def copy_rows_in_memory(path: Path, progress: Progress = unheard) -> sqlite3.Connection:
    """A copy as that of :func:`copy_in_memory`, without the attached files, however large, and without the search.

    It is copied row by row and at once: meanwhile, a second or two for the rows of forty years, nobody writes.

    :param progress: hears of each table.
    """
    require_file(path)
    copy = sqlite3.connect("file::memory:", uri=True, isolation_level=None, check_same_thread=False)
    try:
        for name, value in _SETTINGS:
            copy.execute(f"PRAGMA {name} = {value}").fetchall()
        copy.execute("PRAGMA foreign_keys = 0")
        copy.execute("ATTACH ? AS source", (f"{path.absolute().as_uri()}?mode=ro",))
        copy.execute("BEGIN")
        tables, indexes = (copy.execute(_MADE_BY, (of,)).fetchall() for of in ("table", "index"))
        for at, (name, statement) in enumerate(tables):
            progress(at, len(tables))
            copy.execute(statement)
            if name != "blob":
                copy.execute(f'INSERT INTO main."{name}" SELECT * FROM source."{name}"')  # noqa: S608 - a table's name
        copy.execute("COMMIT")
        copy.execute("DETACH source")
        for _name, statement in indexes:
            copy.execute(statement)
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
    except sqlite3.Error:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _folded(name: str | None) -> str | None:
    """SQL function `folded`: the key that names are compared and sorted by; SQLite sorts "Élise" after "Thomas"."""
    return None if name is None else folded(name)


def _expect(connection: sqlite3.Connection, path: Path, name: str, value: int | str) -> None:
    (actual,) = connection.execute(f"PRAGMA {name}").fetchone()
    if actual != value:
        reason = f"{name} = {actual}"
        raise Refused(Problem("unsafe_sqlite", facts={**named(path), "reason": reason}))
