"""Sentences about projections and scenarios, shared by the window, the printed page and the command line."""

from collections.abc import Mapping, Sequence
from datetime import date

from rebond.domain.direction import joined
from rebond.domain.money.billing import NotInvoiced
from rebond.domain.money.outlook import Answer, Case, Outlook
from rebond.domain.money.runway import Projection
from rebond.domain.money.scenario import AS_THINGS_STAND, Income, Scenario
from rebond.language import Language

#: The most names that a sentence lists.
_NAMED = 4


def result(language: Language, projection: Projection, scenario: Scenario, client_names: Mapping[int, str]) -> str:
    """Return the sentence on how long savings last in a scenario, and until when."""
    facts = {"if": conditions(language, scenario, client_names, projection.today)}
    if projection.zero_date is None:
        facts["months"] = language.months_left(None, projection.horizon_months)
        return first_capital(language.gettext("{if}, your savings last {months}.").format(**facts))
    if projection.zero_date == projection.today:
        return first_capital(language.gettext("{if}, your savings are already below zero.").format(**facts))
    facts["months"] = language.months_left(projection.months_left, projection.horizon_months)
    facts["date"] = language.day(projection.zero_date)
    return first_capital(language.gettext("{if}, your savings last {months}: until {date}.").format(**facts))


def months_left(language: Language, projection: Projection) -> str:
    """Return how long the savings last, as a figure: "6.3 months", "more than 24 months", "already below zero"."""
    if projection.zero_date == projection.today:
        return language.gettext("already below zero")
    return language.months_left(projection.months_left, projection.horizon_months)


def ranked_by(language: Language, outlook: Outlook) -> str:
    """Return the period over which the largest client is the largest, if it is not the usual one; else nothing."""
    return language.gettext("over the next 12 months") if outlook.ranks_ahead else ""


def conditions(language: Language, scenario: Scenario, client_names: Mapping[int, str], today: date) -> str:
    """Return the conditions of a scenario, as the beginning of a sentence in lower case: "if Atlas leaves today, …"."""
    parts: list[str] = []
    groups: dict[tuple[date, bool, bool], list[str]] = {}
    for departure in scenario.leaving:
        how = (departure.told, departure.notice_honoured, departure.pays)
        groups.setdefault(how, []).append(client_names.get(departure.client_id, ""))
    for (told, notice, pays), names in groups.items():
        leaving = _leaving(language, names, told, today)
        parts.append(language.gettext("and {condition}").format(condition=leaving) if parts else leaving)
        parts.append(language.gettext("notice honoured") if notice else language.gettext("without notice"))
        if not pays:
            parts.append(language.gettext("nothing more being paid"))
    if scenario.income is Income.NONE:
        parts.append(language.gettext("with no income at all"))
    elif scenario.income is Income.OWED:
        parts.append(language.gettext("with nothing coming in but the invoices already issued"))
    if scenario.late_by:
        sentence = language.ngettext(
            "with payments {count} day later", "with payments {count} days later", scenario.late_by
        )
        parts.append(sentence.format(count=scenario.late_by))
    if scenario.essentials_only:
        parts.append(language.gettext("spending on essentials only"))
    if scenario.opportunities:
        parts.append(language.gettext("counting open opportunities by their chance"))
    return ", ".join(parts) if parts else language.gettext("as things stand")


def short_conditions(language: Language, scenario: Scenario, client_names: Mapping[int, str]) -> str:
    """Return the scenario in a few words, for the label of its line."""
    if scenario == AS_THINGS_STAND:
        return language.gettext("as things stand")
    if scenario.leaving:
        names = [client_names.get(departure.client_id, "") for departure in scenario.leaving]
        return language.ngettext("if {names} leaves", "if {names} leave", len(names)).format(
            names=listed(language, names)
        )
    if scenario.income is Income.NONE:
        return (
            language.gettext("no income, essentials only")
            if scenario.essentials_only
            else language.gettext("no income at all")
        )
    if scenario.income is Income.OWED:
        return language.gettext("only invoices already issued")
    if scenario.late_by:
        return language.ngettext("payments {count} day later", "payments {count} days later", scenario.late_by).format(
            count=scenario.late_by
        )
    return (
        language.gettext("essentials only") if scenario.essentials_only else language.gettext("with open opportunities")
    )


def question(language: Language, answer: Answer) -> str:
    """Return a standard scenario in a few words, for the label of its bar."""
    if answer.case is Case.NOBODY:
        return language.gettext("nobody leaves")
    if answer.case is Case.NO_INCOME:
        return language.gettext("no income at all")
    if answer.case is Case.ESSENTIALS:
        return language.gettext("no income, essentials only")
    return language.ngettext("{names} leaves", "{names} leave", len(answer.names)).format(
        names=listed(language, answer.names)
    )


def not_invoiced(language: Language, work: NotInvoiced) -> list[str]:
    """Return what of a mission is not invoiced, by name: its months, milestones and accepted amendments."""
    amendments = (language.gettext("amendment {number}").format(number=one.number) for one in work.amendments)
    return [*(language.month(month) for month in work.months), *work.milestones, *amendments]


def listed(language: Language, names: Sequence[str]) -> str:
    """Join names for a sentence: "Atlas, Perret and Lune"; of more than four, the last are only counted."""
    if len(names) < 2:
        return "".join(names)
    if len(names) > _NAMED:
        rest = len(names) - _NAMED + 1
        return language.ngettext("{names} and {count} other", "{names} and {count} others", rest).format(
            names=joined(", ", names[: _NAMED - 1]), count=rest
        )
    return language.gettext("{names} and {last}").format(names=joined(", ", names[:-1]), last=names[-1])


def _leaving(language: Language, names: list[str], told: date, today: date) -> str:
    count = len(names)
    if told == today:
        sentence = language.ngettext("if {names} leaves today", "if {names} leave today", count)
    elif told < today:
        sentence = language.ngettext(
            "if {names}, who told you on {date}, leaves", "if {names}, who told you on {date}, leave", count
        )
    else:
        sentence = language.ngettext(
            "if {names} tells you on {date} of leaving", "if {names} tell you on {date} of leaving", count
        )
    return sentence.format(names=listed(language, names), date=language.day(told))


def first_capital(sentence: str) -> str:
    """Return the sentence with its first letter in upper case."""
    return sentence[:1].upper() + sentence[1:]
