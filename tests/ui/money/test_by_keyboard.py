"""Tables edited in place, by keyboard: Tab goes from cell to cell, and the focus stays where one works."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rebond.journal.queries.money_rows import expenses
from rebond.ui.money.in_place import InPlaceTable
from rebond.ui.money.tab import RunwayTab
from rebond.ui.session import Session
from rebond.ui.shared.fields import DayField
from tests.ui.money.test_tables import table

KEY = Qt.Key


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def at(rows: InPlaceTable, row: int, field: str) -> None:
    """Select a cell, and give the table the focus."""
    place = [column.field for column in rows.model.columns].index(field)
    rows.view.setCurrentIndex(rows.model.index(row, place))
    rows.view.setFocus()


def where(rows: InPlaceTable) -> tuple[int, str]:
    index = rows.view.currentIndex()
    return index.row(), rows.model.columns[index.column()].field


def press(qtbot: QtBot, key: Qt.Key, *, shift: bool = False) -> None:
    qtbot.keyClick(focused(), key, Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier)
    QApplication.processEvents()


def test_a_row_is_typed_with_tab_from_cell_to_cell(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    new = rows.model.rowCount() - 1
    at(rows, new, "name")
    qtbot.keyClick(focused(), KEY.Key_Return)
    qtbot.keyClicks(focused(), "Rent")
    press(qtbot, KEY.Key_Tab)
    assert where(rows) == (new, "amount")
    qtbot.keyClicks(focused(), "250")
    press(qtbot, KEY.Key_Tab)
    with session.journal.read() as reader:
        assert (expenses(reader)[-1].name, expenses(reader)[-1].amount) == ("Rent", 250_00)
    assert where(rows) == (new, "every"), "the row is saved, and Tab goes on in it"
    press(qtbot, KEY.Key_Tab)
    assert where(rows) == (new, "first")
    assert isinstance(focused(), DayField)
    press(qtbot, KEY.Key_Tab)
    press(qtbot, KEY.Key_Tab)
    assert where(rows) == (new, "essential")
    press(qtbot, KEY.Key_Tab)
    assert where(rows) == (new + 1, "name"), "after the last cell comes the next row"
    press(qtbot, KEY.Key_Tab, shift=True)
    assert where(rows) == (new, "essential")


def test_tab_goes_on_without_an_edit_and_leaves_at_either_end(tab: RunwayTab, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    at(rows, 0, "name")
    press(qtbot, KEY.Key_Tab)
    assert where(rows) == (0, "amount")
    assert not rows.view.viewport().findChildren(QLineEdit)
    press(qtbot, KEY.Key_Tab, shift=True)
    assert where(rows) == (0, "name")
    press(qtbot, KEY.Key_Tab, shift=True)
    assert not rows.view.hasFocus(), "before the first cell is what stands before the table"
    at(rows, rows.model.rowCount() - 1, "essential")
    press(qtbot, KEY.Key_Tab)
    assert not rows.view.hasFocus(), "after the last cell is what stands after the table"


def test_escape_ends_the_edit_first_then_leaves_the_table(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    at(rows, 0, "amount")
    before = rows.model.index(0, 1).data()
    qtbot.keyClicks(focused(), "9")
    qtbot.keyClick(focused(), KEY.Key_Escape)
    QApplication.processEvents()
    assert (rows.view.hasFocus(), rows.model.index(0, 1).data()) == (True, before)
    press(qtbot, KEY.Key_Escape)
    assert not rows.view.hasFocus()


@pytest.mark.parametrize("name", ["account", "expense"])
def test_after_a_row_is_deleted_the_next_one_is_selected(tab: RunwayTab, qtbot: QtBot, name: str) -> None:
    rows = table(tab, name)
    at(rows, 0, rows.model.columns[0].field)
    after = rows.model.row_id(1)
    press(qtbot, KEY.Key_Delete)
    assert rows.view.hasFocus()
    assert rows.view.currentIndex().row() == 0
    assert rows.model.row_id(0) == after


@pytest.mark.parametrize(("name", "field"), [("account", "date"), ("expense", "first"), ("expense", "last")])
def test_a_date_edited_in_its_cell_is_whole(tab: RunwayTab, qtbot: QtBot, name: str, field: str) -> None:
    rows = table(tab, name)
    at(rows, 0, field)
    qtbot.keyClick(focused(), KEY.Key_Return)
    editor = focused()
    assert isinstance(editor, DayField)
    assert editor.width() >= editor.minimumSizeHint().width()
    assert rows.view.viewport().rect().contains(editor.geometry())
