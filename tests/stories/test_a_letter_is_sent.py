"""A consultant answers an extra request with a polite no, by keyboard alone, finds it in the journal, and undoes it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Event, EventKind
from rebond.language import Language
from rebond.ui.letters.letter_window import LetterWindow
from rebond.ui.letters.sent_letter import SentLetterDialog
from tests.examples import write_example

from .conftest import TODAY, Person


def test_a_polite_no_leaves_and_stands_in_the_journal(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    journal: Path = person.folder / "marie.rebond"
    write_example(journal, Language.of("en"), TODAY)
    window = person.starts(journal)
    assert window.workspace
    session, missions = window.workspace.session, window.workspace.missions

    def rows(kind: type) -> tuple:  # type: ignore[type-arg]
        with session.journal.read() as reader:
            return reader.all(kind)

    before, letters = rows(Event), rows(Letter)
    person.presses(Qt.Key.Key_L, ctrl=True, shift=True)
    letter = person.dialog(LetterWindow)
    assert letter.choices.template.currentText() == "Polite no"
    assert letter.choices.template.hasFocus()
    asked = letter.letter.written[1]
    assert "not possible within the present budget" in asked
    person.presses(Qt.Key.Key_M, alt=True)
    person.waits_for(lambda: bool(opened))
    assert opened[0].scheme() == "mailto"
    person.presses(Qt.Key.Key_Space)
    person.waits_for(lambda: rows(Letter) != letters)
    person.waits_for(window.isActiveWindow)
    (event,) = set(rows(Event)) - set(before)
    assert (event.type, event.date) == (EventKind.LETTER, TODAY)
    missions.reveal("event", event.id)
    missions.events._on_read_letter()
    assert person.dialog(SentLetterDialog).text.toPlainText() == asked
    person.presses(Qt.Key.Key_Escape)
    person.waits_for(window.isActiveWindow)
    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert rows(Letter) == letters
    assert rows(Event) == before
    assert "letter noted as sent" in window.statusBar().currentMessage()
