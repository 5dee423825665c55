"""The table edited in place: typing starts an edit, Enter ends it, Del deletes; problems are shown below it."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from rebond.domain.problems import Refused
from rebond.ui.money.editable_rows import NEW, Rows, RowsModel, needs
from rebond.ui.money.look import dress
from rebond.ui.shared.form import problem_label, say
from rebond.ui.shared.theme import GRID

Index = QModelIndex | QPersistentModelIndex
#: The editor's property with its initial text: a text that did not change is not saved.
_SHOWN = "shown"


class FieldDelegate(QStyledItemDelegate):
    """Edits a cell with the form field of its column; a text that cannot be read stays in the cell."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        column = _model(index).columns[index.column()]
        if column.editor is None:
            raise TypeError(column.field)
        editor: QWidget = column.editor(parent)
        editor.setAutoFillBackground(True)
        if isinstance(editor, QLineEdit):
            editor.setFrame(False)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802
        # The whole cell, not only the rectangle of its text.
        editor.setGeometry(option.rect)

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


class InPlaceView(QTableView):
    """A table view edited by typing, Enter, F2 or a double click."""

    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(FieldDelegate(self))
        dress(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        index, editing = self.currentIndex(), self.state() is QAbstractItemView.State.EditingState
        if not editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            return
        if not editing and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
            return
        super().keyPressEvent(event)


class InPlaceTable(QWidget):
    """A table of `Rows`, with the problems of what was typed below it."""

    def __init__(self, rows: Rows, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.model = RowsModel(rows, self)
        self.view = InPlaceView(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(name)
        self.view.horizontalHeader().setSectionResizeMode(self._widest(), QHeaderView.ResizeMode.Stretch)
        self.view.clicked.connect(self._clicked)
        self.view.delete_wanted.connect(self.delete)
        self._problems = problem_label(self)
        self._needs = QLabel(self)
        self._needs.setTextFormat(Qt.TextFormat.PlainText)
        self._needs.setProperty("role", "soft")
        self._needs.hide()
        self.model.dataChanged.connect(self._say)
        self.model.rowsInserted.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.view, 1)
        column.addWidget(self._problems)
        column.addWidget(self._needs)
        self.setFocusProxy(self.view)

    @property
    def problem(self) -> str:
        """The problems shown below the table."""
        return self._problems.text()

    @property
    def needed(self) -> str:
        """The hint below the table about what the new row lacks."""
        return self._needs.text()

    def begin_new(self) -> None:
        """Start editing the first required field of the new row."""
        at = [column.field for column in self.model.columns].index(self.rows.needed[0])
        index = self.model.index(self.model.rowCount() - 1, at)
        self.view.scrollTo(index)
        self.view.setCurrentIndex(index)
        self.view.setFocus()
        self.view.edit(index)

    def reveal(self, row_id: int, field: str = "") -> None:
        """Select a row, in the column of `field` if given."""
        row = self.model.place(row_id)
        if row is None:
            return
        fields = [column.field for column in self.model.columns]
        index = self.model.index(row, fields.index(field) if field else 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self.view.setFocus()

    def delete(self) -> None:
        """Delete the current row; in the new row, or on a refused value, discard what was typed."""
        index = self.view.currentIndex()
        if not index.isValid():
            return
        entity = self.model.entity(index.row())
        if entity is None or self.model.typed(index):
            self.model.forget(index)
        else:
            self.rows.delete(entity)

    def current(self) -> Any:
        """Return the row of the cursor; None for the new row."""
        index = self.view.currentIndex()
        return self.model.entity(index.row()) if index.isValid() else None

    def _widest(self) -> int:
        """Return the column that takes the free width: the name or the label, else the first."""
        names = [at for at, column in enumerate(self.model.columns) if column.field in ("name", "label")]
        return names[0] if names else 0

    def _clicked(self, index: QModelIndex) -> None:
        """Start editing when the new row is clicked."""
        if self.model.row_id(index.row()) == NEW and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)

    def _say(self) -> None:
        say(self._problems, list(self.model.problems()))
        missing = self.model.still_needed()
        self._needs.setText(needs(missing) if missing else "")
        self._needs.setVisible(bool(missing) and not self.model.problems())


def _model(index: Index) -> RowsModel:
    model = index.model()
    if not isinstance(model, RowsModel):
        raise TypeError(model)
    return model
