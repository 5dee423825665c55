"""Dates of foreign files, with their time and offset, and the day that each is for the person.

Most banks write a plain day as midnight, in their own time zone or as GMT. That day is the movement's, wherever the
person is: read as an instant, it would be the day before in America. A balance is different: it is that of the instant
when the file was made, so that in Toronto it may be dated tomorrow, 00:00 GMT. An offset other than 0 is the bank's
own, and the day as written is the bank's day.
"""

import datetime as dt
import re
from dataclasses import dataclass

from rebond.domain.rules import EARLIEST, LATEST

_PACKED = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?P<time>[0-9]{2,6}(?:[.,][0-9]*)?)?(?:\s*\[(?P<zone>[^\]]*)\]|(?P<z>[Zz]))?"
)
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ](?P<time>[0-9:]*)(?:[.,][0-9]*)?)?"
    r"\s*(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
#: `-5:EST`, `+5.30`, `-3.5:NST`, `GMT`: hours east of Greenwich, and a name that means nothing by itself but these.
_ZONE = re.compile(r"(?P<offset>[+-]?[0-9]{1,2}(?:[.:][0-9]{1,2})?)?\s*:?\s*(?P<name>[A-Za-z][\w /+-]*)?")
_GREENWICH = {"GMT", "UTC", "UT", "Z", "WET"}
_FURTHEST = 14


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as written, and the instant where the file gives one in Greenwich's time.

    `unclear`: there is an offset that cannot be read, and the day is taken as written.
    """

    written: dt.date
    instant: dt.datetime | None = None
    unclear: bool = False

    def day(self, zone: dt.tzinfo | None) -> dt.date:
        """Return the day of the instant in a time zone, None for that of the computer."""
        if self.instant is None:
            return self.written
        day = self.instant.astimezone(zone).date()
        return min(max(day, EARLIEST), LATEST)

    def day_of_movement(self, zone: dt.tzinfo | None, balance: dt.date | None = None) -> dt.date:
        """Return the day of a movement: midnight is a plain day, unless that lies after the day of the balance."""
        is_plain = self.instant is None or self.instant.time() == dt.time()
        if is_plain and (balance is None or self.written <= balance):
            return self.written
        return self.day(zone)


def packed(text: str) -> Moment | None:
    """Parse an OFX date and time (`20130525225731.258[-5:EST]`); None when invalid or out of a journal's range."""
    match = _PACKED.fullmatch(text.strip())
    if match is None or (day := _day(match)) is None:
        return None
    offset, unclear = _offset("GMT" if match["z"] else match["zone"] or "")
    return Moment(day, _instant(day, match["time"], offset), unclear)


def iso(text: str) -> Moment | None:
    """Parse an XML date or date and time; None when invalid or out of a journal's range."""
    match = _ISO.fullmatch(text.strip())
    if match is None or (day := _day(match)) is None:
        return None
    zone = match["zone"] or ""
    is_greenwich = bool(zone) and not zone.strip("+-:0Zz")
    return Moment(day, _instant(day, (match["time"] or "").replace(":", ""), 0 if is_greenwich else None))


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _offset(zone: str) -> tuple[float | None, bool]:
    """Return the offset in hours, if there is one, and whether it cannot be read."""
    match = _ZONE.fullmatch(zone.strip())
    if match is None:
        return None, True
    if match["offset"] is None:
        return (0 if (match["name"] or "").upper() in _GREENWICH else None), False
    offset = float(match["offset"].replace(":", "."))
    return offset, abs(offset) > _FURTHEST


def _instant(day: dt.date, time: str | None, offset: float | None) -> dt.datetime | None:
    """Return the instant of a time of day at Greenwich; None for another offset, or without a valid time."""
    digits = (time or "").partition(".")[0].partition(",")[0]
    if offset != 0 or not digits:
        return None
    padded = digits.ljust(6, "0")[:6]
    try:
        at = dt.time(int(padded[:2]), int(padded[2:4]), int(padded[4:]))
    except ValueError:
        return None
    return dt.datetime.combine(day, at, dt.UTC)
