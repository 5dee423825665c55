"""One's own wording of a letter: a live preview, faults with their line, and the program's wording in one step."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.domain.letters.kinds import OwnTemplate
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.letters.wording_dialog import WordingDialog
from rebond.ui.session import Session

from .conftest import Opens


def wording(window: LetterWindow, qtbot: QtBot) -> WordingDialog:
    window.wording.click()
    dialog = window.findChildren(WordingDialog)[-1]
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or window))
    return dialog


def kept(session: Session) -> tuple[OwnTemplate, ...]:
    with session.journal.read() as reader:
        return reader.all(OwnTemplate)


def test_a_wording_is_previewed_saved_and_restored(opens: Opens, session: Session, qtbot: QtBot) -> None:
    window = opens("polite_no")
    before = window.letter.text.toPlainText()
    dialog = wording(window, qtbot)
    assert not dialog.restore.isVisible()
    dialog.text.selectAll()
    QTest.keyClicks(dialog.text, "Sorry, <{{ client.name }}>.")
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() == "Sorry, <Atlas>.")
    assert "font-weight:700" in dialog.preview.toHtml() or "font-weight:600" in dialog.preview.toHtml()
    with qtbot.waitSignal(dialog.accepted):
        dialog.save.click()
    assert window.letter.text.toPlainText() == "Sorry, <Atlas>."
    assert [own.text for own in kept(session)] == ["Sorry, <{{ client.name }}>."]
    again = wording(window, qtbot)
    with qtbot.waitSignal(again.accepted):
        again.restore.click()
    assert kept(session) == ()
    assert window.letter.text.toPlainText() == before


def test_a_fault_is_said_with_its_line_and_keeps_the_last_preview(opens: Opens, session: Session, qtbot: QtBot) -> None:
    dialog = wording(opens("polite_no"), qtbot)
    before = dialog.preview.toPlainText()
    dialog.text.show_value("Hello\n{{ person.nam }}")
    qtbot.waitUntil(lambda: "Line 2" in dialog._problems.text())
    assert "Did you mean “person.name”?" in dialog._problems.text()
    assert dialog.preview.toPlainText() == before
    dialog.save.click()
    assert dialog.isVisible()
    assert kept(session) == ()
    dialog.reject()


def test_a_fact_is_inserted_by_its_name(opens: Opens, qtbot: QtBot) -> None:
    dialog = wording(opens("polite_no"), qtbot)
    dialog.text.clear()
    action = next(one for one in dialog.insert.menu().actions() if one.text() == "The client's address")
    action.trigger()
    assert dialog.text.toPlainText() == "{{ client.address }}"
    assert dialog.text.hasFocus()
    dialog.reject()
