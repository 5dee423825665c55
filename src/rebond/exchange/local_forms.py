"""Dates and amounts as people's banks write them, where the whole column decides how one cell is read."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from babel.dates import get_month_names

from rebond.domain.cents import cents_of
from rebond.domain.names import folded
from rebond.domain.rules import EARLIEST, LATEST

#: A longer cell is neither a date nor an amount.
_LONGEST = 40
#: The languages whose month names are read.
_LANGUAGES = ("en", "fr", "de", "es", "nl", "it", "pt")
#: Years of two digits from this one on belong to the last century.
_CENTURY = 70

#: What may follow a day: a time, or the day it counts for (`11/14/2020 as of 11/13/2020`).
_TIME = r"(?:[T ,]+\d{1,2}[:h.]\d{2}.*| as of .*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}|((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/. ] ?(\d{{1,2}}) ?[-/. '’] ?(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_NAMED = re.compile(rf"(\d{{1,2}})\.?(?:st|nd|rd|th|er|º)?[-/ ]*([^\W\d_]{{3,12}})\.?,?[-/ ]*(\d{{4}}|\d{{2}}){_TIME}")
_NAME_FIRST = re.compile(rf"([^\W\d_]{{3,12}})\.? (\d{{1,2}}),? (\d{{4}}){_TIME}")

#: Spaces and signs that look alike.
_ALIKE = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
})  # fmt: skip
_CURRENCY = (
    r"(?:EUR|USD|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK|PLN|CZK|HUF|RON|MAD|TND|DZD|XOF|XAF|XPF|MUR|US\$|CA\$|[€$£¥₣]|euros?)"
)
_DRESSED = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-]?) ?{_CURRENCY}? ?(?P<inner>[+-]?) ?(?P<body>[\d.,' ]*\d[.,]?)(?P<after>[+-])? ?"
    rf"(?:(?P<side>CR|DR)|{_CURRENCY})?(?P<last>-)?(?P<close>\))?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"([+-]?)(\d{1,12})[.,](\d\d)", re.ASCII)


#: A separator of thousands with nothing before it.
_LED_BY_SEPARATOR = re.compile(r"^(?:,(?=\d{3}\.\d\d$)|\.(?=\d{3},\d\d$))", re.ASCII)


def _body(decimal: str, apart: str) -> re.Pattern[str]:
    whole = rf"\d{{1,3}}(?:(?P<apart>[ '{apart}])\d{{3}})(?:(?P=apart)\d{{3}}){{0,4}}|\d{{0,15}}"
    return re.compile(rf"(?P<whole>{whole})(?:[{decimal}](?P<part>\d{{0,15}}))?", re.ASCII)


_BODIES = {True: _body(",", "."), False: _body(".", ",")}


class _Parts(NamedTuple):
    """The numbers of a date; `open` when the first two are day and month in an order that the text does not say."""

    first: int
    second: int
    year: int
    open: bool


def read_date(text: str, day_first: bool) -> dt.date | None:
    """Read a date in one of the usual forms, with or without a time; None when it is none, or out of range."""
    parts = _parts(text)
    if parts is None:
        return None
    day, month = (parts.first, parts.second) if day_first or not parts.open else (parts.second, parts.first)
    return _date(parts.year, month, day)


def is_date(text: str) -> bool:
    """Whether the text is a date in one order or the other."""
    return read_date(text, True) is not None or read_date(text, False) is not None


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Return whether the day comes before the month in these dates of one column; None when they do not say.

    A number above 12 is a day. Without one, the order in which the dates of a statement follow each other decides.
    """
    pairs = [parts for text in texts if (parts := _parts(text)) is not None and parts.open]
    days = sum(parts.first > 12 >= parts.second for parts in pairs)
    months = sum(parts.second > 12 >= parts.first for parts in pairs)
    if days or months:
        return days >= months
    if all(parts.first == parts.second for parts in pairs):
        return True
    by_day = _follows([(parts.year, parts.second, parts.first) for parts in pairs])
    by_month = _follows([(parts.year, parts.first, parts.second) for parts in pairs])
    return None if by_day == by_month else by_day


