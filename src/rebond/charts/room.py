"""Finds where a label may stand: never on another, as little on a line as can be, near what it names."""

import numpy as np
from numpy.typing import NDArray

from rebond.charts.sheet import Box

#: The side of a square of the grid on which what is taken is written down, in points.
CELL = 3.0
#: What standing on one square of a line costs, in points of distance.
_CROSSED = 6.0


class Room:
    """What is taken of an area: by labels, where nothing else may stand, and by lines."""

    def __init__(self, area: Box) -> None:
        self.area = area
        shape = (max(1, int(area.height / CELL)), max(1, int(area.width / CELL)))
        self._taken: NDArray[np.float64] = np.zeros(shape)
        self._crossed: NDArray[np.float64] = np.zeros(shape)

    def copy(self) -> "Room":
        """A room in which to try something."""
        twin = Room(self.area)
        twin._taken[:] = self._taken
        twin._crossed[:] = self._crossed
        return twin

    def with_more_lines(self) -> "Room":
        """The same room for labels, in which lines may be drawn that the first does not know."""
        twin = self.copy()
        twin._taken = self._taken
        return twin

    def take(self, box: Box) -> None:
        """Nothing may be placed on `box` from now on."""
        self._taken[self._squares(box)] = 1

    def cross(self, xs: NDArray[np.float64], ys: NDArray[np.float64], weight: float = 1.0) -> None:
        """A line runs through these points; better not to stand on it."""
        if len(xs) < 2:
            return
        lengths = np.hypot(np.diff(xs), np.diff(ys))
        lengths = np.where(np.isfinite(lengths), lengths, 0)
        counts = np.minimum(lengths / CELL + 1, 2000).astype(int)
        index = np.repeat(np.arange(len(counts)), counts)
        share = (np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)) / np.repeat(counts, counts)
        along_x = xs[index] + share * (xs[index + 1] - xs[index])
        along_y = ys[index] + share * (ys[index + 1] - ys[index])
        whole = np.isfinite(along_x) & np.isfinite(along_y)
        columns = ((along_x[whole] - self.area.x) / CELL).astype(int)
        rows = ((along_y[whole] - self.area.y) / CELL).astype(int)
        height, width = self._crossed.shape
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        cells = self._crossed
        cells[rows[inside], columns[inside]] = np.maximum(cells[rows[inside], columns[inside]], weight)

    def is_free(self, box: Box) -> bool:
        """Whether `box` lies in the area and nothing taken lies in it."""
        area = self.area
        if box.x < area.x or box.right > area.right or box.y < area.y or box.top > area.top:
            return False
        return not self._taken[self._squares(box)].any()

    def crossings(self, box: Box) -> float:
        """How much of `box` lines run through."""
        return float(self._crossed[self._squares(box)].sum())

    def is_crossed(self, own: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a straight line between two points runs over anything taken, `own` and its end apart."""
        for share in np.linspace(0, 1, 40):
            x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
            spot = Box(x, y, 0, 0)
            by_end = np.hypot(x - end[0], y - end[1]) < 3 * CELL
            by_own = own.x - CELL <= x <= own.right + CELL and own.y - CELL <= y <= own.top + CELL
            if not by_end and not by_own and self._taken[self._squares(spot)].any():
                return True
        return False

    def find(self, width: float, height: float, near: tuple[float, float]) -> tuple[Box, float] | None:
        """The best box of that size, and how much of it lines run through; None when there is no room at all."""
        rows, columns = self._taken.shape
        high, wide = int(np.ceil(height / CELL)), int(np.ceil(width / CELL))
        if high > rows or wide > columns:
            return None
        taken = _sums(self._taken, high, wide)
        crossed = _sums(self._crossed, high, wide)
        x = self.area.x + CELL * np.arange(columns - wide + 1)
        y = self.area.y + CELL * np.arange(rows - high + 1)
        across = np.maximum(np.maximum(x - near[0], near[0] - x - width), 0)
        up = np.maximum(np.maximum(y - near[1], near[1] - y - height), 0)
        # Of places equally near, the one whose middle is nearest reads best.
        middle = 0.1 * (np.abs(x + width / 2 - near[0])[None, :] + np.abs(y + height / 2 - near[1])[:, None])
        cost = np.hypot(across[None, :], up[:, None]) + middle + _CROSSED * crossed
        cost[taken > 0] = np.inf
        row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
        if not np.isfinite(cost[row, column]):
            return None
        return Box(float(x[column]), float(y[row]), width, height), float(crossed[row, column])

    def _squares(self, box: Box) -> tuple[slice, slice]:
        """The squares that `box` interactions: rows, columns."""

        def touched(low: float, high: float) -> slice:
            return slice(max(0, int(np.floor(low / CELL))), max(0, int(np.floor(high / CELL)) + 1))

        area = self.area
        return touched(box.y - area.y, box.top - area.y), touched(box.x - area.x, box.right - area.x)


def _sums(cells: NDArray[np.float64], high: int, wide: int) -> NDArray[np.float64]:
    """The sum over every box of `high` × `wide` squares, by its lowest left square."""
    table = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1))
    table[1:, 1:] = cells.cumsum(0).cumsum(1)
    return table[high:, wide:] - table[:-high, wide:] - table[high:, :-wide] + table[:-high, :-wide]
