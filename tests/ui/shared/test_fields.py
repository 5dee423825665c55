"""The form fields of each type of value, used by keyboard."""

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QCalendarWidget, QMainWindow
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Billing
from rebond.domain.problems import Refused
from rebond.ui.shared.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    DayField,
    DaysField,
    HoursField,
    LongTextField,
    MonthDayField,
    MonthField,
    NumberField,
    PickField,
    RateField,
    TextField,
    TimeField,
)

TODAY = date(2026, 11, 22)
Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


def shown(qtbot: QtBot, field: Any) -> Any:
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    return field


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (TextField, "  Atlas ", "Atlas"),
        (LongTextField, "two lines ", "two lines"),
        (AmountField, "1 234,56", 1234_56),
        (DaysField, "12,5", 12_50),
        (RateField, "25.6 %", 25_600),
        (NumberField, "30", 30),
        (HoursField, "1h30", 90),
        (TimeField, "19h40", time(19, 40)),
        (MonthField, "12/2026", date(2026, 12, 1)),
        (MonthDayField, "20/12", "12-20"),
    ],
)
def test_what_is_typed_is_read_and_shown_as_it_may_be_typed_again(
    qtbot: QtBot, field: Any, typed: str, value: object
) -> None:
    editor = shown(qtbot, field())
    qtbot.keyClicks(editor, typed)
    assert editor.read() == value
    again = field()
    qtbot.addWidget(again)
    again.show_value(value)
    assert again.read() == value


@pytest.mark.parametrize(
    ("field", "code"),
    [
        (AmountField, "amount_unreadable"),
        (DaysField, "number_unreadable"),
        (NumberField, "number_unreadable"),
        (RateField, "rate_unreadable"),
        (HoursField, "hours_unreadable"),
        (TimeField, "time_unreadable"),
        (MonthField, "not_a_month"),
    ],
)
def test_what_cannot_be_read_is_refused_and_stays(qtbot: QtBot, field: Any, code: str) -> None:
    editor = shown(qtbot, field(optional=True))
    assert editor.read() is None
    qtbot.keyClicks(editor, "soon")
    with pytest.raises(Refused) as refused:
        editor.read()
    assert [problem.code for problem in refused.value.problems] == [code]
    assert editor.text() == "soon"
    needed = field()
    qtbot.addWidget(needed)
    with pytest.raises(Refused):
        needed.read()


def test_half_a_day_is_no_whole_number(qtbot: QtBot) -> None:
    editor = shown(qtbot, NumberField())
    qtbot.keyClicks(editor, "2,5")
    with pytest.raises(Refused):
        editor.read()


def test_nothing_that_is_pasted_is_cut_off(qtbot: QtBot) -> None:
    editor = shown(qtbot, TextField())
    QGuiApplication.clipboard().setText("é" * 100_000)
    qtbot.keyClick(editor, Key.Key_V, Ctrl)
    assert editor.read() == "é" * 100_000


def test_several_lines_pasted_into_one_become_one(qtbot: QtBot) -> None:
    editor = shown(qtbot, TextField())
    QGuiApplication.clipboard().setText(" Atlas\r\nand\tsons\n")
    qtbot.keyClick(editor, Key.Key_V, Ctrl)
    assert editor.read() == "Atlas and sons"


def test_a_day_typed_in_short_is_shown_in_full_when_it_is_left(qtbot: QtBot) -> None:
    editor = shown(qtbot, DayField(TODAY))
    qtbot.keyClicks(editor, "+7")
    qtbot.keyClick(editor, Key.Key_Return)
    assert editor.text() == "29/11/2026"
    assert editor.read() == date(2026, 11, 29)


