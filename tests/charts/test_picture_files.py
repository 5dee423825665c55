"""A picture is saved whole, with real text, the same bytes each time, and nothing of this machine in it."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from pypdf import PdfReader

from rebond.charts.balance import BalanceChart
from rebond.charts.page import page
from rebond.charts.picture_files import FORMATS, picture, save
from rebond.charts.style import LIGHT
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from tests.languages import ENGLISH

from .drawn import figure
from .test_balance import VIEW
from .test_page import VIEWS

MADE = date(2026, 11, 22)


def printed() -> Figure:
    return page(VIEWS["the first example"])


def test_a_pdf_is_one_page_of_text_and_lines_without_an_image() -> None:
    reader = PdfReader(BytesIO(picture(printed(), ".pdf", title="Marie", made=MADE)))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "your savings last 6.3 months" in text
    assert "zero on 1 June 2027" in text
    assert "39,552.00" in text
    assert list(reader.pages[0].images) == []
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.creator) == ("Marie", "Rebond")
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(float(width)), round(float(height))) == (595, 842)


def test_an_svg_needs_neither_clips_nor_patterns_and_its_text_is_text() -> None:
    svg = picture(printed(), ".svg", title="Marie", made=MADE).decode()
    assert "clip-path" not in svg
    assert "<pattern" not in svg
    assert "<image" not in svg
    assert "zero on 1 June 2027</text>" in svg
    assert "<title>Marie</title>" in svg


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_page_gives_the_same_bytes(ending: str) -> None:
    first = picture(printed(), ending, title="Marie", made=MADE)
    assert first == picture(printed(), ending, title="Marie", made=MADE)
    assert str(Path.cwd()).encode() not in first


def test_the_scenario_of_a_chart_on_the_screen_is_saved_too() -> None:
    made = figure(900, 480)
    BalanceChart(made, animated=True).draw(VIEW, LIGHT)
    assert b"if Atlas leaves</text>" in picture(made, ".svg", title="Savings", made=MADE)


def test_a_file_is_written_whole_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "runway.PDF"
    save(printed(), path, title="Marie", made=MADE)
    assert path.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [path]


def test_when_it_cannot_be_written_what_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "runway.png"
    path.mkdir()
    (path / "inside").write_text("kept")
    with pytest.raises(OSError, match="runway"):
        save(printed(), path, title="Marie", made=MADE)
    assert [found.name for found in tmp_path.iterdir()] == ["runway.png"]
    assert (path / "inside").read_text() == "kept"


def test_another_ending_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        save(printed(), tmp_path / "runway.docx", title="Marie", made=MADE)
    assert ".docx" in sentence(ENGLISH, refused.value.problems[0])
    assert list(tmp_path.iterdir()) == []
