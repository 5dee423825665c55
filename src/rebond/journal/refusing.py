"""The one way in which an error about a journal's file becomes a refusal that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from rebond.domain.problems import Problem, Refused
from rebond.journal import schema
from rebond.journal.connection import connect
from rebond.journal.damage import is_damage, refuted, with_backups
from rebond.journal.errors import FILE_ERRORS, named, problem_of
from rebond.journal.file_format import VERSION
from rebond.journal.header import look
from rebond.journal.rows import DamagedValueError

#: What the block of an open journal is refused for; another error in it is of what its caller does there.
_OPEN_ERRORS = (sqlite3.Error, MemoryError, DamagedValueError)
#: What damage of an open journal is where nobody has typed anything yet.
_CLOSED = {"journal_damaged_open": "journal_damaged", "journal_emptied": "journal_empty"}
#: What SQLite says of a damaged file, but also, depending on what it was at, of a disk that failed to read a sound one.
_DOUBTFUL = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@contextmanager
def refusals(path: Path, *, writing: bool = False, is_open: bool = False) -> Iterator[None]:
    """Raise `Refused` for what the block meets in a file: of SQLite and the system, or only SQLite's if `is_open`.

    A journal that is damaged is said to be so together with what is true of its backups, also where the block itself
    refuses it. A programming error passes unchanged.

    :param writing: whether the block is to write the file or its folder: what is told is that nothing was saved.
    :param is_open: the file is that of an open journal, which it may not be any more.
    """
    try:
        yield
    except Refused as refused:
        if not any(problem.facts.get("path") == str(path) for problem in refused.problems):
            raise  # of another file, such as a copy
        problems = with_backups(refused.problems, path)
        if not is_open:
            problems = tuple(replace(problem, code=_CLOSED.get(problem.code, problem.code)) for problem in problems)
        if problems == refused.problems:
            raise
        raise Refused(*problems) from refused
    except (*FILE_ERRORS, DamagedValueError) as error:
        if not isinstance(error, _OPEN_ERRORS if is_open else FILE_ERRORS):
            raise
        problem = problem_of(error, path, writing=writing)
        if is_open:
            problem = _of_open(path, error, problem)
        if problem is None:
            raise
        if getattr(error, "sqlite_errorcode", 0) in _DOUBTFUL and is_damage(problem):
            problem = refuted(path) or problem
        raise Refused(*with_backups((problem,), path)) from error


def _of_open(path: Path, error: BaseException, problem: Problem | None) -> Problem | None:
    """Return the problem of an open journal: damage, and errors without a meaning, may be because it is none now."""
    if isinstance(error, DamagedValueError):
        return damaged(path)
    if problem is None:
        return no_journal(path)
    return (no_journal(path) or damaged(path)) if problem.code == "journal_damaged" else problem


def no_journal(path: Path) -> Problem | None:
    """Return why the file of an open journal is none any more, or cannot be read; None when it is one."""
    try:
        look(path, VERSION)
        with closing(connect(path, read_only=True)) as connection:
            return damaged(path) if schema.differences(connection) else None
    except Refused as refused:
        problem: Problem | None = refused.problems[0]
    except FILE_ERRORS as error:
        problem = problem_of(error, path)
        if problem is None:
            raise
    if problem and problem.code == "journal_damaged":
        return damaged(path)
    return Problem("journal_emptied", facts=problem.facts) if problem and problem.code == "journal_empty" else problem


def damaged(path: Path) -> Problem:
    """Return the problem of an open journal that is damaged."""
    return Problem("journal_damaged_open", facts=named(path))
