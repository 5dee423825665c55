"""A letter ends, if one wishes, with the head of the history, which is kept with it as it was sent."""

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client
from rebond.domain.money.kinds import Settings
from rebond.journal.heads import change_with, short_head
from rebond.language import Language
from rebond.letters.head_line import heads_in
from rebond.ui.about_you_dialog import AboutYouDialog
from rebond.ui.letters import leaving
from rebond.ui.session import Session
from tests.ui.conftest import TODAY, show

from .conftest import Opens
from .test_letter_window import presses, rows


def settings(session: Session, *, states: bool) -> None:
    session.do(save, session.journal, Settings(id=1, sender="Marie", letters_state_head=states), TODAY)


def head(session: Session) -> str:
    with session.journal.read() as reader:
        return short_head(reader)


def test_a_letter_states_the_head_of_before_it_was_noted(opens: Opens, session: Session) -> None:
    settings(session, states=True)
    window = opens("polite_no")
    before = head(session)
    assert window.head.isChecked()
    assert window.letter.text.toPlainText().splitlines()[-1].endswith(before)
    assert heads_in(window.letter.text.toPlainText())[0].day == TODAY
    presses(window.copy)
    assert QGuiApplication.clipboard().text().endswith(before)
    presses(window.sent)
    (letter,) = rows(session, Letter)
    assert letter.head == before.replace(" ", "")
    assert letter.text.endswith(before)
    with session.journal.read() as reader:
        change = change_with(reader, letter.head)
        assert change
        assert not any(row.kind == "letter" for row in change.rows)
    assert head(session) != before, "noting the letter is a change itself"


def test_one_letter_does_without_or_with_it(opens: Opens, session: Session) -> None:
    settings(session, states=False)
    window = opens("polite_no")
    assert not window.head.isChecked()
    assert heads_in(window.letter.text.toPlainText()) == ()
    window.head.click()
    assert len(heads_in(window.letter.text.toPlainText())) == 1
    window.head.click()
    presses(window.sent)
    assert rows(session, Letter)[0].head == ""


def test_a_line_that_was_taken_out_of_the_text_was_not_sent(opens: Opens, session: Session) -> None:
    settings(session, states=True)
    window = opens("polite_no")
    window.letter.text.setPlainText("No, sorry.")
    presses(window.sent)
    assert rows(session, Letter)[0].head == ""


def test_the_head_is_that_of_the_history_when_it_changed_meanwhile(opens: Opens, session: Session) -> None:
    settings(session, states=True)
    window = opens("polite_no")
    session.do(save, session.journal, Client(name="Other"), TODAY)
    assert head(session) in window.letter.text.toPlainText()


def test_the_line_stands_on_paper_too_in_the_letters_language(
    opens: Opens, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    settings(session, states=True)
    session.do(save, session.journal, Settings(id=1, sender="M", address="1 rue", letters_state_head=True), TODAY)
    session.do(save, session.journal, Client(id=1, name="Atlas", address="2 rue"), TODAY)
    out = tmp_path / "out.pdf"  # type: ignore[operator]
    monkeypatch.setattr(leaving, "ask_save", lambda *_args, **_how: out)
    window = opens("polite_no")
    window.choices.tongue.setCurrentIndex(window.choices.tongue.findData("fr"))
    assert "22 novembre 2026" in window.letter.text.toPlainText()
    presses(window.pdf)
    qtbot.waitUntil(out.exists)
    text = " ".join(PdfReader(out).pages[-1].extract_text().split())
    assert head(session) in text
    assert Language.of("fr").day(TODAY) in text


def test_the_choice_is_kept_with_what_letters_say_about_you(session: Session, qtbot: QtBot) -> None:
    parent = show(qtbot, QWidget(), 640, 480)
    dialog = AboutYouDialog(session, parent)
    dialog.open()
    (box,) = dialog.findChildren(QCheckBox)
    box.click()
    dialog.save_button.click()
    assert rows(session, Settings)[0].letters_state_head
