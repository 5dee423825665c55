"""Someone asks to be erased: Marie does it in the window, and goes on using it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from rebond.domain.missions.kinds import Client
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.queries.by_name import named
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.workspace import MISSIONS, PROSPECTION

from .conftest import TODAY, Person

NAME = "Sophie Marchal"


def test_a_contact_is_erased_from_the_example_and_the_window_goes_on(person: Person, example: Path) -> None:
    old = backup(example, TODAY)
    window = person.starts(example)
    assert window.workspace
    assert b"Marchal" in example.read_bytes()
    tab = window.workspace.show_tab(PROSPECTION)
    with window.workspace.session.journal.read() as reader:
        (contact,) = named(reader, Contact, NAME)
    tab.reveal(Contact.kind, contact.id)
    (view,) = [column.cards for column in tab.board.columns.values() if column.cards.currentIndex().isValid()]  # type: ignore[attr-defined]
    (command,) = [action for action in view.actions() if "for good" in action.text()]
    command.trigger()
    dialog = person.dialog(ErasureDialog)
    person.waits_for(dialog._erase.isEnabled)
    assert "1 contact" in dialog._text.text()
    assert dialog._backups.isVisible()
    person.presses(Qt.Key.Key_E, alt=True)
    person.waits_for(lambda: not window.isHidden() and not person.sees(ErasureDialog))
    assert "Ctrl+Z" not in window.statusBar().currentMessage()
    with window.workspace.session.journal.read() as reader:
        assert named(reader, Contact, NAME) == ()
    assert [copy.path for copy in copies(example)] != [old]
    assert not old.exists()
    person.presses(Qt.Key.Key_Z, ctrl=True)
    person.waits_for(lambda: "erased for good" in window.statusBar().currentMessage())
    window.workspace.show_tab(MISSIONS)
    person.ends()
    assert b"Marchal" not in example.read_bytes()
    assert check(example) == ()


def test_a_client_is_shown_with_all_that_goes_and_kept_by_escape(person: Person, example: Path) -> None:
    window = person.starts(example)
    assert window.workspace
    missions = window.workspace.missions
    with window.workspace.session.journal.read() as reader:
        (atlas,) = named(reader, Client, "Atlas")
    before = example.read_bytes()
    missions.reveal(Client.kind, atlas.id)
    (command,) = [action for action in missions.missions.view.actions() if "Erase the client" in action.text()]
    command.trigger()
    dialog = person.dialog(ErasureDialog)
    person.waits_for(dialog._erase.isEnabled)
    assert "invoices" in dialog._text.text()
    assert "Atlas" in dialog._title.text()
    person.presses(Qt.Key.Key_Escape)
    person.waits_for(lambda: not person.sees(ErasureDialog))
    assert example.read_bytes() == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_does_not_erase(person: Person, example: Path, key: Qt.Key) -> None:
    window = person.starts(example)
    assert window.workspace
    with window.workspace.session.journal.read() as reader:
        (contact,) = named(reader, Contact, NAME)
    ErasureDialog(window.workspace.session, contact, window).open()
    dialog = person.dialog(ErasureDialog)
    person.waits_for(dialog._erase.isEnabled)
    person.presses(key)
    with window.workspace.session.journal.read() as reader:
        assert named(reader, Contact, NAME) != ()
