"""A client's state: the signs present, and the chance a month that it leaves (algorithms.md, 5)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from math import prod

from rebond.domain.cents import RATE_WHOLE
from rebond.domain.money.kinds import MOST_LEAVING, Settings
from rebond.domain.signs.client_record import ClientRecord, EntryRole, SignEntry
from rebond.domain.signs.kinds import DismissedSign, Sign, SignWeight
from rebond.domain.signs.sign_rules import RULES, Silence
from rebond.domain.value_classes import dataclass

#: The chance a month that a client without signs leaves, as a rate, unless the person says otherwise: no source,
#: chosen by us; and in percent, with the most that is assumed.
DEFAULT_RATE = Settings().leaving_rate
DEFAULT_CHANCE = Fraction(DEFAULT_RATE * 100, RATE_WHOLE)
MOST_CHANCE = Fraction(MOST_LEAVING * 100, RATE_WHOLE)
#: By how much each sign raises the chance, in percent, unless the person says otherwise: no source, chosen by us.
DEFAULT_PERCENTS: Mapping[Sign, int] = {
    Sign.SCOPE_CREEP: 50,
    Sign.REFUSED_AMENDMENT: 100,
    Sign.BROKEN_LIMITS: 30,
    Sign.SILENCE: 50,
    Sign.LATENESS: 50,
    Sign.DISSATISFACTION: 100,
    Sign.COMPETITOR: 150,
    Sign.IN_HOUSE: 200,
}


def factor_of(percent: int) -> Fraction:
    """Return the factor of a weight in percent: 50 is 1.5."""
    return 1 + Fraction(percent, 100)


@dataclass(frozen=True, slots=True)
class Weights:
    """The terms of the chance: `rate` is that of a client without signs, and each sign raises it by so many percent.

    `typed` are the signs whose weight the person typed, and `rate_typed` whether they typed the rate.
    """

    rate: int = DEFAULT_RATE
    percents: Mapping[Sign, int] = field(default_factory=lambda: DEFAULT_PERCENTS)
    typed: frozenset[Sign] = frozenset()
    rate_typed: bool = False

    @property
    def base(self) -> Fraction:
        """The chance a month of a client without signs, in percent."""
        return Fraction(self.rate * 100, RATE_WHOLE)

    @property
    def is_refitted(self) -> bool:
        """Whether any of them was refitted from past endings."""
        changed = {sign for sign, percent in self.percents.items() if percent != DEFAULT_PERCENTS[sign]}
        return bool(changed - self.typed) or (self.rate != DEFAULT_RATE and not self.rate_typed)

    def raised(self, signs: Iterable[Sign]) -> Fraction:
        """Return the chance a month with these signs, in percent, exact and without a limit."""
        return self.base * prod(factor_of(self.percents[sign]) for sign in signs)

    def chance(self, signs: Iterable[Sign]) -> Fraction:
        """Return the chance a month with these signs, in percent, exact: at most `MOST_CHANCE`."""
        return min(MOST_CHANCE, self.raised(signs))


def weights_of(settings: Settings, own: Iterable[SignWeight]) -> Weights:
    """Return the weights in use: the person's own, else the defaults."""
    own = tuple(own)
    return Weights(
        rate=settings.leaving_rate,
        percents={**DEFAULT_PERCENTS, **{weight.sign: weight.percent for weight in own}},
        typed=frozenset(weight.sign for weight in own if not weight.fitted),
        rate_typed=settings.leaving_rate != DEFAULT_RATE and not settings.leaving_fitted,
    )


DEFAULT_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class PresentSign:
    """A sign that is present, with its entries by day, its weight in percent, and the last day on which it counts.

    `until` is None where that is no day: a silence counts until the next word, an open invoice until it is paid.
    """

    sign: Sign
    entries: tuple[SignEntry, ...]
    percent: int
    until: dt.date | None
    silence: Silence | None = None

    @property
    def factor(self) -> Fraction:
        return factor_of(self.percent)

    @property
    def last(self) -> dt.date:
        """The day of its latest entry."""
        return max(entry.date for entry in self.entries)

    def on(self, day: dt.date) -> int:
        """Return how many of its entries are of a day."""
        return sum(entry.date == day for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ClientState:
    """The signs of a client on `today`: those that count, and those that are present and dismissed.

    `runs`: whether one of its missions is under way. `weights`: those that the chance is made of.
    """

    client_id: int
    today: dt.date
    runs: bool
    present: tuple[PresentSign, ...]
    dismissed: tuple[PresentSign, ...]
    weights: Weights = DEFAULT_WEIGHTS

    @property
    def raised(self) -> Fraction:
        """The chance of a client without signs times every factor, in percent, exact and without a limit."""
        return self.weights.raised(sign.sign for sign in self.present)

    @property
    def chance(self) -> Fraction:
        """The chance a month that the client leaves, in percent, exact: at most `MOST_CHANCE`."""
        return min(MOST_CHANCE, self.raised)


def state(
    record: ClientRecord,
    today: dt.date,
    weights: Weights = DEFAULT_WEIGHTS,
    dismissals: Iterable[DismissedSign] = (),
) -> ClientState:
    """Return the state of a client. A sign counts once, whatever the number of its entries."""
    dismissal_of = {one.sign: one for one in dismissals if one.client_id == record.client_id}
    present: list[PresentSign] = []
    dismissed: list[PresentSign] = []
    for sign, rule in RULES.items():
        if found := rule(record, today):
            one = PresentSign(sign, found.entries, weights.percents[sign], found.until, found.silence)
            dismissal = dismissal_of.get(sign)
            (dismissed if dismissal and is_dismissed(one, dismissal) else present).append(one)
    return ClientState(record.client_id, today, record.runs(today), tuple(present), tuple(dismissed), weights)


def is_dismissed(sign: PresentSign, dismissal: DismissedSign) -> bool:
    """Whether a sign has no entry that its dismissal has not seen.

    It has one with an entry of a later day than the last at the dismissal, with one more entry of that day, and with
    one of any day that was written down afterwards, since what is told late is news too. A word from the client is not
    among what is written down of a silence.
    """
    written = max((entry.entered for entry in sign.entries if entry.role is not EntryRole.LAST_WORD), default="")
    return (
        sign.last <= dismissal.entries_to
        and sign.on(dismissal.entries_to) <= dismissal.entries
        and not (dismissal.dismissed and written > dismissal.dismissed)
    )


def chance_of_leaving(
    record: ClientRecord,
    today: dt.date,
    weights: Weights = DEFAULT_WEIGHTS,
    dismissals: Iterable[DismissedSign] = (),
) -> Fraction:
    """Return the chance that a client leaves in a month, in percent, exact."""
    return state(record, today, weights, dismissals).chance
