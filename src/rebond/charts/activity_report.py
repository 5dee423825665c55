"""The monthly activity report as a page: both sides, the month's days and their sum, notes, and room to sign."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.figure import Figure

from rebond.charts.measure import ASCENT, LEADING, fit, wrap
from rebond.charts.page_view import SIZES, Paper, usual_paper
from rebond.charts.sheet import POINTS, Box, Sheet, whole
from rebond.charts.style import PAPER, mixed
from rebond.domain.worked_days.month import HALF, WHOLE, GridDay
from rebond.domain.worked_days.report import ActivityReport, Party
from rebond.language import Language
from rebond.sentences import days_counted

_MARGIN = 48.0
_GAP = 18.0
_SIZE = 10.0
_SMALL = 8.0
_TITLE = 18.0
#: The most lines of an address, and the height of the rows of the month, in points.
_LINES = 7
_HEAD, _ROW = 18.0, 44.0
#: The place of a week's sum, as a share of the width of a day.
_SUMS = 0.9
#: The height of the room to sign.
_SIGN = 128.0
_FIGURES = {WHOLE: "1", HALF: "½"}
_FILLED = mixed(PAPER.stands, PAPER.ground, 0.18)


class _Page(NamedTuple):
    """The tools that every part of the page is drawn with."""

    sheet: Sheet
    report: ActivityReport
    language: Language


def title(report: ActivityReport, language: Language) -> str:
    """Return the title of the report, for the file: `Activity report – Atlas, Advice – November 2026`."""
    named = language.gettext("Activity report – {client}, {mission} – {month}")
    return named.format(
        client=report.client.name, mission=report.mission, month=language.month(report.grid.month)
    )  # fmt: skip


def report_page(report: ActivityReport, language: Language, paper: Paper | None = None, head: str = "") -> Figure:
    """Return the report as a figure of the paper's size, by default the usual one of the language.

    :param head: the head of the history in short, which stands at the foot.
    """
    figure = Figure(figsize=SIZES[paper or usual_paper(language)], dpi=POINTS, facecolor=PAPER.ground)
    size = whole(figure)
    inner = Box(_MARGIN, _MARGIN, size.width - 2 * _MARGIN, size.height - 2 * _MARGIN)
    page = _Page(Sheet(figure, inner), report, language)
    top = _heading(page, inner.height)
    top = _parties(page, top) - _GAP
    top = _month(page, top) - _GAP
    _notes(page, top, _SIGN + _GAP)
    _signatures(page)
    if head:
        text = language.gettext("Head of the history: {head}").format(head=head)
        page.sheet.text(page.sheet.width, -2 * _GAP + _SMALL, text, _SMALL - 1, PAPER.soft, align="right")
    return figure


def _heading(page: _Page, top: float) -> float:
    """Draw the title, the month and the mission; returns the height below them."""
    sheet, report, language = page
    baseline = top - ASCENT * _TITLE
    sheet.text(0, baseline, language.gettext("Activity report"), _TITLE, PAPER.ink, bold=True)
    sheet.text(sheet.width, baseline, language.month(report.grid.month), _TITLE, PAPER.ink, align="right")
    baseline -= LEADING * _SIZE + 6
    mission = language.gettext("Mission: {name}").format(name=report.mission)
    sheet.text(0, baseline, fit(mission, sheet.width, _SIZE + 1), _SIZE + 1, PAPER.ink)
    sheet.line((0, sheet.width), (baseline - 9, baseline - 9), PAPER.ink, 0.8)
    return baseline - 9 - _GAP


def _parties(page: _Page, top: float) -> float:
    """Draw who reports to whom, side by side; returns the height below the longer one."""
    width = (page.sheet.width - _GAP) / 2
    sides = _named_sides(page)
    return min(
        _party(page.sheet, name, party, at * (width + _GAP), top, width) for at, (name, party) in enumerate(sides)
    )


def _named_sides(page: _Page) -> tuple[tuple[str, Party], tuple[str, Party]]:
    return (
        (page.language.gettext("The consultant"), page.report.sender),
        (page.language.gettext("The client"), page.report.client),
    )


def _party(sheet: Sheet, heading: str, party: Party, left: float, top: float, width: float) -> float:
    baseline = top - ASCENT * _SMALL
    sheet.text(left, baseline, heading, _SMALL, PAPER.soft)
    baseline -= LEADING * _SIZE + 2
    if party.name:
        names = _cut(wrap(party.name, width, _SIZE + 1, bold=True), 2, width, _SIZE + 1, bold=True)
        for at, line in enumerate(names):
            baseline -= LEADING * (_SIZE + 1) if at else 0
            sheet.text(left, baseline, line, _SIZE + 1, PAPER.ink, bold=True)
    else:
        _to_fill(sheet, left, baseline, width)
    for line in _at_most(party.lines, _LINES):
        baseline -= LEADING * _SIZE
        sheet.text(left, baseline, fit(line, width, _SIZE), _SIZE, PAPER.ink)
    return baseline - 4


def _to_fill(sheet: Sheet, left: float, baseline: float, width: float) -> None:
    """Draw a line to write on by hand."""
    sheet.line((left, left + width), (baseline - 2, baseline - 2), PAPER.soft, 0.5, linestyle=(0, (1, 2)))


def _month(page: _Page, top: float) -> float:
    """Draw the weeks with the sum of each, and the sum of all; returns the height below them."""
    sheet, report, language = page
    across = sheet.width / (7 + _SUMS)
    names = language.locale.days["stand-alone"]["abbreviated"]
    for place in range(7):
        name = names[(place + language.locale.first_week_day) % 7]
        sheet.text((place + 0.5) * across, top - ASCENT * _SMALL - 2, name, _SMALL, PAPER.soft, align="center")
    heading = language.gettext("Days")
    sheet.text(sheet.width - 4, top - ASCENT * _SMALL - 2, heading, _SMALL, PAPER.soft, align="right")
    bottom = top - _HEAD
    for week in report.grid.weeks:
        bottom -= _ROW
        for place, day in enumerate(week):
            if day:
                _day(sheet, day, Box(place * across, bottom, across, _ROW))
        worked = sum(day.worked for day in week if day)
        if worked:
            middle = bottom + _ROW / 2 - _SIZE / 3
            sheet.text(sheet.width - 4, middle, language.days(worked), _SIZE, PAPER.ink, align="right")
    total = language.gettext("Total: {days}").format(days=days_counted(language, report.grid.total))
    bottom -= 4
    sheet.line((0, sheet.width), (bottom, bottom), PAPER.ink, 0.8)
    bottom -= LEADING * (_SIZE + 2)
    sheet.text(sheet.width - 4, bottom, total, _SIZE + 2, PAPER.ink, bold=True, align="right")
    return bottom


def _day(sheet: Sheet, day: GridDay, box: Box) -> None:
    """Draw a day; a half one fills the lower half of its box."""
    if not day.is_usual:
        sheet.block(box, PAPER.track)
    if day.worked:
        sheet.block(box._replace(height=box.height * day.worked / WHOLE), _FILLED, 2)
        figure = _FIGURES[day.worked]
        middle = box.x + box.width / 2
        sheet.text(middle, box.y + 11, figure, _SIZE + 3, PAPER.ink, bold=True, align="center")
    sheet.text(box.x + 4, box.top - 10, str(day.date.day), _SMALL, PAPER.soft)
    if day.holiday:
        room = box.width - 8
        most = 1 if day.worked else 2
        for at, line in enumerate(_cut(wrap(day.holiday, room, _SMALL - 2), most, room, _SMALL - 2)):
            sheet.text(box.x + 4, box.top - 19 - at * 7.5, line, _SMALL - 2, PAPER.soft)
    edges = ((box.x, box.right, box.right, box.x, box.x), (box.y, box.y, box.top, box.top, box.y))
    sheet.line(*edges, PAPER.soft, 0.4, order=3)


def _notes(page: _Page, top: float, lowest: float) -> None:
    """Draw the notes, the longer ones on two lines where there is room; of more, how many days are left out."""
    sheet, report, language = page
    notes = [*report.notes]
    if not notes:
        return
    size, indent = _SIZE - 1, 78.0
    room, step = sheet.width - indent, LEADING * (_SIZE - 1)
    baseline = top - ASCENT * _SIZE
    sheet.text(0, baseline, language.gettext("Notes on the days"), _SIZE, PAPER.ink, bold=True)
    rows = max(int((baseline - lowest) // step), 0)
    wrapped = [_cut(wrap(text, room, size), 2, room, size) for _day, text in notes]
    if sum(map(len, wrapped)) > rows:
        wrapped = [[fit(text, room, size)] for _day, text in notes]
    shown = len(notes) if len(notes) <= rows else max(rows - 1, 0)
    for (day, _text), lines in zip(notes[:shown], wrapped, strict=False):
        sheet.text(0, baseline - step, language.weekday(day), size, PAPER.soft)
        for line in lines:
            baseline -= step
            sheet.text(indent, baseline, line, size, PAPER.ink)
    if left := len(notes) - shown:
        more = language.ngettext("and {count} more day", "and {count} more days", left).format(count=left)
        sheet.text(indent, baseline - step, more, size, PAPER.soft)


def _signatures(page: _Page) -> None:
    """Draw a box for each side to sign in, with place and date."""
    sheet, language = page.sheet, page.language
    width = (sheet.width - _GAP) / 2
    for at, (heading, party) in enumerate(_named_sides(page)):
        box = Box(at * (width + _GAP), 0, width, _SIGN)
        sheet.ring(box, PAPER.soft, PAPER.ground)
        left, room = box.x + 10, box.width - 20
        baseline = box.top - 10 - ASCENT * _SMALL
        named = f"{heading}, {party.name}" if party.name else heading
        sheet.text(left, baseline, fit(named, room, _SMALL + 1, bold=True), _SMALL + 1, PAPER.ink, bold=True)
        for text in (language.gettext("Place and date:"), language.gettext("Signature:")):
            baseline -= 26
            sheet.text(left, baseline, text, _SMALL + 1, PAPER.soft)
        _to_fill(sheet, left + 80, baseline + 26, room - 80)


def _at_most(lines: Sequence[str], most: int) -> Sequence[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], "…"]


def _cut(lines: list[str], most: int, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return at most so many lines, the last of them cut where there are more."""
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), room, size, bold=bold)]
