"""The law where an agreement is silent: dated rules of a country with their articles. No legal advice."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from rebond.domain.agreements.terms import Agreed, Topic, duration, terms
from rebond.domain.calendar import add_months
from rebond.domain.countries import Country
from rebond.domain.kinds import Choice
from rebond.domain.missions.kinds import Contract, Mission
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass

#: Texts by language.
Texts = Mapping[str, str]


class Certainty(Choice):
    """How sure a rule is."""

    HIGH = "high", later("well established")
    MEDIUM = "medium", later("fairly sure")
    LOW = "low", later("uncertain")


class LegalCase(StrEnum):
    """The subject of a rule; `ALWAYS` holds whatever was agreed."""

    ALWAYS = "always"
    #: The contract is open-ended, or says nothing of its duration.
    OPEN_ENDED = "open_ended"
    NO_DURATION = "no_duration"
    FIXED_TERM = "fixed_term"
    #: It has a term, and nothing was agreed on what follows it.
    AFTER_TERM = "after_term"
    #: It can be ended at any time, and no notice was agreed.
    NO_NOTICE = "no_notice"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the law in words, with its article and source."""

    case: LegalCase
    article: Texts
    certainty: Certainty
    text: Texts


@dataclass(frozen=True, slots=True)
class NoticeRange:
    """A reasonable notice in months, from `least` to `most`, of a relation of at least so many years."""

    years: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Law:
    """The rules of a country as they were looked up on a day; without `scale` it knows no lengths of notice."""

    country: Country
    looked_up: dt.date
    rules: tuple[Rule, ...]
    scale: tuple[NoticeRange, ...]


def read(table: Mapping[str, Any]) -> Law:
    """Read the law from a data file's content."""
    rules = (
        Rule(LegalCase(one["case"]), one["article"], Certainty(one["certainty"]), one["text"]) for one in table["rules"]
    )
    scale = (NoticeRange(**step) for step in table["notice_months"])
    return Law(Country(table["country"]), dt.date.fromisoformat(table["looked_up"]), tuple(rules), tuple(scale))


def cases(agreed: Agreed, day: dt.date) -> tuple[LegalCase, ...]:
    """Return what the agreement leaves to the law on `day`."""
    said = {term.topic: term.source for term in terms(agreed, day)}
    source = said[Topic.TERM] or agreed.mission
    kind, _ends = duration(source, agreed.mission)
    found = [LegalCase.ALWAYS]
    if kind is Contract.OPEN_ENDED:
        found.append(LegalCase.NO_DURATION if isinstance(source, Mission) else LegalCase.OPEN_ENDED)
    elif kind is Contract.FIXED_TERM:
        found.append(LegalCase.FIXED_TERM)
        if said[Topic.RENEWAL] is None:
            found.append(LegalCase.AFTER_TERM)
    if kind is not Contract.FIXED_TERM and said[Topic.NOTICE] is None:
        found.append(LegalCase.NO_NOTICE)
    return tuple(found)


def rules(law: Law, found: Iterable[LegalCase]) -> tuple[Rule, ...]:
    """Return the rules of the law for these cases, in its order."""
    wanted = frozenset(found)
    return tuple(rule for rule in law.rules if rule.case in wanted)


def reasonable_notice(law: Law, since: dt.date, day: dt.date) -> NoticeRange | None:
    """Return the range of a notice by the length of a relation that began on `since`; None where none is known."""
    reached = [step for step in law.scale if add_months(since, 12 * step.years) <= day]
    return max(reached, key=lambda step: step.years, default=None)
