"""The rules of the warning signs: which entries make each sign, and until when it counts (algorithms.md, 5).

"In 60 days" and "for 60 days" leave the first day out, as days of notice do: an entry of 1 March stands with one of
30 April, and counts until 30 April. What is dated after `today` is ignored: a sign on a day is what was known on it.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median

from rebond.domain.agreements.amendments import outside_agreed
from rebond.domain.agreements.kinds import Agreement, Reply
from rebond.domain.missions.kinds import Event, EventKind, RequestAnswer
from rebond.domain.missions.requests import is_request
from rebond.domain.signs.client_record import (
    DAYS_BACK,
    ENOUGH_EXCHANGES,
    EXCHANGES,
    UNASKED,
    ClientRecord,
    EntryRole,
    SignEntry,
    entry_of,
    event_entry,
    replied,
    under_way,
    words_of,
)
from rebond.domain.signs.kinds import Sign
from rebond.domain.signs.late_payers import late_invoices
from rebond.domain.tasks.kinds import TaskOwner
from rebond.domain.value_classes import dataclass

#: Days that an amendment waits for its answer before that is a sign.
ANSWER_DAYS = 30
#: Days of silence that are a sign while the client's usual gap is not known.
SILENT_DAYS = 10
#: How often the usual gap a silence exceeds before it is a sign.
SILENT_GAPS = 2


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a client has said nothing: days, and the usual gap between its words; None while that is not known."""

    days: int
    usual: Fraction | None


@dataclass(frozen=True, slots=True)
class SignFound:
    """A sign that is present: its entries by day, and the last day on which they count; None: until that changes."""

    entries: tuple[SignEntry, ...]
    until: dt.date | None
    silence: Silence | None = None


Rule = Callable[[ClientRecord, dt.date], SignFound | None]


def scope_creep(record: ClientRecord, today: dt.date) -> SignFound | None:
    """Find three extra requests in 60 days that were neither in scope nor accepted as paid.

    One whose amendment was accepted is accepted as paid. It counts for 60 days after the last three in 60 days.
    """
    accepted = {
        amendment.id
        for amendment in record.amendments
        if amendment.reply is Reply.ACCEPTED and replied(amendment) <= today
    }
    requests = [
        event_entry(event)
        for event in record.happened(today)
        if _is_extra(event)
        and event.answer not in (RequestAnswer.IN_SCOPE, RequestAnswer.ACCEPTED)
        and event.amendment_id not in accepted
    ]
    return _several(requests, count=3, within=60, lasting=60, today=today)


def _is_extra(event: Event) -> bool:
    """Whether an event is a request that the contract does not cover, also one written as a note: "hors devis"."""
    if event.type is EventKind.EXTRA_REQUEST:
        return event.in_scope is not True
    return event.in_scope is False and (event.type is EventKind.NOTE or is_request(event))


def refused_amendment(record: ClientRecord, today: dt.date) -> SignFound | None:
    """Find amendments refused, or unanswered for 30 days; each counts for 180 days from the answer or the 30th day."""
    return _each_lasts(list(_not_accepted(record, today)), DAYS_BACK, today)


def _not_accepted(record: ClientRecord, today: dt.date) -> Iterator[SignEntry]:
    for amendment in record.amendments:
        if amendment.reply and replied(amendment) <= today:
            if amendment.reply is Reply.REFUSED:
                yield entry_of(amendment, replied(amendment), EntryRole.REFUSED)
        elif amendment.sent and (expired := amendment.sent + _days(ANSWER_DAYS)) <= today:
            yield entry_of(amendment, expired, EntryRole.UNANSWERED, (today - amendment.sent).days)


def broken_limits(record: ClientRecord, today: dt.date) -> SignFound | None:
    """Find two events that broke the agreed limits in 30 days; they count for 60 days."""
    broken = [
        event_entry(event, role)
        for event in record.happened(today)
        if (role := limit_broken(event, record.in_force(event.mission_id, event.date)))
    ]
    return _several(broken, count=2, within=30, lasting=60, today=today)


def limit_broken(event: Event, agreement: Agreement | None) -> EntryRole | None:
    """Return how an event broke the limits of the agreement in force on its day; None where it kept them.

    Endless changes did, and what lies outside the agreed hours: what the person noted as such, and every other word
    whose time the client chose and that lies outside the days and hours agreed. Where these are not agreed, no time is
    outside them.
    """
    if event.type is EventKind.ENDLESS_CHANGES:
        return EntryRole.CHANGES
    return EntryRole.OUTSIDE_HOURS if event.type in UNASKED and outside_agreed(event, agreement) else None


