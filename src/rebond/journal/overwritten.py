"""A journal that another program wrote over while it was open: which changes are not in it, and which backup has them.

The file is the one that is open, so what it held is nowhere any more but in the backups.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later
from rebond.journal import history
from rebond.journal.backup_folder import copies
from rebond.journal.errors import named
from rebond.journal.file_look import UNREADABLE, fresh
from rebond.journal.history import Head

declare_problems({
    "overwritten_at_saving": later(
        "Another program wrote other content over {name} while this was being saved. All that was saved before is in "
        "it: keep what you typed, open the journal again, and enter it again."
    ),
    "overwritten_kept": later(
        "Another program wrote other content over {name}: what you changed since {since} is not in it any more. The "
        "backup {backup} holds all that was saved. This was not saved: keep what you typed, open the journal again, "
        "and restore that backup."
    ),
    "overwritten": later(
        "Another program wrote other content over {name}: what you changed since {since} is not in it any more. This "
        "was not saved: keep what you typed and what you see here. The newest backup, {backup}, ends with a change of "
        "{until}: restore it if that is later than what the journal holds, and enter the rest again."
    ),
    "overwritten_alone": later(
        "Another program wrote other content over {name}: what you changed since {since} is not in it any more, and no "
        "backup beside it can be read. This was not saved: keep what you typed and what you see here, open the journal "
        "again, and enter it again."
    ),
})  # fmt: skip


class End(NamedTuple):
    """An end that the history had while the journal was open; None for the time of the one that it was opened with."""

    head: Head
    at: datetime | None = None


def overwritten(path: Path, ends: Sequence[End]) -> Problem:
    """Return what a journal lacks that had these `ends`, of which the last is that of the last change saved."""
    facts = named(path)
    if _holds(path, ends[-1].head):
        return Problem("overwritten_at_saving", facts=facts)
    facts["since"] = _since(path, ends) or "–"
    for copy in copies(path):
        if _holds(copy.path, ends[-1].head):
            return Problem("overwritten_kept", facts={**facts, "backup": str(copy.path)})
    for copy in copies(path):
        if until := _last_moment(copy.path):
            return Problem("overwritten", facts={**facts, "backup": str(copy.path), "until": until})
    return Problem("overwritten_alone", facts=facts)


def _since(path: Path, ends: Sequence[End]) -> datetime | None:
    """Return the time of the first change that the file lacks, or that of its last one if they part before these."""
    since = None
    for end in reversed(ends):
        if _holds(path, end.head):
            return since
        since = end.at
    return _last_moment(path)


def _holds(path: Path, head: Head) -> bool:
    try:
        with fresh(path) as reader:
            return history.head_at(reader, head.seq).hash == head.hash
    except UNREADABLE:
        return False


def _last_moment(path: Path) -> datetime | None:
    try:
        with fresh(path) as reader:
            last = history.heading(reader, history.head(reader).seq)
    except UNREADABLE:
        return None
    return last.at if last else None
