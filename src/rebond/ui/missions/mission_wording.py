"""Wording of missions and invoices: contract, notice, billing, payment terms, and states."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from rebond.domain.agreements.kinds import Agreement
from rebond.domain.missions.kinds import Billing, Contract, Event, Mission, NoticeUnit, PlannedDays, Terms
from rebond.domain.missions.notice import end_to_note, foreseen_end, last_day, notice_given
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.missions import InvoiceLine, MissionLine
from rebond.sentences import duration, moment
from rebond.ui.missions.end_wording import is_early
from rebond.ui.speech import _, language, n_


class Standing(StrEnum):
    """The state of a mission in the list; each has its own mark and word."""

    RUNNING = "running"
    ATTENTION = "attention"
    ENDED = "ended"


class Tone(StrEnum):
    """The emphasis of a text, shown by its colour; the words carry the meaning alone."""

    PLAIN = "plain"
    SOFT = "soft"
    GOOD = "good"
    WARM = "warm"


@dataclass(frozen=True, slots=True)
class StateText:
    """A text and its emphasis."""

    text: str
    tone: Tone = Tone.PLAIN


def standing(line: MissionLine, today: date, *, to_invoice: bool) -> tuple[Standing, str]:
    """Return the state of a mission and the words for it."""
    if line.late:
        return Standing.ATTENTION, n_("{count} late", "{count} late", line.late).format(count=line.late)
    if to_invoice:
        return Standing.ATTENTION, _("to invoice")
    if line.mission is None:
        return Standing.ENDED, _("no mission yet")
    if line.over:
        return Standing.ENDED, _("ended early") if is_early(line.mission) else _("ended")
    if line.mission.starts > today:
        return Standing.RUNNING, _("from {date}").format(date=language().near_day(line.mission.starts, today))
    if over := end_to_note(line.mission, today):
        return Standing.ATTENTION, _("note its end: {date}").format(date=language().near_day(over, today))
    end = foreseen_end(line.mission)
    if end and end >= today and (line.mission.ended or notice_given(line.mission)):
        return Standing.RUNNING, _("until {date}").format(date=language().near_day(end, today))
    return Standing.RUNNING, _("running")


def amount(line: MissionLine, currency: str) -> tuple[str, str]:
    """Return the amount that a mission brings, in whole currency units: briefly, `€480/day`, and in words."""
    if line.mission is None or not line.amount:
        return "", ""
    figure = language().money(line.amount, currency, whole=True)
    if line.mission.billing is Billing.MILESTONES:
        text = _("{amount} in all").format(amount=figure)
        return text, text
    a_month = _("{amount} a month").format(amount=figure)
    if line.mission.billing is Billing.MONTHLY:
        return _("{amount}/month").format(amount=figure), a_month
    a_day = language().money(line.mission.amount, currency, whole=True)
    return (
        _("{amount}/day").format(amount=a_day),
        _("{amount} a day, {month}").format(amount=a_day, month=a_month),
    )


def notice(mission: Mission | Agreement) -> str:
    """Return the notice clause that a mission or an agreement states: `1 month’s notice, to the end of the month`."""
    if not mission.notice:
        return _("to the end of the month") if mission.notice_to_month_end else _("no notice")
    if mission.notice_unit is NoticeUnit.DAYS:
        length = n_("{count} day’s notice", "{count} days’ notice", mission.notice)
    else:
        length = n_("{count} month’s notice", "{count} months’ notice", mission.notice)
    text = length.format(count=mission.notice)
    return _("{notice}, to the end of the month").format(notice=text) if mission.notice_to_month_end else text


def contract(mission: Mission) -> str:
    """Return the term and the notice of the contract: `Open-ended since 1 July 2026 · 1 month’s notice`."""
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
    """Return the last day worked if the client gives notice today; empty when the mission is over."""
    if (foreseen_end(mission) or today) < today:
        return ""
    last = last_day(mission, today, notice_honoured=True)
    if last is None:
        return _("it would never start")
    return _("last day {date}").format(date=language().day(last))


def billing(mission: Mission, planned: Sequence[PlannedDays], milestones: int, currency: str, today: date) -> str:
    """Return how a mission is billed: `€480.00 a day × 17 days a month · 10 in December 2026`.

    `milestones` is the number of milestones.
    """
    figure = language().money(mission.amount, currency)
    if mission.billing is Billing.MILESTONES:
        return n_("{count} milestone", "{count} milestones", milestones).format(count=milestones)
    if mission.billing is Billing.MONTHLY:
        return _("{amount} a month").format(amount=figure)
    parts = [
        _("{amount} a day × {days} days a month").format(amount=figure, days=language().days(mission.days_per_month))
    ]
    parts += (
        _("{days} in {month}").format(days=language().days(other.days), month=language().month(other.month))
        for other in sorted(planned, key=lambda other: other.month)
        if other.month >= today.replace(day=1)
    )
    return " · ".join(parts)


def terms(kind: Terms, days: int) -> str:
    """Return the payment terms: `45 days, then end of month`."""
    if kind is Terms.NET:
        return n_("{count} day net", "{count} days net", days).format(count=days)
    if kind is Terms.DAYS_THEN_MONTH_END:
        return n_("{count} day, then end of month", "{count} days, then end of month", days).format(count=days)
    return n_("end of month, then {count} day", "end of month, then {count} days", days).format(count=days)


def terms_example(kind: Terms, days: int, issued: date) -> str:
    """Return a sentence with the due date of an invoice issued on a day."""
    return _("An invoice of {issued} falls due on {due}.").format(
        issued=language().day(issued), due=language().day(kind.due_date(issued, days))
    )


def length(minutes: int) -> str:
    """Return a duration in hours and minutes: `1 h 30`, `45 min`."""
    return duration(language(), minutes)


def scope(in_scope: bool | None) -> str:
    """Return whether the work of an event was agreed; empty when that is not said."""
    if in_scope is None:
        return ""
    return _("in scope") if in_scope else _("extra · not agreed")


def when(event: Event, today: date) -> str:
    """Return the weekday, day and time of an event, with the year if it is not the current one."""
    return moment(language(), event.date, event.time, today)


def state(line: InvoiceLine, today: date, expected: date | None, *, brief: bool = False) -> StateText:
    """Return the state of an invoice; `expected` is the day on which the runway expects its payment.

    :param brief: without what was paid or credited, which the rest says as well.
    """
    invoice = line.invoice
    if invoice.cancelled:
        return StateText(_("cancelled"), Tone.SOFT)
    if invoice.is_credit_note:
        return StateText(_("credit note, settled"), Tone.SOFT) if invoice.settled else StateText(_("credit note"))
    if invoice.settled and line.paid != invoice.total:
        return StateText(_("settled by a credit note"), Tone.SOFT)
    if invoice.settled:
        return StateText(_("paid on {date}").format(date=language().near_day(invoice.settled, today)), Tone.GOOD)
    if not line.rest:
        return StateText(_("nothing to pay"), Tone.SOFT)
    if invoice.due < today:
        late = (today - invoice.due).days
        text = n_("late by {count} day", "late by {count} days", late).format(count=late)
    elif expected:
        text = _("expected on {date}").format(date=language().near_day(expected, today))
    else:
        text = _("not due yet")
    if brief:
        pass
    elif line.paid:
        text = _("partly paid, {state}").format(state=text)
    elif line.rest != invoice.total:
        text = _("partly credited, {state}").format(state=text)
    return StateText(text, Tone.WARM if invoice.due < today else Tone.PLAIN)


def invoice_name(line: InvoiceLine) -> str:
    """Return the name of an invoice: its number, else what it bills, else its date of issue."""
    invoice = line.invoice
    if invoice.number:
        return invoice.number
    if line.milestone:
        return line.milestone
    return language().month(invoice.month) if invoice.month else language().day(invoice.issued, "short")
