"""Verified backups of a journal, and the rotation of the automatic ones.

A backup is written under a temporary name, checked from end to end, and then renamed. The automatic ones are in a
folder beside the journal, numbered: their order, and which of them are kept, does not depend on the clock alone.
"""

import mmap
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal import leftovers, version_notes
from rebond.journal.backup_folder import Copy, copies, folder, make, new_place
from rebond.journal.connection import connect, copy_pages
from rebond.journal.damage import with_backups
from rebond.journal.errors import FILE_ERRORS, named
from rebond.journal.file_look import end_and_length
from rebond.journal.header import require_free
from rebond.journal.integrity import good_copy
from rebond.journal.lock import Lock
from rebond.journal.refusing import refusals
from rebond.progress import Progress, part, unheard
from rebond.whole_file import draft_of, sync_folder

declare_problems({
    "backup_not_deleted": later(
        "A new backup of {name} was made, but {backup}, which is not kept any longer, cannot be deleted ({reason}). "
        "Change the permissions of the folder {folder}, or delete it there yourself."
    ),
})  # fmt: skip

#: The automatic backups kept: the last of each of this many days, weeks and months.
_DAYS, _WEEKS, _MONTHS = 7, 4, 12
_HEAD = "SELECT hash FROM change ORDER BY seq DESC LIMIT 1"


def backup(path: Path, today: date, out: Path | None = None, progress: Progress = unheard) -> Path:
    """Write a verified backup to `out`, or to the backup folder, and return its path. The journal may be open.

    What `progress` raises ends it; no file is left behind then either.

    :raises Refused: file_exists, left_beside, backup_failed, backup_of_damaged, or a system error; no file is left
        behind.
    """
    path = path.resolve()
    if out is not None:
        require_free(out)  # before the lock, which whoever has a journal of that name open holds until it is closed
    with refusals(path):
        version_notes.version(path)  # refuses what is no journal that this version reads

    def copy(draft: Path) -> None:
        copy_whole(path, draft, progress)

    return _made(path, out, today, copy, progress)


def backup_of(connection: sqlite3.Connection, path: Path, today: date) -> Path:
    """Make a backup in the folder of what a connection reads, whatever file has the journal's name by now.

    :raises Refused: backup_failed when that is not whole, or a system error; no file is left behind.
    """

    def copy(draft: Path) -> None:
        with closing(sqlite3.connect(draft, isolation_level=None)) as target:
            copy_pages(connection, target, unheard)
        if problems := good_copy(draft):
            raise _failed(path, problems)

    return _made(path, None, today, copy, unheard)


def _made(path: Path, out: Path | None, today: date, copy: Callable[[Path], None], progress: Progress) -> Path:
    """Have a backup copied and verified under a name of its own, give it its name, and look at it again.

    One is made at a time in a folder: another waits.
    """
    with refusals(out or folder(path), writing=True):
        if out is None:
            make(path)
        lock = Lock(out or folder(path) / "backups", waiting=lambda: progress(0, 1))
        try:
            out = (out or new_place(path, today)).absolute()
            require_free(out)
            with draft_of(out, is_new=True) as draft:
                copy(draft)
                verified = _seen(draft)
            if _seen(out) != verified:
                out.unlink(missing_ok=True)
                raise _failed(path)
        finally:
            lock.release()
    return out


def _seen(path: Path) -> tuple[object, ...]:
    """The marks by which a copy that is whole is told from another file, without reading all of it."""
    with path.open("rb") as file:
        return path.stat().st_size, file.read(100), _head_hash(path)


def _failed(path: Path, problems: Sequence[Problem] = ()) -> Refused:
    return Refused(Problem("backup_failed", facts=named(path)), *problems)


def backup_if_due(path: Path, today: date) -> Path | None:
    """Make the day's backup if anything changed since the last, and delete superseded ones; its path, or None.

    The last one is read from end to end once a day: one that is not whole any more is no reason to make none.

    :raises Refused: as `backup` does; backup_not_deleted, when the backup was made.
    """
    last = next((copy for copy in copies(path) if not copy.former), None)
    held = _head_hash(last.path) if last else None
    if last and held and (last.day == today or (held == _head_hash(path) and _is_still_good(last.path, today))):
        return None
    made = backup(path, today)
    undeleted = [problem for copy in _superseded(copies(path)) if (problem := _not_deleted(path, copy.path))]
    leftovers.clear_backups(path)
    if undeleted:
        raise Refused(undeleted[0])
    return made


def _not_deleted(path: Path, copy: Path) -> Problem | None:
    """Delete a backup that is superseded, or return why that cannot be done."""
    try:
        copy.unlink(missing_ok=True)
    except OSError as error:
        facts = {**named(path), "backup": copy.name, "folder": str(copy.parent), "reason": error.strerror}
        return Problem("backup_not_deleted", facts=facts)
    return None


