"""How wide words are, before anything is drawn and whatever it is drawn on; lengths in points."""

import re
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
#: Letters fitted to a screen's pixels run wider than the font's own outlines, by at most this.
_HINTED = 1.045
#: Where a line's letters reach, above and below the line they stand on, as shares of the text size.
ASCENT, DESCENT = 0.95, 0.25
#: From one line of text to the next, as a share of the text size.
LEADING = 1.4
_BREAKS = re.compile(r"[ \t\r\n\v\f]+")


@lru_cache(maxsize=64)
def font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    return frozenset(get_font(findfont(font(9))).get_charmap())


def readable(text: str) -> str:
    """The text on one line, a square in place of each letter that the font does not have."""
    known = _letters()
    # Spaces that do not break, narrow or not, stay what they are.
    line = _BREAKS.sub(" ", text).strip()
    return "".join(letter if ord(letter) in known else "\N{WHITE SQUARE}" for letter in line)


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text, never less than what any renderer makes of it."""
    if not text:
        return 0.0
    return float(text_to_path.get_text_width_height_descent(readable(text), font(size, bold=bold), False)[0]) * _HINTED


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text on one line, its end replaced by an ellipsis where it is wider than `room`."""
    text = readable(text)
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size, bold=bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text on as many lines as it needs; a single word wider than `room` is cut with an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(fit(word, room, size, bold=bold))
    return lines
