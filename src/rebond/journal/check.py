"""Integrity check of a whole journal file, including that it can be opened."""

from collections.abc import Iterator
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal import heads, integrity
from rebond.journal.damage import ABOUT_BACKUPS, with_backups
from rebond.journal.journal import Journal
from rebond.journal.queries.confirmed import confirmation
from rebond.journal.reader import Reader
from rebond.journal.refusing import refusals
from rebond.progress import Progress, part, unheard

declare_problems({
    "check_stated_head": later(
        "A message of {date} (“{name}”) states the head {head}, and the history holds no such change any more: what "
        "was written up to that day was cut off or written anew since then. Look for a backup that holds it."
    ),
})  # fmt: skip


def check(path: Path, progress: Progress = unheard, head: str = "") -> tuple[Problem, ...]:
    """Read the journal from end to end, without writing to it, and return every problem.

    It is read as it is now: whoever has it open may go on writing. Its history is compared with those of its automatic
    backups, where these can be looked at (else that is a problem of a journal that `is_whole`), and with the heads that
    messages state.

    :param head: the digits of a head that was seen earlier, which the history must still hold.
    """
    copying, checking = part(progress, 0, 1, 10), part(progress, 1, 10, 10)
    try:
        with refusals(path), Journal.open(path, read_only=True) as journal, journal.snapshot(copying) as reader:
            problems = with_backups(integrity.everything(reader, path, checking), path) or _behind_backups(path)
            if head and heads.change_with(reader, head) is None:
                problems += (Problem("check_head", facts={"head": head}),)
            return problems or tuple(_lost_heads(reader))
    except Refused as refused:
        return refused.problems


def _lost_heads(reader: Reader) -> Iterator[Problem]:
    """Yield a problem for each head that a message states and the history holds no more."""
    for head in confirmation(reader).lost:
        facts = {"head": head.digits[: heads.SHORT], "date": head.day, "name": head.subject}
        yield Problem("check_stated_head", facts=facts)


def _behind_backups(path: Path) -> tuple[Problem, ...]:
    """Return what a comparison with the backups shows, or that they cannot be looked at."""
    try:
        return tuple(heads.behind_backups(path))
    except Refused as refused:
        return refused.problems


def is_whole(problems: tuple[Problem, ...]) -> bool:
    """Whether what a check found is of the backups alone: they could not be compared with a journal that is whole."""
    return {problem.code for problem in problems} <= ABOUT_BACKUPS