def silence(record: ClientRecord, today: dt.date) -> SignFound | None:
    """Find no word for more than twice the usual gap, or for 10 days, while something waits in a running mission.

    The usual gap is the median of those between the last 12 days with a word, known from 5 days on. Where the client
    never said a word, its silence began with the first thing that waits.
    """
    running = [mission.starts for mission in record.missions if under_way(mission, today)]
    if not running:
        return None
    last_of_day = {word.date: word for word in sorted(words_of(record, today), key=lambda word: (word.date, word.id))}
    days = sorted(last_of_day)[-EXCHANGES:]
    waiting = sorted(_waiting(record, days[-1] if days else max(running), today), key=_by_day)
    if not waiting:
        return None
    silent = (today - (days[-1] if days else waiting[0].date)).days
    if len(days) >= ENOUGH_EXCHANGES:
        usual = Fraction(median((after - before).days for before, after in pairwise(days)))
        is_silent = silent > SILENT_GAPS * usual
    else:
        usual, is_silent = None, silent >= SILENT_DAYS
    if not is_silent:
        return None
    said = [last_of_day[days[-1]]] if days else []
    return SignFound((*said, *waiting), None, Silence(silent, usual))


def _waiting(record: ClientRecord, last_word: dt.date, today: dt.date) -> Iterator[SignEntry]:
    """Yield what waits for the client's answer; of what happened, that of the last 180 days.

    A word does not answer a letter of its own day, which mostly answers the word. A task that is due later does not
    wait yet; one without a day waits from the last word on.

    :param last_word: its day; where there was none, that on which the work began.
    """
    since = today - _days(DAYS_BACK)
    for event in record.happened(today):
        if event.date >= since:
            if event.type is EventKind.SILENCE and event.date >= last_word:
                yield event_entry(event)
            elif event.answer is RequestAnswer.UNCLEAR:
                yield event_entry(event, EntryRole.WAITS)
    for amendment in record.amendments:
        answered = amendment.reply and replied(amendment) <= today
        if amendment.sent and amendment.sent <= today and not answered:
            yield entry_of(amendment, amendment.sent, EntryRole.WAITS)
    for letter in record.letters:
        if last_word <= letter.sent <= today:
            yield entry_of(letter, letter.sent, EntryRole.WAITS)
    for task in record.tasks:
        done = task.done and task.done <= today
        if task.owner is TaskOwner.THEM and not done and (task.due or today) <= today:
            yield entry_of(task, task.due or last_word, EntryRole.WAITS)


def lateness(record: ClientRecord, today: dt.date) -> SignFound | None:
    """Find two of the last three invoices over 7 days later than usual; they count for 120 days after the payment.

    An invoice that is still open counts until it is paid.
    """
    late = late_invoices(record, today)
    if len(late) < 2:
        return None
    paid = [one.paid for one in late if one.paid]
    until = max(paid) + _days(120) if len(paid) == len(late) else None
    if until and until < today:
        return None
    entries = (
        entry_of(one.invoice, one.since, EntryRole.LATE if one.paid else EntryRole.LATE_OPEN, one.days) for one in late
    )
    return SignFound(tuple(sorted(entries, key=_by_day)), until)


def _said(kind: EventKind, lasting: int) -> Rule:
    """Return the rule of a sign that one event of a kind makes, for so many days after it."""

    def rule(record: ClientRecord, today: dt.date) -> SignFound | None:
        said = [event_entry(event) for event in record.happened(today) if event.type is kind]
        return _each_lasts(said, lasting, today)

    return rule


#: The rule of each sign, in the order in which signs are told.
RULES: Mapping[Sign, Rule] = {
    Sign.SCOPE_CREEP: scope_creep,
    Sign.REFUSED_AMENDMENT: refused_amendment,
    Sign.BROKEN_LIMITS: broken_limits,
    Sign.SILENCE: silence,
    Sign.LATENESS: lateness,
    Sign.DISSATISFACTION: _said(EventKind.DISSATISFACTION, 120),
    Sign.COMPETITOR: _said(EventKind.COMPETITOR, 120),
    Sign.IN_HOUSE: _said(EventKind.IN_HOUSE, 180),
}


def _several(
    entries: Sequence[SignEntry], *, count: int, within: int, lasting: int, today: dt.date
) -> SignFound | None:
    """Find the latest `count` or more entries within so many days, if these still count `lasting` days later.

    :param entries: by day.
    """
    for at in range(len(entries) - 1, count - 2, -1):
        last = entries[at].date
        if last + _days(lasting) < today:
            return None
        together = tuple(entry for entry in entries[: at + 1] if entry.date >= last - _days(within))
        if len(together) >= count:
            return SignFound(together, last + _days(lasting))
    return None


def _each_lasts(entries: Sequence[SignEntry], lasting: int, today: dt.date) -> SignFound | None:
    """Find the entries that each count for so many days."""
    counting = sorted((entry for entry in entries if entry.date + _days(lasting) >= today), key=_by_day)
    return SignFound(tuple(counting), counting[-1].date + _days(lasting)) if counting else None


def _by_day(entry: SignEntry) -> tuple[dt.date, str, int]:
    return entry.date, entry.kind, entry.id


def _days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)
