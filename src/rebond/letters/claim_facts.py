"""The facts of a letter about an unpaid invoice: its rest, what was written and promised, and its penalty."""

from datetime import date
from itertools import groupby

from rebond.domain.agreements.law import Texts
from rebond.domain.kinds import Choice
from rebond.domain.problems import Money
from rebond.domain.value_classes import dataclass
from rebond.letters.fact_values import Group, NoticeLength, Percent, Phrase


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
