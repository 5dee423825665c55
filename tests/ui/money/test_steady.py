"""The room of a text that changes: it asks for a new layout only when the text needs another size."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rebond.ui.money.steady import SteadyLabel, SteadyRoom

LONG = "a sentence that takes several lines of the window " * 6


class Window(QWidget):
    """A label in its room over another label; counts how often it is laid out."""

    layouts = 0

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self.label, self.below = label, QLabel("below", self)
        self.room = SteadyRoom(label, self)
        column = QVBoxLayout(self)
        column.addWidget(self.room)
        column.addWidget(self.below)
        column.addStretch(1)
        self.resize(300, 300)

    def event(self, event: QEvent) -> bool:
        self.layouts += event.type() is QEvent.Type.LayoutRequest
        return super().event(event)


@pytest.fixture
def shown(qtbot: QtBot) -> Window:
    window = Window(SteadyLabel())
    window.label.setText("short")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.wait(20)
    return window


def test_a_text_that_fits_lays_nothing_out(shown: Window, qtbot: QtBot) -> None:
    before = shown.layouts
    shown.label.setText("another text")
    qtbot.wait(20)
    assert shown.layouts == before
    assert shown.label.size() == shown.room.size()


def test_a_longer_text_gets_more_room(shown: Window, qtbot: QtBot) -> None:
    before, top = shown.label.height(), shown.below.y()
    shown.label.setText(LONG)
    qtbot.waitUntil(lambda: shown.label.height() > before)
    assert shown.label.height() == shown.label.heightForWidth(shown.label.width())
    assert shown.below.y() - top == shown.label.height() - before


def test_a_text_that_grew_while_it_was_hidden_has_its_room_once_it_is_shown(shown: Window, qtbot: QtBot) -> None:
    shown.hide()
    shown.label.setText(LONG)
    shown.show()
    qtbot.waitUntil(lambda: shown.label.height() == shown.label.heightForWidth(shown.label.width()))


def test_a_line_that_gets_longer_is_not_cut(qtbot: QtBot) -> None:
    window = Window(QLabel("1"))
    window.label.setMinimumWidth(60)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert window.room.sizeHint().width() == 60
    window.label.setText("a line of some length, longer than the least width")
    assert window.room.minimumSizeHint().width() == window.label.minimumSizeHint().width() > 60
    qtbot.waitUntil(lambda: window.label.width() >= window.label.sizeHint().width())
