"""The chart of extra work by month, on screen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rebond.domain.agreements.extras import Cost
from rebond.sentences import duration
from rebond.ui.shared.canvas import ChartCanvas, chart_style
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from rebond.charts.extras import ExtrasChart


class ExtrasCanvas(ChartCanvas):
    """Draws a bar for each month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: Sequence[tuple[date, Cost]] = ()
        self._chart: ExtrasChart | None = None
        self.setAccessibleName(_("Extra work by month"))
        self.setMinimumHeight(20 * GRID)

    def show_months(self, months: Sequence[tuple[date, Cost]]) -> None:
        """Show the cost of extras in each of these months."""
        self._months = months
        said = (
            _("{title}: {figure}").format(
                title=language().month(month), figure=duration(language(), found.extra.minutes)
            )
            for month, found in months
            if found.extra.minutes
        )  # fmt: skip
        self.setAccessibleDescription(", ".join(said))
        self.redraw()

    def make_chart(self, figure: "Figure") -> None:
        from rebond.charts.extras import ExtrasChart

        self._chart = ExtrasChart(figure)

    def draw_chart(self) -> None:
        from rebond.charts.extras import ExtrasView

        if self._chart:
            self._chart.draw(ExtrasView(language(), self._months), chart_style())
