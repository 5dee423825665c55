"""Words that matplotlib draws once, to be shown on any page of a PDF file at any size.

Laying a line out letter by letter takes matplotlib some milliseconds, and a dossier of ten years has tens of thousands
of lines, of the same words. So each word is drawn once, on pages that are not kept: with its fonts embedded, its
letters kerned and, from right to left, joined. What stands there is text in thousandths of its size, and is copied.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from pypdf import PdfWriter
from pypdf.generic import ContentStream

from rebond.charts.measure import font, is_from_the_right, pieces, readable
from rebond.domain.value_classes import dataclass
from rebond.progress import Progress

#: The size in points at which words are drawn; any would do.
_SIZE = 10.0
#: The words on a page, between two reports of progress: some hundredths of a second.
_BATCH = 200
_PARTS = re.compile(r" +|[^ ]+")
#: A word and whether it is bold.
Word = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one font: its name in the file, their rise as a share of the size, and what PDF's TJ shows."""

    font: str
    rise: float
    shown: bytes


def words_of(line: str) -> Iterator[str]:
    """Yield the parts of a line that are drawn by themselves, spaces too: words, and names from right to left."""
    for piece in pieces(readable(line)):
        if is_from_the_right(piece):
            yield piece
        else:
            yield from _PARTS.findall(piece)


def drawn(
    words: Sequence[Word], metadata: Mapping[str, Any], progress: Progress
) -> tuple[PdfWriter, dict[Word, list[Piece]]]:
    """Return a file whose pages have the fonts of these words and are to be removed, and what shows each word."""
    stream = BytesIO()
    batches = [words[at : at + _BATCH] for at in range(0, len(words), _BATCH)] or [()]
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(stream, metadata=dict(metadata)) as file:
        for at, batch in enumerate(batches):
            progress(at, 2 * len(batches))
            figure = Figure(figsize=(1, 1))
            figure.add_artist(_Words(batch))
            file.savefig(figure)
    writer = PdfWriter(clone_from=stream)
    found: dict[Word, list[Piece]] = {}
    for at, (batch, page) in enumerate(zip(batches, writer.pages, strict=True)):
        progress(len(batches) + at, 2 * len(batches))
        found |= zip(batch, _shown(ContentStream(page["/Contents"], writer)), strict=True)
    return writer, found


class _Words(Artist):
    """The words, each drawn by itself."""

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__()
        self._words = words

    def draw(self, renderer: Any) -> None:
        gc = renderer.new_gc()
        for text, bold in self._words:
            renderer.draw_text(gc, 0, 0, text, font(_SIZE, bold=bold), 0)
        gc.restore()


def _shown(content: ContentStream) -> Iterator[list[Piece]]:
    """Yield the pieces of each text of a page."""
    found: list[Piece] = []
    name, rise = "", 0.0
    for operands, operator in content.operations:
        if operator == b"BT":
            found, name, rise = [], "", 0.0
        elif operator == b"Tf":
            name = str(operands[0])
        elif operator == b"Ts":
            rise = float(operands[0]) / _SIZE
        elif operator in (b"TJ", b"Tj"):
            found.append(Piece(name, rise, b"".join(_bytes(operands[0] if operator == b"TJ" else operands))))
        elif operator == b"ET":
            yield found


def _bytes(shown: Any) -> Iterator[bytes]:
    for one in shown:
        if hasattr(one, "original_bytes"):
            yield b"<%s>" % one.original_bytes.hex().encode()
        else:
            yield b"%.6g" % float(one)
