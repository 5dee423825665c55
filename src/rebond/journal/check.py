"""Integrity check of a whole journal file, including that it can be opened."""

from pathlib import Path

from rebond.domain.problems import Problem, Refused
from rebond.journal import integrity
from rebond.journal.errors import system_refusals
from rebond.journal.journal import Journal


def check(path: Path) -> tuple[Problem, ...]:
    """Read the journal from end to end, without writing to it, and return every problem."""
    try:
        with system_refusals(path), Journal.open(path, read_only=True) as journal, journal.read() as reader:
            return integrity.everything(reader, path)
    except Refused as refused:
        return refused.problems
