"""The invoices of all clients in one list, with their sums, and their export for the accountant."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.invoice_export import export_invoice_table
from rebond.domain.direction import upright
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.missions.standing import InvoiceStanding
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.journal.queries.invoice_book import BookAsked, book_sums, book_years
from rebond.sentences import sentence
from rebond.ui.late.late_steps import LateCommands
from rebond.ui.missions.all_invoices_model import COLUMNS, FIGURES, PADDING, AllInvoicesModel, NameDelegate, SumsModel
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import ChoiceField, SearchField
from rebond.ui.shared.file_questions import offered_folder
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.visible_rows import VisibleRows
from rebond.ui.shared.windowed import WINDOW
from rebond.ui.speech import _, language

#: Milliseconds after the last key press before the list is filtered.
_PAUSE = 120
#: Kinds whose changes alter what is listed.
_SHOWN = frozenset({
    "client", "invoice", "payment", "settings", "mission", "letter", "invoice_state", "late_rate", "ladder_step",
})  # fmt: skip
_SIZE = QSize(1080, 680)
#: The least width in pixels of the column of clients.
_CLIENT_WIDTH = 9 * GRID
#: The part of the dialog's height, in percent, that the sums take at most.
_SUMS_SHARE = 38


class AllInvoicesDialog(QDialog):
    """The list with its filters and sums; Enter or a double click goes to an invoice."""

    #: An invoice is to be shown in its mission, by kind and id.
    go = Signal(str, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("All invoices"))
        self._session = session
        self._clients: list[str] = []
        self.model = AllInvoicesModel(session, self)
        self.sums = SumsModel(session, self)
        self.search = SearchField(_("Client, number or note"))
        self.search.setAccessibleName(_("Find invoices by client, number or note"))
        self.year = QComboBox()
        self.year.setAccessibleName(_("Year of issue"))
        self.standing = ChoiceField(InvoiceStanding, none=_("all states"))
        self.standing.setAccessibleName(_("State"))
        self.view = self._table()
        self.sums_view = _sums_table(self.sums)
        self.none = QLabel(_("No invoice matches."))
        self.none.setProperty("role", "soft")
        self.problem = problem_label(self)
        self.export_button = QPushButton(_("&Export as CSV…"))
        self.export_button.setToolTip(_("Write the invoices listed to a file that a spreadsheet opens"))
        self.late = LateCommands(session, self)
        self.late_button = QPushButton(_("Late pa&yment"))
        self.late_button.setMenu(self.late.menu)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.late.offer_in(self.view)
        self.open_button = QPushButton(_("&Open"))
        self.open_button.setDefault(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._fill_years()
        self._connect()
        self._ask()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - QSize(4 * GRID, 8 * GRID)))
        self.view.setFocus()

    @property
    def asked(self) -> BookAsked:
        """The filter and order of what is listed."""
        return self.model.asked

    def export_to(self, path: Path) -> None:
        """Write the invoices listed to a CSV file, or show why it cannot be written."""
        session = self._session
        try:
            export_invoice_table(session.journal, self.asked, path, language(), session.today)
        except Refused as refused:
            say(self.problem, [sentence(language(), problem) for problem in refused.problems])
        else:
            say(self.problem, [])
            session.message.emit(_("Exported: {name}").format(name=path.name))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._fit()  # only now are the columns as wide as their texts

    def _fit(self) -> None:
        """Show all sums where there is room for them beside the list, and the clients in the width that is left."""
        header = self.view.horizontalHeader()
        taken = sum(header.sectionSize(column) for column in range(1, len(COLUMNS)))
        width = max(_CLIENT_WIDTH, self.view.viewport().width() - taken)
        header.resizeSection(0, width)
        metrics = self.view.fontMetrics()
        needed = max((metrics.horizontalAdvance(name) for name in self._clients), default=0) + 2 * PADDING + GRID // 2
        lines = 1 if needed <= width else 2
        self.view.verticalHeader().setDefaultSectionSize(lines * metrics.height() + GRID)
        view = self.sums_view
        whole = view.horizontalHeader().sizeHint().height() + view.verticalHeader().length() + 4
        view.setFixedHeight(min(whole, self.height() * _SUMS_SHARE // 100))

    def _table(self) -> QTableView:
        view = QTableView()
        view.setAccessibleName(_("All invoices"))
        view.setModel(self.model)
        _dress(view)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setItemDelegateForColumn(0, NameDelegate(view))
        VisibleRows(view)
        header = view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
        return view

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(GRID)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.standing)
        filters.addWidget(self.year)
        close = QPushButton(_("C&lose"))
        close.clicked.connect(self.reject)
        for button in (self.export_button, self.late_button, close):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.export_button)
        foot.addStretch(1)
        foot.addWidget(self.late.button)
        foot.addWidget(self.late_button)
        foot.addWidget(self.open_button)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(filters)
        column.addWidget(self.none)
        column.addWidget(self.view, 1)
        column.addWidget(self.sums_view)
        column.addWidget(self.problem)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(self._pause.start)
        self.year.currentIndexChanged.connect(self._ask)
        self.standing.currentIndexChanged.connect(self._ask)
        self.view.horizontalHeader().sectionClicked.connect(self._sort)
        self.view.activated.connect(self._on_open)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.open_button.clicked.connect(self._on_open)
        self.export_button.clicked.connect(self._on_export)
        self._session.changed.connect(self._on_changed)

    def _fill_years(self) -> None:
        with self._session.journal.read() as reader:
            years = book_years(reader)
            self._clients = [client.name for client in reader.all(Client)]
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem(_("all years"), None)
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self.year.blockSignals(False)

    def _ask(self) -> None:
        """List what the filters ask for."""
        self._pause.stop()
        self.model.asked = replace(
            self.asked,
            text=self.search.text().strip(),
            year=self.year.currentData(),
            standing=self.standing.read(),
        )
        self.model.ask()
        self._on_listed()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _on_listed(self) -> None:
        with self._session.journal.read() as reader:
            self.sums.show_sums(book_sums(reader, self.asked, self._session.today))
        self._fit()
        found = self.model.rowCount() > 0
        self.none.setVisible(not found)
        self.view.setVisible(found)
        self.open_button.setEnabled(found)
        self._on_current()

    def _on_current(self, *_indexes: object) -> None:
        index = self.view.currentIndex()
        line = self.model.at(index.row()) if index.isValid() and index.row() < self.model.rowCount() else None
        self.late.show_invoice(line.owed if line else None)
        self.late_button.setEnabled(self.late.menu.menuAction().isEnabled())

    def _on_changed(self, change: Change) -> None:
        if change.kinds & _SHOWN:
            self._fill_years()
            self.model.refresh()
            self._on_listed()

    def _sort(self, section: int) -> None:
        order, before = COLUMNS[section], self.asked
        if order is not None:
            descending = not before.descending if before.order is order else section in FIGURES
            self.model.asked = replace(before, order=order, descending=descending)
            self._ask()
        place = COLUMNS.index(self.asked.order)
        way = Qt.SortOrder.DescendingOrder if self.asked.descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(place, way)

    def _on_open(self, _index: QModelIndex | bool = False) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            invoice: Invoice = self.model.at(index.row()).invoice
            self.accept()
            self.go.emit(Invoice.kind, invoice.id)

    def _on_export(self) -> None:
        folder = offered_folder()
        when = str(self.asked.year or self._session.today.isoformat())
        name = _("{journal} – invoices {when}.csv").format(journal=self._session.journal.path.stem, when=when)
        name = upright(name)
        dialog = QFileDialog(self, _("Export the invoices"), str(folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Table (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(str(folder / name))
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.open()


def _sums_table(model: SumsModel) -> QTableView:
    view = QTableView()
    view.setAccessibleName(_("Sums of the invoices listed"))
    view.setModel(model)
    _dress(view)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    header = view.horizontalHeader()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return view


def _dress(view: QTableView) -> None:
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAlternatingRowColors(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setStyleSheet(
        f"QTableView::item {{ padding: 0 {PADDING}px; }} QHeaderView::section {{ padding: 4px {PADDING}px; }}"
    )
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + GRID)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setResizeContentsPrecision(WINDOW)
