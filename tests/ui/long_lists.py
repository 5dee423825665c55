"""What the tests of long lists share: counting the rows read, and comparing what is in view with the journal."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.windowed import ROW, WINDOW, WindowedModel

#: The most rows that may be read to show a window of a list, whatever its length.
MOST = 4 * WINDOW


class Rows:
    """Counts the rows that models read."""

    def __init__(self) -> None:
        self.read = 0

    def counted(self, read: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any, **kwargs: Any) -> Any:
            rows = read(*args, **kwargs)
            self.read += len(rows)
            return rows

        return counting


def count_rows(monkeypatch: pytest.MonkeyPatch) -> Rows:
    """Count the rows that every windowed model reads from now on."""
    rows, waiting = Rows(), [WindowedModel]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "read" in vars(kind):
            monkeypatch.setattr(kind, "read", rows.counted(kind.read))
    return rows


def scroll_through(view: Any) -> None:
    """Scroll down to the very end of a list."""
    model = view.model()
    while model.canFetchMore():
        model.fetchMore()
    view.scrollToBottom()


def top(view: Any) -> tuple[object, int]:
    """Return the key of the row on top of a list, and its place in pixels."""
    index = view.indexAt(QPoint(1, 1))
    return view.model().key(index.data(ROW)), view.visualRect(index).top()


def is_true(view: Any) -> None:
    """Check that all rows in view are as the journal has them, and as high as their texts."""
    model = view.model()
    first, last = (view.indexAt(place).row() for place in (QPoint(1, 1), view.viewport().rect().bottomLeft()))
    last = model.rowCount() - 1 if last < 0 else last
    assert last > first
    shown = [model.known(place)[0] for place in range(first, last + 1)]
    assert shown == list(model.read(last - first + 1, first))
    if isinstance(view, RowList):
        delegate: Any = view.itemDelegate()
        for place, row in enumerate(shown, first):
            index, below = model.index(place, 0), model.index(place + 1, 0)
            wanted = delegate.measure(row, view.font(), index).height()
            assert view.visualRect(index).height() == wanted
            if place < last:
                assert view.visualRect(below).top() == view.visualRect(index).top() + wanted


def settle(qtbot: QtBot) -> None:
    """Let the event loop paint, and do what waits for that."""
    qtbot.wait(1)
    for _turn in range(4):
        QApplication.processEvents()
