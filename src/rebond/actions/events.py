"""The action of writing an event in a mission's journal."""

import dataclasses
from datetime import UTC, datetime

from rebond.actions.action import action, added_or_edited
from rebond.actions.records import name_of, save
from rebond.actions.requests import fitting
from rebond.domain.missions.kinds import Event
from rebond.domain.missions.requests import consistent
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction

declare_problems({
    "event_without_words": later("This says when, and not what happened. Add it, for example: {example}"),
})  # fmt: skip


@action("write_event")
def write_event(transaction: Transaction, event: Event, now: datetime) -> int:
    """Add or edit an event, keeping the time of its first entry; returns its id.

    The scope and the due day of a request follow from its answer.

    :raises Refused: when the row breaks a rule, or is a line of an amendment that was sent.
    """
    event = dataclasses.replace(consistent(event, now.date()), entered=event.entered or stamp(now))
    transaction.describe(added_or_edited(event), name=name_of(event))
    return save.within(transaction, fitting(transaction, event), now.date())


def stamp(now: datetime) -> str:
    """Return a timezone-aware time as ISO 8601 in UTC, to the second."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def require_words(typed: str, left: str, added: str) -> None:
    """Refuse a line of which nothing is `left` but what says when and how long; `added` would be words, in the example.

    :raises Refused: event_without_words.
    """
    if typed.strip() and not left.strip():
        raise Refused(Problem("event_without_words", "text", {"example": f"{typed.strip()} {added}"}))
