"""Every dialog in the smallest window and in both languages: all fields by Tab, no text cut, closed by Escape."""

from collections.abc import Callable
from dataclasses import replace
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

from rebond.actions.agreements import save_agreement
from rebond.actions.mails import draft_of_mail
from rebond.domain.agreements.kinds import Agreement, Amendment, Basis
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState, LateRate, Series, StateKind
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission
from rebond.domain.people.kinds import Partner, Person
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction
from rebond.journal.backup import backup
from rebond.journal.queries.late import open_invoices
from rebond.language import Language
from rebond.preferences import Preferences
from rebond.ui.about_you_dialog import AboutYouDialog
from rebond.ui.entry_history import EntryHistoryDialog
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.heads_dialog import HeadsDialog
from rebond.ui.history_dialog import HistoryDialog
from rebond.ui.import_dialog import ImportDialog
from rebond.ui.late.ladder_dialog import LadderDialog
from rebond.ui.late.penalties_dialog import PenaltiesDialog
from rebond.ui.late.rates_dialog import RateForm, RatesDialog
from rebond.ui.late.state_form import StateForm
from rebond.ui.letters.letter_window import LetterWindow, open_letter
from rebond.ui.letters.sent_letter import SentLetterDialog
from rebond.ui.letters.wording_dialog import WordingDialog
from rebond.ui.main_window import MainWindow
from rebond.ui.missions.agreement_compare import CompareDialog
from rebond.ui.missions.agreement_form import AgreementForm
from rebond.ui.missions.amendment_window import AmendmentWindow
from rebond.ui.missions.dossier_dialog import DossierDialog
from rebond.ui.missions.end_form import EndForm
from rebond.ui.missions.event_form import EventForm
from rebond.ui.missions.extras_dialog import ExtrasDialog
from rebond.ui.missions.files_dialog import FilesDialog
from rebond.ui.missions.invoice_form import InvoiceForm, PaymentForm
from rebond.ui.missions.mail_form import MailForm
from rebond.ui.missions.mission_form import ClientForm, MissionForm
from rebond.ui.missions.people_dialog import PartnersDialog, PeopleDialog
from rebond.ui.missions.people_forms import PartnerForm, PersonForm
from rebond.ui.money.lines_dialog import LinesDialog
from rebond.ui.printing.owner_dialog import OwnerDialog
from rebond.ui.program import Program
from rebond.ui.prospecting.choices_dialog import ChoiceForm, ChoicesDialog
from rebond.ui.prospecting.forms import ContactForm, InteractionForm
from rebond.ui.prospecting.log_dialog import LogDialog
from rebond.ui.restore_dialog import RestoreDialog
from rebond.ui.search_dialog import SearchDialog
from rebond.ui.setup_dialog import SetupDialog
from rebond.ui.speech import language
from rebond.ui.workspace import MISSIONS, PROSPECTION, RUNWAY
from tests.examples import write_example
from tests.stories.test_every_face import cut, english_in

from .conftest import TODAY

#: The pixels that a screen of 1920×1080 at 200 % leaves for a dialog, and the most one opens in on a larger screen.
LEAST, OPENING = QSize(940, 520), QSize(1024, 600)
RATE = LateRate(country=Country.FR, series=Series.REFINANCING, starts=TODAY, rate=2_150)
SENT = Letter(client_id=1, recipient="Claire", subject="Devis 12", text="Bonjour,\nMerci.", sent=TODAY)
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


def agreement(window: MainWindow) -> Any:
    """Return the part Agreement of a mission with two versions."""
    version = first(window, Agreement)
    amended = replace(version, id=0, starts=TODAY, source=Basis.AMENDMENT, title="A1", notice=3)
    session(window).do(save_agreement, session(window).journal, amended, (), TODAY)
    missions = tab(window, MISSIONS)
    missions.reveal("mission", version.mission_id)
    missions.parts.setCurrentWidget(missions.agreement)
    return missions.agreement.panel


def letter(window: MainWindow) -> None:
    open_letter(session(window), window, "notice_of_end", 1, 1)


def wording(window: MainWindow) -> None:
    letter(window)
    window.findChildren(LetterWindow)[-1].wording.click()


