"""The clauses of an agreement as a letter quotes them."""

import re
from collections.abc import Iterator

from rebond.domain.agreements.amendments import AgreedVersion, AmendmentLine, Clause, outside_agreed
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Basis
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.translatable import later, later_n
from rebond.letters.agreed_facts import AgreementFacts
from rebond.letters.fact_values import Minutes, Phrase, Weekdays

_PAPERS = {
    Basis.QUOTE: later("the quote signed on {day}"),
    Basis.CONTRACT: later("the contract of {day}"),
    Basis.AMENDMENT: later("the amendment of {day}"),
    Basis.WORD: later("our agreement of {day}"),
}
_TASK = later("{task} ({duration})")
_DAYS = later("Available {days}")
_TIMES = later("Available from {start} to {end}")
_DAYS_AND_TIMES = later("Available {days}, from {start} to {end}")
_ANSWER = later_n(
    "Answers within {count} hour of the agreed days", "Answers within {count} hours of the agreed days"
)  # fmt: skip
_REVISIONS = later_n("{count} revision included", "{count} revisions included")
_WITH_TERMS = later("{clause}; “{terms}”")
_WITH_PERCENTAGE = later("{clause}. {percentage}")
_SUPPLEMENT = later("urgent work, {percent}% more")
_URGENT = later("Urgent work is charged {percent}% more")


def agreement_facts(version: AgreedVersion | None) -> AgreementFacts:
    """Return the paper and the clauses of an agreement; what it leaves out was not agreed on."""
    if version is None:
        return AgreementFacts()
    agreement = version.agreement
    hours, answer, revisions, urgent = _hours(agreement), _answer(agreement), _revisions(agreement), _urgent(agreement)
    return AgreementFacts(
        paper=paper_of(version), scope=_scope(version.tasks),
        hours=hours, answer=answer, revisions=revisions, urgent=urgent,
        limits=tuple(clause for clause in (hours, answer, revisions, urgent) if clause),
    )  # fmt: skip


def paper_of(version: AgreedVersion) -> Phrase:
    """Return the paper that a version stands on: `the quote signed on 1 March 2026`."""
    return Phrase(_PAPERS[version.agreement.source], {"day": version.agreement.starts})


def clause_of(line: AmendmentLine) -> Phrase | None:
    """Return the clause that a line goes beyond, in words: the hours, the revisions, else the tasks agreed on.

    The agreement's own words on urgent work follow where the request is urgent, and its percentage where the price of
    the line holds it and these words do not say it.
    """
    clause = line.clause
    if clause is None:
        return None
    beyond, terms = _beyond(clause, line.event), " ".join(clause.urgent.split()).rstrip(".")
    if beyond and terms:
        beyond = Phrase(_WITH_TERMS, {"clause": beyond, "terms": terms})
    elif terms:
        beyond = Phrase("{terms}", {"terms": terms})
    if not line.supplement or _says(terms, line.supplement):
        return beyond
    percentage = Phrase(_URGENT, {"percent": line.supplement})
    return Phrase(_WITH_PERCENTAGE, {"clause": beyond, "percentage": percentage}) if beyond else percentage


def _says(terms: str, percent: int) -> bool:
    """Whether words name a percentage."""
    return re.search(rf"(?<!\d){percent}\s*%", terms) is not None


def _beyond(clause: Clause, event: Event) -> Phrase | None:
    agreement = clause.agreement
    if outside_agreed(event, agreement) and (hours := _hours(agreement)):
        return hours
    if event.type is EventKind.ENDLESS_CHANGES and (revisions := _revisions(agreement)):
        return revisions
    return _scope(clause.tasks)


def supplement_of(line: AmendmentLine) -> Phrase | None:
    """Return by how much the urgent work of a line costs more, as its price holds it; None where it does not."""
    return Phrase(_SUPPLEMENT, {"percent": line.supplement}) if line.supplement else None


def _scope(tasks: tuple[AgreedTask, ...]) -> Phrase | None:
    return Phrase("{tasks}", {"tasks": tuple(_tasks(tasks))}) if tasks else None


def _tasks(tasks: tuple[AgreedTask, ...]) -> Iterator[str | Phrase]:
    for task in tasks:
        if task.minutes:
            yield Phrase(_TASK, {"task": task.name, "duration": Minutes(task.minutes)})
        else:
            yield task.name


def _hours(agreement: Agreement) -> Phrase | None:
    start, end = agreement.day_starts, agreement.day_ends
    days = Weekdays(tuple(sorted({int(number) for number in agreement.weekdays.split()})))
    if days.numbers and start and end:
        return Phrase(_DAYS_AND_TIMES, {"days": days, "start": start, "end": end})
    if days.numbers:
        return Phrase(_DAYS, {"days": days})
    return Phrase(_TIMES, {"start": start, "end": end}) if start and end else None


def _answer(agreement: Agreement) -> Phrase | None:
    return Phrase(_ANSWER, {"count": agreement.answer_hours}) if agreement.answer_hours else None


def _revisions(agreement: Agreement) -> Phrase | None:
    return Phrase(_REVISIONS, {"count": agreement.revisions}) if agreement.revisions is not None else None


def _urgent(agreement: Agreement) -> Phrase | None:
    """Return the person's own terms where there are some, since they say more than a percentage."""
    if terms := " ".join(agreement.urgent_terms.split()).rstrip("."):
        return Phrase("{terms}", {"terms": terms})
    return Phrase(_URGENT, {"percent": agreement.urgent_percent}) if agreement.urgent_percent else None
