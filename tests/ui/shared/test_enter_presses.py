"""Enter presses the button with the focus once, whatever its window, and no button without it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rebond.ui.shared.enter_presses import FOR_GOOD, EnterPresses
from tests.ui.conftest import show


@pytest.mark.parametrize("window", [QWidget, QDialog])
@pytest.mark.parametrize("by_itself", [True, False])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_button_with_the_focus_is_pressed_once(
    qtbot: QtBot, qapp: QApplication, window: type[QWidget], by_itself: bool, key: Qt.Key
) -> None:
    shown = window()
    enter = EnterPresses(qapp, shown)
    assert enter.parent() is shown
    column, pressed = QVBoxLayout(shown), []
    line, button, tool, other = QLineEdit(), QPushButton("One"), QToolButton(), QPushButton("Two")
    for widget in (line, button, tool, other):
        column.addWidget(widget)
    for name, one in (("button", button), ("tool", tool), ("other", other)):
        one.clicked.connect(lambda _on=False, name=name: pressed.append(name))
        if isinstance(one, QPushButton):
            one.setAutoDefault(by_itself)
    show(qtbot, shown, 200, 200)
    for widget, name in ((button, "button"), (tool, "tool"), (button, "button")):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(widget, key)
        assert pressed.pop() == name
        assert pressed == []
    button.setEnabled(False)
    tool.setFocus()
    qtbot.keyClick(tool, key, Qt.KeyboardModifier.ControlModifier)
    if not (by_itself and window is QDialog):
        line.setFocus()
        qtbot.keyClick(line, key)
    assert "button" not in pressed


def test_a_button_that_does_something_for_good_is_not_pressed_by_enter(qtbot: QtBot, qapp: QApplication) -> None:
    shown, pressed = QDialog(), []
    enter = EnterPresses(qapp, shown)
    assert enter.parent() is shown
    button = QPushButton("Erase", shown)
    button.setAutoDefault(False)
    button.setProperty(FOR_GOOD, True)
    button.clicked.connect(lambda: pressed.append(1))
    show(qtbot, shown, 200, 200)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == []
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1]
