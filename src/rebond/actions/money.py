"""The situation and the outlook of an open journal."""

from datetime import date

from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.journal.journal import Journal
from rebond.journal.queries.money import load_situation


def situation(journal: Journal, today: date) -> Situation:
    """Load the rows about money, in one read transaction."""
    with journal.read() as reader:
        return load_situation(reader, today)


def outlook(journal: Journal, today: date) -> Outlook:
    """Return the runway's standard scenarios, each computed when first read."""
    return Outlook(situation(journal, today), today)
