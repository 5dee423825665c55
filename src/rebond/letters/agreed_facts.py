"""The facts of a letter about a mission: what was agreed, asked for, crossed, amended, and how it ends."""

from datetime import date, time

from rebond.domain.agreements import amendments
from rebond.domain.problems import Money
from rebond.domain.value_classes import dataclass
from rebond.letters.fact_values import Group, Minutes, NoticeLength, Phrase


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
