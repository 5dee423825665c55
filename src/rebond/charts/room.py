"""Placement of labels on a grid: never over another, over as few lines as possible, near their point."""

import numpy as np
from numpy.typing import NDArray

from rebond.charts.sheet import Box

#: The side of a cell of the grid, in points.
CELL = 3.0
#: The cost of covering one cell of a line, in points of distance.
_CROSSED = 6.0


class Room:
    """The free room of an area: cells taken by labels, which exclude others, and cells crossed by lines."""

    def __init__(self, area: Box) -> None:
        self.area = area
        shape = (max(1, int(area.height / CELL)), max(1, int(area.width / CELL)))
        self._taken: NDArray[np.float64] = np.zeros(shape)
        self._crossed: NDArray[np.float64] = np.zeros(shape)

    def copy(self) -> "Room":
        """Return an independent copy, to try placements."""
        twin = Room(self.area)
        twin._taken[:] = self._taken
        twin._crossed[:] = self._crossed
        return twin

    def with_more_lines(self) -> "Room":
        """Return a copy that shares the taken cells, but not the lines added to it."""
        twin = self.copy()
        twin._taken = self._taken
        return twin

    def take(self, box: Box) -> None:
        """Exclude `box` from further placements."""
        self._taken[self._cells(box)] = 1

    def cross(self, xs: NDArray[np.float64], ys: NDArray[np.float64], weight: float = 1.0) -> None:
        """Record a line through these points, for placements to avoid."""
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
        """Whether `box` is inside the area and no cell of it is taken."""
        area = self.area
        if box.x < area.x or box.right > area.right or box.y < area.y or box.top > area.top:
            return False
        return not self._taken[self._cells(box)].any()

    def crossings(self, box: Box) -> float:
        """Return the sum of the lines' weights in the cells of `box`."""
        return float(self._crossed[self._cells(box)].sum())

    def is_crossed(self, own: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a straight line between two points crosses a taken cell, outside `own` and its end."""
        for share in np.linspace(0, 1, 40):
            x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
            spot = Box(x, y, 0, 0)
            by_end = np.hypot(x - end[0], y - end[1]) < 3 * CELL
            by_own = own.x - CELL <= x <= own.right + CELL and own.y - CELL <= y <= own.top + CELL
            if not by_end and not by_own and self._taken[self._cells(spot)].any():
                return True
        return False

    def find(self, width: float, height: float, near: tuple[float, float]) -> tuple[Box, float] | None:
        """Return the best box of that size and its crossings; None when there is no room at all."""
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
        # Of equally near places, prefer the one whose middle is nearest.
        middle = 0.1 * (np.abs(x + width / 2 - near[0])[None, :] + np.abs(y + height / 2 - near[1])[:, None])
        cost = np.hypot(across[None, :], up[:, None]) + middle + _CROSSED * crossed
        cost[taken > 0] = np.inf
        row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
        if not np.isfinite(cost[row, column]):
            return None
        return Box(float(x[column]), float(y[row]), width, height), float(crossed[row, column])

    def _cells(self, box: Box) -> tuple[slice, slice]:
        """Return the rows and columns of the cells that `box` overlaps."""

        def overlapped(low: float, high: float) -> slice:
            return slice(max(0, int(np.floor(low / CELL))), max(0, int(np.floor(high / CELL)) + 1))

        area = self.area
        return overlapped(box.y - area.y, box.top - area.y), overlapped(box.x - area.x, box.right - area.x)


def _sums(cells: NDArray[np.float64], high: int, wide: int) -> NDArray[np.float64]:
    """Return the sum over every box of `high` × `wide` cells, by its bottom left cell."""
    table = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1))
    table[1:, 1:] = cells.cumsum(0).cumsum(1)
    return table[high:, wide:] - table[:-high, wide:] - table[high:, :-wide] + table[:-high, :-wide]
