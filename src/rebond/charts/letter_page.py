"""A letter as pages: sender and recipient where a window envelope shows them, date, subject and text.

The recipient stands where French envelopes of the format DL have their window, at the right, on a sheet folded in three
(NF Z 11-001); nothing else stands there. Lengths are in points unless they are said to be in millimetres.
"""

from collections.abc import Iterator
from io import BytesIO

import matplotlib
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from rebond.charts.measure import ASCENT, broken
from rebond.charts.page_view import Paper, usual_paper
from rebond.charts.picture_files import metadata
from rebond.charts.sheet import POINTS, Sheet, whole
from rebond.charts.style import PAPER
from rebond.letters.postal import LetterView

_MM = POINTS / 25.4
#: Width and height in millimetres.
_SIZES = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
_SIDE, _TOP, _BOTTOM = 22.0 * _MM, 18.0 * _MM, 20.0 * _MM
#: The width of the sender's block.
_SENDER = 74.0 * _MM
#: The window: its left edge, its top and bottom from the top of the paper, and its width.
_WINDOW_LEFT, _WINDOW_TOP, _WINDOW_BOTTOM, _WINDOW = 105.0 * _MM, 48.0 * _MM, 79.0 * _MM, 88.0 * _MM
#: Where the date stands, from the top of the paper: below the first fold's window.
_DATE = 92.0 * _MM
_SIZE, _SMALL, _LEAST = 10.0, 8.5, 6.0
_LEADING = 1.38
#: The space of an empty line, as a share of a whole one.
_EMPTY = 0.6
#: Up to so many short paragraphs close a letter: its formula, the signature and the head of the history.
_CLOSING, _SHORT = 4, 2
#: A longer paragraph than this may be parted before its last lines, which stay with what closes the letter.
_WHOLE = 4


def letter_pdf(view: LetterView, paper: Paper | None = None) -> bytes:
    """Return the letter as a PDF file of one page or more, whose text can be selected and searched."""
    stream = BytesIO()
    figures = [*pages(view, paper or usual_paper(view.language))]
    with (
        matplotlib.rc_context({"pdf.fonttype": 42}),
        PdfPages(stream, metadata=metadata(".pdf", view.subject, view.day)) as file,
    ):
        for figure in figures:
            file.savefig(figure, facecolor=PAPER.ground)
    return stream.getvalue()


def pages(view: LetterView, paper: Paper) -> Iterator[Figure]:
    """Yield the pages of a letter; each but a single one has its number at its foot."""
    wide, high = (side * _MM for side in _SIZES[paper])
    room = wide - 2 * _SIDE
    lines = [*_lines(view.text, room)]
    subject = [*broken(view.subject, room, _SIZE, bold=True)]
    above = 2 + (1.6 if view.how else 0) + len(subject) + 1.2
    first, after = high - _DATE - above * _LEADING * _SIZE, high - _TOP
    parts = [*_parted(lines, first - _BOTTOM, after - _BOTTOM)]
    for number, part in enumerate(parts, 1):
        figure = Figure(figsize=(wide / POINTS, high / POINTS), dpi=POINTS, facecolor=PAPER.ground)
        sheet = Sheet(figure, whole(figure))
        if number == 1:
            _head(sheet, view, subject, wide, high)
        top = first if number == 1 else after
        for line in part:
            sheet.text(_SIDE + _indent(line), top - ASCENT * _SIZE, line, _SIZE, PAPER.ink)
            top -= _height(line)
        if len(parts) > 1:
            sheet.text(wide - _SIDE, _BOTTOM / 2, f"{number}/{len(parts)}", _SMALL, PAPER.soft, align="right")
        yield figure


def _head(sheet: Sheet, view: LetterView, subject: list[str], wide: float, high: float) -> None:
    """Draw both blocks, the date, how the letter is sent, and its subject."""
    top = high - _TOP
    for place, (size, text, leading) in enumerate(_block(view.sender, _SENDER, _WINDOW_TOP - _TOP)):
        sheet.text(_SIDE, top - ASCENT * size, text, size, PAPER.ink, bold=place == 0)
        top -= leading
    top = high - _WINDOW_TOP
    for size, text, leading in _block(view.recipient, _WINDOW, _WINDOW_BOTTOM - _WINDOW_TOP):
        sheet.text(_WINDOW_LEFT, top - ASCENT * size, text, size, PAPER.ink)
        top -= leading
    top = high - _DATE
    sheet.text(wide - _SIDE, top, view.language.day(view.day), _SIZE, PAPER.ink, align="right")
    top -= 2 * _LEADING * _SIZE
    if view.how:
        sheet.text(_SIDE, top, view.how, _SIZE, PAPER.ink)
        top -= 1.6 * _LEADING * _SIZE
    for text in subject:
        sheet.text(_SIDE, top, text, _SIZE, PAPER.ink, bold=True)
        top -= _LEADING * _SIZE


def _block(lines: tuple[str, ...], room: float, height: float) -> list[tuple[float, str, float]]:
    """Return the lines of an address with their size and leading: smaller where they are many, never cut."""
    size = _SIZE
    while True:
        parts = [part for line in lines for part in broken(line, room, size)]
        if len(parts) * 1.3 * size <= height or size <= _LEAST:
            return [(size, part, min(1.3 * size, height / max(1, len(parts)))) for part in parts]
        size -= 0.5


def _lines(text: str, room: float) -> Iterator[str]:
    """Yield the lines of a text, wrapped; the spaces that begin a line are kept for all of its parts."""
    for line in text.splitlines():
        indent = line[: len(line) - len(line.lstrip(" "))]
        yield from (f"{indent}{part}" for part in broken(line, room - _indent(line), _SIZE))


def _indent(line: str) -> float:
    return (len(line) - len(line.lstrip(" "))) * 0.32 * _SIZE


def _height(line: str) -> float:
    return _LEADING * _SIZE * (1 if line.strip() else _EMPTY)


def _parted(lines: list[str], first: float, after: float) -> Iterator[list[str]]:
    """Yield the lines of each page, which has room for the height `first`, or `after` from the second on.

    What closes the letter never stands alone on a page: the last lines before it go with it.
    """
    page: list[str] = []
    room = first
    ending = _ending(lines)
    last = sum(map(_height, lines[ending:]))
    for at, line in enumerate(lines):
        needed = last if at == ending and last <= after else _height(line)
        if room < needed and page:
            yield page
            page, room = [], after
        if page or line.strip():
            page.append(line)
            room -= _height(line)
    yield page


def _ending(lines: list[str]) -> int:
    """Return the place of the first of the last lines that stay together on a page."""
    at = len(lines)
    for _paragraph in range(_CLOSING + 1):
        while at and not lines[at - 1].strip():
            at -= 1
        start = at
        while start and lines[start - 1].strip():
            start -= 1
        if at - start > _SHORT:
            return start if at - start <= _WHOLE else at - _SHORT
        at = start
    return at
