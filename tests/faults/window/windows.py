"""Every dialog of the window that a test can open: by a command of the menus, or on a row of the journal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog

from rebond.actions.routes import unpaid_invoice
from rebond.actions.talks import note_line, save_talk
from rebond.domain.agreements.kinds import Agreement, Amendment
from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, LateRate, Series, StateKind
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission
from rebond.domain.money.kinds import Account
from rebond.domain.people.kinds import Partner, Person
from rebond.domain.prospecting.kinds import Contact, Interaction, Stage
from rebond.domain.talks.kinds import Objection, Talk, TalkKind, TalkNote
from rebond.domain.tasks.kinds import Task
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.ui.agenda.task_form import TaskForm
from rebond.ui.entry_history import EntryHistoryDialog
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.late.ladder_dialog import LadderDialog
from rebond.ui.late.penalties_dialog import PenaltiesDialog
from rebond.ui.late.rates_dialog import RateForm, RatesDialog
from rebond.ui.late.state_form import StateForm
from rebond.ui.letters.sent_letter import SentLetterDialog
from rebond.ui.main_window import MainWindow
from rebond.ui.missions.agreement_form import AgreementForm
from rebond.ui.missions.all_invoices import AllInvoicesDialog
from rebond.ui.missions.amendment_window import AmendmentWindow
from rebond.ui.missions.day_form import DayForm
from rebond.ui.missions.dossier_dialog import DossierDialog
from rebond.ui.missions.end_form import EndForm
from rebond.ui.missions.event_form import EventForm
from rebond.ui.missions.extras_dialog import ExtrasDialog
from rebond.ui.missions.files_dialog import FilesDialog
from rebond.ui.missions.invoice_form import InvoiceForm, PaymentForm
from rebond.ui.missions.mission_form import ClientForm, MissionForm
from rebond.ui.missions.people_dialog import PartnersDialog, PeopleDialog
from rebond.ui.missions.people_forms import PartnerForm, PersonForm
from rebond.ui.missions.report_dialog import ReportDialog
from rebond.ui.missions.signs_dialog import SignsDialog
from rebond.ui.money.account_dialog import AccountDialog
from rebond.ui.prospecting.choices_dialog import ChoiceForm
from rebond.ui.prospecting.forms import ContactForm, InteractionForm
from rebond.ui.restore_dialog import RestoreDialog
from rebond.ui.routes.routes_window import RoutesWindow
from rebond.ui.session import Session
from rebond.ui.setup_dialog import SetupDialog
from rebond.ui.talks.after_window import AfterWindow
from rebond.ui.talks.call_window import CallWindow
from rebond.ui.talks.talk_form import TalkForm
from rebond.ui.talks.talk_window import TalkWindow
from tests.faults.hostile import MARKUP
from tests.ui.conftest import TODAY

_LONG = "word and word, " * 670
#: Methods of the window that open a dialog each.
BY_COMMAND = (
    "_about_you", "_all_invoices", "_log_contact", "_search", "_history", "_choices", "_heads", "_about", "_ladder",
    "_late_rates",
)  # fmt: skip


def chosen(window: MainWindow, kind: type[Entity]) -> Any:
    """Return a row of a kind, with the missions in front."""
    assert window.workspace
    window.workspace.show_tab("missions")
    with window.workspace.session.journal.read() as reader:
        return reader.all(kind)[0]


def _routes(session: Session, invoice: Invoice, window: MainWindow) -> RoutesWindow:
    with session.journal.read() as reader:
        return RoutesWindow(session, unpaid_invoice(reader, invoice.id, TODAY), window)


def _talk(window: MainWindow, session: Session) -> Talk:
    """Return a talk whose every text is hostile, with a line noted and an objection."""
    mission, event = chosen(window, Mission), chosen(window, Event)
    talk = Talk(
        client_id=mission.client_id, mission_id=mission.id, type=TalkKind.LIMITS, cause_id=event.id, aim=MARKUP,
        least=MARKUP, opening=MARKUP, solutions=_LONG, exit_line=MARKUP, in_a_year=MARKUP,
    )  # fmt: skip
    session.do(save_talk, session.journal, talk, [Objection(talk_id=0, text=MARKUP, answer=_LONG)], TODAY)
    with session.journal.read() as reader:
        talk = reader.all(Talk)[-1]
    session.do(note_line, session.journal, TalkNote(talk_id=talk.id, text=f"@me {MARKUP}"), TODAY)
    return talk


#: Windows that need a row, and how they are opened on it.
ON_A_ROW: dict[str, Callable[[MainWindow, Session], QDialog]] = {
    "erase a client": lambda window, session: ErasureDialog(session, chosen(window, Client), window),
    "people": lambda window, session: PeopleDialog(session, chosen(window, Client), window),
    "dossier": lambda window, session: DossierDialog(session, chosen(window, Client), window),
    "partners": lambda window, session: PartnersDialog(session, window),
    "signs": lambda window, session: SignsDialog(session, chosen(window, Client), window),
    "files": lambda window, session: FilesDialog(session, FileOwner(1), chosen(window, Mission).name, window),
    "history of an entry": lambda window, session: EntryHistoryDialog(session, chosen(window, Event), window),
    "set-up": lambda window, session: SetupDialog(session, window),
    "amendment": lambda window, session: AmendmentWindow(session, chosen(window, Amendment).id, window),
    "agreement": lambda window, session: AgreementForm(
        session, chosen(window, Mission), chosen(window, Agreement), [], window
    ),
    "extras": lambda window, session: ExtrasDialog(session, chosen(window, Mission).id, window),
    "an entry": lambda window, session: EventForm(session, chosen(window, Event), window),
    "penalties": lambda window, session: PenaltiesDialog(session, chosen(window, Invoice).id, window),
    "ladder": lambda window, session: LadderDialog(session, parent=window),
    "rates": lambda window, session: RatesDialog(session, None, window),
    "promise": lambda window, session: StateForm(
        session, InvoiceState(invoice_id=chosen(window, Invoice).id, type=StateKind.PROMISED, starts=TODAY), window
    ),
    "a talk": lambda window, session: TalkWindow(session, _talk(window, session), window),
    "a new talk": lambda window, session: TalkForm(session, replace(_talk(window, session), id=0), window),
    "a talk beside the call": lambda window, session: CallWindow(session, _talk(window, session), window),
    "right after a talk": lambda window, session: AfterWindow(session, _talk(window, session), window),
    "end of a mission": lambda window, session: EndForm(session, chosen(window, Mission), window),
    "routes to a payment": lambda window, session: _routes(session, chosen(window, Invoice), window),
    "a client": lambda window, session: ClientForm(session, chosen(window, Client), window),
    "a mission": lambda window, session: MissionForm(session, chosen(window, Mission), "", window),
    "an invoice": lambda window, session: InvoiceForm(session, chosen(window, Invoice), window),
    "a payment": lambda window, session: PaymentForm(session, chosen(window, Invoice), 1, window),
    "all invoices": lambda window, session: AllInvoicesDialog(session, window),
    "a task": lambda window, session: TaskForm(session, chosen(window, Task), window),
    "a contact": lambda window, session: ContactForm(session, chosen(window, Contact), window),
    "an interaction": lambda window, session: InteractionForm(session, chosen(window, Interaction), window),
    "a day": lambda window, session: DayForm(session, WorkedDay(mission_id=1, date=TODAY, days=100), window),
    "a person": lambda window, session: PersonForm(session, chosen(window, Person), window),
    "a partner": lambda window, session: PartnerForm(session, Partner(name=MARKUP), window),
    "a report": lambda window, session: ReportDialog(session, chosen(window, Mission), TODAY.replace(day=1), window),
    "an account": lambda window, session: AccountDialog(session, chosen(window, Account), window),
    "a stage": lambda window, session: ChoiceForm(session, Stage, parent=window),
    "a rate": lambda window, session: RateForm(
        session, LateRate(country=Country.FR, series=Series.LEGAL, starts=TODAY, rate=1), window
    ),
    "a letter sent": lambda window, session: SentLetterDialog(chosen(window, Letter), window),
    "backups": lambda window, session: RestoreDialog(session.journal.path, window),
}
