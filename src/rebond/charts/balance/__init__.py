"""The balance chart: what was, as things stand, and if somebody leaves.

For a canvas that moves the scenario under the mouse, make the chart with `animated=True`. Then:

1. `chart.draw(view, style)`, `canvas.draw()`, `background = canvas.copy_from_bbox(figure.bbox)`. A canvas draws the
   figure without the scenario, which is animated; a saved file has both.
2. `chart.draw_scenario()`, `canvas.blit(figure.bbox)`: the scenario over it.
3. While it moves: `chart.show_scenario(projection, name)`, `canvas.restore_region(background)`, then 2 again.
4. When it rests, and after every change of size: from 1, so that labels and amounts find their best places.
"""

from rebond.charts.balance.chart import BalanceChart, Hit
from rebond.charts.balance.view import BalanceView

__all__ = ["BalanceChart", "BalanceView", "Hit"]
