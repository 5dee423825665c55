"""A dossier as a PDF file: its pages with numbers, contents and the head on each, and files inside it.

Files inside need PDF 1.4 or later, and none of the forms for archives but PDF/A-3, of which Qt's writer has none: it
adds files to PDF 1.4, 1.6 and X-4, and would have the command line start Qt. Matplotlib therefore draws the pages, as
all others, and pypdf puts the files, the outline and the links of the contents in: one way for window and command line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from pypdf.annotations import Link
from pypdf.generic import Fit

from rebond.charts.long_pages import Look, PlacedText, TextFlow, pdf_of, placed
from rebond.charts.page_view import SIZES, Paper, usual_paper
from rebond.charts.picture_files import metadata
from rebond.charts.sheet import POINTS
from rebond.charts.style import PAPER
from rebond.domain.proof.dossier import Dossier, DossierPart, ToldRow
from rebond.language import Language
from rebond.progress import Progress, part, unheard

_SIDE, _TOP, _BOTTOM = 56.0, 56.0, 64.0
_TITLE = Look(20, bold=True, along=True)
_ABOUT = Look(10.5, color=PAPER.soft, above=3)
_CONTENTS = Look(13, bold=True, above=26, along=True)
_ENTRY = Look(10, above=5)
_HEADING = Look(14, bold=True, above=26, along=True)
_PARAGRAPH = Look(9.5, above=6)
_ROW = Look(10, bold=True, above=12, along=True)
_GONE = Look(9, bold=True, color=PAPER.leaving, indent=12, above=2)
_ENTERED = Look(8, color=PAPER.soft, indent=12, above=1)
_SAYS = Look(9, indent=12, above=1.5)
_SINCE = Look(8.5, color=PAPER.leaving, indent=12, above=2)
_COMPUTED = Look(8.5, color=PAPER.soft, indent=24, above=1.5)
_COMPUTED_HEAD = Look(8.5, color=PAPER.soft, indent=12, above=4)
_NOTE = Look(9, color=PAPER.soft, above=5)
_LINE = Look(9.5, above=4)
_FOOT = Look(6.5, color=PAPER.soft)
#: The bytes that a page has about, and those that are written between two reports of progress.
_PAGE_BYTES, _BETWEEN = 3_000, 2**16
#: The room that a page's number takes in the contents.
_NUMBER = 40.0
#: The mark of the section on what the dossier proves, and how that of a line of the contents begins.
_PROVES, _TO = "proves", "to "


def _titles(dossier: Dossier, language: Language) -> dict[str, str]:
    """Return the lines of the contents by the marks of what they name: a part with how many entries it has."""
    parts = {f"part {place}": _counted(language, one) for place, one in enumerate(dossier.parts)}
    return {_PROVES: dossier.proves_heading} | parts


def _counted(language: Language, one: DossierPart) -> str:
    count = len(one.told)
    entries = language.ngettext("{count} entry", "{count} entries", count).format(count=language.number(count))
    return f"{one.heading} ({entries})" if count else one.heading


def dossier_pdf(
    dossier: Dossier,
    language: Language,
    attached: Iterable[tuple[str, bytes]] = (),
    progress: Progress = unheard,
    paper: Paper | None = None,
) -> bytes:
    """Return the dossier as a PDF file with these files, by name, inside it."""
    wide, high = (side * POINTS for side in SIZES[paper or usual_paper(language)])
    titles = _titles(dossier, language)
    pages, marks, links = _laid_out(dossier, titles, wide, high, part(progress, 0, 3, 10))
    info = metadata(".pdf", dossier.title, dossier.made) | {"Keywords": f"rebond head {dossier.head}"}
    writer = pdf_of(pages, (wide, high), info, part(progress, 3, 9, 10))
    writer.pdf_header = "%PDF-1.7"
    for mark, page in marks.items():
        writer.add_outline_item(title=titles[mark], page_number=page)
    for mark, (at, area) in links.items():
        to_page = Link(rect=area, target_page_index=marks[mark], fit=Fit.fit_horizontally(high))
        writer.add_annotation(at, to_page)
    size = 0
    for name, data in attached:
        progress(18, 20)
        writer.add_attachment(name, data)
        size += len(data)
    # The pages have some thousand bytes each; whether that is exact moves the progress alone.
    stream = _HeardBytes(size + _PAGE_BYTES * len(pages), part(progress, 19, 20, 20))
    writer.write(stream)
    return stream.getvalue()


class _HeardBytes(BytesIO):
    """Bytes in memory, of which `progress` hears while they are written."""

    def __init__(self, expected: int, progress: Progress) -> None:
        super().__init__()
        self._expected, self._progress, self._told = expected, progress, 0

    def write(self, data: Any, /) -> int:
        if self.tell() >= self._told:
            self._progress(min(self.tell(), self._expected), self._expected)
            self._told = self.tell() + _BETWEEN
        return super().write(data)


_Area = tuple[float, float, float, float]


def _laid_out(
    dossier: Dossier, titles: Mapping[str, str], wide: float, high: float, progress: Progress
) -> tuple[list[list[PlacedText]], dict[str, int], dict[str, tuple[int, _Area]]]:
    """Return the pages, the page on which each part begins, and the page and place where the contents name it."""
    flow = TextFlow(wide - 2 * _SIDE)
    _write(flow, dossier, titles, progress)
    flowed = [*flow.pages(high - _TOP - _BOTTOM)]
    marks = {line.mark: at for at, lines in enumerate(flowed) for _depth, line in lines if line.mark in titles}
    links: dict[str, tuple[int, _Area]] = {}
    pages = []
    for at, lines in enumerate(flowed):
        texts: list[PlacedText] = []
        for line, text in placed(lines, _SIDE, high - _TOP):
            texts.append(text)
            if line.mark.startswith(_TO):
                to = line.mark.removeprefix(_TO)
                texts.append(PlacedText(wide - _SIDE, text.y, str(marks[to] + 1), _ENTRY, right=True))
                links[to] = at, (_SIDE, text.y - 3, wide - _SIDE, text.y + 10)
        pages.append([*texts, *_foot(dossier, f"{at + 1}/{len(flowed)}", wide)])
    return pages, marks, links


def _write(flow: TextFlow, dossier: Dossier, titles: Mapping[str, str], progress: Progress) -> None:
    flow.add(dossier.title, _TITLE)
    for line in dossier.about:
        flow.add(line, _ABOUT)
    flow.add(dossier.contents, _CONTENTS)
    for mark, title in titles.items():
        flow.add(title, _ENTRY, f"{_TO}{mark}", beside=_NUMBER)
    flow.add(dossier.proves_heading, _HEADING, _PROVES)
    for line in dossier.proves:
        flow.add(line, _PARAGRAPH)
    total, done = sum(len(one.told) for one in dossier.parts), 0
    for place, one in enumerate(dossier.parts):
        _write_part(flow, one, f"part {place}")
        for told in one.told:
            progress(done, total)
            _write_row(flow, told)
            done += 1


def _write_part(flow: TextFlow, one: DossierPart, mark: str) -> None:
    flow.add(one.heading, _HEADING, mark)
    if one.empty:
        flow.add(one.empty, _PARAGRAPH)
    for line in one.notes:
        flow.add(line, _NOTE)
    for line in one.lines:
        flow.add(line, _LINE)


def _write_row(flow: TextFlow, told: ToldRow) -> None:
    flow.add(" · ".join(filter(None, (told.day, told.title))), _ROW)
    # When it was written down stays with what it says.
    flow.add(f"{told.entered} · {told.place}", replace(_ENTERED, along=bool(told.says or told.since)))
    for line in told.says:
        flow.add(line, _SAYS)
    for line in told.since:
        flow.add(line, _GONE if told.deleted and line == told.since[-1] else _SINCE)
    for place, line in enumerate(told.computed, 1):
        look = _COMPUTED_HEAD if place == 1 else _COMPUTED
        flow.add(line, replace(look, along=place < len(told.computed)))


def _foot(dossier: Dossier, number: str, wide: float) -> Sequence[PlacedText]:
    return (
        PlacedText(_SIDE, _BOTTOM / 2 + 9, dossier.foot, _FOOT),
        PlacedText(_SIDE, _BOTTOM / 2, dossier.head, _FOOT),
        PlacedText(wide - _SIDE, _BOTTOM / 2, number, Look(8.5, color=PAPER.soft), right=True),
    )
