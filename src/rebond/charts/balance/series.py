"""The two projected lines of the balance chart, with their labels and the dot on the zero date."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from rebond.charts.balance.view import BalanceView, is_low
from rebond.charts.measure import ASCENT, DESCENT, LEADING, fit
from rebond.charts.measure import width as width_of
from rebond.charts.room import CELL, Room
from rebond.charts.runway_sentences import months_left
from rebond.charts.scale import Points, Scale, numbered
from rebond.charts.sheet import Box, Sheet
from rebond.charts.style import Style, mixed
from rebond.domain.calendar import add_months, month_end
from rebond.domain.money.runway import Projection
from rebond.language import Language

#: The crossings up to which a label needs no background of its own.
FAINT = 1.5
#: A label in a low chart may cover a line over one part in so many of its width.
_HIDDEN = 20
#: The diameter of the dot on a month's end, in points.
_DOT = 3.6


def _ends(projection: Projection) -> tuple[list[date], list[int]]:
    """Return today, each month's end and the horizon, and their closing balances in cents."""
    last = add_months(projection.today, projection.horizon_months)
    days = [projection.today]
    month = projection.today
    while (end := month_end(month)) < last:
        if end > days[-1]:
            days.append(end)
        month = end + timedelta(days=1)
    if last > days[-1]:
        days.append(last)
    return days, [projection.balance_on(day) for day in days]


class Lines(NamedTuple):
    """A projection's line by month ends and by days, in points; `dots` are the month ends inside the plot."""

    ends: tuple[Points, Points]
    daily: tuple[Points, Points]
    dots: tuple[list[float], list[float]]

    @classmethod
    def of(cls, projection: Projection, scale: Scale) -> "Lines":
        days, balances = _ends(projection)
        points = [(scale.x(day), scale.y(cents)) for day, cents in zip(days, balances, strict=True)]
        points = [(x, y) for x, y in points if scale.plot.y + _DOT / 2 <= y <= scale.plot.top - _DOT / 2]
        dots = [x for x, _y in points], [y for _x, y in points]
        daily = projection.today.toordinal() + np.arange(len(projection.balances))
        return cls(scale.path(numbered(days), balances), scale.steps(daily, projection.balances), dots)

    def cross(self, room: Room) -> None:
        room.cross(*self.daily, weight=0.35)
        room.cross(*self.ends, weight=1.5)


def draw_scenario(sheet: Sheet, scale: Scale, view: BalanceView, style: Style, room: Room) -> None:
    if view.scenario is None:
        return
    lines = Lines.of(view.scenario, scale)
    draw_line(sheet, lines, style.leaving, style.ground, dashed=True)
    lines.cross(room)
    name = fit(view.scenario_name or view.language.gettext("what if"), 0.6 * scale.plot.width, style.size)
    label_line(view.language, sheet, scale, room, view.scenario, name, style.leaving, style)


def draw_line(sheet: Sheet, lines: Lines, color: str, ground: str, *, dashed: bool) -> None:
    order = 7.0 if dashed else 5.0
    sheet.line(*lines.daily, mixed(color, ground, 0.55), 0.7, order=order - 1, solid_joinstyle="miter")
    if dashed:
        sheet.line(*lines.ends, color, 2.2, order=order, linestyle=(0, (3.2, 1.6)), dash_joinstyle="round")
    else:
        sheet.line(*lines.ends, color, 2.2, order=order, solid_joinstyle="round", solid_capstyle="round")
    xs = lines.ends[0]
    # Month ends at the very edge of the plot have no dots; a line without points would lie outside of it.
    if lines.dots[0] and len(xs) > 1 and np.nanmax(xs) - np.nanmin(xs) > 9 * len(xs):
        sheet.line(*lines.dots, color, 0, linestyle="none", marker="o", markersize=_DOT, markeredgewidth=0, order=order)


