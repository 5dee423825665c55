"""Fixtures: a person who uses the program from a fresh start, with a real window, real keys and a real file."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rebond import preferences
from rebond.language import Language
from rebond.preferences import Preferences
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from tests.examples import write_example
from tests.languages import ENGLISH
from tests.ui.conftest import end

TODAY = date(2026, 11, 22)
W = TypeVar("W", bound=QWidget)

#: The milliseconds after which something is waited for in vain, on a machine that does much else.
_PATIENCE = 60_000


class Person:
    """Starts the program, presses keys and clicks, and reads what is on screen."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, folder: Path) -> None:
        self._app = qapp
        self._bot = qtbot
        self.folder = folder
        self.program: Program | None = None
        #: The keys pressed so far, without those of texts.
        self.pressed = 0

    def starts(self, path: Path | None = None, *, asked: str = "") -> MainWindow:
        """Start the program, ending it first if it runs; `asked` is the language that the command line asks for."""
        self.ends()
        self.program = Program(self._app, lambda: TODAY, asked=Language.of(asked) if asked else None)
        self.program.start(path)
        self._bot.waitExposed(self.window).__enter__()
        self._bot.waitUntil(self.window.isActiveWindow)
        return self.window

    def ends(self) -> None:
        """Close the window, and with it the journal."""
        if self.program:
            end(self.program, self._app)
        self.program = None

    @property
    def window(self) -> MainWindow:
        assert self.program
        assert self.program.window
        return self.program.window

    def presses(self, key: Qt.Key, *, ctrl: bool = False, shift: bool = False, alt: bool = False) -> None:
        """Press a key on the widget that has the focus, in the window that the window manager has made active."""
        self.waits_for(lambda: QApplication.activeWindow() is not None)
        modifiers = Qt.KeyboardModifier.NoModifier
        for held, modifier in (
            (ctrl, Qt.KeyboardModifier.ControlModifier),
            (shift, Qt.KeyboardModifier.ShiftModifier),
            (alt, Qt.KeyboardModifier.AltModifier),
        ):
            if held:
                modifiers |= modifier
        self.pressed += 1
        QTest.keyClick(self.focused(), key, modifiers)
        QApplication.processEvents()

    def types(self, text: str) -> None:
        QTest.keyClicks(self.focused(), text)
        QApplication.processEvents()

    def focused(self) -> QWidget:
        """Return the widget that has the focus."""
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def sees(self, kind: type[W], within: QWidget | None = None) -> list[W]:
        """Return the visible widgets of a class, in the window or `within` a widget."""
        return [widget for widget in (within or self.window).findChildren(kind) if widget.isVisible()]

    def waits_for(self, condition: Callable[[], bool]) -> None:
        self._bot.waitUntil(condition, timeout=_PATIENCE)

    def dialog(self, kind: type[W]) -> W:
        """Wait for an open dialog of a class that has the focus, and return it."""
        found: list[W] = []

        def there() -> bool:
            found[:] = [
                widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
            ]
            return bool(found) and found[0].isActiveWindow()

        self.waits_for(there)
        return found[0]

    def opens_menu(self, open_it: Callable[[], object], choice: str = "") -> QMenu:
        """Open a menu that waits for a choice, and choose the entry of that text, or none."""
        met: list[QMenu] = []

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            met.append(menu)
            chosen = [action for action in menu.actions() if action.text() == choice]
            if chosen:
                menu.setActiveAction(chosen[0])
                QTest.keyClick(menu, Qt.Key.Key_Return)
            else:
                menu.close()

        QTimer.singleShot(50, choose)
        open_it()
        return met[0]

    def prints_into(self, page: Path, button: str) -> None:
        """Print into a file through the print dialog, by its button of that name."""
        self.presses(Qt.Key.Key_P, ctrl=True)
        dialog = self.dialog(QPrintDialog)
        printers = next((box for box in self.sees(QComboBox, dialog) if box.objectName() == "printers"), None)
        if printers:  # the last one is a file
            printers.setCurrentIndex(printers.count() - 1)
        (name,) = [edit for edit in self.sees(QLineEdit, dialog) if edit.objectName() == "filename"]
        name.setFocus()
        name.selectAll()
        QTest.keyClicks(name, str(page))
        (press,) = [one for one in self.sees(QAbstractButton, dialog) if one.text().replace("&", "") == button]
        QTest.mouseClick(press, Qt.MouseButton.LeftButton)
        self.waits_for(page.is_file)

    def names_the_file(self, path: Path) -> None:
        """Answer the next file dialog with a path and Enter; call it before the dialog opens."""
        timer = QTimer(self.window)

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog) and dialog.isActiveWindow():
                timer.stop()
                (line,) = [edit for edit in dialog.findChildren(QLineEdit) if edit.objectName() == "fileNameEdit"]
                line.selectAll()
                QTest.keyClicks(line, str(path))
                QTest.keyClick(line, Qt.Key.Key_Return)

        timer.timeout.connect(answer)
        timer.start(20)


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Return a person who has never started the program and uses it in English."""
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "config"))
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    preferences.save(Preferences(language="en", theme="light"))
    someone = Person(qapp, qtbot, tmp_path)
    yield someone
    someone.ends()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return the path of the example journal, in English."""
    path = tmp_path / "marie.rebond"
    write_example(path, ENGLISH, TODAY)
    return path
