"""Query of the days worked on missions."""

from datetime import date

from rebond.domain.calendar import month_end
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.reader import Reader


def worked_in(reader: Reader, mission_id: int, month: date) -> tuple[WorkedDay, ...]:
    """Return the days worked on a mission in the month that begins on `month`."""
    return worked_between(reader, mission_id, month, month_end(month))


def worked_between(reader: Reader, mission_id: int, first: date, last: date) -> tuple[WorkedDay, ...]:
    """Return the days worked on a mission from `first` to `last`, both included."""
    return reader.where(WorkedDay, "mission_id = ? AND date BETWEEN ? AND ?", mission_id, first, last)
