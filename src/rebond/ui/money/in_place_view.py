"""The view of a table edited in place, and the delegate that edits its cells."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from rebond.domain.problems import Refused
from rebond.ui.money.editable_rows import NEW, RowsModel
from rebond.ui.money.look import dress
from rebond.ui.shared import painting
from rebond.ui.shared.theme import GRID

Index = QModelIndex | QPersistentModelIndex
#: Pixels of a cell's width beside its text: the padding of `dress`, and the margin of the style.
_BESIDE_TEXT = 2 * GRID + 8
#: The texts whose sizes are kept.
_MOST_HINTS = 2_000
#: The editor's property with its initial text: a text that did not change is not saved.
_SHOWN = "shown"


class FieldDelegate(QStyledItemDelegate):
    """Edits a cell with the form field of its column; a text that cannot be read stays in the cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: The size of each text measured so far: an edit has the whole table measured again.
        self._hints: dict[tuple[int, str | bool, int, int], QSize] = {}

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        column = _model(index).columns[index.column()]
        if column.editor is None:
            raise TypeError(column.field)
        editor: QWidget = column.editor(parent)
        editor.setAutoFillBackground(True)
        if isinstance(editor, QLineEdit):
            editor.setFrame(False)
        return editor

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the text; in a column of free width, as high as the text is on lines of that width."""
        view, text, line = self.parent(), index.data(), option.fontMetrics.height()
        is_free = isinstance(view, InPlaceView) and bool(text) and index.column() == view.free_column
        width = view.columnWidth(index.column()) - _BESIDE_TEXT if isinstance(view, InPlaceView) and is_free else 0
        looks = text or index.data(Qt.ItemDataRole.CheckStateRole) is not None
        key = (index.column(), looks, width, line)
        if key not in self._hints:
            if len(self._hints) >= _MOST_HINTS:
                self._hints.clear()
            hint = super().sizeHint(option, index)
            hint.setHeight((painting.wrapped_height(text, option.font, width) if is_free else line) + GRID + 2)
            self._hints[key] = hint
        return self._hints[key]

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802
        editor.setGeometry(editor_place(editor, option.rect))

    def setEditorData(self, editor: Any, index: Index) -> None:  # noqa: N802
        refused = _model(index).typed(index)
        value = index.data(Qt.ItemDataRole.EditRole)
        if refused and isinstance(editor, QLineEdit):
            editor.setText(refused.text)
        elif value is not None:
            editor.show_value(value)
        if isinstance(editor, QLineEdit):
            editor.setProperty(_SHOWN, editor.text())

    def setModelData(self, editor: Any, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        untouched = isinstance(editor, QLineEdit) and editor.text() == editor.property(_SHOWN)
        if untouched or not isinstance(editor, QLineEdit | QComboBox):
            return
        try:
            value = editor.read()  # type: ignore[union-attr] # every editor of a column is a `FormField`
        except Refused as refused:
            text = editor.text() if isinstance(editor, QLineEdit) else ""
            if not text.strip() and _model(index).row_id(index.row()) == NEW:
                _model(index).forget_cell(index)
                return
            _model(index).refuse(index, text, refused.problems)
            return
        model.setData(index, value, Qt.ItemDataRole.EditRole)


def editor_place(editor: QWidget, cell: QRect) -> QRect:
    """Return where the editor of a cell stands: over the whole cell, and beyond it where that is too narrow for it."""
    place = QRect(cell)
    place.setWidth(max(cell.width(), editor.minimumSizeHint().width()))
    view = editor.parentWidget()
    if view:
        place.moveRight(min(place.right(), view.rect().right()))
        place.moveLeft(max(place.left(), 0))
    return place


class InPlaceView(QTableView):
    """A table view edited by typing, Enter, F2 or a double click.

    Tab and Shift+Tab go from cell to cell, while one is edited or not; after the last cell, before the first and on
    Escape they leave the table.
    """

    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.free_column = 0
        self.setItemDelegate(FieldDelegate(self))
        dress(self)
        # A label may take two lines rather than be cut.
        self.setWordWrap(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def give_free_width(self, column: int) -> None:
        """Give the width that the other columns leave to one of them; call it after `setModel`."""
        self.free_column = column
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def sizeHintForRow(self, row: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of the cell in the column of free width, since no other one is higher than a line."""
        model: QAbstractItemModel | None = self.model()  # None while it is being set
        return self.sizeHintForIndex(model.index(row, self.free_column)).height() if model else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        index, editing = self.currentIndex(), self.state() is QAbstractItemView.State.EditingState
        if not editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            return
        if not editing and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
            return
        if not editing and event.key() == Qt.Key.Key_Escape and not isinstance(self.window(), QDialog):
            super().focusNextPrevChild(True)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's method
        beside = self._beside(forward=forward)
        if not beside.isValid():
            return super().focusNextPrevChild(forward)
        self.setCurrentIndex(beside)
        return True

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Return the cell to go to; an edit that ends with Tab goes on in the next one, never in the first again."""
        if action in (QAbstractItemView.CursorAction.MoveNext, QAbstractItemView.CursorAction.MovePrevious):
            return self._beside(forward=action is QAbstractItemView.CursorAction.MoveNext)
        return super().moveCursor(action, modifiers)

    def _beside(self, *, forward: bool) -> QModelIndex:
        """Return the next or previous cell that is enabled; an invalid index after the last and before the first."""
        model, index = self.model(), self.currentIndex()
        columns = model.columnCount()
        place = index.row() * columns + index.column() if index.isValid() else -1
        step = 1 if forward else -1
        while 0 <= (place := place + step) < model.rowCount() * columns:
            found = model.index(*divmod(place, columns))
            if model.flags(found) & Qt.ItemFlag.ItemIsEnabled:
                return found
        return QModelIndex()


def _model(index: Index) -> RowsModel:
    model = index.model()
    if not isinstance(model, RowsModel):
        raise TypeError(model)
    return model
