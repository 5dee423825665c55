"""Long work in the window: a backup, an export, a check; each beside the window, and none half done."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QListWidget, QMessageBox, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.journal import heads
from rebond.journal.backup import backup
from rebond.journal.check import check
from rebond.journal.history import Head
from rebond.journal.reader import Reader
from rebond.ui import journal_commands, long_work
from rebond.ui.check_dialog import ProblemsDialog
from rebond.ui.long_work import LongWorkDialog
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from rebond.ui.shared import file_questions
from rebond.whole_file import draft_of
from tests.journal.test_check import tamper

from .conftest import TODAY, delete_now


class Slow:
    """A backup that has written half, and goes on when it is told to; it asks all the time whether it is cancelled."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def __call__(self, path: Path, today: object, out: Path, progress: Callable[[int, int], object]) -> Path:
        with draft_of(out) as draft:
            draft.write_bytes(b"half of it")
            self.begun.set()
            while not self.may_end.wait(0.005):
                progress(1, 2)
            draft.write_bytes(b"all of it")
        return out


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(journal_commands, "backup", made)
    monkeypatch.setattr(heads, "head_of", lambda _path: Head())  # what it writes is no journal
    monkeypatch.setattr(long_work, "_LONG", 20)
    yield made
    made.may_end.set()


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "out" / "copy.rebond"
    path.parent.mkdir()
    monkeypatch.setattr(file_questions, "ask_save", lambda *_args, **_more: path)
    return path


@pytest.fixture
def window(qtbot: QtBot, program: Program, example: Path) -> MainWindow:
    found = program.start(example)
    with qtbot.waitActive(found):
        found.activateWindow()
    return found


def shown(qtbot: QtBot, window: MainWindow) -> LongWorkDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(LongWorkDialog)))
    return window.findChild(LongWorkDialog)


def test_escape_cancels_and_nothing_is_left(qtbot: QtBot, window: MainWindow, slow: Slow, out: Path) -> None:
    window.backup_wanted.emit()
    dialog = shown(qtbot, window)
    qtbot.waitUntil(lambda: dialog.findChild(QProgressBar).value() == 1)
    assert [entry.suffix for entry in out.parent.iterdir()] == [".part"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == "Cancelled: nothing was written.")
    assert list(out.parent.iterdir()) == []
    delete_now()
    assert window.findChildren(LongWorkDialog) == []


def test_what_is_typed_when_it_comes_up_cancels_nothing(
    qtbot: QtBot, window: MainWindow, slow: Slow, out: Path
) -> None:
    window.backup_wanted.emit()
    dialog = shown(qtbot, window)
    qtbot.waitUntil(dialog.isActiveWindow)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_A):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert dialog.isAncestorOf(focused)
        qtbot.keyClick(focused, key)
    assert dialog._button.isEnabled()
    slow.may_end.set()
    qtbot.waitUntil(lambda: "Written" in window.statusBar().currentMessage())
    assert out.read_bytes() == b"all of it"


def test_one_works_on_in_the_journal_meanwhile(qtbot: QtBot, window: MainWindow, slow: Slow, out: Path) -> None:
    window.backup_wanted.emit()
    dialog = shown(qtbot, window)
    assert not dialog.isModal()
    assert window.workspace
    session = window.workspace.session
    session.do(save, session.journal, Client(name="Lune"), TODAY)
    answered: list[int] = []
    session.run(lambda _journal, _progress: 1, answered.append, owner=window)
    qtbot.waitUntil(lambda: answered == [1])  # a view's query does not wait for it
    slow.may_end.set()
    qtbot.waitUntil(lambda: "Written" in window.statusBar().currentMessage())


def test_short_work_flashes_no_dialog(
    qtbot: QtBot, window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "_LONG", 10_000)
    opened: list[object] = []
    monkeypatch.setattr(LongWorkDialog, "_appear", lambda self: opened.append(self))
    window.backup_wanted.emit()
    qtbot.waitUntil(lambda: "Written" in window.statusBar().currentMessage())
    assert opened == []
    assert check(out) == ()
    head = heads.head_of(out)
    assert window.statusBar().currentMessage().endswith(f" · head {heads.short(head.hash)}, change {head.seq}")


def test_closing_the_window_finishes_the_file_that_was_asked_for(
    qtbot: QtBot, window: MainWindow, slow: Slow, out: Path
) -> None:
    window.backup_wanted.emit()
    assert slow.begun.wait(10)
    threading.Timer(0.05, slow.may_end.set).start()
    window.close()
    assert out.read_bytes() == b"all of it"
    assert [entry.name for entry in out.parent.iterdir()] == [out.name]


# The check


def test_a_whole_journal_is_said_to_be_whole(qtbot: QtBot, window: MainWindow) -> None:
    window.check_wanted.emit()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert window.findChild(QMessageBox).text().startswith("example.rebond is whole")


def test_what_is_wrong_is_listed_with_what_to_do(qtbot: QtBot, window: MainWindow, example: Path) -> None:
    made = backup(example, TODAY)
    tamper(example, "UPDATE client SET note = 'x' WHERE id = 1")
    window.check_wanted.emit()
    qtbot.waitUntil(lambda: window.findChild(ProblemsDialog) is not None)
    dialog = window.findChild(ProblemsDialog)
    listed = dialog.findChild(QListWidget)
    lines = [listed.item(row).text() for row in range(listed.count())]
    assert "is not what the history says" in lines[0]
    assert made.name in dialog._what_to_do()
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "&Copy the list").click()
    assert QGuiApplication.clipboard().text() == "\n".join(lines)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    delete_now()
    assert window.findChild(ProblemsDialog) is None


def test_the_journal_can_be_written_to_while_it_is_checked(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rebond.journal import integrity

    begun, may_end = threading.Event(), threading.Event()

    def slow(reader: Reader, *_args: object) -> tuple[()]:
        reader.count(Client)  # from here on, a reader of the file itself would lock it
        begun.set()
        assert may_end.wait(10)
        return ()

    monkeypatch.setattr(integrity, "everything", slow)
    window.check_wanted.emit()
    assert begun.wait(10)
    assert window.workspace
    session = window.workspace.session
    session.do(save, session.journal, Client(name="Lune"), TODAY)
    may_end.set()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
