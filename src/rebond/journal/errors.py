"""Errors of SQLite and the operating system about the journal file, as problems a person can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.translatable import later

declare_problems({
    "journal_damaged": later("{name} is damaged. It was left as it is, and no backup of it was found beside it."),
    "journal_replaced": later(
        "Another program put a different file in the place of {name}. Nothing was written: open it again."
    ),
    "journal_read_only": later("{name} can only be read. Change its permissions, or work on a copy."),
    "cannot_write": later("Nothing was saved, since {name} cannot be written: {reason}. Try again."),
    "disk_full": later("Nothing was saved, since the disk is full. Free some space, then try again."),
    "file_exists": later("There is a file {name} here already. Choose another name."),
    "journal_damaged_backup": later("{name} is damaged. It was left as it is; its last good backup is {backup}."),
    "journal_busy": later("Another program is reading {name} just now. Try again in a moment."),
    "folder_read_only": later("Nothing can be written in the folder {folder}. Move {name} to one of yours."),
    "reference_missing": later("What this belongs to is not there any more. Undo its deletion first."),
    "changed_since": later("What this wrote was changed or used since. Undo the later changes first."),
    "backup_of_damaged": later("{name} itself is not whole, so no copy of it was kept."),
    "backup_failed": later("The copy of {name} was not whole ({reason}) and was not kept. Try again."),
    "journal_is_backup": later("{name} is a backup, which stays as it is. Restore it, or work on a copy of it."),
    "backup_damaged": later("The backup {backup} is not whole, so {name} was left as it is. Choose another backup."),
    "backup_of_another": later("{backup} is not a backup of {name} but of another journal. Nothing was changed."),
    "backup_is_journal": later("{name} is the journal itself. Choose one of its backups."),
    "migration_failed": later("{name} could not be brought to this version ({reason}) and is as it was before."),
    "folder_not_writable": later("{folder} does not allow {name} to be written. Choose another folder."),
    "folder_gone": later("There is no folder {folder}. Choose another one."),
})  # fmt: skip


_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "journal_busy",
    sqlite3.SQLITE_LOCKED: "journal_busy",
    sqlite3.SQLITE_READONLY: "journal_read_only",
    sqlite3.SQLITE_PERM: "journal_read_only",
    sqlite3.SQLITE_CORRUPT: "journal_damaged",
    sqlite3.SQLITE_NOTADB: "journal_damaged",
    sqlite3.SQLITE_IOERR: "cannot_write",
    sqlite3.SQLITE_CANTOPEN: "cannot_write",
}


_SYSTEM_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "folder_not_writable",
    errno.EPERM: "folder_not_writable",
    errno.EROFS: "folder_not_writable",
    errno.ENOENT: "folder_gone",
    errno.ENOTDIR: "folder_gone",
}


def problem_of(error: sqlite3.Error, path: Path) -> Problem | None:
    """Return the problem that an SQLite error stands for; None for a programming error."""
    code = getattr(error, "sqlite_errorcode", 0)
    facts = {"path": str(path), "name": path.name, "reason": str(error)}
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return Problem("journal_replaced", facts=facts)
    if code == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
        table, _, column = str(error).partition(": ")[2].partition(",")[0].partition(".")
        declared = BY_NAME[table].declared if table in BY_NAME else None
        if declared and declared.unique and column in declared.key:
            return Problem(declared.unique, field=declared.key[-1])
    if code in (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, sqlite3.SQLITE_CONSTRAINT_TRIGGER) and "FOREIGN" in str(error):
        return Problem("reference_missing")
    known = "journal_damaged" if str(error).startswith("Could not decode") else _CODES.get(code & 0xFF)
    return Problem(known, facts=facts) if known else None


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Raise `Refused` for SQLite's errors about the file; any other error passes unchanged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        problem = problem_of(original, path) if isinstance(original, sqlite3.Error) else None
        if problem is None:
            raise
        raise Refused(problem) from error


@contextmanager
def system_refusals(path: Path) -> Iterator[None]:
    """Raise `Refused` for errors of SQLite and the system about the file and its folder."""
    try:
        with refusals(path):
            yield
    except UnicodeDecodeError as error:  # in an error's message, or in a table's definition
        facts = {"path": str(path), "name": path.name, "reason": "UTF-8"}
        raise Refused(Problem("journal_damaged", facts=facts)) from error
    except OSError as error:
        raise Refused(unwritten(error, path)) from error


def unwritten(error: OSError, path: Path) -> Problem:
    """Return the problem that a system error on writing to `path` stands for."""
    facts = {"path": str(path), "name": path.name, "folder": str(path.absolute().parent)}
    code = _SYSTEM_CODES.get(error.errno or 0, "cannot_write")
    return Problem(code, facts=facts | {"reason": error.strerror or str(error)})
