"""Verified backups of a journal, and the rotation of the automatic ones.

A backup is written under a temporary name, checked from end to end, and then renamed. The automatic ones are in a
folder beside the journal, numbered: their order, and which of them are kept, does not depend on the clock alone.
"""

import mmap
import re
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rebond.domain.problems import Problem, Refused
from rebond.journal.connection import connect, copy_pages
from rebond.journal.errors import refusals, system_refusals
from rebond.journal.header import look
from rebond.journal.integrity import good_copy
from rebond.journal.tables import VERSION
from rebond.progress import Progress, part, unheard
from rebond.whole_file import draft_of

#: The automatic backups kept: the last of each of this many days, weeks and months.
_DAYS, _WEEKS, _MONTHS = 7, 4, 12
_FOLDER = ".backups"
_HEAD = "SELECT hash FROM change ORDER BY seq DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup in the folder: its serial number, its day by the clock of that time, and its path.

    A `former` one is the file that a restore replaced, as its name says; it is never superseded.
    """

    number: int
    day: date
    path: Path
    former: bool = False


def folder(path: Path) -> Path:
    """Return the folder of a journal's backups."""
    return path.with_name(path.stem + _FOLDER)


def journal_of(path: Path) -> Path | None:
    """Return the path of the journal that a file is a backup of, by its folder and name; None for any other file."""
    stem = path.parent.name.removesuffix(_FOLDER)
    if stem == path.parent.name or not _names(stem, path.suffix).fullmatch(path.name):
        return None
    return path.parent.with_name(stem + path.suffix)


def copies(path: Path) -> tuple[Copy, ...]:
    """Return the backups in the folder of a journal, the newest first."""
    backups = []
    for file in folder(path).iterdir() if folder(path).is_dir() else ():
        match = _names(path.stem, path.suffix).fullmatch(file.name)
        if match:
            backups.append(Copy(int(match[2]), date.fromisoformat(match[1]), file, bool(match[3])))
    return tuple(sorted(backups, key=lambda copy: copy.number, reverse=True))


def _names(stem: str, suffix: str) -> re.Pattern[str]:
    return re.compile(re.escape(stem) + r" (\d{4}-\d\d-\d\d) (\d+)( .+)?" + re.escape(suffix))


def new_place(path: Path, today: date, why: str = "") -> Path:
    """Return the path of the next backup, in the folder, which is made.

    :param why: words for the name of one that is `former`.
    :raises OSError: when the folder cannot be made.
    """
    folder(path).mkdir(exist_ok=True)
    number = max((copy.number for copy in copies(path)), default=0) + 1
    return folder(path) / f"{path.stem} {today} {number:05}{' ' if why else ''}{why}{path.suffix}"


def latest_backup(path: Path) -> Path | None:
    """Return the newest automatic backup, or None; each was verified when it was made."""
    return next((copy.path for copy in sorted(copies(path), key=lambda copy: copy.former)), None)


def backup(path: Path, today: date, out: Path | None = None, progress: Progress = unheard) -> Path:
    """Write a verified backup to `out`, or to the backup folder, and return its path. The journal may be open.

    What `progress` raises ends it; no file is left behind then either.

    :raises Refused: file_exists, backup_failed, backup_of_damaged, or a system error; no file is left behind.
    """
    path = path.resolve()
    look(path, VERSION)
    with system_refusals(out or folder(path)):
        out = (out or new_place(path, today)).absolute()
        if out.exists():
            raise Refused(Problem("file_exists", facts={"path": str(out), "name": out.name}))
        with draft_of(out) as draft:
            copy_whole(path, draft, progress)
    return out


def backup_if_due(path: Path, today: date) -> Path | None:
    """Make the day's backup if anything changed since the last, and delete superseded ones; its path, or None."""
    last = next((copy for copy in copies(path) if not copy.former), None)
    if last and (last.day == today or _head_hash(last.path) == _head_hash(path)):
        return None
    made = backup(path, today)
    for copy in _superseded(copies(path)):
        copy.path.unlink(missing_ok=True)
    for draft in folder(path).glob(".*.part"):  # of a process that was killed; one of today may still be written
        if date.fromtimestamp(draft.stat().st_mtime) < today:  # noqa: DTZ012 - the person's own calendar
            draft.unlink(missing_ok=True)
    return made


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
        except (sqlite3.Error, OSError, Refused):
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
            with system_refusals(copy.path):
                copy.path.unlink(missing_ok=True)
    return made


def copy_whole(path: Path, draft: Path, progress: Progress) -> None:
    """Copy a journal into an empty file, and check the copy from end to end.

    :raises Refused: backup_failed when the copy is damaged, backup_of_damaged when the journal is too.
    """
    with refusals(path):
        original = connect(path, read_only=True)
    # By way of the memory, since nobody can write to the journal while it is read, and the draft's disk may be slow.
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as held:
        with closing(original) as source:
            with refusals(path):
                source.execute("BEGIN")
                counted = _counts(source)
            copy_pages(source, held, part(progress, 0, 1, 10))
            source.execute("COMMIT")
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            copy_pages(held, copy, part(progress, 1, 2, 10))
            same = _counts(copy) == counted
    problems = good_copy(draft, part(progress, 2, 10, 10))
    if problems and (damage := good_copy(path, part(progress, 2, 10, 10))):
        raise Refused(Problem("backup_of_damaged", facts={"name": path.name}), *damage)
    if not same or problems:
        reason = ", ".join(problem.code for problem in problems) or "rows"
        raise Refused(Problem("backup_failed", facts={"name": path.name, "reason": reason}), *problems)


def _counts(connection: sqlite3.Connection) -> tuple[object, ...]:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for (name,) in tables]  # noqa: S608
    return (*tables, *counts, connection.execute(_HEAD).fetchone())


def _head_hash(path: Path) -> bytes | None:
    """Return the hash of the last change; None when the file cannot be read."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            row = connection.execute(_HEAD).fetchone()
    except sqlite3.Error:
        return None
    return bytes(row[0]) if row else None


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
