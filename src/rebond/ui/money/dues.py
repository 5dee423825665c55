"""The table of unpaid invoices, each with the day on which the runway expects its payment."""

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from rebond.domain.money.lines import LineKind
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.receipts import invoice_name
from rebond.domain.value_classes import dataclass
from rebond.ui.money.look import dress
from rebond.ui.shared import theme
from rebond.ui.shared.row_model import SmallTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_


@dataclass(frozen=True, slots=True)
class Due:
    """An unpaid invoice: the rest in cents, and the day its payment is expected (None: after the horizon)."""

    id: int
    name: str
    rest: int
    due: date
    expected: date | None


def dues(outlook: Outlook) -> tuple[Due, ...]:
    """Return the unpaid invoices, the first expected first."""
    situation = outlook.situation
    expected = {
        line.source.id: line.date
        for line in outlook.as_things_stand.projection.lines
        if line.kind in (LineKind.EXPECTED, LineKind.PROMISED) and line.source
    }
    unpaid = []
    for invoice in situation.invoices:
        rest = situation.rest(invoice)
        if not invoice.settled and not invoice.cancelled and rest:
            day = expected.get(invoice.id)
            unpaid.append(Due(invoice.id, invoice_name(situation, invoice), rest, invoice.due, day))
    return tuple(sorted(unpaid, key=lambda due: (due.expected or date.max, due.due, due.id)))


class DuesModel(SmallTable):
    """The read-only model of the unpaid invoices."""

    figures = frozenset({1})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dues: tuple[Due, ...] = ()
        self._today = date.min
        self._currency = "EUR"
        self._titles = (_("Invoice"), _("Still owed"), _("Due"), _("Expected"))

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the unpaid invoices of an outlook."""
        unpaid = dues(outlook)
        if (unpaid, outlook.today) == (self._dues, self._today):
            return
        self.beginResetModel()
        self._dues, self._today, self._currency = unpaid, outlook.today, outlook.situation.settings.currency
        self.endResetModel()

    def place(self, invoice_id: int) -> int | None:
        """Return the row of an invoice; None when it is not unpaid any more."""
        return next((row for row, due in enumerate(self._dues) if due.id == invoice_id), None)

    def due(self, row: int) -> Due:
        return self._dues[row]

    def count(self) -> int:
        return len(self._dues)

    def look(self, row: int, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and column == 2 and self._dues[row].due < self._today:
            return QColor(theme.colours().warm)
        return None

    def text(self, row: int, column: int) -> str:
        due = self._dues[row]
        if column == 0:
            return due.name
        if column == 1:
            return language().money(due.rest, self._currency)
        if column == 2:
            late = (self._today - due.due).days
            shown = language().day(due.due, "medium")
            if late <= 0:
                return shown
            return n_("{date}, {count} day late", "{date}, {count} days late", late).format(date=shown, count=late)
        return language().day(due.expected, "medium") if due.expected else _("after the horizon")


class DuesTable(QWidget):
    """The table of unpaid invoices; Enter or a double click goes to the invoice."""

    go = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DuesModel(self)
        self.view = QTableView(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(_("Unpaid invoices"))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress(self.view)
        # The name of an invoice may take two lines rather than be cut.
        self.view.setWordWrap(True)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.view.activated.connect(self._follow)
        self._empty = QLabel(_("No invoice is waiting to be paid."), self)
        self._empty.setProperty("role", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the unpaid invoices; the cursor stays on its invoice, or where that was."""
        here = self.view.currentIndex()
        row, column = here.row(), here.column()
        invoice_id = self.model.due(row).id if here.isValid() else 0
        self.model.show_outlook(outlook)
        left = self.model.rowCount()
        self._empty.setVisible(left == 0)
        self.view.setVisible(left > 0)
        if invoice_id and left and not self.view.currentIndex().isValid():
            place = self.model.place(invoice_id)
            self.view.setCurrentIndex(self.model.index(min(row, left - 1) if place is None else place, column))

    def _follow(self, index: QModelIndex) -> None:
        self.go.emit("invoice", self.model.due(index.row()).id)
