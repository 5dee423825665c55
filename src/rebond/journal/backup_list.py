"""The backups of a journal as they lie on the disk: what each holds, and how it differs from the journal now."""

import sqlite3
from contextlib import ExitStack, closing, suppress
from datetime import date
from pathlib import Path

from rebond.domain.problems import Refused
from rebond.domain.value_classes import dataclass
from rebond.journal import history
from rebond.journal.backup_folder import copies, folder
from rebond.journal.connection import connect
from rebond.journal.file_format import VERSION
from rebond.journal.header import look
from rebond.journal.history import Change
from rebond.journal.reader import Reader
from rebond.journal.sql import sql

_UNREADABLE = (sqlite3.Error, OSError, ValueError, Refused)


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes of two histories after the last one they have in common: of the journal, and of the backup.

    `common` is the number of that one; 0 when the backup is of another journal. `erased`: data that was erased for
    good since is in the backup.
    """

    common: int
    since: int
    beyond: int
    erased: bool


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup as it is on the disk, its size in bytes.

    `last` is its last change; None when it cannot be read. `difference` is None when it or the journal cannot be read.
    """

    path: Path
    number: int
    day: date
    size: int
    last: Change | None
    difference: Difference | None
    former: bool = False


def backups(path: Path) -> tuple[FoundBackup, ...]:
    """Return the backups of a journal, the newest first; the journal may be missing or damaged.

    None of them is read from end to end.

    :raises Refused: when their folder cannot be looked at.
    """
    path = path.resolve()
    with ExitStack() as stack:
        journal = _reader(path, stack)
        return tuple(_found(copy.path, journal, copy.number, copy.day, former=copy.former) for copy in copies(path))


def look_at(path: Path, backup: Path) -> FoundBackup:
    """Return what a file is as a backup of a journal, wherever it lies; its day is that of its last change.

    :raises Refused: journal_missing, or another reason why it can be no backup.
    """
    path, backup = path.resolve(), backup.resolve()
    look(backup, VERSION)
    if backup.parent == folder(path):
        for found in backups(path):
            if found.path == backup:
                return found
    with ExitStack() as stack:
        written = date.fromtimestamp(backup.stat().st_mtime)  # noqa: DTZ012 - the person's own calendar
        return _found(backup, _reader(path, stack), 0, written)


def _found(path: Path, journal: Reader | None, number: int, day: date, *, former: bool = False) -> FoundBackup:
    last = difference = None
    with ExitStack() as stack, suppress(*_UNREADABLE):
        if reader := _reader(path, stack):
            last = history.heading(reader, history.head(reader).seq)
            difference = _difference(journal, reader) if journal else None
    return FoundBackup(path, number, day, _size(path), last, difference, former)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # superseded meanwhile
        return 0


def _reader(path: Path, stack: ExitStack) -> Reader | None:
    """Return a reader of a file that is closed with the stack; None when its history cannot be read."""
    try:
        reader = Reader(stack.enter_context(closing(connect(path, read_only=True))))
        reader.sqlite.execute("BEGIN")
        history.head(reader)
    except _UNREADABLE:
        return None
    return reader


def _difference(journal: Reader, backup: Reader) -> Difference:
    ends = history.head(journal).seq, history.head(backup).seq
    # Each hash covers those before it: two histories with one hash in common have all before it in common.
    low, high = 0, min(ends)
    middle = high
    while low < high:
        if history.head_at(journal, middle).hash == history.head_at(backup, middle).hash:
            low = middle
        else:
            high = middle - 1
        middle = (low + high + 1) // 2
    erasures = sql("SELECT 1 FROM change WHERE seq > ? AND action = ? LIMIT 1", low, history.ERASE)
    erased = low > 0 and bool(journal.fetch(erasures))
    return Difference(low, ends[0] - low, ends[1] - low, erased)
