"""The lines about extras in a mission's summary: hours, cost and days of savings, and amendments to invoice."""

from collections.abc import Iterator
from datetime import date

from rebond.actions.invoices import draft_for_amendment
from rebond.domain.agreements.amendments import total
from rebond.domain.agreements.extras import Cost, DayRate, Sum, cost, day_rate
from rebond.domain.calendar import add_months, month_start
from rebond.domain.missions.kinds import Billing, Invoice, Mission
from rebond.domain.money.days_of_savings import days_of_savings
from rebond.domain.money.outlook import Outlook
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.amendments import amendment_lines, amendments_to_invoice, versions
from rebond.journal.queries.extras import extra_work
from rebond.ui.missions import amendment_wording, mission_wording
from rebond.ui.session import Session
from rebond.ui.speech import _, language, n_

#: The months that are summed up, the current one with them.
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the summary, and its role in the style sheet."""

    text: str
    role: str = ""


def first_day(today: date) -> date:
    """Return the first of the months that are summed up."""
    return add_months(month_start(today), 1 - MONTHS)


def extras_said(session: Session, mission: Mission) -> list[Said]:
    """Return the lines on the extra work of a mission in the last months; none without any."""
    since = first_day(session.today)
    with session.journal.read() as reader:
        found = cost(extra_work(reader, [mission], since))
        if not found.found:
            return []
        invoices = [each for each in reader.matching(Invoice, mission_id=mission.id) if each.issued >= since]
        rate = day_rate(mission, invoices, versions(reader, mission.id), found.given.minutes, session.today)
    return list(_lines(found, rate, session.outlook))


def _lines(found: Cost, rate: DayRate | None, outlook: Outlook) -> Iterator[Said]:
    currency = outlook.situation.settings.currency
    if found.extra.minutes:
        yield Said(_("{hours} extra").format(hours=mission_wording.length(found.extra.minutes)))
    if found.given.minutes:
        yield Said(given_away(found.given, outlook), "warning")
    if found.to_price.minutes:
        text = _("{work} to price").format(work=worth(found.to_price, currency))
        yield Said(text, "warning")
    if found.at_rest.minutes:
        hours = mission_wording.length(found.at_rest.minutes)
        yield Said(_("{hours} at week-ends or outside hours").format(hours=hours))
    if rate and rate.effective < rate.agreed:
        text = _("A day comes to {effective} instead of {agreed}.")
        yield Said(
            text.format(
                effective=language().money(rate.effective, currency, whole=True),
                agreed=language().money(rate.agreed, currency, whole=True),
            )
        )
    if found.extra.unpriced:
        yield Said(_("Without a price: no rate was agreed for {hours}.").format(
            hours=mission_wording.length(found.extra.unpriced)
        ))  # fmt: skip


def worth(work: Sum, currency: str) -> str:
    """Return the hours of some work, with its price where a rate was agreed: `6 h = €360.00`."""
    hours = mission_wording.length(work.minutes)
    return f"{hours} = {language().money(work.cents, currency)}" if work.cents else hours


def given_away(work: Sum, outlook: Outlook) -> str:
    """Return work given away with its days of savings: `6 h = €360.00 given away = 4 days of savings`."""
    text = _("{work} given away").format(work=worth(work, outlook.situation.settings.currency))
    days = savings(work.cents, outlook) if work.cents else ""
    return f"{text} = {days}" if days else text


def savings(cents: int, outlook: Outlook) -> str:
    """Return the days of savings of an amount, in whole days; empty where nothing is spent."""
    days = days_of_savings(cents, outlook)
    if days is None:
        return ""
    count = round(days)
    if not count:
        return _("less than a day of savings")
    return n_("{count} day of savings", "{count} days of savings", count).format(count=language().number(count))


def amendments_waiting(session: Session, mission: Mission) -> list[tuple[str, Invoice]]:
    """Return a name and a draft for each accepted amendment that no invoice bills.

    Of a mission billed by milestones it is one of these, and waits with them.
    """
    if mission.billing is Billing.MILESTONES:
        return []
    with session.journal.read() as reader:
        waiting = [
            (amendment_wording.amendment_name(amendment), total(amendment_lines(reader, amendment)))
            for amendment in amendments_to_invoice(reader, mission.id)
        ]
    return [(name, draft_for_amendment(mission, amount, name, session.today)) for name, amount in waiting if amount]
