"""The agenda's entries in words: what is to be done, of what kind it is, and how near its day is."""

from collections.abc import Iterator, Sequence
from datetime import date

from rebond.actions import late_sentences
from rebond.domain.agenda.entries import AgendaEntry, AgendaKind
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.direction import joined
from rebond.domain.missions.notice import NoticeDeadline
from rebond.domain.tasks.kinds import TaskOwner
from rebond.language import Language
from rebond.sentences import label

#: The kinds whose entries have the words of a person for a text, which do not say what they are.
_NAMED = frozenset({AgendaKind.TASK, AgendaKind.FOLLOW_UP})
#: The entries that a notification names.
_REMINDED = 3


def what(language: Language, entry: AgendaEntry, currency: str) -> str:
    """Return what an entry is about: `Invoice 2026-28: €576.00 left to pay`."""
    match entry.kind:
        case AgendaKind.TASK:
            text = " ".join(entry.what.split())
            if entry.person and entry.owner is TaskOwner.THEM:
                return language.gettext("{name} promised: {text}").format(name=entry.person, text=text)
            return text
        case AgendaKind.TALK:
            about = label(language, entry.talk) if entry.talk else ""
            return language.gettext("Talk with {name}: {about}").format(name=entry.person, about=about)
        case AgendaKind.FOLLOW_UP:
            return entry.what or language.gettext("follow up")
        case AgendaKind.LATE_INVOICE:
            details = joined(language.semicolon, _late(language, entry))
            return f"{_owed(language, entry, currency)} ({details})" if details else _owed(language, entry, currency)
        case AgendaKind.PROMISE:
            return language.gettext("{invoice} (promised for this day)").format(
                invoice=_owed(language, entry, currency)
            )  # fmt: skip
        case AgendaKind.REMINDER:
            due = language.day(entry.about) if entry.about else ""
            text = language.gettext("{invoice} (reminder before the due date of {date})")
            return text.format(invoice=_owed(language, entry, currency), date=due)
        case AgendaKind.LIMITATION:
            return _limitation(language, entry, currency)
        case AgendaKind.TO_INVOICE:
            return _to_invoice(language, entry)
        case AgendaKind.ANSWER:
            return language.gettext("Answer the request: {request}").format(request=" ".join(entry.what.split()))
        case AgendaKind.AMENDMENT:
            sent = language.day(entry.about) if entry.about else ""
            return language.gettext("Amendment {number}: no answer since {date}").format(number=entry.what, date=sent)
        case AgendaKind.MILESTONE:
            return language.gettext("Milestone: {name}").format(name=entry.what)
        case AgendaKind.CLOSURE:
            closes = language.day(entry.about) if entry.about else ""
            return language.gettext("Send reports and invoices before the closure of {date}").format(date=closes)
        case AgendaKind.END if entry.to_note:
            return language.gettext("{mission} has ended: note how").format(mission=entry.mission)
        case AgendaKind.END:
            text = language.gettext("{mission} ends").format(mission=entry.mission)
            return text if entry.certain else f"{text} ({language.gettext('counted from the day the notice was sent')})"
        case AgendaKind.RENEWAL:
            return _renewal(language, entry)
        case AgendaKind.NOTICE:
            return _notice(language, entry, entry.deadline) if entry.deadline else ""


def _owed(language: Language, entry: AgendaEntry, currency: str) -> str:
    left = language.money(entry.left, currency)
    if entry.what:
        return language.gettext("Invoice {number}: {amount} left to pay").format(number=entry.what, amount=left)
    return language.gettext("Invoice: {amount} left to pay").format(amount=left)


def _late(language: Language, entry: AgendaEntry) -> Iterator[str]:
    """Yield the promise that was missed, what it is held by, the step that comes next, and that it is time-barred."""
    if entry.about:
        yield language.gettext("promised for {date}, not paid").format(date=language.day(entry.about))
    following = entry.following
    if following and following.state:
        yield late_sentences.state(language, following.state)
    elif following and following.step:
        yield late_sentences.step_from(language, following)
    if entry.barred:
        yield _barred(language, entry.barred)


def _barred(language: Language, since: date) -> str:
    text = language.gettext("time-barred since {date}, unless interrupted: check before you write")
    return text.format(date=language.day(since))


