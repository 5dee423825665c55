"""The terms of a mission on a day: what each version of its agreement states, and where the versions are silent.

A version replaces what it states of the versions before it; what it leaves empty goes on as they said. Where none
states a term, the mission itself may, and else the law (`law.py`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from rebond.domain.agreements.kinds import AgreedTask, Agreement
from rebond.domain.calendar import ONE_DAY
from rebond.domain.kinds import Choice
from rebond.domain.missions.kinds import Contract, Mission
from rebond.domain.missions.notice import notice_given
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass


class Topic(Choice):
    """The topics of an agreement; each is stated as a whole or not at all."""

    TASKS = "tasks", later("Tasks")
    BUDGET = "budget", later("Budget")
    HOURLY_RATE = "hourly_rate", later("Hourly rate")
    AVAILABILITY = "availability", later("Availability")
    ANSWER = "answer", later("Answers")
    REVISIONS = "revisions", later("Revisions")
    URGENT = "urgent", later("Urgent work")
    TERM = "term", later("Duration")
    NOTICE = "notice", later("Notice")
    RENEWAL = "renewal", later("Tacit renewal")
    GROUNDS = "grounds", later("Ending at once")
    NOTE = "note", later("Also agreed")


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement of a mission: the mission in its own words, the versions, and their tasks by version's id."""

    mission: Mission
    versions: tuple[Agreement, ...] = ()
    tasks: Mapping[int, tuple[AgreedTask, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A topic and who states it: a version of the agreement, the mission itself, or nobody (None)."""

    topic: Topic
    source: Agreement | Mission | None


_STATES: Mapping[Topic, Callable[[Agreement], bool]] = {
    Topic.BUDGET: lambda version: version.budget is not None,
    Topic.HOURLY_RATE: lambda version: version.hourly_rate is not None,
    Topic.AVAILABILITY: lambda version: bool(version.weekdays or version.day_starts or version.day_ends),
    Topic.ANSWER: lambda version: version.answer_hours is not None,
    Topic.REVISIONS: lambda version: version.revisions is not None,
    Topic.URGENT: lambda version: version.urgent_percent is not None or bool(version.urgent_terms),
    Topic.TERM: lambda version: version.contract is not None or version.ends is not None,
    Topic.NOTICE: lambda version: version.notice is not None,
    Topic.RENEWAL: lambda version: version.renewal_months is not None,
    Topic.GROUNDS: lambda version: bool(version.grounds),
    Topic.NOTE: lambda version: bool(version.note),
}
#: A mission without notice or renewal may as well be silent about them.
_MISSION_STATES: Mapping[Topic, Callable[[Mission], bool]] = {
    Topic.TERM: lambda mission: True,
    Topic.NOTICE: lambda mission: bool(mission.notice or mission.notice_to_month_end),
    Topic.RENEWAL: lambda mission: bool(mission.renewal_months),
}


#: The fields of a version that state each topic; its tasks are rows of their own.
_FIELDS: Mapping[Topic, tuple[str, ...]] = {
    Topic.BUDGET: ("budget",),
    Topic.HOURLY_RATE: ("hourly_rate",),
    Topic.AVAILABILITY: ("weekdays", "day_starts", "day_ends"),
    Topic.ANSWER: ("answer_hours",),
    Topic.REVISIONS: ("revisions",),
    Topic.URGENT: ("urgent_percent", "urgent_terms"),
    Topic.TERM: ("contract", "ends"),
    Topic.NOTICE: ("notice", "notice_unit", "notice_to_month_end"),
    Topic.RENEWAL: ("renewal_months",),
    Topic.GROUNDS: ("grounds",),
    Topic.NOTE: ("note",),
}


def in_force(versions: Iterable[Agreement], day: dt.date) -> Agreement | None:
    """Return the latest version that has started by `day`, or None."""
    return max((version for version in versions if version.starts <= day), key=_starts, default=None)


def as_a_whole(versions: Iterable[Agreement], day: dt.date) -> Agreement | None:
    """Return the version in force on `day` with what the earlier ones state where it is silent; None before the first.

    It is a row of no journal: it bears the id, the day and the paper of the version in force.
    """
    started = _newest_first(versions, day)
    if not started:
        return None
    taken: dict[str, Any] = {}
    for topic, states in _STATES.items():
        source = next((version for version in started if states(version)), started[0])
        taken |= {name: getattr(source, name) for name in _FIELDS[topic]}
    return replace(started[0], **taken)


def terms(agreed: Agreed, day: dt.date) -> tuple[Term, ...]:
    """Return who states each topic on `day`, in the order of the topics."""
    started = _newest_first(agreed.versions, day)
    return tuple(Term(topic, _source(agreed, started, topic)) for topic in Topic)


def _source(agreed: Agreed, newest_first: Iterable[Agreement], topic: Topic) -> Agreement | Mission | None:
    for version in newest_first:
        if bool(agreed.tasks.get(version.id)) if topic is Topic.TASKS else _STATES[topic](version):
            return version
    states = _MISSION_STATES.get(topic)
    return agreed.mission if states and states(agreed.mission) else None


def duration(source: Agreement | Mission, mission: Mission) -> tuple[Contract, dt.date | None]:
    """Return the kind of contract and its planned last day that `source` states.

    A version that gives only a last day leaves the kind to the mission; one without end then has a fixed term.
    """
    if source.contract is not None:
        return source.contract, None if source.contract is Contract.OPEN_ENDED else source.ends
    kind = Contract.FIXED_TERM if mission.contract is Contract.OPEN_ENDED else mission.contract
    return kind, source.ends


#: The mission's own fields that an agreement can state, by topic.
FOLLOWING: Mapping[Topic, tuple[str, ...]] = {
    topic: _FIELDS[topic] for topic in (Topic.TERM, Topic.NOTICE, Topic.RENEWAL)
}


def stated(mission: Mission, versions: Iterable[Agreement], day: dt.date) -> Mapping[Topic, Agreement]:
    """Return the version that states a mission's duration, notice and renewal on `day`, where one does.

    A notice that was given runs as it was agreed on the day from which it counts. A version of a later day states the
    duration already where it goes on from it (`_extending`).
    """
    given = notice_given(mission)
    versions = tuple(versions)
    started, by_notice = _newest_first(versions, day), _newest_first(versions, min(day, given.day) if given else day)
    found = {
        topic: next((one for one in (by_notice if topic is Topic.NOTICE else started) if _STATES[topic](one)), None)
        for topic in FOLLOWING
    }
    found[Topic.TERM] = _extending(mission, versions, found[Topic.TERM], day) or found[Topic.TERM]
    return {topic: version for topic, version in found.items() if version}


def _extending(
    mission: Mission, versions: Iterable[Agreement], now: Agreement | None, day: dt.date
) -> Agreement | None:
    """Return the version that carries a mission beyond the term that `now` states on `day`; None where none does.

    It is agreed already, and begins before that term ends or on the day after: without a day between, the mission runs
    on. It ends later, or not at all; others may follow it alike. A version that ends earlier waits for its own day.
    """
    _kind, end = duration(now or mission, mission)
    found = None
    ahead = (version for version in versions if version.starts > day and _STATES[Topic.TERM](version))
    for version in sorted(ahead, key=_starts):
        if end is None or version.starts > end + ONE_DAY:
            break
        _kind, until = duration(version, mission)
        if until is None or until > end:
            found, end = version, until
    return found


def followed(mission: Mission, versions: Iterable[Agreement], day: dt.date) -> Mission:
    """Return the mission as it holds on `day`: with the duration, notice and renewal that its versions state by then.

    Its planned end is that of an extension as soon as it is agreed, though it begins later.

    Every figure, date and letter reads a mission like this. The row itself keeps its own words: they hold before the
    first version, and where no version says anything.
    """
    taken: dict[str, Any] = {}
    for topic, version in stated(mission, versions, day).items():
        taken |= {name: getattr(version, name) for name in FOLLOWING[topic]}
        if topic is Topic.TERM:
            taken["contract"], taken["ends"] = duration(version, mission)
    return replace(mission, **taken) if taken else mission


def in_own_words(mission: Mission, own: Mission, topics: Iterable[Topic]) -> Mission:
    """Return a mission as it is stored: of these topics, which its agreement states, with what `own` says itself."""
    return replace(mission, **{name: getattr(own, name) for topic in topics for name in FOLLOWING[topic]})


def weekday_agreed(versions: Iterable[Agreement], day: dt.date) -> bool | None:
    """Whether a day is one of the weekdays in force on it; None where no weekdays are agreed."""
    states = _STATES[Topic.AVAILABILITY]
    version = next((one for one in _newest_first(versions, day) if states(one)), None)
    weekdays = version.weekdays.split() if version else []
    return str(day.isoweekday()) in weekdays if weekdays else None


def differing(one: Mission, other: Mission) -> tuple[Topic, ...]:
    """Return the topics of which two states of a mission say different things."""
    return tuple(
        topic for topic, names in FOLLOWING.items() if any(getattr(one, name) != getattr(other, name) for name in names)
    )


def _newest_first(versions: Iterable[Agreement], day: dt.date) -> list[Agreement]:
    """Return the versions that have started by `day`, the latest first."""
    return sorted((version for version in versions if version.starts <= day), key=_starts, reverse=True)


def _starts(version: Agreement) -> tuple[dt.date, int]:
    return version.starts, version.id
