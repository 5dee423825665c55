"""The balance chart: what was, as things stand, and if somebody leaves.

For a canvas that moves the scenario under the mouse, make the chart with `animated=True`. Then:

1. `chart.draw(view, style)`, `canvas.draw()`, `background = canvas.copy_from_bbox(figure.bbox)`. A canvas draws the
   figure without the scenario, which is animated; a saved file has both.
2. `chart.draw_scenario()`, `canvas.blit(figure.bbox)`: the scenario over it.
3. While it moves: `chart.show_scenario(projection, name)`, `canvas.restore_region(background)`, then 2 again.
4. When it rests, and after every change of size: from 1, so that labels and amounts find their best places.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from rebond import words
from rebond.charts.measure import ASCENT, DESCENT, LEADING, fit
from rebond.charts.measure import width as width_of
from rebond.charts.room import Room
from rebond.charts.scale import Points, Scale, month_ticks, round_amounts, span_of
from rebond.charts.sheet import Box, Sheet, text_box, whole
from rebond.charts.style import Style
from rebond.domain.calendar import Window, add_months, month_end
from rebond.domain.entities import ClosureWindow
from rebond.domain.runway import Projection
from rebond.words import _, n_

#: The past takes at most this share of the future's length.
_PAST = 3
_GAP = 6.0
#: The least from one amount's line to the next, in points.
_LINE_APART = 26
#: How much of an amount's hairline a square counts for, and what a label may stand on as it is.
_HAIRLINE, _FAINT = 0.02, 1.5
#: From the first row of labels over the data to the second, as a share of the text size.
_SECOND_ROW = 1.6


@dataclass(frozen=True, slots=True)
class BalanceView:
    """What the chart shows. `past` are dated balances before today, in cents, the oldest first.

    `goal` is the reserve aimed at, in cents: `goal_months` of mean spending. Without `amounts`, none is written.
    """

    stands: Projection
    currency: str
    scenario: Projection | None = None
    scenario_name: str = ""
    past: tuple[tuple[date, int], ...] = ()
    closures: tuple[ClosureWindow, ...] = ()
    goal: int | None = None
    goal_months: int = 0
    amounts: bool = True


class Hit(NamedTuple):
    """A place on a line: the day, its closing balance in cents, and whose line it is; in pixels where it lies."""

    day: date
    balance: int
    series: str
    x: float
    y: float


class BalanceChart:
    """The chart in one box of a figure, the whole of it by default; drawn anew by `draw`."""

    def __init__(self, figure: Figure, box: Box | None = None, *, animated: bool = False) -> None:
        self.figure = figure
        self.scenario_artists: list[Artist] = []
        self._box = box
        self._animated = animated
        self._sheet: Sheet | None = None

    def draw(self, view: BalanceView, style: Style) -> None:
        """Everything anew, for the figure's present size."""
        if self._sheet:
            self._sheet.axes.remove()
        self.figure.set_facecolor(style.ground)
        sheet = self._sheet = Sheet(self.figure, self._box or whole(self.figure))
        self.axes = sheet.axes
        self._view, self._style = view, style
        self._scale = _scale(view, style, sheet)
        self.scenario_artists = []
        room = _Drawing(sheet, self._scale, view, style).everything_still()
        self._room = room
        self.show_scenario(view.scenario, view.scenario_name)

    def show_scenario(self, scenario: Projection | None, name: str = "") -> None:
        """Another scenario in place of the one shown, on the same scale; None takes it away.

        What lies outside the scale is left out until the next `draw`.
        """
        if self._sheet is None:
            return
        for artist in self.scenario_artists:
            artist.remove()
        self.scenario_artists = []
        self._view = replace(self._view, scenario=scenario, scenario_name=name)
        if scenario is None:
            return
        before = set(self.axes.get_children())
        _draw_scenario(self._sheet, self._scale, self._view, self._style, self._room.copy())
        self.scenario_artists = [artist for artist in self.axes.get_children() if artist not in before]
        for artist in self.scenario_artists:
            artist.set_animated(self._animated)

    def draw_scenario(self) -> None:
        """Paint the scenario's artists alone over what the canvas holds."""
        for artist in sorted(self.scenario_artists, key=Artist.get_zorder):
            self.axes.draw_artist(artist)

    def nearest(self, x: float, y: float) -> Hit | None:
        """The line nearest to a place in the figure's pixels, from its bottom left; None outside the plot.

        `series` is "past", "stands" or "scenario".
        """
        if self._sheet is None:
            return None
        across, up = self._sheet.point_at(x, y)
        plot = self._scale.plot
        if not (plot.x - _GAP <= across <= plot.right + _GAP and plot.y <= up <= plot.top):
            return None
        day = self._scale.day(across)
        found = list(self._balances_on(day))
        if not found:
            return None
        shown = [(min(max(self._scale.y(balance), plot.y), plot.top), series, balance) for series, balance in found]
        _height, series, _balance = min(shown, key=lambda item: abs(item[0] - up))
        return self.hit_on(day, series)

    def hit_on(self, day: date, series: str) -> Hit | None:
        """The place of a day on a line, as `nearest` finds it; None for a day or a line that is not shown."""
        if self._sheet is None or not self._scale.first <= day <= self._scale.last:
            return None
        balance = dict(self._balances_on(day)).get(series)
        if balance is None:
            return None
        plot = self._scale.plot
        height = min(max(self._scale.y(balance), plot.y), plot.top)
        at = self.axes.transData.transform((self._scale.x(day), height))
        return Hit(day, balance, series, float(at[0]), float(at[1]))

    def _balances_on(self, day: date) -> list[tuple[str, int]]:
        view = self._view
        if day < view.stands.today:
            known = [balance for when, balance in view.past if when <= day]
            return [("past", known[-1])] if known else []
        found = [("stands", view.stands.balance_on(day))]
        if view.scenario:
            # Last of two equal lines to be drawn, so the one a person points at.
            found.insert(0, ("scenario", view.scenario.balance_on(day)))
        return found


