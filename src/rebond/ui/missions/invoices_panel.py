"""The invoices of the selected mission, and the commands for one of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QMenu, QPushButton, QTableView, QVBoxLayout, QWidget

from rebond.actions.invoices import delete_invoice, delete_payment, set_cancelled
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.journal.queries.missions import InvoiceLine, InvoiceOrder, MissionLine
from rebond.sentences import sentence
from rebond.ui.late.late_steps import LateCommands
from rebond.ui.missions.drafts import credit_note, next_invoice, numbered
from rebond.ui.missions.invoice_model import COLUMNS, InvoiceDelegate, InvoiceModel
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.visible_rows import VisibleRows
from rebond.ui.shared.windowed import WINDOW
from rebond.ui.speech import _, language

#: The width of the table below which the amounts before VAT give their room to the states, in pixels.
_NARROW = 66 * GRID


class InvoicesPanel(QWidget):
    """A table of invoices, with buttons and a menu for the selected one."""

    #: The invoices of all clients are to be listed.
    all_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._line: MissionLine | None = None
        self._stale = False
        self.model = InvoiceModel(session, self)
        self.view = self._table()
        self.none = QLabel()
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add_button = QPushButton(_("&New invoice…"))
        self.add_button.clicked.connect(self._on_add)
        self._payments = QMenu(_("&Take a payment back"), self)
        self._action = partial(command, self.view)
        self._edit = self._action(_("Ed&it…"), self._on_edit, "F2")
        self._pay = self._action(_("No&te a payment…"), self._on_pay, "Ctrl+Return")
        self.view.addAction(self._payments.menuAction())
        self._late = LateCommands(session, self)
        self._next = self._action(_("Do the &next step of a late payment…"), self._late.do_next, "Ctrl+R")
        self._late.offer_in(self.view)
        self._cancel = self._action(_("Can&cel the invoice"), self._on_cancel, "")
        self._credit = self._action(_("C&redit note…"), self._on_credit, "")
        self._delete = self._action(_("&Delete"), self._on_delete, "Del")
        self._history = self._action(_("&History of this entry…"), self._on_history, "Ctrl+Shift+H")
        self._action(_("&New invoice…"), self._on_add, "Ins")
        self.pay_button = QPushButton(_("No&te a payment…"))
        self.pay_button.clicked.connect(self._on_pay)
        self.more_button = QPushButton(_("More"))
        more = QMenu(self.more_button)
        more.addActions(self.view.actions())
        self.more_button.setMenu(more)
        buttons = Flow(last_apart=True)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.pay_button)
        buttons.addWidget(self._late.button)
        buttons.addWidget(self.more_button)
        self.all_button = QPushButton(_("All invoices…"))
        self.all_button.setToolTip(_("The invoices of all clients, with their sums and their export"))
        self.all_button.clicked.connect(self.all_wanted)
        buttons.addWidget(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(buttons)
        column.addWidget(self.none, 1)
        column.addWidget(self.view, 1)
        self.view.activated.connect(self._on_edit)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._on_counted)
        self.model.dataChanged.connect(self._on_current)
        self._on_current()

    def show_mission(self, line: MissionLine | None) -> None:
        """Show the invoices of a mission, or of a client without one; a hidden panel reads them when shown."""
        self._line = line
        if line is None:
            self._stale = False
            self.model.clear()
            return
        self.model.client_id = line.client.id
        self.model.mission_id = line.mission.id if line.mission else None
        self._ask()

    def look_for(self, text: str) -> None:
        """Show only the invoices whose number or note contains every word of the text."""
        self.model.text = text
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._stale:
            self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.view.setColumnHidden(COLUMNS.index(InvoiceOrder.AMOUNT), event.size().width() < _NARROW)

    def _ask(self) -> None:
        """Read the invoices anew; while hidden, only mark them out of date."""
        self._stale = not self.isVisible() and self._line is not None
        if not self._stale:
            self.model.ask()

    def follow(self, change: Change) -> None:
        """Update the table to a change, and select an invoice that was added."""
        if self._stale:
            return
        self.model.refresh()
        added = [row.id for row in change.rows if row.kind == Invoice.kind and row.before is None]
        if len(added) == 1:
            self._choose(added[0])

    def reveal(self, invoice_id: int) -> None:
        """Select an invoice of the mission shown."""
        self.model.find(invoice_id)
        self._choose(invoice_id)
        self.view.setFocus()

    def add(self, invoice: Invoice) -> None:
        """Open the form of a new invoice, which gets the next number if it has none."""
        from rebond.ui.missions.invoice_form import InvoiceForm

        with self._session.journal.read() as reader:
            draft = numbered(reader, invoice)
        InvoiceForm(self._session, draft, self.window()).open()

    def _table(self) -> QTableView:
        view = QTableView()
        view.setAccessibleName(_("Invoices"))
        view.setModel(self.model)
        view.setItemDelegate(InvoiceDelegate(view))
        VisibleRows(view)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(2 * view.fontMetrics().height() + GRID)
        header = _TightHeader(view)
        view.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(WINDOW)
        header.setSectionResizeMode(COLUMNS.index(InvoiceOrder.STATE), QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(5 * GRID)
        header.setHighlightSections(False)
        header.setSortIndicator(COLUMNS.index(InvoiceOrder.ISSUED), Qt.SortOrder.DescendingOrder)
        view.setSortingEnabled(True)
        return view

    def _chosen(self) -> InvoiceLine | None:
        index = self.view.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def _choose(self, invoice_id: int) -> None:
        place = self.model.find(invoice_id)
        if place is not None:
            self.view.selectRow(place)
            self.view.scrollTo(self.model.index(place, 0))

    def _on_current(self, *_: object) -> None:
        line = self._chosen()
        self.pay_button.setEnabled(line is not None and _can_pay(line))
        self.more_button.setEnabled(line is not None)
        for action in (self._edit, self._delete, self._history):
            action.setEnabled(line is not None)
        self._pay.setEnabled(line is not None and _can_pay(line))
        self._cancel.setEnabled(line is not None and not line.paid)
        self._credit.setEnabled(line is not None and line.invoice.amount > 0 and not line.invoice.cancelled)
        self._late.show_invoice(line.owed if line else None)
        self._next.setEnabled(self._late.next is not None)
        self._name_cancel(line)
        self._fill_payments(line)

    def _name_cancel(self, line: InvoiceLine | None) -> None:
        cancelled = line is not None and line.invoice.cancelled
        self._cancel.setText(_("No longer can&celled") if cancelled else _("Can&cel the invoice"))

    def _fill_payments(self, line: InvoiceLine | None) -> None:
        self._payments.clear()
        self._payments.setEnabled(line is not None and bool(line.paid))
        if line is None or not line.paid:
            return
        currency = self._session.outlook.situation.settings.currency
        with self._session.journal.read() as reader:
            payments = reader.matching(Payment, invoice_id=line.invoice.id)
        for payment in sorted(payments, key=lambda payment: payment.date):
            text = f"{language().day(payment.date)} · {language().money(payment.amount, currency)}"
            self._payments.addAction(text).triggered.connect(partial(self._take_back, payment))

    def _on_counted(self) -> None:
        empty = self.model.rowCount() == 0
        self.view.setVisible(not empty)
        self.none.setVisible(empty)
        self.none.setText(
            _("No invoice has this number or note.")
            if self.model.text
            else _("No invoice yet. “New invoice” fills in what the contract says.")
        )
        self._on_current()

    def _on_add(self) -> None:
        if self._line:
            situation, today = self._session.outlook.situation, self._session.today
            with self._session.journal.read() as reader:
                draft = next_invoice(reader, situation, self._line.client, self._line.mission, today)
            self.add(draft)

    def _on_edit(self) -> None:
        from rebond.ui.missions.invoice_form import InvoiceForm

        if line := self._chosen():
            InvoiceForm(self._session, line.invoice, self.window()).open()

    def _on_pay(self) -> None:
        from rebond.ui.missions.invoice_form import PaymentForm

        if (line := self._chosen()) and _can_pay(line):
            PaymentForm(self._session, line.invoice, line.rest, self.window()).open()

    def _on_cancel(self) -> None:
        if line := self._chosen():
            self._do(set_cancelled, line.invoice, cancelled=not line.invoice.cancelled)

    def _on_credit(self) -> None:
        if line := self._chosen():
            self.add(credit_note(line.invoice, self._session.today))

    def _on_history(self) -> None:
        from rebond.ui.entry_history import EntryHistoryDialog

        if line := self._chosen():
            EntryHistoryDialog(self._session, line.invoice, self.window()).open()

    def _on_delete(self) -> None:
        if line := self._chosen():
            self._do(delete_invoice, line.invoice)

    def _take_back(self, payment: Payment, _checked: bool = False) -> None:
        self._do(delete_payment, payment)

    def _do(self, action: Callable[..., Change | None], *args: object, **kwargs: object) -> None:
        try:
            self._session.do(action, self._session.journal, *args, **kwargs)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))


def _can_pay(line: InvoiceLine) -> bool:
    return bool(line.rest) and not line.invoice.cancelled and not line.invoice.settled


class _TightHeader(QHeaderView):
    """A header that leaves room for the sort arrow only in the sorted column, so that all columns fit."""

    _ARROW = 2 * GRID

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def sectionSizeFromContents(self, section: int) -> QSize:  # noqa: N802 - Qt's name
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        arrow = self._ARROW if section == self.sortIndicatorSection() else 0
        height = super().sectionSizeFromContents(section).height()
        return QSize(self.fontMetrics().horizontalAdvance(text) + 2 * GRID + arrow, height)
