"""The weights of signs refitted from the endings of the past, and scored by how well they foretell (algorithms.md, 5).

A logistic regression: the log odds that a client leaves in a month are those without signs plus one term for each sign
present. It is fitted to the months of all clients by maximum likelihood, with every term drawn to its default by a
normal prior. A prior of that width weighs as much as `PRIOR_ENDINGS` endings with the sign: a sign that was seen twice
stays close to its default, and one seen before twenty endings follows them. Weights that the person typed stay as they
are, and the others are fitted beside them.

The score is the Brier score: the mean square of chance minus what happened (1 where the client left, else 0), the less
the better. Weights are never scored by the endings they were fitted to: the clients are dealt into groups, and each
group is foretold by weights that were fitted to the others. What is scored is the chance as it would be told, with
rounded weights and at most 60%.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import exp, log
from typing import NamedTuple

from rebond.domain.cents import RATE_WHOLE, decimals
from rebond.domain.money.kinds import MOST_LEAVING
from rebond.domain.signs.client_state import DEFAULT_PERCENTS, DEFAULT_RATE, DEFAULT_WEIGHTS, Weights, factor_of
from rebond.domain.signs.kinds import MOST_PERCENT, Sign
from rebond.domain.signs.past_months import ClientMonth
from rebond.domain.value_classes import dataclass

#: The endings from which on the weights are refitted.
ENOUGH_ENDINGS = 5
#: How many endings with a sign its default weighs as much as.
PRIOR_ENDINGS = 4
#: The groups that clients are dealt into: with up to so many endings, each is foretold by all others.
GROUPS = 10
#: The decimals that scores are told and compared with.
SCORE_PLACES = 4
#: A chance is never taken for certain.
_LEAST, _MOST = 0.00001, 0.95
#: The most that a term moves in one step of the fit, and how many steps it takes at most.
_STRIDE, _STEPS = 1.0, 100
_CLOSE = 1e-9


class Seen(NamedTuple):
    """Months with the same signs: how many, and in how many of them the client left."""

    months: int = 0
    left: int = 0


#: Months by their signs.
Tally = Mapping[frozenset[Sign], Seen]
#: A term of the log odds: that of a sign, or for None that of a client without signs.
Term = Sign | None


@dataclass(frozen=True, slots=True)
class Refit:
    """Weights refitted from so many endings in so many months of clients, with Brier scores on the same months.

    `brier`: of the refitted weights on clients they were not fitted to; `brier_default`: of the defaults; `brier_base`:
    of the default chance for everybody, whatever its signs. Typed weights are among the first two.
    """

    endings: int
    months: int
    weights: Weights
    brier: Fraction
    brier_default: Fraction
    brier_base: Fraction

    @property
    def is_better(self) -> bool:
        """Whether the refitted weights foretell better than the defaults, and than one chance for everybody.

        The scores are compared as they are told: what does not show in `SCORE_PLACES` decimals is no difference.
        """
        other = min(self.brier_default, self.brier_base)
        return decimals(self.brier, SCORE_PLACES) < decimals(other, SCORE_PLACES)


def refit(months: Sequence[ClientMonth], in_use: Weights = DEFAULT_WEIGHTS) -> Refit | None:
    """Refit the weights to past months; None with fewer than `ENOUGH_ENDINGS` endings.

    :param in_use: the weights that the person uses, of which those typed stay.
    """
    endings = sum(month.left for month in months)
    if endings < ENOUGH_ENDINGS:
        return None
    group_of = _dealt(months)
    error = Fraction()
    for group in set(group_of.values()):
        foretold = tally(month for month in months if group_of[month.client_id] == group)
        others = tally(month for month in months if group_of[month.client_id] != group)
        error += _error(foretold, fitted(others, in_use))
    whole = tally(months)
    default = replace(
        in_use,
        rate=in_use.rate if in_use.rate_typed else DEFAULT_RATE,
        percents={sign: (in_use if sign in in_use.typed else DEFAULT_WEIGHTS).percents[sign] for sign in Sign},
    )
    return Refit(
        endings,
        len(months),
        fitted(whole, in_use),
        error / len(months),
        brier(whole, default),
        brier(whole, replace(DEFAULT_WEIGHTS, percents=dict.fromkeys(Sign, 0))),
    )


def _dealt(months: Iterable[ClientMonth]) -> dict[int, int]:
    """Return the group of each client; those with endings are dealt first, so that each group has as many."""
    left: Counter[int] = Counter()
    for month in months:
        left[month.client_id] += month.left
    order = sorted(left, key=lambda client_id: (-left[client_id], client_id))
    return {client_id: place % GROUPS for place, client_id in enumerate(order)}


def tally(months: Iterable[ClientMonth]) -> Tally:
    """Return the months counted by their signs."""
    seen: dict[frozenset[Sign], Seen] = {}
    for month in months:
        before = seen.get(month.signs, Seen())
        seen[month.signs] = Seen(before.months + 1, before.left + month.left)
    return seen


def brier(seen: Tally, weights: Weights) -> Fraction:
    """Return the Brier score of the chances that these weights give: 0 is perfect, the lower the better."""
    return _error(seen, weights) / sum(one.months for one in seen.values())


def _error(seen: Tally, weights: Weights) -> Fraction:
    """Return the sum over all months of the square of chance minus what happened."""
    total = Fraction()
    for signs, (months, left) in seen.items():
        chance = weights.chance(signs) / 100
        total += left * (1 - chance) ** 2 + (months - left) * chance**2
    return total


def fitted(seen: Tally, in_use: Weights = DEFAULT_WEIGHTS) -> Weights:
    """Return the weights that fit these months; those that the person typed are as they were.

    With no months at all they are the defaults. No sign makes leaving less likely, and none is weighed beyond what a
    person can type.
    """
    start: dict[Term, float] = {term: _default_term(term) for term in (None, *Sign)}
    typed: dict[Term, float] = {sign: _term(in_use.percents[sign]) for sign in in_use.typed}
    if in_use.rate_typed:
        typed[None] = _odds(in_use.rate / RATE_WHOLE)
    terms = {**start, **typed}
    free = [term for term in start if term not in typed]
    for _step in range(_STEPS if free else 0):
        moves = _newton(seen, terms, start, free)
        for term, move in zip(free, moves, strict=True):
            terms[term] += max(-_STRIDE, min(_STRIDE, move))
        if max(map(abs, moves)) < _CLOSE:
            break
    percents = {
        sign: in_use.percents[sign] if sign in in_use.typed else _percent(terms[None], terms[sign]) for sign in Sign
    }
    return replace(in_use, rate=in_use.rate if in_use.rate_typed else _rate(terms[None]), percents=percents)


def _newton(seen: Tally, terms: Mapping[Term, float], start: Mapping[Term, float], free: Sequence[Term]) -> list[float]:
    """Return by how much Newton's method moves each free term towards the maximum of the penalised likelihood."""
    place = {term: at for at, term in enumerate(free)}
    slope = [-PRIOR_ENDINGS * (terms[term] - start[term]) for term in free]
    curve = [[PRIOR_ENDINGS * float(row == column) for column in place] for row in place]
    for signs, (months, left) in seen.items():
        chance = _chance(terms[None] + sum(terms[sign] for sign in signs))
        present = [place[term] for term in (None, *signs) if term in place]
        for row in present:
            slope[row] += left - months * chance
            for column in present:
                curve[row][column] += months * chance * (1 - chance)
    return _solved(curve, slope)


