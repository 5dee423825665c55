"""Writing of iCalendar files (RFC 5545): entries of whole days with alarms, which a calendar updates by their UID."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from rebond.domain.value_classes import dataclass

if TYPE_CHECKING:
    from icalendar import Event

#: The day that SEQUENCE counts from: it grows with each day on which a file is written.
_FIRST = date(2020, 1, 1)
#: The hour of the alarms, in the calendar's own time.
_HOUR = 9
_PRODUCT = "-//Rebond//Agenda//EN"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of a whole day. `uid` stays the same in each file; `alarms` are days before the day, 0 for the day."""

    uid: str
    day: date
    title: str
    text: str
    category: str
    alarms: tuple[int, ...] = (0,)


def calendar_file(entries: Iterable[CalendarEntry], name: str, today: date) -> bytes:
    """Return a file with these entries, written on `today`; `name` is that of the calendar."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, today))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry, today: date) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", (today - _FIRST).days)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("categories", [entry.category])
    event.add("transp", "TRANSPARENT")
    for days in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(hours=_HOUR) - timedelta(days=days))
        event.add_component(alarm)
    return event
