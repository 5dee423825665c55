"""What is drawn again is the same as what is drawn for the first time, and a text is where it belongs."""

import numpy as np
import pytest

from rebond.charts.sheet import Box, Sheet, whole

from .drawn import figure, pixels


def drawn(sheet: Sheet, *, other: bool = False) -> None:
    """One of two drawings that overlap with shapes of one height: what came later must stay on top."""
    shift = 20 if other else 0
    sheet.block(Box(10 + shift, 10, 60, 40), "#1f5fbf", 2)
    sheet.line((0, 100), (20 + shift, 20), "#c2410c", 6)
    sheet.block(Box(30, 5 + shift, 20, 60), "#8fb1e3", 2)
    sheet.text(60, 30, "Atlas 62 %" if other else "Perret", 9, "#1c2233", align="center")
    if other:
        sheet.ring(Box(5, 5, 90, 60), "#000000", "#ffffff", 0.5)


def test_a_sheet_drawn_on_again_shows_only_and_all_of_the_last_drawing() -> None:
    made, new = figure(300, 200), figure(300, 200)
    sheet = Sheet(made, whole(made))
    for other in (False, True, True, False, True):
        sheet.clear(whole(made))
        drawn(sheet, other=other)
    drawn(Sheet(new, whole(new)), other=True)
    assert np.array_equal(pixels(made), pixels(new))
    assert len(sheet.drawn) == 5


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("text", ["4 mois", "Éléonore Ångström", "zéro le 1er juin 2027"])
def test_a_text_is_at_its_place_to_a_quarter_of_a_pixel(align: str, text: str) -> None:
    made, size = figure(300, 60), 12
    sheet = Sheet(made, whole(made))
    place = {"left": 20, "center": 108, "right": 200}[align]
    spread = []
    for quarter in range(8):
        sheet.clear(whole(made))
        sheet.text(place + quarter * 72 / made.dpi / 4, 14, text, size, "#000000", align=align)
        ink = 255.0 - pixels(made)[:, :, 0]
        columns = np.arange(ink.shape[1])
        spread.append(float((ink.sum(axis=0) * columns).sum() / ink.sum()))
    steps = np.diff(spread)
    assert steps == pytest.approx([0.25] * 7, abs=0.05)
