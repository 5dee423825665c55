"""The action of writing an event in a mission's journal."""

import dataclasses
from datetime import UTC, datetime

from rebond.actions.action import action, added_or_edited
from rebond.actions.records import name_of, save
from rebond.domain.missions.kinds import Event
from rebond.journal.transaction import Transaction


@action("write_event")
def write_event(transaction: Transaction, event: Event, now: datetime) -> int:
    """Add or edit an event, keeping the time of its first entry; returns its id.

    :raises Refused: when the row breaks a rule.
    """
    event = dataclasses.replace(event, entered=event.entered or stamp(now))
    transaction.describe(added_or_edited(event), name=name_of(event))
    return save.within(transaction, event, now.date())


def stamp(now: datetime) -> str:
    """Return a timezone-aware time as ISO 8601 in UTC, to the second."""
    return now.astimezone(UTC).isoformat(timespec="seconds")
