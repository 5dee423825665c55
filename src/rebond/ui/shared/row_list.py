"""A list of rows of different heights, which are laid out anew only when the list itself gets another width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QWidget


class RowList(QListView):
    """A list whose delegate measures rows by the list's width without a scroll bar.

    Qt would measure every row again when a scroll bar appears, which changes no row here.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = 0
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        room = self.maximumViewportSize().width()
        if room != self._room:
            self._room = room
            self.scheduleDelayedItemsLayout()
