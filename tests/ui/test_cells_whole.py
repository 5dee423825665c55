"""No cell of any table cuts an amount, a date, a year or a next step, in the smallest usual window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rebond.actions.example import create_example
from rebond.domain.prospecting.kinds import Contact
from rebond.language import Language
from rebond.ui.main_window import MainWindow
from rebond.ui.missions.all_invoices import AllInvoicesDialog
from rebond.ui.money.explain import months_left
from rebond.ui.money.lines_dialog import LinesDialog
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.speech import speak
from tests.languages import ENGLISH
from tests.ui.conftest import TODAY, show


@pytest.fixture(params=[("en", 1024, 640), ("fr", 1024, 640), ("en", 930, 520), ("fr", 930, 520)])
def window(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """Return a window on the example, in both languages and the two smallest usual sizes."""
    code, width, height = request.param
    language = Language.of(code, "")
    with create_example(tmp_path / "example.rebond", language, TODAY) as journal:
        speak(language)
        yield show(qtbot, MainWindow(Session(journal, lambda: TODAY), "light"), width, height)
        speak(ENGLISH)


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that the delegates have cut since, as they paint them."""
    found: list[str] = []
    elided = painting._elided

    def recording(text: str, metrics: QFontMetrics, width: int) -> str:
        shown = elided(text, metrics, width)
        if shown != text:
            found.append(text)
        return shown

    painting._broken.cache_clear()
    monkeypatch.setattr(painting, "_elided", recording)
    return found


def cut_by_qt(view: QTableView) -> list[str]:
    """Return the texts of the cells that Qt's own delegate cuts."""
    found = []
    header = view.horizontalHeader()
    for row in range(view.model().rowCount()):
        for column in range(view.model().columnCount()):
            index = view.model().index(row, column)
            delegate = view.itemDelegateForIndex(index)
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            wrapped = view.wordWrap() and header.sectionResizeMode(column) is QHeaderView.ResizeMode.Stretch
            if "paint" in vars(type(delegate)) or wrapped:
                continue
            if QStyledItemDelegate.sizeHint(delegate, option, index).width() > view.columnWidth(column):
                found.append(str(index.data()))
    return found


def walk(within: QWidget) -> list[str]:
    """Paint every visible list and table, and return the texts that Qt's own delegate cuts there."""
    QApplication.processEvents()
    found = []
    for view in within.findChildren(QAbstractItemView):
        if view.isVisible():
            view.grab()
            found += cut_by_qt(view) if isinstance(view, QTableView) else []
    return found


def matters(text: str, steps: set[str]) -> bool:
    """Return whether a text is one that must never be cut: with a figure in it, or a next step."""
    return any(character.isdigit() for character in text) or text in steps


def test_no_cell_cuts_what_matters(window: MainWindow, cut: list[str]) -> None:
    workspace = window.workspace
    assert workspace
    session = workspace.session
    with session.journal.read() as reader:
        steps = {contact.next_step for contact in reader.all(Contact)}
    missions, runway = workspace.missions, workspace.runway
    found = []
    workspace.show_tab("missions")
    for row in range(missions.missions.model.rowCount()):
        missions.missions.view.setCurrentIndex(missions.missions.model.index(row, 0))
        for part in (missions.events, missions.invoices):
            missions.parts.setCurrentWidget(part)
            found += walk(window)
    workspace.show_tab("money")
    for page in range(runway.tables.count()):
        runway.tables.setCurrentIndex(page)
        found += walk(window)
    prospection = workspace.show_tab("prospecting")
    for as_list in (True, False):
        prospection.as_list.setChecked(as_list)  # type: ignore[attr-defined]
        prospection.as_board.setChecked(not as_list)  # type: ignore[attr-defined]
        found += walk(window)
    workspace.show_today()
    found += walk(window)
    leaves = session.outlook.largest_leaves
    assert leaves
    explained = months_left(leaves.projection, "", session.outlook.situation.settings.currency)
    for dialog in (AllInvoicesDialog(session, window), LinesDialog(explained, window)):
        dialog.resize(1000, 600)
        dialog.open()
        found += walk(dialog)
        dialog.reject()
    assert [text for text in (*found, *cut) if matters(text, steps)] == []
