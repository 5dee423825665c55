"""Identification of a journal by its first 100 bytes, without SQLite, which might change the file."""

import os
import struct
from dataclasses import dataclass
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.tables import APPLICATION_ID, OLDEST

declare_problems({
    "journal_missing": later("There is no file {name} here. It may have been moved: choose it again."),
    "journal_is_folder": later("{name} is a folder. Choose the journal in it."),
    "journal_not_allowed": later("The system does not allow {name} to be read. Check its permissions."),
    "journal_empty": later("{name} is empty: it is no journal. Its last backup can take its place."),
    "not_a_journal": later("{name} is not a journal of Rebond. It was left as it is."),
    "foreign_database": later("{name} is a database of another program. It was left as it is."),
    "journal_newer": later("{name} was written by a newer Rebond. It was left as it is: update Rebond to open it."),
    "journal_too_old": later(
        "{name} was made by a trial version from before the first release, which this one does not read. It was left "
        "as it is. Start a new journal, and import your bank statements and address books again."
    ),
    "cannot_read": later("{name} cannot be read: {reason}."),
})  # fmt: skip

_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Header:
    """A journal's header: the version of its format, and whether the file has another length than recorded (`cut`)."""

    version: int
    cut: bool


def rollback_file(path: Path) -> Path:
    """Return the path of SQLite's rollback journal, which exists while a transaction is unfinished."""
    return path.with_name(path.name + "-journal")


def is_database(path: Path) -> bool:
    """Whether the file is a readable SQLite database, a journal or not."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def look(path: Path, newest: int) -> Header:
    """Read the header of a journal (https://www.sqlite.org/fileformat2.html, 1.3) of version `newest` or older.

    :raises Refused: journal_missing, journal_empty, not_a_journal, foreign_database, journal_too_old, journal_newer,
        or a system error.
    """
    facts = {"path": str(path), "name": path.name}
    try:
        with path.open("rb") as file:
            start = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        raise Refused(Problem("journal_missing", facts=facts)) from None
    except IsADirectoryError:
        raise Refused(Problem("journal_is_folder", facts=facts)) from None
    except PermissionError:
        raise Refused(Problem("journal_not_allowed", facts=facts)) from None
    except OSError as error:
        raise Refused(Problem("cannot_read", facts={**facts, "reason": error.strerror or str(error)})) from error
    if not start:
        raise Refused(Problem("journal_empty", facts=facts))
    if len(start) < 100 or not start.startswith(_MAGIC):
        raise Refused(Problem("not_a_journal", facts=facts))
    version, application = struct.unpack(">I4xI", start[60:72])
    if application != APPLICATION_ID:
        raise Refused(Problem("foreign_database", facts=facts))
    if version < OLDEST:
        raise Refused(Problem("journal_too_old", facts=facts))
    if version > newest:
        raise Refused(Problem("journal_newer", facts={**facts, "version": version, "known": newest}))
    page_size = struct.unpack(">H", start[16:18])[0]
    pages, changed, counted_at = struct.unpack(">I", start[28:32])[0], start[24:28], start[92:96]
    # The page count is valid only if the change counter shows that it was written with the last change.
    counted = pages and changed == counted_at
    return Header(version, bool(counted) and pages * (65536 if page_size == 1 else page_size) != size)
