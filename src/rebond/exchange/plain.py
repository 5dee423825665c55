"""Parsing of texts and amounts in foreign files."""

import re
import unicodedata
from decimal import Decimal

from rebond.domain.cents import cents_of
from rebond.domain.direction import upright
from rebond.domain.rules import LONGEST_NAME, LONGEST_TEXT

#: The longest label of a movement, in characters; banks allow 140 to 500.
LONGEST_LABEL = 500
#: The longest quotation of a bad value in a problem, in characters.
_LONGEST_QUOTE = 40

_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,20}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20})")
_BYTE_ORDER_MARK = "\ufeff"


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    """Return the text on one line of at most `longest` characters.

    A run of spaces and invisible characters becomes one space; signs of direction are left out. Accented letters are
    composed (NFC), as they are typed, so that comparing and searching find them.
    """
    # Only twice the length is processed: enough for a real label with its indentation, and quick for a huge text.
    start = upright(text.strip()[: 2 * longest])
    # Asking of the whole text first spares most labels the asking of each letter.
    shown = start if start.isprintable() else (" " if _hidden(c) else c for c in start)
    return unicodedata.normalize("NFC", " ".join("".join(shown).split()))[:longest].rstrip()


def lines(text: str) -> str:
    """Return a text of several lines for a note, each cleaned by `one_line`."""
    return "\n".join(one_line(line, LONGEST_TEXT) for line in text.splitlines()).strip()[:LONGEST_TEXT].rstrip()


def quoted(text: str) -> str:
    """Return the beginning of a bad value, to quote in a problem."""
    shown = one_line(text)
    return shown if len(shown) <= _LONGEST_QUOTE else f"{shown[: _LONGEST_QUOTE - 1]}…"


def amount(text: str) -> int | None:
    """Parse digits with an optional point or comma to cents; None when invalid or not in whole cents."""
    plain = text.strip()
    if not _AMOUNT.fullmatch(plain):
        return None
    return cents_of(Decimal(plain.replace(",", ".")))


def _hidden(character: str) -> bool:
    """Whether a character is a control, a lone surrogate or a byte order mark."""
    return unicodedata.category(character) in {"Cc", "Cs"} or character == _BYTE_ORDER_MARK