def _solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Return the solution of linear equations whose matrix is positive definite, by elimination."""
    size = len(values)
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for at in range(size):
        for below in range(at + 1, size):
            ratio = rows[below][at] / rows[at][at]
            rows[below] = [own - ratio * above for own, above in zip(rows[below], rows[at], strict=True)]
    solution = [0.0] * size
    for at in reversed(range(size)):
        known = sum(rows[at][column] * solution[column] for column in range(at + 1, size))
        solution[at] = (rows[at][size] - known) / rows[at][at]
    return solution


def _default_term(term: Term) -> float:
    """Return the default of a term: the log odds without signs for None, else what the sign adds to them."""
    return _odds(DEFAULT_RATE / RATE_WHOLE) if term is None else _term(DEFAULT_PERCENTS[term])


def _term(percent: int) -> float:
    """Return what a sign of this weight adds to the log odds of a client with the default chance."""
    chance = DEFAULT_RATE / RATE_WHOLE
    return _odds(chance * float(factor_of(percent))) - _odds(chance)


def _rate(base: float) -> int:
    """Return the rate of these log odds, rounded to a tenth of a percent, and at least that."""
    tenth = RATE_WHOLE // 1_000
    return min(MOST_LEAVING, max(tenth, tenth * round(1_000 * _chance(base))))


def _percent(base: float, term: float) -> int:
    """Return the weight, in percent, of a term: by how much it alone raises the chance of these log odds.

    It is rounded to a factor with one decimal, since few endings tell no more.
    """
    return min(MOST_PERCENT, max(0, 10 * round(10 * (_chance(base + term) / _chance(base) - 1))))


def _odds(chance: float) -> float:
    """Return the log odds of a chance."""
    chance = min(_MOST, max(_LEAST, chance))
    return log(chance / (1 - chance))


def _chance(odds: float) -> float:
    """Return the chance of log odds."""
    return 1 / (1 + exp(-odds))
