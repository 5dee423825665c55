"""The journal of a mission: what happened, and when it was written down."""

import dataclasses
from datetime import UTC, datetime

from rebond.actions.action import action, added_or_edited
from rebond.actions.records import name_of, save
from rebond.domain.missions.kinds import Event
from rebond.journal.transaction import Transaction


@action("write_event")
def write_event(transaction: Transaction, event: Event, now: datetime) -> int:
    """Write an event, or its new words; when it was first entered is kept.

    :raises Refused: when the row breaks a rule.
    """
    event = dataclasses.replace(event, entered=event.entered or stamp(now))
    transaction.describe(added_or_edited(event), name=name_of(event))
    return save.within(transaction, event, now.date())


def stamp(now: datetime) -> str:
    """When an entry is written, in UTC to the second; `now` is aware of its zone."""
    return now.astimezone(UTC).isoformat(timespec="seconds")
