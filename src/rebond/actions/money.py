"""The situation and the outlook of an open journal."""

from datetime import date

from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.domain.registry import BY_NAME
from rebond.journal.history import Change, RowChange
from rebond.journal.journal import Journal
from rebond.journal.queries.money import load_situation


def situation(journal: Journal, today: date) -> Situation:
    """Load the rows about money, in one read transaction."""
    with journal.read() as reader:
        return load_situation(reader, today)


def outlook(journal: Journal, today: date) -> Outlook:
    """Return the runway's standard scenarios, each computed when first read."""
    return Outlook(situation(journal, today), today)


def bears_on_runway(change: Change) -> bool:
    """Whether any figure of the runway may be another one after a change, by what each kind declares."""
    return any(map(_row_bears, change.rows))


def _row_bears(row: RowChange) -> bool:
    declared = BY_NAME[row.kind].declared.runway
    if isinstance(declared, bool):
        return declared
    return any(there and there[field] for there in (row.before, row.after) for field in declared)
