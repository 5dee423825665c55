"""Every dialog in the smallest window and in both languages: all fields by Tab, no text cut, closed by Escape."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Event, Invoice
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction
from rebond.journal.backup import backup
from rebond.language import Language
from rebond.preferences import Preferences
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.history_dialog import HistoryDialog
from rebond.ui.import_dialog import ImportDialog
from rebond.ui.main_window import MainWindow
from rebond.ui.missions.event_form import EventForm, VersionsDialog
from rebond.ui.missions.invoice_form import InvoiceForm, PaymentForm
from rebond.ui.missions.mission_form import ClientForm, MissionForm
from rebond.ui.money.lines_dialog import LinesDialog
from rebond.ui.printing.owner_dialog import OwnerDialog
from rebond.ui.program import Program
from rebond.ui.prospecting.choices_dialog import ChoiceForm, ChoicesDialog
from rebond.ui.prospecting.forms import ContactForm, InteractionForm
from rebond.ui.prospecting.log_dialog import LogDialog
from rebond.ui.restore_dialog import RestoreDialog
from rebond.ui.search_dialog import SearchDialog
from rebond.ui.setup_dialog import SetupDialog
from rebond.ui.workspace import MISSIONS, PROSPECTION, RUNWAY
from tests.examples import write_example
from tests.stories.test_every_face import cut, english_in

from .conftest import TODAY

#: The pixels that a screen of 1920×1080 at 200 % leaves for a dialog, and the most one opens in on a larger screen.
LEAST, OPENING = QSize(940, 520), QSize(1024, 600)
CARDS = "BEGIN:VCARD\nVERSION:3.0\nFN:Zoe Martin\nEND:VCARD\n"
#: The classes of widgets that a person uses by keyboard.
TAKES = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)


def tab(window: MainWindow, place: str) -> Any:
    assert window.workspace
    return window.workspace.show_tab(place)


def first(window: MainWindow, kind: Any) -> Any:
    with session(window).journal.read() as reader:
        return reader.all(kind)[0]


def session(window: MainWindow) -> Any:
    assert window.workspace
    return window.workspace.session


def cards(window: MainWindow) -> Path:
    path = session(window).journal.path.with_name("cards.vcf")
    path.write_text(CARDS)
    return path


def new_invoice(window: MainWindow) -> None:
    tab(window, MISSIONS).invoices._on_add()


def restoring(window: MainWindow) -> None:
    backup(session(window).journal.path, TODAY)
    window.restore_wanted.emit()


DIALOGS: dict[type[QDialog], Callable[[MainWindow], object]] = {
    HistoryDialog: lambda window: window._history(),
    SearchDialog: lambda window: window._search(),
    LogDialog: lambda window: window._log_contact(),
    ImportDialog: lambda window: ImportDialog(session(window), [cards(window)], window).open(),
    OwnerDialog: lambda window: window.owner_wanted.emit(),
    SetupDialog: lambda window: window.set_up(),
    MissionForm: lambda window: tab(window, MISSIONS).add_mission(),
    ClientForm: lambda window: tab(window, MISSIONS).add_client(),
    InvoiceForm: new_invoice,
    PaymentForm: lambda window: PaymentForm(session(window), first(window, Invoice), 100_00, window).open(),
    EventForm: lambda window: EventForm(session(window), first(window, Event), window).open(),
    VersionsDialog: lambda window: VersionsDialog(session(window), first(window, Event), window).open(),
    ContactForm: lambda window: tab(window, PROSPECTION)._edit(first(window, Contact)),
    ChoicesDialog: lambda window: window._choices(),
    ChoiceForm: lambda window: ChoiceForm(session(window), Channel, parent=window).open(),
    InteractionForm: lambda window: tab(window, PROSPECTION)._edit_interaction(first(window, Interaction)),
    ErasureDialog: lambda window: ErasureDialog(session(window), first(window, Contact), window).open(),
    LinesDialog: lambda window: tab(window, RUNWAY)._explain_opening(),
    RestoreDialog: restoring,
}


def shown(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    found = next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
    found.activateWindow()
    qtbot.waitUntil(lambda: not any(bar.isVisible() for bar in found.findChildren(QProgressBar)))
    qtbot.waitUntil(lambda: found.isAncestorOf(QApplication.focusWidget() or found.parentWidget()))
    return found


def by_tab(qtbot: QtBot, dialog: QDialog) -> set[QWidget]:
    """Return the widgets that get the focus when Tab is pressed repeatedly."""
    met: set[QWidget] = set()
    while (here := QApplication.focusWidget()) and here not in met:
        met.add(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return met


def fields(dialog: QDialog) -> set[QWidget]:
    """Return the widgets that Tab must reach: visible, enabled, and not part of another field."""
    return {
        widget
        for widget in dialog.findChildren(QWidget)
        if isinstance(widget, TAKES)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QComboBox)
        and not isinstance(widget.parent(), QLineEdit)
    }


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_a_dialog_is_whole_in_a_small_window_and_used_by_keyboard_alone(
    qtbot: QtBot, program: Program, tmp_path: Path, kind: type[QDialog], language: str
) -> None:
    example = tmp_path / "marie.rebond"
    write_example(example, Language.of(language), TODAY)
    program.preferences.now = Preferences(language=language, theme="dark")
    program._speak()
    window = program.start(example)
    window.resize(LEAST)
    with qtbot.waitActive(window):
        window.activateWindow()
    DIALOGS[kind](window)
    dialog = shown(qtbot, kind)
    assert dialog.windowTitle()
    assert dialog.size() == dialog.size().boundedTo(OPENING)
    assert dialog.minimumSizeHint() == dialog.minimumSizeHint().boundedTo(LEAST)
    dialog.resize(dialog.size().boundedTo(LEAST))
    QApplication.processEvents()
    assert dialog.size() == dialog.size().boundedTo(LEAST)
    assert list(cut(dialog)) == []
    if language == "fr":
        assert not english_in(dialog)
    met = by_tab(qtbot, dialog)
    assert fields(dialog) <= met
    here = QApplication.focusWidget()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(here, Qt.Key.Key_Escape)


def test_enter_in_an_import_without_problems_imports(qtbot: QtBot, program: Program, example: Path) -> None:
    window = program.start(example)
    with qtbot.waitActive(window):
        window.activateWindow()
    DIALOGS[ImportDialog](window)
    shown(qtbot, ImportDialog)
    here = QApplication.focusWidget()
    with qtbot.waitSignal(session(window).changed):
        qtbot.keyClick(here, Qt.Key.Key_Return)
    with session(window).journal.read() as reader:
        assert reader.matching(Contact, name="Zoe Martin")
