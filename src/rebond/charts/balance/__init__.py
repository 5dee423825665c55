"""The balance chart: past balances, the projection as things stand, and that of a scenario.

For a canvas that changes the scenario during a drag, create the chart with `animated=True`. Then:

1. `chart.draw(view, style)`, `canvas.draw()`, `background = canvas.copy_from_bbox(figure.bbox)`. The canvas draws the
   figure without the scenario, which is animated; a saved file has both.
2. `chart.draw_scenario()`, `canvas.blit(figure.bbox)` draw the scenario over it.
3. During the drag: `chart.show_scenario(projection, name)`, `canvas.restore_region(background)`, then 2 again.
4. After the drag, and after every resize: from 1, so that labels and amounts are placed anew.
"""

from rebond.charts.balance.chart import BalanceChart, ChartPoint
from rebond.charts.balance.view import BalanceView

__all__ = ["BalanceChart", "BalanceView", "ChartPoint"]
