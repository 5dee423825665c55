"""A journal's own beginning and its changes taken back."""

from pathlib import Path

from rebond.domain.entities import ClosureWindow, Settings
from rebond.journal.file import Journal

#: Clients' accounts and payroll staff are away two weeks at the end of the year (runway.md, 3).
YEAR_END = ClosureWindow(first="12-20", last="01-04")


def create(path: Path, currency: str = "EUR") -> Journal:
    """A new journal with the usual choices.

    :raises Refused: when a file is there, or the folder cannot be written.
    """
    return Journal.create(path, [Settings(currency=currency), YEAR_END])
