"""Amounts, days and months as a person types them, in either language; None when it is not clear what is meant."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from babel.dates import get_date_format, get_day_names
from babel.numbers import NumberFormatError, parse_decimal

from rebond import words
from rebond.domain.money import DAY_WHOLE, RATE_WHOLE, cents_of

_LONGEST = 40
_SPACES = dict.fromkeys(
    map(ord, " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}")
)
_NUMBER = re.compile(r"[+-]?\d[\d.,]*|[+-]?[.,]\d+")


def read_number(text: str) -> Decimal | None:
    """A number with either decimal sign and any grouping: `1 234,56`, `1,234.56`, `-12.5`, `1.234,56`."""
    plain = text.translate(_SPACES).replace("\N{MINUS SIGN}", "-")
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
        return None
    marks = plain.count(".") + plain.count(",")
    if marks == 0 or (marks == 1 and re.search(r"\d[.,]\d{3}$", plain)):
        point_is_decimal = words.language() == "en"
    else:
        last = plain[max(plain.rfind("."), plain.rfind(","))]
        point_is_decimal = (last == ".") == (plain.count(last) == 1)
    try:
        return parse_decimal(plain.lstrip("+"), locale="en" if point_is_decimal else "de", strict=marks > 1)
    except NumberFormatError:
        return None


def read_amount(text: str, symbol: str = "€") -> int | None:
    """Cents; a currency sign before or after the number is left out."""
    for sign in (symbol, "€", "$"):
        text = text.replace(sign, "")
    value = read_number(text.strip())
    return None if value is None else cents_of(value)


def read_rate(text: str) -> int | None:
    """Thousandths of a percent, from `25,6` or `25.6 %`."""
    return _scaled(text.replace("%", "").strip(), RATE_WHOLE // 100)


def read_days(text: str) -> int | None:
    """Hundredths of a day, from `17` or `12,5`."""
    return _scaled(text, DAY_WHOLE)


def read_hours(text: str) -> int | None:
    """Minutes, from `1.5`, `1,5`, `1 h 30`, `1h30`, `1:30` or `45 min`."""
    plain = text.strip().lower().replace(" ", "")
    if parts := re.fullmatch(r"(\d{1,3})(?:h|:)(\d{1,2})?(?:min|m)?", plain):
        minutes = int(parts[2] or 0)
        return int(parts[1]) * 60 + minutes if minutes < 60 else None
    if parts := re.fullmatch(r"(\d{1,4})(?:min|mn|m)", plain):
        return int(parts[1])
    return _scaled(plain, 60)


def read_time(text: str) -> time | None:
    """A time of day from `19:40`, `19h40`, `19h` or `7:40 pm`."""
    parts = re.fullmatch(r"(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?\s*([ap]m)?", text.strip().lower())
    if not parts:
        return None
    hour, minute = int(parts[1]), int(parts[2] or 0)
    if parts[3]:
        hour = hour % 12 + (12 if parts[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(text: str, today: date) -> date | None:
    """A day from `22/11/2026`, `22/11`, `22.11.26`, `2026-11-22`, `+7`, `today`, `tomorrow` or a weekday's name.

    Day and month stand in the order of the person's locale; without a year, the one that is nearest to today; a
    weekday is the next one.
    """
    plain = text.strip().lower()
    if plain in {"today", "aujourd'hui", "aujourd’hui", "auj"}:
        return today
    if plain in {"tomorrow", "demain"}:
        return today + timedelta(days=1)
    if parts := re.fullmatch(r"\+(\d{1,4})", plain):
        return today + timedelta(days=int(parts[1]))
    if (weekday := _weekday(plain)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if parts := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return _date(int(parts[1]), int(parts[2]), int(parts[3]))
    if parts := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?", plain):
        first, second = int(parts[1]), int(parts[2])
        day, month = (second, first) if _month_first() else (first, second)
        if parts[3]:
            year = int(parts[3])
            return _date(year + 2000 if year < 100 else year, month, day)
        near = [found for year in (-1, 0, 1) if (found := _date(today.year + year, month, day))]
        return min(near, key=lambda found: abs(found - today), default=None)
    return None


def read_month(text: str) -> date | None:
    """The first day of the month of `2026-12` or `12/2026`."""
    plain = text.strip()
    if parts := re.fullmatch(r"(\d{4})[-/](\d{1,2})", plain):
        return _date(int(parts[1]), int(parts[2]), 1)
    if parts := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", plain):
        return _date(int(parts[2]), int(parts[1]), 1)
    return None


def _scaled(text: str, whole: int) -> int | None:
    value = read_number(text)
    if value is None or abs(value) > 10**6:
        return None
    scaled = value * whole
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_first() -> bool:
    pattern = get_date_format("short", locale=words.locale_code()).pattern
    return pattern.lower().startswith("m")


def _weekday(text: str) -> int | None:
    """The number of the weekday, 0 for Monday, whose name begins with the text (three letters or more)."""
    if len(text) < 3:
        return None
    names = get_day_names("wide", locale=words.locale_code())
    return next((number for number, name in names.items() if name.lower().startswith(text.rstrip("."))), None)
