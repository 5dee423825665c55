"""Lines of text as pictures on a screen, each drawn once: laying out and drawing letters is most of what a chart costs.

Files and printers are given the text itself.
"""

from functools import lru_cache
from math import ceil, floor
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from numpy.typing import NDArray

from rebond.charts.measure import font

#: Pixels around the letters, for those that reach beyond their width.
_AROUND = 4
#: The places within a pixel where a text may begin, since letters look otherwise at each.
_PARTS = 4


def draw(
    renderer: Any, gc: Any, x: float, y: float, text: str, size: float, color: str, *, bold: bool, before: float
) -> bool:
    """Draw a line of text, of which the share `before` is at the left of the point, in pixels from the bottom left.

    Returns False, and draws nothing, on another renderer than that of screens.
    """
    if type(renderer) is not RendererAgg:
        return False
    x -= before * _width(text, size, bold, renderer.dpi)
    across, up = (round(_PARTS * (at - floor(at))) / _PARTS for at in (x, y))
    picture = _picture(text, size, color, bold, renderer.dpi, across, up)
    renderer.draw_image(gc, floor(x) - _AROUND, floor(y) - picture.shape[0] // 3, picture)
    return True


@lru_cache(maxsize=1024)
def _width(text: str, size: float, bold: bool, dpi: float) -> float:
    """Return the width of a text in pixels."""
    renderer = RendererAgg(1, 1, dpi)  # type: ignore[no-untyped-call]
    return float(renderer.get_text_width_height_descent(text, font(size, bold=bold), False)[0])  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1024)
def _picture(
    text: str,
    size: float,
    color: str,
    bold: bool,
    dpi: float,
    across: float,
    up: float,
) -> NDArray[np.uint8]:
    """Return a text as (height, width, RGBA), the lowest row first, a third of it below the baseline.

    The text begins so many pixels to the right of a pixel's edge, and over it.
    """
    wide = ceil(_width(text, size, bold, dpi)) + 2 * _AROUND
    high = 3 * int(size * dpi / 72 * 0.8)
    renderer = RendererAgg(wide, high, dpi)  # type: ignore[no-untyped-call]
    gc = renderer.new_gc()
    gc.set_foreground(color)
    how = font(size, bold=bold)
    renderer.draw_text(gc, _AROUND + across, high - high // 3 - up, text, how, 0)  # type: ignore[no-untyped-call]
    return np.asarray(renderer.buffer_rgba())[::-1].copy()  # type: ignore[no-untyped-call]
