"""What a screen reader says: every widget that takes the keyboard has a name, with the spaces of its language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rebond.preferences import Preferences
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from rebond.ui.workspace import TABS
from tests.examples import write_example
from tests.languages import FRENCH

from .conftest import TODAY

#: A sign that French sets apart, right behind a letter; a time of day has digits on both sides.
_TOO_NEAR = re.compile(r"\w[:;?!»](?!\d)")


@pytest.fixture
def window(program: Program, tmp_path: Path) -> MainWindow:
    """Return the window on the example, in French."""
    program.preferences.now = Preferences(language="fr")
    program._speak()
    path = tmp_path / "marie.rebond"
    write_example(path, FRENCH, TODAY)
    return program.start(path)


def spoken(window: MainWindow) -> Iterator[tuple[QWidget, str, str]]:
    """Yield the visible widgets with the name and the description that are read aloud."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and (interface := QAccessible.queryAccessibleInterface(widget)):
            yield widget, interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Description)


@pytest.mark.parametrize("tab", TABS)
def test_every_widget_is_named_and_read_as_french_is_written(qtbot: QtBot, window: MainWindow, tab: str) -> None:
    with qtbot.waitExposed(window):
        window.show()
    assert window.workspace
    window.workspace.show_tab(tab)
    read = list(spoken(window))
    assert len(read) > 20
    for widget, name, description in read:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert name, (type(widget).__name__, type(widget.parent()).__name__)
        assert not _TOO_NEAR.search(name), name
        assert not _TOO_NEAR.search(description), description
