"""Something went wrong in the journal: Marie puts yesterday's backup back, and what she had is kept."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QTableWidget

from rebond.actions.records import save
from rebond.domain.money.kinds import Expense
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.ui.check_dialog import ProblemsDialog
from rebond.ui.restore_dialog import RestoreDialog
from rebond.ui.start_page import StartPage
from tests.journal.test_check import tamper

from .conftest import TODAY, Person


def figures(person: Person) -> str:
    """The four figures above the tabs."""
    assert person.window.workspace
    return "\n".join(label.text() for label in person.window.workspace.headline.findChildren(QLabel))


def spends_much(path: Path) -> None:
    with Journal.open(path) as journal:
        save(journal, Expense(name="A mistake", amount=9_000_00, first=TODAY), TODAY)


def expenses(path: Path) -> list[str]:
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        return [expense.name for expense in reader.all(Expense)]


def chooses(person: Person, text: str) -> None:
    """Choose an entry of the File menu by its text."""
    (entry,) = [action for action in person.window._menus.commands if action.text() == text]
    entry.trigger()
    QApplication.processEvents()


def closes(person: Person) -> str:
    """Read the message box, and close it."""
    box = person.dialog(QMessageBox)
    text = box.text()
    person.presses(Qt.Key.Key_Escape)
    person.waits_for(lambda: not person.sees(QMessageBox))
    return text


def test_the_old_figures_are_back_and_the_former_file_is_kept(person: Person, example: Path) -> None:
    person.starts(example)
    before = figures(person)
    person.ends()
    old = backup(example, TODAY)
    spends_much(example)
    person.starts(example)
    changed = figures(person)
    assert changed != before
    chooses(person, "Res&tore a backup…")
    dialog = person.dialog(RestoreDialog)
    (table,) = person.sees(QTableWidget, dialog)
    assert table.item(0, 2).text() == "1 change since"
    assert "is kept" in dialog._what.text()
    person.presses(Qt.Key.Key_Return)  # in the list, it restores nothing
    person.waits_for(lambda: not person.sees(RestoreDialog))
    assert person.window.statusBar().currentMessage() == ""
    chooses(person, "Res&tore a backup…")
    person.dialog(RestoreDialog)
    person.presses(Qt.Key.Key_R, alt=True)
    text = closes(person)
    kept = copies(example)[0].path
    assert str(kept) in text
    assert person.window.workspace
    assert person.window.windowTitle() == "marie – Rebond"
    assert figures(person) == before
    assert ("A mistake" in expenses(example), "A mistake" in expenses(kept)) == (False, True)
    chooses(person, "Res&tore a backup…")  # and back again
    person.dialog(RestoreDialog)
    person.presses(Qt.Key.Key_R, alt=True)
    closes(person)
    assert figures(person) == changed
    person.ends()
    assert check(example) == ()
    assert old.exists()


def test_a_damaged_journal_is_restored_from_the_page_that_says_so(person: Person, example: Path) -> None:
    backup(example, TODAY)
    damaged = example.read_bytes()[:20_000]
    example.write_bytes(damaged)
    person.starts(example)
    assert isinstance(person.window.centralWidget(), StartPage)
    assert "Restore" in person.focused().text()  # type: ignore[attr-defined]
    person.presses(Qt.Key.Key_Return)
    person.dialog(RestoreDialog)
    person.presses(Qt.Key.Key_R, alt=True)
    text = closes(person)
    assert person.window.workspace
    kept = example.with_name("marie before restoring 2026-11-22.rebond")
    assert kept.read_bytes() == damaged
    assert str(kept) in text


def test_a_check_that_finds_problems_leads_to_the_backups(person: Person, example: Path) -> None:
    backup(example, TODAY)
    person.starts(example)
    tamper(example, "UPDATE client SET note = 'x' WHERE id = 1")
    chooses(person, "Chec&k the journal")
    dialog = person.dialog(ProblemsDialog)
    (button,) = [one for one in person.sees(QPushButton, dialog) if one.text() == "&Restore a backup…"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    person.dialog(RestoreDialog)
    person.presses(Qt.Key.Key_R, alt=True)
    closes(person)
    person.ends()
    assert check(example) == ()


def test_a_backup_that_is_opened_stays_as_it_is(person: Person, example: Path) -> None:
    old = backup(example, TODAY)
    before = old.read_bytes()
    person.starts(old)
    text = closes(person)
    copy = example.with_name("marie copy of 2026-11-22.rebond")
    assert str(copy) in text
    assert person.window.windowTitle() == "marie copy of 2026-11-22 – Rebond"
    session = person.window.workspace.session  # type: ignore[union-attr]
    session.do(save, session.journal, Expense(name="Tried", amount=1_00, first=TODAY), TODAY)
    person.ends()
    assert old.read_bytes() == before
    assert "Tried" in expenses(copy)
