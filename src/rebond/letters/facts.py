"""The facts of a letter, as values that are not worded yet; None and "" are what nobody has noted."""

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, get_args, get_origin, get_type_hints

from rebond.domain.problems import Money
from rebond.domain.value_classes import dataclass
from rebond.letters.agreed_facts import (
    AgreementFacts,
    AmendmentFacts,
    CrossedFacts,
    MissionFacts,
    NoticeFacts,
    RequestFacts,
)
from rebond.letters.claim_facts import InvoiceFacts
from rebond.letters.fact_values import Group, Minutes, NoticeLength, Phrase

#: The shape of facts: by name, that of a group; in a tuple, that of each in a list; None is a text.
Shape = Mapping[str, Any] | tuple[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderFacts(Group):
    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts(Group):
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts(Group):
    """The person spoken or written to; `familiar`: one says “tu” to them in French."""

    name: str = ""
    email: str = ""
    familiar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureFacts(Group):
    """The next weeks in which the client pays nothing."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFacts(Group):
    """A talk: what was said in it, as it was noted, decided, and promised by either side; before it, what it is about.

    `cause` is the day of the entry that it is about, `words` the client's own in it; `others`: messages outside the
    agreed hours came besides. `number`, `owed`, `due` and `late` are of the late invoice; where it is about several,
    `invoices` says how many, `owed` is their sum, and `due` and `late` are of the oldest. `extra` is the work beyond
    the agreement, over twelve months, that nobody pays.
    """

    held: date | None = None
    said: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    mine: tuple[Phrase, ...] = ()
    theirs: tuple[Phrase, ...] = ()
    cause: date | None = None
    words: str = ""
    others: bool = False
    number: str = ""
    invoices: Phrase | None = None
    owed: Money | None = None
    due: date | None = None
    late: NoticeLength | None = None
    extra: Minutes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts(Group):
    """All that a template may name; `today` is the day of the letter."""

    today: date
    sender: SenderFacts = field(default_factory=SenderFacts)
    client: ClientFacts = field(default_factory=ClientFacts)
    person: PersonFacts = field(default_factory=PersonFacts)
    mission: MissionFacts = field(default_factory=MissionFacts)
    agreement: AgreementFacts = field(default_factory=AgreementFacts)
    request: RequestFacts = field(default_factory=RequestFacts)
    crossed: tuple[CrossedFacts, ...] = ()
    amendment: AmendmentFacts = field(default_factory=AmendmentFacts)
    notice: NoticeFacts = field(default_factory=NoticeFacts)
    closure: ClosureFacts = field(default_factory=ClosureFacts)
    invoice: InvoiceFacts = field(default_factory=InvoiceFacts)
    talk: TalkFacts = field(default_factory=TalkFacts)


_SHAPES: dict[type[Group], Mapping[str, Shape]] = {}


def shape(group: type[Group] = LetterFacts) -> Mapping[str, Shape]:
    """Return the names of a group with the shape of each; private ones are none of them."""
    if group not in _SHAPES:
        hints = {name: _shape(hint) for name, hint in get_type_hints(group).items() if not name.startswith("_")}
        properties = {
            name: _shape(get_type_hints(value.fget)["return"])
            for name, value in vars(group).items() if isinstance(value, property) and value.fget
        }  # fmt: skip
        _SHAPES[group] = hints | properties
    return _SHAPES[group]


def _shape(hint: Any) -> Shape:
    if get_origin(hint) is tuple:
        return (_shape(get_args(hint)[0]),)
    return shape(hint) if isinstance(hint, type) and issubclass(hint, Group) else None


def value_at(facts: Group, path: str) -> Any:
    """Return the fact of a dotted path; the lines of a list are numbered from 1: `amendment.lines.1.duration`."""
    value: Any = facts
    for step in path.split("."):
        value = value[int(step) - 1] if step.isdigit() else getattr(value, step)
    return value


def filled(facts: LetterFacts, values: Mapping[str, Any]) -> LetterFacts:
    """Return the facts with others in place of some, by their dotted paths."""
    for path, value in values.items():
        facts = _with(facts, path.split("."), value)
    return facts


def _with(where: Any, steps: list[str], value: Any) -> Any:
    if not steps:
        return value
    first, *rest = steps
    if first.isdigit():
        at = int(first) - 1
        return (*where[:at], _with(where[at], rest, value), *where[at + 1 :])
    changed = {first: _with(getattr(where, first), rest, value)}
    if isinstance(where, AmendmentFacts) and first == "rate":
        # One rate holds for all lines.
        changed["lines"] = tuple(dataclasses.replace(line, rate=value) for line in where.lines)
    return dataclasses.replace(where, **changed)
