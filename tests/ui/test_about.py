"""The About dialog: versions, licences, and the way to the log."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from rebond import __version__
from rebond.language import Language
from rebond.ui import speech
from rebond.ui.about_dialog import AboutDialog

from .conftest import show


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AboutDialog:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))
    speech.speak(Language.of("en", "en_GB"))
    found = AboutDialog()
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return show(qtbot, found, 880, 480)


def press(dialog: AboutDialog, name: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == name).click()


def row_of(table: QTableWidget, name: str) -> int:
    return next(row for row in range(table.rowCount()) if table.item(row, 0).text() == name)


def test_the_arrow_keys_go_through_the_licences(qtbot: QtBot, dialog: AboutDialog) -> None:
    table, licence = dialog.findChild(QTableWidget), dialog.findChild(QPlainTextEdit)
    assert table.hasFocus()
    assert licence.toPlainText().startswith(f"Rebond {__version__} – MIT\n\nMIT License")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.item(table.currentRow(), 0).text() == "alembic"
    assert "Michael Bayer" in licence.toPlainText()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert licence.hasFocus()
    qtbot.keyClick(licence, Qt.Key.Key_Tab)
    assert not licence.hasFocus()
    table.setCurrentCell(row_of(table, "Qt"), 0)
    assert "under the GNU Lesser General Public License" in licence.toPlainText()
    assert "download.qt.io" in licence.toPlainText()
    table.setCurrentCell(row_of(table, "SQLite"), 0)
    assert licence.toPlainText().endswith("https://www.sqlite.org/copyright.html.")


def test_the_versions_are_copied_for_a_message(dialog: AboutDialog) -> None:
    press(dialog, "&Copy the versions")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith(f"Rebond {__version__} (from source), Python 3")
    assert lines[1] == f"Rebond {__version__} (MIT)"
    assert any(line.startswith("SQLAlchemy ") for line in lines)


def test_one_click_opens_the_folder_of_the_log_which_is_made(
    dialog: AboutDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    press(dialog, "Open the log's &folder")
    assert opened == [str(tmp_path / "settings")]
    assert Path(opened[0]).is_dir()


def test_it_fits_a_small_window_with_every_version_whole(dialog: AboutDialog) -> None:
    assert dialog.minimumSizeHint().width() <= 930
    assert dialog.minimumSizeHint().height() <= 500
    for label in dialog.findChildren(QLabel):
        assert label.heightForWidth(label.width()) <= label.height()
    table = dialog.findChild(QTableWidget)
    for column in (0, 1):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
