"""Copies of a journal that are known to be good.

A copy is made under another name, read from end to end, and only then given its own. The automatic ones lie in a
folder beside the journal, numbered: their order, and which of them are kept, never depends on the clock alone.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rebond.domain.problems import Problem, Refused
from rebond.journal.connection import connect
from rebond.journal.errors import refusals, system_refusals
from rebond.journal.header import look
from rebond.journal.integrity import good_copy
from rebond.journal.tables import VERSION
from rebond.whole_file import draft_of

#: How many of the automatic copies are kept: the last of so many days, of so many weeks, of so many months.
_DAYS, _WEEKS, _MONTHS = 7, 4, 12
_HEAD = "SELECT hash FROM change ORDER BY seq DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Copy:
    """An automatic backup: its running number, the day it was made by the clock of then, and where it is."""

    number: int
    day: date
    path: Path


def folder(path: Path) -> Path:
    """Where a journal's automatic backups lie."""
    return path.with_name(path.stem + ".backups")


def copies(path: Path) -> tuple[Copy, ...]:
    """The automatic backups of a journal, the newest first."""
    pattern = re.compile(re.escape(path.stem) + r" (\d{4}-\d\d-\d\d) (\d+)" + re.escape(path.suffix))
    found = []
    for place in folder(path).iterdir() if folder(path).is_dir() else ():
        match = pattern.fullmatch(place.name)
        if match:
            found.append(Copy(int(match[2]), date.fromisoformat(match[1]), place))
    return tuple(sorted(found, key=lambda copy: copy.number, reverse=True))


def latest_backup(path: Path) -> Path | None:
    """The last good copy; each was read from end to end when it was made."""
    return next((copy.path for copy in copies(path)), None)


def backup(path: Path, today: date, out: Path | None = None) -> Path:
    """Copy the journal as it is now, written to or not, to `out` or to its own folder; where the copy is.

    :raises Refused: file_exists, backup_failed, or what the system says; no file of that name is there then.
    """
    path = path.resolve()
    look(path, VERSION)
    with system_refusals(out or folder(path)):
        if out is None:
            folder(path).mkdir(exist_ok=True)
            last = next(iter(copies(path)), None)
            out = folder(path) / f"{path.stem} {today} {last.number + 1 if last else 1:05}{path.suffix}"
        out = out.absolute()
        if out.exists():
            raise Refused(Problem("file_exists", facts={"path": str(out), "name": out.name}))
        with draft_of(out) as draft:
            _copy(path, draft)
    return out


def backup_if_due(path: Path, today: date) -> Path | None:
    """The first backup of the day, if anything changed since the last; those no longer needed go."""
    last = next(iter(copies(path)), None)
    if last and (last.day == today or _head_hash(last.path) == _head_hash(path)):
        return None
    made = backup(path, today)
    for copy in _superseded(copies(path)):
        copy.path.unlink(missing_ok=True)
    for draft in folder(path).glob(".*.part"):  # of a process that was killed; one of today may still be written
        if date.fromtimestamp(draft.stat().st_mtime) < today:  # noqa: DTZ012 - the person's own calendar
            draft.unlink(missing_ok=True)
    return made


def backups_with_rows(path: Path, kind: str, row_id: int) -> tuple[Path, ...]:
    """The automatic backups whose history knows a row; those that cannot be read are among them, to be sure."""
    sql = "SELECT 1 FROM change_row WHERE kind = ? AND row_id = ? AND erased = 0 LIMIT 1"
    found = []
    for copy in copies(path):
        try:
            with closing(connect(copy.path, read_only=True)) as connection:
                holds = connection.execute(sql, (kind, row_id)).fetchone() is not None
        except (sqlite3.Error, Refused):
            holds = True
        if holds:
            found.append(copy.path)
    return tuple(found)


def delete_backups(path: Path, doomed: Iterable[Path], today: date) -> Path:
    """Delete automatic backups of a journal after making a verified one of it as it is now; where that one is.

    :raises Refused: when the new backup cannot be made, or a file cannot be deleted; the journal is as it was.
    """
    made = backup(path, today)
    for copy in copies(path):
        if copy.path in set(doomed) and copy.path != made:
            with system_refusals(copy.path):
                copy.path.unlink(missing_ok=True)
    return made


def _copy(path: Path, part: Path) -> None:
    """:raises Refused: backup_failed when the copy is not whole, backup_of_damaged when the journal is not either."""
    with refusals(path):
        reading = connect(path, read_only=True)
    with closing(reading) as source, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        with refusals(path):
            source.execute("BEGIN")
            counted = _counts(source)
        source.backup(copy)
        source.execute("COMMIT")
        same = _counts(copy) == counted
    problems = good_copy(part)
    if problems and (damage := good_copy(path)):
        raise Refused(Problem("backup_of_damaged", facts={"name": path.name}), *damage)
    if not same or problems:
        reason = ", ".join(problem.code for problem in problems) or "rows"
        raise Refused(Problem("backup_failed", facts={"name": path.name, "reason": reason}), *problems)


def _counts(connection: sqlite3.Connection) -> tuple[object, ...]:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for (name,) in tables]  # noqa: S608
    return (*tables, *counts, connection.execute(_HEAD).fetchone())


def _head_hash(path: Path) -> bytes | None:
    """The end of a journal's history; None when the file cannot say."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            row = connection.execute(_HEAD).fetchone()
    except sqlite3.Error:
        return None
    return bytes(row[0]) if row else None


def _superseded(newest_first: Iterable[Copy]) -> tuple[Copy, ...]:
    """The copies that are not the last of a day, week or month that still counts; the newest is never among them.

    Days, weeks and months are counted as they come, not back from today: a clock that jumped removes nothing more.
    """
    kept: dict[tuple[str, object], Copy] = {}
    gone = []
    for copy in newest_first:
        spans = (
            ("day", copy.day, _DAYS),
            ("week", copy.day.isocalendar()[:2], _WEEKS),
            ("month", copy.day.replace(day=1), _MONTHS),
        )
        wanted = False
        for span, value, most in spans:
            if (span, value) not in kept and sum(key[0] == span for key in kept) < most:
                kept[span, value] = copy
                wanted = True
        if not wanted:
            gone.append(copy)
    return tuple(gone)
