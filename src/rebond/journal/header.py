"""Identification of a journal by its first 100 bytes, without SQLite, which might change the file."""

import os
import struct
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.errors import named, require_file, unread
from rebond.journal.file_format import APPLICATION_ID, OLDEST

declare_problems({
    "journal_empty": later("{name} is empty: it is no journal."),
    "not_a_journal": later("{name} is not a journal of Rebond. It was left as it is."),
    "foreign_database": later("{name} is a database of another program. It was left as it is."),
    "journal_newer": later("{name} was written by a newer Rebond. It was left as it is: update Rebond to open it."),
    "journal_too_old": later(
        "{name} was made by a trial version from before the first release, which this one does not read. It was left "
        "as it is. Start a new journal, and import your bank statements and address books again."
    ),
    "left_beside": later(
        "{left} is here already, and belongs to a journal of the name {name} that was moved or deleted after a crash. "
        "Choose another name, or put that journal back and open it."
    ),
})  # fmt: skip

_MAGIC = b"SQLite format 3\0"
#: What SQLite keeps beside a database, and would apply to whichever file has its name.
_BESIDE = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Header:
    """A journal's header: the version of its format, and whether the file has another length than recorded (`cut`)."""

    version: int
    cut: bool


def rollback_file(path: Path) -> Path:
    """Return the path of SQLite's rollback journal, which exists while a transaction is unfinished."""
    return path.with_name(path.name + "-journal")


def beside(path: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a database of this name, as far as they are there."""
    return [file for ending in _BESIDE if (file := path.with_name(path.name + ending)).exists()]


def require_free(path: Path) -> None:
    """:raises Refused: file_exists, or left_beside when a new file of this name would be taken for a former one."""
    if path.exists():
        raise Refused(Problem("file_exists", facts=named(path)))
    for left in beside(path):
        raise Refused(Problem("left_beside", facts={**named(path), "left": left.name}))


def is_database(path: Path) -> bool:
    """Whether the file is a readable SQLite database, a journal or not."""
    try:
        require_file(path)
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except (OSError, Refused):
        return False


def look(path: Path, newest: int, oldest: int = OLDEST) -> Header:
    """Read the header of a journal of a version from `oldest` to `newest`.

    It is described in https://www.sqlite.org/fileformat2.html, 1.3.

    :raises Refused: journal_missing, journal_empty, not_a_journal, foreign_database, journal_too_old, journal_newer,
        or a system error.
    """
    facts = named(path)
    require_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise Refused(unread(error, path)) from error
    if not start:
        raise Refused(Problem("journal_empty", facts=facts))
    if len(start) < 100 or not start.startswith(_MAGIC):
        raise Refused(Problem("not_a_journal", facts=facts))
    version, application = struct.unpack(">I4xI", start[60:72])
    if application != APPLICATION_ID:
        raise Refused(Problem("foreign_database", facts=facts))
    if version < oldest:
        raise Refused(Problem("journal_too_old", facts=facts))
    if version > newest:
        raise Refused(Problem("journal_newer", facts={**facts, "version": version, "known": newest}))
    page_size = struct.unpack(">H", start[16:18])[0]
    pages, changed, counted_at = struct.unpack(">I", start[28:32])[0], start[24:28], start[92:96]
    # The page count is valid only if the change counter shows that it was written with the last change.
    counted = pages and changed == counted_at
    return Header(version, bool(counted) and pages * (65536 if page_size == 1 else page_size) != size)
