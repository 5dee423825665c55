"""Work after the frame: painted first, done once, and at once where there is no frame."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.ui.shared.after_frame import AfterFrame
from tests.ui.conftest import show
from tests.ui.long_lists import settle


class Painted(QWidget):
    """Notes when it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []
        self.later = AfterFrame(self, lambda: self.order.append("work"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self.order.append("painted")


def test_the_frame_comes_first_and_the_work_once(qtbot: QtBot) -> None:
    widget = show(qtbot, Painted(), 50, 50)
    for asked_first in (True, False):
        settle(qtbot)
        widget.order.clear()
        for _time in range(3):
            if asked_first:
                widget.later.ask()
            widget.update()
            if not asked_first:
                widget.later.ask()
        assert widget.order == []
        QApplication.processEvents()
        assert widget.order == ["painted"], "what the person does in this turn goes before the work"
        settle(qtbot)
        assert widget.order == ["painted", "work"]


def test_work_is_done_early_where_it_is_needed_and_not_again(qtbot: QtBot) -> None:
    widget = show(qtbot, Painted(), 50, 50)
    settle(qtbot)
    widget.order.clear()
    widget.later.ask()
    widget.later.catch_up()
    widget.later.catch_up()
    settle(qtbot)
    assert widget.order == ["work"]
    widget.later.ask()
    widget.later.drop()
    settle(qtbot)
    assert widget.order == ["work"]


def test_a_hidden_widget_has_no_frame_to_wait_for(qtbot: QtBot) -> None:
    widget = Painted()
    qtbot.addWidget(widget)
    widget.later.ask()
    assert widget.order == ["work"]


def test_a_widget_hidden_meanwhile_catches_up(qtbot: QtBot) -> None:
    widget = show(qtbot, Painted(), 50, 50)
    settle(qtbot)
    widget.order.clear()
    widget.later.ask()
    widget.hide()
    settle(qtbot)
    assert "work" not in widget.order
    widget.later.catch_up()
    assert widget.order.count("work") == 1
    widget.show()
    widget.later.ask()
    qtbot.waitUntil(lambda: widget.order.count("work") == 2)
