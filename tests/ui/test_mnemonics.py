"""A letter under Alt leads to one place: no two that can be seen in one window share it, in either language."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QLabel, QMenuBar, QTabBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Mission
from rebond.language import Language
from rebond.letters.template_file import names
from rebond.ui.letters.letter_window import open_letter
from rebond.ui.main_window import MainWindow
from rebond.ui.program import Program
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.shared.tab import Tab
from rebond.ui.workspace import TABS
from tests.faults.hostile import write_hostile
from tests.faults.window.windows import BY_COMMAND, ON_A_ROW, chosen
from tests.ui.conftest import TODAY, delete_now, program  # noqa: F401 - a fixture


def letters(window: QWidget) -> dict[str, set[str]]:
    """Return the letters of a window that its visible texts underline, each with these texts."""
    found = defaultdict(set)
    for text in texts(window):
        if letter := QKeySequence.mnemonic(text).toString().removeprefix("Alt+"):
            found[letter].add(text)
    return found


def texts(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        if isinstance(widget, QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QLabel) and widget.buddy():
            yield widget.text()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(place) for place in range(widget.count()) if widget.isTabVisible(place))
        elif isinstance(widget, QMenuBar):
            yield from (action.text() for action in widget.actions() if action.isVisible())


def clashes(window: QWidget) -> dict[str, set[str]]:
    return {letter: texts for letter, texts in letters(window).items() if len(texts) > 1}


@pytest.fixture(params=["en", "fr"])
def window(request: pytest.FixtureRequest, program: Program, tmp_path: Path, qtbot: QtBot) -> MainWindow:  # noqa: F811
    """Return the window on a journal with rows of every kind, in each language."""
    program.preferences.choose(language=request.param)
    path = write_hostile(tmp_path / "journal.rebond", Language.of(request.param), TODAY, text="Atlas")
    window = program.start(path)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_the_walk_sees_menus_tabs_parts_fields_and_buttons(window: MainWindow) -> None:
    assert window.workspace
    window.workspace.show_tab("missions")
    found = letters(window)
    assert len(found) > 10, found


def test_no_letter_of_the_window_leads_to_two_places(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace
    window.workspace.show_today()
    wrong, views = {}, 0
    for name in TABS:
        tab = window.workspace.show_tab(name)
        for show in shown_in(tab):
            show()
            QApplication.processEvents()
            views += 1
            wrong |= {(name, letter): texts for letter, texts in clashes(window).items()}
    assert views == 17
    assert not wrong


def shown_in(tab: Tab) -> Iterator[Callable[[], object]]:
    """Yield what brings each part and view of a tab to the front."""
    yield lambda: None
    for parts in tab.findChildren(QTabWidget):
        yield from (partial(parts.setCurrentIndex, place) for place in range(parts.count()))
    if isinstance(tab, ProspectionTab):
        yield from (button.click for button in tab.findChildren(QAbstractButton) if button.isCheckable())


def opened(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the dialogs of the window by name, with what opens each."""
    assert window.workspace
    session = window.workspace.session
    yield from ((name, getattr(window, name)) for name in BY_COMMAND)
    for name, make in ON_A_ROW.items():
        yield name, lambda make=make: make(window, session).open()
    mission = chosen(window, Mission)
    for template in names():
        yield template, partial(open_letter, session, window, template, mission.client_id, mission.id)


def test_no_letter_of_a_dialog_leads_to_two_places(window: MainWindow) -> None:
    wrong = {}
    for name, opens in opened(window):
        opens()
        dialogs = [child for child in window.findChildren(QWidget) if child.isWindow() and child.isVisible()]
        assert dialogs, name
        for dialog in dialogs:
            if found := clashes(dialog):
                wrong[name] = found
            dialog.close()
        delete_now()
    assert not wrong
