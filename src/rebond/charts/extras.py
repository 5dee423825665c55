"""The chart of extra work: a bar for each month, its lower part given away, the upper paid or to be priced."""

from collections.abc import Sequence
from datetime import date

from matplotlib.figure import Figure

from rebond.charts.measure import LEADING, fit
from rebond.charts.measure import width as width_of
from rebond.charts.sheet import PAD, Box, Sheet, cleared, whole
from rebond.charts.style import Style
from rebond.domain.agreements.extras import Cost
from rebond.domain.value_classes import dataclass
from rebond.language import Language
from rebond.sentences import duration

#: The width of a bar as a share of its month's, and the most of it in points.
_BAR, _WIDEST = 0.62, 34.0
#: The thickness in points of the frame of work that is paid: a hollow bar, told from the full one without its colour.
_FRAME = 1.2
#: The height in points of the least work that is seen.
_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class ExtrasView:
    """The input of the chart: the cost of extras in each month, the oldest first."""

    language: Language
    months: Sequence[tuple[date, Cost]]


class ExtrasChart:
    """A bar chart in a whole figure."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._sheet: Sheet | None = None

    def draw(self, view: ExtrasView, style: Style) -> None:
        """Draw everything anew."""
        self.figure.set_facecolor(style.ground)
        sheet = self._sheet = cleared(self._sheet, self.figure, whole(self.figure))
        most = max((found.extra.minutes for _month, found in view.months), default=0)
        foot, head = 2 * LEADING * style.size, 2.2 * LEADING * style.size
        room = sheet.height - foot - head
        if room <= 0 or not view.months:
            return
        _key(sheet, view.language, style)
        sheet.line((PAD, sheet.width - PAD), (foot, foot), style.soft, 0.8)
        step = (sheet.width - 2 * PAD) / len(view.months)
        for place, (month, found) in enumerate(view.months):
            middle = PAD + step * (place + 0.5)
            _month(sheet, view.language, month, middle, step, style)
            if found.extra.minutes:
                _bar(sheet, view.language, found, Box(middle, foot, step, room), most, style)
        _years(sheet, [month for month, _found in view.months], step, style)
        if not most:
            text = view.language.gettext("No extra work in these months.")
            text = fit(text, sheet.width - 2 * PAD, style.size)
            sheet.text(sheet.width / 2, foot + room / 2, text, style.size, style.soft, align="center")


def _bar(sheet: Sheet, language: Language, found: Cost, room: Box, most: int, style: Style) -> None:
    """Draw the bar of a month; `room` has its middle as `x`, the month's width, and the height of the longest bar."""
    wide = min(_BAR * room.width, _WIDEST)
    left, full = room.x - wide / 2, max(_LEAST, room.height * found.extra.minutes / most)
    given = full * found.given.minutes / found.extra.minutes
    _hollow(sheet, Box(left, room.y + given, wide, full - given), style)
    if given:
        sheet.block(Box(left, room.y, wide, given), style.leaving, 3)
    text = duration(language, found.extra.minutes)
    size = style.size - 1
    if width_of(text, size) > room.width:
        text = language.number(round(found.extra.minutes / 60))
    sheet.text(room.x, room.y + full + 0.4 * size, fit(text, room.width, size), size, style.ink, align="center")


def _hollow(sheet: Sheet, box: Box, style: Style) -> None:
    """Draw a frame inside a box."""
    half = _FRAME / 2
    if box.height > _FRAME:
        left, right, low, high = box.x + half, box.right - half, box.y + half, box.top - half
        xs, ys = (left, left, right, right, left), (low, high, high, low, low)
        sheet.line(xs, ys, style.stands, _FRAME, order=2, solid_joinstyle="miter")
    elif box.height > 0:
        sheet.block(box, style.stands, 2)


def _month(sheet: Sheet, language: Language, month: date, middle: float, step: float, style: Style) -> None:
    """Write a month below its bar."""
    size = style.size - 1
    name = fit(_name(language, month, step, size), step, size)
    sheet.text(middle, LEADING * size + 0.4 * size, name, size, style.soft, align="center")


def _years(sheet: Sheet, months: Sequence[date], step: float, style: Style) -> None:
    """Write the year below the first month and below each January, as far as there is room."""
    size = style.size - 1
    places = [place for place, month in enumerate(months) if place == 0 or month.month == 1]
    room = width_of("2000", size) + size
    if len(places) > 1 and (places[1] - places[0]) * step < room:
        places = places[1:]
    for place in places:
        middle = min(max(PAD + step * (place + 0.5), room / 2), sheet.width - room / 2)
        sheet.text(middle, 0.3 * size, f"{months[place].year}", size, style.soft, align="center")


def _name(language: Language, month: date, room: float, size: float) -> str:
    """Return the short name of a month, or its first letter where not every month's name has room."""
    names = (language.month_name(date(2024, number, 1)) for number in range(1, 13))
    name = language.month_name(month)
    return name if all(width_of(each, size) <= room - 2 for each in names) else name[:1].upper()


def _key(sheet: Sheet, language: Language, style: Style) -> None:
    """Write what the two parts of a bar are, above all bars."""
    side, x = 0.8 * style.size, PAD
    y = sheet.height - LEADING * style.size
    for given, text in ((True, language.gettext("given away")), (False, language.gettext("paid or to price"))):
        box = Box(x, y, side, side)
        if given:
            sheet.block(box, style.leaving, 3)
        else:
            _hollow(sheet, box, style)
        sheet.text(x + 1.5 * side, y + 0.05 * side, text, style.size, style.ink)
        x += 1.5 * side + width_of(text, style.size) + 2 * style.size
