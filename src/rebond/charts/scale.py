"""Conversion between days and cents and points, the range of the axes, and round tick values."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rebond.charts.sheet import Box
from rebond.domain.calendar import add_months, month_start
from rebond.domain.value_classes import dataclass

Points = NDArray[np.float64]
#: Days as numbers: see `numbered`.
Days = NDArray[np.int64]
#: The most that the range below zero takes of that above it: when it happens matters more than how deep it goes.
_DEPTH = 0.32
#: The range over zero when all balances are 0, in cents.
_NOTHING = 100_000


@dataclass(frozen=True, slots=True)
class Scale:
    """The mapping of the days from `first` to `last` and the cents from `low` to `high` to the box `plot`.

    The data end at `ceiling`; the strip over it is for labels.
    """

    plot: Box
    first: date
    last: date
    low: float
    high: float
    ceiling: float

    def x(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return self.plot.x + self.plot.width * (day - self.first).days / days

    def y(self, cents: float) -> float:
        return self.plot.y + self.plot.height * (cents - self.low) / (self.high - self.low)

    def day(self, x: float) -> date:
        """Return the nearest day shown to `x`."""
        days = (self.last - self.first).days
        offset = round((x - self.plot.x) / self.plot.width * max(1, days))
        return self.first + timedelta(days=min(max(offset, 0), days))

    def path(self, days: Days, cents: Sequence[int]) -> tuple[Points, Points]:
        """Return the line through these points, clipped to the range of cents; its parts are separated by NaN."""
        return self._line(days, np.array(cents, dtype=np.float64))

    def steps(self, days: Days, cents: Sequence[int]) -> tuple[Points, Points]:
        """Return the same as a step line: each balance lasts until the day of the next."""
        held = np.array(cents, dtype=np.float64)
        changed = np.concatenate(([False], held[1:] != held[:-1]))
        corners = changed.copy()
        corners[[0, -1]] = True
        # At a change there are two corners: of the balance that ends, and of that which begins.
        at = np.repeat(np.flatnonzero(corners), np.where(changed[corners], 2, 1))
        ends = np.concatenate((at[1:] == at[:-1], [False]))
        return self._line(days[at], held[at - ends])

    def _line(self, days: Days, cents: Points) -> tuple[Points, Points]:
        xs = self.plot.x + self.plot.width * (days - self.first.toordinal()) / max(1, (self.last - self.first).days)
        xs, ys = _cut(xs, cents, self.low, self.high)
        return xs, self.plot.y + self.plot.height * (ys - self.low) / (self.high - self.low)


def numbered(days: Iterable[date]) -> Days:
    """Return the days as numbers (`date.toordinal`), of which arrays are fast."""
    return np.fromiter((day.toordinal() for day in days), np.int64)


def span_of(values: Sequence[int], goal: int | None, *, below: bool = False) -> tuple[float, float]:
    """Return the range of cents to show for these balances: always with zero, with the goal unless it dwarfs them.

    :param below: whether the balance is below zero already: then how deep it goes is what there is to see.
    """
    high, low = max(*values, 0), min(*values, 0)
    if goal is not None and high < goal <= 2 * high:
        high = goal
    if high > 0 and not below:
        low = max(low, -int(_DEPTH * max(high, (high - low) // 8)))
    if low == high:
        high = _NOTHING
    spread = high - low
    return (low - 0.02 * spread if low < 0 else -0.07 * spread), (high if high > 0 else 0.03 * spread)


def round_amounts(low: float, high: float, most: int) -> Iterator[int]:
    """Yield about `most` round amounts in cents between `low` and `high`, zero included, in whole units of currency."""
    step = 100
    while (high - low) / step > max(1, most):
        step = next(
            candidate for candidate in (step * 2, step * 5 // 2, step * 5) if _is_round(candidate)
        )  # fmt: skip
    amount = int(-(-low // step)) * step
    while amount <= high:
        yield amount
        amount += step


def _is_round(step: int) -> bool:
    while step % 10 == 0:
        step //= 10
    return step in (1, 2, 5)


def month_ticks(first: date, last: date, most: int) -> list[date]:
    """Return at most `most` first days of months from `first` to `last`, of every month or of every 2, 3, 4, 6, …"""
    months = []
    month = month_start(first)
    while month <= last:
        if month >= first:
            months.append(month)
        month = add_months(month, 1)
    for every in (1, 2, 3, 4, 6, 12, 24, 60):
        shown = [m for m in months if (m.year * 12 + m.month - 1) % every == 0]
        if len(shown) <= max(1, most):
            return shown
    return months[:1]


def _cut(xs: Points, ys: Points, low: float, high: float) -> tuple[Points, Points]:
    if len(ys) == 0 or (ys.min() >= low and ys.max() <= high):
        return xs, ys
    out_x: list[float] = []
    out_y: list[float] = []
    for (x0, y0), (x1, y1) in pairwise(zip(xs.tolist(), ys.tolist(), strict=True)):
        inside = _segment(x0, y0, x1, y1, low, high)
        if inside is None:
            continue
        (a, b), (c, d) = inside
        if not out_x or (out_x[-1], out_y[-1]) != (a, b):
            if out_x:
                out_x.append(np.nan)
                out_y.append(np.nan)
            out_x.append(a)
            out_y.append(b)
        out_x.append(c)
        out_y.append(d)
    return np.array(out_x), np.array(out_y)


def _segment(
    x0: float, y0: float, x1: float, y1: float, low: float, high: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the part of a segment between `low` and `high`, or None."""
    if max(y0, y1) < low or min(y0, y1) > high:
        return None

    def at(y: float) -> tuple[float, float]:
        return (x0 + (x1 - x0) * (y - y0) / (y1 - y0), y)

    start = at(low) if y0 < low else at(high) if y0 > high else (x0, y0)
    end = at(low) if y1 < low else at(high) if y1 > high else (x1, y1)
    return start, end
