"""The board of contacts: a column for each stage, and cards moved with the mouse or the arrow keys."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rebond.domain.prospecting.kinds import Contact, Interaction, Stage, StageId
from rebond.journal.history import Change
from rebond.journal.queries.contacts import (
    Asked,
    Column,
    ContactLine,
    ContactOrder,
    board,
    stage_counts,
    stages_of,
)
from rebond.journal.reader import Reader
from rebond.sentences import label
from rebond.ui.prospecting.cards import CardDelegate
from rebond.ui.prospecting.contact_model import CARD, StageModel
from rebond.ui.prospecting.contact_wording import begun
from rebond.ui.session import Session
from rebond.ui.shared.elided import Elided
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import language

_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_WITH_MEANING = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class _Cards(RowList):
    """The cards of one stage; accepts cards dropped from other columns."""

    #: A card was dropped here; carries the contact's id.
    dropped = Signal(int)

    def __init__(self, session: Session, model: StageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_rows(model, CardDelegate(session, self))
        self.setStyleSheet("QTableView { border: none; border-radius: 6px; background: palette(alternate-base); }")
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        self._answer(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        if self._answer(event):
            self.dropped.emit(int(event.mimeData().data(CARD).toStdString()))

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Offer only copying, so that Qt does not remove the card: the change of the journal does."""
        super().startDrag(Qt.DropAction.CopyAction)

    def _answer(self, event: Any) -> bool:
        """Accept a card of another column and refuse anything else; return whether it is accepted."""
        accepted = event.mimeData().hasFormat(CARD) and event.source() is not self
        if accepted:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return bool(accepted)


class StageColumn(QWidget):
    """A column of the board: the stage's name, the number of its contacts, and their cards."""

    def __init__(self, session: Session, stage_id: int) -> None:
        super().__init__()
        self.rows = StageModel(session, stage_id, self)
        self.cards = _Cards(session, self.rows)
        self._told: tuple[Stage, int] | None = None
        self.title = Elided("soft")
        self.title.setContentsMargins(4, 2, 4, 0)  # the accent of a capital letter stands above the line
        self.setMinimumWidth(13 * GRID)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID // 2)
        inside.addWidget(self.title)
        inside.addWidget(self.cards, 1)

    def tell(self, stage: Stage, count: int) -> None:
        """Show the name of the stage, and the number of its contacts, loaded or not."""
        if self._told != (stage, count):
            self._told = (stage, count)
            name = begun(label(language(), stage))
            self.title.say(f"{name}  {language().number(count)}")
            self.cards.setAccessibleName(name)


