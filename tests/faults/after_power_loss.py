"""What must be true of a journal's folder after a loss of power, whatever of what was not synced is on the disk."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from rebond.domain.problems import Refused
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.damage import last_good_backup
from rebond.journal.file_format import VERSION
from rebond.journal.header import look
from rebond.journal.heads import head_of
from rebond.journal.integrity import good_copy
from rebond.journal.journal import Journal
from tests.journal.conftest import noon

#: What a process said: all that it said before the power failed, and all that it says if it does not.
Said = Sequence[Any]
#: What an export takes the place of.
EARLIER = b"an earlier export"


class LostError(AssertionError):
    """What was said to be done is not there."""


class TornError(AssertionError):
    """Something is there that is not whole."""


def _head(path: Path, *usual: str) -> str:
    """The head of a journal that opens and is whole."""
    try:
        with Journal.open(path, clock=noon) as journal:
            head = journal.head
        problems = [problem.code for problem in check(path) if problem.code not in usual]
    except Refused as refused:
        problems = [problem.code for problem in refused.problems]
    if problems:
        raise TornError(path.name, problems)
    return head.hash.hex()


def _whole_backups(path: Path) -> list[Path]:
    found = [copy.path for copy in copies(path)]
    for copy in found:
        if problems := good_copy(copy):
            raise TornError(copy.name, problems)
    return found


def has_every_change(path: Path, said: Said, every: Said) -> None:
    head = _head(path)
    if head not in every[: len(said) + 1]:
        raise TornError("a change that was not made")
    if head in every[: max(0, len(said) - 1)]:
        raise LostError("a change")


def is_created(path: Path, said: Said, every: Said) -> None:
    if not path.exists():
        if said:
            raise LostError(path.name)
    elif _head(path) != every[0]:
        raise TornError("another journal")


def has_its_backups(path: Path, said: Said, every: Said) -> None:
    _head(path)
    found = {*_whole_backups(path), path.with_name("elsewhere.rebond")}
    for name in every:
        place = path.parent / name
        if place in found and place.exists():
            if problems := good_copy(place):
                raise TornError(name, problems)
        elif name in said:
            raise LostError(name)


def has_its_last_backup(path: Path, said: Said, every: Said) -> None:
    _head(path)
    found = [copy.path for copy in copies(path)]
    if problems := good_copy(found[0]):
        raise TornError(found[0].name, problems)
    if said and path.parent / said[-1] not in found:
        raise LostError(said[-1])
    if len(found) < 7:
        raise LostError("backups that none took the place of")


def has_no_deleted_backup(path: Path, said: Said, every: Said) -> None:
    """Whether those are gone that were to go, since they held what was erased, and a whole one is always there."""
    _head(path)
    found = _whole_backups(path)
    if said and found != [path.parent / every[0]]:
        raise LostError("the deletion, or the backup made for it")
    if not found:
        raise LostError("every backup")


def has_its_exports(path: Path, said: Said, every: Said) -> None:
    _head(path)
    for number, files in enumerate(every):
        document, *_ = files
        held = {name: _digest(path.parent / name) for name in files}
        former = sha256(EARLIER).hexdigest() if document == "there.json" else None
        if held[document] == former:
            if number < len(said):
                raise LostError(document)
        elif held != files:
            raise (LostError if number < len(said) else TornError)(document)


def _digest(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else None


def is_restored(path: Path, said: Said, every: Said) -> None:
    """Whether the journal is one of two: what it was, which a file then still holds, or the backup."""
    (restored,) = every
    now = _head(path, *([] if said else ["check_behind_backup"]))
    if said and now != restored:
        raise LostError("what was restored")
    found = {head_of(copy).hash.hex() for copy in _whole_backups(path)} | {now}
    if len(found) != 2 or restored not in found:
        raise LostError("what the journal was")


def is_restored_though_damaged(path: Path, said: Said, every: Said) -> None:
    damaged = [file for file in path.parent.glob("*.rebond") if file.stat().st_size == 40_000]
    if not damaged:
        raise LostError("what the journal was")
    if path in damaged:
        if said:
            raise LostError("what was restored")
    elif _head(path, *([] if said else ["check_behind_backup"])) != every[0]:
        raise TornError("another journal")
    _whole_backups(path)


def is_migrated(path: Path, said: Said, every: Said) -> None:
    version = look(path, VERSION).version
    if said and version < VERSION:
        raise LostError("the migration")
    _whole_backups(path)
    good = last_good_backup(path)
    if version == VERSION and not (good and look(good, VERSION).version < VERSION):
        raise LostError("the backup before the migration")
    if _head(path) != every[0]:
        raise TornError("another journal")
