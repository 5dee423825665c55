"""The entries that a letter's facts come from: how each is named, and the form that it opens in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission
from rebond.domain.money.kinds import Settings
from rebond.domain.people.kinds import Person
from rebond.domain.talks.kinds import Talk
from rebond.sentences import moment
from rebond.ui.session import Session
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language
from rebond.ui.talks import talk_wording

#: The key that opens the entry of the fact in whose field it is pressed, as it opens an entry in every list.
OPENS = "F2"


def titled(row: Entity, session: Session) -> str:
    """Return the name of an entry of the journal; empty for one that opens in no form of its own."""
    match row:
        case Event():
            return _("Entry of {day}").format(day=moment(language(), row.date, row.time, session.today))
        case Agreement():
            return _("Agreement from {date}").format(date=language().day(row.starts, "medium"))
        case Amendment():
            return _("Amendment {number}").format(number=row.number)
        case Invoice():
            return _("Invoice {number}").format(number=row.number or "–")
        case Talk():
            return talk_wording.about(row)
        case Mission():
            return _("Mission {name}").format(name=row.name)
        case Client():
            return _("Client {name}").format(name=row.name)
        case Person():
            return row.name
        case Letter():
            return _("Letter sent on {date}").format(date=language().day(row.sent, "medium"))
        case InvoiceState():
            return _("Promise of {date}").format(date=language().day(row.starts, "medium"))
        case Settings():
            return _("About you")
    return ""


def open_entry(session: Session, row: Entity, parent: QWidget) -> None:
    """Open an entry of the journal in its form, as it is now; one that was deleted in the meantime is left alone."""
    with session.journal.read() as reader:
        now = reader.get(type(row), row.id)
        mission = reader.get(Mission, row.mission_id) if isinstance(row, Agreement) else None
        client = reader.get(Client, row.client_id) if isinstance(row, Mission) else None
        tasks = reader.matching(AgreedTask, agreement_id=row.id) if isinstance(row, Agreement) else ()
    match now:
        case Event():
            from rebond.ui.missions.event_form import EventForm

            EventForm(session, now, parent).open()
        case Agreement() if mission:
            from rebond.ui.missions.agreement_form import AgreementForm

            AgreementForm(session, mission, now, tasks, parent).open()
        case Amendment():
            from rebond.ui.missions.amendment_window import AmendmentWindow

            AmendmentWindow(session, now.id, parent).open()
        case Invoice():
            from rebond.ui.missions.invoice_form import InvoiceForm

            InvoiceForm(session, now, parent).open()
        case Talk():
            from rebond.ui.talks.talk_windows import open_talk

            open_talk(session, parent, now.id)
        case Mission():
            from rebond.ui.missions.mission_form import MissionForm

            MissionForm(session, now, client.name if client else "", parent).open()
        case Client():
            from rebond.ui.missions.mission_form import ClientForm

            ClientForm(session, now, parent).open()
        case Person():
            from rebond.ui.missions.people_forms import PersonForm

            PersonForm(session, now, parent).open()
        case Letter():
            from rebond.ui.letters.sent_letter import SentLetterDialog

            SentLetterDialog(now, parent).open()
        case InvoiceState():
            from rebond.ui.late.state_form import StateForm

            StateForm(session, now, parent).open()
        case Settings():
            from rebond.ui.about_you_dialog import AboutYouDialog

            AboutYouDialog(session, parent).open()


class SourceLink(QPushButton):
    """The entry that a fact comes from; pressing it opens the entry."""

    #: The entry is to be opened.
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row: Entity | None = None
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # A long name is cut: it must not widen what it stands in.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.press)
        self.hide()

    def show_source(self, row: Entity | None, title: str, said: str = "") -> None:
        """Show an entry by its title; None hides the link. `said` is what it is called to a screen reader."""
        self._row = row if title else None
        text = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, _WIDTH)
        self.setText(text.replace("&", "&&"))
        self.setToolTip(tip(_("Open “{entry}” ({key})").format(entry=title, key=OPENS)))
        self.setAccessibleName(said or title)
        self.setVisible(self._row is not None)

    def press(self) -> None:
        """Ask for the entry to be opened, if there is one."""
        if self._row is not None:
            self.wanted.emit(self._row)


#: The width of the column of facts, in which a title is cut.
_WIDTH = 250


def on_key(widget: QWidget, run: Callable[[], object]) -> None:
    """Run something on the key that opens an entry, while the focus is in a widget."""
    shortcut = QShortcut(QKeySequence(OPENS), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(run)