def label_line(
    language: Language, sheet: Sheet, scale: Scale, room: Room, projection: Projection, name: str, color: str,
    style: Style,
) -> None:  # fmt: skip
    """Draw the line's label, its result and name, beside its zero date or its end."""
    size, zero = style.size, projection.zero_date
    result = _result(language, projection)
    wide = max(width_of(result, size, bold=True), width_of(name, size))
    high = (LEADING + ASCENT + DESCENT) * size
    if zero:
        x, y = scale.x(zero), scale.y(0)
        room.take(around(x, y, 4))
        sheet.line(
            [x], [y], color, 0, linestyle="none", marker="o", markersize=6, markeredgecolor=style.ground, order=8
        )
    else:
        x, y = scale.plot.right, min(max(scale.y(projection.balances[-1]), scale.plot.y), scale.plot.top)
    placed = _place(room, wide + 8, high + 4, (x, y), leads=zero is not None)
    beside = width_of(result, size, bold=True) + size
    flat = 0.0  # or the width of a label on one line, which a low chart has more room for
    widths = [beside + width_of(name, size), *([beside - size] if is_low(sheet, style) else [])]
    for width in widths:
        if placed is None or placed[1] > FAINT:
            found = _place(room, width + 8, (ASCENT + DESCENT) * size + 4, (x, y), leads=zero is not None)
            if found is not None and (placed is None or found[1] < placed[1]):
                placed, flat = found, width
    if placed is None:
        return
    place, crossed = placed
    if is_low(sheet, style) and crossed > place.width / CELL / _HIDDEN:
        return  # it would hide the line, whose result is said below the chart too
    if crossed > FAINT:
        under = style.below if place.top <= scale.y(0) else style.ground
        bottom = max(place.y, scale.plot.y + 1)  # the axis stays whole
        sheet.block(Box(place.x, bottom, place.width, place.top - bottom), under, 8.5)
    room.take(place)
    align = "left" if place.x + place.width / 2 > x + 2 else "right"
    at = place.x + 4 if align == "left" else place.right - 4
    baseline = place.y + 2 + DESCENT * size
    if flat:
        sheet.text(place.x + 4, baseline, result, size, color, bold=True)
        if flat > beside:
            sheet.text(place.x + 4 + beside, baseline, name, size, color)
    else:
        sheet.text(at, baseline + LEADING * size, result, size, color, bold=True, align=align)
        sheet.text(at, baseline, name, size, color, align=align)
    if zero:
        _leader(sheet, room, place, (x, y), color)


def _place(room: Room, wide: float, high: float, near: tuple[float, float], *, leads: bool) -> tuple[Box, float] | None:
    """Return the best place for a label whose leader line is not blocked, or else the best place."""
    best = found = room.find(wide, high, near)
    tried = room.copy()
    for _again in range(3 if leads else 0):
        if found is None or not room.is_crossed(found[0], _nearest_end(found[0], near), near):
            return found or best
        tried.take(found[0])
        found = tried.find(wide, high, near)
    return best


def _result(language: Language, projection: Projection) -> str:
    if projection.zero_date is None or projection.zero_date == projection.today:
        return months_left(language, projection)
    return language.gettext("zero on {date}").format(date=language.day(projection.zero_date))


def _leader(sheet: Sheet, room: Room, place: Box, dot: tuple[float, float], color: str) -> None:
    """Draw a leader line from the label to its dot, unless it is beside it or the way is blocked."""
    x, y = _nearest_end(place, dot)
    far = float(np.hypot(x - dot[0], y - dot[1]))
    if far < 8 or room.is_crossed(place, (x, y), dot):
        return
    near = 1 - 4.5 / far
    sheet.line((x, x + (dot[0] - x) * near), (y, y + (dot[1] - y) * near), color, 0.8, order=8)


def _nearest_end(place: Box, dot: tuple[float, float]) -> tuple[float, float]:
    """Return the start of the leader line on the label's edge."""
    x = min(max(dot[0], place.x + 4), place.right - 4)
    y = place.y if place.y > dot[1] else place.top if place.top < dot[1] else dot[1]
    if y == dot[1]:
        x = place.x if place.x > dot[0] else place.right
    return x, y


def around(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, 2 * radius, 2 * radius)
