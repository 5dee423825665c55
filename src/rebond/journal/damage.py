"""Sentences about the backups of a damaged journal, whatever was being done with it when the damage was found."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.backup_folder import copies, journal_of
from rebond.journal.errors import named
from rebond.journal.integrity import good_copy
from rebond.whole_file import is_draft

declare_problems({
    "backup_last_good": later("The last backup of {name} that is whole is {backup}: restore it."),
    "backup_none_good": later("None of the backups of {name} is whole: copy them and the file itself to another disk."),
    "backup_none": later("There is no backup of {name} beside it. If you have one elsewhere, restore that."),
    "backups_unread": later(
        "No backup of {name} that can be read now is whole, and the others cannot be read: check the disk, and try "
        "again."
    ),
})  # fmt: skip

#: The problems that `about_backups` returns.
ABOUT_BACKUPS = frozenset({
    "backup_last_good", "backup_none_good", "backup_none", "backups_unread", "backups_unlisted", "backups_blocked",
})  # fmt: skip
#: The problems of a file that is damaged or emptied, where a backup in its place is the way out.
_DAMAGE = frozenset({
    "journal_damaged", "journal_damaged_open", "check_pages", "check_reference", "check_chain", "check_row",
    "check_lost", "check_search", "journal_empty", "journal_emptied",
})  # fmt: skip
#: Why a backup cannot be read now, which says nothing of whether it is whole.
_UNREAD = frozenset({"journal_unreadable", "journal_not_allowed", "memory_full"})


def last_good_backup(path: Path) -> Path | None:
    """Return the newest automatic backup that is whole now, read from end to end; None when there is none.

    :raises Refused: when the folder of backups cannot be looked at.
    """
    return next((copy for copy, problems in _looked_at(path) if not problems), None)


def about_backups(path: Path) -> Problem | None:
    """Return what is true of the backups of a damaged journal: the last one that is whole, or that there is none.

    None for what has no backups of its own: a backup itself, or the draft of a file.
    """
    if journal_of(path) or is_draft(path):
        return None
    unread = bad = False
    try:
        for copy, problems in _looked_at(path):
            if not problems:
                return Problem("backup_last_good", facts={**named(path), "backup": str(copy)})
            bad = True
            unread |= any(problem.code in _UNREAD for problem in problems)
    except Refused as refused:
        return refused.problems[0]
    if unread:
        return Problem("backups_unread", facts=named(path))
    return Problem("backup_none_good" if bad else "backup_none", facts=named(path))


def is_damage(problem: Problem) -> bool:
    """Whether a problem says that a file is damaged."""
    return problem.code in _DAMAGE


def refuted(path: Path) -> Problem | None:
    """Read a file that is said to be damaged from end to end, and return the problem that it was not read as it is.

    None when it is damaged.
    """
    problems = good_copy(path)
    if any(map(is_damage, problems)):
        return None
    unread = (problem for problem in problems if problem.code in _UNREAD)
    return next(unread, Problem("journal_unreadable", facts={**named(path), "reason": os.strerror(errno.EIO)}))


def with_backups(problems: tuple[Problem, ...], path: Path) -> tuple[Problem, ...]:
    """Add what is true of its backups to the problems of a journal, if it is damaged and that is not said yet."""
    found = {problem.code for problem in problems}
    about = about_backups(path) if found & _DAMAGE and not found & ABOUT_BACKUPS else None
    return (*problems, about) if about else problems


def _looked_at(path: Path) -> Iterable[tuple[Path, tuple[Problem, ...]]]:
    """Yield the backups with their problems, the newest first, and after them what restores replaced."""
    in_order = sorted(copies(path), key=lambda copy: copy.former)
    return ((copy.path, good_copy(copy.path)) for copy in in_order)
