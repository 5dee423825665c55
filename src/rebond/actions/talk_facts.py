"""The facts that the journal holds for a talk: dates, hours, euros and clauses, each with its entry."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rebond.actions.clauses import agreement_facts, paper_of
from rebond.actions.letter_facts import About, crossing_events, facts_of, request_event
from rebond.domain.agreements.amendments import AgreedVersion, in_force
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Event, EventKind, Invoice, Mission
from rebond.domain.missions.notice import end_if_told, has_notice
from rebond.domain.problems import Money
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.domain.translatable import later, later_n
from rebond.journal.queries.amendments import versions
from rebond.journal.queries.in_force import mission_in_force
from rebond.journal.queries.letter_rows import events_between
from rebond.journal.queries.settings import load_settings
from rebond.journal.queries.talks import late_invoices
from rebond.journal.reader import Reader
from rebond.letters.facts import LetterFacts, Minutes, NoticeLength, Phrase

#: The days in which events are looked for, and how many facts of one sort are shown at most.
_LOOKED, _MOST = 365, 5
_EVENT = later("{day}: {kind}, “{text}”")
_EVENT_AT = later("{day} at {clock}: {kind}, “{text}”")
_EVENT_HOURS = later("{day}: {kind}, {hours}, “{text}”")
_CLAUSE = later("{paper}: “{clause}”")
_EXTRA = later("Beyond the agreement over twelve months: {hours}")
_SINCE = later("You have worked together since {day}")
_INVOICE = later_n(
    "Invoice {number}: {amount} left to pay, due on {day}, {count} day late",
    "Invoice {number}: {amount} left to pay, due on {day}, {count} days late",
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


@dataclass(frozen=True, slots=True)
class TalkFact:
    """A fact of the journal in words to come, and the entry that it is read from."""

    said: Phrase
    row: Entity


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
    if owed := next(iter(late_of_talk(reader, talk, today)), None):
        invoice, rest = owed
        told = dataclasses.replace(
            told, number=invoice.number, owed=Money(rest, load_settings(reader).currency), due=invoice.due,
            late=NoticeLength((today - invoice.due).days),
        )  # fmt: skip
    if talk.mission_id and (minutes := _beyond(_events(reader, talk.mission_id, today))):
        told = dataclasses.replace(told, extra=Minutes(minutes))
    return dataclasses.replace(facts, talk=told)


def _request_id(reader: Reader, talk: Talk) -> int | None:
    """Return the entry that a talk is about where it is a request: only that is quoted as one."""
    cause = reader.get(Event, talk.cause_id) if talk.cause_id else None
    return cause.id if cause and cause.request else None


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
        for invoice, rest in late_of_talk(reader, talk, today)[:_MOST]:
            yield _owed(invoice, rest, load_settings(reader).currency, today)
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
    if talk.type is TalkKind.LIMITS:
        for event, _role in reversed(crossing_events(reader, mission, agreed, today)):
            yield _event(event)
    bearing = [event for event in events if event.type in _BEARING[talk.type]]
    for event in bearing[-_MOST:][::-1]:
        yield _event(event)
    minutes = _beyond(events)
    if minutes and talk.type in (TalkKind.LIMITS, TalkKind.ENDING, TalkKind.REFUSING):
        yield TalkFact(Phrase(_EXTRA, {"hours": Minutes(minutes)}), mission)


def _events(reader: Reader, mission_id: int, today: date) -> tuple[Event, ...]:
    return events_between(reader, mission_id, today - timedelta(days=_LOOKED), today)


def _beyond(events: tuple[Event, ...]) -> int:
    """Return the minutes of work that the agreement does not cover."""
    return sum(event.minutes or 0 for event in events if event.in_scope is False)


def late_of_talk(reader: Reader, talk: Talk, today: date) -> tuple[tuple[Invoice, int], ...]:
    """Return the late invoices of the client, each with its rest in cents: that of the talk first, then by due date."""
    late = late_invoices(reader, talk.client_id, today)
    return tuple(sorted(late, key=lambda owed: (owed[0].id != talk.invoice_id, owed[0].due, owed[0].id)))


def _owed(invoice: Invoice, rest: int, currency: str, today: date) -> TalkFact:
    facts = {
        "number": invoice.number or "–", "amount": Money(rest, currency), "day": invoice.due,
        "count": (today - invoice.due).days,
    }  # fmt: skip
    return TalkFact(Phrase(_INVOICE, facts), invoice)


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
