"""The view beside the call and what follows it: nothing noted is lost, and nothing is taken over twice."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.actions.talks import end_talk, note_line, take_over
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.talks.kinds import TalkNote
from rebond.domain.talks.noted_lines import NoteKind, read_line
from rebond.domain.tasks.kinds import Task
from rebond.journal.queries.talks import notes_of
from rebond.ui.missions.event_fields import now
from rebond.ui.session import Session
from rebond.ui.shared.fields import TextField
from rebond.ui.talks.after_window import AfterWindow
from rebond.ui.talks.call_window import CallWindow
from tests.ui.conftest import TODAY
from tests.ui.talks.conftest import talk_of

Key = Qt.Key


def notes(session: Session) -> list[TalkNote]:
    with session.journal.read() as reader:
        return [*notes_of(reader, 1)]


def test_enter_notes_a_line_with_its_second_at_once(session: Session, over: QWidget) -> None:
    call = CallWindow(session, talk_of(session), over)
    call.open()
    for text in ("<b>first</b>", "\u05e9\u05dc\u05d5\u05dd", "x" * 10_000):
        call.line.setText(text)
        QTest.keyClick(call.line, Key.Key_Return)
    assert [note.text[:10] for note in notes(session)] == ["<b>first</", "\u05e9\u05dc\u05d5\u05dd", "x" * 10]
    assert all(0 <= note.second < 10 for note in notes(session))
    assert call.line.text() == ""
    hostile = [label for label in call.findChildren(QLabel) if "<" in label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in hostile)
    call.finish()


def test_closing_the_window_notes_what_was_typed_and_ends_the_talk(session: Session, over: QWidget) -> None:
    call = CallWindow(session, talk_of(session), over)
    call.open()
    call.line.setText("@me call back Friday")
    call.close()
    assert [note.text for note in notes(session)] == ["@me call back Friday"]
    talk = talk_of(session)
    assert (talk.held, talk.minutes) == (TODAY, 1)
    with session.journal.read() as reader:
        (event,) = reader.matching(Event, type=EventKind.TALK)
    assert event.id == talk.event_id
    assert event.text == "Limits, with Claire (by video)"
    assert any(isinstance(window, AfterWindow) and window.isVisible() for window in QApplication.topLevelWidgets())


def test_the_clock_goes_on_where_it_was_left(session: Session, over: QWidget) -> None:
    session.do(note_line, session.journal, TalkNote(talk_id=1, second=75, text="before"), TODAY)
    call = CallWindow(session, talk_of(session), over)
    assert call.clock.text() == "01:15"
    call.deleteLater()


@pytest.fixture
def after(session: Session, over: QWidget, qtbot: QtBot) -> AfterWindow:
    """Return the window after a talk with three lines, the first of which is chosen."""
    for second, text in ((5, "calendar Friday"), (65, "one contact"), (125, "= agreed")):
        session.do(note_line, session.journal, TalkNote(talk_id=1, second=second, text=text), TODAY)
    session.do(save, session.journal, replace(talk_of(session), held=TODAY), TODAY)
    window = AfterWindow(session, talk_of(session), over)
    window.open()
    window.activateWindow()
    qtbot.waitUntil(window.table.hasFocus)
    return window


def edited(after: AfterWindow) -> TextField:
    """Return the field in which the words of the chosen line are edited."""
    QTest.keyClick(after.table, Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, TextField)
    assert field is not after.line
    return field


def test_keys_make_lines_promises_which_become_tasks(session: Session, after: AfterWindow) -> None:
    QTest.keyClick(after.table, Key.Key_M)
    QTest.keyClick(after.table, Key.Key_T)
    assert [line.kind for line in after.lines] == [NoteKind.MINE, NoteKind.THEIRS, NoteKind.DECIDED]
    assert after.sum.text() == "1 promise of yours · 1 of theirs"
    after._on_take()
    with session.journal.read() as reader:
        assert {task.text for task in reader.matching(Task, talk_id=1)} == {"calendar", "one contact"}


def test_f2_edits_a_line_in_its_place_and_enter_keeps_it(session: Session, after: AfterWindow, qtbot: QtBot) -> None:
    before = notes(session)
    after.table.choose(1)
    field = edited(after)
    assert (field.text(), field.selectedText()) == ("one contact", "")
    QTest.keyClicks(field, " only")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: notes(session)[1].text == "one contact only")
    assert notes(session) == [before[0], replace(before[1], text="one contact only"), before[2]]
    qtbot.waitUntil(after.table.hasFocus)
    assert after.table.currentRow() == 1
    assert after.isVisible()
    # Marks are edited with the words: a decision becomes a promise.
    after.table.choose(2)
    field = edited(after)
    assert field.text() == "= agreed"
    field.selectAll()
    QTest.keyClicks(field, "@me send it Friday")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: after.lines[2].kind is NoteKind.MINE)


def test_escape_leaves_the_line_and_the_window_as_they_were(session: Session, after: AfterWindow, qtbot: QtBot) -> None:
    before = notes(session)
    field = edited(after)
    QTest.keyClicks(field, " and much more")
    assert notes(session) == before, "nothing is deleted while it is edited"
    QTest.keyClick(field, Key.Key_Escape)
    qtbot.waitUntil(after.table.hasFocus)
    assert notes(session) == before
    assert after.line.text() == ""
    assert after.isVisible()


def test_a_line_that_is_emptied_is_refused_and_one_of_any_length_stays_whole(
    session: Session, after: AfterWindow, qtbot: QtBot
) -> None:
    field = edited(after)
    field.selectAll()
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: "⚠" in after.problem.text())
    assert notes(session)[0].text == "calendar Friday"
    long = "word " * 1_999
    session.do(note_line, session.journal, replace(notes(session)[0], text=long.strip()), TODAY)
    after.table.choose(0)
    field = edited(after)
    QTest.keyClicks(field, "!")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: notes(session)[0].text == f"{long.strip()}!")


def test_nothing_is_taken_over_or_noted_as_held_twice(session: Session) -> None:
    lines = tuple(read_line(text, TODAY) for text in ("@me call Friday", "! no budget", "= agreed"))
    for _time in range(2):
        session.do(end_talk, session.journal, talk_of(session), 600, "Limits", now(session))
        session.do(take_over, session.journal, talk_of(session), lines, now(session))
    with session.journal.read() as reader:
        assert len(reader.matching(Task, talk_id=1)) == 1
        assert len(reader.matching(Event, type=EventKind.TALK)) == 1
        assert len([event for event in reader.all(Event) if event.text == "no budget"]) == 1
