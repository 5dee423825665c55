"""The activity report as a page: all of it on one page, whatever the month, the names and the notes."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from rebond.charts.activity_report import report_page, title
from rebond.charts.page_view import Paper
from rebond.charts.picture_files import picture
from rebond.charts.sheet import Box, Sheet, text_box
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.domain.worked_days.month import month_grid
from rebond.domain.worked_days.report import ActivityReport, Party
from rebond.language import Language
from tests.charts.drawn import texts
from tests.charts.languages import LONGER
from tests.languages import ENGLISH

LONG = "An uncommonly long name of a company & its <Sons>, of the kind that fills a line and more"
#: A month of six weeks.
AUGUST = date(2026, 8, 1)


def report(note: str = "", lines: int = 2, name: str = "Marie Nadal") -> ActivityReport:
    days = (AUGUST.replace(day=day) for day in range(1, 32))
    worked = [WorkedDay(mission_id=1, date=day, note=note) for day in days if day.weekday() < 5]
    address = tuple(f"line {number} of the address" for number in range(lines))
    grid = month_grid(AUGUST, worked, {date(2026, 8, 14): "A holiday with a long name"}, {}, AUGUST, None)
    return ActivityReport(Party(name, address), Party(LONG, address), "Advice", grid)


def text_of(made: ActivityReport, language: Language = ENGLISH) -> str:
    data = picture(report_page(made, language), ".pdf", title=title(made, language), made=AUGUST)
    (page,) = PdfReader(BytesIO(data)).pages
    return str(page.extract_text())


def test_a_short_report_shows_all_of_it() -> None:
    text = text_of(report())
    for word in ("Activity report", "August 2026", "Marie Nadal", "line 1 of the address", "Total: 21 days"):
        assert word in text
    assert "Notes on the days" not in text


def test_an_unknown_name_leaves_a_line_to_write_on() -> None:
    text = text_of(report(name=""))
    assert "The consultant" in text
    assert "None" not in text


def test_notes_without_room_are_counted() -> None:
    text = text_of(report(note="Workshop with the team, then corrections of all that was found in it. " * 3, lines=12))
    assert "more days" in text
    assert "line 5 of the address" in text
    assert "line 8 of the address" not in text


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", [ENGLISH, LONGER], ids=["en", "longer"])
@pytest.mark.parametrize("lines", [0, 12])
def test_no_text_leaves_the_page_or_covers_another(language: Language, paper: Paper, lines: int) -> None:
    figure = report_page(report(note="Workshop " * 40, lines=lines), language, paper)
    (sheet,) = figure.artists
    assert isinstance(sheet, Sheet)
    width, height = sheet.width, sheet.height
    boxes: list[tuple[str, Box]] = []
    for text in texts(figure):
        how = text.get_fontproperties()
        box = text_box(
            *text.get_position(), text.get_text(), how.get_size_in_points(),
            bold=how.get_weight() == "bold", align=text.get_horizontalalignment(),
        )  # fmt: skip
        assert box.x >= -1, text.get_text()
        assert box.right <= width + 1, text.get_text()
        assert box.y >= -1, text.get_text()
        assert box.top <= height + 1, text.get_text()
        # Without the room above and below its letters, in which lines may touch.
        inner = Box(box.x, box.y + 0.25 * box.height, box.width, 0.5 * box.height)
        for other, taken in boxes:
            assert not inner.overlaps(taken), (text.get_text(), other)
        boxes.append((text.get_text(), inner))
    assert len(boxes) > 40
