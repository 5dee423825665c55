"""The panel of the agenda beside the tab that is shown: Space settles a line, + and − move it, Enter opens it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from rebond.actions.records import delete
from rebond.domain.agenda.entries import AgendaEntry, AgendaKind
from rebond.domain.missions.kinds import Invoice
from rebond.domain.problems import Refused
from rebond.domain.tasks.kinds import Task
from rebond.sentences import sentence
from rebond.ui.agenda.settling import MOVABLE, Settler, settling
from rebond.ui.agenda.task_line import TaskLine
from rebond.ui.agenda.today_model import TodayDelegate, TodayModel
from rebond.ui.late.late_steps import LateCommands
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame
from rebond.ui.shared.command_actions import command, unlettered
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from rebond.domain.late.owed_invoice import OwedInvoice

#: Pixels.
WIDTH = 38 * GRID


class TodayPanel(QFrame):
    """The line for a new task, the list and its commands; it reads the journal while it is visible."""

    #: The row of a line is to be shown in its tab, by kind and id.
    opened = Signal(str, int)
    #: The person closed the panel.
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settler = Settler(session, self)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.model = TodayModel(session, self)
        self.view = RowList(self)
        self.view.setAccessibleName(_("Agenda"))
        self.view.show_rows(self.model, TodayDelegate(self.view))
        self.title = QLabel(_("Agenda"), self)
        self.title.setProperty("role", "title")
        self.line = TaskLine(session, self)
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(_("Show only the lines of one mission"))
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.none = QLabel(_("Nothing is due, and nothing lies ahead. Type what is to be done above."), self)
        self.none.setProperty("role", "soft")
        self.none.setWordWrap(True)
        self.open_button = QPushButton(unlettered(_("&Open")), self)
        self.open_button.setToolTip(_("Show it in its tab (Enter)"))
        self.settle_button = QPushButton(self)
        self.late = LateCommands(session, self)
        self.sooner = _small_button(self, "−", _("A day earlier"), "−")
        self.later = _small_button(self, "+", _("A day later"), "+")
        self.shut = _small_button(self, "✕", _("Close the agenda"), _("Esc"))
        self._open = command(self.view, _("&Open"), self._on_open, "Return", "Enter")
        self._settle = command(self.view, "", self._on_settle, "Space")
        self._later = command(self.view, _("A day &later"), lambda: self._move(1), "+")
        self._sooner = command(self.view, _("A day &earlier"), lambda: self._move(-1), "-")
        self._remind = command(self.view, _("&Remind of the payment…"), self.late.do_next, "R")
        self.late.offer_in(self.view)
        self._delete = command(self.view, _("&Delete the task"), self._on_delete, "Del")
        command(self.view, _("&New task"), self.line.text.setFocus, "N")
        self._after_frame = AfterFrame(self, self._refresh)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def entry(self) -> AgendaEntry | None:
        """Return the selected line."""
        self._after_frame.catch_up()
        index = self.view.currentIndex()
        row = self.model.at(index.row()) if index.isValid() else None
        return row if isinstance(row, AgendaEntry) else None

    def load(self) -> None:
        """Read the agenda, and select its first line."""
        self._after_frame.drop()
        self.model.ask()
        self._show_missions()
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
        foot.addWidget(self.sooner)
        foot.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.filter)
        column.addWidget(self.none)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        column.addWidget(self.late.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.shut.clicked.connect(self.closed)
        self.open_button.clicked.connect(self._on_open)
        self.settle_button.clicked.connect(self._on_settle)
        self.sooner.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.line.added.connect(self._on_added)
        self.filter.activated.connect(self._on_filter)
        self.view.doubleClicked.connect(self._on_open)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._on_counted)
        self._session.changed.connect(self._after_frame.ask)
        self._session.day_changed.connect(self._on_day)

    def _on_day(self) -> None:
        self.line.new_day()
        self._after_frame.ask()

    def _refresh(self) -> None:
        if self.isVisible():
            self.model.refresh()
            self._show_missions()
            self.view.viewport().update()
            self._choose_one()

    def _show_missions(self) -> None:
        """Offer the missions of the agenda in the filter, which is not there for fewer than two."""
        self.filter.clear()
        self.filter.addItem(_("All missions and contacts"), None)
        for row_id, name in self.model.missions.items():
            self.filter.addItem(name, row_id)
        self.filter.setCurrentIndex(max(0, self.filter.findData(self.model.mission_id)))
        self.filter.setVisible(len(self.model.missions) > 1)

    def _on_filter(self) -> None:
        self.model.mission_id = self.line.mission_id = self.filter.currentData()
        self.load()

    def _on_added(self, task_id: int) -> None:
        """Select the task that was added, and go on in the list."""
        self._after_frame.drop()
        self._refresh()
        place = self.model.find((AgendaKind.TASK.value, Task.kind, task_id, ""))
        if place is not None:
            self.view.setCurrentIndex(self.model.index(place, 0))
        self.view.setFocus()

    def _choose_one(self) -> None:
        current = self.view.currentIndex()
        if self.model.count() and not (current.isValid() and current.flags() & Qt.ItemFlag.ItemIsSelectable):
            first = next(
                place for place in range(self.model.rowCount()) if isinstance(self.model.at(place), AgendaEntry)
            )
            self.view.setCurrentIndex(self.model.index(first, 0))
        self._on_current()

    def _on_counted(self) -> None:
        any_entry = self.model.count() > 0
        self.view.setVisible(any_entry)
        self.none.setVisible(not any_entry)
        self.setFocusProxy(self.view if any_entry else self.line)
        if not any_entry and self.isVisible():
            self.line.text.setFocus()
        self._on_current()

    def _on_current(self, *_indexes: object) -> None:
        entry = self.entry()
        name, hint = settling(entry) if entry else ("", "")
        self._settle.setText(name or _("Settle"))
        self.settle_button.setText(unlettered(name))
        self.settle_button.setToolTip(tip(hint))
        self.settle_button.setVisible(bool(name))
        movable = entry is not None and entry.kind in MOVABLE
        for button in (self.sooner, self.later):
            button.setVisible(movable)
        for action in (self._open, self._settle, self._later, self._sooner):
            action.setEnabled(entry is not None)
        self.late.show_invoice(self._owed(entry))
        self._remind.setEnabled(self.late.next is not None)
        self._delete.setEnabled(entry is not None and entry.kind is AgendaKind.TASK)
        self.open_button.setVisible(entry is not None and bool(entry.row[0]))

    def _owed(self, entry: AgendaEntry | None) -> "OwedInvoice | None":
        """Return the invoice that a line asks the payment of, or is late by."""
        if entry is None or entry.row[0] != Invoice.kind:
            return None
        from rebond.journal.queries.late import owed_invoice

        with self._session.journal.read() as reader:
            return owed_invoice(reader, entry.row[1], self._session.today)

    def _on_open(self) -> None:
        entry = self.entry()
        if entry is None:
            return
        if entry.kind is AgendaKind.TASK:
            self._edit(entry)
        elif entry.row[0]:
            self.opened.emit(*entry.row)
        else:
            self._settler.settle(entry)

    def _edit(self, entry: AgendaEntry) -> None:
        from rebond.ui.agenda.task_form import TaskForm

        with self._session.journal.read() as reader:
            task = reader.get(Task, entry.row[1])
        if task:
            TaskForm(self._session, task, self.window()).open()

    def _on_settle(self) -> None:
        if entry := self.entry():
            self._settler.settle(entry)

    def _move(self, days: int) -> None:
        if entry := self.entry():
            self._settler.move(entry, days)

    def _on_delete(self) -> None:
        entry = self.entry()
        if entry is None or entry.kind is not AgendaKind.TASK:
            return
        with self._session.journal.read() as reader:
            task = reader.get(Task, entry.row[1])
        if task is None:
            return
        try:
            self._session.do(delete, self._session.journal, task)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))


def _small_button(parent: QWidget, text: str, name: str, key: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(tip(f"{name} ({key})"))
    return button
