"""Whether a journal is whole, from opening it to the sums of its invoices."""

from pathlib import Path

from rebond.domain.problems import Problem, Refused
from rebond.journal import integrity
from rebond.journal.errors import system_refusals
from rebond.journal.journal import Journal


def check(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the journal; it is read from end to end and not written to."""
    try:
        with system_refusals(path), Journal.open(path, read_only=True) as journal, journal.read() as reader:
            return integrity.everything(reader, path)
    except Refused as refused:
        return refused.problems
