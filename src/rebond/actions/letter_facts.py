"""The facts that the journal holds for a letter, on a day."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

from rebond.actions.clauses import agreement_facts, clause_of, paper_of, supplement_of
from rebond.actions.invoice_facts import invoice_facts
from rebond.actions.recaps import recap_facts
from rebond.domain.agreements.amendments import AgreedVersion, in_force
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.calendar import Window
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission
from rebond.domain.missions.notice import end_if_told, has_notice, notice_given
from rebond.domain.money.kinds import ClosureWindow, Settings
from rebond.domain.names import same
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Money, Problem, Refused, declare_problems
from rebond.domain.signs.client_record import EntryRole
from rebond.domain.signs.sign_rules import limit_broken
from rebond.domain.talks.kinds import Talk
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.amendments import amendment_lines, versions
from rebond.journal.queries.in_force import mission_in_force
from rebond.journal.queries.letter_rows import events_between, open_requests
from rebond.journal.queries.settings import load_settings
from rebond.journal.queries.talks import latest_held
from rebond.journal.reader import Reader
from rebond.letters.agreed_facts import AmendmentFacts, CrossedFacts, LineFacts, MissionFacts, NoticeFacts, RequestFacts
from rebond.letters.fact_values import Minutes, NoticeLength, Phrase
from rebond.letters.facts import ClientFacts, ClosureFacts, LetterFacts, PersonFacts, SenderFacts

declare_problems({
    "letter_about_gone": later("What this letter is about was deleted in the meantime. Undo that, or choose another."),
})  # fmt: skip

#: The days in which limits that were not kept are recalled, and how many of them at most.
_RECENT, _RECALLED = 60, 5
#: How a letter names what went beyond a limit.
_CHANGES = later("changes beyond the agreed number")
_REQUEST = later("a request outside the agreed hours")
_MESSAGE = later("a message outside the agreed hours")


@dataclass(frozen=True, slots=True)
class About:
    """The subject of a letter, by ids: a client, and at most one of each other."""

    client_id: int
    mission_id: int | None = None
    amendment_id: int | None = None
    event_id: int | None = None
    person_id: int | None = None
    invoice_id: int | None = None
    talk_id: int | None = None


def facts_of(reader: Reader, about: About, today: date) -> LetterFacts:
    """Return what the journal knows for a letter of that day; what it does not know stays empty.

    The request is that of the event given, else the mission's latest one that is not accepted.

    :raises Refused: letter_about_gone, when the client, the mission, the amendment or the invoice was deleted.
    """
    settings, client = load_settings(reader), reader.get(Client, about.client_id)
    mission = mission_in_force(reader, about.mission_id, today) if about.mission_id else None
    amendment = reader.get(Amendment, about.amendment_id) if about.amendment_id else None
    invoice = reader.get(Invoice, about.invoice_id) if about.invoice_id else None
    gone = (
        (about.mission_id and mission is None)
        or (about.amendment_id and amendment is None)
        or (about.invoice_id and invoice is None)
    )
    if client is None or gone:
        raise Refused(Problem("letter_about_gone"))
    person = person_meant(reader, about)
    facts = LetterFacts(
        today=today,
        sender=SenderFacts(
            name=settings.sender, address=settings.address, email=settings.email, phone=settings.phone,
            registration=settings.registration,
        ),
        client=ClientFacts(name=client.name, address=client.address),
        person=_person(person) if person else PersonFacts(),
        closure=_closure(next_closure(reader, today)),
        invoice=invoice_facts(reader, invoice, today),
        talk=recap_facts(reader, talk_meant(reader, about)),
    )  # fmt: skip
    if mission is None:
        return facts
    agreed = versions(reader, mission.id)
    return dataclasses.replace(
        facts,
        mission=MissionFacts(name=mission.name, starts=mission.starts),
        agreement=agreement_facts(in_force(agreed, today)),
        request=_request(request_event(reader, mission, about.event_id)),
        crossed=tuple(_crossed(event, role) for event, role in crossing_events(reader, mission, agreed, today)),
        amendment=_amendment(reader, amendment, settings, today) if amendment else AmendmentFacts(_today=today),
        notice=_notice(mission, today),
    )


def _person(person: Person) -> PersonFacts:
    return PersonFacts(name=person.name, email=person.email, familiar=person.familiar)


def talk_meant(reader: Reader, about: About) -> Talk | None:
    """Return the talk that a letter sums up: the one given, else the latest one held."""
    if about.talk_id:
        return reader.get(Talk, about.talk_id)
    return latest_held(reader, about.client_id, about.mission_id)


def persons_of(reader: Reader, client_id: int) -> tuple[Person, ...]:
    """Return the persons of a client, in the order in which they were noted."""
    return reader.matching(Person, client_id=client_id)


def person_named(reader: Reader, client_id: int, name: str) -> Person | None:
    """Return the person of a client who has that name."""
    return next((person for person in persons_of(reader, client_id) if same(person.name, name)), None)


def person_meant(reader: Reader, about: About) -> Person | None:
    """Return the person chosen, else the only one that the client has."""
    if about.person_id:
        return reader.get(Person, about.person_id)
    persons = persons_of(reader, about.client_id)
    return persons[0] if len(persons) == 1 else None


def request_event(reader: Reader, mission: Mission, event_id: int | None) -> Event | None:
    """Return the request that is answered: the one given, else the latest one that is not accepted."""
    return reader.get(Event, event_id) if event_id else next(iter(open_requests(reader, mission.id, 1)), None)


def _request(event: Event | None) -> RequestFacts:
    if event is None:
        return RequestFacts()
    return RequestFacts(words=event.request.strip(), day=event.date, due=event.answer_due)


def crossing_events(
    reader: Reader, mission: Mission, agreed: Sequence[AgreedVersion], today: date
) -> list[tuple[Event, EntryRole]]:
    """Return the latest events that broke the limits agreed on their day, the oldest first, each with how it did."""
    found = []
    for event in events_between(reader, mission.id, today - timedelta(days=_RECENT), today):
        version = in_force(agreed, event.date)
        if role := limit_broken(event, version.agreement if version else None):
            found.append((event, role))
    return found[-_RECALLED:]


def _crossed(event: Event, role: EntryRole) -> CrossedFacts:
    words = " ".join(event.request.split())
    return CrossedFacts(what=_broken(event, role), day=event.date, clock=event.time, words=words)


def _broken(event: Event, role: EntryRole) -> Phrase:
    if role is EntryRole.CHANGES:
        return Phrase(_CHANGES)
    asked = event.type in (EventKind.EXTRA_REQUEST, EventKind.OUTSIDE_HOURS)
    return Phrase(_REQUEST if asked else _MESSAGE)


def agreed_before(reader: Reader, amendment: Amendment) -> AgreedVersion | None:
    """Return the agreement in force at the latest request of an amendment, without what the amendment made of it."""
    days = [line.event.date for line in amendment_lines(reader, amendment)]
    others = (one for one in versions(reader, amendment.mission_id) if one.agreement.amendment_id != amendment.id)
    return in_force(others, max(days, default=amendment.made))


def _amendment(reader: Reader, amendment: Amendment, settings: Settings, today: date) -> AmendmentFacts:
    agreed = agreed_before(reader, amendment)
    rate = Money(amendment.hourly_rate, settings.currency) if amendment.hourly_rate else None
    lines = tuple(
        LineFacts(
            number=line.number, words=" ".join(line.event.request.split()), noted=" ".join(line.event.text.split()),
            day=line.event.date, clause=clause_of(line),
            duration=Minutes(line.minutes) if line.minutes else None, rate=rate,
            supplement=supplement_of(line), _percent=line.supplement,
        )
        for line in amendment_lines(reader, amendment)
    )  # fmt: skip
    return AmendmentFacts(
        number=amendment.number, title=amendment.title, paper=paper_of(agreed) if agreed else "",
        made=amendment.made, sent=amendment.sent, rate=rate, lines=lines, _today=today,
    )  # fmt: skip


def _notice(mission: Mission, today: date) -> NoticeFacts:
    """Return the notice if it is received today; a contract without one leaves a reasonable one to be chosen."""
    if not has_notice(mission):
        return NoticeFacts()
    length = NoticeLength(mission.notice, mission.notice_unit) if mission.notice else None
    return NoticeFacts(
        length=length, month_end=mission.notice_to_month_end, from_receipt=notice_given(mission) is None,
        ends=end_if_told(mission, today),
    )  # fmt: skip


def next_closure(reader: Reader, today: date) -> tuple[ClosureWindow, tuple[date, date]] | None:
    """Return the next closure that begins after today, with its first and its last day."""
    ahead = today + timedelta(days=730)
    spans = (
        (row, span)
        for row in reader.all(ClosureWindow)
        for span in Window(_month_day(row.first), _month_day(row.last)).spans(today, ahead)
        if span[0] > today
    )
    return min(spans, key=lambda found: found[1], default=None)


def _closure(found: tuple[ClosureWindow, tuple[date, date]] | None) -> ClosureFacts:
    return ClosureFacts(first=found[1][0], last=found[1][1]) if found else ClosureFacts()


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
