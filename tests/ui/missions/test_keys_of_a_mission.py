"""The keys of the commands on a mission work wherever the focus is in the tab."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from rebond.ui.missions.files_dialog import FilesDialog
from rebond.ui.missions.people_dialog import PeopleDialog
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.talks.talk_form import TalkForm
from tests.ui.conftest import delete_now
from tests.ui.missions.conftest import session, tab

__all__ = ["session", "tab"]
Key = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
#: Where the focus is: a part of the tab to bring to the front, if any, and the widget.
PLACES: dict[str, Callable[[MissionsTab], tuple[QWidget | None, QWidget]]] = {
    "the list": lambda tab: (None, tab.missions.view),
    "the search of the list": lambda tab: (None, tab.missions.search),
    "the line of a new entry": lambda tab: (tab.events, tab.events.line.text),
    "the journal": lambda tab: (tab.events, tab.events.view),
    "the invoices": lambda tab: (tab.invoices, tab.invoices.view),
    "the field that finds": lambda tab: (tab.invoices, tab.parts.search),
}


def focused(tab: MissionsTab, place: str, qtbot: QtBot) -> QWidget:
    part, widget = PLACES[place](tab)
    if part:
        tab.parts.setCurrentWidget(part)
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


def dialogs(kind: type[QDialog]) -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("key", "kind"), [(Key.Key_T, TalkForm), (Key.Key_K, PeopleDialog)])
def test_a_talk_and_the_people(tab: MissionsTab, qtbot: QtBot, place: str, key: Qt.Key, kind: type[QDialog]) -> None:
    QTest.keyClick(focused(tab, place, qtbot), key, CTRL_SHIFT)
    (dialog,) = dialogs(kind)
    dialog.close()
    delete_now()


@pytest.mark.parametrize("place", PLACES)
def test_the_files_of_the_mission_or_of_the_entry_that_is_chosen(tab: MissionsTab, qtbot: QtBot, place: str) -> None:
    """In the journal the same key shows the files of the entry, and nothing is ambiguous."""
    widget = focused(tab, place, qtbot)
    if widget is tab.events.view:
        widget.setCurrentIndex(tab.events.view.model().index(0, 0))
    QTest.keyClick(widget, Key.Key_A, CTRL_SHIFT)
    (dialog,) = dialogs(FilesDialog)
    assert isinstance(dialog, FilesDialog)
    dialog.close()
    delete_now()
