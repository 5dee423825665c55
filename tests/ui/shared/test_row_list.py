"""Of a long list the rows in view are measured, once for a width; Home and End go to its ends."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from rebond.ui.missions.event_model import EventDelegate
from rebond.ui.missions.mission_model import MissionDelegate
from rebond.ui.program import Program
from rebond.ui.session import Session
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.row_model import Index
from rebond.ui.shared.windowed import WindowedModel
from tests.ui.conftest import show


class Numbers(WindowedModel):
    """Some thousand rows, each its own number; every tenth cannot be chosen."""

    def __init__(self, session: Session, count: int) -> None:
        super().__init__(session)
        self.total = count

    def read(self, limit: int, offset: int) -> Sequence[int]:
        return range(offset, min(self.total, offset + limit))

    def key(self, row: int) -> int:
        return row

    def listing(self) -> Any:
        return self

    def count(self, _reader: object) -> int:
        return self.total

    def show(self, row: int, column: int, role: int) -> str:
        return str(row)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if index.row() % 10 else Qt.ItemFlag.NoItemFlags


class Measuring(RowDelegate):
    """Makes rows as tall as the list is narrow, every seventh more, and notes which it measured."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self.measured: list[int] = []

    def measure(self, row: int, _font: QFont, _index: Index) -> QSize:
        self.measured.append(row)
        return QSize(10, (20 if self.width() > 200 else 40) + (row % 7 == 0) * 50)

    def draw(self, *_drawn: object) -> None:
        pass


@pytest.fixture
def view(qtbot: QtBot, empty_session: Session) -> RowList:
    model = Numbers(empty_session, 100_000)
    model.ask()
    view = RowList()
    model.setParent(view)
    view.show_rows(model, Measuring(view))
    return show(qtbot, view, 300, 200)


def measured(view: RowList) -> list[int]:
    delegate = view.itemDelegate()
    assert isinstance(delegate, Measuring)
    return delegate.measured


def height(view: RowList, row: int) -> int:
    return view.visualRect(view.model().index(row, 0)).height()


def test_only_rows_in_view_are_measured_and_each_once(view: RowList, qtbot: QtBot) -> None:
    assert set(range(7)) <= set(measured(view)) <= set(range(12))
    for _turn in range(100):
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 150)
    assert len(measured(view)) == len(set(measured(view))) < 700
    assert [height(view, row) for row in (0, 1, 7, 8)] == [70, 20, 70, 20]


def test_another_width_has_the_rows_in_view_measured_again(view: RowList) -> None:
    before = len(measured(view))
    view.resize(300, 240)
    assert len(measured(view)) <= before + 3, "another height has only those that come into view"
    view.resize(150, 240)
    assert [height(view, row) for row in range(3)] == [90, 40, 40]


def test_home_and_end_go_to_the_first_and_last_row_that_can_be_chosen(view: RowList, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(4, 0))
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 99_999
    last = view.visualRect(view.currentIndex())
    assert last.bottom() == view.viewport().height() - 1, "the last row stands at the bottom"
    assert len(measured(view)) < 60
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 99_998
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 1
    assert view.verticalScrollBar().value() == 0, "the heading comes into view with the row below it"
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert 5 <= view.currentIndex().row() <= 9
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


@pytest.mark.parametrize("delegate", [MissionDelegate, EventDelegate])
def test_at_the_start_every_row_is_measured_for_one_width(
    qtbot: QtBot, program: Program, example: Path, monkeypatch: pytest.MonkeyPatch, delegate: type[RowDelegate]
) -> None:
    widths: Counter[int] = Counter()
    measure: Any = delegate.sizeHint

    def note(self: RowDelegate, option: QStyleOptionViewItem, index: Index) -> QSize:
        widths[self._view.maximumViewportSize().width()] += 1
        size: QSize = measure(self, option, index)
        return size

    monkeypatch.setattr(delegate, "sizeHint", note)
    assert program.start(example) is not None
    qtbot.wait(150)
    assert len(widths) == 1
