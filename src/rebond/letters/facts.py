"""The facts of a letter, as values that are not worded yet; None and "" are what nobody has noted."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby
from typing import Any, get_args, get_origin, get_type_hints

from rebond.domain.agreements import amendments
from rebond.domain.agreements.law import Texts
from rebond.domain.kinds import Choice
from rebond.domain.missions.kinds import NoticeUnit
from rebond.domain.problems import Money

#: The shape of facts: by name, that of a group; in a tuple, that of each in a list; None is a text.
Shape = Mapping[str, Any] | tuple[Any] | None


@dataclass(frozen=True, slots=True)
class Minutes:
    """A length of work."""

    count: int


@dataclass(frozen=True, slots=True)
class NoticeLength:
    """A number of days or months."""

    count: int
    unit: NoticeUnit = NoticeUnit.DAYS


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week by number, Monday is 1, in their order."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate, in thousandths of a percent."""

    thousandths: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that is worded in the letter's language: English marked with `later`, or both forms with `later_n`.

    `facts` fill its placeholders; a `Phrase` may be one of them, and a tuple is a list.
    """

    sentence: str | tuple[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)


class Group:
    """Base of the facts that stand under one name: `client.name`. Its properties are facts too."""

    __slots__ = ()


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
class MissionFacts(Group):
    name: str = ""
    starts: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts(Group):
    """The version of the agreement in force: its paper, each clause that it has, and the limits among them."""

    paper: str | Phrase = ""
    scope: Phrase | None = None
    hours: Phrase | None = None
    answer: Phrase | None = None
    revisions: Phrase | None = None
    urgent: Phrase | None = None
    limits: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts(Group):
    """The request that the letter answers, in the client's own words; `due` is the day by which it is answered."""

    words: str = ""
    day: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossedFacts(Group):
    """A day on which the agreed limits were not kept: never with the words of the consultant's own journal."""

    what: Phrase | None = None
    day: date | None = None
    clock: time | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts(Group):
    """A line of an amendment: the request in the client's words, else as it was noted, and the clause it goes beyond.

    `rate` is cents an hour; `supplement` says by how much urgent work costs more.
    """

    number: int = 1
    words: str = ""
    noted: str = ""
    day: date | None = None
    clause: Phrase | None = None
    duration: Minutes | None = None
    rate: Money | None = None
    supplement: Phrase | None = None
    #: What `supplement` says, in percent.
    _percent: int = 0

    @property
    def price(self) -> Money | None:
        """The price, rounded half to even; None while its hours or the rate are missing."""
        if self.duration is None or self.rate is None:
            return None
        return Money(amendments.price(self.duration.count, self.rate.cents, self._percent), self.rate.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentFacts(Group):
    """An amendment; `paper` is that of the agreement in force at its latest request, which its lines go beyond."""

    number: str = ""
    title: str = ""
    paper: str | Phrase = ""
    made: date | None = None
    sent: date | None = None
    rate: Money | None = None
    lines: tuple[LineFacts, ...] = ()
    #: The day of the letter.
    _today: date | None = None

    @property
    def waiting(self) -> NoticeLength | None:
        """The days since it was sent."""
        return NoticeLength((self._today - self.sent).days) if self._today and self.sent else None

    @property
    def duration(self) -> Minutes | None:
        """The hours of all lines; None while those of one are missing."""
        counts = [line.duration.count for line in self.lines if line.duration]
        return Minutes(sum(counts)) if counts and len(counts) == len(self.lines) else None

    @property
    def total(self) -> Money | None:
        """The sum of the lines as they are printed; None while one has no price."""
        prices = [price for line in self.lines if (price := line.price)]
        if self.rate is None or not prices or len(prices) < len(self.lines):
            return None
        return Money(sum(price.cents for price in prices), self.rate.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts(Group):
    """The notice that ends a mission, if it is received today: its length, and the last day of work.

    `month_end`: it then runs on to the end of the month. `from_receipt`: it is counted from the day on which the client
    receives the letter; not where a notice was given before, which stays the one that counts.
    """

    length: str | NoticeLength | None = None
    month_end: bool = False
    from_receipt: bool = False
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureFacts(Group):
    """The next weeks in which the client pays nothing."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFacts(Group):
    """A letter that asked for the invoice before."""

    what: str | Choice = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts(Group):
    """A day by which the client promised to pay; neither kept nor broken while it is still to come."""

    day: date | None = None
    until: date | None = None
    kept: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeFacts(Group):
    """A letter about the invoice, which `what` names, or a promise to pay by the day `until`."""

    day: date | None = None
    what: str | Choice = ""
    until: date | None = None
    kept: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFacts(Group):
    """A period of the penalty, both days included, in which neither the rate nor the base changed."""

    first: date | None = None
    last: date | None = None
    days: NoticeLength | None = None
    rate: Percent | None = None
    base: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFacts(Group):
    """The invoice that is asked for.

    `total` and `left` are with VAT, and `taxes` says which ones `total` includes, nothing where it has none; `periods`
    make up `penalty`, which is to the day of the letter; `rate` is the one in force, with the `article` that it and the
    indemnity follow from. `from_demand`: the law counts interest from the formal notice only, and none was sent yet.
    `unanswered`: since the last letter, neither was a payment noted nor a promise. `pay_by` is the day by which a
    reminder asks for the payment.
    """

    number: str = ""
    issued: date | None = None
    due: date | None = None
    total: Money | None = None
    taxes: Phrase | None = None
    left: Money | None = None
    sent: tuple[SentFacts, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()
    penalty: Money | None = None
    periods: tuple[PeriodFacts, ...] = ()
    indemnity: Money | None = None
    rate: Percent | str | None = None
    article: str | Texts = ""
    from_demand: bool = False
    unanswered: bool = False
    pay_by: date | None = None
    #: The day of the letter.
    _today: date | None = None

    @property
    def late(self) -> NoticeLength | None:
        """The days since it fell due; None before."""
        days = (self._today - self.due).days if self._today and self.due else 0
        return NoticeLength(days) if days > 0 else None

    @property
    def broken(self) -> tuple[PromiseFacts, ...]:
        """The promises that were not kept."""
        return tuple(promise for promise in self.promises if promise.broken)

    @property
    def exchanges(self) -> tuple[ExchangeFacts, ...]:
        """The letters and the promises, in the order of their days; of one day, the letters first."""
        found = [ExchangeFacts(day=one.day, what=one.what) for one in self.sent]
        found += [
            ExchangeFacts(day=one.day, until=one.until, kept=one.kept, broken=one.broken) for one in self.promises
        ]
        return tuple(sorted(found, key=lambda one: one.day or date.min))

    @property
    def rates(self) -> tuple[Percent | str, ...]:
        """The rates that the penalty was counted at, one after the other; the one in force where it has no periods."""
        if self.rate and (isinstance(self.rate, str) or not self.periods):
            return (self.rate,)  # one given by hand stands for all
        return tuple(rate for rate, _same in groupby(period.rate for period in self.periods) if rate)

    @property
    def part_paid(self) -> bool:
        """Whether some of it was paid, so that what is left is a balance."""
        return self.left is not None and self.total is not None and self.left.cents < self.total.cents

    @property
    def claimed(self) -> Money | None:
        """The sum asked for: rest, penalty and indemnity; None where their currencies differ."""
        parts = [part for part in (self.left, self.penalty, self.indemnity) if part]
        if self.left is None or len(parts) < 2 or len({part.currency for part in parts}) > 1:
            return None
        return Money(sum(part.cents for part in parts), self.left.currency)


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
    sender: SenderFacts = SenderFacts()
    client: ClientFacts = ClientFacts()
    person: PersonFacts = PersonFacts()
    mission: MissionFacts = MissionFacts()
    agreement: AgreementFacts = AgreementFacts()
    request: RequestFacts = RequestFacts()
    crossed: tuple[CrossedFacts, ...] = ()
    amendment: AmendmentFacts = AmendmentFacts()
    notice: NoticeFacts = NoticeFacts()
    closure: ClosureFacts = ClosureFacts()
    invoice: InvoiceFacts = InvoiceFacts()
    talk: TalkFacts = TalkFacts()


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
