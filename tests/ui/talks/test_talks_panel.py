"""The list of talks: planned ones first by day, overdue ones marked, and their number on the part."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.agenda_sentences import what
from rebond.actions.records import save
from rebond.domain.agenda.entries import AgendaKind
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client
from rebond.domain.people.kinds import Person
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.queries.agenda import load_agenda
from rebond.ui.agenda.settling import Settler
from rebond.ui.missions.people_forms import PersonForm
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.talks.talk_form import TalkForm
from rebond.ui.talks.talk_window import TalkWindow
from rebond.ui.talks.talks_model import DAY, STATE, TITLE
from tests.languages import ENGLISH
from tests.ui.conftest import TODAY, show
from tests.ui.talks.conftest import talk_of


def shown(qtbot: QtBot, session: Session) -> MissionsTab:
    tab = show(qtbot, MissionsTab(session), 1200, 700)
    tab.reveal("mission", 1)
    tab.parts.setCurrentWidget(tab.talks)
    qtbot.waitUntil(tab.talks.panel.isVisible)
    return tab


def test_planned_talks_come_first_and_the_overdue_one_says_so(session: Session, qtbot: QtBot) -> None:
    for talk in (
        Talk(client_id=1, mission_id=1, type=TalkKind.ENDING),
        Talk(client_id=1, mission_id=1, type=TalkKind.PAYMENT, date=date(2026, 11, 20)),
        Talk(client_id=1, mission_id=1, type=TalkKind.REFUSING, held=date(2026, 10, 1), minutes=20),
    ):
        session.do(save, session.journal, talk, TODAY)
    tab = shown(qtbot, session)
    model = tab.talks.panel.model
    rows = [[model.index(row, 0).data(role) for role in (TITLE, DAY, STATE)] for row in range(model.rowCount())]
    assert rows == [
        ["Late payment · Atlas", "Fri 20 Nov", "overdue by 2 days · in writing"],
        ["Limits · Claire", "Tue 24 Nov", "planned · by video"],
        ["End of a mission · Atlas", "no day yet", "planned · by video"],
        ["Refusing · Atlas", "1 Oct 2026", "held · 20 minutes · recap still to send"],
    ]
    assert tab.talks.panel.sum.text() == "3 talks to hold · 1 overdue"
    qtbot.waitUntil(lambda: tab.parts.tabText(tab.parts.indexOf(tab.talks)) == "Tal&ks (3)")
    session.do(save, session.journal, Letter(client_id=1, talk_id=4, subject="Recap", sent=TODAY), TODAY)
    assert model.index(3, 0).data(STATE) == "held · 20 minutes · recap sent"


def test_the_day_of_a_talk_is_moved_by_one_key_and_taken_back(session: Session, qtbot: QtBot) -> None:
    tab = shown(qtbot, session)
    view = tab.talks.panel.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert talk_of(session).date == date(2026, 11, 25)


def test_a_mission_without_talks_says_what_belongs_there(session: Session, qtbot: QtBot) -> None:
    from rebond.actions.records import delete

    session.do(delete, session.journal, talk_of(session))
    tab = shown(qtbot, session)
    panel = tab.talks.panel
    assert panel.none.isVisible()
    assert "so that none is avoided" in panel.none.text()
    assert panel.view.isHidden()
    assert panel.hold.isHidden()


def test_talks_and_promises_of_the_other_side_stand_in_the_agenda(session: Session) -> None:
    task = Task(text="name one contact", due=TODAY, owner=TaskOwner.THEM, mission_id=1, talk_id=1)
    session.do(save, session.journal, task, TODAY)
    with session.journal.read() as reader:
        entries = load_agenda(reader, session.outlook)
    said = {entry.kind: what(ENGLISH, entry, "EUR") for entry in entries}
    assert said[AgendaKind.TALK] == "Talk with Claire: limits"
    assert said[AgendaKind.TASK] == "Claire promised: name one contact"
    (talk,) = (entry for entry in entries if entry.kind is AgendaKind.TALK)
    assert (talk.date, talk.client, talk.mission) == (date(2026, 11, 24), "Atlas", "Social media")


def test_a_talk_of_the_agenda_is_revealed_in_its_part_and_space_opens_its_page(session: Session, qtbot: QtBot) -> None:
    tab = show(qtbot, MissionsTab(session), 1200, 700)
    assert tab.reveal("talk", 1)
    assert tab.parts.currentWidget() is tab.talks
    assert tab.talks.panel.view.currentIndex().row() == 0
    with session.journal.read() as reader:
        (entry,) = (one for one in load_agenda(reader, session.outlook) if one.kind is AgendaKind.TALK)
    Settler(session, tab).settle(entry)
    windows = tab.findChildren(TalkWindow)
    assert [window.isVisible() for window in windows] == [True]
    windows[0].reject()
    Settler(session, tab).move(entry, 2)
    assert talk_of(session).date == date(2026, 11, 26)


def test_a_client_without_a_mission_has_talks_too(session: Session, qtbot: QtBot) -> None:
    session.do(save, session.journal, Client(name="Duval"), TODAY)
    session.do(save, session.journal, Talk(client_id=2, type=TalkKind.REFUSING), TODAY)
    tab = show(qtbot, MissionsTab(session), 1200, 700)
    assert tab.reveal("talk", 2)
    assert tab.parts.isTabEnabled(tab.parts.indexOf(tab.talks))
    assert tab.parts.currentWidget() is tab.talks
    assert tab.talks.panel.model.rowCount() == 1


def test_the_form_of_a_person_keeps_that_one_says_tu(session: Session, over: QWidget) -> None:
    with session.journal.read() as reader:
        claire = reader.get(Person, 1)
    assert claire
    form = PersonForm(session, claire, over)
    form.open()
    form.editor("familiar").setChecked(True)
    form.accept()
    with session.journal.read() as reader:
        claire = reader.get(Person, 1)
    assert claire
    assert claire.familiar


def test_an_entry_of_the_journal_leads_to_a_talk_about_it(session: Session, qtbot: QtBot) -> None:
    tab = show(qtbot, MissionsTab(session), 1200, 700)
    assert tab.reveal("event", 1)
    qtbot.waitUntil(tab.events.view.hasFocus)
    QTest.keyClick(tab.events.view, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    (form,) = tab.window().findChildren(TalkForm)
    form.editor("date").setText("+3")
    form.accept()
    with session.journal.read() as reader:
        talk = reader.all(Talk)[-1]
    assert (talk.type, talk.cause_id, talk.mission_id, talk.date) == (TalkKind.LIMITS, 1, 1, date(2026, 11, 25))
    qtbot.waitUntil(lambda: bool(tab.window().findChildren(TalkWindow)))
    tab.window().findChildren(TalkWindow)[0].reject()
