"""The place of an open journal's file: whether the file there is the one that is open, and as it was left."""

import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal import history
from rebond.journal.backup import backup_of
from rebond.journal.errors import named, problem_of, unwritten
from rebond.journal.file_look import end_and_length, holds, length
from rebond.journal.history import Clock, Head
from rebond.journal.overwritten import End, overwritten
from rebond.journal.reader import Reader
from rebond.journal.whereabouts import identity, moved_to

declare_problems({
    "journal_moved": later(
        "{name} is not there any more: it was moved or renamed while it was open, and is now {place}. Nothing is lost, "
        "but this was not saved: keep what you typed, and open the journal there."
    ),
    "moved_and_saved": later(
        "This was saved, but {name} was moved or renamed while it was open, and is now {place}. Open it there."
    ),
    "journal_gone": later(
        "{name} is not there any more: another program deleted or moved it while it was open. The journal as it was is "
        "kept as the backup {backup}. This was not saved: keep what you typed, and restore that backup."
    ),
    "gone_while_saving": later(
        "{name} is not there any more: another program deleted or moved it while this was being saved. The backup "
        "{backup} holds this change, and all those before it: restore it."
    ),
    "gone_and_lost": later(
        "{name} is not there any more: another program deleted or moved it while it was open, and no backup of it "
        "could be made. Keep what you typed and what you see here. If it was moved, open it there; else restore its "
        "last backup, and enter again what that lacks. Why there is no backup: {why}"
    ),
    "journal_replaced_kept": later(
        "Another program put a different file in the place of {name}, and it lacks changes of yours. The journal with "
        "all of them is kept as the backup {backup}. This was not saved: keep what you typed, open the journal again, "
        "and restore that backup."
    ),
    "replaced_while_saving": later(
        "Another program put a different file in the place of {name} while this was being saved. That file lacks this "
        "change; the backup {backup} holds it, and all those before it. Open the journal again, and restore that "
        "backup."
    ),
    "replaced_and_lost": later(
        "Another program put a different file in the place of {name}. It lacks changes of yours, which could not be "
        "kept in a backup. Keep what you typed and what you see here, open the journal again, and enter it again. Why "
        "there is no backup: {why}"
    ),
    "replaced_and_elsewhere": later(
        "Another program moved {name} to {place}, and put a different file in its place. Nothing is lost, but this was "
        "not saved: keep what you typed, and open the journal there."
    ),
    "lengthened_kept": later(
        "This was saved, but another program appended something to {name}, which will be taken for damaged when it is "
        "opened again. The backup {backup} is whole and holds everything up to this change: restore it then."
    ),
    "lengthened": later(
        "This was saved, but another program appended something to {name}, which will be taken for damaged when it is "
        "opened again. Make a backup now. None could be made by itself: {why}"
    ),
    "system_failure": later("The system reports a failure ({reason})."),
    "saved_despite_failure": later(
        "This was saved, but the disk reported a failure ({reason}). Make a backup on another disk soon."
    ),
    "perhaps_saved": later(
        "The disk reports a failure ({reason}), and {name} cannot be read to see whether this was saved. Keep what you "
        "typed, open the journal again, and look before you enter it anew."
    ),
})  # fmt: skip


class OtherFileError(Exception):
    """The file that has the journal's name is not the one that is open, or not as it was committed."""


class CutFileError(OtherFileError):
    """The file is shorter than it was committed."""


class _Kept(NamedTuple):
    """The head that the open file holds, whether the one in its place lacks that, and the backup made of it."""

    head: Head
    lacking: bool
    copy: Path | None = None

    @property
    def is_safe(self) -> bool:
        """Whether what the open file holds is in another file too."""
        return not self.lacking or self.copy is not None


class _State(NamedTuple):
    """The size of a file in bytes and its time of writing, which show without reading it whether it was written to."""

    size: int
    written: int


