"""Requests of clients and their answers (advice 2 to 4): the scope that follows from one, and when it is due."""

import dataclasses
import datetime as dt
import re

from rebond.domain.missions.kinds import Event, EventKind, RequestAnswer
from rebond.domain.names import folded

#: The working days after today until which an unclear request is answered, unless another day is given.
DAYS_TO_ANSWER = 2
#: The kinds of events that are work beside the contract, whatever they say of the scope.
_BESIDE = frozenset({EventKind.EXTRA_REQUEST, EventKind.OUTSIDE_HOURS, EventKind.ENDLESS_CHANGES})
_SATURDAY = 5
#: The words that call work urgent, and what takes them back: `rien d'urgent`, `not that urgent`.
_URGENT = re.compile(r"\b(?:urgente?s?|urgences?|urgemment|urgently|urgency|asap)\b")
_NOT_URGENT = re.compile(
    r"\b(?:pas|plus|moins|rien|sans|non|aucune?|not|no|nothing|less|isnt|\w+n't)(?:[ '’-]+\w+){0,3}?[ '’-]+urg\w+"
)


def is_request(event: Event) -> bool:
    """Whether an event is a request: by its kind, by the client's words in it, or by its answer."""
    return event.type is EventKind.EXTRA_REQUEST or bool(event.request.strip()) or event.answer is not None


def is_extra(event: Event) -> bool:
    """Whether work was beside the contract: it was noted so, or is that of an extra request whose scope is not said.

    A request that is unclear still is none yet.
    """
    if event.in_scope is None:
        return event.type is EventKind.EXTRA_REQUEST and event.answer is not RequestAnswer.UNCLEAR
    return not event.in_scope


def is_urgent(event: Event) -> bool:
    """Whether the work of an event was called urgent, in one's own words or the client's."""
    said = folded(f"{event.text}. {event.request}".replace("’", "'"))
    return _URGENT.search(_NOT_URGENT.sub("", said)) is not None


def may_be_answered(event: Event) -> bool:
    """Whether an event can be given an answer: a request, or other work that the contract may not cover."""
    return is_request(event) or event.type in _BESIDE or event.in_scope is False


def scope_of(answer: RequestAnswer) -> bool | None:
    """Return whether the contract covers a request with this answer; None while it is unclear."""
    return None if answer is RequestAnswer.UNCLEAR else answer is RequestAnswer.IN_SCOPE


def consistent(event: Event, today: dt.date) -> Event:
    """Return the event with a scope and a due day that agree with its answer.

    An unclear request without a day is due `DAYS_TO_ANSWER` working days after today; a clear one is due no more. The
    scope of an event without an answer is the person's own.
    """
    unclear = event.answer is RequestAnswer.UNCLEAR
    due = (event.answer_due or working_days_after(today, DAYS_TO_ANSWER)) if unclear else None
    in_scope = event.in_scope if event.answer is None else scope_of(event.answer)
    return dataclasses.replace(event, in_scope=in_scope, answer_due=due)


def answered(event: Event, answer: RequestAnswer | None, today: dt.date) -> Event:
    """Return the event with another answer; None takes the answer back, and leaves the scope unsaid."""
    in_scope = event.in_scope if answer else None
    return consistent(dataclasses.replace(event, answer=answer, in_scope=in_scope), today)


def working_days_after(day: dt.date, count: int) -> dt.date:
    """Return the day `count` days from Monday to Friday later; public holidays count as working days."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