def _scale(view: BalanceView, style: Style, sheet: Sheet) -> Scale:
    """Room for the amounts at the left, the months below, and the labels that stand over the data."""
    stands, size = view.stands, style.size
    last = add_months(stands.today, stands.horizon_months)
    oldest = stands.today - timedelta(days=(last - stands.today).days // _PAST)
    past = [(day, balance) for day, balance in view.past if day >= oldest]
    first = past[0][0] if past else stands.today
    values = [*stands.balances, *(balance for _day, balance in past)]
    if view.scenario:
        values += view.scenario.balances
    low, high = span_of(values, view.goal)
    bottom = 2 * LEADING * size + _GAP
    strip = _strip(style)
    tall = max(20.0, sheet.height - bottom - 2)
    data = max(10.0, tall - strip)
    if min(values) < 0 < high:
        # Room for the words that say when, under the zero line.
        share = min(0.4, 3.5 * size / data)
        low = min(low, -high * share / (1 - share))
    labels = [width_of(_amount(view, amount), size) for amount in round_amounts(low, high, int(data / _LINE_APART))]
    left = min(max(labels, default=0) + 2 * _GAP, sheet.width / 2) if view.amounts else _GAP
    right = width_of("MMMM", size) / 2
    plot = Box(left, bottom, sheet.width - left - right, tall)
    # The strip over the data is part of the plot: the scale goes on into it.
    return Scale(plot, first, last, low, high + (high - low) * (tall - data) / data, high)


def _strip(style: Style) -> float:
    """The height over the data that is kept for labels."""
    return (ASCENT + DESCENT + _SECOND_ROW) * style.size + _GAP / 2


def _amount(view: BalanceView, cents: int) -> str:
    return words.money(cents, view.currency, whole=True)


def _ends(projection: Projection) -> tuple[list[date], list[int]]:
    """Today, each month's end and the horizon, with their closing balances."""
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


def _days(projection: Projection) -> list[date]:
    return [projection.today + timedelta(days=offset) for offset in range(len(projection.balances))]


class _Lines(NamedTuple):
    """The same balances as month ends and as days, in points."""

    ends: tuple[Points, Points]
    daily: tuple[Points, Points]

    @classmethod
    def of(cls, projection: Projection, scale: Scale) -> "_Lines":
        return cls(scale.path(*_ends(projection)), scale.steps(_days(projection), projection.balances))

    def cross(self, room: Room) -> None:
        room.cross(*self.daily, weight=0.35)
        room.cross(*self.ends, weight=1.5)


class _Drawing:
    """The parts of the chart that stand still while the scenario moves."""

    def __init__(self, sheet: Sheet, scale: Scale, view: BalanceView, style: Style) -> None:
        self._sheet, self._scale, self._view, self._style = sheet, scale, view, style
        self._room = Room(scale.plot)

    def everything_still(self) -> Room:
        """Draw it, and say what room is left."""
        self._below_zero()
        self._today()
        self._closed_weeks()
        self._amounts()
        self._months()
        stands = _Lines.of(self._view.stands, self._scale)
        self._past()
        if self._shows_goal():
            self._goal_line(self._scale.y(self._view.goal or 0))
        _draw_line(self._sheet, stands, self._style.stands, dashed=False)
        stands.cross(self._room)
        if self._view.scenario:
            _Lines.of(self._view.scenario, self._scale).cross(self._room)
        for projection in (self._view.stands, self._view.scenario):
            if projection and projection.zero_date:
                self._room.take(_around(self._scale.x(projection.zero_date), self._scale.y(0), 4))
        named = self._name_goal(_FAINT)
        _label_line(
            self._sheet, self._scale, self._room, self._view.stands, _("as things stand"), self._style.stands,
            self._style,
        )  # fmt: skip
        if not named:
            self._name_goal()
        return self._room

    def _below_zero(self) -> None:
        plot, zero = self._scale.plot, self._scale.y(0)
        self._sheet.block(Box(plot.x, plot.y, plot.width, zero - plot.y), self._style.below, 1)
        self._sheet.line((plot.x, plot.right), (zero, zero), self._style.leaving, 1.0, zorder=3)
        self._room.cross(np.array([plot.x, plot.right]), np.array([zero, zero]))

    def _closed_weeks(self) -> None:
        """A band for each; the first one of a kind with room over the data is named."""
        scale, style, size = self._scale, self._style, self._style.size - 1
        baseline = scale.plot.top - (ASCENT + _SECOND_ROW) * size
        today = scale.x(self._view.stands.today)
        named: set[str] = set()
        for closure in self._view.closures:
            window = Window(_month_day(closure.first), _month_day(closure.last))
            text = fit(closure.label or _("clients closed"), scale.plot.width / 3, size)
            for first, last in window.spans(scale.first, scale.last):
                left = scale.x(first)
                right = scale.x(min(last + timedelta(days=1), scale.last))
                self._sheet.block(Box(left, scale.plot.y, right - left, scale.plot.height), style.closed, 1.5)
                for align, x in (("center", (left + right) / 2), ("left", left)):
                    box = text_box(x, baseline, text, size, align=align)
                    on_today = box.x - 2 < today < box.right + 2
                    if text not in named and not on_today and self._room.is_free(box):
                        self._sheet.text(x, baseline, text, size, style.soft, align=align)
                        self._room.take(box)
                        named.add(text)

    def _amounts(self) -> None:
        scale, style = self._scale, self._style
        most = int((scale.y(scale.ceiling) - scale.plot.y) / _LINE_APART)
        for amount in round_amounts(scale.low, scale.ceiling, most):
            y = scale.y(amount)
            if amount:
                self._sheet.line((scale.plot.x, scale.plot.right), (y, y), style.grid, 0.8, zorder=2)
                self._room.cross(np.array([scale.plot.x, scale.plot.right]), np.array([y, y]), weight=_HAIRLINE)
            if self._view.amounts:
                room = scale.plot.x - _GAP
                text = fit(_amount(self._view, amount), room, style.size)
                baseline = max(y - 0.36 * style.size, DESCENT * style.size)
                self._sheet.text(scale.plot.x - _GAP, baseline, text, style.size, style.soft, align="right")

    def _months(self) -> None:
        scale, style = self._scale, self._style
        baseline = scale.plot.y - LEADING * style.size
        names = [*(words.month_name(date(2026, month, 1)) for month in range(1, 13)), "2026"]
        widest = max(width_of(name, style.size) for name in names) + 10
        ticks = month_ticks(scale.first, scale.last, int(scale.plot.width / widest))
        years = {tick for tick in ticks if tick.month == 1}
        if ticks and (not years or min(years) > add_months(ticks[0], 6)):
            years.add(ticks[0])
        for tick in ticks:
            x = scale.x(tick)
            self._sheet.line((x, x), (scale.plot.y - 3, scale.plot.y), style.soft, 0.8, zorder=2)
            self._sheet.text(x, baseline, words.month_name(tick), style.size, style.soft, align="center")
            if tick in years:
                below = baseline - LEADING * style.size + 1
                self._sheet.text(x, below, str(tick.year), style.size, style.soft, align="center")
        self._sheet.line((scale.plot.x, scale.plot.right), (scale.plot.y, scale.plot.y), style.soft, 0.8, zorder=2)

    def _past(self) -> None:
        view, scale = self._view, self._scale
        known = [(day, balance) for day, balance in view.past if scale.first <= day < view.stands.today]
        if not known:
            return
        known.append((view.stands.today, view.stands.balances[0]))
        days, balances = zip(*known, strict=True)
        path = scale.steps(days, balances)
        self._sheet.line(*path, self._style.ink, 1.6, zorder=6, solid_capstyle="round", solid_joinstyle="round")
        self._room.cross(*path, weight=1.5)

    def _today_text(self) -> tuple[float, float, str] | None:
        scale, size = self._scale, self._style.size - 1
        x, text = scale.x(self._view.stands.today) + 4, _("today")
        fits = text_box(x, 0, text, size).right <= scale.plot.right
        return (x, scale.plot.top - ASCENT * size, text) if fits else None

    def _today(self) -> None:
        scale, style = self._scale, self._style
        x = scale.x(self._view.stands.today)
        self._sheet.line((x, x), (scale.plot.y, scale.plot.top), style.soft, 0.9, linestyle=(0, (1, 2)), zorder=3)
        self._room.cross(np.array([x, x]), np.array([scale.plot.y, scale.plot.top]), weight=0.2)
        text = self._today_text()
        if text:
            self._sheet.text(*text, style.size - 1, style.soft)
            self._room.take(text_box(*text, style.size - 1))

    def _shows_goal(self) -> bool:
        """Whether the goal lies within the data, and clear of the zero line."""
        goal, scale = self._view.goal, self._scale
        return goal is not None and goal <= scale.ceiling and scale.y(goal) - scale.y(0) > self._style.size

    def _goal_line(self, y: float) -> None:
        plot = self._scale.plot
        self._sheet.line((plot.x, plot.right), (y, y), self._style.soft, 0.7, linestyle=(0, (6, 3)), zorder=3)
        self._room.cross(np.array([plot.x, plot.right]), np.array([y, y]))

    def _name_goal(self, most: float = float("inf")) -> bool:
        """What the hairline is, along it, where the fewest lines run; whether they are few enough to write it."""
        view, plot, style, size = self._view, self._scale.plot, self._style, self._style.size - 1
        if not self._shows_goal():
            return False
        y = self._scale.y(view.goal or 0)
        text = n_("goal: {count} month of spending", "goal: {count} months of spending", view.goal_months)
        text = fit(text.format(count=view.goal_months), plot.width / 2, size)
        last = plot.right - width_of(text, size) - 4
        places = [
            (self._room.crossings(box), box)
            for baseline in (y + DESCENT * size + 2.5, y - ASCENT * size - 2.5)
            for x in np.linspace(plot.x + 4, last, 16)
            if self._room.is_free(box := text_box(float(x), baseline, text, size))
        ]
        if not places or min(places)[0] > most:
            return False
        _crossings, box = min(places)
        self._sheet.text(box.x, box.y + DESCENT * size, text, size, style.soft)
        self._room.take(box)
        return True


def _draw_scenario(sheet: Sheet, scale: Scale, view: BalanceView, style: Style, room: Room) -> None:
    if view.scenario is None:
        return
    lines = _Lines.of(view.scenario, scale)
    _draw_line(sheet, lines, style.leaving, dashed=True)
    lines.cross(room)
    name = fit(view.scenario_name or _("what if"), 0.6 * scale.plot.width, style.size)
    _label_line(sheet, scale, room, view.scenario, name, style.leaving, style)


def _draw_line(sheet: Sheet, lines: _Lines, color: str, *, dashed: bool) -> None:
    order = 7.0 if dashed else 5.0
    sheet.line(*lines.daily, color, 0.7, alpha=0.55, zorder=order - 1, solid_joinstyle="miter")
    if dashed:
        sheet.line(*lines.ends, color, 2.2, zorder=order, linestyle=(0, (3.2, 1.6)), dash_joinstyle="round")
    else:
        sheet.line(*lines.ends, color, 2.2, zorder=order, solid_joinstyle="round", solid_capstyle="round")
    xs = lines.ends[0]
    if len(xs) > 1 and np.nanmax(xs) - np.nanmin(xs) > 9 * len(xs):
        sheet.line(*lines.ends, color, 0, marker="o", markersize=3.6, markeredgewidth=0, zorder=order)


def _label_line(
    sheet: Sheet, scale: Scale, room: Room, projection: Projection, name: str, color: str, style: Style
) -> None:
    """What comes of it and which line this is, beside the zero it names or the line's end."""
    size, zero = style.size, projection.zero_date
    result = _result(projection)
    wide = max(width_of(result, size, bold=True), width_of(name, size))
    high = (LEADING + ASCENT + DESCENT) * size
    if zero:
        x, y = scale.x(zero), scale.y(0)
        room.take(_around(x, y, 4))
        sheet.line([x], [y], color, 0, marker="o", markersize=6, markeredgecolor=style.ground, zorder=8)
    else:
        x, y = scale.plot.right, min(max(scale.y(projection.balances[-1]), scale.plot.y), scale.plot.top)
    found = room.find(wide + 8, high + 4, (x, y))
    if found is None:
        return
    place, crossed = found
    if crossed > _FAINT:
        under = style.below if place.top <= scale.y(0) else style.ground
        sheet.block(place, under, 8.5, alpha=0.82)
    room.take(place)
    align = "left" if place.x + place.width / 2 > x + 2 else "right"
    at = place.x + 4 if align == "left" else place.right - 4
    baseline = place.y + 2 + DESCENT * size
    sheet.text(at, baseline + LEADING * size, result, size, color, bold=True, align=align)
    sheet.text(at, baseline, name, size, color, align=align)
    if zero:
        _leader(sheet, room, place, (x, y), color)


def _result(projection: Projection) -> str:
    if projection.zero_date is None:
        return words.months_left(None, projection.horizon_months)
    if projection.zero_date == projection.today:
        return _("below zero today")
    return _("zero on {date}").format(date=words.day(projection.zero_date))


def _leader(sheet: Sheet, room: Room, place: Box, dot: tuple[float, float], color: str) -> None:
    """A hairline from the label to the day it names, unless it stands beside it."""
    x = min(max(dot[0], place.x + 4), place.right - 4)
    y = place.y if place.y > dot[1] else place.top if place.top < dot[1] else dot[1]
    if y == dot[1]:
        x = place.x if place.x > dot[0] else place.right
    far = float(np.hypot(x - dot[0], y - dot[1]))
    if far < 8 or room.is_crossed(place, (x, y), dot):
        return
    near = 1 - 4.5 / far
    sheet.line((x, x + (dot[0] - x) * near), (y, y + (dot[1] - y) * near), color, 0.8, zorder=8)


def _around(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, 2 * radius, 2 * radius)


def _month_day(text: str) -> tuple[int, int]:
    month, _dash, day = text.partition("-")
    return int(month), int(day)
