"""Restoring in the window: chosen in a list, cancelled without a trace, refused with a reason."""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions import backups as wording
from rebond.actions.example import create_example
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies, folder
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.ui import restore_dialog
from rebond.ui.check_dialog import check_journal
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from rebond.ui.restore_dialog import RestoreDialog
from tests.languages import ENGLISH

from .conftest import TODAY, delete_now


@pytest.fixture
def old(example: Path) -> Path:
    """A backup of the example, to which a client was added since."""
    made = backup(example, TODAY)
    with Journal.open(example) as journal:
        save(journal, Client(name="Zebulon"), TODAY)
    return made


@pytest.fixture
def window(qtbot: QtBot, program: Program, old: Path, example: Path) -> MainWindow:
    found = program.start(example)
    assert found
    with qtbot.waitActive(found):
        found.activateWindow()
    return found


def dialog_of(window: MainWindow) -> RestoreDialog:
    window.restore_wanted.emit()
    found = window.findChild(RestoreDialog)
    assert isinstance(found, RestoreDialog)
    return found


class Slow:
    """A restore that hears whether it is cancelled before it really begins."""

    def __init__(self, original: Callable[..., Path | None]) -> None:
        self._original = original
        self.may_go_on = threading.Event()

    def __call__(self, *arguments: object, **named: object) -> Path | None:
        progress = arguments[-1]
        assert callable(progress)
        while not self.may_go_on.wait(0.005):
            progress(1, 4)
        return self._original(*arguments, **named)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(wording.restore)
    monkeypatch.setattr(wording, "restore", made)
    yield made
    made.may_go_on.set()


def test_escape_cancels_and_the_journal_is_open_again(
    qtbot: QtBot, program: Program, window: MainWindow, example: Path, old: Path, slow: Slow
) -> None:
    before = example.read_bytes()
    dialog = dialog_of(window)
    dialog._restore.click()
    bar = dialog.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.isVisible() and (bar.value(), bar.maximum()) == (1, 4))
    assert dialog.isModal()  # nothing is changed in the window meanwhile
    assert not dialog._restore.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: program.journal is not None)
    assert program.window
    assert program.window.workspace
    assert program.window.statusBar().currentMessage() == "Cancelled: nothing was restored."
    assert [copy.path for copy in copies(example)] == [old]
    delete_now()
    assert program.window.findChildren(RestoreDialog) == []
    assert example.read_bytes() == before
    session = program.window.workspace.session
    session.do(save, session.journal, Client(name="Afterwards"), TODAY)


def test_the_window_waits_for_the_end_when_the_program_stops(
    qtbot: QtBot, program: Program, window: MainWindow, example: Path, old: Path, slow: Slow
) -> None:
    dialog_of(window)._restore.click()
    threading.Timer(0.05, slow.may_go_on.set).start()
    program.stop()
    assert len(copies(example)) == 2
    assert not list(example.parent.rglob("*.part"))


def test_a_damaged_backup_is_refused_and_the_journal_open_again(
    qtbot: QtBot, program: Program, window: MainWindow, example: Path, old: Path
) -> None:
    whole = old.read_bytes()
    place = whole.rindex(b"Marchal")
    old.write_bytes(whole[:place] + b"m" + whole[place + 1 :])
    dialog_of(window)._restore.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None and program.journal is not None)
    qtbot.waitUntil(lambda: bool(program.window and program.window.findChild(QMessageBox)))
    assert program.window
    assert "is not whole" in program.window.findChild(QMessageBox).text()
    with Journal.open(example, read_only=True) as journal, journal.read() as reader:
        assert "Zebulon" in [client.name for client in reader.all(Client)]


