"""The focus stays where one works: after a dialog, and on the next row after one is deleted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog
from pytestqt.qtbot import QtBot

from rebond.domain.prospecting.kinds import StageId
from rebond.ui.main_window import MainWindow
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.session import Session
from tests.ui.conftest import show

#: Each list in which rows are deleted or edited with a key.
LISTS = ("missions", "events", "invoices", "contacts", "cards", "expenses")


@pytest.fixture
def window(example_session: Session, qtbot: QtBot) -> MainWindow:
    return show(qtbot, MainWindow(example_session, "light"), 1024, 640)


def view(window: MainWindow, name: str) -> QAbstractItemView:
    """Return a list, shown, with its first row selected and the focus."""
    workspace = window.workspace
    assert workspace
    if name in ("missions", "events", "invoices"):
        missions = workspace.show_tab("missions")
        assert isinstance(missions, MissionsTab)
        missions.parts.setCurrentWidget(missions.invoices if name == "invoices" else missions.events)
        found = {"missions": missions.missions, "events": missions.events, "invoices": missions.invoices}[name].view
    elif name == "expenses":
        tables = workspace.runway.tables
        workspace.show_tab("money")
        tables.setCurrentIndex(tables.pages["expense"])
        found = tables.expenses.view
    else:
        tab = workspace.show_tab("prospecting")
        assert isinstance(tab, ProspectionTab)
        tab.as_list.setChecked(name == "contacts")
        found = tab.list if name == "contacts" else tab.board.columns[StageId.TO_CONTACT].cards
    found.setCurrentIndex(found.model().index(0, 0))
    found.setFocus()
    QApplication.processEvents()
    return found


@pytest.mark.parametrize("name", LISTS)
def test_after_a_row_is_deleted_the_next_one_is_selected_and_has_the_focus(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    shown = view(window, name)
    gone, after = (shown.model().index(row, 0).data() for row in (0, 1))
    qtbot.keyClick(shown, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert gone not in [shown.model().index(row, 0).data() for row in range(shown.model().rowCount())]
    assert shown.hasFocus()
    assert shown.currentIndex().siblingAtColumn(0).data() == after


@pytest.mark.parametrize("name", ["missions", "events", "invoices", "contacts", "cards"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_after_a_form_is_closed_the_focus_is_on_the_row_it_was_opened_from(
    window: MainWindow, qtbot: QtBot, name: str, key: Qt.Key
) -> None:
    shown = view(window, name)
    before = shown.currentIndex().row()
    qtbot.keyClick(shown, Qt.Key.Key_F2)
    form = next(child for child in window.findChildren(QDialog) if child.isVisible())
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, key)
    assert not form.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert shown.hasFocus()
    assert shown.currentIndex().row() == before
