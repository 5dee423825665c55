"""The figures of the journal as it stands."""

from datetime import date

from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.journal.journal import Journal
from rebond.journal.queries.money import load_situation


def situation(journal: Journal, today: date) -> Situation:
    """Everything that bears on money, read in one moment."""
    with journal.read() as reader:
        return load_situation(reader, today)


def outlook(journal: Journal, today: date) -> Outlook:
    """Every figure of the runway and the concentration, each computed when it is first asked for."""
    return Outlook(situation(journal, today), today)