def test_a_day_that_is_none_is_left_as_it_was_typed(qtbot: QtBot) -> None:
    editor = shown(qtbot, DayField(TODAY, optional=True))
    qtbot.keyClicks(editor, "31/2")
    qtbot.keyClick(editor, Key.Key_Return)
    assert editor.text() == "31/2"
    with pytest.raises(Refused):
        editor.read()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_day_is_chosen_in_a_calendar_by_keyboard(qtbot: QtBot) -> None:
    editor = shown(qtbot, DayField(TODAY))
    qtbot.keyClick(editor, Key.Key_F4)
    calendar = editor.findChild(QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    told: list[str] = []
    editor.editingFinished.connect(lambda: told.append(editor.text()))
    qtbot.keyClick(calendar.focusWidget() or calendar, Key.Key_Right)
    qtbot.keyClick(calendar.focusWidget() or calendar, Key.Key_Return)
    assert not calendar.isVisible()
    assert editor.read() == date(2026, 11, 23)
    assert told == [editor.text()], "as if it had been typed"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_calendar_lies_within_the_screen(qtbot: QtBot) -> None:
    editor = shown(qtbot, DayField(TODAY))
    screen = editor.screen().availableGeometry()
    editor.move(screen.right() - 40, screen.bottom() - 40)
    qtbot.keyClick(editor, Key.Key_F4)
    assert screen.contains(editor.findChild(QCalendarWidget).geometry())


def test_a_choice_is_the_member_itself(qtbot: QtBot) -> None:
    editor = shown(qtbot, ChoiceField(Billing))
    assert editor.read() is Billing.MONTHLY
    qtbot.keyClick(editor, Key.Key_Down)
    assert editor.read() is Billing.DAILY
    editor.show_value(Billing.MILESTONES)
    assert editor.read() is Billing.MILESTONES
    optional = ChoiceField(Billing, none="–")
    qtbot.addWidget(optional)
    assert optional.read() is None
    optional.show_value(Billing.DAILY)
    assert optional.read() is Billing.DAILY
    optional.show_value(None)
    assert optional.read() is None


def test_a_row_is_picked_by_its_name(qtbot: QtBot) -> None:
    editor = shown(qtbot, PickField({7: "Atlas", 9: "<b>Lune</b>"}, none="nobody"))
    assert editor.read() is None
    qtbot.keyClicks(editor, "<")
    assert editor.read() == 9
    editor.show_value(7)
    assert editor.read() == 7


def test_a_pick_keeps_what_was_chosen_when_others_are_offered(qtbot: QtBot) -> None:
    editor = shown(qtbot, PickField({7: "Atlas", 9: "Lune"}))
    editor.show_value(9)
    editor.offer({9: "La Lune", 3: "Perret", 7: "Atlas"})
    assert (editor.read(), editor.currentText()) == (9, "La Lune")
    editor.offer({3: "Perret", 7: "Atlas"})
    assert editor.read() == 3


def test_a_box_is_checked_with_the_space_bar(qtbot: QtBot) -> None:
    editor = shown(qtbot, CheckField("counted"))
    qtbot.keyClick(editor, Key.Key_Space)
    assert editor.read() is True


@pytest.fixture
def pressed(qtbot: QtBot) -> tuple[QMainWindow, list[str]]:
    """Return a window whose menu has undo and redo, and the list of what was called."""
    asked: list[str] = []
    window = QMainWindow()
    menu = window.menuBar().addMenu("Edit")
    for name, keys in (("undo", QKeySequence.StandardKey.Undo), ("redo", "Ctrl+Shift+Z")):
        action = QAction(name, window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, said=name: asked.append(said))
        menu.addAction(action)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window, asked


@pytest.mark.parametrize("field", [TextField, AmountField, LongTextField], ids=lambda field: field.__name__)
def test_ctrl_z_is_the_editors_while_it_has_something_to_take_back_and_then_the_windows(
    qtbot: QtBot, pressed: tuple[QMainWindow, list[str]], field: Any
) -> None:
    window, asked = pressed
    editor = field()
    window.setCentralWidget(editor)
    editor.setFocus()
    qtbot.keyClicks(editor, "12")
    qtbot.keyClick(editor, Key.Key_Z, Ctrl)
    assert (editor.read() if field is not AmountField else editor.text(), asked) == ("", [])
    qtbot.keyClick(editor, Key.Key_Z, Ctrl)
    assert asked == ["undo"]
    qtbot.keyClick(editor, Key.Key_Z, Ctrl | Shift)
    assert (editor.read() if field is not AmountField else editor.text(), asked) == ("12", ["undo"])
    qtbot.keyClick(editor, Key.Key_Z, Ctrl | Shift)
    assert asked == ["undo", "redo"]


def test_a_line_emptied_after_an_action_leaves_ctrl_z_to_the_window(
    qtbot: QtBot, pressed: tuple[QMainWindow, list[str]]
) -> None:
    window, asked = pressed
    editor = TextField()
    window.setCentralWidget(editor)
    editor.setFocus()
    qtbot.keyClicks(editor, "asked for a post")
    editor.setText("")
    qtbot.keyClick(editor, Key.Key_Z, Ctrl)
    assert (editor.text(), asked) == ("", ["undo"])
