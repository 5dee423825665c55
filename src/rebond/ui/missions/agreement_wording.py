"""Wording of agreements: their versions, what each states, who states it, and the law where they are silent."""

from collections.abc import Iterator, Sequence
from datetime import date

from rebond.domain.agreements.kinds import AgreedTask, Agreement
from rebond.domain.agreements.law import Law, Rule, reasonable_notice
from rebond.domain.agreements.terms import Agreed, Term, Topic, duration
from rebond.domain.calendar import add_months
from rebond.domain.direction import joined
from rebond.domain.missions.kinds import Contract, Mission
from rebond.sentences import label
from rebond.ui.missions import mission_wording
from rebond.ui.speech import _, language, n_


def paper(version: Agreement) -> str:
    """Return the paper of a version with its day: `amendment, 1 March 2026`."""
    day = language().day(version.starts, "medium")
    return _("{paper}, {day}").format(paper=label(language(), version.source), day=day)


def version_name(version: Agreement) -> str:
    """Return the paper of a version with its day and title."""
    return f"{paper(version)} · {version.title}" if version.title else paper(version)


def origin(term: Term, current: Agreement | None) -> str:
    """Return who states a term: the version in force, `current`, an earlier one, or the mission itself."""
    if isinstance(term.source, Mission):
        return _("the mission itself")
    if term.source is None:
        return ""
    return _("this version") if current and term.source.id == current.id else paper(term.source)


def said(term: Term, agreed: Agreed, currency: str) -> str:
    """Return what a term says; empty when nobody states it."""
    version = term.source
    if version is None:
        return ""
    if term.topic is Topic.TERM:
        return duration_text(*duration(version, agreed.mission))
    if term.topic is Topic.NOTICE:
        return mission_wording.notice(version)
    if term.topic is Topic.RENEWAL:
        return renewal(version.renewal_months or 0)
    if isinstance(version, Mission):
        return ""
    if term.topic is Topic.TASKS:
        return "\n".join(task_line(task, currency) for task in agreed.tasks.get(version.id, ()))
    return _stated(term.topic, version, currency)


def _stated(topic: Topic, version: Agreement, currency: str) -> str:
    if topic is Topic.BUDGET:
        return _("{amount} before VAT").format(amount=language().money(version.budget or 0, currency))
    if topic is Topic.HOURLY_RATE:
        return _("{amount} an hour before VAT").format(amount=language().money(version.hourly_rate or 0, currency))
    if topic is Topic.AVAILABILITY:
        return availability(version)
    if topic is Topic.ANSWER:
        hours = version.answer_hours or 0
        text = n_("within {count} hour of the days agreed", "within {count} hours of the days agreed", hours)
        return text.format(count=hours)
    if topic is Topic.REVISIONS:
        count = version.revisions or 0
        return n_("{count} included", "{count} included", count).format(count=count) if count else _("none included")
    if topic is Topic.URGENT:
        return "\n".join(_urgent(version))
    return version.grounds if topic is Topic.GROUNDS else version.note


def _urgent(version: Agreement) -> Iterator[str]:
    if version.urgent_percent is not None:
        percent = language().rate(1000 * version.urgent_percent)
        yield _("{percent} more").format(percent=percent) if version.urgent_percent else _("at no extra price")
    if version.urgent_terms:
        yield version.urgent_terms


def duration_text(kind: Contract, ends: date | None) -> str:
    """Return how long a contract binds: `fixed term, to 31 December 2026`."""
    if ends is None:
        return label(language(), kind)
    day = language().day(ends)
    if kind is Contract.UNTIL_DELIVERY:
        return _("until delivery, planned on {day}").format(day=day)
    return _("fixed term, to {day}").format(day=day)


def renewal(months: int) -> str:
    """Return the tacit renewal: `by 12 months at each end`."""
    if not months:
        return _("it does not renew itself")
    text = n_("by {count} month at its end, unless one side gives notice",
              "by {count} months at its end, unless one side gives notice", months)  # fmt: skip
    return text.format(count=months)


def availability(version: Agreement) -> str:
    """Return the days and times of availability: `Mon – Fri, 09:00 – 18:00`."""
    days = ", ".join(_runs(sorted({int(number) for number in version.weekdays.split()})))
    starts = language().hour(version.day_starts) if version.day_starts else ""
    ends = language().hour(version.day_ends) if version.day_ends else ""
    if starts and ends:
        hours = f"{starts} – {ends}"
    elif starts:
        hours = _("from {time}").format(time=starts)
    else:
        hours = _("until {time}").format(time=ends) if ends else ""
    return ", ".join(part for part in (days, hours) if part)


def _runs(days: Sequence[int]) -> Iterator[str]:
    """Yield the names of weekdays, three or more in a row as one range."""
    start = 0
    for place, day in enumerate(days, 1):
        if place < len(days) and days[place] == day + 1:
            continue
        run = days[start:place]
        names = [language().weekday_name(number) for number in run]
        if len(run) > 2:
            yield f"{names[0]} – {names[-1]}"
        else:
            yield from names
        start = place


def task_line(task: AgreedTask, currency: str) -> str:
    """Return a task with its hours and price: `12 posts a month · 40 h · €800.00`."""
    hours = mission_wording.length(task.minutes) if task.minutes is not None else ""
    price = language().money(task.price, currency) if task.price is not None else ""
    return joined(" · ", (task.name, hours, price))


def rule_source(rule: Rule) -> str:
    """Return where a rule stands and how sure it is: `Code civil, art. 1211 · well established`."""
    return f"{language().text(rule.article)} · {label(language(), rule.certainty)}"


def proposed_notice(law: Law, since: date, day: date) -> str:
    """Return a reasonable notice for a relation that began on `since`, as a range, or that no length is known."""
    found = reasonable_notice(law, since, day)
    length = together(since, day)
    if found is None:
        text = _("Together {length}. No scale is known for {country}: propose a length, and agree on it in writing.")
        return text.format(length=length, country=label(language(), law.country))
    text = _("Together {length}: {least} to {most} months would be reasonable. A range, to propose in writing.")
    return text.format(length=length, least=found.least, most=found.most)


def together(since: date, day: date) -> str:
    """Return the length of a relation in years and months: `2 years and 4 months`."""
    months = max(0, (day.year - since.year) * 12 + day.month - since.month)
    if months and add_months(since, months) > day:
        months -= 1
    years, rest = divmod(months, 12)
    said_years = n_("for {count} year", "for {count} years", years).format(count=years)
    said_months = n_("{count} month", "{count} months", rest).format(count=rest)
    if years and rest:
        return _("{years} and {months}").format(years=said_years, months=said_months)
    if years:
        return said_years
    return n_("for {count} month", "for {count} months", rest).format(count=rest)
