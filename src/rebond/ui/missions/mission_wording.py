"""A mission and its invoices in words: the contract, the billing, the terms, and how each invoice stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rebond.domain.missions.contract import last_day
from rebond.domain.missions.kinds import Billing, Contract, Event, Mission, NoticeUnit, PlannedDays, Terms
from rebond.journal.queries.missions import InvoiceLine, MissionLine
from rebond.ui.speech import _, language, n_


class Standing(StrEnum):
    """How a mission stands: in the list each has its own mark and its own word."""

    RUNNING = "running"
    ATTENTION = "attention"
    ENDED = "ended"


class Tone(StrEnum):
    """How loud a state is said; the words say it too."""

    PLAIN = "plain"
    SOFT = "soft"
    GOOD = "good"
    WARM = "warm"


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    tone: Tone = Tone.PLAIN


def standing(line: MissionLine, today: date, *, to_invoice: bool) -> tuple[Standing, str]:
    """The mark and the word of a mission in the list."""
    if line.late:
        return Standing.ATTENTION, n_("{count} late", "{count} late", line.late).format(count=line.late)
    if to_invoice:
        return Standing.ATTENTION, _("to invoice")
    if line.mission is None:
        return Standing.ENDED, _("no mission yet")
    if line.over:
        return Standing.ENDED, _("ended")
    if line.mission.starts > today:
        return Standing.RUNNING, _("from {date}").format(date=language().near_day(line.mission.starts, today))
    return Standing.RUNNING, _("running")


def amount(line: MissionLine, currency: str) -> tuple[str, str]:
    """What a mission brings, without cents: the figure, and what it is for."""
    if line.mission is None or not line.amount:
        return "", ""
    figure = language().money(line.amount, currency, whole=True)
    if line.mission.billing is Billing.MILESTONES:
        return figure, _("{amount} in all").format(amount=figure)
    return figure, _("{amount} a month").format(amount=figure)


def notice(mission: Mission) -> str:
    """The notice clause: `1 month, to the end of the month`."""
    if not mission.notice:
        return _("to the end of the month") if mission.notice_to_month_end else _("no notice")
    if mission.notice_unit is NoticeUnit.DAYS:
        length = n_("{count} day’s notice", "{count} days’ notice", mission.notice)
    else:
        length = n_("{count} month’s notice", "{count} months’ notice", mission.notice)
    text = length.format(count=mission.notice)
    return _("{notice}, to the end of the month").format(notice=text) if mission.notice_to_month_end else text


def contract(mission: Mission) -> str:
    """How long the contract binds: `Open-ended since 1 July 2026 · 1 month’s notice`."""
    first = language().day(mission.starts)
    if mission.contract is Contract.FIXED_TERM and mission.ends:
        term = _("Fixed term from {first} to {last}").format(first=first, last=language().day(mission.ends))
    elif mission.contract is Contract.UNTIL_DELIVERY and mission.ends:
        term = _("From {first} until delivery, planned on {last}").format(
            first=first, last=language().day(mission.ends)
        )
    elif mission.contract is Contract.UNTIL_DELIVERY:
        term = _("From {first} until delivery").format(first=first)
    else:
        term = _("Open-ended since {first}").format(first=first)
    return f"{term} · {notice(mission)}"


def if_told_today(mission: Mission, today: date) -> str:
    """The last day worked if the client tells it today; empty when the mission is over."""
    if mission.ends and mission.ends < today:
        return ""
    last = last_day(mission, today, notice_honoured=True)
    if last is None:
        return _("it would never start")
    return _("last day {date}").format(date=language().day(last))


def billing(mission: Mission, planned: Sequence[PlannedDays], milestones: int, currency: str, today: date) -> str:
    """What is billed: `€480.00 a day × 17 days a month; 10 in December 2026`; `milestones` is their number."""
    figure = language().money(mission.amount, currency)
    if mission.billing is Billing.MILESTONES:
        return n_("{count} milestone", "{count} milestones", milestones).format(count=milestones)
    if mission.billing is Billing.MONTHLY:
        return _("{amount} a month").format(amount=figure)
    parts = [
        _("{amount} a day × {days} days a month").format(amount=figure, days=language().days(mission.days_per_month))
    ]
    parts += (
        _("{days} in {month}").format(days=language().days(one.days), month=language().month(one.month))
        for one in sorted(planned, key=lambda one: one.month)
        if one.month >= today.replace(day=1)
    )
    return "; ".join(parts)


def terms(kind: Terms, days: int) -> str:
    """The payment terms: `45 days, then to the end of the month`."""
    if kind is Terms.NET:
        return n_("{count} day net", "{count} days net", days).format(count=days)
    if kind is Terms.DAYS_THEN_MONTH_END:
        return n_("{count} day, then end of month", "{count} days, then end of month", days).format(count=days)
    return n_("end of month, then {count} day", "end of month, then {count} days", days).format(count=days)


def terms_example(kind: Terms, days: int, issued: date) -> str:
    """What the terms mean for one invoice."""
    return _("An invoice of {issued} falls due on {due}.").format(
        issued=language().day(issued), due=language().day(kind.due_date(issued, days))
    )


def length(minutes: int) -> str:
    """A length of work: `1 h 30`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=language().number(whole))
    return _("{hours} h {minutes:02}").format(hours=language().number(whole), minutes=rest)


def scope(in_scope: bool | None) -> str:
    """Whether an entry's work was agreed; empty when it is not said."""
    if in_scope is None:
        return ""
    return _("in scope") if in_scope else _("extra · not agreed")


def when(event: Event, today: date) -> str:
    """The day of an entry with its weekday, its year if it is another one, and its time of day."""
    day = language().weekday(event.date)
    if event.date.year != today.year:
        day = f"{day} {event.date.year}"
    return f"{day}, {language().hour(event.time)}" if event.time else day


def state(line: InvoiceLine, today: date, expected: date | None) -> Said:
    """How an invoice stands; `expected` is the day the runway takes an open one to be paid."""
    invoice = line.invoice
    if invoice.cancelled:
        return Said(_("cancelled"), Tone.SOFT)
    if invoice.is_credit_note:
        return Said(_("credit note, settled"), Tone.SOFT) if invoice.settled else Said(_("credit note"))
    if invoice.settled:
        return Said(_("paid on {date}").format(date=language().near_day(invoice.settled, today)), Tone.GOOD)
    if not line.rest:
        return Said(_("nothing to pay"), Tone.SOFT)
    if invoice.due < today:
        late = (today - invoice.due).days
        said = n_("late by {count} day", "late by {count} days", late).format(count=late)
    elif expected:
        said = _("expected on {date}").format(date=language().near_day(expected, today))
    else:
        said = _("not due yet")
    if line.paid:
        said = _("partly paid, {state}").format(state=said)
    return Said(said, Tone.WARM if invoice.due < today else Tone.PLAIN)


def invoice_name(line: InvoiceLine) -> str:
    """What a person calls an invoice: its number, or what it bills, or when it was issued."""
    invoice = line.invoice
    if invoice.number:
        return invoice.number
    if line.milestone:
        return line.milestone
    return language().month(invoice.month) if invoice.month else language().day(invoice.issued, "short")
