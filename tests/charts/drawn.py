"""The texts and shapes of a figure and their positions, read from its artists."""

from itertools import combinations
from typing import TypeVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

A = TypeVar("A", bound=Artist)

#: Letters of neighbouring lines may come this near, in pixels, before they count as touching.
SLACK = 1.0


def figure(width: float, height: float, dpi: float = 100) -> Figure:
    """A figure of so many pixels, on a canvas that can draw it."""
    made = Figure(figsize=(width / dpi, height / dpi), dpi=dpi)
    FigureCanvasAgg(made)
    return made


def artists(made: Figure, kind: type[A] = Artist) -> list[A]:  # type: ignore[assignment]
    """All that is drawn on the figure, of a kind."""
    return [artist for sheet in made.artists for artist in sheet.get_children() if isinstance(artist, kind)]


def texts(made: Figure) -> list[Text]:
    return [text for text in artists(made, Text) if text.get_text()]


def words_of(made: Figure) -> str:
    return "\n".join(text.get_text() for text in texts(made))


def pixels(made: Figure) -> NDArray[np.uint8]:
    """The figure as it is drawn on a screen."""
    made.canvas.draw()
    return np.array(made.canvas.buffer_rgba())


def extent(text: Text) -> Bbox:
    return text.get_window_extent()


def collisions(made: Figure) -> list[tuple[str, str]]:
    """Every two texts of which one stands on the other."""
    found = []
    for (one, a), (other, b) in combinations([(text.get_text(), extent(text)) for text in texts(made)], 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > SLACK and high > SLACK:
            found.append((one, other))
    return found


def outside(made: Figure) -> list[str]:
    """The texts, lines and areas drawn wholly or partly outside the figure."""
    page = made.bbox
    found = []
    for artist in artists(made):
        box = artist.get_window_extent()
        if box.width == box.height == 0:
            continue
        if box.x0 < page.x0 - SLACK or box.x1 > page.x1 + SLACK or box.y0 < page.y0 - SLACK or box.y1 > page.y1 + SLACK:
            found.append(f"{artist} {box}")
    return found
