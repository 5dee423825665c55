"""A fault of the program, as the person sees it: a sentence, and one click to the folder of the log."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program

from .conftest import delete_now


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that were opened."""
    folders: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: folders.append(url.toLocalFile()) or True)
    return folders


def buttons(window: MainWindow) -> list[QPushButton]:
    delete_now()
    return [button for button in window.statusBar().findChildren(QPushButton) if button.isVisible()]


def test_one_click_leads_to_the_folder_of_the_log(
    qtbot: QtBot, program: Program, example: Path, tmp_path: Path, opened: list[str]
) -> None:
    window = program.start(example)
    window.resize(960, 540)
    for _again in range(3):  # as at every paint
        program.tell_fault("Something went wrong, and it is our fault. It is written down in /a/long/path. " * 2)
    (button,) = buttons(window)
    QApplication.processEvents()
    bar = window.statusBar()
    assert button.geometry().left() >= bar._room().right()
    assert bar.rect().contains(button.geometry())
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened == [str(tmp_path / "settings")]
    assert Path(opened[0]).is_dir()


def test_the_button_goes_with_the_message(program: Program, example: Path) -> None:
    window = program.start(example)
    program.tell_fault("Something went wrong.")
    program.tell("Saved")
    assert buttons(window) == []
    program.tell_fault("Something went wrong.")
    assert len(buttons(window)) == 1
    window.statusBar().clearMessage()
    assert buttons(window) == []