def test_without_a_backup_a_file_from_elsewhere_is_chosen(
    qtbot: QtBot, program: Program, window: MainWindow, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "stick" / "from the stick.rebond"
    elsewhere.parent.mkdir()
    old.rename(elsewhere)
    dialog = dialog_of(window)
    assert "no backup beside it" in dialog._head.text()
    assert not dialog._restore.isEnabled()
    qtbot.waitUntil(dialog._other.hasFocus)
    notes = tmp_path / "notes.rebond"
    notes.write_text("no journal")
    for path, shown in ((notes, False), (elsewhere, True)):
        monkeypatch.setattr(restore_dialog, "ask_open", lambda *_args, path=path: path)
        dialog._other.click()
        assert dialog._restore.isEnabled() is shown
        assert ("is not a journal" in dialog._problem.text()) is not shown
    assert dialog._table.item(0, 2).text() == "1 change since"
    dialog._restore.click()
    qtbot.waitUntil(lambda: program.window is not window)
    assert elsewhere.exists()


def test_a_backup_that_cannot_be_read_cannot_be_chosen(window: MainWindow, old: Path, example: Path) -> None:
    (folder(example) / f"example {TODAY} 00009.rebond").write_bytes(b"")
    dialog = dialog_of(window)
    assert dialog._table.item(0, 1).text() == "cannot be read"
    assert not dialog._restore.isEnabled()
    dialog._table.selectRow(1)
    assert dialog._restore.isEnabled()


def test_beside_an_open_journal_the_backups_of_a_damaged_one_are_offered(
    qtbot: QtBot, program: Program, window: MainWindow, tmp_path: Path
) -> None:
    other = tmp_path / "other.rebond"
    create_example(other, ENGLISH, TODAY).close()
    backup(other, TODAY)
    other.write_bytes(b"")
    assert program.open(other) is window
    box = window.findChild(QMessageBox)
    next(button for button in box.findChildren(QPushButton) if "Restore" in button.text()).click()
    dialog = window.findChild(RestoreDialog)
    assert program.journal
    dialog._restore.click()
    qtbot.waitUntil(lambda: bool(program.journal and program.journal.path == other))


def test_a_missing_journal_offers_its_backups_and_a_text_does_not(
    program: Program, old: Path, example: Path, tmp_path: Path
) -> None:
    example.unlink()
    window = program.start(example)
    assert window
    assert [b.text() for b in window.findChildren(QPushButton) if "Restore" in b.text()] == ["&Restore a backup…"]
    text = tmp_path / "text.rebond"
    text.write_text("no journal")
    window = program.open(text)
    assert [b.text() for b in window.findChildren(QPushButton) if "Restore" in b.text()] == []


def test_the_kept_file_is_named_in_the_person_s_language(tmp_path: Path) -> None:
    path = tmp_path / "marie.rebond"
    create_example(path, ENGLISH, TODAY).close()
    kept = wording.restore(path, backup(path, TODAY), Language.of("fr"), TODAY)
    assert kept
    assert copies(path)[0].former


def test_backups_that_cannot_be_looked_at_are_a_sentence_in_the_dialog(
    program: Program, window: MainWindow, example: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def fail(place: Path) -> object:
        if Path(place) == old.parent:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", fail)
    dialog = dialog_of(window)
    assert "cannot be looked at" in dialog._problem.text()
    assert "no backup" not in dialog._head.text()
    assert dialog._other.isEnabled()  # one that lies elsewhere can be restored all the same
    assert not dialog._restore.isEnabled()
    dialog.reject()


def test_the_backup_of_another_journal_is_not_offered_for_restoring(
    window: MainWindow, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.rebond"
    Journal.create(other).close()
    dialog = dialog_of(window)
    monkeypatch.setattr("rebond.ui.restore_dialog.ask_open", lambda *_: other)
    dialog._other.click()
    assert "of another journal" in dialog._what.text()
    assert "will be as it was" not in dialog._what.text()
    assert not dialog._restore.isEnabled()
    dialog.reject()


def test_a_check_of_a_whole_journal_says_so_though_its_backups_cannot_be_looked_at(
    qtbot: QtBot, window: MainWindow, example: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def fail(place: Path) -> object:
        if Path(place) == old.parent:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", fail)
    assert window.workspace
    check_journal(window.workspace.session, window, lambda: None)

    def box() -> QMessageBox | None:
        return next((one for one in window.findChildren(QMessageBox) if "is whole" in one.text()), None)

    qtbot.waitUntil(lambda: box() is not None)
    shown = box()
    assert shown
    assert "cannot be looked at" in shown.informativeText()
    assert "change" in shown.informativeText()  # and the head of its history
    shown.close()
