"""The folder of a journal's automatic backups, beside it: their names, which say their order and day."""

import os
import re
from datetime import date
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.errors import named
from rebond.whole_file import make_folder, write_whole

declare_problems({
    "backups_unlisted": later(
        "The backups of {name} cannot be looked at: the system does not open their folder {folder} ({reason}). Check "
        "its permissions and its disk, and try again."
    ),
    "backups_blocked": later(
        "The backups of {name} belong in {folder}, which is no folder, or a link to one that is not there now. Connect "
        "its disk, or move what has that name away, and try again."
    ),
})  # fmt: skip

_FOLDER = ".backups"
#: The most numbers between two backups that follow each other: a larger one is in the name of some other file.
_LARGEST_GAP = 1_000_000
#: The file in the folder that says up to which number its backups are of an earlier journal.
_EARLIER = ".restored"


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
    if stem == path.parent.name or not _copy(path, stem, path.suffix):
        return None
    return path.parent.with_name(stem + path.suffix)


def copies(path: Path) -> tuple[Copy, ...]:
    """Return the backups in the folder of a journal, the newest first.

    :raises Refused: backups_unlisted, or backups_blocked when something else has the folder's name.
    """
    place = folder(path)
    try:
        with os.scandir(place) as entries:
            files = [Path(entry.path) for entry in entries if entry.is_file()]
    except (FileNotFoundError, NotADirectoryError) as error:
        if not os.path.lexists(place):
            return ()
        raise Refused(_unusable(path, error)) from error
    except OSError as error:
        raise Refused(_unusable(path, error)) from error
    backups: list[Copy] = []
    found = (copy for file in files if (copy := _copy(file, path.stem, path.suffix)))
    for copy in sorted(found, key=lambda copy: copy.number):
        if copy.number - (backups[-1].number if backups else 0) > _LARGEST_GAP:
            break
        backups.append(copy)
    return tuple(reversed(backups))


def make(path: Path) -> None:
    """Make the folder of a journal's backups unless it is there.

    :raises Refused: backups_blocked when something else has its name.
    :raises OSError: when it cannot be made.
    """
    try:
        make_folder(folder(path))
    except FileExistsError as error:
        raise Refused(_unusable(path, error)) from error


def _unusable(path: Path, error: OSError) -> Problem:
    """Return the problem of a folder of backups that cannot be looked at."""
    is_other = isinstance(error, FileNotFoundError | NotADirectoryError | FileExistsError)
    facts = {**named(path), "folder": str(folder(path)), "reason": error.strerror or str(error)}
    return Problem("backups_blocked" if is_other else "backups_unlisted", facts=facts)


def _copy(file: Path, stem: str, suffix: str) -> Copy | None:
    """Return what a file is by its name; None for one that is no backup of that journal."""
    names = re.escape(stem) + r" ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,12})( .+)?" + re.escape(suffix)
    match = re.fullmatch(names, file.name)
    try:
        return Copy(int(match[2]), date.fromisoformat(match[1]), file, bool(match[3])) if match else None
    except ValueError:  # such as the 30th of February
        return None


def new_place(path: Path, today: date, why: str = "") -> Path:
    """Return the path of the next backup, in the folder, which is made.

    :param why: words for the name of one that is `former`.
    :raises Refused: when the folder cannot be looked at.
    :raises OSError: when the folder cannot be made.
    """
    make(path)
    number = max((copy.number for copy in copies(path)), default=0) + 1
    return folder(path) / f"{path.stem} {today} {number:05}{' ' if why else ''}{why}{path.suffix}"


def note_earlier(path: Path) -> None:
    """Note that the backups made so far are of an earlier journal: one was restored, or created, in its place.

    :raises OSError: when it cannot be written.
    """
    if newest := max((copy.number for copy in copies(path)), default=0):
        write_whole(folder(path) / _EARLIER, str(newest).encode())


def last_of_earlier(path: Path) -> int:
    """Return the number of the last backup that is of an earlier journal; 0 when none is."""
    try:
        return int((folder(path) / _EARLIER).read_text("utf-8"))
    except (OSError, ValueError):
        return 0
