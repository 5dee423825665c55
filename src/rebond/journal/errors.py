"""Errors of SQLite and the operating system about the journal file, as problems a person can act on."""

import errno
import os
import sqlite3
import stat
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.translatable import later

declare_problems({
    "journal_replaced": later(
        "Another program put a different file in the place of {name}. This was not saved: keep what you typed, and "
        "open the journal again."
    ),
    "journal_damaged": later("{name} is damaged. It was left as it is."),
    "journal_emptied": later("Another program emptied {name} while it was open. Keep what you typed."),
    "journal_damaged_open": later(
        "{name} is damaged: another program changed it, or the disk is failing. Keep what you typed."
    ),
    "journal_read_only": later("{name} can only be read. Change its permissions, or work on a copy."),
    "cannot_write": later("Nothing was saved, since {name} cannot be written ({reason}). Try again."),
    "journal_unreadable": later(
        "{name} cannot be read now: the disk or the connection to it reported an error ({reason}). Nothing was "
        "changed. Check the disk or the network, and try again."
    ),
    "journal_missing": later("There is no file {name} here. It may have been moved: choose it again."),
    "journal_is_folder": later("{name} is a folder. Choose the journal in it."),
    "journal_is_no_file": later("{name} is no file but a pipe or a device. Choose a journal."),
    "journal_not_allowed": later("The system does not allow {name} to be read. Check its permissions."),
    "journal_unfinished": later(
        "{name} cannot be read now: a change to it was cut short, and taking that back needs the right to write to it. "
        "Nothing was changed. Change its permissions, and open it again."
    ),
    "no_room_to_read": later(
        "{name} cannot be read now, since the disk is full. Nothing was changed. Free some space, then try again."
    ),
    "memory_full": later(
        "Nothing was done, since this computer's memory is full. Close other programs, and try again."
    ),
    "disk_full": later("Nothing was saved, since the disk is full. Free some space, then try again."),
    "file_exists": later("There is a file {name} here already. Choose another name."),
    "journal_busy": later("Another program is reading {name} just now. Try again in a moment."),
    "folder_read_only": later("Nothing can be written in the folder {folder}. Move {name} to one of yours."),
    "reference_missing": later("What this belongs to is not there any more. Undo its deletion first."),
    "changed_since": later("What this wrote was changed or used since. Undo the later changes first."),
    "backup_of_damaged": later("{name} itself is not whole, so no copy of it was kept."),
    "backup_failed": later("The copy of {name} was not whole and was not kept. Try again."),
    "journal_is_backup": later("{name} is a backup, which stays as it is. Restore it, or work on a copy of it."),
    "backup_damaged": later("The backup {backup} is not whole, so {name} was left as it is. Choose another backup."),
    "backup_of_another": later("{backup} is not a backup of {name} but of another journal. Nothing was changed."),
    "backup_is_journal": later("{name} is the journal itself. Choose one of its backups."),
    "migration_failed": later("{name} could not be brought to this version ({reason}) and is as it was before."),
    "folder_not_writable": later("{folder} does not allow {name} to be written. Choose another folder."),
    "folder_gone": later("There is no folder {folder}. Choose another one."),
})  # fmt: skip


#: By SQLite's code, or by its last eight bits, which are what it has in common with others. What is missing here only a
#: fault of ours brings about.
_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "journal_busy",
    sqlite3.SQLITE_LOCKED: "journal_busy",
    sqlite3.SQLITE_PROTOCOL: "journal_busy",
    sqlite3.SQLITE_SCHEMA: "journal_busy",
    sqlite3.SQLITE_READONLY: "journal_read_only",
    sqlite3.SQLITE_PERM: "journal_read_only",
    sqlite3.SQLITE_CORRUPT: "journal_damaged",
    sqlite3.SQLITE_NOTADB: "journal_damaged",
    sqlite3.SQLITE_FORMAT: "journal_damaged",
    sqlite3.SQLITE_IOERR: "cannot_write",
    sqlite3.SQLITE_IOERR_READ: "journal_unreadable",
    sqlite3.SQLITE_IOERR_SHORT_READ: "journal_unreadable",
    sqlite3.SQLITE_IOERR_FSTAT: "journal_unreadable",
    sqlite3.SQLITE_IOERR_SEEK: "journal_unreadable",
    sqlite3.SQLITE_IOERR_MMAP: "journal_unreadable",
    sqlite3.SQLITE_IOERR_CORRUPTFS: "journal_unreadable",  # what a disk's error on a read is to it
    sqlite3.SQLITE_IOERR_DATA: "journal_damaged",
    sqlite3.SQLITE_IOERR_NOMEM: "memory_full",
    sqlite3.SQLITE_NOMEM: "memory_full",
    sqlite3.SQLITE_CANTOPEN: "cannot_write",
    sqlite3.SQLITE_NOLFS: "cannot_write",
}
#: What they mean while the file is only read, where that is something else.
_READING = {
    "disk_full": "no_room_to_read",  # a change that was cut short is taken back first
    "journal_read_only": "journal_unfinished",
    "cannot_write": "journal_unreadable",
}
#: How errors without a code of their own begin, that a damaged file brings about: in its header, a text, a number, or
#: the search.
_DAMAGED = (
    "unsupported file format", "attached databases must use the same text encoding", "Could not decode",
    "UNIQUE constraint failed: change.",  # the number after that of the last change
    "invalid fts5 file format", "vtable constructor failed",
)  # fmt: skip
#: The byte of the header that says how the file is written; journals have 1, and a file that SQLite is not to write 3.
_WRITE_VERSION, _NEWEST_WRITE_VERSION = 18, 2