def restoring(window: MainWindow) -> None:
    backup(session(window).journal.path, TODAY)
    window.restore_wanted.emit()


def mail_dropped(window: MainWindow) -> None:
    data = (
        b"From: Zoe Martin <zoe@example.org>\nDate: 1 Jan 2099 10:00:00 +0100\nSubject: Logo\n\nOne more logo, please."
    )
    mission, today = first(window, Mission), session(window).today
    with session(window).journal.read() as reader:
        draft = draft_of_mail(reader, mission, IncomingFile("mail.eml", data), language(), today)
    MailForm(session(window), mission, draft, window).open()


def late_invoice(window: MainWindow) -> int:
    """Return the id of an invoice that is late."""
    with session(window).journal.read() as reader:
        return next(row.invoice.id for row in open_invoices(reader, TODAY) if row.days_late(TODAY))


def promise(window: MainWindow) -> InvoiceState:
    return InvoiceState(id=1, invoice_id=late_invoice(window), type=StateKind.PROMISED, starts=TODAY, until=TODAY)


DIALOGS: dict[type[QDialog], Callable[[MainWindow], object]] = {
    HistoryDialog: lambda window: window._history(),
    SearchDialog: lambda window: window._search(),
    LogDialog: lambda window: window._log_contact(),
    ImportDialog: lambda window: ImportDialog(session(window), [cards(window)], window).open(),
    OwnerDialog: lambda window: window.owner_wanted.emit(),
    SetupDialog: lambda window: window.set_up(),
    MissionForm: lambda window: tab(window, MISSIONS).add_mission(),
    ClientForm: lambda window: tab(window, MISSIONS).add_client(),
    AgreementForm: lambda window: agreement(window).add(),
    CompareDialog: lambda window: agreement(window)._on_compare(),
    AboutYouDialog: lambda window: window._about_you(),
    HeadsDialog: lambda window: window._heads(),
    DossierDialog: lambda window: DossierDialog(session(window), first(window, Client), window).open(),
    InvoiceForm: new_invoice,
    PaymentForm: lambda window: PaymentForm(session(window), first(window, Invoice), 100_00, window).open(),
    EventForm: lambda window: EventForm(session(window), first(window, Event), window).open(),
    EntryHistoryDialog: lambda window: EntryHistoryDialog(session(window), first(window, Event), window).open(),
    EndForm: lambda window: EndForm(session(window), first(window, Mission), window).open(),
    FilesDialog: lambda window: FilesDialog(session(window), FileOwner(1), "Atlas", window).open(),
    MailForm: mail_dropped,
    PeopleDialog: lambda window: PeopleDialog(session(window), first(window, Client), window).open(),
    PersonForm: lambda window: PersonForm(session(window), first(window, Person), window).open(),
    PartnersDialog: lambda window: PartnersDialog(session(window), window).open(),
    PartnerForm: lambda window: PartnerForm(session(window), first(window, Partner), window).open(),
    AmendmentWindow: lambda window: AmendmentWindow(session(window), first(window, Amendment).id, window).open(),
    ExtrasDialog: lambda window: ExtrasDialog(session(window), 1, window).open(),
    ContactForm: lambda window: tab(window, PROSPECTION)._edit(first(window, Contact)),
    ChoicesDialog: lambda window: window._choices(),
    ChoiceForm: lambda window: ChoiceForm(session(window), Channel, parent=window).open(),
    InteractionForm: lambda window: tab(window, PROSPECTION)._edit_interaction(first(window, Interaction)),
    ErasureDialog: lambda window: ErasureDialog(session(window), first(window, Contact), window).open(),
    LinesDialog: lambda window: tab(window, RUNWAY)._explain_opening(),
    RestoreDialog: restoring,
    LetterWindow: letter,
    WordingDialog: wording,
    PenaltiesDialog: lambda window: PenaltiesDialog(session(window), late_invoice(window), window).open(),
    StateForm: lambda window: StateForm(session(window), promise(window), window).open(),
    LadderDialog: lambda window: window._ladder(),
    RatesDialog: lambda window: window._late_rates(),
    RateForm: lambda window: RateForm(session(window), RATE, window).open(),
    SentLetterDialog: lambda window: SentLetterDialog(SENT, window).open(),
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
