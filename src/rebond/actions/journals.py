"""Creation of a journal, and the copy of the example that a person keeps as their own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from rebond.actions.action import action
from rebond.domain.money.kinds import ClosureWindow, Settings
from rebond.domain.translatable import later
from rebond.journal.backup import backup
from rebond.journal.journal import Journal
from rebond.journal.queries.settings import load_settings
from rebond.journal.transaction import Transaction

#: Clients' accounting staff are away for two weeks at the end of the year (runway.md, 3).
YEAR_END = ClosureWindow(first="12-20", last="01-04")


def create(path: Path, currency: str = "EUR") -> Journal:
    """Create a journal with default settings and return it open.

    :raises Refused: when the file exists, or the folder cannot be written.
    """
    return Journal.create(path, [Settings(currency=currency), YEAR_END])


def is_example(journal: Journal) -> bool:
    """Whether the journal is the example, or was made from one and is not the person's own yet."""
    with journal.read() as reader:
        return load_settings(reader).example


def keep_example(example: Journal, path: Path, today: date) -> Journal:
    """Copy the example, with all that was changed in it, to a journal of the person's own and return it open.

    :raises Refused: when the file exists, or the folder cannot be written.
    """
    backup(example.path, today, path)
    copy = Journal.open(path)
    try:
        make_own(copy)
    except BaseException:
        copy.close()
        raise
    return copy


@action("make_own", later("Example kept as a journal of your own"))
def make_own(transaction: Transaction) -> None:
    """Mark the journal as the person's own; undo does not take this back."""
    transaction.update(replace(load_settings(transaction), example=False))
    transaction.steps = lambda _seq: (None, None)
