"""Unsaved input is kept when another language or theme builds the window anew."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from rebond.actions.journals import create
from rebond.domain.missions.kinds import EventKind
from rebond.domain.prospecting.kinds import ChannelId
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from rebond.ui.start_page import StartPage
from rebond.ui.workspace import MISSIONS, PROSPECTION, RUNWAY

from .conftest import TODAY

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def tab(program: Program, place: str) -> Any:
    assert program.window
    assert program.window.workspace
    return program.window.workspace.show_tab(place)


def choose(program: Program, choice: str) -> MainWindow:
    """Choose a language or a theme by the signal of the menu, and return the new window."""
    window = program.window
    assert window
    signal = window.language_chosen if choice == "fr" else window.theme_chosen
    signal.emit(choice)
    assert program.window is not window
    assert program.window
    return program.window


@pytest.mark.parametrize("choice", ["fr", "dark"])
def test_an_event_half_written_stays_with_its_mission(
    qtbot: QtBot, program: Program, example: Any, choice: str
) -> None:
    program.start(example)
    missions = tab(program, MISSIONS)
    missions.missions.view.setCurrentIndex(missions.missions.model.index(2, 0))
    chosen, line = missions.missions.line().key, missions.events.line
    qtbot.keyClicks(line.text, "Asked for a film too")
    qtbot.keyClick(line.kind, Qt.Key.Key_Down)
    line.day.setText("tomor")
    qtbot.keyClicks(line.hours, "1h30")
    choose(program, choice)
    missions = tab(program, MISSIONS)
    line = missions.events.line
    assert missions.missions.line().key == chosen
    assert line.text.text() == "Asked for a film too"
    assert line.kind.read() is EventKind.EXTRA_REQUEST
    assert line.day.text() == "tomor"
    assert line.hours.read() == 90


def test_a_filter_and_the_line_it_leaves_are_there_in_the_other_language(
    qtbot: QtBot, program: Program, example: Any
) -> None:
    program.start(example)
    missions = tab(program, MISSIONS)
    qtbot.keyClicks(missions.missions.search, "perret")
    qtbot.waitUntil(lambda: missions.missions.model.text == "perret")
    shown = missions.missions.model.rowCount()
    choose(program, "fr")
    missions = tab(program, MISSIONS)
    assert missions.missions.search.text() == "perret"
    assert missions.missions.model.rowCount() == shown


def test_a_contact_half_logged_goes_on_in_the_other_language(qtbot: QtBot, program: Program, example: Any) -> None:
    program.start(example)
    prospection = tab(program, PROSPECTION)
    prospection.as_list.click()
    entry = prospection.log_line
    qtbot.keyClicks(entry.who, "Zoe Martin")
    entry.channel.show_value(ChannelId.EVENT)
    qtbot.keyClicks(entry.text, "Met at the fair")
    qtbot.keyClicks(entry.next_date, "+7")
    qtbot.keyClicks(prospection.search, "du")
    choose(program, "fr")
    prospection = tab(program, PROSPECTION)
    entry = prospection.log_line
    assert prospection.as_list.isChecked()
    assert prospection.search.text() == "du"
    assert (entry.who.text(), entry.channel.read(), entry.text.text()) == (
        "Zoe Martin", ChannelId.EVENT, "Met at the fair"
    )  # fmt: skip
    assert (entry.next_date.read() - TODAY).days == 7


def test_what_was_supposed_and_a_row_half_typed_are_kept(qtbot: QtBot, program: Program, example: Any) -> None:
    program.start(example)
    runway = tab(program, RUNWAY)
    runway.choose(runway.session.outlook.clients[0])
    model = runway.tables.expenses.model
    model.setData(model.index(model.rowCount() - 1, 0), "Studio")
    runway.tables.setCurrentIndex(runway.tables.pages["expense"])
    supposed = runway.scenario
    choose(program, "dark")
    assert program.window
    assert program.window.workspace
    runway = program.window.workspace.tab(RUNWAY)
    assert runway.scenario == supposed
    assert runway.what_if.scenario == supposed
    assert runway.tables.currentIndex() == runway.tables.pages["expense"]
    model = runway.tables.expenses.model
    assert model.index(model.rowCount() - 1, 0).data() == "Studio"


def test_a_tab_behind_goes_on_when_it_is_looked_at(qtbot: QtBot, program: Program, example: Any) -> None:
    program.start(example)
    qtbot.keyClicks(tab(program, PROSPECTION).log_line.text, "half a sen")
    tab(program, MISSIONS)
    choose(program, "fr")
    choose(program, "dark")
    assert tab(program, PROSPECTION).log_line.text.text() == "half a sen"


def test_another_journal_begins_with_nothing_typed(qtbot: QtBot, program: Program, example: Any) -> None:
    program.start(example)
    qtbot.keyClicks(tab(program, PROSPECTION).log_line.text, "about Atlas")
    other = example.with_name("other.rebond")
    create(other).close()
    program.open(other)
    assert tab(program, PROSPECTION).log_line.text.text() == ""


def test_why_a_journal_was_refused_is_said_in_the_other_language_too(
    qtbot: QtBot, program: Program, example: Any
) -> None:
    example.write_bytes(b"")
    program.start(example)
    window = choose(program, "fr")
    assert isinstance(window.centralWidget(), StartPage)
    assert any("est vide" in label.text() for label in window.findChildren(QLabel))


def test_when_the_system_turns_dark_a_form_that_is_open_keeps_what_is_typed_in_it(
    qtbot: QtBot, program: Program, example: Any
) -> None:
    assert program.preferences.now.theme == "system"
    before = program.start(example)
    tab(program, MISSIONS).add_client()
    form = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog))
    with qtbot.waitActive(form):
        form.activateWindow()
    qtbot.keyClicks(QApplication.focusWidget(), "Lune")
    program._follow_system()
    assert program.window is before
    assert form.isVisible()
    qtbot.keyClick(form, Key.Key_Escape)
    qtbot.waitUntil(lambda: program.window is not before)


# After Enter, Ctrl+Z takes back the action and not the typing.


@pytest.mark.parametrize("place", [MISSIONS, PROSPECTION])
def test_after_enter_ctrl_z_takes_back_what_was_entered(
    qtbot: QtBot, program: Program, example: Any, place: str
) -> None:
    window = program.start(example)
    with qtbot.waitActive(window):
        window.activateWindow()
    line = tab(program, MISSIONS).events.line.text if place == MISSIONS else tab(program, PROSPECTION).log_line.who
    line.setFocus()
    qtbot.keyClicks(line, "Zoe Martin")
    for _time in range(1 if place == MISSIONS else 2):  # a new name is announced first
        qtbot.keyClick(line, Key.Key_Return)
    assert line.text() == ""
    qtbot.keyClick(line, Key.Key_Z, Ctrl)
    assert window.statusBar().currentMessage().startswith("Undone: ")
    assert line.text() == ""
