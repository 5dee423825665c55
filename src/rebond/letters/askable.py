"""The facts that a person can give by hand: how each is asked for, and how what they type is read."""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from rebond import parsing
from rebond.domain.problems import Money, Problem, Refused, declare_problems
from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.language import Language
from rebond.letters.fact_values import Minutes
from rebond.letters.facts import LetterFacts, value_at

declare_problems({
    "no_such_fact": later("There is no fact “{path}” to give. There are: {paths}."),
    "fact_not_a_day": later("“{text}” is not a day of the calendar. Write for example 2026-11-22."),
    "fact_not_hours": later("“{text}” is not a length of time. Write for example 1.5 or 1 h 30."),
    "fact_not_an_amount": later("“{text}” is not an amount. Write it with digits, for example 1234.56."),
})  # fmt: skip


class TypedAs(Enum):
    """How a fact is typed."""

    TEXT = "one line"
    LONG = "several lines"
    LIST = "several, one a line"
    DAY = "a day"
    HOURS = "a length of work"
    AMOUNT = "an amount"


@dataclass(frozen=True, slots=True)
class Askable:
    """A fact that can be asked for: its English label, and how it is typed."""

    label: str
    typed: TypedAs = TypedAs.TEXT


#: By dotted path; `*` stands for the number of a line.
ASKABLE: Mapping[str, Askable] = {
    "sender.name": Askable(later("Your name")),
    "sender.address": Askable(later("Your address"), TypedAs.LONG),
    "sender.email": Askable(later("Your e-mail address")),
    "sender.phone": Askable(later("Your telephone number")),
    "sender.registration": Askable(later("Your registration number")),
    "client.address": Askable(later("The client's address"), TypedAs.LONG),
    "person.name": Askable(later("The person you write to")),
    "person.email": Askable(later("Their e-mail address")),
    "mission.name": Askable(later("The mission")),
    "mission.starts": Askable(later("The mission's first day"), TypedAs.DAY),
    "agreement.paper": Askable(later("The paper agreed on")),
    "agreement.limits": Askable(later("The clauses on your limits, one a line"), TypedAs.LIST),
    "agreement.scope": Askable(later("What the agreement covers")),
    "agreement.hours": Askable(later("The clause on the hours")),
    "agreement.answer": Askable(later("The clause on the time to answer")),
    "agreement.revisions": Askable(later("The clause on revisions")),
    "agreement.urgent": Askable(later("The clause on urgent work")),
    "request.words": Askable(later("The request, in the client's own words"), TypedAs.LONG),
    "request.day": Askable(later("The day of the request"), TypedAs.DAY),
    "request.due": Askable(later("The day by which you answer the request"), TypedAs.DAY),
    "amendment.number": Askable(later("The amendment's number")),
    "amendment.title": Askable(later("What the amendment is about")),
    "amendment.paper": Askable(later("The paper agreed on")),
    "amendment.made": Askable(later("The amendment's day"), TypedAs.DAY),
    "amendment.sent": Askable(later("The day the amendment was sent"), TypedAs.DAY),
    "amendment.rate": Askable(later("The price of an hour"), TypedAs.AMOUNT),
    "amendment.lines.*.words": Askable(later("Line {number}: the request, in the client's own words"), TypedAs.LONG),
    "amendment.lines.*.duration": Askable(later("Line {number}: the hours"), TypedAs.HOURS),
    "notice.length": Askable(later("The length of the notice")),
    "notice.ends": Askable(later("The last day of the mission"), TypedAs.DAY),
    "closure.first": Askable(later("The first day of the closure"), TypedAs.DAY),
    "closure.last": Askable(later("The last day of the closure"), TypedAs.DAY),
    "invoice.number": Askable(later("The invoice's number")),
    "invoice.issued": Askable(later("The invoice's day of issue"), TypedAs.DAY),
    "invoice.due": Askable(later("The invoice's due date"), TypedAs.DAY),
    "invoice.total": Askable(later("The invoice's total, VAT included"), TypedAs.AMOUNT),
    "invoice.left": Askable(later("What is left to pay"), TypedAs.AMOUNT),
    "invoice.pay_by": Askable(later("The day by which you ask for the payment"), TypedAs.DAY),
    "invoice.penalty": Askable(later("The penalty to the day of the letter"), TypedAs.AMOUNT),
    "invoice.indemnity": Askable(later("The fixed indemnity"), TypedAs.AMOUNT),
    "invoice.rate": Askable(later("The rate of interest on late payments, a year")),
    "invoice.article": Askable(later("The article that the interest follows from")),
    "talk.held": Askable(later("The day of the talk"), TypedAs.DAY),
    "talk.said": Askable(later("What was said, one point a line"), TypedAs.LIST),
    "talk.decided": Askable(later("What was decided, one point a line"), TypedAs.LIST),
    "talk.mine": Askable(later("What you promised, one promise a line"), TypedAs.LIST),
    "talk.theirs": Askable(later("What they promised, one promise a line"), TypedAs.LIST),
}


