"""The panel of everything that is due today, beside the tab that is shown; Space settles a line, Enter opens it."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.contacts import finish_next_step
from rebond.domain.missions.kinds import Invoice
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.queries.due import DueKind, DueLine, due_lines
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.windowed import ROW, Index, WindowedModel
from rebond.ui.speech import _, language, n_

_ROLE = Qt.ItemDataRole
#: Item roles with what the delegate paints: what is due, its day, how late it is, and whether it is late at all.
WHAT, DAY, STATE, LATE = ROW + 1, ROW + 2, ROW + 3, ROW + 4
#: The most lines of what is due.
_WHAT_LINES = 4
#: Pixels.
WIDTH = 38 * GRID


class TodayModel(WindowedModel):
    """Everything that is due, the earliest first."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def read(self, limit: int, offset: int) -> Sequence[DueLine]:
        with self._session.journal.read() as reader:
            return due_lines(reader, self._session.today, limit=limit, offset=offset)

    def show(self, row: DueLine, column: int, role: int) -> Any:
        if role == WHAT:
            return self._what(row)
        if role == DAY:
            return language().near_day(row.day, self._session.today)
        if role == STATE:
            return _state(row, self._session.today)
        if role == LATE:
            return row.day < self._session.today
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            day = language().day(row.day)
            text = " · ".join((row.who, self._what(row), day, _state(row, self._session.today)))
            return escape(text) if role == _ROLE.ToolTipRole else text
        return None

    def _what(self, row: DueLine) -> str:
        match row.kind:
            case DueKind.FOLLOW_UP:
                return row.what or _("follow up")
            case DueKind.LATE_INVOICE:
                left = language().money(row.left, self._session.outlook.situation.settings.currency)
                if row.what:
                    return _("Invoice {number}: {amount} left to pay").format(number=row.what, amount=left)
                return _("Invoice: {amount} left to pay").format(amount=left)
            case DueKind.CONTRACT_END:
                return _("{mission} ends").format(mission=row.what)
            case DueKind.MILESTONE:
                return _("Milestone: {name}").format(name=row.what)


def _state(row: DueLine, today: date) -> str:
    """Return what kind of thing is due and how late it is: `follow-up · 4 days late`."""
    kind = {
        DueKind.FOLLOW_UP: _("follow-up"),
        DueKind.LATE_INVOICE: _("late invoice"),
        DueKind.CONTRACT_END: _("deadline"),
        DueKind.MILESTONE: _("deadline"),
    }[row.kind]
    late = (today - row.day).days
    if late > 0:
        when = n_("{count} day late", "{count} days late", late).format(count=late)
    elif late:
        when = n_("in {count} day", "in {count} days", -late).format(count=-late)
    else:
        when = _("today")
    return f"{kind} · {when}"


class TodayDelegate(QStyledItemDelegate):
    """Paints a line: of whom with its day, what on as many lines as it needs, and how late it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else WIDTH
        height = QFontMetrics(option.font).height()
        what = painting.lines_height(index.data(WHAT), tabular(option.font), width - 3 * GRID, _WHAT_LINES)
        return QSize(12 * GRID, 2 * height + what + 2 * GRID + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: DueLine = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        font, shown = option.font, colours()
        height = QFontMetrics(font).height()
        place = QRect(rect.left() + 2 * GRID, rect.top() + GRID, rect.width() - 3 * GRID, height)
        taken = painting.line(painter, place, index.data(DAY), tabular(font), shown.soft, right=True)
        painting.line(painter, place.adjusted(0, 0, -taken - GRID, 0), line.who, painting.bold(font), shown.ink)
        what = index.data(WHAT)
        below = place.translated(0, height + 1)
        taken = painting.lines(painter, below, what, tabular(font), shown.ink, most=_WHAT_LINES)
        below = below.translated(0, taken)
        painting.line(painter, below, index.data(STATE), font, shown.warm if index.data(LATE) else shown.soft)
        painter.restore()


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
        self.view = QListView(self)
        self.view.setAccessibleName(_("Due today"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(TodayDelegate(self.view))
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.view.setMouseTracking(True)
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
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    def line(self) -> DueLine | None:
        """Return the selected line."""
        index = self.view.currentIndex()
        return self.model.at(index.row()) if index.isValid() else None

    def load(self) -> None:
        """Read the list, and select its first line."""
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
        self._session.changed.connect(self._refresh)
        self._session.day_changed.connect(self._refresh)

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
