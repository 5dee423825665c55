"""The largest client leaves: the effect on the savings is shown, explained and printed."""

from pathlib import Path

import pypdf
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from rebond.ui.money.bars_canvas import BarsCanvas
from rebond.ui.money.tab import RunwayTab
from tests.stories.conftest import Person


def test_atlas_leaves_and_the_page_is_printed(person: Person, example: Path) -> None:
    person.starts(example)
    person.presses(Qt.Key.Key_2, ctrl=True)
    (runway,) = person.sees(RunwayTab)
    person.waits_for(lambda: bool(person.sees(BarsCanvas)))
    (bars,) = person.sees(BarsCanvas)
    person.waits_for(lambda: bar(bars, 1) is not None)
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bar(bars, 1) or QPoint())
    (departure,) = runway.scenario.leaving
    situation = runway.session.outlook.situation
    assert situation.client_names[departure.client_id] == "Atlas"
    assert any("If Atlas leaves today" in label.text() for label in person.sees(QLabel))

    page = person.folder / "runway.pdf"
    person.prints_into(page, "Print")

    text = pypdf.PdfReader(page).pages[0].extract_text()
    assert "If Atlas leaves today" in " ".join(text.split())


def bar(bars: BarsCanvas, answer: int) -> QPoint | None:
    """Return a point on the bar of an answer, in the widget; None while it is not drawn."""
    for y in range(0, bars.height(), 4):
        if bars._bar(QPointF(bars.width() // 2, y)) == answer:
            return QPoint(bars.width() // 2, y)
    return None
