"""The month of a mission as a grid of weeks: how much was worked on each day, and what kind of day it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from rebond.domain.calendar import ONE_DAY, Window, month_end
from rebond.domain.cents import DAY_WHOLE
from rebond.domain.value_classes import dataclass
from rebond.domain.worked_days.kinds import WorkedDay

NOTHING, HALF, WHOLE = 0, DAY_WHOLE // 2, DAY_WHOLE
#: What a day becomes at the next press of the same key.
NEXT = {NOTHING: WHOLE, WHOLE: HALF, HALF: NOTHING}
_DAYS_OF_A_WEEK = 7
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class GridDay:
    """A day of the month: `worked` in hundredths of a day.

    :param holiday: the name of the public holiday that it is, else empty.
    :param closure: the name of the closed weeks that it lies in, which may be empty; None outside of them.
    :param in_mission: whether the mission runs on it.
    :param agreed: whether it is one of the weekdays agreed for the mission; None where none are agreed.
    """

    date: date
    worked: int = NOTHING
    note: str = ""
    holiday: str = ""
    closure: str | None = None
    in_mission: bool = True
    agreed: bool | None = None

    @property
    def is_weekend(self) -> bool:
        return self.date.weekday() >= _SATURDAY

    @property
    def is_usual(self) -> bool:
        """Whether one usually works on it: a day agreed, or else no week-end; no public holiday; in the mission."""
        works = not self.is_weekend if self.agreed is None else self.agreed
        return self.in_mission and works and not self.holiday


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month, named by its first day, as weeks of seven places; a place is None outside the month."""

    month: date
    weeks: tuple[tuple[GridDay | None, ...], ...]

    @property
    def days(self) -> Iterator[GridDay]:
        """The days of the month, in order."""
        return (day for week in self.weeks for day in week if day)

    @property
    def total(self) -> int:
        """The work of the month, in hundredths of a day."""
        return sum(day.worked for day in self.days)

    def place(self, wanted: date) -> tuple[int, int]:
        """Return the (week, place in the week) of a day of the month.

        :raises ValueError: when the day is not in the month.
        """
        for row, week in enumerate(self.weeks):
            for column, day in enumerate(week):
                if day and day.date == wanted:
                    return row, column
        message = f"{wanted} is not in the month of {self.month}"
        raise ValueError(message)

    def painted(self, first: date, last: date, worked: int) -> dict[date, int]:
        """Return what each day of a range becomes when the range is set to `worked`, the ends in any order.

        Of a range, only the days on which one usually works are filled, so that a month is painted in one go; a range
        without any of them, such as a single Sunday, is meant as it is. Nothing worked empties every day.
        """
        first, last = min(first, last), max(first, last)
        inside = [day for day in self.days if first <= day.date <= last]
        usual = [day for day in inside if day.is_usual]
        return {day.date: worked for day in (inside if worked == NOTHING else usual or inside)}

    def usual_days(self) -> dict[date, int]:
        """Return a whole day for every day on which one usually works and which lies in no closed weeks."""
        return {day.date: WHOLE for day in self.days if day.is_usual and day.closure is None}


def month_grid(
    month: date,
    worked: Iterable[WorkedDay],
    holidays: Mapping[date, str],
    closures: Mapping[Window, str],
    starts: date,
    ends: date | None,
    first_weekday: int = 0,
    agreed: Callable[[date], bool | None] = lambda _day: None,
) -> MonthGrid:
    """Return the grid of a month of a mission that runs from `starts` to `ends` (None: no end).

    :param worked: the mission's days worked, at least those of the month.
    :param holidays: the names of public holidays, at least those of the month.
    :param closures: the weeks of every year in which clients are closed, with their names.
    :param first_weekday: the weekday of the first place of a week; 0 is Monday.
    :param agreed: returns whether a day is one of the weekdays agreed; None where none are agreed.
    """
    noted = {row.date: row for row in worked}

    def told(day: date) -> GridDay:
        row = noted.get(day)
        return GridDay(
            date=day,
            worked=row.days if row else NOTHING,
            note=row.note if row else "",
            holiday=holidays.get(day, ""),
            closure=next((name for window, name in closures.items() if window.covers(day)), None),
            in_mission=starts <= day and (ends is None or day <= ends),
            agreed=agreed(day),
        )

    last = month_end(month)
    begins = month - timedelta(days=(month.weekday() - first_weekday) % _DAYS_OF_A_WEEK)
    weeks = []
    while begins <= last:
        days = [begins + ONE_DAY * place for place in range(_DAYS_OF_A_WEEK)]
        weeks.append(tuple(told(day) if month <= day <= last else None for day in days))
        begins += ONE_DAY * _DAYS_OF_A_WEEK
    return MonthGrid(month, tuple(weeks))
