"""The preparation of a talk on one page: what is said, the objections with their answers, and the facts behind it.

What it holds is set smaller until it fits; where even the smallest size leaves no room, the longest texts are cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.figure import Figure

from rebond.charts.measure import ASCENT, LEADING, fit, wrap
from rebond.charts.page_view import SIZES, Paper, usual_paper
from rebond.charts.sheet import POINTS, Box, Sheet, whole
from rebond.charts.style import PAPER
from rebond.letters.talk_sheet import TalkSheet

_MARGIN, _FOOT = 42.0, 18.0
_TITLE = 17.0
#: The sizes that are tried, and the most lines of a text at each.
_SIZES = ((10.5, 99), (10.0, 99), (9.5, 99), (9.0, 99), (8.5, 99), (8.0, 30), (7.5, 14), (7.0, 8), (7.0, 4), (7.0, 2))
#: Characters of a text that are laid out at most: a page holds no more.
_LONGEST = 3_000
_BOX = 7.0
#: The mean width of a letter as a share of its size, in a narrow text.
_NARROW = 0.4


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to draw: its text, size and look; `indent` and `before`, the space above it, are in points."""

    text: str
    size: float
    bold: bool = False
    soft: bool = False
    indent: float = 0.0
    before: float = 0.0
    check: bool | None = None

    @property
    def height(self) -> float:
        return self.before + LEADING * self.size


def talk_page(view: TalkSheet, paper: Paper | None = None) -> Figure:
    """Return the preparation as a figure of the paper's size, by default the usual one of the language."""
    figure = Figure(figsize=SIZES[paper or usual_paper(view.language)], dpi=POINTS, facecolor=PAPER.ground)
    size = whole(figure)
    sheet = Sheet(figure, Box(_MARGIN, _MARGIN, size.width - 2 * _MARGIN, size.height - 2 * _MARGIN))
    room = sheet.height - _FOOT
    lines: list[_Line] = []
    for letters, most in _SIZES:
        if (letters, most) != _SIZES[-1] and _least_height(view, sheet.width, letters, most) > room:
            continue  # to wrap every word at each size takes seconds
        lines = [*_lines(view, sheet.width, letters, most)]
        if sum(line.height for line in lines) <= room:
            break
    top = sheet.height
    for line in lines:
        top -= line.height
        if top < _FOOT:
            break
        _draw(sheet, line, top)
    _foot(sheet, view)
    return figure


def _least_height(view: TalkSheet, width: float, size: float, most: int) -> float:
    """Return a height that the texts take at least, from the number of their letters."""
    texts = [text for _title, text in view.parts] + [text for both in view.objections for text in both]
    lines = 0
    for text in (*texts, *view.facts):
        parts = [part for part in text[:_LONGEST].splitlines() if part]
        lines += min(most, sum(max(1, int(len(part) * _NARROW * size / width)) for part in parts))
    return lines * LEADING * (size - 1)


def _lines(view: TalkSheet, width: float, size: float, most: int) -> Iterator[_Line]:
    language, small = view.language, size - 1
    yield _Line(fit(view.title, width, _TITLE, bold=True), _TITLE, bold=True)
    for text in view.above:
        yield from _text(text, width, size, most, soft=True)
    for title, text in view.parts:
        yield _Line(fit(title, width, size, bold=True), size, bold=True, before=0.6 * size)
        yield from _text(text, width, size, most)
    if view.objections:
        heading = language.gettext("Objections, and your answers")
        yield _Line(heading, size, bold=True, before=0.6 * size)
        for objection, answer in view.objections:
            yield from _text(objection, width, size, most, soft=True)
            yield from _text(answer, width, size, most, indent=1.4 * size)
    if view.checks:
        yield _Line(language.gettext("Before you go in"), size, bold=True, before=0.6 * size)
        for text, done in view.checks:
            yield _Line(fit(text, width - 2 * size, size), size, indent=1.6 * size, check=done)
    if view.facts:
        yield _Line(language.gettext("What the journal knows"), size, bold=True, before=0.6 * size)
        for fact in view.facts:
            yield from _text(f"– {fact}", width, small, most, soft=True)


def _text(
    text: str, width: float, size: float, most: int, *, soft: bool = False, indent: float = 0.0
) -> Iterator[_Line]:
    """Yield the lines of a text, at most so many, the last of them cut where there are more."""
    room = width - indent
    # More letters than these do not stand on so many lines, however narrow they are.
    shown = text[: min(_LONGEST, (most + 1) * 300)]
    found = [line for part in shown.splitlines() for line in wrap(part, room, size)]
    if len(found) > most:
        found = [*found[: most - 1], fit(f"{found[most - 1]} …", room, size)]
    for line in found:
        yield _Line(line, size, soft=soft, indent=indent)


def _draw(sheet: Sheet, line: _Line, bottom: float) -> None:
    baseline = bottom + (LEADING - ASCENT) * line.size
    ink = PAPER.soft if line.soft else PAPER.ink
    sheet.text(line.indent, baseline, line.text, line.size, ink, bold=line.bold)
    if line.check is not None:
        box = Box(1.0, baseline - 0.5, _BOX, _BOX)
        edges = ((box.x, box.right, box.right, box.x, box.x), (box.y, box.y, box.top, box.top, box.y))
        sheet.line(*edges, PAPER.ink, 0.7)
        if line.check:
            sheet.line((box.x + 1.2, box.x + 3, box.right - 1), (box.y + 3.5, box.y + 1.5, box.top - 1), PAPER.ink, 1.2)


def _foot(sheet: Sheet, view: TalkSheet) -> None:
    if view.head:
        text = view.language.gettext("Head of the history: {head}").format(head=view.head)
        sheet.text(sheet.width, -_MARGIN / 3, text, 7.0, PAPER.soft, align="right")
