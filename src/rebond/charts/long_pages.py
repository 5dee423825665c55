"""Documents of many pages: lines of text broken and put on pages, which are drawn quickly.

Matplotlib draws the words, as on every other page of the program: with its fonts, with names from right to left,
without Qt. What is drawn is then put together to lines and pages, which takes a hundredth of the time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from matplotlib.colors import to_rgb
from pypdf import PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject

from rebond.charts.drawn_words import Piece, Word, drawn, words_of
from rebond.charts.measure import ASCENT, broken, drawn_width, pieces, readable
from rebond.charts.style import PAPER
from rebond.domain.value_classes import dataclass
from rebond.progress import Progress, part, unheard

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
        for place, piece in enumerate(parts):
            last = place == len(parts) - 1
            above = look.above if place == 0 else 0.0
            # The first two lines of a text stay together, and so do its last two.
            along = look.along if last else place in (0, len(parts) - 2)
            self._lines.append(FlowLine(piece, look, above, along, mark if place == 0 else ""))

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


def pdf_of(
    pages: Sequence[Sequence[PlacedText]], size: tuple[float, float], metadata: dict[str, Any],
    progress: Progress = unheard,
) -> PdfWriter:  # fmt: skip
    """Return these pages as a PDF file to be written; `size` is that of the paper in points."""
    lines = {(text.text, text.look.bold) for texts in pages for text in texts}
    words = sorted({(word, bold) for line, bold in lines for word in words_of(line)})
    writer, shown = drawn(words, metadata, part(progress, 0, 1, 2))
    drawn_on = len(writer.pages)
    fonts = writer.pages[0]["/Resources"]["/Font"].indirect_reference  # type: ignore[index]
    for at, texts in enumerate(pages):
        part(progress, 1, 2, 2)(at, len(pages))
        page = writer.add_blank_page(*size)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = ContentStream(None, writer)
        content.set_data(b"\n".join(_content(text, shown) for text in texts))
        page.replace_contents(content.flate_encode())
    for _page in range(drawn_on):
        writer.remove_page(0)
    return writer


def _content(placed_text: PlacedText, shown: Mapping[Word, Sequence[Piece]]) -> bytes:
    """Return a line as it stands in the content of a page."""
    look, bold = placed_text.look, placed_text.look.bold
    x = placed_text.x
    if placed_text.right:
        x -= sum(drawn_width(piece, look.size, bold=bold) for piece in pieces(readable(placed_text.text)))
    color = b" ".join(b"%.3f" % share for share in to_rgb(look.color))
    parts = [b"BT %s rg 1 0 0 1 %.2f %.2f Tm" % (color, x, placed_text.y)]
    letters = (piece for word in words_of(placed_text.text) for piece in shown[word, bold])
    for (name, rise), group in groupby(letters, key=lambda piece: (piece.font, piece.rise)):
        array = b"".join(piece.shown for piece in group)
        parts.append(b"%s %g Tf %.2f Ts [%s] TJ" % (name.encode(), look.size, rise * look.size, array))
    return b" ".join((*parts, b"ET"))
