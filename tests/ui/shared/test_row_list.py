"""Rows are measured once for a width of their list, however often a scroll bar comes and goes."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, QStringListModel
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from rebond.ui.missions.event_model import EventDelegate
from rebond.ui.missions.mission_model import MissionDelegate
from rebond.ui.program import Program
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.row_model import Index

RowDelegate = MissionDelegate | EventDelegate


class Measuring(QStyledItemDelegate):
    """Measures rows as tall as the list is narrow, and counts how often it did."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._view = view
        self.measured = 0

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        self.measured += 1
        return QSize(10, 20 if self._view.maximumViewportSize().width() > 200 else 40)


def shown(qtbot: QtBot, rows: int) -> tuple[RowList, Measuring]:
    view = RowList()
    qtbot.addWidget(view)
    view.setModel(QStringListModel([str(row) for row in range(rows)], view))
    delegate = Measuring(view)
    view.setItemDelegate(delegate)
    view.resize(300, 200)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: delegate.measured > 0)
    qtbot.wait(150)  # Qt would lay out again after a tenth of a second
    return view, delegate


def test_a_scroll_bar_has_no_row_measured_again(qtbot: QtBot) -> None:
    view, delegate = shown(qtbot, 50)
    assert view.verticalScrollBar().isVisible()
    assert delegate.measured < 2 * 50


def test_another_width_has_every_row_measured_again(qtbot: QtBot) -> None:
    view, _delegate = shown(qtbot, 4)
    assert view.visualRect(view.model().index(3, 0)).height() == 20
    view.resize(150, 200)
    qtbot.waitUntil(lambda: view.visualRect(view.model().index(3, 0)).height() == 40)


def test_another_height_has_no_row_measured_again(qtbot: QtBot) -> None:
    view, delegate = shown(qtbot, 50)
    before = delegate.measured
    view.resize(300, 400)
    qtbot.wait(150)
    assert delegate.measured < before + 50


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
