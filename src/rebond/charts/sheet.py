"""Drawing of text, lines and shapes in a box of a figure, in points from its bottom left corner."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from numpy.typing import ArrayLike

from rebond.charts import glyphs
from rebond.charts.measure import ASCENT, DESCENT, drawn_width, font, pieces, readable
from rebond.charts.measure import width as width_of

# The user's matplotlibrc must not change the picture.
matplotlib.rcdefaults()

A = TypeVar("A", bound=Artist)

POINTS = 72.0
#: What an artist is higher than the one drawn before it, of two at the same height.
_LATER = 1e-6
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
        if figure is None or not parts or not self.get_visible():
            return
        how = self.get_fontproperties()
        size, bold = how.get_size_in_points(), how.get_weight() == "bold"
        x, y = self.get_position()
        before = {"left": 0.0, "center": 0.5, "right": 1.0}[self.get_horizontalalignment()]
        if len(parts) == 1:
            at_x, at_y = map(float, self.get_transform().transform((x, y)))
            color, gc = str(self.get_color()), renderer.new_gc()
            drawn = glyphs.draw(renderer, gc, at_x, at_y, parts[0], size, color, bold=bold, before=before)
            gc.restore()
            if not drawn:
                super().draw(renderer)
            return
        widths = [drawn_width(part, size, bold=bold) for part in parts]
        left = x - before * sum(widths)
        for part, wide in zip(parts, widths, strict=True):
            # Without the space at its beginning, which an SVG would drop.
            word = part.lstrip(" ")
            at = left + wide - drawn_width(word, size, bold=bold)
            piece = Text(at, y, word, fontproperties=how, color=self.get_color(), va="baseline", parse_math=False)
            piece.set_figure(figure)
            piece.set_transform(self.get_transform())
            piece.draw(renderer)
            left += wide


class Sheet(Artist):
    """A box of a figure in which everything is placed in points; nothing is clipped to it.

    What is drawn stays until `clear`, and is then drawn with again: making it anew takes longer than drawing it. Later
    sheets of a figure are over earlier ones. It has no axes, which take longer to make than all that a chart draws.
    """

    def __init__(self, figure: Figure, box: Box) -> None:
        super().__init__()
        self._place = Affine2D()
        self._to_pixels = self._place + figure.dpi_scale_trans
        #: What was made, by its looks, and how many of each are in use.
        self._made: dict[tuple[Any, ...], list[Artist]] = defaultdict(list)
        self._used: Counter[tuple[Any, ...]] = Counter()
        figure.add_artist(self, clip=False)
        self.clear(box)

    def clear(self, box: Box) -> None:
        """Remove all that was drawn, and go on in another box."""
        self.width, self.height = box.width, box.height
        self._place.clear().translate(box.x, box.y).scale(1 / POINTS)
        self._used.clear()

    @property
    def drawn(self) -> list[Artist]:
        """The artists drawn at present, the lowest first."""
        artists = (artist for looks, count in self._used.items() for artist in self._made[looks][:count])
        return sorted(artists, key=Artist.get_zorder)

    def get_children(self) -> list[Artist]:
        return self.drawn

    def draw(self, renderer: RendererBase) -> None:
        """Draw what is on the sheet; what is animated only into a file, since a screen draws it by itself."""
        figure = self.get_figure(root=True)
        saving = figure is not None and figure.canvas.is_saving()
        for artist in self.drawn:
            if saving or not artist.get_animated():
                artist.draw(renderer)

    def text(
        self, x: float, y: float, text: str, size: float, color: str, *, bold: bool = False, align: str = "left",
        order: float = 9,
    ) -> None:  # fmt: skip
        """Draw one line of text with its baseline at `y`; a dollar sign is not parsed as math."""

        def make() -> Text:
            how = font(size, bold=bold)
            return _Line(0, 0, "", fontproperties=how, color=color, ha=align, va="baseline", parse_math=False)

        line = self._take(("text", size, bold, color, align), make, order)
        line.set_position((x, y))
        line.set_text(readable(text))

    def line(self, xs: ArrayLike, ys: ArrayLike, color: str, thick: float, *, order: float = 2, **how: Any) -> None:
        """Draw a line through points; `how` are properties of matplotlib's lines."""

        def make() -> Line2D:
            return Line2D((), (), color=color, linewidth=thick, **{"solid_capstyle": "butt", **how})

        self._take(("line", color, thick, *sorted(how.items())), make, order).set_data(xs, ys)

    def block(self, box: Box, color: str, order: float = 1) -> None:
        """Fill a box with a colour."""

        def make() -> Rectangle:
            return Rectangle((0, 0), 0, 0, color=color, linewidth=0)

        self._take(("block", color), make, order).set_bounds(*box)

    def ring(self, box: Box, color: str, ground: str, order: float = 1) -> None:
        """Draw a rounded outline around `box`."""

        def make() -> FancyBboxPatch:
            style = "round,pad=0,rounding_size=4"
            return FancyBboxPatch((0, 0), 1, 1, boxstyle=style, edgecolor=color, facecolor=ground, linewidth=1.0)

        self._take(("ring", color, ground), make, order).set_bounds(*box)

    def point_at(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point in the figure's pixels, from its bottom left corner, to this sheet's points."""
        across, up = self._to_pixels.inverted().transform((x, y))
        return float(across), float(up)

    def pixels(self, box: Box) -> Box:
        """Convert a box to the figure's pixels, from its bottom left corner."""
        (left, bottom), (right, top) = self._to_pixels.transform([(box.x, box.y), (box.right, box.top)])
        return Box(float(left), float(bottom), float(right - left), float(top - bottom))

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point of this sheet to the figure's pixels, from its bottom left corner."""
        across, up = self._to_pixels.transform((x, y))
        return float(across), float(up)

    def _take(self, looks: tuple[Any, ...], make: Callable[[], A], order: float) -> A:
        """Return an artist that looks so and is not in use, over all that was drawn before at its `order`."""
        made, used = self._made[looks], self._used[looks]
        if used == len(made):
            made.append(make())
            made[-1].set_figure(self.figure)
            made[-1].set_transform(self._to_pixels)
        self._used[looks] += 1
        artist = cast("A", made[used])
        artist.set_zorder(order + _LATER * self._used.total())
        return artist


def cleared(sheet: Sheet | None, figure: Figure, box: Box) -> Sheet:
    """Return the sheet, empty and in the box; a new one for None."""
    if sheet is None:
        return Sheet(figure, box)
    sheet.clear(box)
    return sheet


def text_box(x: float, y: float, text: str, size: float, *, bold: bool = False, align: str = "left") -> Box:
    """Return the box of one line of text with its baseline at `y`."""
    wide = width_of(text, size, bold=bold)
    left = {"left": x, "right": x - wide, "center": x - wide / 2}[align]
    return Box(left, y - DESCENT * size, wide, (ASCENT + DESCENT) * size)
