"""Parsing of numbers, amounts, times and dates that a person types, in either language; None when unclear."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from babel.dates import get_day_names

from rebond.domain.cents import DAY_WHOLE, RATE_WHOLE, cents_of, divide
from rebond.language import Language

_LONGEST = 40
#: The most hours, days or percent accepted.
_MOST = 10**6
_RELATIVE_DAYS = {
    "today": 0, "aujourd'hui": 0, "auj": 0, "auj.": 0, "tomorrow": 1, "demain": 1, "yesterday": -1, "hier": -1,
}  # fmt: skip
_ALIKE = str.maketrans({"\N{MINUS SIGN}": "-", "\N{RIGHT SINGLE QUOTATION MARK}": "'"})


def _written(decimal: str, apart: str) -> re.Pattern[str]:
    """Return the pattern of a number with a decimal separator, whose thousands have one other separator or none."""
    whole = rf"[1-9]\d{{0,2}}(?P<apart>[{apart}' ])\d{{3}}(?:(?P=apart)\d{{3}})*|\d*"
    return re.compile(rf"(?P<sign>[+-]?) ?(?P<whole>{whole})(?:[{decimal}](?P<part>\d*))?", re.ASCII)


_BY_POINT, _BY_COMMA = _written(".", ","), _written(",", ".")
#: The name or sign of a currency: `€`, `EUR`, `US$`, `$ CA`.
_CURRENCY = r"(?:[A-Z]{3}|[A-Z]{0,2} ?[€$£¥₣] ?[A-Z]{0,2})"


def read_number(language: Language, text: str) -> Decimal | None:
    """Parse a number with either decimal separator and any grouping: `1 234,56`, `1,234.56`, `-12.5`, `1.234,56`.

    An ambiguous one, `1,234` or `1.234`, is read as the language writes it.
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    patterns = (_BY_COMMA, _BY_POINT) if language.decimal_sign() == "," else (_BY_POINT, _BY_COMMA)
    for pattern in patterns:
        match = pattern.fullmatch(plain)
        if match and (match["whole"] or match["part"]):
            whole = re.sub(r"\D", "", match["whole"])
            return Decimal(f"{match['sign']}{whole or 0}.{match['part'] or 0}")
    return None


def read_amount(language: Language, text: str) -> int | None:
    """Parse an amount to cents, ignoring a currency before or after it."""
    plain = re.sub(rf"^([+-]?) ?{_CURRENCY} ?(?=[-+\d.,])|(?<=[\d.,]) ?{_CURRENCY}$", r"\1", _plain(text))
    value = read_number(language, plain)
    return None if value is None else cents_of(value)


def read_rate(language: Language, text: str) -> int | None:
    """Parse `25,6` or `25.6 %` to thousandths of a percent."""
    return _scaled(language, text.replace("%", "").strip(), RATE_WHOLE // 100)


def read_days(language: Language, text: str) -> int | None:
    """Parse `17` or `12,5` to hundredths of a day."""
    return _scaled(language, text, DAY_WHOLE)


def read_hours(language: Language, text: str) -> int | None:
    """Parse `1.5`, `1,5 h`, `1 h 30`, `1h30`, `1:30` or `45 min` to minutes, rounded to whole ones."""
    plain = "".join(text.lower().split())
    if parts := re.fullmatch(r"(\d{1,3})(?:h|:)(?:(\d{1,2})(?:min|mn|m)?)?", plain):
        minutes = int(parts[2] or 0)
        return int(parts[1]) * 60 + minutes if minutes < 60 else None
    if parts := re.fullmatch(r"(\d{1,4})(?:min|mn|m)", plain):
        return int(parts[1])
    hours = read_number(language, plain.removesuffix("h"))
    if hours is None or abs(hours) > _MOST:
        return None
    return divide(*(hours * 60).as_integer_ratio())


def read_time(text: str) -> time | None:
    """Parse a time of day: `19:40`, `19h40`, `19h` or `7:40 pm`."""
    parts = re.fullmatch(r"(\d{1,2})(?:[h:.](\d{2})?)?(?:([ap])\.?m\.?)?", "".join(text.lower().split()))
    if not parts:
        return None
    hour, minute = int(parts[1]), int(parts[2] or 0)
    if parts[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(language: Language, text: str, today: date) -> date | None:
    """Parse a day: `22/11/2026`, `22/11`, `22.11.26`, `2026-11-22`, `+7`, `-1`, `today`, or the name of a weekday.

    Day and month are in the order of the language's locale. Without a year, the date nearest to today is meant; a
    weekday is the next one after today.
    """
    plain = _plain(text).lower()
    if plain in _RELATIVE_DAYS:
        return today + timedelta(days=_RELATIVE_DAYS[plain])
    if parts := re.fullmatch(r"([+-]\d{1,4})", plain):
        return today + timedelta(days=int(parts[1]))
    if (weekday := _weekday(language, plain)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if parts := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain):
        return _date(int(parts[1]), int(parts[2]), int(parts[3]))
    if parts := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?", plain):
        first, second = int(parts[1]), int(parts[2])
        day, month = (second, first) if language.month_comes_first() else (first, second)
        if parts[3]:
            year = int(parts[3])
            return _date(year + 2000 if year < 100 else year, month, day)
        candidates = [date_ for year in (-1, 0, 1) if (date_ := _date(today.year + year, month, day))]
        return min(candidates, key=lambda candidate: abs(candidate - today), default=None)
    return None


def read_month(text: str) -> date | None:
    """Parse `2026-12` or `12/2026` to the first day of the month."""
    plain = text.strip()
    if parts := re.fullmatch(r"(\d{4})[-/](\d{1,2})", plain):
        return _date(int(parts[1]), int(parts[2]), 1)
    if parts := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", plain):
        return _date(int(parts[2]), int(parts[1]), 1)
    return None


def read_siren(text: str) -> str | None:
    """Parse the number of a French company to its nine digits; the last one is a check digit (Luhn)."""
    digits = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"[0-9]{9}", digits):
        return None
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(digits)]
    return digits if sum(each // 10 + each % 10 for each in doubled) % 10 == 0 else None


def _scaled(language: Language, text: str, whole: int) -> int | None:
    value = read_number(language, text)
    if value is None or abs(value) > _MOST:
        return None
    scaled = value * whole
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(language: Language, text: str) -> int | None:
    """Return the weekday, 0 for Monday, whose name begins with the text (three letters or more)."""
    prefix = text.rstrip(".")
    if len(prefix) < 3:
        return None
    names = get_day_names("wide", locale=language.locale)
    return next((number for number, name in names.items() if name.lower().startswith(prefix)), None)


def _plain(text: str) -> str:
    """Return the text with look-alike characters unified and single spaces."""
    return " ".join(text.translate(_ALIKE).split())
