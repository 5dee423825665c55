"""A head that came back in a mail is compared at once with the history, and kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.history import undo
from rebond.actions.letter_writing import mark_as_sent
from rebond.actions.records import save
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client
from rebond.domain.proof.kinds import HeadReceipt
from rebond.journal.heads import short_head
from rebond.ui.day_timer import local_now
from rebond.ui.heads_dialog import HeadsDialog
from rebond.ui.session import Session

from .conftest import TODAY, session_on, show


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    with session_on(tmp_path / "journal.rebond", [[Client(name="Atlas <b>& Co</b>")]]) as made:
        yield made


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    return show(qtbot, QWidget(), 800, 600)


def head(session: Session) -> str:
    with session.journal.read() as reader:
        return short_head(reader)


def receipts(session: Session) -> tuple[HeadReceipt, ...]:
    with session.journal.read() as reader:
        return reader.all(HeadReceipt)


def sent(session: Session) -> str:
    """Send a letter that states the head of before it."""
    stated = head(session)
    letter = Letter(client_id=1, subject="<i>Recap</i>", text=f"Hello.\n\n22/11/2026: {stated}", sent=TODAY)
    now = local_now().replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)
    session.do(mark_as_sent, session.journal, letter, now)
    return stated


def test_a_mail_that_came_back_confirms_the_history_and_is_kept(session: Session, parent: QWidget) -> None:
    stated = sent(session)
    dialog = HeadsDialog(session, parent)
    dialog.open()
    assert "1 message" in dialog.confirmed.text()
    assert dialog.table.item(0, 1).text() == "<i>Recap</i>"
    assert "None has come back yet" in dialog.confirmed.text()
    dialog.pasted.setPlainText(f"Thanks!\n\n> Hello.\n>\n> 20 November 2026:\n> {stated}\n")
    assert "The history holds that head" in dialog.verdict.text()
    assert dialog.day.text() == "20/11/2026"
    dialog.note.setText("their answer")
    dialog.keep.click()
    (receipt,) = receipts(session)
    assert (receipt.head, receipt.note, receipt.letter_id) == (stated.replace(" ", ""), "their answer", 1)
    assert "It came back and was compared" in dialog.confirmed.text()
    assert dialog.table.item(0, 3).text().endswith(", compared")
    dialog.pasted.setPlainText(stated)
    assert "It is kept already." in dialog.verdict.text()
    assert not dialog.keep.isEnabled()
    session.do(undo, session.journal)
    assert receipts(session) == ()
    assert dialog.keep.isEnabled()


def test_a_head_that_is_not_there_is_said_aloud_and_can_be_kept_and_deleted(session: Session, parent: QWidget) -> None:
    dialog = HeadsDialog(session, parent)
    dialog.open()
    assert not dialog.table.isVisible()
    dialog.pasted.setPlainText("22 novembre 2026 : abcd abcd abcd abcd")
    assert "The history holds no change with the head abcdabcdabcdabcd" in dialog.verdict.text()
    dialog.keep.click()
    assert dialog.table.item(0, 3).text() == "not there any more"
    assert "The head abcd abcd abcd abcd, which a message of 22 November 2026 states" in dialog.confirmed.text()
    dialog.table.selectRow(0)
    dialog._on_delete()
    assert receipts(session) == ()


def test_what_holds_no_head_is_told_so(session: Session, parent: QWidget) -> None:
    dialog = HeadsDialog(session, parent)
    dialog.open()
    dialog.pasted.setPlainText("See you on Monday.")
    assert dialog.verdict.text().startswith("No head is found there")
    assert not dialog.keep.isEnabled()
    dialog.pasted.setPlainText("")
    assert dialog.verdict.text() == ""


def test_a_day_ahead_is_refused_beside_the_field(session: Session, parent: QWidget) -> None:
    dialog = HeadsDialog(session, parent)
    dialog.open()
    dialog.pasted.setPlainText(head(session))
    dialog.day.show_value(TODAY.replace(year=2027))
    dialog.keep.click()
    assert dialog.problem.text()
    assert receipts(session) == ()


def test_the_dialog_follows_changes_made_elsewhere(session: Session, parent: QWidget) -> None:
    sent(session)
    dialog = HeadsDialog(session, parent)
    dialog.open()
    before = dialog.confirmed.text()
    session.do(save, session.journal, Client(name="Other"), TODAY)
    assert dialog.confirmed.text() != before