_SYSTEM_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "folder_not_writable",
    errno.EPERM: "folder_not_writable",
    errno.EROFS: "folder_not_writable",
    errno.EEXIST: "file_exists",
    errno.ENOENT: "folder_gone",
    errno.ENOTDIR: "folder_gone",
}
#: What the system says of a file that cannot be read; anything else is the disk's error, or the connection's.
_UNREAD = {
    errno.ENOENT: "journal_missing",
    errno.ENOTDIR: "journal_missing",
    errno.EISDIR: "journal_is_folder",
    errno.EACCES: "journal_not_allowed",
    errno.EPERM: "journal_not_allowed",
}
#: The errors about a file that `problem_of` knows: of SQLite, the system, and Python's reading of a text of SQLite's.
FILE_ERRORS = (sqlite3.Error, OSError, MemoryError, UnicodeDecodeError)


def named(path: Path) -> dict[str, object]:
    """Return the facts of a problem about a file."""
    return {"path": str(path), "name": path.name}


def problem_of(error: BaseException, path: Path, *, writing: bool = False) -> Problem | None:
    """Return the problem that an error about a file stands for; None for a programming error.

    :param writing: whether the file was to be written, or only read, which decides what is true of it.
    """
    if isinstance(error, OSError):
        return unwritten(error, path) if writing else unread(error, path)
    if isinstance(error, MemoryError):  # Python raises SQLite's as its own
        return Problem("memory_full")
    if isinstance(error, UnicodeDecodeError):  # in an error's message, or in a table's definition
        return Problem("journal_damaged", facts=named(path))
    if not isinstance(error, sqlite3.Error):
        return None
    code = getattr(error, "sqlite_errorcode", 0)
    facts = {**named(path), "reason": str(error)}
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return Problem("journal_replaced", facts=facts)
    if code == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
        table, _, column = str(error).partition(": ")[2].partition(",")[0].partition(".")
        declared = BY_NAME[table].declared if table in BY_NAME else None
        if declared and declared.unique and column in declared.key:
            return Problem(declared.unique, field=declared.key[-1])
    if code in (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, sqlite3.SQLITE_CONSTRAINT_TRIGGER) and "FOREIGN" in str(error):
        return Problem("reference_missing")
    known = _CODES.get(code, _CODES.get(code & 0xFF))
    if known is None and str(error).startswith(_DAMAGED):  # an error with a code may have such a message too
        known = "journal_damaged"
    if known == "journal_read_only" and _bars_writing(path):
        known = "journal_damaged"
    if not writing and known in _READING and code != sqlite3.SQLITE_READONLY:  # that one is of our own statement
        return _unopened(path) or Problem(_READING[known], facts=facts)
    return Problem(known, facts=facts) if known else None


def _bars_writing(path: Path) -> bool:
    """Whether the header keeps SQLite from writing the file, as that of no journal does."""
    try:
        with path.open("rb") as file:
            return file.read(_WRITE_VERSION + 1)[_WRITE_VERSION] > _NEWEST_WRITE_VERSION
    except (OSError, IndexError):
        return False


def _unopened(path: Path) -> Problem | None:
    """Return why a file cannot be opened to be read, which SQLite does not say; None when it can be."""
    try:
        path.stat()  # opening it would drop the locks of SQLite when it is closed
    except OSError as error:
        return unread(error, path)
    return None if os.access(path, os.R_OK) else Problem("journal_not_allowed", facts=named(path))


def unread(error: OSError, path: Path) -> Problem:
    """Return the problem that a system error on reading `path` stands for."""
    code = _UNREAD.get(error.errno or 0, "journal_unreadable")
    return Problem(code, facts={**named(path), "reason": error.strerror or str(error)})


def unwritten(error: OSError, path: Path) -> Problem:
    """Return the problem that a system error on writing to `path` stands for."""
    code = _SYSTEM_CODES.get(error.errno or 0, "cannot_write")
    facts = {**named(path), "folder": str(path.absolute().parent)}
    return Problem(code, facts=facts | {"reason": error.strerror or str(error)})


def require_file(path: Path) -> None:
    """Look that what is to be read is a file, since SQLite and the system wait for ever for what comes from a pipe.

    :raises Refused: journal_is_no_file, journal_is_folder; what cannot be looked at is left to whoever reads it.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode):
        raise Refused(Problem("journal_is_folder", facts=named(path)))
    if not stat.S_ISREG(mode):
        raise Refused(Problem("journal_is_no_file", facts=named(path)))
