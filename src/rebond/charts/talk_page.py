"""The preparation of a talk on one page: what is said, the facts behind it, the checklist, and the objections.

What it holds is set smaller until it fits, down to the least size that is read with ease. Where even that leaves no
room, the objections are shortened and then left out, and last the longest texts and the facts; the page says how many
are missing.
"""

from collections.abc import Iterable, Iterator

from matplotlib.figure import Figure

from rebond.charts.measure import ASCENT, LEADING, fit, wrap
from rebond.charts.page_view import SIZES, Paper, usual_paper
from rebond.charts.sheet import POINTS, Box, Sheet, whole
from rebond.charts.style import PAPER
from rebond.domain.value_classes import dataclass
from rebond.letters.talk_sheet import TalkSheet

_MARGIN, _FOOT = 42.0, 18.0
_TITLE = 17.0
#: The sizes that are tried, the least size of a fact among them.
_SIZES, _LEAST = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0), 8.0
#: At the least size, the most lines of a part and of a fact, and those of an objection or its answer.
_CUTS, _SHORTER = ((99, 99), (30, 4), (14, 3), (8, 2), (4, 2), (2, 1), (1, 1)), (4, 3, 2, 1)
_WHOLE = 99
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
    lines = _fitted(view, sheet.width, sheet.height - _FOOT)
    top = sheet.height
    for line in lines:
        top -= line.height
        _draw(sheet, line, top)
    _foot(sheet, view)
    return figure


def _fitted(view: TalkSheet, width: float, room: float) -> list[_Line]:
    """Return the lines of the page, as large as its room allows."""
    for size in _SIZES:
        if _least_height(view, width, size) > room:
            continue  # to wrap every word at each size takes seconds
        lines = [*_fixed(view, width, size, _WHOLE), *_facts(view, width, size, _WHOLE), *_checks(view, width, size)]
        lines += _objections(view, width, size, _WHOLE)
        if _height(lines) <= room:
            return lines
    return _cut(view, width, room)


def _cut(view: TalkSheet, width: float, room: float) -> list[_Line]:
    """Return the lines at the least size, with as much as the room holds and how much of the rest there is."""
    checks = [*_checks(view, width, _LEAST)]
    least = _height(_objections(view, width, _LEAST, 1, 0)) if view.objections else 0.0
    for part, fact in _CUTS:
        if part == _WHOLE and _least_height(view, width, _LEAST, objections=False) > room:
            continue
        above = [*_fixed(view, width, _LEAST, part)]
        facts = [*_facts(view, width, _LEAST, fact)]
        left = room - _height((*above, *facts, *checks))
        if left >= least:
            return [*above, *facts, *checks, *_as_many(view, width, left)]
    left = room - _height((*above, *checks)) - least
    shown = max(
        (count for count in range(len(view.facts)) if _height(_facts(view, width, _LEAST, 1, count)) <= left), default=0
    )
    return [*above, *_facts(view, width, _LEAST, 1, shown), *checks, *_objections(view, width, _LEAST, 1, 0)]


def _as_many(view: TalkSheet, width: float, room: float) -> list[_Line]:
    """Return as many objections as the room holds, each as long as that allows."""
    most = min(len(view.objections), int(room / (2 * LEADING * _LEAST)))
    found: list[_Line] = []
    for count in range(most, -1, -1):
        for lines in _SHORTER:
            found = [*_objections(view, width, _LEAST, lines, count)]
            if _height(found) <= room:
                return found
    return found


def _height(lines: Iterable[_Line]) -> float:
    return sum(line.height for line in lines)


def _least_height(view: TalkSheet, width: float, size: float, *, objections: bool = True) -> float:
    """Return a height that the texts take at least, from the number of their letters."""
    texts = [text for _title, text in view.parts]
    if objections:
        texts += [text for both in view.objections for text in both]
    lines = 0
    for text in (*texts, *view.facts):
        parts = [part for part in text[:_LONGEST].splitlines() if part]
        lines += sum(max(1, int(len(part) * _NARROW * size / width)) for part in parts)
    return lines * LEADING * max(size - 1, _LEAST)


def _fixed(view: TalkSheet, width: float, size: float, most: int) -> Iterator[_Line]:
    yield _Line(fit(view.title, width, _TITLE, bold=True), _TITLE, bold=True)
    for text in view.above:
        yield from _text(text, width, size, min(most, 2), soft=True)
    for title, text in view.parts:
        yield _Line(fit(title, width, size, bold=True), size, bold=True, before=0.6 * size)
        yield from _text(text, width, size, most)


def _facts(view: TalkSheet, width: float, size: float, most: int, count: int | None = None) -> Iterator[_Line]:
    """Yield the first facts, all for None, and how many more there are."""
    if not view.facts:
        return
    small = max(size - 1, _LEAST)
    yield _Line(view.language.gettext("What the journal knows"), size, bold=True, before=0.6 * size)
    for fact in view.facts[:count]:
        yield from _text(f"– {fact}", width, small, most, soft=True)
    if count is not None and (more := len(view.facts) - count):
        text = view.language.ngettext("… and {count} more fact", "… and {count} more facts", more)
        yield _Line(text.format(count=more), small, soft=True)


def _checks(view: TalkSheet, width: float, size: float) -> Iterator[_Line]:
    if view.checks:
        yield _Line(view.language.gettext("Before you go in"), size, bold=True, before=0.6 * size)
        for text, done in view.checks:
            yield _Line(fit(text, width - 2 * size, size), size, indent=1.6 * size, check=done)


def _objections(view: TalkSheet, width: float, size: float, most: int, count: int | None = None) -> Iterator[_Line]:
    """Yield the first objections with their answers, all for None, and how many more there are."""
    if not view.objections:
        return
    yield _Line(view.language.gettext("Objections, and your answers"), size, bold=True, before=0.6 * size)
    for objection, answer in view.objections[:count]:
        yield from _text(objection, width, size, most, soft=True)
        yield from _text(answer, width, size, most, indent=1.4 * size)
    if count is not None and (more := len(view.objections) - count):
        text = view.language.ngettext("… and {count} more objection", "… and {count} more objections", more)
        yield _Line(text.format(count=more), size, soft=True)


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
        sheet.text(sheet.width, -_MARGIN / 3, text, _LEAST, PAPER.soft, align="right")
