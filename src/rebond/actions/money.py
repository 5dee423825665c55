"""The situation and the outlook of an open journal."""

from collections.abc import Collection
from datetime import date

from rebond.domain.missions.kinds import Client
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.domain.registry import BY_NAME
from rebond.journal.history import Change, RowChange
from rebond.journal.journal import Journal
from rebond.journal.queries.money import APART, clients_changed, load_situation, reload_apart


def situation(journal: Journal, today: date) -> Situation:
    """Load the rows about money, in one read transaction."""
    with journal.read() as reader:
        return load_situation(reader, today)


def outlook(journal: Journal, today: date) -> Outlook:
    """Return the runway's standard scenarios, each computed when first read."""
    return Outlook(situation(journal, today), today)


def outlook_after(journal: Journal, earlier: Outlook, kinds: Collection[str]) -> Outlook:
    """Return the outlook of the same day after changes of rows of these kinds, without loading all others again."""
    kinds = set(kinds)
    with journal.read() as reader:
        if Client.kind in kinds and not clients_changed(reader, earlier.situation):
            kinds.discard(Client.kind)
        if not kinds:
            return earlier
        if not APART.issuperset(kinds):
            return Outlook(load_situation(reader, earlier.today), earlier.today)
        return Outlook(reload_apart(reader, earlier.situation, kinds), earlier.today)


def bears_on_runway(change: Change) -> bool:
    """Whether any figure of the runway may be another one after a change, by what each kind declares."""
    return any(map(_row_bears, change.rows))


def kinds_of_runway(change: Change) -> frozenset[str]:
    """Return the kinds of those rows of a change that bear on the runway."""
    return frozenset(row.kind for row in change.rows if _row_bears(row))


def _row_bears(row: RowChange) -> bool:
    declared = BY_NAME[row.kind].declared.runway
    if isinstance(declared, bool):
        return declared
    return any(there and there[field] for there in (row.before, row.after) for field in declared)
