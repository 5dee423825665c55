"""The printed page: vectors and selectable text, the same picture as on screen, on every paper size."""

import subprocess
from io import BytesIO
from itertools import product
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.image import imread
from numpy.typing import NDArray
from pypdf import PdfReader
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize

from rebond.charts import runway_sentences
from rebond.charts.page import page
from rebond.charts.page_view import PageView, Paper
from rebond.ui.printing.paper import nearest_paper, print_to_pdf

from .conftest import MakeView

PAGES = [
    ("en", Paper.A4, False), ("en", Paper.LETTER, True), ("fr", Paper.A4, True), ("fr", Paper.LETTER, False),
]  # fmt: skip
DPI = 100
#: The greatest mean and single difference of grey, from 0 to 1, between two blurred pictures. It is not 0 because the
#: narrow space within a number is a little wider on paper.
MEAN, WORST = 0.012, 0.5


def printed(view: PageView, tmp_path: Path, paper: Paper = Paper.A4, *, landscape: bool = False) -> Path:
    path = tmp_path / "page.pdf"
    print_to_pdf(view, path, paper, landscape=landscape)
    return path


def picture_of(pdf: Path) -> NDArray[np.float64]:
    """Return the page of a PDF as grey values from 0 to 1, rendered by another program."""
    done = subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert not done.stderr
    return imread(pdf.with_suffix(".png"))[..., :3].mean(axis=2)


def agg_picture(view: PageView, paper: Paper, *, landscape: bool) -> NDArray[np.float64]:
    """Return the page as grey values, rendered by Agg as on screen."""
    figure = page(view, paper, landscape=landscape)
    # Without hinting, which makes letters a little wider on screen than on paper.
    content = BytesIO()
    with matplotlib.rc_context({"text.hinting": "none"}):
        figure.savefig(content, format="png", dpi=DPI, facecolor=figure.get_facecolor())
    content.seek(0)
    return imread(content)[..., :3].mean(axis=2)


def blurred(image: NDArray[np.float64], side: int = 4) -> NDArray[np.float64]:
    """Return the means of squares of pixels, in which a different anti-aliasing of letters does not matter."""
    high, wide = (length // side * side for length in image.shape)
    return image[:high, :wide].reshape(high // side, side, wide // side, side).mean(axis=(1, 3))


@pytest.mark.parametrize(("language", "paper", "landscape"), PAGES)
def test_the_page_holds_no_raster_and_its_text_can_be_searched(
    view_in: MakeView, tmp_path: Path, language: str, paper: Paper, landscape: bool
) -> None:
    view = view_in(language)
    found = PdfReader(printed(view, tmp_path, paper, landscape=landscape))
    assert len(found.pages) == 1
    sheet = found.pages[0]
    assert not list(sheet.images)
    assert "/XObject" not in sheet["/Resources"] or all(
        entry.get_object()["/Subtype"] != "/Image" for entry in sheet["/Resources"]["/XObject"].values()
    )
    text = " ".join(sheet.extract_text().split())
    result = runway_sentences.result(view.language, view.projection, view.scenario, view.outlook.situation.client_names)
    for wanted in (result, "Marie", view.language.day(view.outlook.today), "Atlas", "Perret"):
        assert " ".join(wanted.split()) in text


@pytest.mark.parametrize(("language", "paper", "landscape"), PAGES)
def test_the_printed_page_looks_as_the_chart_on_the_screen(
    view_in: MakeView, tmp_path: Path, language: str, paper: Paper, landscape: bool
) -> None:
    view = view_in(language)
    paper_image = picture_of(printed(view, tmp_path, paper, landscape=landscape))
    screen_image = agg_picture(view, paper, landscape=landscape)
    high = min(paper_image.shape[0], screen_image.shape[0])
    wide = min(paper_image.shape[1], screen_image.shape[1])
    # A PDF's size is in whole points, so that it may differ by a pixel or so.
    assert abs(paper_image.shape[0] - screen_image.shape[0]) <= 3
    assert abs(paper_image.shape[1] - screen_image.shape[1]) <= 3
    difference = np.abs(blurred(paper_image[:high, :wide]) - blurred(screen_image[:high, :wide]))
    assert difference.mean() < MEAN
    assert difference.max() < WORST


@pytest.mark.parametrize(("paper", "landscape"), list(product(Paper, (False, True))))
def test_nothing_is_drawn_outside_the_plot_or_in_the_margins(
    view: PageView, tmp_path: Path, paper: Paper, landscape: bool
) -> None:
    image = picture_of(printed(view, tmp_path, paper, landscape=landscape))
    margin = round(30 / 72 * DPI)
    for edge in (image[:margin], image[-margin:], image[:, :margin], image[:, -margin:]):
        assert edge.min() > 0.99


def test_a_line_that_leaves_the_scale_ends_at_its_edge(view: PageView, tmp_path: Path) -> None:
    """The scenario falls far below the scale; since QtSvg does not clip, the line itself must end at the axis."""
    picture_of(printed(view, tmp_path))
    chart = imread(tmp_path / "page.png")[: round(0.36 * 11.69 * DPI), :, :3]
    axis = np.flatnonzero((chart.mean(axis=2) < 0.8).mean(axis=1) > 0.5).max()
    red, green, blue = (chart[..., colour] for colour in range(3))
    orange = (red > 0.5) & (green < 0.45) & (blue < 0.35)
    assert orange[: axis + 1].any()
    assert not orange[axis + 2 :].any()


def test_other_papers_get_the_page_nearest_in_shape() -> None:
    assert nearest_paper(QPageSize(QPageSize.PageSizeId.A5)) is Paper.A4
    assert nearest_paper(QPageSize(QPageSize.PageSizeId.Letter)) is Paper.LETTER
    assert nearest_paper(QPageSize(QSizeF(5.5, 7.1), QPageSize.Unit.Inch, "near letter")) is Paper.LETTER


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_folder_that_is_not_there_is_an_error(view: PageView, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Permission"):
        print_to_pdf(view, tmp_path / "gone" / "page.pdf")
