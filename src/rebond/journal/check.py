"""Integrity check of a whole journal file, including that it can be opened."""

from pathlib import Path

from rebond.domain.problems import Problem, Refused
from rebond.journal import integrity
from rebond.journal.errors import system_refusals
from rebond.journal.journal import Journal
from rebond.progress import Progress, part, unheard


def check(path: Path, progress: Progress = unheard) -> tuple[Problem, ...]:
    """Read the journal from end to end, without writing to it, and return every problem.

    It is read as it is now: whoever has it open may go on writing.
    """
    copying, checking = part(progress, 0, 1, 10), part(progress, 1, 10, 10)
    try:
        with system_refusals(path), Journal.open(path, read_only=True) as journal, journal.snapshot(copying) as reader:
            return integrity.everything(reader, path, checking)
    except Refused as refused:
        return refused.problems
