"""An open journal: creating, opening and closing the file, and its read and write transactions."""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from rebond.domain.kinds import Entity
from rebond.domain.problems import Problem, Refused
from rebond.domain.registry import KINDS
from rebond.fault_report import note_action
from rebond.journal import history, schema
from rebond.journal.backup import journal_of, latest_backup
from rebond.journal.connection import connect, copy_in_memory, engine, only
from rebond.journal.errors import refusals, system_refusals
from rebond.journal.header import look, rollback_file
from rebond.journal.history import Clock, Head
from rebond.journal.lock import Lock
from rebond.journal.own_reads import OwnReads
from rebond.journal.reader import Reader
from rebond.journal.tables import VERSION
from rebond.journal.transaction import Transaction
from rebond.progress import Progress, unheard
from rebond.whole_file import make_file


class Journal:
    """An open journal. One thread writes at a time; readers, on any thread, see only committed transactions.

    Obtained from `create` or `open`; a context manager that closes the file.
    """

    def __init__(self, path: Path, *, read_only: bool, lock: Lock | None, clock: Clock) -> None:
        self.path = path
        self.read_only = read_only
        self._lock = lock
        self._clock = clock
        self._writers = threading.Lock()
        self._own_reads = OwnReads()
        #: What a thread has open: its transaction, or the copy that its reads come from.
        self._here = threading.local()
        self._engine = engine(path, read_only=read_only)
        self._file = _identity(path)
        with self.read() as reader:
            self._head = history.head(reader)

    @classmethod
    def create(cls, path: Path, entities: Iterable[Entity] = (), *, clock: Clock = history.now) -> "Journal":
        """Create a journal at a path that does not exist, with the seeds of every kind and `entities`.

        Undo does not take these rows back. Where `entities` hold rows of a kind with seeds, they replace the seeds.

        :raises Refused: file_exists, journal_in_use, or a system error.
        """
        path = path.resolve()
        if path.exists():
            raise Refused(Problem("file_exists", facts=_named(path)))
        with system_refusals(path):
            lock = Lock(path)
        try:
            with system_refusals(path):
                make_file(path)
        except BaseException:
            lock.release()
            raise
        try:
            with system_refusals(path), closing(connect(path)) as connection:
                connection.executescript(f"BEGIN IMMEDIATE;\n{schema.script()}COMMIT;")
            journal = cls(path, read_only=False, lock=lock, clock=clock)
            with ExitStack() as failing:
                failing.callback(journal.close)
                with journal.transaction("create") as transaction:
                    transaction.steps = lambda _seq: (None, None)
                    for entity in _with_seeds(tuple(entities)):
                        transaction.insert(entity)
                failing.pop_all()
        except BaseException:
            path.unlink(missing_ok=True)
            rollback_file(path).unlink(missing_ok=True)
            lock.release()
            raise
        return journal

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = history.now) -> "Journal":
        """Open an existing journal, migrating an older one first.

        `read_only` takes no lock, and changes the file only if it must be migrated or recovered.
        The time does not depend on the file's size: only `check` reads the whole file.

        :raises Refused: when it is no journal, or damaged, newer, in use, a backup, or not writable.
        """
        path = path.resolve()  # so that two paths to one file share one lock
        header = look(path, VERSION)
        if read_only and (header.version < VERSION or rollback_file(path).exists()):
            try:
                cls.open(path, clock=clock).close()
            except Refused:
                if header.version < VERSION:
                    raise
                # else another process is writing, and the last committed state can be read
        lock = None
        if not read_only:
            if journal_of(path):
                raise Refused(Problem("journal_is_backup", facts=_named(path)))
            _require_writable(path)
            with system_refusals(path):
                lock = Lock(path)
        try:
            with _damage_with_backup(path), system_refusals(path):
                if lock:
                    _mend(path, clock)
                _examine(path, read_only=read_only)
                return cls(path, read_only=read_only, lock=lock, clock=clock)
        except BaseException:
            if lock:
                lock.release()
            raise

    @property
    def head(self) -> Head:
        """The end of the history, as this journal opened or wrote it."""
        return self._head

    def close(self) -> None:
        """Close the file and release its lock. Calling it again has no effect."""
        self._engine.dispose()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read one consistent state of the file.

        A write waits until this ends: what takes long reads a :meth:`snapshot`. Within a transaction or a snapshot
        of this thread: what it wrote so far, or what the snapshot holds.
        """
        here = self._reader_here
        if here is not None:
            yield here
            return
        with refusals(self.path), self._own_reads.reading(), self._engine.connect() as connection:
            yield Reader(connection)

    @contextmanager
    def snapshot(self, progress: Progress = unheard) -> Iterator[Reader]:
        """Read a copy of the file as it is now, so that writes go on meanwhile; all that this thread reads is of it.

        The copy is in memory, and takes about as long to make as a file of that size takes to read; `progress` hears
        of the copying.
        """
        if self._reader_here is not None:
            raise RuntimeError("a transaction or a snapshot is open on this thread already")
        with refusals(self.path):
            with self._own_reads.reading():
                copy = copy_in_memory(self.path, self._own_reads.give_way, progress)
            with only(copy) as connection:
                self._here.snapshot = Reader(connection)
                try:
                    yield self._here.snapshot
                finally:
                    self._here.snapshot = None

    @property
    def _reader_here(self) -> Reader | None:
        found: Reader | None = getattr(self._here, "transaction", None) or getattr(self._here, "snapshot", None)
        return found

    @contextmanager
    def transaction(self, action: str, facts: Mapping[str, Any] | None = None) -> Iterator[Transaction]:
        """Open a write transaction: the block's writes and their history are committed together, or not at all.

        :param action: the name of the change in the history; `facts` are what its sentence names.
        :raises Refused: when the file cannot be written; nothing has changed, and the caller may try again.
        """
        if self.read_only:
            raise Refused(Problem("journal_read_only", facts=_named(self.path)))
        if getattr(self._here, "transaction", None) is not None:
            raise RuntimeError("a transaction is open on this thread already: hand it to the action's `within`")
        with self._writers, refusals(self.path), self._engine.connect() as connection:
            try:
                connection.execution_options(begin="BEGIN IMMEDIATE")
                with ExitStack() as alone, connection.begin():
                    head = self._current_head(connection)
                    transaction = self._here.transaction = Transaction(connection, action, facts or {})
                    yield transaction
                    head = transaction.finish(head, self._clock)
                    if transaction.done:
                        alone.enter_context(self._own_reads.committing())
            except BaseException as fault:
                connection.invalidate()  # the next transaction starts from the state on disk
                note_action(fault, getattr(getattr(self._here, "transaction", None), "action", action))
                raise
            finally:
                self._here.transaction = None
            self._head = head

    def _current_head(self, connection: Connection) -> Head:
        """Return the end of the history, which must be that of the last transaction: no one else may write.

        :raises Refused: journal_replaced when the file or its history is another.
        """
        head = history.head(Reader(connection))
        if _identity(self.path) != self._file or head != self._head:
            raise Refused(Problem("journal_replaced", facts=_named(self.path)))
        return head


def _with_seeds(entities: tuple[Entity, ...]) -> Iterator[Entity]:
    given = {entity.kind for entity in entities}
    for cls in KINDS:
        if cls.kind not in given:
            yield from cls.declared.seeds
    yield from entities


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _named(path: Path) -> dict[str, object]:
    return {"path": str(path), "name": path.name}


def _require_writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise Refused(Problem("journal_read_only", facts=_named(path)))
    if not os.access(path.parent, os.W_OK):
        raise Refused(Problem("folder_read_only", facts={**_named(path), "folder": str(path.parent)}))


def _mend(path: Path, clock: Clock) -> None:
    """Roll back the unfinished transaction of a killed process, and migrate an older file."""
    if rollback_file(path).exists():
        with closing(connect(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    if look(path, VERSION).version < VERSION:
        from rebond.journal.migrating import migrate  # needs Alembic, which is slow to import

        migrate(path, clock().date())


def _examine(path: Path, *, read_only: bool) -> None:
    with closing(connect(path, read_only=read_only)) as connection:
        different = schema.differences(connection)
    if different or (look(path, VERSION).cut and not rollback_file(path).exists()):
        raise Refused(Problem("journal_damaged", facts={**_named(path), "reason": ", ".join(different)}))


@contextmanager
def _damage_with_backup(path: Path) -> Iterator[None]:
    """Add the path of the latest backup to the problem of a damaged file."""
    try:
        yield
    except Refused as refused:
        last = latest_backup(path)
        if last is None or not any(problem.code == "journal_damaged" for problem in refused.problems):
            raise
        facts = {**_named(path), "backup": str(last)}
        raise Refused(Problem("journal_damaged_backup", facts=facts)) from refused
