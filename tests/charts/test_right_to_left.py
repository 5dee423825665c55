"""Names in Hebrew and Arabic: as they are written, in a line that runs from left to right."""

from datetime import date
from io import BytesIO

import pytest
from matplotlib.figure import Figure
from pypdf import PdfReader

from rebond.charts.picture_files import picture
from rebond.charts.sheet import Sheet, whole

HEBREW, ARABIC = "אטלס", "شركة"


def drawn(text: str, align: str = "left") -> list[tuple[float, str]]:
    """Return the pieces of a line of a PDF, each with its distance from the left in points."""
    figure = Figure(figsize=(4, 1))
    sheet = Sheet(figure, whole(figure))
    x = {"left": 10.0, "center": 144.0, "right": 278.0}[align]
    sheet.text(x, 30, text, 12, "#000000", align=align)
    found: list[tuple[float, str]] = []

    def visit(piece: str, matrix: list[float], text_matrix: list[float], _font: object, _size: float) -> None:
        if piece.strip():
            found.append((round(matrix[4] + text_matrix[4], 1), piece.strip()))

    data = picture(figure, ".pdf", title="", made=date(2026, 11, 22))
    PdfReader(BytesIO(data)).pages[0].extract_text(visitor_text=visit)
    return sorted(found)


@pytest.mark.parametrize("name", [HEBREW, ARABIC])
def test_what_follows_a_name_stands_at_its_right(name: str) -> None:
    assert [piece for _x, piece in drawn(f"{name} 62%")] == [name, "62%"]
    assert [piece for _x, piece in drawn(f"If {name} leaves")] == ["If", name, "leaves"]


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_line_in_pieces_stands_where_a_whole_one_would(align: str) -> None:
    pieces = drawn(f"{HEBREW} 62%", align)
    assert pieces[0][0] == pytest.approx({"left": 10, "center": 144 - 32, "right": 278 - 64}[align], abs=6)
    assert pieces[1][0] - pieces[0][0] == pytest.approx(34, abs=6)


def test_an_svg_keeps_the_space_between_a_name_and_its_share() -> None:
    figure = Figure(figsize=(4, 1))
    Sheet(figure, whole(figure)).text(10, 30, f"{HEBREW} 62%", 12, "#000000")
    svg = picture(figure, ".svg", title="", made=date(2026, 11, 22)).decode()
    assert f">{HEBREW}<" in svg
    assert ">62%<" in svg
