"""The preparation of a talk: what is proposed is not stored, what is typed is, and each fact opens its entry."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.history import undo
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.domain.talks.kinds import Objection, Talk, TalkKind
from rebond.ui.missions.event_form import EventForm
from rebond.ui.session import Session
from rebond.ui.speech import speak
from rebond.ui.talks.talk_window import TalkWindow
from tests.languages import FRENCH
from tests.ui.conftest import TODAY
from tests.ui.talks.conftest import SUNDAY, talk_of

Key = Qt.Key


@pytest.fixture
def opened(session: Session, over: QWidget, qtbot: QtBot) -> TalkWindow:
    window = TalkWindow(session, talk_of(session), over)
    window.open()
    window.activateWindow()
    qtbot.waitUntil(window.fields["aim"].text.hasFocus)
    return window


def objections(session: Session) -> tuple[Objection, ...]:
    with session.journal.read() as reader:
        return reader.matching(Objection, talk_id=1)


def test_what_is_proposed_is_shown_as_such_and_not_stored(session: Session, opened: TalkWindow) -> None:
    assert all(field.is_proposed for field in opened.fields.values())
    assert not opened.fields["aim"].mark.isHidden()
    assert opened._save()
    assert talk_of(session).aim == ""
    assert objections(session) == ()


def test_what_is_typed_is_saved_when_it_is_left_and_an_undo_takes_it_back(session: Session, opened: TalkWindow) -> None:
    aim = opened.fields["aim"]
    aim.text.selectAll()
    QTest.keyClicks(aim.text, "No messages on Sundays")
    assert aim.mark.isHidden()
    QTest.keyClick(aim.text, Key.Key_Tab)
    assert talk_of(session).aim == "No messages on Sundays"
    session.do(undo, session.journal)
    assert talk_of(session).aim == ""
    assert aim.is_proposed


def test_a_text_that_is_emptied_is_proposed_again(session: Session, opened: TalkWindow) -> None:
    session.do(save, session.journal, replace(talk_of(session), aim="Peace"), TODAY)
    aim = opened.fields["aim"]
    assert aim.text.toPlainText() == "Peace"
    aim.text.clear()
    assert opened._save()
    assert talk_of(session).aim == ""
    assert aim.is_proposed


def test_esc_keeps_what_was_typed(session: Session, opened: TalkWindow) -> None:
    QTest.keyClicks(opened.holding.in_a_year, "nothing")
    QTest.keyClick(opened.fields["opening"].text, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(opened.fields["opening"].text, "Hello")
    QTest.keyClick(opened, Key.Key_Escape)
    assert (talk_of(session).in_a_year, talk_of(session).opening) == ("nothing", "Hello")


def test_a_day_that_cannot_be_read_is_said_and_the_rest_is_saved(session: Session, opened: TalkWindow) -> None:
    opened.holding.day.setText("soon")
    opened.holding.in_a_year.setText("a little")
    assert opened._save()
    assert talk_of(session).in_a_year == "a little"
    assert talk_of(session).date is not None
    assert "⚠" in opened.holding._problem.text()


def test_french_print_in_a_proposal_is_no_text_of_ones_own(session: Session, over: QWidget) -> None:
    speak(FRENCH)
    for kind in TalkKind:
        window = TalkWindow(session, replace(talk_of(session), type=kind), over)
        assert [name for name, field in window.fields.items() if not field.is_proposed] == []
        assert window.objections.read() == ()
        window._leave()
        window.deleteLater()


def test_the_person_decides_over_vous_and_tu(session: Session, opened: TalkWindow) -> None:
    speak(FRENCH)
    opened._on_changed(None)  # type: ignore[arg-type]
    assert "Je vous appelle" in opened.fields["opening"].text.toPlainText()
    opened.holding.person.show_value(2)
    opened.holding.chosen.emit()
    assert "Je t’appelle" in opened.fields["opening"].text.toPlainText()
    assert talk_of(session).person_id == 2


def test_objections_are_added_edited_and_removed_by_keyboard(
    session: Session, opened: TalkWindow, qtbot: QtBot
) -> None:
    count = len(opened.objections.rows)
    QTest.keyClick(opened, Key.Key_J, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(opened.objections.rows) == count + 1)
    new = opened.objections.rows[-1]
    qtbot.waitUntil(new.text.hasFocus)
    QTest.keyClicks(new.text, "We pay you for it")
    QTest.keyClick(new.text, Key.Key_Tab)
    QTest.keyClicks(new.answer, "For what we agreed")
    assert opened._save()
    assert [(one.text, one.answer) for one in objections(session)][-1] == ("We pay you for it", "For what we agreed")
    assert len(objections(session)) == count + 1
    first = opened.objections.rows[0]
    first.text.setFocus()
    QTest.keyClick(first.text, Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(objections(session)) == count
    session.do(undo, session.journal)
    assert len(opened.objections.rows) == count + 1


def test_every_fact_opens_its_entry(session: Session, opened: TalkWindow, over: QWidget) -> None:
    shown = [text.text() for text in opened.facts.texts if not text.isHidden()]
    assert any(SUNDAY in text for text in shown)
    assert any("Available from 09:00 to 18:00" in text for text in shown)
    opened.facts.links[0].press()
    form = opened.findChildren(EventForm)[0]
    assert form.isVisible()
    form.reject()


def test_the_late_invoice_is_a_fact_of_a_talk_about_payment(session: Session, over: QWidget) -> None:
    window = TalkWindow(session, replace(talk_of(session), type=TalkKind.PAYMENT, cause_id=None), over)
    assert "Invoice 2026-9: €480.00 left to pay, due on 31 October 2026, 22 days late" in window.facts.texts[0].text()
    assert window.facts.links[0].text() == "Invoice 2026-9"
    assert "invoice 2026-9, €480.00" in window.fields["opening"].text.toPlainText()
    window._leave()


@pytest.mark.parametrize("kind", list(TalkKind))
def test_hostile_text_stands_as_it_is_written(session: Session, over: QWidget, kind: TalkKind) -> None:
    hostile = '<b>Zoé</b> & "co" \u202e עברית {{ x }} {name} %s\n' + "x" * 9_000
    session.do(save, session.journal, Client(id=1, name="<i>At&las</i> \u05d0"), TODAY)
    talk = replace(talk_of(session), type=kind, aim=hostile, opening=hostile, exit_line=hostile, person_id=None)
    session.do(save, session.journal, talk, TODAY)
    window = TalkWindow(session, talk_of(session), over)
    assert "<b>Zoé</b>" in window.fields["aim"].text.toPlainText()
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text(), label.text()
    window._leave()


def test_a_talk_that_is_deleted_closes_its_window(session: Session, opened: TalkWindow) -> None:
    from rebond.actions.records import delete

    session.do(delete, session.journal, talk_of(session))
    assert not opened.isVisible()
    with session.journal.read() as reader:
        assert reader.all(Talk) == ()


def test_the_window_follows_nothing_once_it_is_closed(session: Session, opened: TalkWindow) -> None:
    opened.holding.in_a_year.setText("nothing")
    opened.close()
    assert not opened.isVisible()
    assert talk_of(session).in_a_year == "nothing"
    session.do(save, session.journal, replace(talk_of(session), aim="Peace"), TODAY)
    assert opened.fields["aim"].text.toPlainText() != "Peace"
