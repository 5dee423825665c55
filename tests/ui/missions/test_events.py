"""The events of a mission, written and read by keyboard."""

from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rebond.actions.events import write_event
from rebond.domain.missions.kinds import Event, EventKind
from rebond.journal.undo import undo
from rebond.ui.entry_history import EntryHistoryDialog
from rebond.ui.missions.event_form import EventForm
from rebond.ui.missions.event_model import ABOUT, ENTERED, HOURS, WHEN, EventModel
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.shared.theme import colours
from rebond.ui.shared.windowed import WINDOW
from tests.ui.conftest import TODAY


def newest(session: Session) -> Event:
    with session.journal.read() as reader:
        return reader.all(Event)[-1]


def texts(tab: MissionsTab) -> list[str]:
    return [tab.events.model.at(place).text for place in range(tab.events.model.rowCount())]


def shown_dialog(kind: type) -> object:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def test_a_line_and_enter_write_an_event_of_today(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    tab.focus_first()
    assert tab.focusWidget() is tab.events.line.text
    qtbot.keyClicks(tab.events.line.text, "Called about January")
    with qtbot.waitSignal(tab.events.model.rowsInserted):
        qtbot.keyClick(tab.events.line.text, Qt.Key.Key_Return)
    event = newest(session)
    assert (event.text, event.date, event.type) == ("Called about January", date(2026, 11, 22), EventKind.NOTE)
    assert event.entered.startswith("2026-11-2")
    assert tab.events.line.text.text() == ""
    assert tab.focusWidget() is tab.events.line.text
    assert texts(tab)[0] == "Called about January"


def test_kind_day_time_hours_and_scope_are_typed_without_the_mouse(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    line = tab.events.line
    line.text.setFocus()
    qtbot.keyClicks(line.text, "Asked for a film")
    qtbot.keyClick(line.text, Qt.Key.Key_Tab)
    assert tab.focusWidget() is line.kind
    qtbot.keyClicks(line.kind, "e")
    qtbot.keyClick(line.kind, Qt.Key.Key_Tab)
    line.day.selectAll()
    qtbot.keyClicks(line.day, "20/11")
    qtbot.keyClick(line.day, Qt.Key.Key_Tab)
    qtbot.keyClicks(line.time, "19h40")
    qtbot.keyClick(line.time, Qt.Key.Key_Tab)
    qtbot.keyClicks(line.hours, "1.5")
    qtbot.keyClick(line.hours, Qt.Key.Key_Tab)
    assert tab.focusWidget() is line.scope
    qtbot.keyClicks(line.scope, "ex")
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(line.scope, Qt.Key.Key_Return)
    event = newest(session)
    assert event.type is EventKind.EXTRA_REQUEST
    assert (event.date, event.time, event.minutes, event.in_scope) == (date(2026, 11, 20), time(19, 40), 90, False)


def test_what_cannot_be_read_is_said_and_what_was_typed_stays(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    line = tab.events.line
    qtbot.keyClicks(line.text, "A long call")
    qtbot.keyClicks(line.hours, "much")
    with qtbot.assertNotEmitted(session.changed):
        qtbot.keyClick(line.hours, Qt.Key.Key_Return)
    assert "1 h 30" in line.problems["minutes"].text()
    assert line.hours.accessibleDescription() == line.problems["minutes"].text().removeprefix("⚠ ")
    danger = QColor(colours().danger)
    assert line.hours.palette().color(QPalette.ColorRole.Highlight) == danger
    assert line.text.palette().color(QPalette.ColorRole.Highlight) != danger, "only what is faulty is marked"
    assert line.text.text() == "A long call"
    assert tab.focusWidget() is line.hours
    line.hours.clear()
    qtbot.keyClick(line.hours, Qt.Key.Key_Return)
    assert line.hours.palette().color(QPalette.ColorRole.Highlight) != danger
    assert not line.problems["minutes"].isVisible()


def test_an_empty_line_and_a_day_to_come_are_refused(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    line = tab.events.line
    line.day.clear()
    qtbot.keyClicks(line.day, "+3")
    with qtbot.assertNotEmitted(session.changed):
        qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert [name for name, label in line.problems.items() if label.isVisible()] == ["text", "date"]
    assert tab.focusWidget() is line.text, "the first faulty field has the focus"


def test_an_entry_is_edited_and_its_former_words_can_be_read(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    view = tab.events.view
    view.setFocus()
    view.setCurrentIndex(tab.events.model.index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    form = shown_dialog(EventForm)
    form._rows["text"].editor.setPlainText("Asked for a logo and a banner")
    with qtbot.waitSignal(tab.events.model.dataChanged):
        form.accept()
    assert texts(tab)[0] == "Asked for a logo and a banner"
    tab.events.view.setFocus()
    qtbot.keyClick(
        tab.events.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    said = shown_dialog(EntryHistoryDialog).text.toPlainText()
    assert said.index("Changed on") < said.index("Entered on")
    changed = said[: said.index("Entered on")].split("\n")
    assert "Asked for a logo too" in changed
    assert "Asked for a logo and a banner" in changed


def test_del_deletes_an_entry_and_undo_brings_it_back_where_it_was(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    view = tab.events.view
    view.setFocus()
    view.setCurrentIndex(tab.events.model.index(1, 0))
    with qtbot.waitSignal(tab.events.model.rowsRemoved):
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert texts(tab) == ["Asked for a logo too"]
    with qtbot.waitSignal(tab.events.model.rowsInserted):
        session.do(undo, session.journal)
    assert texts(tab) == ["Asked for a logo too", "Invoice sent"]


def test_an_entry_says_when_it_was_what_it_was_and_what_was_not_agreed(tab: MissionsTab, session: Session) -> None:
    model = tab.events.model
    index = model.index(0, 0)
    assert index.data(WHEN).startswith("Fri")
    assert index.data(ABOUT) == "note · extra · not agreed"
    assert index.data(HOURS) == "1 h 30"
    assert index.data(ENTERED) == ""


def test_the_journal_is_fetched_by_windows(session: Session, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    with session.journal.transaction("import") as transaction:
        transaction.insert_all(Event(mission_id=1, date=date(2026, 1, 1), text=f"Note {n}") for n in range(2 * WINDOW))
    model = EventModel(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.mission_id = 1
    model.ask()
    assert model.rowCount() == WINDOW
    model.fetchMore()
    assert model.rowCount() == 2 * WINDOW
    model.fetchMore()
    assert model.rowCount() == 2 * WINDOW + 2
    assert not model.canFetchMore()
    qtmodeltester.check(model, force_py=True)


@pytest.mark.parametrize("wanted", [3, 200, 252])
def test_an_entry_far_down_is_revealed(tab: MissionsTab, session: Session, wanted: int) -> None:
    with session.journal.transaction("import") as transaction:
        transaction.insert_all(Event(mission_id=1, date=date(2025, 1, 1), text=f"Note {n}") for n in range(250))
    session.changed.emit(transaction.done)
    tab.reveal("event", wanted)
    assert tab.events._event().id == wanted


def test_finding_in_the_journal_shows_the_entries_that_hold_the_words(tab: MissionsTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.events.model.modelReset):
        qtbot.keyClicks(tab._find, "sent")
    assert texts(tab) == ["Invoice sent"]
    with qtbot.waitSignal(tab.events.model.modelReset):
        qtbot.keyClicks(tab._find, "x")
    assert tab.events.none.isVisible()


def test_a_text_in_markup_is_shown_as_it_was_typed(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(tab.events.line.text, "<b>bold</b>")
    qtbot.keyClick(tab.events.line.text, Qt.Key.Key_Return)
    assert tab.events.model.index(0, 0).data().startswith("<b>bold</b>")


def test_of_advice_the_form_asks_whether_it_was_followed(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    advice = Event(mission_id=1, type=EventKind.ADVICE, date=TODAY, text="One line")
    session.do(write_event, session.journal, advice, now=datetime(2026, 11, 22, 9, tzinfo=UTC))
    form = EventForm(session, newest(session), tab)
    form.open()
    followed = form.editor("followed")
    assert followed.isVisibleTo(form)
    followed.setCurrentText("not followed")
    form.accept()
    assert newest(session).followed is False
    assert tab.events.model.show(newest(session), 0, ABOUT) == "advice given · not followed"
    form = EventForm(session, newest(session), tab)
    form.open()
    form.editor("type").setCurrentText("note")
    assert not form.editor("followed").isVisibleTo(form)
    form.accept()
    assert newest(session).followed is None
