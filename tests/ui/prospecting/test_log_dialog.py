"""Logging a contact from anywhere, by keyboard alone."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.prospecting.kinds import ChannelId, Contact, StageId
from rebond.journal.undo import undo
from rebond.language import Language
from rebond.ui import speech
from rebond.ui.prospecting.log_dialog import LogDialog
from rebond.ui.session import Session
from tests.ui.prospecting.conftest import TODAY, contact, interactions

#: Warnings of the offscreen platform about the popup of a completer.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing", extend=True)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> LogDialog:
    return opened(session, qtbot)


def opened(session: Session, qtbot: QtBot) -> LogDialog:
    dialog = LogDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    return dialog


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def type_through(qtbot: QtBot, *typed: str) -> None:
    """Type each text into a field, going from one field to the next with Tab."""
    for place, text in enumerate(typed):
        if place:
            qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        qtbot.keyClicks(focused(), text)


def test_a_contact_of_someone_new_is_logged_without_the_mouse(
    dialog: LogDialog, session: Session, qtbot: QtBot
) -> None:
    type_through(qtbot, "Zoe Martin", "ev", "Met at the fair", "send the portfolio", "+7")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.entry.hint.text() == "New contact – Enter again adds Zoe Martin"
    assert len(interactions(session)) == 2, "a slip of the finger adds nobody"
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    zoe = contact(session, "Zoe Martin")
    assert (zoe.stage_id, zoe.next_step, zoe.next_date) == (
        StageId.CONTACTED, "send the portfolio", TODAY + timedelta(days=7)
    )  # fmt: skip
    logged = interactions(session)[-1]
    assert (logged.contact_id, logged.channel_id, logged.text, logged.date) == (
        zoe.id, ChannelId.EVENT, "Met at the fair", TODAY
    )  # fmt: skip


def test_one_undo_takes_the_whole_of_it_back(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    type_through(qtbot, "Zoe Martin", "", "Met at the fair")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    session.do(undo, session.journal)
    with session.journal.read() as reader:
        assert reader.matching(Contact, name="Zoe Martin") == ()
    assert len(interactions(session)) == 2


def test_a_name_is_completed_from_the_contacts_there_are(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    who = dialog.entry.who
    qtbot.keyClicks(who, "duv")
    popup = who.completer().popup()
    assert popup.isVisible()
    assert popup.model().index(0, 0).data() == "Claire Duval  ·  Duval"
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert who.text() == "Claire Duval"
    assert dialog.isVisible(), "taking a suggestion logs nothing yet"
    assert "17 Nov" in dialog.entry.hint.text()
    assert "call again" in dialog.entry.hint.text()
    qtbot.keyClick(who, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert contact(session, "Claire Duval").next_step == ""
    assert len(interactions(session)) == 3


def test_enter_takes_the_only_match_and_a_second_one_logs(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.entry.who, "atl")
    popup = dialog.entry.who.completer().popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.entry.who.text() == "Atlas"
    assert not popup.isVisible()
    assert len(interactions(session)) == 2
    qtbot.keyClick(dialog.entry.who, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert interactions(session)[-1].contact_id == contact(session, "Atlas").id


def test_the_only_match_is_taken_from_any_field(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    type_through(qtbot, "atl", "", "Called")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.entry.who.text() == "Atlas"
    assert focused() is dialog.entry.text, "the focus stays where one types"
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert interactions(session)[-1].text == "Called"


def test_a_match_that_is_not_meant_is_typed_over(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    who = dialog.entry.who
    for _time in range(2):
        who.setText("")
        qtbot.keyClicks(who, "Atl")
        qtbot.keyClick(who.completer().popup(), Qt.Key.Key_Return)
    assert who.text() == "Atl"
    assert dialog.entry.hint.text().splitlines()[0].endswith("adds Atl")
    qtbot.keyClick(who, Qt.Key.Key_Return)
    assert contact(session, "Atl").id


def test_of_several_matches_none_is_taken(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    who = dialog.entry.who
    session.do(save, session.journal, Contact(name="Clara Duval"), TODAY)
    qtbot.keyClicks(who, "duv")
    qtbot.keyClick(who.completer().popup(), Qt.Key.Key_Return)
    assert (who.text(), dialog.isVisible()) == ("duv", True)
    assert dialog.entry.hint.text().splitlines() == [
        "New contact – Enter again adds duv", "↓ chooses one of those suggested",
    ]  # fmt: skip
    qtbot.keyClicks(who, "x")
    assert dialog.entry.hint.text() == "New contact"
    qtbot.keyClick(who, Qt.Key.Key_Return)
    assert len(interactions(session)) == 2, "another name is announced anew"


def test_escape_closes_the_suggestions_first_then_the_dialog(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.entry.who, "duv")
    popup = dialog.entry.who.completer().popup()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert dialog.isVisible()
    qtbot.keyClick(dialog.entry.who, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(interactions(session)) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_how_a_new_person_is_confirmed_is_shown_whole(
    dialog: LogDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(speech._Window, "language", Language.of(language))
    qtbot.keyClicks(dialog.entry.who, "Jean-Baptiste de La Rochefoucauld-Liancourt")
    qtbot.keyClick(dialog.entry.who, Qt.Key.Key_Return)
    hint = dialog.entry.hint
    assert "".join(hint.shown()).replace(" ", "") == hint.text().replace(" ", "")
    assert len(hint.shown()) > 1


def test_a_name_nobody_has_is_said_to_be_new(dialog: LogDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.entry.who, "Zoe")
    assert dialog.entry.hint.text() == "New contact"


def test_the_channel_used_last_is_proposed(dialog: LogDialog) -> None:
    assert dialog.entry.channel.read() == ChannelId.EMAIL


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        (("", "", "Called"), "who"),
        (("Lune", "", "", "", "some day"), "next_date"),
        (("Lune", "", "", "", "21/11/2026"), "next_date"),
        (("Lune", "", "", "", "", "+3"), "date"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    dialog: LogDialog, session: Session, qtbot: QtBot, typed: tuple[str, ...], faulty: str
) -> None:
    dialog.entry.date.clear()
    dialog.entry.date.show_value(TODAY)
    for place, text in enumerate(typed):
        if place:
            qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        if place == 5:
            dialog.entry.date.clear()
        qtbot.keyClicks(focused(), text)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    said = {name for name, place in dialog.entry.problems.items() if place.text()}
    assert said == {faulty}
    assert dialog.entry.problems[faulty].isVisible()
    assert focused() is dialog.entry.fields[faulty]
    assert dialog.entry.who.text() == typed[0]
    assert len(interactions(session)) == 2


def test_shift_enter_begins_a_new_line_and_enter_logs(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    type_through(qtbot, "Lune", "", "one")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(focused(), "two")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert interactions(session)[-1].text == "one\ntwo"


def test_a_contact_of_an_earlier_day_is_logged_on_that_day(dialog: LogDialog, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.entry.who, "Lune")
    dialog.entry.date.setFocus()
    dialog.entry.date.selectAll()
    qtbot.keyClicks(dialog.entry.date, "19/11")
    qtbot.keyClick(dialog.entry.date, Qt.Key.Key_Return)
    assert interactions(session)[-1].date == date(2026, 11, 19)
