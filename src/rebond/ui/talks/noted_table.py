"""The lines noted in a talk as a table: what each becomes as a chip, its words, and the day of a promise."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from rebond.domain.talks.kinds import TalkNote
from rebond.domain.talks.noted_lines import PROMISES, NotedLine
from rebond.sentences import label
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.speech import _, language

#: The column of the words.
_LINE = 2


class NotedTable(RowTable):
    """A row for each line, which is chosen whole; its words, marks included, are edited in their place."""

    #: The words of a row were edited.
    edited = Signal(int, str)

    def __init__(self) -> None:
        super().__init__((_("Minute"), _("Becomes"), _("Line"), _("By")), free=_LINE)
        #: The words of each row as they were typed.
        self.typed: list[str] = []
        self.setAccessibleName(_("Lines noted in the talk"))
        self.setWordWrap(True)
        self.setItemDelegateForColumn(1, _Chip(self))
        self.setItemDelegateForColumn(_LINE, _Words(self))
        self.setItemDelegateForColumn(3, _Chip(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_lines(self, notes: Sequence[TalkNote], lines: Sequence[NotedLine], today: date) -> None:
        """Show lines as they are understood; the chosen row stays."""
        row = self.currentRow()
        self.typed = [note.text for note in notes]
        self.show_texts([_texts(note, line, today) for note, line in zip(notes, lines, strict=True)])
        self.choose(max(0, min(row, len(notes) - 1)))

    def choose(self, row: int) -> None:
        """Choose a row, if there is one."""
        if 0 <= row < self.rowCount():
            self.setCurrentCell(row, _LINE)

    def edit_words(self) -> None:
        """Edit the words of the chosen row in their place: Enter keeps them, Esc leaves them as they were."""
        if self.currentRow() >= 0:
            self.edit(self.model().index(self.currentRow(), _LINE))
            if isinstance(field := self.focusWidget(), TextField):
                field.end(False)  # Qt selects the whole line, which the first key would replace


def _texts(note: TalkNote, line: NotedLine, today: date) -> tuple[str, ...]:
    day = ""
    if line.kind in PROMISES:
        day = language().near_day(line.due, today) if line.due else _("no day")
    minute = f"{note.second // 60:02}:{note.second % 60:02}"
    return minute, label(language(), line.kind), _short(line.text), day


def _short(text: str) -> str:
    return text if len(text) <= 400 else f"{text[:399]}…"


class _Words(QStyledItemDelegate):
    """Edits a line as it was typed, whatever of it is shown."""

    def __init__(self, table: NotedTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = TextField()
        editor.setParent(parent)
        editor.setAccessibleName(_("The words of the line"))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 - Qt's name
        if isinstance(editor, TextField):
            editor.show_value(self._table.typed[index.row()])

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, _model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.row()
        if isinstance(editor, TextField) and editor.isModified():
            self._table.edited.emit(row, editor.read())


class _Chip(QStyledItemDelegate):
    """Paints a text as a chip: within a rounded frame."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        text = str(index.data() or "")
        shown = colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, QColor(shown.accent))
        if text:
            width = option.fontMetrics.horizontalAdvance(text) + 2 * GRID
            height = option.fontMetrics.height() + 4
            middle = option.rect.center().y()
            box = QRectF(option.rect.left() + GRID, middle - height / 2, min(width, option.rect.width() - GRID), height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(shown.on_accent if chosen else shown.edge)))
            painter.setBrush(QColor(shown.accent if chosen else shown.raised))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(shown.on_accent if chosen else shown.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        hint = super().sizeHint(option, index)
        hint.setWidth(hint.width() + 4 * GRID)
        hint.setHeight(hint.height() + GRID)
        return hint