class FilePlace:
    """The place of an open journal's file, which another program may give to another file, or leave empty.

    Files are told apart by device and inode. An inode is used again once nobody has the file open, so the look is
    certain while a connection has it open; at other times the history is compared too. So it is when the file was
    written to: another program may have changed the open file itself.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = identity(path)
        self._left = _state(path)
        #: The ends of the history since the opening, of which the last is that of the last change saved.
        self._ends: list[End] = []
        self._kept: _Kept | None = None
        #: Where the file was found after another program had moved it.
        self._place: Path | None = None
        #: How many bytes more the file has than it says, now and when a backup was made of that reason.
        self._excess = 0
        self._backed_up = 0
        #: Why no backup could be made.
        self._reason: Problem | str = "–"

    @property
    def is_taken(self) -> bool:
        """Whether there is another file now, or none."""
        return identity(self._path) != self._file

    @property
    def is_as_left(self) -> bool:
        """Whether nobody else moved, replaced or wrote to the file since it was last looked at."""
        return not self.is_taken and _state(self._path) == self._left

    @property
    def end(self) -> Head | None:
        """The last end that was noted."""
        return self._ends[-1].head if self._ends else None

    def note(self, head: Head, at: datetime | None = None) -> None:
        """Note the end that the history has now, and the time of the change unless it was there at the opening."""
        if head != self.end:
            self._ends.append(End(head, at))

    def require(self, head: Head) -> None:
        """:raises OtherFileError: when another file is there, or its history does not end with this change."""
        if self.is_taken:
            raise OtherFileError
        if _state(self._path) != self._left and (found := end_and_length(self._path)) and found[0] != head:
            raise OtherFileError

    def require_written(self, size: int, head: Head, *, anew: bool) -> None:
        """Look at the file after a commit; `anew`, whether it wrote anything.

        :param size: the bytes that the file has at least.
        :raises OtherFileError: as `require` does; CutFileError when it is shorter.
        """
        state = _state(self._path)  # before the file is read: whoever writes afterwards shows the next time
        if self.is_taken or state is None:
            raise OtherFileError
        if state.size < size:
            raise CutFileError
        if not anew and state == self._left:
            return
        found = end_and_length(self._path)
        if found and found[0] != head:
            raise OtherFileError
        self._left = state
        self._excess = state.size - found[1] if found else 0

    def lengthened(self, connection: sqlite3.Connection, clock: Clock) -> Problem | None:
        """Return the warning, once, that the file is longer than it says, after making a backup of it."""
        if self._excess <= 0 or self._excess == self._backed_up:
            return None
        self._backed_up = self._excess
        try:
            backup = self._backup(connection, clock().date())
        except (Refused, OSError, sqlite3.Error) as error:
            return Problem("lengthened", facts={**named(self._path), "why": self._said(error)})
        return Problem("lengthened_kept", facts={**named(self._path), "backup": str(backup)})

    def keep(self, connection: sqlite3.Connection, attempted: Head | None, today: date) -> None:
        """Make a backup of the open file, if there is another in its place that lacks changes which it holds, or none.

        What is not committed is rolled back. A file that was only moved holds all there is.
        """
        if self._file and (place := moved_to(self._file)):
            self._place = place
        try:
            connection.rollback()
            head = history.head(Reader(connection))
            if head not in (self.end, attempted) or self._moved_to:
                return
            if self._kept and self._kept.head == head and self._kept.is_safe:
                return
            lacking = not holds(self._path, head)
            self._kept = _Kept(head, lacking)
            if lacking:
                self._kept = _Kept(head, lacking, self._backup(connection, today))
        except (Refused, OSError, sqlite3.Error) as error:
            self._reason = self._said(error)

    @property
    def _moved_to(self) -> Path | None:
        """The place found last, while the file was open, if the file is still there."""
        return self._place if self._place and identity(self._place) == self._file else None

    def saved_at(self, attempted: Head) -> Path | None:
        """Return where the open file was moved to, if it holds the change `attempted`."""
        place = self._moved_to if self.is_taken else None
        return place if place and holds(place, attempted) else None

    def problem(self, attempted: Head | None) -> Problem:
        """Return what is true of a change that was `attempted`, and of those before it, when the file is not as left.

        `attempted` is not in the file of the journal's name.
        """
        if not self.is_taken:
            return overwritten(self._path, self._ends)
        facts, kept = named(self._path), self._kept
        gone = identity(self._path) is None
        if place := self._moved_to:
            return Problem("journal_moved" if gone else "replaced_and_elsewhere", facts={**facts, "place": str(place)})
        if kept is None or not kept.is_safe:
            return Problem("gone_and_lost" if gone else "replaced_and_lost", facts={**facts, "why": self._reason})
        if not kept.lacking:
            return Problem("journal_replaced", facts=facts)
        if kept.head == attempted:
            code = "gone_while_saving" if gone else "replaced_while_saving"
        else:
            code = "journal_gone" if gone else "journal_replaced_kept"
        return Problem(code, facts={**facts, "backup": str(kept.copy)})

    def _backup(self, connection: sqlite3.Connection, today: date) -> Path:
        return backup_of(connection, self._path, today)

    def _said(self, error: Exception) -> Problem:
        """Return why no backup could be made."""
        if isinstance(error, Refused):
            return error.problems[0]
        if isinstance(error, OSError):
            return unwritten(error, self._path)
        known = problem_of(error, self._path) if isinstance(error, sqlite3.Error) else None
        return known or Problem("system_failure", facts={"reason": str(error)})


def _state(path: Path) -> _State | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return _State(status.st_size, status.st_mtime_ns)


def least_length(connection: sqlite3.Connection) -> int:
    """Return how long the file of an open transaction will be at least, in bytes, once it is committed."""
    connection.execute("SAVEPOINT measured")  # has the search index written, which else is at the commit
    connection.execute("RELEASE measured")
    return length(connection)
