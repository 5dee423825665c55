"""Lines of text as pictures on a screen, each drawn once: laying out and drawing letters is most of what a chart costs.

Files and printers are given the text itself.
"""

from functools import lru_cache
from math import floor
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from numpy.typing import NDArray

from rebond.charts.measure import drawn_width, font

#: Pixels around the letters, for those that reach beyond their width.
_AROUND = 4
#: The places within a pixel where a text may begin, since letters look otherwise at each.
_PARTS = 4


class _Picture(NamedTuple):
    """A line of text as (height, width, RGBA), the lowest row first, a third of it below the baseline.

    `width` is that of the text, without the pixels around it.
    """

    rgba: NDArray[np.uint8]
    width: float


def draw(
    renderer: Any, gc: Any, x: float, y: float, text: str, size: float, color: str, *, bold: bool, before: float
) -> bool:
    """Draw a line of text, of which the share `before` is at the left of the point, in pixels from the bottom left.

    Returns False, and draws nothing, on another renderer than that of screens.
    """
    if type(renderer) is not RendererAgg:
        return False
    kind = text, size, color, bold, renderer.dpi
    x -= before * _picture(*kind).width
    across, up = (round(_PARTS * (at - floor(at))) / _PARTS for at in (x, y))
    rgba = _picture(*kind, across, up).rgba
    renderer.draw_image(gc, floor(x) - _AROUND, floor(y) - rgba.shape[0] // 3, rgba)
    return True


@lru_cache(maxsize=1024)
def _picture(
    text: str,
    size: float,
    color: str,
    bold: bool,
    dpi: float,
    across: float = 0.0,
    up: float = 0.0,
) -> _Picture:
    """Return the picture of a text that begins so many pixels to the right of a pixel's edge, and over it."""
    pixels = dpi / 72
    wide = int(drawn_width(text, size, bold=bold) * pixels * 1.1) + 2 * _AROUND
    high = 3 * int(size * pixels * 0.8)
    renderer = RendererAgg(wide, high, dpi)  # type: ignore[no-untyped-call]
    gc = renderer.new_gc()
    gc.set_foreground(color)
    how = font(size, bold=bold)
    renderer.draw_text(gc, _AROUND + across, high - high // 3 - up, text, how, 0)  # type: ignore[no-untyped-call]
    width, _height, _descent = renderer.get_text_width_height_descent(text, how, False)  # type: ignore[no-untyped-call]
    return _Picture(np.asarray(renderer.buffer_rgba())[::-1].copy(), width)  # type: ignore[no-untyped-call]
