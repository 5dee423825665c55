"""Leftovers of killed processes beside a journal: drafts of it and of its backups, which may hold all that it does.

Who creates a journal, restores a backup or opens the journal for writing holds the journal's lock, and who makes a
backup that of the folder of backups. So a draft is nobody's any more if it is there while both locks are held by
someone who writes none: a lock decides, no clock.
"""

import mmap
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from rebond.domain.problems import Refused
from rebond.journal.backup_folder import folder
from rebond.journal.lock import Lock
from rebond.whole_file import discard, drafts_in, is_cut_off


def clear(path: Path) -> None:
    """Remove the drafts of a journal and of its backups. Call it only while holding the journal's lock.

    Those of a name that is cut off stay, which may be another file's. One that cannot be removed stays too: `holding`
    looks at it.
    """
    if not is_cut_off(path.name):
        _discard(draft for draft, name in drafts_in(path.parent) if name == path.name)
    clear_backups(path)


def clear_backups(path: Path) -> None:
    """Remove the drafts of a journal's backups, unless one is being made."""
    backups = folder(path)
    if next(drafts_in(backups), None):
        with suppress(OSError, Refused):
            lock = Lock(backups / "backups")
            try:
                _discard(draft for draft, _name in drafts_in(backups))
            finally:
                lock.release()


def holding(path: Path, words: Collection[str]) -> tuple[Path, ...]:
    """Return the drafts beside a journal and its backups, of whatever file, that hold one of `words` in any place.

    Those that cannot be read are among them, since they might.
    """
    return tuple(draft for draft in _all(path) if _contains(draft, words))


def delete(path: Path, doomed: Iterable[Path]) -> None:
    """Delete those of the files that are drafts beside a journal.

    :raises OSError: when one cannot be deleted.
    """
    wanted = set(doomed)
    for draft in _all(path):
        if draft in wanted:
            draft.unlink(missing_ok=True)


def _all(path: Path) -> Iterator[Path]:
    for place in (path.parent, folder(path)):
        yield from sorted(draft for draft, _name in drafts_in(place))


def _contains(path: Path, words: Collection[str]) -> bool:
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                return False
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return any(content.find(word.encode()) >= 0 for word in words)
    except (OSError, ValueError):
        return path.exists()


def _discard(drafts: Iterable[Path]) -> None:
    for draft in list(drafts):
        discard(draft)
