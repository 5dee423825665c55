"""The static parts of the balance chart, which stay while the scenario changes."""

from datetime import date, timedelta

import numpy as np

from rebond.charts.balance.series import FAINT, Lines, around, draw_line, label_line
from rebond.charts.balance.view import GAP, SECOND_ROW, BalanceView, amount, is_low, lines_in
from rebond.charts.measure import ASCENT, DESCENT, LEADING, fit
from rebond.charts.measure import width as width_of
from rebond.charts.room import Room
from rebond.charts.scale import Scale, month_ticks, numbered, round_amounts
from rebond.charts.sheet import Box, Sheet, text_box
from rebond.charts.style import Style
from rebond.domain.calendar import Window, add_months

#: The weight of an amount's grid line for the placement of labels.
_HAIRLINE = 0.02
#: The weight of the scenario's zero date: almost as if it were taken.
_KEEP_OFF = 20.0


class StaticParts:
    """Draws the static parts and records the room they leave for labels."""

    def __init__(self, sheet: Sheet, scale: Scale, view: BalanceView, style: Style) -> None:
        self._sheet, self._scale, self._view, self._style = sheet, scale, view, style
        self._room = Room(scale.plot)
        self._low = is_low(sheet, style)

    def draw(self) -> Room:
        """Draw the static parts; returns the room left for the scenario's label."""
        self._below_zero()
        self._today()
        self._closed_weeks()
        self._amounts()
        self._months()
        stands = Lines.of(self._view.stands, self._scale)
        self._past()
        if self._shows_goal():
            self._goal_line(self._scale.y(self._view.goal or 0))
        draw_line(self._sheet, stands, self._style.stands, self._style.ground, dashed=False)
        stands.cross(self._room)
        if self._view.stands.zero_date:
            self._room.take(around(self._scale.x(self._view.stands.zero_date), self._scale.y(0), 4))
        # Static labels avoid the current scenario; the next one may run elsewhere.
        left = self._room
        if self._view.scenario:
            self._room = left.with_more_lines()
            Lines.of(self._view.scenario, self._scale).cross(self._room)
            if self._view.scenario.zero_date:
                x, y = self._scale.x(self._view.scenario.zero_date), self._scale.y(0)
                self._room.cross(np.array([x - 4, x + 4]), np.array([y, y]), weight=_KEEP_OFF)
        named = self._name_goal(FAINT)
        label_line(
            self._view.language, self._sheet, self._scale, self._room, self._view.stands,
            self._view.language.gettext("as things stand"), self._style.stands, self._style,
        )  # fmt: skip
        if not named and not self._low:
            self._name_goal()
        return left

    def _below_zero(self) -> None:
        plot, zero = self._scale.plot, self._scale.y(0)
        self._sheet.block(Box(plot.x, plot.y, plot.width, zero - plot.y), self._style.below, 1)
        self._sheet.line((plot.x, plot.right), (zero, zero), self._style.leaving, 1.0, order=3)
        self._room.cross(np.array([plot.x, plot.right]), np.array([zero, zero]))

    def _closed_weeks(self) -> None:
        """Draw a band for each closure, and a label over the first of each name that has room."""
        scale, style, size = self._scale, self._style, self._style.size - 1
        baseline = scale.plot.top - (ASCENT + (0 if self._low else SECOND_ROW)) * size
        today = scale.x(self._view.stands.today)
        named: set[str] = set()
        for closure in self._view.closures:
            window = Window(_month_day(closure.first), _month_day(closure.last))
            text = fit(closure.label or self._view.language.gettext("clients closed"), scale.plot.width / 3, size)
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
        most = lines_in(scale.y(scale.ceiling) - scale.plot.y)
        for cents in round_amounts(scale.low, scale.ceiling, most):
            y = scale.y(cents)
            if cents:
                self._sheet.line((scale.plot.x, scale.plot.right), (y, y), style.grid, 0.8, order=2)
                self._room.cross(np.array([scale.plot.x, scale.plot.right]), np.array([y, y]), weight=_HAIRLINE)
            if self._view.amounts:
                room = scale.plot.x - GAP
                text = fit(amount(self._view, cents), room, style.size)
                baseline = max(y - 0.36 * style.size, DESCENT * style.size)
                self._sheet.text(scale.plot.x - GAP, baseline, text, style.size, style.soft, align="right")

    def _months(self) -> None:
        scale, style = self._scale, self._style
        baseline = scale.plot.y - LEADING * style.size
        language = self._view.language
        names = [*(language.month_name(date(2026, month, 1)) for month in range(1, 13)), "2026"]
        widest = max(width_of(name, style.size) for name in names) + 10
        ticks = month_ticks(scale.first, scale.last, int(scale.plot.width / widest))
        years = {tick for tick in ticks if tick.month == 1}
        if ticks and not self._low and (not years or min(years) > add_months(ticks[0], 6)):
            years.add(ticks[0])
        for tick in ticks:
            x = scale.x(tick)
            self._sheet.line((x, x), (scale.plot.y - 3, scale.plot.y), style.soft, 0.8, order=2)
            text = str(tick.year) if self._low and tick in years else language.month_name(tick)
            self._sheet.text(x, baseline, text, style.size, style.soft, align="center")
            if tick in years and not self._low:
                below = baseline - LEADING * style.size + 1
                self._sheet.text(x, below, str(tick.year), style.size, style.soft, align="center")
        self._sheet.line((scale.plot.x, scale.plot.right), (scale.plot.y, scale.plot.y), style.soft, 0.8, order=2)

    def _past(self) -> None:
        view, scale = self._view, self._scale
        points = [(day, balance) for day, balance in view.past if scale.first <= day < view.stands.today]
        if not points:
            return
        points.append((view.stands.today, view.stands.balances[0]))
        days, balances = zip(*points, strict=True)
        path = scale.steps(numbered(days), balances)
        self._sheet.line(*path, self._style.ink, 1.6, order=6, solid_capstyle="round", solid_joinstyle="round")
        self._room.cross(*path, weight=1.5)

    def _today_text(self) -> tuple[float, float, str] | None:
        scale, size = self._scale, self._style.size - 1
        x, text = scale.x(self._view.stands.today) + 4, self._view.language.gettext("today")
        fits = text_box(x, 0, text, size).right <= scale.plot.right
        return (x, scale.plot.top - ASCENT * size, text) if fits else None

    def _today(self) -> None:
        scale, style = self._scale, self._style
        x = scale.x(self._view.stands.today)
        self._sheet.line((x, x), (scale.plot.y, scale.plot.top), style.soft, 0.9, linestyle=(0, (1, 2)), order=3)
        self._room.cross(np.array([x, x]), np.array([scale.plot.y, scale.plot.top]), weight=0.2)
        text = self._today_text()
        if text:
            self._sheet.text(*text, style.size - 1, style.soft)
            self._room.take(text_box(*text, style.size - 1))

    def _shows_goal(self) -> bool:
        """Whether the goal is within the range of the data, and clear of the zero line."""
        goal, scale = self._view.goal, self._scale
        return goal is not None and goal <= scale.ceiling and scale.y(goal) - scale.y(0) > self._style.size

    def _goal_line(self, y: float) -> None:
        plot = self._scale.plot
        self._sheet.line((plot.x, plot.right), (y, y), self._style.soft, 0.7, linestyle=(0, (6, 3)), order=3)
        self._room.cross(np.array([plot.x, plot.right]), np.array([y, y]))

    def _name_goal(self, most: float = float("inf")) -> bool:
        """Label the goal's line where the fewest lines cross; False, without a label, if more than `most` do."""
        view, plot, style, size = self._view, self._scale.plot, self._style, self._style.size - 1
        if not self._shows_goal():
            return False
        y = self._scale.y(view.goal or 0)
        text = view.language.ngettext(
            "goal: {count} month of spending", "goal: {count} months of spending", view.goal_months
        )
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


def _month_day(text: str) -> tuple[int, int]:
    month, _dash, day = text.partition("-")
    return int(month), int(day)
