"""What it costs to write and to search in lists of forty years."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot

from rebond.actions.contacts import log_contact
from rebond.actions.events import write_event
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.domain.prospecting.kinds import ChannelId
from rebond.journal.journal import Journal
from rebond.journal.queries.agenda import load_agenda
from rebond.ui.search_dialog import SearchDialog
from rebond.ui.session import Session
from rebond.ui.workspace import MISSIONS, PROSPECTION, Workspace
from tests.benchmarks.career import EVENTS
from tests.benchmarks.measuring import FRAME, MARGIN, followed_by, frame, keys_on, line_of, measured, rest

pytestmark = pytest.mark.slow

#: The most that adding a client may cost, with all that follows from it, in pieces of work.
CLIENT = 40
#: The most that opening the agenda may cost.
AGENDA = 50
#: The most that a letter may cost in the search of the whole journal, which asks the index for each kind of row.
ANYWHERE = 2 * FRAME


def test_reading_the_agenda(workspace: Workspace) -> None:
    session = workspace.session
    outlook = session.outlook

    def read() -> None:
        with session.journal.read() as reader:
            assert load_agenda(reader, outlook)

    assert measured("the agenda of a year ahead", read) < FRAME * MARGIN


def test_opening_the_agenda(workspace: Workspace) -> None:
    rest()

    def open_it() -> None:
        workspace.show_today()
        frame()

    assert (
        measured("the agenda opened, to the painted list", open_it, 11, between=workspace.hide_today) < AGENDA * MARGIN
    )


def test_scrolling_through_a_hundred_thousand_entries(
    long_career: Path, tmp_path: Path, today: date, qtbot: QtBot
) -> None:
    """One mission with all entries of the career, by the wheel, by pages and to any place."""
    path = tmp_path / "career.rebond"
    shutil.copyfile(long_career, path)
    with closing(sqlite3.connect(path)) as file, file:
        (mission,) = file.execute("SELECT max(id) FROM mission").fetchone()
        moved = file.execute("UPDATE event SET mission_id = ?", (mission,)).rowcount
    assert moved == EVENTS
    with Journal.open(path) as journal:
        shown = Workspace(Session(journal, lambda: today))
        qtbot.addWidget(shown)
        shown.resize(1280, 780)
        with qtbot.waitExposed(shown):
            shown.show()
        missions = shown.missions
        missions.reveal(Mission.kind, mission)
        view = missions.events.view
        bar = view.verticalScrollBar()
        rest()
        for name, step in (("a notch of the wheel", 3 * bar.singleStep()), ("a page", bar.pageStep())):
            onward = followed_by(partial(_scroll, bar, step), frame)
            assert measured(f"the journal scrolled by {name}", onward, 90) < FRAME * MARGIN
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_End)
        assert view.model().rowCount() == EVENTS
        anywhere = followed_by(partial(_scroll, bar, bar.maximum() * 3 // 7), frame)
        assert measured("the journal scrolled to any place", anywhere, 30) < FRAME * MARGIN
        shown.session.end()


def _scroll(bar: QScrollBar, step: int) -> None:
    bar.setValue((bar.value() + step) % bar.maximum())


def test_going_from_mission_to_mission(workspace: Workspace) -> None:
    tab = workspace.missions
    rest()
    shown = set()

    def down() -> None:
        QTest.keyClick(tab.missions.view, Qt.Key.Key_Down)
        shown.add(tab.missions.line())

    step = followed_by(down, frame)
    assert measured("the next mission, to its painted journal", step, between=rest) < FRAME * MARGIN
    assert measured("the next mission, to all that is said of it", followed_by(down, rest)) < 2 * FRAME * MARGIN
    assert len(shown) > 20


def test_adding_a_client(workspace: Workspace) -> None:
    session = workspace.show_tab(MISSIONS).session
    rest()
    names = iter(f"New client {number}" for number in range(1000))

    def add() -> None:
        session.do(save, session.journal, Client(name=next(names)), session.today)

    assert measured("a client added, to the end", followed_by(add, rest), 11) < CLIENT * MARGIN


def test_writing_an_event(workspace: Workspace) -> None:
    tab = workspace.show_tab(MISSIONS)
    session = tab.session
    with session.journal.read() as reader:
        mission = reader.all(Mission)[-1]
    tab.reveal(Mission.kind, mission.id)
    rest()

    def write() -> None:
        event = Event(mission_id=mission.id, date=session.today, text="said something")
        session.do(write_event, session.journal, event, now=datetime.now(UTC))

    ratio = measured("an event written, to the painted row", followed_by(write, frame), between=rest)
    assert ratio < FRAME * MARGIN


def test_logging_a_contact(workspace: Workspace) -> None:
    session = workspace.show_tab(PROSPECTION).session
    rest()
    names = iter(f"Someone new {number}" for number in range(1000))

    def log() -> None:
        who, now = next(names), datetime.now(UTC)
        session.do(log_contact, session.journal, who, ChannelId.PHONE, "said", session.today, now=now)

    ratio = measured("a contact logged, to the painted card", followed_by(log, frame), between=rest)
    assert ratio < FRAME * MARGIN


def test_searching_the_contacts_as_one_types(workspace: Workspace) -> None:
    press = keys_on(line_of(workspace.show_tab(PROSPECTION), "Find a contact"), "balomi")
    assert measured("a letter in the contacts' search, to the end", followed_by(press, rest), 18) < FRAME * MARGIN


def test_typing_a_name_to_log(workspace: Workspace) -> None:
    press = keys_on(line_of(workspace.show_tab(PROSPECTION), "Who"), "balomi")
    assert measured("a letter of a contact's name", followed_by(press, frame), 18) < FRAME * MARGIN


def test_searching_the_missions_as_one_types(workspace: Workspace) -> None:
    press = keys_on(line_of(workspace.show_tab(MISSIONS), "Find a client"), "urgent")
    assert measured("a letter in the missions' filter", followed_by(press, frame), 18) < FRAME * MARGIN


def test_searching_the_whole_journal_as_one_types(workspace: Workspace) -> None:
    dialog = SearchDialog(workspace.session)
    dialog.show()
    press = keys_on(line_of(dialog, "A client"), "budget")
    letter = measured("a letter in the journal's search", followed_by(press, frame), 18, between=rest)
    assert letter < FRAME * MARGIN
    found = measured("a letter in the journal's search, to what is found", followed_by(press, rest), 18)
    assert found < ANYWHERE * MARGIN
    dialog.close()
