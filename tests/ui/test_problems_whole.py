"""Sentences about problems are whole: wrapped where they do not fit, never cut, and nothing else is squeezed."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rebond.domain.agreements.kinds import Agreement
from rebond.domain.missions.kinds import Invoice, Mission
from rebond.domain.prospecting.kinds import Contact
from rebond.language import Language
from rebond.ui.main_window import MainWindow
from rebond.ui.missions.agreement_form import AgreementForm
from rebond.ui.missions.invoice_form import InvoiceForm
from rebond.ui.missions.mission_form import MissionForm
from rebond.ui.prospecting.forms import ContactForm
from rebond.ui.prospecting.log_dialog import LogDialog
from rebond.ui.session import Session
from rebond.ui.shared.form import Form
from rebond.ui.speech import speak
from tests.languages import ENGLISH
from tests.ui.conftest import TODAY, show


@pytest.fixture(params=["en", "fr"])
def window(request: pytest.FixtureRequest, example_session: Session, qtbot: QtBot) -> Iterator[MainWindow]:
    speak(Language.of(request.param, ""))
    yield show(qtbot, MainWindow(example_session, "light"), 1024, 640)
    speak(ENGLISH)


def squeezed(within: QWidget) -> list[str]:
    """Return the visible problems and fields that are smaller than what they show."""
    QApplication.processEvents()
    found = [
        label.text()
        for label in within.findChildren(QLabel)
        if label.isVisible() and label.property("role") == "problem"
        if label.height() < label.heightForWidth(label.width()) or label.visibleRegion().boundingRect() != label.rect()
    ]
    found += [
        field.objectName() or field.accessibleName()
        for kind in (QLineEdit, QPlainTextEdit)
        for field in within.findChildren(kind)
        if field.isVisible() and not isinstance(field.parentWidget(), QComboBox)
        if field.height() < field.minimumSizeHint().height()
    ]
    return found + [
        f"{text.accessibleName()} is cut"
        for text in within.findChildren(QPlainTextEdit)
        if text.isVisible() and text.geometry().bottom() > text.parentWidget().rect().bottom()
    ]


def forms(session: Session, window: MainWindow) -> dict[str, Form]:
    return {
        "mission": MissionForm(session, Mission(client_id=0, name="", starts=date(2026, 1, 1)), "", window),
        "agreement": AgreementForm(
            session,
            Mission(client_id=0, name="", starts=date(2026, 1, 1)),
            Agreement(mission_id=1, starts=TODAY),
            (),
            window,
        ),
        "invoice": InvoiceForm(session, Invoice(client_id=1, amount=1, issued=TODAY, due=TODAY), window),
        "contact": ContactForm(session, Contact(name=""), window),
    }


@pytest.mark.parametrize("name", ["mission", "agreement", "invoice", "contact"])
def test_every_field_of_a_form_says_its_problem_whole(window: MainWindow, qtbot: QtBot, name: str) -> None:
    assert window.workspace
    form = forms(window.workspace.session, window)[name]
    form.open()
    qtbot.waitUntil(form.isActiveWindow)
    for field in form.findChildren(QLineEdit):
        if field.isVisible() and not field.isReadOnly():
            field.setText("jamais de la vie")
    form.accept()
    assert [label for label in form.findChildren(QLabel) if label.isVisible() and label.property("role") == "problem"]
    qtbot.waitUntil(lambda: form._scroll.verticalScrollBar().maximum() == 0 and squeezed(form) == [])
    form.reject()


def test_the_dialog_that_logs_grows_for_its_problems(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace
    dialog = LogDialog(window.workspace.session, window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.entry.next_date.setText("jamais")
    dialog.entry.date.setText("jamais")
    qtbot.keyClick(dialog.entry.next_date, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: squeezed(dialog) == [])  # a window manager takes its time
    dialog.reject()


@pytest.mark.parametrize("field", ["date", "time", "minutes"])
def test_the_event_line_says_a_problem_whole(window: MainWindow, qtbot: QtBot, field: str) -> None:
    assert window.workspace
    line = window.workspace.missions.events.line
    line._fields[field].setText("jamais de la vie")
    qtbot.keyClick(line.text, Qt.Key.Key_Return)
    assert line.problems[field].isVisible()
    assert squeezed(line) == []


def test_a_setting_says_its_problem_whole(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace
    window.workspace.show_tab("money")
    tables = window.workspace.runway.tables
    tables.setCurrentIndex(tables.pages["closure_window"])
    editor = tables.runway_settings.editor("goal_months")
    editor.setText("jamais")
    editor.editingFinished.emit()
    assert squeezed(tables.runway_settings) == []
