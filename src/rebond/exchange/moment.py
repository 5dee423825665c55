"""Dates of foreign files, with their time and offset, and the day that each is for the person.

Most banks write a plain day as midnight, in their own time zone or as GMT. That day is the movement's, wherever the
person is: read as an instant, it would be the day before in America. A balance is different: it is that of the instant
when the file was made, so that in Toronto it may be dated tomorrow, 00:00 GMT. An offset other than 0 is the bank's
own: the day as written is the bank's day, and a balance is only moved from a day that has not begun for the person.
"""

import datetime as dt
import re

from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.value_classes import dataclass

_PACKED = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?P<time>[0-9]{2,6}(?:[.,][0-9]*)?)?(?:\s*\[(?P<zone>[^\]]*)\]|(?P<z>[Zz]))?"
)
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ](?P<time>[0-9:]*)(?:[.,][0-9]*)?)?"
    r"\s*(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
#: `-5:EST`, `+5.30`, `-3.5:NST`, `+01:00`, `GMT`: hours east of Greenwich, and a name that says something only if it is
#: Greenwich's.
_ZONE = re.compile(
    r"(?:(?P<sign>[+-]?)(?P<hours>[0-9]{1,2})(?:(?P<point>[.:]?)(?P<part>[0-9]{1,2}))?)?"
    r"\s*:?\s*(?P<name>[A-Za-z][\w /+-]*)?"
)
_GREENWICH = {"GMT", "UTC", "UT", "Z", "WET"}
_HOUR = dt.timedelta(hours=1)
_FURTHEST = dt.timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as written, and the instant where the file gives a time with an offset.

    `unclear`: there is an offset that cannot be read, and the day is taken as written.
    """

    written: dt.date
    instant: dt.datetime | None = None
    unclear: bool = False

    def day(self, zone: dt.tzinfo | None) -> dt.date:
        """Return the day of the instant in a time zone, None for that of the computer."""
        if self.instant is None:
            return self.written
        local = self.instant.astimezone(zone).date()
        day = min(max(local, EARLIEST), LATEST)
        return day if self._is_greenwich else min(day, self.written)

    def day_of_movement(self, zone: dt.tzinfo | None, balance: dt.date | None = None) -> dt.date:
        """Return the day of a movement: the plain day that is written, unless it lies after the day of the balance."""
        is_plain = self.instant is None or not self._is_greenwich or self.instant.time() == dt.time()
        if is_plain and (balance is None or self.written <= balance):
            return self.written
        return self.day(zone)

    @property
    def _is_greenwich(self) -> bool:
        return self.instant is not None and not self.instant.utcoffset()


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
    offset, unclear = _offset("GMT" if (match["zone"] or "") in {"Z", "z"} else match["zone"] or "")
    return Moment(day, _instant(day, (match["time"] or "").replace(":", ""), offset), unclear)


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _offset(zone: str) -> tuple[dt.timedelta | None, bool]:
    """Return the offset, if there is one, and whether it cannot be read."""
    match = _ZONE.fullmatch(zone.strip())
    if match is None:
        return None, True
    if match["hours"] is None:
        return (dt.timedelta() if (match["name"] or "").upper() in _GREENWICH else None), False
    offset = dt.timedelta(hours=int(match["hours"]))
    if match["part"]:
        # No time zone is 0.30 or 0.45 of an hour apart: these are minutes, as after a colon.
        in_minutes = match["point"] != "." or match["part"] in {"30", "45"}
        offset += dt.timedelta(minutes=int(match["part"])) if in_minutes else float("0." + match["part"]) * _HOUR
    if offset > _FURTHEST:
        return None, True
    return (-offset if match["sign"] == "-" else offset), False


def _instant(day: dt.date, time: str | None, offset: dt.timedelta | None) -> dt.datetime | None:
    """Return the instant of a time of day with an offset; None without one of them, or where the time is none."""
    digits = (time or "").partition(".")[0].partition(",")[0]
    if offset is None or not digits:
        return None
    padded = digits.ljust(6, "0")[:6]
    try:
        at = dt.time(int(padded[:2]), int(padded[2:4]), int(padded[4:]))
    except ValueError:
        return None
    return dt.datetime.combine(day, at, dt.timezone(offset))
