"""The line of a letter that states the head of the history, and the heads found again in a mail that came back.

The head is that of the last change before the letter is noted as sent. It cannot be a later one: noting the letter is
a change itself, whose hash covers the letter's text, and no text can hold a hash made from it.
"""

import re
from datetime import date
from itertools import pairwise

from babel.dates import get_month_names

from rebond.domain.value_classes import dataclass
from rebond.language import LANGUAGES, Language

#: What a mail program may put into a head: spaces, the end of a line, and the signs of a quoted one.
_BETWEEN = r"[\s\u00a0\u202f\u2066-\u2069>|]*"
_HEAD = re.compile(rf"(?<!\w)[0-9a-f]{{4}}(?:{_BETWEEN}[0-9a-f]{{4}}){{3,15}}(?!\w)", re.IGNORECASE)
#: How far before a head its date is looked for, in characters.
_NEAR = 160
_BY_NUMBERS = re.compile(r"(?<!\d)(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))(?!\d)")
_WORD = r"[^\W\d_]+\.?"
_BY_NAME = re.compile(
    rf"(?<!\d)(?:(\d{{1,2}})(?:er|st|nd|rd|th)?\s+({_WORD})|({_WORD})\s+(\d{{1,2}})(?:st|nd|rd|th)?,)\s+(\d{{4}})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class StatedHead:
    """A head that a text states, by its digits without spaces, and the day beside it; None where there is none."""

    digits: str
    day: date | None


def head_line(language: Language, head: str, day: date) -> str:
    """Return the line that states a head, given in groups of digits, in the language of the letter."""
    return language.gettext("State of my records on {date}: {head}").format(date=language.day(day), head=head)


def with_line(text: str, line: str) -> str:
    """Return a letter's text that ends with the line."""
    return f"{text.rstrip()}\n\n{line}"


def heads_in(text: str) -> tuple[StatedHead, ...]:
    """Return the heads that a text states, in their order and each once; those made of digits alone come last.

    A telephone or account number may look like a head: whoever asks compares with the history.
    """
    found: dict[str, date | None] = {}
    matches = [*_HEAD.finditer(text)]
    for before, match in pairwise((None, *matches)):
        if match is None:
            continue
        digits = re.sub(r"[^0-9a-f]", "", match[0].lower())
        near = text[max(before.end() if before else 0, match.start() - _NEAR) : match.start()]
        after = text[match.end() : match.end() + _NEAR // 2].partition("\n")[0]
        found.setdefault(digits, _last_day(near) or _last_day(after))
    stated = [StatedHead(digits, day) for digits, day in found.items()]
    return tuple(sorted(stated, key=lambda head: head.digits.isdecimal()))


def _last_day(text: str) -> date | None:
    """Return the last day that a text names, in either language."""
    # A quoted mail breaks a date in two lines, the second of which begins with a sign of its own.
    plain = re.sub(r"[\s\u00a0\u202f\u2066-\u2069>|]+", " ", text)
    days = {}
    for match in _BY_NUMBERS.finditer(plain):
        year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        days[match.start()] = _day(int(year), int(month), int(day))
    for match in _BY_NAME.finditer(plain):
        number = _months().get((match[2] or match[3]).casefold().rstrip("."))
        days[match.start()] = _day(int(match[5]), number or 0, int(match[1] or match[4]))
    return next((days[place] for place in sorted(days, reverse=True) if days[place]), None)


def _months() -> dict[str, int]:
    return {
        name.casefold().rstrip("."): number
        for code in LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=code).items()
    }


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
