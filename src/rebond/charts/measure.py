"""Measuring, shortening and wrapping of text without a renderer; lengths in points."""

import re
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
#: The most by which hinted text on a screen is wider than the font's outlines, as a factor.
_HINTED = 1.045
#: The extent of letters above and below the baseline, as shares of the text size.
ASCENT, DESCENT = 0.95, 0.25
#: The distance between baselines, as a share of the text size.
LEADING = 1.4
#: Letters of Hebrew, Arabic and the other scripts written from right to left, and what is written with them.
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
#: A name in such a script, with the ellipsis that ends it where it was cut.
_RUN = re.compile(rf"({_RIGHT_TO_LEFT}(?:[\W_]*{_RIGHT_TO_LEFT})*…?)")
_BREAKS = re.compile(r"[ \t\r\n\v\f]+")


@lru_cache(maxsize=64)
def font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    return frozenset(get_font(findfont(font(9))).get_charmap())


def readable(text: str) -> str:
    """Return the text on one line, with a square for each character that the font lacks."""
    known = _letters()
    # No-break spaces, narrow or not, are kept.
    line = _BREAKS.sub(" ", text).strip()
    return "".join(letter if ord(letter) in known else "\N{WHITE SQUARE}" for letter in line)


def pieces(text: str) -> list[str]:
    """Return the parts of a line to draw side by side, from left to right, each in the order of its own script.

    A line that begins with a name in Hebrew would otherwise run from right to left as a whole, and a number after the
    name would stand before it.
    """
    return [piece for piece in _RUN.split(text) if piece]


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text, at least that of any renderer."""
    return drawn_width(readable(text), size, bold=bold) * _HINTED


def drawn_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the font's outlines of one line of text."""
    if not text:
        return 0.0
    return float(text_to_path.get_text_width_height_descent(text, font(size, bold=bold), False)[0])


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the text on one line, cut with an ellipsis if it is wider than `room`."""
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
    """Return the lines of the text wrapped at `room`; a word wider than that is cut with an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(fit(word, room, size, bold=bold))
    return lines