class Board(QScrollArea):
    """The columns of the board; `columns` holds them by stage id, in order.

    What the person does with a card is emitted as a signal; the card moves when the tab has changed the journal.
    """

    #: The `ContactLine` of the selected card, or None.
    chosen = Signal(object)
    #: A card was moved: the ids of the contact and of its new stage.
    moved = Signal(int, int)
    #: A column was added; carries the view of its cards.
    column_added = Signal(QAbstractItemView)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.columns: dict[int, StageColumn] = {}
        body = QWidget()
        self._row = QHBoxLayout(body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID // 2)
        self.setWidget(body)
        self._arrange()

    def look_for(self, text: str) -> None:
        """Show only the cards that contain every word of the text."""
        self.text = text
        self._arrange()
        for stage_id, column in self._read(StageModel.first).items():
            self.columns[stage_id].rows.fill(text, column.lines, complete=column.count <= StageModel.first)
            self._tell(stage_id, column.count)

    def follow(self, change: Change) -> None:
        """Update to a change of the journal: card by card those columns that hold a contact it concerns."""
        self._arrange()
        with self._session.journal.read() as reader:
            counts = stage_counts(reader, Asked(self.text))
            concerned = self._concerned(reader, change)
        for stage_id, column in self.columns.items():
            if stage_id in concerned:
                column.rows.refresh()
            self._tell(stage_id, counts.get(stage_id, 0))

    def _concerned(self, reader: Reader, change: Change) -> Collection[int]:
        """Return the ids of the stages in which cards may have changed."""
        if not change.kinds <= {Contact.kind, Interaction.kind} or any(row.erased for row in change.rows):
            return self.columns
        stages, contacts = set(), set()
        for row in change.rows:
            for values in filter(None, (row.before, row.after)):
                if row.kind == Contact.kind:
                    stages.add(int(values["stage_id"] or 0))
                else:
                    contacts.add(int(values["contact_id"] or 0))
        return stages | stages_of(reader, contacts)

    def rowCount(self) -> int:  # noqa: N802 - as its models say it
        """Return the number of cards loaded."""
        return sum(column.rows.rowCount() for column in self.columns.values())

    def line(self) -> ContactLine | None:
        """Return the selected card."""
        for column in self.columns.values():
            if column.cards.selectionModel().hasSelection():
                line: ContactLine = column.rows.at(column.cards.currentIndex().row())
                return line
        return None

    def reveal(self, contact_id: int, stage_id: int) -> bool:
        """Select the card of a contact and give it the focus; False when the search hides it."""
        place = self.columns[stage_id].rows.find(contact_id)
        if place is None:
            return False
        self._go(stage_id, place)
        return True

    def focus_first(self) -> None:
        """Give the focus to the selected card, or to the first."""
        if line := self.line():
            self.columns[line.contact.stage_id].cards.setFocus()
            return
        filled = (stage_id for stage_id, column in self.columns.items() if column.rows.rowCount())
        self._go(next(filled, StageId.TO_CONTACT), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Move to the next column on Left and Right."""
        if isinstance(event, QKeyEvent) and isinstance(watched, _Cards) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step and not event.modifiers() & _WITH_MEANING:
                self._step(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _read(self, limit: int) -> dict[int, Column]:
        with self._session.journal.read() as reader:
            return board(reader, Asked(self.text, order=ContactOrder.NEXT_DATE), limit=limit)

    def _arrange(self) -> None:
        """Match the columns to the stages and their order; columns that stay keep their cards and selection."""
        stages = self._session.choices(Stage)
        if list(stages) == list(self.columns):
            return
        for column in self.columns.values():
            self._row.removeWidget(column)
        for stage_id in self.columns.keys() - stages.keys():
            self._remove(self.columns.pop(stage_id))
        new = {stage_id: self._add(stage_id) for stage_id in stages if stage_id not in self.columns}
        unordered = self.columns | new
        self.columns = {stage_id: unordered[stage_id] for stage_id in stages}
        for column in self.columns.values():
            self._row.addWidget(column, 1)
        # setTabOrder needs both widgets in one chain: link the new columns to the old ones first, then all in order.
        for before, after in (*pairwise(unordered.values()), *pairwise(self.columns.values())):
            QWidget.setTabOrder(before.cards, after.cards)

    def _add(self, stage_id: int) -> StageColumn:
        column = StageColumn(self._session, stage_id)
        column.cards.installEventFilter(self)
        column.cards.selectionModel().selectionChanged.connect(self._on_selected)
        column.cards.dropped.connect(self._on_dropped)
        self.column_added.emit(column.cards)
        return column

    def _remove(self, column: StageColumn) -> None:
        column.hide()
        column.deleteLater()

    def _tell(self, stage_id: int, count: int) -> None:
        self.columns[stage_id].tell(self._session.choices(Stage)[stage_id], count)

    def _stage_of(self, cards: QObject | None) -> int:
        return next(stage_id for stage_id, column in self.columns.items() if column.cards is cards)

    def _step(self, cards: _Cards, step: int) -> None:
        stages = list(self.columns)
        place = stages.index(self._stage_of(cards)) + step
        # Skip empty columns, which have no card to select.
        while 0 <= place < len(stages) and not self.columns[stages[place]].rows.rowCount():
            place += step
        if 0 <= place < len(stages):
            row = max(cards.currentIndex().row(), 0)
            self._go(stages[place], min(row, self.columns[stages[place]].rows.rowCount() - 1))

    def _go(self, stage_id: int, place: int) -> None:
        cards = self.columns[stage_id].cards
        index = self.columns[stage_id].rows.index(place, 0)
        cards.setFocus()
        if index.isValid():
            cards.setCurrentIndex(index)
            cards.scrollTo(index)
        self.ensureWidgetVisible(cards, 0, 0)

    def _on_selected(self) -> None:
        """Clear the selection of the other columns, so that one card is selected on the whole board."""
        sender = self.sender()
        everywhere = [column.cards for column in self.columns.values()]
        selected = next((cards for cards in everywhere if cards.selectionModel() is sender), None)
        if selected and selected.selectionModel().hasSelection():
            for cards in everywhere:
                if cards is not selected:
                    cards.selectionModel().clear()
        self.chosen.emit(self.line())

    def _on_dropped(self, contact_id: int) -> None:
        self.moved.emit(contact_id, self._stage_of(self.sender()))
