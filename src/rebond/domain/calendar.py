"""Date arithmetic by calendar month, and the windows of the year in which clients pay nothing."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from rebond.domain.value_classes import dataclass

ONE_DAY = timedelta(days=1)
#: The hours of a working day, by which a price a day becomes one an hour and days of work become hours.
HOURS_A_DAY = 8
#: Every (month, day) of a calendar, as the days of one leap year.
_LEAP_YEAR = tuple(date(2024, 1, 1) + timedelta(days=n) for n in range(366))


# Cached: a projection asks for the same few hundred days thousands of times.
@lru_cache(maxsize=8192)
def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_start(day: date) -> date:
    """Return the first day of the month of `day`, which also stands for the month itself."""
    return day.replace(day=1)


@lru_cache(maxsize=8192)
def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_from(first: date, last: date) -> Iterator[date]:
    """Yield the first day of every month from that of `first` to that of `last`, both included."""
    month = month_start(first)
    while month <= last:
        yield month
        month = add_months(month, 1)


def months_between(today: date, day: date) -> Fraction:
    """Return the exact number of months from `today` to `day`, which is not before it.

    Whole months by `add_months`, plus the remaining days as a fraction of the month they lie in.
    """
    whole = (day.year - today.year) * 12 + day.month - today.month
    if add_months(today, whole) > day:
        whole -= 1
    begun = add_months(today, whole)
    length = (add_months(today, whole + 1) - begun).days
    return whole + Fraction((day - begun).days, length)


@dataclass(frozen=True, slots=True)
class Window:
    """A period of every year in which nothing is paid, from `first` to `last`: (month, day), both included.

    A window whose first day is after its last spans the new year.
    """

    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the window."""
        month_day = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= month_day <= self.last
        return month_day >= self.first or month_day <= self.last

    def spans(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Yield the (first, last) days of the window's occurrences in `[first, last]`, clipped to it."""
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
    """Closure windows merged, to move payment days out of them."""

    def __init__(self, windows: Iterable[Window]) -> None:
        windows = tuple(windows)
        self._closed = {(day.month, day.day) for day in _LEAP_YEAR if any(window.covers(day) for window in windows)}

    def open_day(self, day: date) -> date:
        """Return the first day from `day` on that is in no window, or `day` if every day of the year is."""
        if len(self._closed) == len(_LEAP_YEAR):
            return day
        while (day.month, day.day) in self._closed:
            day += ONE_DAY
        return day
