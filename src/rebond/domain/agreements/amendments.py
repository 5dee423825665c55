"""Amendments: the lines that extra requests become, each with the clause it goes beyond, and their total."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence

from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment, Reply
from rebond.domain.agreements.terms import as_a_whole
from rebond.domain.calendar import HOURS_A_DAY, ONE_DAY
from rebond.domain.cents import divide
from rebond.domain.missions.kinds import Billing, Event, EventKind, Invoice, Mission, RequestAnswer
from rebond.domain.missions.requests import is_urgent
from rebond.domain.value_classes import dataclass

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class AgreedVersion:
    """A version of an agreement with the tasks that it covers."""

    agreement: Agreement
    tasks: tuple[AgreedTask, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause of the agreement in force on a request: its tasks, and the terms that the request went beyond.

    `urgent` and `supplement` are given only where they concern the request: in which words urgent work is agreed on,
    and by how many percent it costs more.
    """

    agreement: Agreement
    tasks: tuple[AgreedTask, ...]
    urgent: str = ""
    supplement: int = 0


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """A line of an amendment: its number from 1, the request, the clause quoted, and its price before VAT.

    `minutes` is None while nobody said how long the work takes; its price is then 0. `supplement` is what the price
    holds for urgent work, in percent.
    """

    number: int
    event: Event
    clause: Clause | None
    minutes: int | None
    price: int
    supplement: int = 0

    @property
    def words(self) -> str:
        """The client's own words, or what was noted of them."""
        return self.event.request.strip() or self.event.text


@dataclass(frozen=True, slots=True)
class ToInvoice:
    """An accepted amendment that no invoice bills: its total in cents before VAT, and the day of the answer."""

    amendment_id: int
    mission_id: int
    number: str
    amount: int
    accepted: dt.date


def price(minutes: int | None, hourly_rate: int, supplement: int = 0) -> int:
    """Return the price in cents of some minutes at a rate in cents an hour, with a supplement in percent.

    Rounded once, half to even.
    """
    return divide((minutes or 0) * hourly_rate * (100 + supplement), 60 * 100)


def lines(
    amendment: Amendment, events: Iterable[Event], versions: Sequence[AgreedVersion]
) -> tuple[AmendmentLine, ...]:
    """Return the lines of an amendment, the oldest request first, from events of its mission."""
    own = [event for event in events if event.amendment_id == amendment.id]
    own.sort(key=lambda event: (event.date, event.time or dt.time.min, event.id))
    return tuple(_line(amendment, number, event, clause_on(versions, event)) for number, event in enumerate(own, 1))


def _line(amendment: Amendment, number: int, event: Event, clause: Clause | None) -> AmendmentLine:
    supplement = clause.supplement if clause and amendment.supplement else 0
    cents = price(event.minutes, amendment.hourly_rate, supplement)
    return AmendmentLine(number, event, clause, event.minutes, cents, supplement)


def total(found: Iterable[AmendmentLine]) -> int:
    """Return the sum of the lines in cents before VAT: what each line shows adds up to it."""
    return sum(line.price for line in found)


def to_price(events: Iterable[Event]) -> list[Event]:
    """Return the requests to price that are in no amendment yet."""
    return [event for event in events if event.answer is RequestAnswer.TO_PRICE and event.amendment_id is None]


def next_number(taken: Collection[str]) -> str:
    """Return the number of a mission's next amendment: A1, A2 …"""
    numbers = (int(match[1]) for match in (re.fullmatch(r"A(\d{1,9})", number.strip()) for number in taken) if match)
    return f"A{max(numbers, default=0) + 1}"


def in_force(versions: Iterable[AgreedVersion], day: dt.date) -> AgreedVersion | None:
    """Return the agreement that held on a day, where a version is silent as the earlier ones state it; else None.

    A list of tasks replaces that of the earlier versions as a whole.
    """
    begun = sorted(
        (version for version in versions if version.agreement.starts <= day),
        key=lambda version: version.agreement.starts,
        reverse=True,
    )
    agreement = as_a_whole((version.agreement for version in begun), day)
    return AgreedVersion(agreement, next((each.tasks for each in begun if each.tasks), ())) if agreement else None


def agreed_rate(versions: Iterable[AgreedVersion], mission: Mission, day: dt.date) -> int | None:
    """Return the rate in cents an hour that held on a day.

    It is the hourly rate of the agreement, else the price of a day by `HOURS_A_DAY`; None where neither is agreed.
    """
    version = in_force(versions, day)
    if version and version.agreement.hourly_rate is not None:
        return version.agreement.hourly_rate
    return divide(mission.amount, HOURS_A_DAY) if mission.billing is Billing.DAILY and mission.amount else None


def outside_hours(event: Event, agreement: Agreement | None) -> bool:
    """Whether an event lies outside the agreed days and hours; where no days are agreed, the week-end is outside."""
    if agreement is None or not agreement.weekdays.strip():
        return event.date.weekday() >= _SATURDAY or outside_agreed(event, agreement)
    return outside_agreed(event, agreement)


def outside_agreed(event: Event, agreement: Agreement | None) -> bool:
    """Whether an event lies outside the days and hours of an agreement, or was noted as such."""
    if event.type is EventKind.OUTSIDE_HOURS:
        return True
    if agreement is None:
        return False
    weekdays = agreement.weekdays.split()
    if weekdays and str(event.date.isoweekday()) not in weekdays:
        return True
    if event.time is None:
        return False
    early = agreement.day_starts is not None and event.time < agreement.day_starts
    return early or (agreement.day_ends is not None and event.time >= agreement.day_ends)


def clause_on(versions: Iterable[AgreedVersion], event: Event) -> Clause | None:
    """Return what the agreement in force on the day of a request says on it; None without any agreement."""
    version = in_force(versions, event.date)
    if version is None:
        return None
    agreement = version.agreement
    urgent = is_urgent(event) or outside_hours(event, agreement)
    return Clause(
        agreement,
        version.tasks,
        agreement.urgent_terms.strip() if urgent else "",
        (agreement.urgent_percent or 0) if is_urgent(event) or outside_agreed(event, agreement) else 0,
    )


def days_unanswered(amendment: Amendment, today: dt.date) -> int | None:
    """Return the days since an amendment was sent, while nobody has answered it; else None."""
    if amendment.sent is None or amendment.reply is not None:
        return None
    return (today - amendment.sent) // ONE_DAY


def to_invoice(amendments: Iterable[Amendment], invoices: Iterable[Invoice]) -> list[Amendment]:
    """Return the accepted amendments of a mission that no invoice of it names by its number, in its note or number."""
    named = [f"{invoice.number}\n{invoice.note}" for invoice in invoices if _bills(invoice)]
    return [
        amendment
        for amendment in amendments
        if amendment.reply is Reply.ACCEPTED and not any(names(text, amendment.number) for text in named)
    ]


def names(text: str, number: str) -> bool:
    """Whether a text names an amendment by its number, as a word of its own: A1, and not A12."""
    return re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text, re.IGNORECASE) is not None


def _bills(invoice: Invoice) -> bool:
    return not invoice.cancelled and not invoice.is_credit_note
