"""Words, dates and amounts that other programs wrote, as plain values."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from rebond.domain.cents import cents_of
from rebond.domain.rules import EARLIEST, LATEST, LONGEST_NAME, LONGEST_TEXT

#: What the label of a movement keeps, in characters; banks allow 140 to 500.
LONGEST_LABEL = 500
#: What a problem quotes of a value that could not be read.
_LONGEST_QUOTE = 40

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*|Z|[+-][0-9]{2}:[0-9]{2})?")
_PACKED_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{2,6}(?:[.,][0-9]*)?)?(?:\s*\[[^\]]*\])?")
_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,20}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20})")
#: Marks that reverse the direction of what follows, so that a label could pretend to be another.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """The text on one line: runs of spaces and of characters that do not show become one space.

    Letters and their accents are one character, as they are typed, so that a search and a comparison find them.
    """
    # Twice the room is looked at: enough for a real label with its indentation, and a huge text costs nothing.
    shown = (" " if _hidden(c) else c for c in text.strip()[: 2 * longest])
    return unicodedata.normalize("NFC", " ".join("".join(shown).split()))[:longest].rstrip()


def lines(text: str) -> str:
    """The text with its line ends, as a note keeps it."""
    return "\n".join(one_line(line, LONGEST_TEXT) for line in text.splitlines()).strip()[:LONGEST_TEXT].rstrip()


def quoted(text: str) -> str:
    """The beginning of a value that could not be read, for the sentence that says so."""
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST_QUOTE else f"{shown[: _LONGEST_QUOTE - 1]}…"


def iso_date(text: str) -> dt.date | None:
    """The day of an XML date, or date and time, as its writer's calendar shows it; None for one no journal holds."""
    return _date(_ISO_DATE.fullmatch(text.strip()))


def packed_date(text: str) -> dt.date | None:
    """The day of an OFX date and time (`20130525225731.258[-5:EST]`), as its writer's calendar shows it."""
    return _date(_PACKED_DATE.fullmatch(text.strip()))


def amount(text: str) -> int | None:
    """Cents of an amount in plain digits with a point or a comma; None when unclear or not whole cents."""
    plain = text.strip()
    if not _AMOUNT.fullmatch(plain):
        return None
    return cents_of(Decimal(plain.replace(",", ".")))


def _date(match: re.Match[str] | None) -> dt.date | None:
    if match is None:
        return None
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _hidden(character: str) -> bool:
    """Controls, lone surrogates, and the marks above."""
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _TURNING
