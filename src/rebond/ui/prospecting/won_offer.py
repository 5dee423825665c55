"""The offer to note the mission of a contact who was just won; it blocks nothing and can be put aside."""

from typing import TypeGuard

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rebond.domain.prospecting.kinds import Contact, StageId
from rebond.journal.history import Change
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

#: The actions by which a person wins a contact; undo and imports are none of them.
_BY_THE_PERSON = frozenset({"move_contact", "edit_contact", "add_contact"})


class WonOffer(QFrame):
    """A line with a button, shown while the contact won last has no mission from it."""

    #: The `Contact` whose client and mission are to be noted.
    accepted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.contact: Contact | None = None
        self.setProperty("role", "card")
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.accept = QPushButton(_("Note the missio&n…"), self)
        self.accept.setProperty("role", "primary")
        self.dismiss = QPushButton(_("Not no&w"), self)
        self.dismiss.setToolTip(_("Put the offer aside (Esc)"))
        self.accept.clicked.connect(self._on_accept)
        self.dismiss.clicked.connect(self.put_aside)
        session.changed.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.text, 1)
        row.addWidget(self.accept)
        row.addWidget(self.dismiss)
        self.hide()

    def _follow(self, change: Change) -> None:
        """Offer the mission of a contact whom the change won, and drop an offer that no longer holds."""
        won = [row.became for row in change.rows if _is_won(row.became) and not _is_won(row.was)]
        if won and change.action in _BY_THE_PERSON:
            self._offer(won[-1])
        elif self.contact and ("mission" in change.kinds or Contact.kind in change.kinds):
            with self._session.journal.read() as reader:
                now = reader.get(Contact, self.contact.id)
            if change.action == "add_mission" or not _is_won(now):
                self.put_aside()

    def put_aside(self) -> None:
        """Hide the offer."""
        self.contact = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.put_aside()
            return
        super().keyPressEvent(event)

    def _offer(self, contact: Contact) -> None:
        self.contact = contact
        whom = f"{contact.name} ({contact.organisation})" if contact.organisation else contact.name
        self.text.setText(_("Won: {name}. Note the client and the mission?").format(name=whom))
        self.setAccessibleName(self.text.text())
        self.show()

    def _on_accept(self) -> None:
        if self.contact:
            self.accepted.emit(self.contact)


def _is_won(row: object) -> TypeGuard[Contact]:
    return isinstance(row, Contact) and row.stage_id == StageId.WON
