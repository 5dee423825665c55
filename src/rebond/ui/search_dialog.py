"""Search across the whole journal as one types; Enter goes to the entry."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rebond.journal.search import Hit, search
from rebond.ui.desk import Desk
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.theme import GRID
from rebond.words import _

#: How many entries are shown; a longer list is a reason to type one more letter.
_MOST = 50


class SearchDialog(QDialog):
    """One line to type in, the entries found below it."""

    #: The kind and the id of the entry chosen.
    chosen = Signal(str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Search the journal"))
        self.resize(620, 420)
        self._desk = desk
        self._hits: tuple[Hit, ...] = ()
        self._line = TextField(_("A client, a word that was written, a contact, an invoice number…"))
        self._line.setAccessibleName(_("Search the journal"))
        self._found = QListWidget()
        self._found.setUniformItemSizes(True)
        self._none = QLabel(_("Nothing of that in the journal."))
        self._none.setProperty("role", "soft")
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (self._line, self._none, self._found):
            column.addWidget(widget)
        self._line.textChanged.connect(self._search)
        self._line.returnPressed.connect(self._choose)
        self._line.installEventFilter(self)
        self._found.itemActivated.connect(self._choose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows move in the list while the keyboard stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                row = max(0, min(self._found.currentRow() + step, self._found.count() - 1))
                self._found.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        with self._desk.journal.read() as reader:
            self._hits = search(reader, text, limit=_MOST) if text.strip() else ()
        self._found.clear()
        for hit in self._hits:
            QListWidgetItem(f"{_KINDS[hit.kind]()}   {hit.excerpt}", self._found)
        self._found.setCurrentRow(0)
        self._none.setVisible(bool(text.strip()) and not self._hits)

    def _choose(self) -> None:
        row = self._found.currentRow()
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self.accept()
            self.chosen.emit(hit.kind, hit.id)


_KINDS = {
    "client": lambda: _("Client"),
    "mission": lambda: _("Mission"),
    "event": lambda: _("Journal"),
    "invoice": lambda: _("Invoice"),
    "contact": lambda: _("Contact"),
    "touch": lambda: _("Contact logged"),
}