def general(path: str) -> str:
    """Return a path with `*` for the number of a line."""
    return re.sub(r"\.\d+(?=\.|$)", ".*", path)


#: What a fact that cannot be given by hand is called.
_OTHERS = {
    "client.name": later("The client's name"),
    "amendment.lines": later("The requests that the amendment prices"),
}


#: The facts that follow from one other.
_FOLLOWS = {"amendment.waiting": "amendment.sent", "invoice.late": "invoice.due", "invoice.claimed": "invoice.left"}


def sources(facts: LetterFacts, path: str) -> tuple[str, ...]:
    """Return the paths of the facts to ask for where that of `path` is missing: a price follows from others."""
    amendment = facts.amendment
    rate = ("amendment.rate",) if amendment.rate is None else ()
    hours = tuple(f"amendment.lines.{at}.duration" for at, line in enumerate(amendment.lines, 1) if not line.duration)
    if path in ("amendment.total", "amendment.duration"):
        rate = rate if path == "amendment.total" else ()
        return (*rate, *hours) or ("amendment.lines",)
    if path in _FOLLOWS:
        return (_FOLLOWS[path],)
    if general(path) == "amendment.lines.*.price":
        own = path.replace("price", "duration")
        return (*rate, *(one for one in hours if one == own))
    return (path,)


def asked_as(language: Language, path: str) -> str:
    """Return how the fact of a path is asked for, in the person's language; the path where it cannot be given."""
    askable = ASKABLE.get(general(path))
    if askable is None:
        return language.gettext(_OTHERS[path]) if path in _OTHERS else path
    number = re.search(r"\.(\d+)(?=\.|$)", path)
    return language.gettext(askable.label).format(number=number[1] if number else "")


def read_fact(language: Language, facts: LetterFacts, path: str, text: str, today: date, currency: str) -> Any:
    """Return the value of what a person typed for a fact; None for nothing.

    :raises Refused: when the fact cannot be given, or the text is none of its kind.
    """
    askable = ASKABLE.get(general(path))
    if askable is None or not _is_there(facts, path):
        raise Refused(Problem("no_such_fact", path, {"path": path, "paths": ", ".join(ASKABLE)}))
    text = text.strip()
    if askable.typed is TypedAs.LIST:
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if not text:
        return None if askable.typed in (TypedAs.DAY, TypedAs.HOURS, TypedAs.AMOUNT) else ""
    if askable.typed is TypedAs.DAY:
        day = parsing.read_day(language, text, today)
        if day is None or not EARLIEST <= day <= LATEST:
            raise Refused(Problem("fact_not_a_day", path, {"text": text}))
        return day
    if askable.typed is TypedAs.HOURS:
        minutes = parsing.read_hours(language, text)
        if minutes is None:
            raise Refused(Problem("fact_not_hours", path, {"text": text}))
        return Minutes(minutes)
    if askable.typed is TypedAs.AMOUNT:
        cents = parsing.read_amount(language, text)
        if cents is None or cents <= 0:
            raise Refused(Problem("fact_not_an_amount", path, {"text": text}))
        return Money(cents, currency)
    return text if askable.typed is TypedAs.LONG else " ".join(text.split())


def _is_there(facts: LetterFacts, path: str) -> bool:
    """Return whether the path leads to a fact; the line it numbers may be missing."""
    try:
        value_at(facts, path)
    except (AttributeError, IndexError):
        return False
    return ".0." not in path
