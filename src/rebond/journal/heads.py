"""The head of a history: the hash of its last change, which covers all before it.

The chain alone does not show that its end was cut off, or that all of it was written anew: a head that was seen
earlier does, on paper, in a message, or in a backup.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later
from rebond.journal import history
from rebond.journal.backup_folder import last_of_earlier
from rebond.journal.backup_list import backups
from rebond.journal.file_look import fresh
from rebond.journal.reader import Reader
from rebond.journal.refusing import refusals
from rebond.journal.sql import sql

declare_problems({
    "check_head": later(
        "The history holds no change with the head {head}. If it was this journal's, changes were cut off or written "
        "anew since then: look for a backup that holds it."
    ),
    "check_other_than_backup": later(
        "The backup {name} is of another history: another journal was put here, or this one was written anew from its "
        "beginning. If that was not you, look into that backup."
    ),
    "check_behind_backup": later(
        "The backup {name} holds {count} changes up to {day} that the history does not: they were cut off or written "
        "anew since then. Restore that backup to have them back."
    ),
})  # fmt: skip

#: The digits of a head on paper, and the fewest that one is looked for by: as good as none has them by chance.
SHORT = 16
_HEAD = re.compile(r"[0-9a-f]{16,64}")


def stated(hash_: bytes) -> str:
    """Return a head in full, as 64 hexadecimal digits."""
    return hash_.hex()


def short(hash_: bytes) -> str:
    """Return the first digits of a head in groups, for paper: `3f2a 90bc 11d4 7e05`."""
    digits = hash_.hex()[:SHORT]
    return " ".join(digits[place : place + 4] for place in range(0, SHORT, 4))


def short_head(reader: Reader) -> str:
    """Return the head of a journal as `short`."""
    return short(history.head(reader).hash)


def digits_of(typed: str) -> str | None:
    """Return the digits of a head as it was typed, in groups or not; None when it can be none."""
    digits = "".join(typed.split()).lower()
    return digits if _HEAD.fullmatch(digits) else None


def head_of(path: Path) -> history.Head:
    """Return the head of a journal's file, which may be open.

    :raises Refused: when it cannot be read.
    """
    with refusals(path), fresh(path) as reader:
        return history.head(reader)


def change_with(reader: Reader, digits: str) -> history.Change | None:
    """Return the change, without its rows, whose hash begins with these digits; None when the history has none."""
    found = reader.fetch(sql("SELECT seq FROM change WHERE lower(substr(hex(hash), 1, ?)) = ?", len(digits), digits))
    return history.heading(reader, found[0][0]) if found else None


def behind_backups(path: Path) -> Iterator[Problem]:
    """Yield a problem for each automatic backup that holds changes which the journal's history lost or never had.

    Those made before a backup was restored, or before the journal was created in the place of another, are not asked:
    that was wanted.
    """
    earlier = last_of_earlier(path)
    for found in backups(path):
        lost = found.difference
        if found.number <= earlier or found.former or lost is None:
            continue
        if not lost.common:
            yield Problem("check_other_than_backup", facts={"name": found.path.name})
        elif lost.beyond:
            facts = {"name": found.path.name, "count": lost.beyond, "day": found.day}
            yield Problem("check_behind_backup", facts=facts)
