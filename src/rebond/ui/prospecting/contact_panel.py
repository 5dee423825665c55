"""The panel of the selected contact: how to reach them, the next step, hoped income, and past interactions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.domain.direction import joined
from rebond.domain.missions.kinds import Client
from rebond.domain.prospecting.kinds import Contact, Interaction
from rebond.journal.history import Change
from rebond.journal.queries.contacts import ContactLine, contact_line
from rebond.ui.prospecting import contact_wording
from rebond.ui.prospecting.interactions import Interactions
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class ContactPanel(QFrame):
    """The details of a contact; the buttons emit signals that the tab handles."""

    log_wanted = Signal(object)
    edit_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._line: ContactLine | None = None
        self.setProperty("role", "card")
        self.interactions = Interactions(session)
        self.interactions.setStyleSheet("QTableView { border: none; }")
        self._name = _text("title")
        self._where, self._reach, self._hoped, self._note = (_text("soft") for _place in range(4))
        self._next = _text("")
        self._nothing_logged = _text("soft")
        self._reach.setTextInteractionFlags(_SELECTABLE)
        self._none = _text("soft")
        self._none.setText(_("Choose a contact to see what was said and what is next."))
        self._log = QPushButton(_("L&og…"))
        self._log.setToolTip(_("Log a contact with this person"))
        self._edit = QPushButton(_("Ed&it…"))
        self._log.clicked.connect(self._on_log)
        self._edit.clicked.connect(self._on_edit)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self._log, 1)
        buttons.addWidget(self._edit, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        column.setSpacing(GRID // 2)
        for widget in (self._none, self._name, self._where, self._reach, self._next, self._hoped, self._note):
            column.addWidget(widget)
        column.addSpacing(GRID // 2)
        column.addLayout(buttons)
        column.addSpacing(GRID // 2)
        column.addWidget(self._nothing_logged)
        column.addWidget(self.interactions, 1)
        column.addStretch(0)
        self.setMinimumWidth(26 * GRID)
        self.show_line(None)

    @property
    def contact_id(self) -> int:
        """The id of the contact shown; 0 for none."""
        return self._line.contact.id if self._line else 0

    def show_line(self, line: ContactLine | None) -> None:
        """Show a contact, or an empty panel."""
        self._line = line
        texts = (self._name, self._where, self._reach, self._next, self._hoped, self._note)
        for widget in (*texts, self._log, self._edit, self._nothing_logged, self.interactions):
            widget.setVisible(line is not None)
        self._none.setVisible(line is None)
        if line:
            self._tell(line)
            self.interactions.show_contact(line.contact.id)
            _say(self._nothing_logged, "" if line.last else _("Nothing logged with this person yet."))

    def follow(self, change: Change) -> None:
        """Update to a change, unless all of it is of other contacts."""
        for row in change.rows:
            held = row.after or row.before or {}
            contact_id = row.id if row.kind == Contact.kind else held.get("contact_id")
            if row.kind not in (Contact.kind, Interaction.kind) or row.erased or contact_id == self.contact_id:
                self.refresh()
                return

    def refresh(self) -> None:
        """Read the contact anew; the panel is emptied if it was deleted."""
        if self._line:
            with self._session.journal.read() as reader:
                line = contact_line(reader, self._line.contact.id)
            self.show_line(line)

    def reveal(self, interaction: Interaction) -> None:
        """Select one of the contact's interactions."""
        self.interactions.reveal(interaction)

    def _tell(self, line: ContactLine) -> None:
        contact, today = line.contact, self._session.today
        self._name.setText(contact.name)
        parts = [contact.organisation, contact_wording.begun(contact_wording.stage(contact, self._session))]
        if contact.client_id:
            with self._session.journal.read() as reader:
                client = reader.get(Client, contact.client_id)
            parts.append(_("client: {name}").format(name=client.name) if client else "")
        _say(self._where, joined(" · ", parts))
        _say(self._reach, "\n".join(part for part in (contact.phone, contact.email) if part))
        step = contact_wording.step_and_day(contact, today)
        _say(self._next, _("Next: {step}").format(step=step) if step else "")
        currency = self._session.outlook.situation.settings.currency if contact.hoped_amount else ""
        _say(self._hoped, contact_wording.hoped(contact, currency))
        _say(self._note, contact.note)

    def _on_log(self) -> None:
        if self._line:
            self.log_wanted.emit(self._line.contact)

    def _on_edit(self) -> None:
        if self._line:
            self.edit_wanted.emit(self._line.contact)


def _text(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
