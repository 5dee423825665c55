"""The journal of a mission: what happened, and when it was written down."""

import dataclasses
from datetime import UTC, datetime

from rebond.actions.records import name_of, put
from rebond.domain.entities import Event
from rebond.domain.rules import require
from rebond.journal.file import Journal
from rebond.journal.history import Change


def write_event(journal: Journal, event: Event, now: datetime) -> Change | None:
    """Write an event, or its new words; when it was first entered is kept.

    :raises Refused: when the row breaks a rule.
    """
    event = dataclasses.replace(event, entered=event.entered or stamp(now))
    require(event, now.date())
    action = "edit_event" if event.id else "add_event"
    with journal.change(action, {"name": name_of(event)}) as change:
        put(change, event)
    return change.done


def stamp(now: datetime) -> str:
    """When an entry is written, in UTC to the second; `now` is aware of its zone."""
    return now.astimezone(UTC).isoformat(timespec="seconds")
