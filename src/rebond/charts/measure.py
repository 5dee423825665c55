"""Measuring, shortening and wrapping of text without a renderer; lengths in points."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

from rebond.domain.direction import upright

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
    """Return the letters that both weights have: a name is drawn in either."""
    plain, bold = (get_font(findfont(font(9, bold=bold))).get_charmap() for bold in (False, True))
    return frozenset(plain.keys() & bold.keys())


def readable(text: str) -> str:
    """Return the text on one line, with a square for each character that the font lacks."""
    known = _letters()
    # No-break spaces, narrow or not, are kept.
    line = upright(_BREAKS.sub(" ", text)).strip()  # `pieces` keeps a name in another script by itself
    return "".join(letter if ord(letter) in known else "\N{WHITE SQUARE}" for letter in line)


def pieces(text: str) -> list[str]:
    """Return the parts of a line to draw side by side, from left to right, each in the order of its own script.

    A line that begins with a name in Hebrew would otherwise run from right to left as a whole, and a number after the
    name would stand before it.
    """
    return [piece for piece in _RUN.split(text) if piece]


def is_from_the_right(piece: str) -> bool:
    """Whether a part of a line, as :func:`pieces` returns them, is written from right to left."""
    return _RUN.fullmatch(piece) is not None


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text, at least that of any renderer."""
    return drawn_width(readable(text), size, bold=bold) * _HINTED


def drawn_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the font's outlines of one line of text."""
    if not text:
        return 0.0
    return float(text_to_path.get_text_width_height_descent(text, font(size, bold=bold), False)[0])


def drawn_widths(text: str, size: float, *, bold: bool = False) -> list[float]:
    """Return the width of the font's outlines of each beginning of one line of text, the first letter's first.

    It is added up from pairs of letters, since a long text measured at each of its places would take minutes. Arabic,
    whose letters join, may be wider by a third of a point in a line.
    """
    return [*accumulate(_added(*pair, bold=bold) * size for pair in pairwise(("", *text)))]


@lru_cache(maxsize=4096)
def _added(before: str, letter: str, *, bold: bool) -> float:
    """Return by how much a letter widens a line that ends in `before`, at size 1."""
    return drawn_width(before + letter, 1, bold=bold) - drawn_width(before, 1, bold=bold)


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


def broken(text: str, room: float, size: float, *, bold: bool = False) -> Iterator[str]:
    """Yield the parts of a line that fit; a word wider than that is broken, since a letter leaves nothing out."""
    line = readable(text)
    ends = drawn_widths(line, size, bold=bold)
    start = 0
    while start < len(line):
        before = ends[start - 1] if start else 0.0
        end = max(start + 1, bisect_right(ends, before + room, lo=start))
        if end >= len(line):
            break
        # The space after the last word that fits may itself stand beyond the room.
        space = line.rfind(" ", start, end + 1)
        yield line[start : space if space > start else end]
        start = space + 1 if space > start else end
    yield line[start:]