def _limitation(language: Language, entry: AgendaEntry, currency: str) -> str:
    owed = _owed(language, entry, currency)
    if entry.barred and entry.certain:
        return joined(language.semicolon, (owed, _barred(language, entry.barred)))
    if entry.barred:
        text = language.gettext("in some trades time-barred since {date}: check before you write")
        return joined(language.semicolon, (owed, text.format(date=language.day(entry.barred))))
    if entry.certain:
        text = language.ngettext(
            "{invoice}; it can no longer be claimed after {count} year",
            "{invoice}; it can no longer be claimed after {count} years",
            entry.years,
        )
    else:
        text = language.ngettext(
            "{invoice}; in some trades it can no longer be claimed after {count} year",
            "{invoice}; in some trades it can no longer be claimed after {count} years",
            entry.years,
        )
    return text.format(invoice=owed, count=entry.years)


def _to_invoice(language: Language, entry: AgendaEntry) -> str:
    if entry.row[0] == Amendment.kind:
        return language.gettext("Invoice amendment {number}").format(number=entry.what)
    if entry.about is None:
        return language.gettext("Invoice {what}").format(what=entry.what)
    month = language.month(entry.about)
    if not entry.months:
        return language.gettext("Invoice {what}").format(what=month)
    return language.ngettext(
        "Invoice {count} month up to {month}", "Invoice {count} months up to {month}", entry.months
    ).format(count=entry.months, month=month)


def _renewal(language: Language, entry: AgendaEntry) -> str:
    text = language.ngettext(
        "{mission}: the term ends, and renews itself for {count} month",
        "{mission}: the term ends, and renews itself for {count} months",
        entry.months,
    ).format(mission=entry.mission, count=entry.months)
    return f"{text} ({_other(language, entry.other)})" if entry.other else text


def _notice(language: Language, entry: AgendaEntry, deadline: NoticeDeadline) -> str:
    """Return what the last day to send notice means; a missed one names the next."""
    term = language.day(deadline.term.ends)
    if entry.next_deadline:
        following = entry.next_deadline
        text = language.gettext(
            "{mission}: the last day to give notice for {term} was missed; the next is {next}, for {next_term}"
        ).format(
            mission=entry.mission,
            term=term,
            next=language.day(following.last),
            next_term=language.day(following.term.ends),
        )
        other = deadline.other_last
        return f"{text} ({_other(language, other)})" if other and other != deadline.last else text
    text = language.gettext("{mission}: last day to give notice for {term}").format(mission=entry.mission, term=term)
    notes = []
    if deadline.prudent != deadline.last:
        notes.append(language.gettext("{date} is prudent").format(date=language.day(deadline.prudent)))
    if deadline.other_last and deadline.other_last != deadline.last:
        notes.append(_other(language, deadline.other_last))
    return f"{text} ({'; '.join(notes)})" if notes else text


def _other(language: Language, day: date) -> str:
    return language.gettext("{date} if terms end with the month").format(date=language.day(day))


def whole(language: Language, entry: AgendaEntry, currency: str) -> str:
    """Return what an entry is about with the person it is about: `Duval: call back`."""
    text = what(language, entry, currency)
    if not entry.contact:
        return text
    return language.gettext("{name}: {text}").format(name=entry.contact, text=text)


def kind_name(language: Language, entry: AgendaEntry) -> str:
    """Return the kind of an entry; of a task, whether the client is to do it."""
    if entry.kind is AgendaKind.TASK and entry.owner is TaskOwner.THEM:
        return language.gettext("task of the client")
    return label(language, entry.kind)


def kind_said(language: Language, entry: AgendaEntry) -> str:
    """Return the kind of an entry whose text does not say it; empty for others."""
    return kind_name(language, entry) if entry.kind in _NAMED else ""


def state(language: Language, entry: AgendaEntry, today: date) -> str:
    """Return how near the day of an entry is, after its kind where its text does not say that: `task · in 3 days`."""
    near = nearness(language, entry.date, today) if entry.date else ""
    return joined(" · ", (kind_said(language, entry), near))


def nearness(language: Language, day: date, today: date) -> str:
    """Return how near a day is: `4 days late`, `today`, `in 3 days`."""
    late = (today - day).days
    if late > 0:
        return language.ngettext("{count} day late", "{count} days late", late).format(count=late)
    if late:
        return language.ngettext("in {count} day", "in {count} days", -late).format(count=-late)
    return language.gettext("today")


def reminder(language: Language, due: Sequence[AgendaEntry], currency: str, today: date) -> tuple[str, str]:
    """Return the title and the text of a notification of what is due; at most three entries stand in it."""
    title = language.ngettext("{count} thing is due", "{count} things are due", len(due)).format(count=len(due))
    lines = []
    for entry in due[:_REMINDED]:
        late = nearness(language, entry.date, today) if entry.date and entry.date < today else ""
        lines.append(joined(" · ", (entry.client, whole(language, entry, currency), late)))
    if more := len(due) - len(lines):
        lines.append(language.ngettext("and {count} more", "and {count} more", more).format(count=more))
    return title, "\n".join(lines)
