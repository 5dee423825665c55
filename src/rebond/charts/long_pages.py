"""Documents of many pages: lines of text broken and put on pages, which are drawn quickly.

Matplotlib draws the text, as on every other page of the program: with its fonts, with names from right to left, without
Qt. Its own artists take longer to prepare than to draw; the lines are therefore handed to its renderer as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from rebond.charts.measure import ASCENT, broken, drawn_width, font, pieces, readable
from rebond.charts.sheet import POINTS
from rebond.charts.style import PAPER
from rebond.progress import Progress, unheard

_LEADING = 1.36
#: The most lines that stay together, however they are marked: no page is left empty for them.
_MOST_ALONG = 12


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a line; lengths in points. `above` is the space before a text, `along`: it stays with the next."""

    size: float
    bold: bool = False
    color: str = PAPER.ink
    indent: float = 0.0
    above: float = 0.0
    along: bool = False


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line of text at its place on a page, from the bottom left corner; with `right` it ends there."""

    x: float
    y: float
    text: str
    look: Look
    right: bool = False


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line before it has a place; `along`: it stays on the page of the next one."""

    text: str
    look: Look
    above: float
    along: bool
    mark: str

    @property
    def height(self) -> float:
        return self.above + _LEADING * self.look.size


class TextFlow:
    """Lines that follow each other down the pages, with marks whose pages are asked for later."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._lines: list[FlowLine] = []

    def add(self, text: str, look: Look, mark: str = "", *, beside: float = 0.0) -> None:
        """Add a text, broken where its lines are full; `beside` is the room that is kept free at its right."""
        parts = [*broken(text, self._width - look.indent - beside, look.size, bold=look.bold)]
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            above = look.above if place == 0 else 0.0
            # The first two lines of a text stay together, and so do its last two.
            along = look.along if last else place in (0, len(parts) - 2)
            self._lines.append(FlowLine(part, look, above, along, mark if place == 0 else ""))

    def pages(self, height: float) -> Iterator[list[tuple[float, FlowLine]]]:
        """Yield the lines of each page, each with its depth below the top; `height` is the room of a page."""
        page: list[tuple[float, FlowLine]] = []
        depth, start = 0.0, 0
        while start < len(self._lines):
            end = start + 1
            while end < len(self._lines) and self._lines[end - 1].along and end - start < _MOST_ALONG:
                end += 1
            block = self._lines[start:end]
            if page and depth + sum(line.height for line in block) > height:
                yield page
                page, depth = [], 0.0
            for line in block:
                depth += line.height - (0.0 if page else line.above)
                page.append((depth, line))
            start = end
        if page:
            yield page


def placed(lines: Iterable[tuple[float, FlowLine]], left: float, top: float) -> Iterator[tuple[FlowLine, PlacedText]]:
    """Yield the lines of a page, each with its text at its place, below `top`."""
    for depth, line in lines:
        baseline = top - depth + (_LEADING - ASCENT) * line.look.size
        yield line, PlacedText(left + line.look.indent, baseline, line.text, line.look)


class _Texts(Artist):
    """The texts of a page."""

    def __init__(self, texts: Sequence[PlacedText]) -> None:
        super().__init__()
        self._texts = texts

    def draw(self, renderer: Any) -> None:
        for placed_text in self._texts:
            look = placed_text.look
            gc = renderer.new_gc()
            gc.set_foreground(look.color)
            how = font(look.size, bold=look.bold)
            text = readable(placed_text.text)
            parts = pieces(text)
            x = placed_text.x
            if placed_text.right:
                x -= sum(drawn_width(part, look.size, bold=look.bold) for part in parts)
            for part in parts:
                renderer.draw_text(gc, x, placed_text.y, part, how, 0)
                if len(parts) > 1:
                    x += drawn_width(part, look.size, bold=look.bold)
            gc.restore()


def pdf_of(
    pages: Sequence[Sequence[PlacedText]], size: tuple[float, float], metadata: dict[str, Any],
    progress: Progress = unheard,
) -> bytes:  # fmt: skip
    """Return these pages as a PDF file; `size` is that of the paper in points."""
    stream = BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(stream, metadata=metadata) as file:
        for at, texts in enumerate(pages):
            progress(at, len(pages))
            file.savefig(page_figure(texts, size), facecolor=PAPER.ground)
    return stream.getvalue()


def page_figure(texts: Sequence[PlacedText], size: tuple[float, float]) -> Figure:
    """Return a page as a figure."""
    figure = Figure(figsize=(size[0] / POINTS, size[1] / POINTS), dpi=POINTS, facecolor=PAPER.ground)
    figure.add_artist(_Texts(texts))
    return figure
