"""The balance chart: drawing, replacing its scenario, and hit-testing its lines."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from matplotlib.figure import Figure

from rebond.charts.balance.series import draw_scenario
from rebond.charts.balance.static import StaticParts
from rebond.charts.balance.view import GAP, BalanceView, scale_of
from rebond.charts.sheet import Box, Sheet, cleared, whole
from rebond.charts.style import Style
from rebond.domain.money.runway import Projection


class ChartPoint(NamedTuple):
    """A point on a line: the day, its closing balance in cents, the line (`series`), and the position in pixels."""

    day: date
    balance: int
    series: str
    x: float
    y: float


class BalanceChart:
    """A balance chart in a box of a figure, by default the whole figure."""

    def __init__(self, figure: Figure, box: Box | None = None, *, animated: bool = False) -> None:
        self.figure = figure
        self._box = box
        self._animated = animated
        self._sheet: Sheet | None = None
        #: The scenario's sheet, over the other.
        self._over: Sheet | None = None

    def draw(self, view: BalanceView, style: Style) -> None:
        """Draw everything anew for the figure's current size."""
        self.figure.set_facecolor(style.ground)
        sheet = self._sheet = cleared(self._sheet, self.figure, self._box or whole(self.figure))
        self._view, self._style = view, style
        self._scale = scale_of(view, style, sheet)
        room = StaticParts(sheet, self._scale, view, style).draw()
        self._room = room
        self.show_scenario(view.scenario, view.scenario_name)

    def show_scenario(self, scenario: Projection | None, name: str = "") -> None:
        """Replace the scenario shown, on the same scale; None removes it.

        Parts outside the scale are not drawn until the next `draw`.
        """
        if self._sheet is None:
            return
        box = self._box or whole(self.figure)
        over = self._over = cleared(self._over, self.figure, box)
        self._view = replace(self._view, scenario=scenario, scenario_name=name)
        if scenario is None:
            return
        draw_scenario(over, self._scale, self._view, self._style, self._room.copy())
        for artist in over.drawn:
            artist.set_animated(self._animated)

    def draw_scenario(self) -> None:
        """Draw only the scenario's artists, over the canvas's present content."""
        if over := self._over:
            renderer = self.figure.canvas.get_renderer()  # type: ignore[attr-defined] # of a canvas of Agg
            for artist in over.drawn:
                artist.draw(renderer)

    def nearest(self, x: float, y: float) -> ChartPoint | None:
        """Return the nearest point on a line, by pixels from the figure's bottom left; None outside the plot.

        `ChartPoint.series` is "past", "stands" or "scenario".
        """
        if self._sheet is None:
            return None
        across, up = self._sheet.point_at(x, y)
        plot = self._scale.plot
        if not (plot.x - GAP <= across <= plot.right + GAP and plot.y <= up <= plot.top):
            return None
        day = self._scale.day(across)
        balances = self._balances_on(day)
        if not balances:
            return None
        heights = [(min(max(self._scale.y(balance), plot.y), plot.top), series) for series, balance in balances]
        _height, series = min(heights, key=lambda item: abs(item[0] - up))
        return self.hit_on(day, series)

    def hit_on(self, day: date, series: str) -> ChartPoint | None:
        """Return the point of a day on a line, as `nearest` does; None for a day or a line that is not shown."""
        if self._sheet is None or not self._scale.first <= day <= self._scale.last:
            return None
        balance = dict(self._balances_on(day)).get(series)
        if balance is None:
            return None
        plot = self._scale.plot
        height = min(max(self._scale.y(balance), plot.y), plot.top)
        return ChartPoint(day, balance, series, *self._sheet.pixel(self._scale.x(day), height))

    def _balances_on(self, day: date) -> list[tuple[str, int]]:
        view = self._view
        if day < view.stands.today:
            past = [balance for when, balance in view.past if when <= day]
            return [("past", past[-1])] if past else []
        balances = [("stands", view.stands.balance_on(day))]
        if view.scenario:
            # First, since of two equal lines it is drawn on top.
            balances.insert(0, ("scenario", view.scenario.balance_on(day)))
        return balances
