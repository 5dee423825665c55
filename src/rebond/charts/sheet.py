"""Drawing of text, lines and shapes in a box of a figure, in points from its bottom left corner."""

from typing import Any, NamedTuple

import matplotlib
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from numpy.typing import ArrayLike

from rebond.charts.measure import ASCENT, DESCENT, drawn_width, font, pieces, readable
from rebond.charts.measure import width as width_of

# The user's matplotlibrc must not change the picture.
matplotlib.rcdefaults()

POINTS = 72.0
#: The side margin of charts with bars, in points.
PAD = 6.0


class Box(NamedTuple):
    """A rectangle, in points from the bottom left corner of its container."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is inside; the top edge belongs to the box above."""
        return self.x <= x <= self.right and self.y <= y < self.top

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.top and other.y < self.top
        )  # fmt: skip


def whole(figure: Figure) -> Box:
    """Return the box of the whole figure."""
    wide, high = figure.get_size_inches()
    return Box(0, 0, wide * POINTS, high * POINTS)


class _Line(Text):
    """A line of text that runs from left to right, whatever the script of the names in it."""

    def draw(self, renderer: Any) -> None:
        parts, figure = pieces(self.get_text()), self.get_figure()
        if len(parts) < 2 or figure is None or not self.get_visible():
            super().draw(renderer)
            return
        how = self.get_fontproperties()
        size, bold = how.get_size_in_points(), how.get_weight() == "bold"
        widths = [drawn_width(part, size, bold=bold) for part in parts]
        x, y = self.get_position()
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[self.get_horizontalalignment()] * sum(widths)
        for part, wide in zip(parts, widths, strict=True):
            # Without the space at its beginning, which an SVG would drop.
            word = part.lstrip(" ")
            at = left + wide - drawn_width(word, size, bold=bold)
            piece = Text(at, y, word, fontproperties=how, color=self.get_color(), va="baseline", parse_math=False)
            piece.set_figure(figure)
            piece.set_transform(self.get_transform())
            piece.draw(renderer)
            left += wide


class Sheet:
    """Invisible axes whose data coordinates are points; nothing is clipped to the box."""

    def __init__(self, figure: Figure, box: Box) -> None:
        page = whole(figure)
        self.width, self.height = box.width, box.height
        place = (box.x / page.width, box.y / page.height, box.width / page.width, box.height / page.height)
        self.axes = figure.add_axes(place, xlim=(0, box.width), ylim=(0, box.height), autoscale_on=False)
        self.axes.set_axis_off()

    def text(
        self, x: float, y: float, text: str, size: float, color: str, *, bold: bool = False, align: str = "left",
        order: float = 9,
    ) -> Text:  # fmt: skip
        """Draw one line of text with its baseline at `y`; a dollar sign is not parsed as math."""
        line = _Line(
            x, y, readable(text), fontproperties=font(size, bold=bold), color=color, ha=align, va="baseline",
            parse_math=False, zorder=order,
        )  # fmt: skip
        self._add(line)
        return line

    def line(self, xs: ArrayLike, ys: ArrayLike, color: str, thick: float, **how: Any) -> Line2D:
        line = Line2D(xs, ys, color=color, linewidth=thick, **{"solid_capstyle": "butt", **how})
        self._add(line)
        return line

    def block(self, box: Box, color: str, order: float = 1, **how: Any) -> Rectangle:
        block = Rectangle((box.x, box.y), box.width, box.height, color=color, linewidth=0, zorder=order, **how)
        self._add(block)
        return block

    def ring(self, box: Box, color: str, ground: str, order: float = 1) -> FancyBboxPatch:
        """Draw a rounded outline around `box`."""
        ring = FancyBboxPatch(
            (box.x, box.y), box.width, box.height, boxstyle="round,pad=0,rounding_size=4", edgecolor=color,
            facecolor=ground, linewidth=1.0, zorder=order,
        )  # fmt: skip
        self._add(ring)
        return ring

    def point_at(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point in the figure's pixels, from its bottom left corner, to this sheet's points."""
        across, up = self.axes.transData.inverted().transform((x, y))
        return float(across), float(up)

    def pixels(self, box: Box) -> Box:
        """Convert a box to the figure's pixels, from its bottom left corner."""
        left, bottom = self.axes.transData.transform((box.x, box.y))
        right, top = self.axes.transData.transform((box.right, box.top))
        return Box(float(left), float(bottom), float(right - left), float(top - bottom))

    def _add(self, artist: Artist) -> None:
        self.axes.add_artist(artist)
        artist.set_clip_on(False)


def text_box(x: float, y: float, text: str, size: float, *, bold: bool = False, align: str = "left") -> Box:
    """Return the box of one line of text with its baseline at `y`."""
    wide = width_of(text, size, bold=bold)
    left = {"left": x, "right": x - wide, "center": x - wide / 2}[align]
    return Box(left, y - DESCENT * size, wide, (ASCENT + DESCENT) * size)
