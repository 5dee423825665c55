"""Fresh looks at a journal's file: what it says now to a connection of its own, whatever this process holds of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rebond.domain.problems import Refused
from rebond.journal import history
from rebond.journal.connection import connect
from rebond.journal.errors import FILE_ERRORS
from rebond.journal.file_format import VERSION
from rebond.journal.header import look
from rebond.journal.history import Head
from rebond.journal.reader import Reader
from rebond.journal.rows import DamagedValueError

#: What a file is that surely holds no change of a journal.
_NO_JOURNAL = frozenset({
    "journal_missing", "journal_is_folder", "journal_empty", "not_a_journal", "foreign_database", "journal_too_old",
})  # fmt: skip
#: What keeps the end of a history from being read.
UNREADABLE = (*FILE_ERRORS, DamagedValueError, Refused)


@contextmanager
def fresh(path: Path) -> Iterator[Reader]:
    """A reader of the file of this name, which takes half a millisecond; it changes nothing.

    :raises sqlite3.Error: as it is met, when the file cannot be read.
    """
    with closing(connect(path, read_only=True)) as connection:
        yield Reader(connection)


def end_and_length(path: Path) -> tuple[Head, int] | None:
    """Return the end of the history in the file of this name, and how long the file says it is, in bytes.

    None when it cannot be read.
    """
    try:
        with fresh(path) as reader:
            return history.head(reader), length(reader.sqlite)
    except UNREADABLE:
        return None


def length(connection: sqlite3.Connection) -> int:
    """Return how long a file is, in bytes, as it says itself."""
    (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages * size)


def holds(path: Path, head: Head) -> bool | None:
    """Whether the file of this name has the change `head` in its history; None: not known.

    A change that is half written is rolled back, as at any opening. No transaction may be open.
    """
    try:
        look(path, VERSION)
        with closing(connect(path)) as connection:
            return history.head_at(Reader(connection), head.seq).hash == head.hash
    except Refused as refused:
        return False if any(problem.code in _NO_JOURNAL for problem in refused.problems) else None
    except UNREADABLE:
        return None
