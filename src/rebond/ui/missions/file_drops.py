"""Files dropped on a widget or pasted into it: which they are, and on which row of a list."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QRubberBand, QWidget

from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.row_table import RowTable

#: Called with the files, and the row that they were dropped on; an invalid one beside all rows.
Taken = Callable[[list[Path], QModelIndex], object]

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # it is mixed into widgets of several classes


def files_in(mime: QMimeData) -> list[Path]:
    """Return the files of this computer that were dragged or copied."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class TakesFiles(_Widget):
    """A widget that takes files, and frames what they would belong to while they are dragged over it.

    In a list that is the row below the pointer, and the current row for what is pasted; else the whole widget.
    """

    _taken: Taken | None = None
    _frame: QRubberBand | None = None

    def take_files(self, taken: Taken) -> None:
        """Call `taken` with the files from now on."""
        self._taken = taken
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._answer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        self._answer(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._hide_frame()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._hide_frame()
        files = files_in(event.mimeData())
        if files and self._taken:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._taken(files, self._row(event.position().toPoint()))
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the files of the clipboard on Ctrl+V."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._taken:
            mime = QApplication.clipboard().mimeData()
            if files := files_in(mime) if mime else []:
                self._taken(files, self.currentIndex() if isinstance(self, QAbstractItemView) else QModelIndex())
                return
        super().keyPressEvent(event)

    def _answer(self, event: QDragMoveEvent) -> None:
        if not self._taken or not files_in(event.mimeData()):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        row = self._row(event.position().toPoint())
        area = self.viewport() if isinstance(self, QAbstractItemView) else self
        if self._frame is None:
            self._frame = QRubberBand(QRubberBand.Shape.Rectangle, area)
        framed = self.visualRect(row) if isinstance(self, QAbstractItemView) and row.isValid() else area.rect()
        self._frame.setGeometry(framed)
        self._frame.show()

    def _row(self, place: QPoint) -> QModelIndex:
        return self.indexAt(place) if isinstance(self, QAbstractItemView) else QModelIndex()

    def _hide_frame(self) -> None:
        if self._frame:
            self._frame.setGeometry(QRect())
            self._frame.hide()


class FileRowTable(TakesFiles, RowTable):
    """A table of rows that takes files."""


class FileRowList(TakesFiles, RowList):
    """A list of rows that takes files."""
