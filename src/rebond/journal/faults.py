"""What SQLite and the system say went wrong with the file, as problems a person can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from rebond.domain.problems import Problem, Refused
from rebond.journal.tables import UNIQUE

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
    """The problem that SQLite's error stands for; None for an error of the program itself."""
    code = getattr(error, "sqlite_errorcode", 0)
    facts = {"path": str(path), "name": path.name, "reason": str(error)}
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return Problem("journal_replaced", facts=facts)
    if code == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
        table, _, column = str(error).partition(": ")[2].partition(",")[0].partition(".")
        columns, taken = UNIQUE.get(table, ((), ""))
        if column in columns:
            return Problem(taken, field=columns[-1])
    if code in (sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, sqlite3.SQLITE_CONSTRAINT_TRIGGER) and "FOREIGN" in str(error):
        return Problem("reference_missing")
    known = "journal_damaged" if str(error).startswith("Could not decode") else _CODES.get(code & 0xFF)
    return Problem(known, facts=facts) if known else None


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file into `Refused`; any other error passes as it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        problem = problem_of(said, path) if isinstance(said, sqlite3.Error) else None
        if problem is None:
            raise
        raise Refused(problem) from error


@contextmanager
def system_refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of the file and its folder into `Refused`."""
    try:
        with refusals(path):
            yield
    except UnicodeDecodeError as error:  # in an error's message, or in a table's definition
        facts = {"path": str(path), "name": path.name, "reason": "UTF-8"}
        raise Refused(Problem("journal_damaged", facts=facts)) from error
    except OSError as error:
        raise Refused(unwritten(error, path)) from error


def unwritten(error: OSError, path: Path) -> Problem:
    """Why the system lets nothing be written at that place."""
    facts = {"path": str(path), "name": path.name, "folder": str(path.absolute().parent)}
    code = _SYSTEM_CODES.get(error.errno or 0, "cannot_write")
    return Problem(code, facts=facts | {"reason": error.strerror or str(error)})
