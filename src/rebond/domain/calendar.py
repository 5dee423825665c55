"""Local civil dates: months that clip, ends of months, and the weeks when clients' accounts are closed."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

ONE_DAY = timedelta(days=1)
#: Every (month, day) there is, as the days of one year.
_LEAP_YEAR = tuple(date(2024, 1, 1) + timedelta(days=n) for n in range(366))


# Cached: a projection asks for the same few hundred days thousands of times.
@lru_cache(maxsize=8192)
def add_months(day: date, months: int) -> date:
    """The same day `months` later, clipped to that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_start(day: date) -> date:
    """The first day of the month of `day`; a month itself is written as this date."""
    return day.replace(day=1)


@lru_cache(maxsize=8192)
def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_from(first: date, last: date) -> Iterator[date]:
    """The first days of every month from that of `first` to that of `last`, both included."""
    month = month_start(first)
    while month <= last:
        yield month
        month = add_months(month, 1)


def months_between(today: date, day: date) -> Fraction:
    """How many months `day` (today or later) lies after `today`, exactly.

    Whole months by `add_months`, then the days left over the length of the month begun.
    """
    whole = (day.year - today.year) * 12 + day.month - today.month
    if add_months(today, whole) > day:
        whole -= 1
    begun = add_months(today, whole)
    length = (add_months(today, whole + 1) - begun).days
    return whole + Fraction((day - begun).days, length)


@dataclass(frozen=True, slots=True)
class Window:
    """Days, every year, on which nothing is paid; `first` and `last` are (month, day), both included."""

    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the window; one whose first is after its last spans the new year."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last

    def spans(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """The window's occurrences that interaction `[first, last]`, clipped to it."""
        day, start = first, None
        while day <= last:
            if self.covers(day):
                start = start or day
            elif start:
                yield start, day - ONE_DAY
                start = None
            day += ONE_DAY
        if start:
            yield start, last


class Season:
    """Moves payment days out of the closure windows."""

    def __init__(self, windows: Iterable[Window]) -> None:
        windows = tuple(windows)
        self._closed = {(day.month, day.day) for day in _LEAP_YEAR if any(window.covers(day) for window in windows)}

    def open_day(self, day: date) -> date:
        """`day`, or the first day after it that is in no window (`day` itself if every day is closed)."""
        if len(self._closed) == len(_LEAP_YEAR):
            return day
        while (day.month, day.day) in self._closed:
            day += ONE_DAY
        return day
