"""An open journal: creating, opening and closing the file, and its read and write transactions."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rebond.domain.kinds import Entity
from rebond.domain.problems import Problem, Refused
from rebond.domain.registry import KINDS
from rebond.fault_report import note_action
from rebond.journal import blobs, history, leftovers, schema, version_notes
from rebond.journal.backup_folder import journal_of, note_earlier
from rebond.journal.connection import Pool, connect, copy_in_memory, copy_rows_in_memory
from rebond.journal.errors import named
from rebond.journal.file_format import VERSION
from rebond.journal.file_look import holds
from rebond.journal.file_place import CutFileError, FilePlace, OtherFileError, least_length
from rebond.journal.header import require_free, rollback_file
from rebond.journal.history import Clock, Head
from rebond.journal.lock import Lock
from rebond.journal.opening import examine, mend, require_writable
from rebond.journal.own_reads import OwnReads
from rebond.journal.reader import Reader
from rebond.journal.refusing import damaged, no_journal, refusals
from rebond.journal.transaction import Transaction
from rebond.progress import Progress, unheard
from rebond.whole_file import draft_of

#: The bytes of an attached file that are read at a time.
_PIECE = 2**20


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
        self._connections = Pool(path, read_only=read_only)
        self._place = FilePlace(path)
        #: The end of the history if a change was saved of which that is not known.
        self._in_doubt: Head | None = None
        self._warnings: list[Problem] = []
        with self.read() as reader:
            self._head = history.head(reader)
        self._place.note(self._head)

    @classmethod
    def create(cls, path: Path, entities: Iterable[Entity] = (), *, clock: Clock = history.now) -> "Journal":
        """Create a journal at a path that does not exist, with the seeds of every kind and `entities`.

        Undo does not take these rows back. Where `entities` hold rows of a kind with seeds, they replace the seeds.

        :raises Refused: file_exists, left_beside, journal_in_use, or a system error.
        """
        path = path.resolve()
        require_free(path)
        with refusals(path, writing=True):
            lock = Lock(path)
        is_there = False
        leftovers.clear(path)
        try:
            with refusals(path, writing=True), draft_of(path, is_new=True) as draft:
                cls._write_new(draft, path, _with_seeds(tuple(entities)), clock)
            is_there = True
            with refusals(path, writing=True):
                note_earlier(path)
            with refusals(path):
                return cls(path, read_only=False, lock=lock, clock=clock)
        except BaseException:
            if is_there:
                path.unlink(missing_ok=True)
            lock.release()
            raise

    @classmethod
    def _write_new(cls, draft: Path, path: Path, entities: Iterator[Entity], clock: Clock) -> None:
        """Write a whole new journal into an empty file that will have the place `path`."""
        try:
            with closing(connect(draft)) as connection:
                connection.executescript(f"BEGIN IMMEDIATE;\n{schema.script()}COMMIT;")
            with (
                cls(draft, read_only=False, lock=None, clock=clock) as journal,
                journal.transaction("create") as transaction,
            ):
                transaction.steps = lambda _seq: (None, None)
                for entity in entities:
                    transaction.insert(entity)
        except Refused as refused:
            raise Refused(*(_of(path, draft, problem) for problem in refused.problems)) from refused
        finally:
            rollback_file(draft).unlink(missing_ok=True)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = history.now) -> "Journal":
        """Open an existing journal, migrating an older one first.

        `read_only` takes no lock, and changes the file only if it must be migrated or recovered.
        The time does not depend on the file's size: only `check` reads the whole file.

        :raises Refused: when it is no journal, or damaged, newer, in use, a backup, or not writable.
        """
        path = path.resolve()  # so that two paths to one file share one lock
        with refusals(path):
            older = version_notes.version(path) < VERSION
        if read_only and (older or rollback_file(path).exists()):
            try:
                cls.open(path, clock=clock).close()
            except Refused:
                if older:
                    raise
                # else another process is writing, and the last committed state can be read
        lock = None
        if not read_only:
            if journal_of(path):
                raise Refused(Problem("journal_is_backup", facts=named(path)))
            require_writable(path)
            with refusals(path, writing=True):
                lock = Lock(path)
        try:
            with refusals(path):
                if lock:
                    leftovers.clear(path)
                    mend(path, clock)
                examine(path, read_only=read_only)
                return cls(path, read_only=read_only, lock=lock, clock=clock)
        except BaseException:
            if lock:
                lock.release()
            raise

    @property
    def head(self) -> Head:
        """The end of the history, as this journal opened or wrote it."""
        return self._head

    def take_warnings(self) -> list[Problem]:
        """Return what went wrong with changes that were saved all the same, once: whoever takes it says it."""
        taken, self._warnings = self._warnings, []
        return taken

    def require_in_place(self) -> None:
        """Look whether the file of the journal's name is still the open one, and as it was left.

        :raises Refused: as a transaction does, after another program replaced, moved or changed it. Of what harms no
            change that was saved, see `take_warnings`.
        """
        if not self.read_only and not self._place.is_as_left:
            with self.transaction("look"):
                pass

    def close(self) -> None:
        """Close the file and release its lock. Calling it again has no effect."""
        self._connections.close()
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
        with self._reading_file() as reader:
            yield reader

    @contextmanager
    def _reading_file(self) -> Iterator[Reader]:
        """Read the file itself, also within a snapshot."""
        with (
            refusals(self.path, is_open=True),
            self._own_reads.reading(),
            self._connections.transaction() as connection,
            closing(Reader(connection)) as reader,
        ):
            yield reader

    @contextmanager
    def snapshot(self, progress: Progress = unheard, *, files: bool = True) -> Iterator[Reader]:
        """Read a copy of the file as it is now, so that writes go on meanwhile; all that this thread reads is of it.

        The copy is in memory, and takes about as long to make as a file of that size takes to read; `progress` hears
        of the copying.

        :param files: False leaves out the attached files, which may be most of it, and the search; for the files see
            :meth:`stored_file`.
        """
        if self._reader_here is not None:
            raise RuntimeError("a transaction or a snapshot is open on this thread already")
        with refusals(self.path, is_open=True):
            with self._own_reads.reading():
                copy = (
                    copy_in_memory(self.path, self._own_reads.give_way, progress)
                    if files
                    else copy_rows_in_memory(self.path, progress)
                )
            with closing(copy), closing(Reader(copy)) as reader:
                self._here.snapshot = reader
                try:
                    yield reader
                finally:
                    self._here.snapshot = None

    def stored_files(self) -> dict[str, int]:
        """Return the size in bytes of each attached file in the file as it is now, by the file's digest."""
        with self._reading_file() as reader:
            return blobs.all_sizes(reader.sqlite)

    def stored_file(self, digest: str) -> Iterator[bytes]:
        """Yield the content of an attached file in pieces, each read by itself, so that writes go on in between.

        It ends where the file is erased meanwhile. A file of another content has another digest.
        """
        start = 0
        while True:
            with self._reading_file() as reader:
                piece = blobs.piece_of(reader.sqlite, digest, start, _PIECE)
            if not piece:
                return
            yield piece
            start += len(piece)

    @property
    def _reader_here(self) -> Reader | None:
        found: Reader | None = getattr(self._here, "transaction", None) or getattr(self._here, "snapshot", None)
        return found

    @contextmanager
    def transaction(self, action: str, facts: Mapping[str, Any] | None = None) -> Iterator[Transaction]:
        """Open a write transaction: the block's writes and their history are committed together, or not at all.

        :param action: the name of the change in the history; `facts` are what its sentence names.
        :raises Refused: when nothing was written, or not to the file that has the journal's name now, or it is not
            known (perhaps_saved). For what was written though the disk reported a failure, see `take_warnings`.
        """
        if self.read_only:
            raise Refused(Problem("journal_read_only", facts=named(self.path)))
        if getattr(self._here, "transaction", None) is not None:
            raise RuntimeError("a transaction is open on this thread already: hand it to the action's `within`")
        attempted: Head | None = None
        transaction: Transaction | None = None

        def failed(connection: sqlite3.Connection) -> None:
            if self._place.is_taken:
                self._place.keep(connection, attempted, self._clock().date())

        with self._writers, refusals(self.path, writing=True, is_open=True):
            try:
                with (
                    self._connections.transaction("BEGIN IMMEDIATE", failed) as connection,
                    closing(Transaction(connection, action, facts or {})) as transaction,
                ):
                    try:
                        head = self._current_head(transaction)
                        self._here.transaction = transaction
                        yield transaction
                        before, head = head, transaction.finish(head, self._clock)
                        self._place.require(before)
                        expected = least_length(connection)
                        attempted = head if transaction.done else None
                        with self._own_reads.committing() if transaction.done else nullcontext():
                            _commit(connection)
                        self._place.require_written(expected, head, anew=attempted is not None)
                        if warning := self._place.lengthened(connection, self._clock):
                            self._warnings.append(warning)
                    except BaseException as fault:
                        note_action(fault, transaction.action)
                        raise
                    finally:
                        self._here.transaction = None
            except BaseException as fault:  # noqa: BLE001 - raised again unless the change is in the file
                head = self._settle(transaction, attempted, fault)
            self._head, self._in_doubt = head, None
            self._place.note(head, transaction.done.at if transaction and transaction.done else None)

    def _current_head(self, reader: Reader) -> Head:
        """Return the end of the history, which must be that of the last transaction: no one else may write.

        :raises OtherFileError: when the history is another.
        """
        head = history.head(reader)
        if head not in (self._head, self._in_doubt):
            raise OtherFileError
        self._place.require(head)
        self._head, self._in_doubt = head, None
        self._place.note(head)
        return head

    def _settle(self, transaction: Transaction | None, attempted: Head | None, fault: BaseException) -> Head:
        """Find out what is true of a change that failed; return the end of the history if it was saved.

        :raises Refused: when it was not, or that cannot be known; the fault itself when nothing more is to be said.
        """
        if isinstance(fault, CutFileError):
            raise Refused(no_journal(self.path) or damaged(self.path)) from fault
        saved = attempted is not None and holds(self.path, attempted)
        if attempted and not saved and (place := self._place.saved_at(attempted)):
            self._warnings.append(Problem("moved_and_saved", facts={**named(self.path), "place": str(place)}))
            return attempted
        if attempted and transaction and transaction.done and saved and isinstance(fault, Exception):
            if not isinstance(fault, OtherFileError):
                facts = {**named(self.path), "reason": str(fault)}
                self._warnings.append(Problem("saved_despite_failure", facts=facts))
            return attempted
        self._in_doubt = attempted
        if self._place.is_taken and isinstance(fault, OtherFileError | sqlite3.Error):
            raise Refused(self._place.problem(attempted)) from fault
        if isinstance(fault, OtherFileError):
            raise Refused(no_journal(self.path) or self._place.problem(attempted)) from fault
        if saved is None and isinstance(fault, Exception):
            facts = {**named(self.path), "reason": str(fault)}
            raise Refused(Problem("perhaps_saved", facts=facts)) from fault
        raise fault


def _commit(connection: sqlite3.Connection) -> None:
    """Commit, in a function of its own, which tests replace by one that fails before the commit or after it."""
    connection.execute("COMMIT")


def _of(path: Path, draft: Path, problem: Problem) -> Problem:
    """Return a problem about the draft of a file as one about the file, whose name the person gave."""
    about_draft = problem.facts.get("path") == str(draft)
    return replace(problem, facts={**problem.facts, **named(path)}) if about_draft else problem


def _with_seeds(entities: tuple[Entity, ...]) -> Iterator[Entity]:
    given = {entity.kind for entity in entities}
    for cls in KINDS:
        if cls.kind not in given:
            yield from cls.declared.seeds
    yield from entities
