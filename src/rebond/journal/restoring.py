"""Restoring a backup: it takes the place of the journal's file as a whole, and the former file is kept.

It is no change of the history, and undo does not take it back: to go back, the kept file is restored in its turn.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from itertools import count
from pathlib import Path

from rebond.domain.direction import upright
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal import leftovers
from rebond.journal.backup import backup as make_backup
from rebond.journal.backup import copy_whole
from rebond.journal.backup_folder import copies, journal_of, new_place, note_earlier
from rebond.journal.backup_list import look_at
from rebond.journal.connection import connect
from rebond.journal.errors import named, problem_of
from rebond.journal.file_format import VERSION
from rebond.journal.header import beside, is_database, look
from rebond.journal.integrity import good_copy
from rebond.journal.lock import Lock
from rebond.journal.opening import require_writable
from rebond.journal.refusing import refusals
from rebond.progress import Progress, part, unheard
from rebond.whole_file import draft_of, sync_folder

declare_problems({
    "restored_despite_failure": later(
        "The backup was restored, but the disk reported a failure ({reason}). Make a backup on another disk soon."
    ),
})  # fmt: skip

#: Why a journal cannot be opened, where a backup in its place is the way out.
HELPED_BY_BACKUP = frozenset({
    "journal_damaged", "journal_empty", "journal_missing", "not_a_journal",
    "foreign_database", "journal_unreadable",
})  # fmt: skip


def untold(_problem: Problem) -> None:
    """Leave a warning unsaid, where nobody is there to read it."""


def restore(
    path: Path,
    backup: Path,
    today: date,
    why: str,
    progress: Progress = unheard,
    tell: Callable[[Problem], object] = untold,
) -> Path | None:
    """Put a backup in the place of a journal, and return where the former file is kept; None when there was none.

    The former file becomes a backup. One that is not whole is kept beside the journal instead, as it is. The backup
    is only read. What `progress` raises ends it, and everything is as before then.

    :param tell: is called with what went wrong though the backup was restored: restored_despite_failure.
    :param why: the words in the kept file's name that say what it is: "before restoring".
    :raises Refused: backup_damaged, backup_of_another, backup_is_journal, journal_in_use, journal_busy, or a system
        error; the journal's file is the one that it was.
    """
    path, backup = path.resolve(), backup.resolve()
    if path == backup:
        raise Refused(Problem("backup_is_journal", facts=named(path)))
    require_its_own(path, backup)
    if path.exists():
        require_writable(path)  # a file that is not to be written to is not to be replaced
    with refusals(path, writing=True):
        lock = Lock(path)
        try:
            leftovers.clear(path)
            _require_unused(path)
            return _replace(path, backup, today, why, progress, tell)
        finally:
            lock.release()


def copy_of_backup(backup: Path, name: str, progress: Progress = unheard) -> Path:
    """Copy a backup from the folder of backups to beside its journal, and return the path of the copy.

    :param name: the name of the copy without its ending, with `{journal}` and the `{day}` of the backup; a number is
        added if there is such a file already.
    :raises Refused: backup_damaged, or a system error; no file is left behind.
    :raises ValueError: when it is no file of such a folder.
    """
    backup = backup.resolve()
    journal = journal_of(backup)
    if journal is None:
        raise ValueError(backup)
    (day,) = (copy.day for copy in copies(journal) if copy.path == backup)
    place = _free(journal.with_name(upright(name.format(journal=journal.stem, day=day)) + backup.suffix))
    with refusals(place, writing=True), draft_of(place) as draft:
        _copy(place, backup, draft, progress)
    return place


def require_its_own(path: Path, backup: Path) -> None:
    """:raises Refused: when the backup is none, or another journal's; of a damaged journal that cannot be told."""
    difference = look_at(path, backup).difference
    if difference and not difference.common:
        raise Refused(of_another(path, backup))


def of_another(path: Path, backup: Path) -> Problem:
    """Return the problem of a backup of another journal."""
    return Problem("backup_of_another", facts=_facts(path, backup))


def _require_unused(path: Path) -> None:
    """Roll back what a killed process left half written; a file that is no database is not touched.

    :raises Refused: journal_busy, when another program uses the file.
    """
    if not is_database(path):  # SQLite would delete what lies beside it
        return
    try:
        with closing(connect(path)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except (sqlite3.Error, Refused) as error:
        problem = problem_of(error, path) if isinstance(error, sqlite3.Error) else None
        if problem and problem.code == "journal_busy":
            raise Refused(problem) from error


def _replace(
    path: Path, backup: Path, today: date, why: str, progress: Progress, tell: Callable[[Problem], object]
) -> Path | None:
    """Put a whole copy of the backup in the place of the file, which is kept, and return where it is kept."""
    kept, ready = None, None
    try:
        with draft_of(path) as draft:
            _copy(path, backup, draft, part(progress, 0, 1, 2))
            kept = _keep(path, today, why, part(progress, 1, 2, 2))
            ready = draft.stat().st_ino
    except OSError as error:
        # The folder may fail to be synced when the backup has its place already: then it is restored.
        if ready is None or not path.exists() or path.stat().st_ino != ready:
            raise
        facts = {**named(path), "reason": error.strerror or str(error)}
        tell(Problem("restored_despite_failure", facts=facts))
    with suppress(OSError, Refused):  # a check speaks of the backups before it then
        note_earlier(path)
    return kept


def _copy(path: Path, backup: Path, draft: Path, progress: Progress) -> None:
    """:raises Refused: backup_damaged, or why the draft of `path` cannot be written."""
    try:
        with refusals(path, writing=True):
            copy_whole(backup, draft, progress)
    except Refused as refused:
        if good_copy(backup):
            raise Refused(Problem("backup_damaged", facts=_facts(path, backup))) from refused
        raise


def _keep(path: Path, today: date, why: str, progress: Progress) -> Path | None:
    """Keep the file that is about to be replaced, and return where; nothing of it is beside its name any more."""
    aside = _free(path.with_name(f"{path.stem} {why} {today}{path.suffix}"))
    kept = None
    if path.exists():
        try:
            kept = make_backup(path, today, new_place(path, today, why), progress)
        except Refused:
            if _is_whole(path):
                raise
            kept = aside
            try:
                os.link(path, aside)
            except OSError:  # on a disk without links there is no file for a moment
                path.rename(aside)
    left = beside(path)
    for file in left:
        file.rename(aside.with_name(aside.name + file.name.removeprefix(path.name)))
    if left or kept == aside:  # on the disk before the backup has their name
        sync_folder(path.parent)
    return kept


def _is_whole(path: Path) -> bool:
    try:
        look(path, VERSION)
    except Refused:
        return False
    return not good_copy(path)


def _free(path: Path) -> Path:
    """Return the path, with a number after its name if there is such a file already."""
    names = (path if number == 1 else path.with_stem(f"{path.stem} {number}") for number in count(1))
    return next(name for name in names if not name.exists() and not beside(name))


def _facts(path: Path, backup: Path) -> dict[str, object]:
    return {**named(path), "backup": backup.name}
