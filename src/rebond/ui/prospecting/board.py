"""The board: a column a stage, cards moved with the mouse or the arrows."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QScrollArea, QVBoxLayout, QWidget

from rebond.domain.prospecting.kinds import Stage
from rebond.journal.queries.contacts import Asked, Column, ContactLine, ContactOrder, board
from rebond.sentences import label
from rebond.ui.prospecting import views
from rebond.ui.prospecting.cards import CardDelegate
from rebond.ui.prospecting.contact_model import CARD, StageModel
from rebond.ui.prospecting.wording import begun
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import language

#: How many cards of a column are read at first.
_FIRST = 16
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_WITH_MEANING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class _Cards(QListView):
    """The cards of one stage; a card of another column may be dropped here."""

    #: The id of the contact whose card was dropped here.
    dropped = Signal(int)

    def __init__(self, session: Session, model: StageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        views.calm(self, begun(label(language(), model.stage)))
        self.setModel(model)
        self.setItemDelegate(CardDelegate(session, self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setStyleSheet("QListView { border: none; border-radius: 6px; background: palette(alternate-base); }")
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        self._answer(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        if self._answer(event):
            self.dropped.emit(int(event.mimeData().data(CARD).toStdString()))

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """A drag only copies for Qt: the card goes when the journal says that it went."""
        super().startDrag(Qt.DropAction.CopyAction)

    def _answer(self, event: Any) -> bool:
        """Take cards of other columns, and nothing else."""
        wanted = event.mimeData().hasFormat(CARD) and event.source() is not self
        if wanted:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return bool(wanted)


class Board(QScrollArea):
    """What is asked of a card is said by signals; the tab does it and the journal's change brings the card over."""

    #: The line chosen, or None.
    chosen = Signal(object)
    #: The id of a contact, and the stage to move it to.
    moved = Signal(int, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.columns: dict[Stage, _Cards] = {}
        self.rows: dict[Stage, StageModel] = {}
        self._titles: dict[Stage, QLabel] = {}
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for stage in Stage:
            row.addWidget(self._column(stage), 1)
        self.setWidget(body)

    def look_for(self, text: str) -> None:
        """Read the board anew, with those cards only that hold every word of the text."""
        self.text = text
        for stage, column in self._read(_FIRST).items():
            self.rows[stage].fill(text, column.lines, complete=column.count <= _FIRST)
            self._tell(stage, column.count)

    def refresh(self) -> None:
        """Follow a change of the journal, card by card."""
        count = max(_FIRST, *(rows.rowCount() for rows in self.rows.values()))
        for stage, column in self._read(count).items():
            self.rows[stage].follow(column.lines, complete=column.count <= count)
            self._tell(stage, column.count)

    def rowCount(self) -> int:  # noqa: N802 - as its models say it
        """How many cards are there."""
        return sum(rows.rowCount() for rows in self.rows.values())

    def line(self) -> ContactLine | None:
        """The card chosen, in the column that has the keyboard or had it last."""
        for cards in self.columns.values():
            if cards.selectionModel().hasSelection():
                line: ContactLine = self.rows[self._stage_of(cards)].at(cards.currentIndex().row())
                return line
        return None

    def reveal(self, contact_id: int, stage: Stage) -> bool:
        """Choose the card of a contact and give it the keyboard; False when the words looked for hide it."""
        place = self.rows[stage].read_until(contact_id)
        if place is None:
            return False
        self._go(stage, place)
        return True

    def focus_first(self) -> None:
        """Give the keyboard to the card chosen, or to the first there is."""
        if line := self.line():
            self.columns[line.contact.stage].setFocus()
            return
        stage = next((stage for stage, rows in self.rows.items() if rows.rowCount()), Stage.TO_CONTACT)
        self._go(stage, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Left and right go to the column beside."""
        if isinstance(event, QKeyEvent) and isinstance(watched, _Cards) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step and not event.modifiers() & _WITH_MEANING:
                self._step(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _read(self, limit: int) -> dict[Stage, Column]:
        with self._session.journal.read() as reader:
            return board(reader, Asked(self.text, order=ContactOrder.NEXT_DATE), limit=limit)

    def _column(self, stage: Stage) -> QWidget:
        self.rows[stage] = StageModel(self._session, stage, self)
        cards = _Cards(self._session, self.rows[stage])
        self.columns[stage] = cards
        title = self._titles[stage] = QLabel()
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "soft")
        title.setContentsMargins(4, 0, 4, 0)
        column = QWidget()
        column.setMinimumWidth(15 * GRID)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID // 2)
        inside.addWidget(title)
        inside.addWidget(cards, 1)
        cards.installEventFilter(self)
        cards.selectionModel().selectionChanged.connect(self._on_selected)
        cards.dropped.connect(self._on_dropped)
        return column

    def _tell(self, stage: Stage, count: int) -> None:
        self._titles[stage].setText(f"{begun(label(language(), stage))}  {language().number(count)}")

    def _stage_of(self, cards: QObject | None) -> Stage:
        return next(stage for stage, one in self.columns.items() if one is cards)

    def _step(self, cards: _Cards, step: int) -> None:
        stages = list(Stage)
        place = stages.index(self._stage_of(cards)) + step
        # Empty columns are stepped over: there is nothing in them to choose.
        while 0 <= place < len(stages) and not self.rows[stages[place]].rowCount():
            place += step
        if 0 <= place < len(stages):
            row = max(cards.currentIndex().row(), 0)
            self._go(stages[place], min(row, self.rows[stages[place]].rowCount() - 1))

    def _go(self, stage: Stage, place: int) -> None:
        cards = self.columns[stage]
        index = self.rows[stage].index(place, 0)
        cards.setFocus()
        if index.isValid():
            cards.setCurrentIndex(index)
            cards.scrollTo(index)
        self.ensureWidgetVisible(cards, 0, 0)

    def _on_selected(self) -> None:
        """One card is chosen on the whole board."""
        sender = self.sender()
        here = next((cards for cards in self.columns.values() if cards.selectionModel() is sender), None)
        if here and here.selectionModel().hasSelection():
            for cards in self.columns.values():
                if cards is not here:
                    cards.selectionModel().clear()
        self.chosen.emit(self.line())

    def _on_dropped(self, contact_id: int) -> None:
        self.moved.emit(contact_id, self._stage_of(self.sender()))
