"""The facts that the journal holds for a talk: dates, hours, euros and clauses, each with its entry."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta

from rebond.actions.clauses import agreement_facts, paper_of
from rebond.actions.letter_facts import About, crossing_events, facts_of, request_event
from rebond.actions.talk_late import LATE_ONES, MOST, TalkFact, late_facts, late_of_talk, meant, sum_of
from rebond.domain.agreements.amendments import AgreedVersion, in_force
from rebond.domain.missions.kinds import Event, EventKind, Mission
from rebond.domain.missions.notice import end_if_told, has_notice
from rebond.domain.signs.client_record import EntryRole
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.domain.translatable import later, later_n
from rebond.journal.queries.amendments import versions
from rebond.journal.queries.in_force import mission_in_force
from rebond.journal.queries.letter_rows import events_between
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.letters.fact_values import Minutes, NoticeLength, Phrase
from rebond.letters.facts import LetterFacts

#: The days in which events are looked for.
_LOOKED = 365
_EVENT = later("{day}: {kind}, “{text}”")
_EVENT_AT = later("{day} at {clock}: {kind}, “{text}”")
_EVENT_HOURS = later("{day}: {kind}, {hours}, “{text}”")
_CLAUSE = later("{paper}: “{clause}”")
_EXTRA = later("Beyond the agreement over twelve months: {hours}")
_SINCE = later("You have worked together since {day}")
_MORE_EVENTS = later_n(
    "And {count} more entry like these over twelve months", "And {count} more entries like these over twelve months"
)
_NOTICE = later("If told today, the last day is {day}")
_ASKED = later("{day}: “{text}”")
_ANSWER_DUE = later("An answer is due by {day}")
#: The events that bear on a talk, by its kind.
_BEARING = {
    TalkKind.MY_ERROR: (EventKind.MY_ERROR, EventKind.DISSATISFACTION),
    TalkKind.CLIENT_ERROR: (EventKind.CLIENT_ERROR, EventKind.ADVICE),
    TalkKind.LIMITS: (EventKind.EXTRA_REQUEST, EventKind.OUTSIDE_HOURS, EventKind.ENDLESS_CHANGES),
    TalkKind.PAYMENT: (EventKind.LATE_PAYMENT,),
    TalkKind.ENDING: (EventKind.PRAISE, EventKind.MILESTONE, EventKind.DISSATISFACTION, EventKind.LATE_PAYMENT),
    TalkKind.REFUSING: (EventKind.EXTRA_REQUEST,),
}


def about_talk(talk: Talk) -> About:
    """Return what the texts of a talk are about, as those of a letter."""
    return About(
        talk.client_id, talk.mission_id, event_id=talk.cause_id, person_id=talk.person_id, talk_id=talk.id or None
    )  # fmt: skip


def text_facts(reader: Reader, talk: Talk, today: date) -> LetterFacts:
    """Return the facts that the proposed texts of a talk are filled with.

    :raises Refused: letter_about_gone, when the client or the mission was deleted.
    """
    facts = facts_of(reader, dataclasses.replace(about_talk(talk), event_id=_request_id(reader, talk)), today)
    cause = reader.get(Event, talk.cause_id) if talk.cause_id else None
    told = facts.talk
    if cause:
        told = dataclasses.replace(told, cause=cause.date, words=" ".join(cause.request.split()))
    if owed := meant(late_of_talk(reader, talk, today), talk):
        several = len(owed) > 1
        due = min(invoice.due for invoice, _rest in owed)
        told = dataclasses.replace(
            told,
            number="" if several else owed[0][0].number,
            invoices=Phrase(LATE_ONES, {"count": len(owed)}) if several else None,
            owed=sum_of(owed, load_settings(reader).currency), due=due, late=NoticeLength((today - due).days),
        )  # fmt: skip
    if talk.type is TalkKind.LIMITS and facts.crossed:
        told = dataclasses.replace(told, others=_others(reader, talk, today))
    if talk.mission_id and (minutes := _beyond(_events(reader, talk.mission_id, today))):
        told = dataclasses.replace(told, extra=Minutes(minutes))
    return dataclasses.replace(facts, talk=told)


def _request_id(reader: Reader, talk: Talk) -> int | None:
    """Return the entry that a talk is about where it is a request: only that is quoted as one."""
    cause = reader.get(Event, talk.cause_id) if talk.cause_id else None
    return cause.id if cause and cause.request else None


def _others(reader: Reader, talk: Talk, today: date) -> bool:
    """Whether other messages broke the limits than the one that a talk is about; without one, whether several did."""
    mission = mission_in_force(reader, talk.mission_id, today) if talk.mission_id else None
    if mission is None:
        return False
    crossing = crossing_events(reader, mission, versions(reader, mission.id), today)
    messages = [event.id for event, role in crossing if role is not EntryRole.CHANGES and event.id != talk.cause_id]
    return len(messages) > (0 if talk.cause_id else 1)


def known(reader: Reader, talk: Talk, today: date) -> tuple[TalkFact, ...]:
    """Return what the journal knows for a talk, what it is about first, each thing once."""
    found: dict[tuple[str, int, str], TalkFact] = {}
    for fact in _gathered(reader, talk, today):
        clause = str(fact.said.facts.get("clause", "")) if fact.row.kind != "event" else ""
        found.setdefault((fact.row.kind, fact.row.id, clause), fact)
    return tuple(found.values())


def _gathered(reader: Reader, talk: Talk, today: date) -> Iterator[TalkFact]:
    cause = reader.get(Event, talk.cause_id) if talk.cause_id else None
    if cause:
        yield _event(cause)
    mission = mission_in_force(reader, talk.mission_id, today) if talk.mission_id else None
    if talk.type in (TalkKind.PAYMENT, TalkKind.ENDING):
        yield from late_facts(reader, talk, today)
    if mission is None:
        return
    agreed = versions(reader, mission.id)
    version = in_force(agreed, today)
    if talk.type is TalkKind.REFUSING and (asked := request_event(reader, mission, talk.cause_id)):
        if asked.answer_due:
            yield TalkFact(Phrase(_ANSWER_DUE, {"day": asked.answer_due}), asked)
        yield TalkFact(Phrase(_ASKED, {"day": asked.date, "text": _short(asked.request or asked.text)}), asked)
    if talk.type is TalkKind.ENDING:
        yield from _end(mission, today)
    yield from _clauses(talk.type, version)
    events = _events(reader, mission.id, today)
    crossing = crossing_events(reader, mission, agreed, today) if talk.type is TalkKind.LIMITS else []
    bearing = [event for event in events if event.type in _BEARING[talk.type]]
    shown = [*(event for event, _role in reversed(crossing)), *bearing[-MOST:][::-1]]
    yield from map(_event, shown)
    told = {event.id for event in shown} | {talk.cause_id}
    if more := len([event for event in bearing if event.id not in told]):
        yield TalkFact(Phrase(_MORE_EVENTS, {"count": more, "clause": "more"}), mission)
    minutes = _beyond(events)
    if minutes and talk.type in (TalkKind.LIMITS, TalkKind.ENDING, TalkKind.REFUSING):
        yield TalkFact(Phrase(_EXTRA, {"hours": Minutes(minutes), "clause": "extra"}), mission)


def _events(reader: Reader, mission_id: int, today: date) -> tuple[Event, ...]:
    return events_between(reader, mission_id, today - timedelta(days=_LOOKED), today)


def _beyond(events: tuple[Event, ...]) -> int:
    """Return the minutes of work that the agreement does not cover."""
    return sum(event.minutes or 0 for event in events if event.in_scope is False)


def _end(mission: Mission, today: date) -> Iterator[TalkFact]:
    yield TalkFact(Phrase(_SINCE, {"day": mission.starts}), mission)
    ends = end_if_told(mission, today) if has_notice(mission) else None
    if ends:
        # A fact of its own beside the day on which the mission began.
        yield TalkFact(Phrase(_NOTICE, {"day": ends, "clause": "notice"}), mission)


def _clauses(kind: TalkKind, version: AgreedVersion | None) -> Iterator[TalkFact]:
    """Yield the clauses of the agreement that bear on a talk."""
    if version is None or kind is TalkKind.PAYMENT:
        return
    stated = agreement_facts(version)
    wanted = (stated.scope,) if kind is not TalkKind.LIMITS else (*stated.limits, stated.scope)
    for clause in filter(None, wanted):
        yield TalkFact(Phrase(_CLAUSE, {"paper": paper_of(version), "clause": clause}), version.agreement)


def _event(event: Event) -> TalkFact:
    words = _short(event.request or event.text)
    facts = {"day": event.date, "kind": event.type, "text": words}
    if event.minutes:
        return TalkFact(Phrase(_EVENT_HOURS, facts | {"hours": Minutes(event.minutes)}), event)
    if event.time:
        return TalkFact(Phrase(_EVENT_AT, facts | {"clock": event.time}), event)
    return TalkFact(Phrase(_EVENT, facts), event)


def _short(text: str) -> str:
    """Return a text on one line, as long as a fact may be."""
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:159]}…"