def _is_still_good(copy: Path, today: date) -> bool:
    """Whether a backup is whole; the file's time is that of the last look."""
    with suppress(OSError):
        if date.fromtimestamp(copy.stat().st_mtime) == today:  # noqa: DTZ012 - the person's own calendar
            return True
    if good_copy(copy):
        return False
    with suppress(OSError):
        os.utime(copy)
    return True


def held_by_last(path: Path) -> Path | None:
    """Return the newest automatic backup if it holds the journal as it is, and is whole; else None."""
    last = next((copy.path for copy in copies(path) if not copy.former), None)
    if last is None or good_copy(last) or _state(last) != _state(path):
        return None
    return last


def _state(path: Path) -> tuple[object, ...]:
    with refusals(path), closing(connect(path, read_only=True)) as connection:
        return (*connection.execute("PRAGMA user_version").fetchone(), *_counts(connection))


def backups_holding(path: Path, kind: str, row_id: int, words: Collection[str]) -> tuple[Path, ...]:
    """Return the automatic backups that hold a row in their history or one of `words` anywhere.

    Those that cannot be read are among them, since they might.
    """
    sql = "SELECT 1 FROM change_row WHERE kind = ? AND row_id = ? AND erased = 0 LIMIT 1"
    holding = []
    for copy in copies(path):
        try:
            with closing(connect(copy.path, read_only=True)) as connection:
                holds = connection.execute(sql, (kind, row_id)).fetchone() is not None or _contains(copy.path, words)
        except (*FILE_ERRORS, Refused):
            holds = True
        if holds:
            holding.append(copy.path)
    return tuple(holding)


def _contains(path: Path, words: Collection[str]) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(word.encode()) >= 0 for word in words)


def delete_backups(path: Path, doomed: Iterable[Path], today: date) -> Path:
    """Make a new backup, then delete the automatic backups `doomed`; return the path of the new one.

    :raises Refused: when the new backup cannot be made, or a file cannot be deleted; the journal is unchanged.
    """
    made = backup(path, today)
    for copy in copies(path):
        if copy.path in set(doomed) and copy.path != made:
            with refusals(copy.path, writing=True):
                copy.path.unlink(missing_ok=True)
    # Else a loss of power would bring them back, and what was erased with them.
    with refusals(folder(path), writing=True):
        sync_folder(folder(path))
    return made


def copy_whole(path: Path, draft: Path, progress: Progress) -> None:
    """Copy a journal into an empty file, and check the copy from end to end.

    :raises Refused: backup_failed when the copy is damaged, backup_of_damaged when the journal is too.
    """
    # By way of the memory, since nobody can write to the journal while it is read, and the draft's disk may be slow.
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as held:
        with refusals(path), closing(connect(path, read_only=True)) as source:
            source.execute("BEGIN")
            counted = _counts(source)
            copy_pages(source, held, part(progress, 0, 1, 10))
            source.execute("COMMIT")
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            copy_pages(held, copy, part(progress, 1, 2, 10))
            same = _counts(copy) == counted
    problems = good_copy(draft, part(progress, 2, 10, 10))
    if problems and (damage := good_copy(path, part(progress, 2, 10, 10))):
        raise Refused(*with_backups((Problem("backup_of_damaged", facts=named(path)), *damage), path))
    if not same or problems:
        raise _failed(path, problems)


def _counts(connection: sqlite3.Connection) -> tuple[object, ...]:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for (name,) in tables]  # noqa: S608
    return (*tables, *counts, connection.execute(_HEAD).fetchone())


def _head_hash(path: Path) -> bytes | None:
    """Return the hash of the last change; None when the file cannot be read."""
    found = end_and_length(path)
    return found[0].hash if found else None


def _superseded(newest_first: Iterable[Copy]) -> tuple[Copy, ...]:
    """Return the copies that are not the last of one of the days, weeks and months kept; never the newest or former.

    Only days, weeks and months with a backup count, so that a clock set wrong deletes nothing more.
    """
    kept: dict[tuple[str, object], Copy] = {}
    superseded = []
    for copy in (copy for copy in newest_first if not copy.former):
        spans = (
            ("day", copy.day, _DAYS),
            ("week", copy.day.isocalendar()[:2], _WEEKS),
            ("month", copy.day.replace(day=1), _MONTHS),
        )
        keep = False
        for span, value, most in spans:
            if (span, value) not in kept and sum(key[0] == span for key in kept) < most:
                kept[span, value] = copy
                keep = True
        if not keep:
            superseded.append(copy)
    return tuple(superseded)
