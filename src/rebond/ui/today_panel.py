"""The panel of everything that is due today, beside the tab that is shown; Space settles a line, Enter opens it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from rebond.actions.contacts import finish_next_step
from rebond.domain.missions.kinds import Invoice
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.queries.due import DueKind, DueLine
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language
from rebond.ui.today_model import TodayDelegate, TodayModel

#: Pixels.
WIDTH = 38 * GRID


class TodayPanel(QFrame):
    """The list with its commands; it reads the journal while it is visible."""

    #: The row of a line is to be shown in its tab, by kind and id.
    opened = Signal(str, int)
    #: The person closed the panel.
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.model = TodayModel(session, self)
        self.view = RowList(self)
        self.view.setAccessibleName(_("Due today"))
        self.view.show_rows(self.model, TodayDelegate(self.view))
        self.title = QLabel(_("Due today"), self)
        self.title.setProperty("role", "title")
        self.none = QLabel(_("Nothing is due today. Enjoy it!"), self)
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.open_button = QPushButton(_("&Open"), self)
        self.open_button.setToolTip(_("Show it in its tab (Enter)"))
        self.settle_button = QPushButton(self)
        self.shut = QToolButton(self)
        self.shut.setText("✕")
        self.shut.setAutoRaise(True)
        self.shut.setToolTip(_("Close (Esc)"))
        self.shut.setAccessibleName(_("Close the list of what is due"))
        self._open = command(self.view, _("&Open"), self._on_open, "Return", "Enter")
        self._settle = command(self.view, "", self._on_settle, "Space")
        self._later = AfterFrame(self, self._refresh)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def line(self) -> DueLine | None:
        """Return the selected line."""
        self._later.catch_up()
        index = self.view.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def load(self) -> None:
        """Read the list, and select its first line."""
        self._later.drop()
        self.model.ask()
        self._choose_one()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.shut)
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addWidget(self.settle_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.none)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.shut.clicked.connect(self.closed)
        self.open_button.clicked.connect(self._on_open)
        self.settle_button.clicked.connect(self._on_settle)
        self.view.doubleClicked.connect(self._on_open)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._on_counted)
        self._session.changed.connect(self._later.ask)
        self._session.day_changed.connect(self._later.ask)

    def _refresh(self) -> None:
        if self.isVisible():
            self.model.refresh()
            self.view.viewport().update()
            self._choose_one()

    def _choose_one(self) -> None:
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._on_current()

    def _on_counted(self) -> None:
        any_due = self.model.rowCount() > 0
        self.view.setVisible(any_due)
        self.none.setVisible(not any_due)
        if not any_due and self.isVisible():
            self.shut.setFocus()
        self._on_current()

    def _on_current(self, *_indexes: object) -> None:
        line = self.line()
        name, hint = _settling(line.kind) if line else ("", "")
        self._settle.setText(name)
        self._settle.setEnabled(bool(name))
        self._settle.setVisible(bool(name))
        self.settle_button.setText(name)
        self.settle_button.setToolTip(hint)
        self.settle_button.setVisible(bool(name))
        self._open.setEnabled(line is not None)
        self.open_button.setVisible(line is not None)

    def _on_open(self) -> None:
        if line := self.line():
            self.opened.emit(line.kind.value, line.id)

    def _on_settle(self) -> None:
        line = self.line()
        if line is None:
            return
        with self._session.journal.read() as reader:
            contact = reader.get(Contact, line.id) if line.kind is DueKind.FOLLOW_UP else None
            invoice = reader.get(Invoice, line.id) if line.kind is DueKind.LATE_INVOICE else None
        if contact:
            self._finish(contact)
        elif invoice:
            from rebond.ui.missions.invoice_form import PaymentForm

            PaymentForm(self._session, invoice, line.left, self.window()).open()

    def _finish(self, contact: Contact) -> None:
        try:
            self._session.do(finish_next_step, self._session.journal, contact)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))


def _settling(kind: DueKind) -> tuple[str, str]:
    """Return the name and the hint of what settles a line; empty for a deadline, which only its work settles."""
    if kind is DueKind.FOLLOW_UP:
        return _("Do&ne"), _("The next step is done (Space)")
    if kind is DueKind.LATE_INVOICE:
        return _("Note a pa&yment…"), _("Note what was paid of this invoice (Space)")
    return "", ""