def read_amount(text: str, comma: bool) -> int | None:
    """Read an amount to cents; `comma`: decimals follow a comma. None when it is no amount in whole cents.

    A minus before or after it, brackets and `DR` make it negative; a currency is ignored.
    """
    if plain := _PLAIN.fullmatch(text):
        # A third of the time that the general way takes, for nearly every cell of a long file.
        if (text[-3] == ",") is not comma:
            return None
        return cents_of(Decimal(f"{plain[1]}{plain[2]}.{plain[3]}"))
    dressed = _dressed(text)
    if dressed is None:
        return None
    # A bank that fills amounts up to a width and takes the blanks out leaves a separator: `,300.00`.
    body = _BODIES[comma].fullmatch(_LED_BY_SEPARATOR.sub("", dressed["body"]))
    if body is None or not (body["whole"] or body["part"]):
        return None
    signs = [dressed["sign"], dressed["inner"], dressed["after"], dressed["last"]]
    is_bracketed = bool(dressed["open"])
    if is_bracketed is not bool(dressed["close"]) or sum(map(bool, signs)) + is_bracketed > 1:
        return None
    negative = is_bracketed or "-" in signs or (dressed["side"] or "").upper() == "DR"
    whole = re.sub(r"\D", "", body["whole"])
    return cents_of(Decimal(f"{'-' if negative else ''}{whole or 0}.{body['part'] or 0}"))


def is_amount(text: str) -> bool:
    """Whether the text is an amount with one decimal sign or the other."""
    return read_amount(text, True) is not None or read_amount(text, False) is not None


def decimals_follow_comma(texts: Iterable[str]) -> bool | None:
    """Return whether decimals follow a comma in these amounts of one column; None when they do not say."""
    comma = point = 0
    grouped: set[str] = set()
    for text in texts:
        dressed = _dressed(text)
        signs = re.sub(r"[^.,]", "", dressed["body"]) if dressed else ""
        if not dressed or not signs:
            continue
        whole, _, part = dressed["body"].rpartition(signs[-1])
        if len(signs) == 1 and len(part) == 3 and 1 <= len(whole) <= 3 and whole != "0":
            # `1,234`: thousands more likely than three decimals, which `1,500` still may be.
            if part[-1] != "0":
                grouped.add(signs)
            continue
        is_comma = signs[-1] == ","
        if len(signs) > 1 and len(set(signs)) == 1:
            is_comma = not is_comma  # a sign that stands there twice separates thousands
        comma, point = comma + is_comma, point + (not is_comma)
    if comma or point:
        return comma >= point
    return "." in grouped if len(grouped) == 1 else None


@lru_cache(50_000)
def _parts(text: str) -> _Parts | None:
    plain = text.translate(_ALIKE).strip()
    if len(plain) > _LONGEST:
        return None
    if match := _YEAR_FIRST.fullmatch(plain):
        year, month, day = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
        return _Parts(int(day), int(month), int(year), open=False)
    if match := _YEAR_LAST.fullmatch(plain):
        return _Parts(int(match[1]), int(match[2]), _year(match[3]), open=True)
    if match := _NAMED.fullmatch(plain):
        day, name, year = match[1], match[2], match[3]
    elif match := _NAME_FIRST.fullmatch(plain):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    month_number = _months().get(folded(name))
    return None if month_number is None else _Parts(int(day), month_number, _year(year), open=False)


@lru_cache(1)
def _months() -> dict[str, int]:
    """The numbers of the months by their folded names and short names, without a point."""
    return {
        folded(name).rstrip("."): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= _CENTURY else 2000)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date if EARLIEST <= date <= LATEST else None


def _follows(days: list[tuple[int, int, int]]) -> bool:
    """Whether the days go one way through the file, as those of a statement do."""
    return days == sorted(days) or days == sorted(days, reverse=True)


def _dressed(text: str) -> re.Match[str] | None:
    plain = text.translate(_ALIKE).strip()
    return _DRESSED.fullmatch(plain) if 0 < len(plain) <= _LONGEST else None
