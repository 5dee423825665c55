"""The field for a contact's name, with suggestions."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from rebond.domain.prospecting.kinds import Contact
from rebond.journal.queries.contacts import ContactLine, contact_named, suggestions
from rebond.ui.session import Session
from rebond.ui.shared.fields import LineEditField
from rebond.ui.speech import _

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class _Suggested(QAbstractListModel):
    """The model of the contacts suggested for the letters typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._contacts: Sequence[Contact] = ()

    def fill(self, contacts: Sequence[Contact]) -> None:
        self.beginResetModel()
        self._contacts = contacts
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._contacts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        contact = self._contacts[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return contact.name
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{contact.name}  ·  {contact.organisation}" if contact.organisation else contact.name
        return None


class WhoField(LineEditField):
    """A name with suggestions: Down and then Enter or Tab takes one, and so does Enter when there is only one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Who?"), parent)
        self._session = session
        self._completed = ""
        self._suggested = _Suggested(self)
        completer = QCompleter(self._suggested, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        completer.setPopup(self._popup)
        self._popup.installEventFilter(self)
        self.setCompleter(completer)
        self.textEdited.connect(self._suggest)

    def read(self) -> str:
        return " ".join(self.text().split())

    def show_value(self, value: str) -> None:
        self.setText(value)
        self.setCursorPosition(0)

    def known(self) -> ContactLine | None:
        """Return the contact with exactly this name; None if there is none."""
        name = self.read()
        if not name:
            return None
        with self._session.journal.read() as reader:
            return contact_named(reader, name)

    def take_only_match(self) -> bool:
        """Complete what is typed to the only contact that it matches, and return whether there was one.

        A text that was completed before and typed again is meant as it stands.
        """
        name = self.read()
        if not name or name == self._completed:
            return False
        matches = self._matches(name)
        if len(matches) != 1:
            return False
        self._completed = name
        self.setText(matches[0].name)
        return True

    def matching(self) -> int:
        """Return the number of contacts suggested for what is typed."""
        return len(self._matches(self.read()))

    def _matches(self, text: str) -> Sequence[Contact]:
        with self._session.journal.read() as reader:
            return suggestions(reader, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the selected suggestion on Enter; without one, close the list and pass Enter on to the field."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter:
            # Not the current index: Qt sets one when the list gets the focus, without any choice of the person.
            chosen = self._popup.selectedIndexes()
            name = chosen[0].data(Qt.ItemDataRole.EditRole) if chosen else None
            self._popup.hide()
            if name is None:
                QCoreApplication.sendEvent(self, event)
            else:
                self.setText(name)
            return True
        return super().eventFilter(watched, event)

    def _suggest(self, text: str) -> None:
        contacts = self._matches(text)
        exact = len(contacts) == 1 and contacts[0].name == text
        self._suggested.fill(() if exact else contacts)
