"""The table of all contacts, which can be sorted by any column."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from rebond.journal.queries.contacts import Asked, ContactLine, ContactOrder
from rebond.ui.prospecting import views
from rebond.ui.prospecting.cards import CellDelegate
from rebond.ui.prospecting.contact_model import ContactModel, heading
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.visible_rows import VisibleRows
from rebond.ui.speech import _

#: The columns' shares of the width.
_SHARES = {
    ContactOrder.NAME: 17, ContactOrder.ORGANISATION: 17, ContactOrder.STAGE: 14, ContactOrder.LAST: 16,
    ContactOrder.NEXT_STEP: 26, ContactOrder.NEXT_DATE: 14,
}  # fmt: skip


class ContactList(QTableView):
    """The contacts that match the search, as a table."""

    #: The selected `ContactLine`, or None.
    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ContactModel(session, self)
        self.setModel(self.rows)
        views.calm(self, _("Contacts"))
        self.setItemDelegate(CellDelegate(session, self))
        VisibleRows(self)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().height() + GRID)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(6 * GRID)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._on_header)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def look_for(self, text: str) -> None:
        """Show only the contacts that contain every word of the text; the selected one stays selected."""
        self._ask(Asked(text, None, self.rows.asked.order, self.rows.asked.descending))

    def sort(self, order: ContactOrder) -> None:
        """Sort by a column; sorting by the same one again reverses the order."""
        before = self.rows.asked
        descending = not before.descending if before.order is order else order is ContactOrder.LAST
        self._ask(Asked(before.text, None, order, descending))
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(self.rows.columns.index(order), way)

    def add_sorting(self) -> None:
        """Add the orders to the context menu, for use by keyboard."""
        action = QAction(_("So&rt by"), self)
        menu = QMenu(self)
        for order in self.rows.columns:
            menu.addAction(heading(order)).triggered.connect(partial(self._on_order, order))
        action.setMenu(menu)
        self.addAction(action)

    def line(self) -> ContactLine | None:
        """Return the selected contact."""
        index = self.currentIndex()
        return self.rows.at(index.row()) if index.isValid() else None

    def reveal(self, contact_id: int) -> bool:
        """Select a contact; False when the search hides it."""
        place = self.rows.find(contact_id)
        if place is None:
            return False
        index = self.rows.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)  # type: ignore[arg-type]
        width = self.viewport().width()
        whole = sum(_SHARES.values())
        for place, order in enumerate(self.rows.columns[:-1]):
            self.setColumnWidth(place, width * _SHARES[order] // whole)
        self.horizontalHeader().setStretchLastSection(True)

    def _ask(self, asked: Asked) -> None:
        before = self.line()
        self.rows.asked = asked
        self.rows.ask()
        place = self.rows.place(before.key) if before else None
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place or 0, 0))
        else:
            self.chosen.emit(None)

    def _on_order(self, order: ContactOrder, _checked: bool = False) -> None:
        self.sort(order)

    def _on_header(self, section: int) -> None:
        self.sort(self.rows.columns[section])

    def _on_current(self) -> None:
        self.chosen.emit(self.line())
