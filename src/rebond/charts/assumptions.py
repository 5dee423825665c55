"""The assumptions of a projection as sentences, for the printed page."""

from collections.abc import Iterator
from datetime import date

from rebond.charts.runway_sentences import conditions, first_capital, listed
from rebond.domain.calendar import add_months
from rebond.domain.cents import divide
from rebond.domain.missions.notice import last_day
from rebond.domain.money.charges import rate_on, vat_period
from rebond.domain.money.kinds import ChargeRate, Period
from rebond.domain.money.lines import LineKind
from rebond.domain.money.runway import Projection
from rebond.domain.money.scenario import Departure, Scenario
from rebond.domain.money.situation import Situation
from rebond.language import Language

#: The most departures and closure windows listed; further departures are counted.
_MOST = 3


def assumptions(
    language: Language, situation: Situation, scenario: Scenario, projection: Projection, goal: int | None = None
) -> tuple[str, ...]:
    """Return the assumptions, one sentence each; `goal` is the savings goal in cents."""
    return tuple(_assumptions(language, situation, scenario, projection, goal))


def _assumptions(
    language: Language, situation: Situation, scenario: Scenario, projection: Projection, goal: int | None
) -> Iterator[str]:
    settings = situation.settings
    count = len(projection.opening_lines)
    amount, since = language.money(projection.opening, settings.currency), language.day(projection.since)
    if count:
        sentence = language.ngettext(
            "On your account: {amount} on {date}.", "On your {count} accounts: {amount}, {date}.", count
        )
        yield sentence.format(amount=amount, count=count, date=since)
    else:
        yield language.gettext("On your accounts: none is counted.")
    if goal is not None and settings.goal_months:
        spending = language.money(divide(goal, settings.goal_months), settings.currency)
        yield language.gettext("Spending: {amount} a month on average.").format(amount=spending)
    yield _charges(language, situation, projection.today)
    yield _vat(language, situation)
    yield language.ngettext(
        "Payments: as late as each client's habit; {count} day late without one.",
        "Payments: as late as each client's habit; {count} days late without one.",
        settings.default_lag_days,
    ).format(count=settings.default_lag_days)
    yield language.ngettext(
        "Overdue invoices: paid {count} day from today.",
        "Overdue invoices: paid {count} days from today.",
        settings.overdue_grace_days,
    ).format(count=settings.overdue_grace_days)
    promised = sum(line.kind is LineKind.PROMISED for line in projection.lines)
    if promised:
        yield language.ngettext(
            "{count} invoice: paid on the day that the client promised.",
            "{count} invoices: paid on the days that the clients promised.",
            promised,
        ).format(count=promised)
    closed = [
        language.gettext("{first} to {last}").format(
            first=language.day_of_year(*window.first), last=language.day_of_year(*window.last)
        )
        for window in situation.windows[:_MOST]
    ]
    if closed:
        yield language.gettext("Nothing is paid from {windows}.").format(windows=listed(language, closed))
    horizon = add_months(projection.today, projection.horizon_months)
    yield language.ngettext(
        "Horizon: {count} month, to {date}.", "Horizon: {count} months, to {date}.", projection.horizon_months
    ).format(count=projection.horizon_months, date=language.day(horizon))
    # Last, since the result states them too: a page without room leaves out the last ones.
    yield from _departures(language, situation, scenario, projection.today)
    if scenario != Scenario(leaving=scenario.leaving):
        others = Scenario((), scenario.income, scenario.essentials_only, scenario.opportunities, scenario.late_by)
        yield first_capital(conditions(language, others, {}, projection.today)) + "."


def _departures(language: Language, situation: Situation, scenario: Scenario, today: date) -> Iterator[str]:
    for departure in scenario.leaving[:_MOST]:
        alone = Scenario(leaving=(departure,))
        condition = first_capital(conditions(language, alone, situation.client_names, today))
        worked = _last_worked(situation, departure)
        if worked and worked >= today:
            yield language.gettext("{departure}: last day worked {date}.").format(
                departure=condition, date=language.day(worked)
            )
        else:
            yield f"{condition}."
    more = len(scenario.leaving) - _MOST
    if more > 0:
        yield language.ngettext("And {count} more client leaving.", "And {count} more clients leaving.", more).format(
            count=more
        )


def _last_worked(situation: Situation, departure: Departure) -> date | None:
    """Return the last day worked on the missions of a leaving client, or None."""
    days = [
        last_day(mission, departure.told, notice_honoured=departure.notice_honoured)
        for mission in situation.missions
        if mission.client_id == departure.client_id
    ]
    return max((day for day in days if day), default=None)


def _vat(language: Language, situation: Situation) -> str:
    """Return how VAT is added and when it is paid on."""
    rates = sorted({mission.vat_rate for mission in situation.missions if mission.vat_rate})
    if not rates and not any(invoice.vat for invoice in situation.invoices):
        return language.gettext("No VAT on what is invoiced.")
    facts = {"rates": listed(language, [language.rate(rate) for rate in rates])}
    monthly = vat_period(situation.settings, situation.charge_rates) is Period.MONTHLY
    if not rates:
        return (
            language.gettext("VAT: as invoiced; what comes in is paid on every month.")
            if monthly
            else language.gettext("VAT: as invoiced; what comes in is paid on every quarter.")
        )
    return (
        language.gettext("VAT: {rates} on top of what is invoiced; what comes in is paid on every month.")
        if monthly
        else language.gettext("VAT: {rates} on top of what is invoiced; what comes in is paid on every quarter.")
    ).format(**facts)


def _charges(language: Language, situation: Situation, today: date) -> str:
    rates = sorted(situation.charge_rates, key=lambda row: row.starts or date.min)
    row = rate_on(rates, today) or ChargeRate()
    if not row.social and not row.income_tax:
        return language.gettext("No charges on what comes in.")
    facts = {"social": language.rate(row.social), "tax": language.rate(row.income_tax)}
    if situation.settings.charges_period is Period.MONTHLY:
        if row.income_tax:
            return language.gettext(
                "Charges: {social}, and {tax} income tax, of receipts before VAT, every month."
            ).format(**facts)
        return language.gettext("Charges: {social} of receipts before VAT, every month.").format(**facts)
    if row.income_tax:
        return language.gettext(
            "Charges: {social}, and {tax} income tax, of receipts before VAT, every quarter."
        ).format(**facts)
    return language.gettext("Charges: {social} of receipts before VAT, every quarter.").format(**facts)
