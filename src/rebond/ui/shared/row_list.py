"""A list of rows of different heights, which are laid out anew only when the list itself gets another width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.visible_rows import VisibleRows
from rebond.ui.shared.windowed import WindowedModel


class RowList(QListView):
    """The view of a long list: it reads the rows that come into view, and measures each by the list's own width.

    Qt would measure every row again when a scroll bar appears, which changes no row here. Its actions are its menu.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = 0
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_rows(self, model: WindowedModel, delegate: RowDelegate) -> None:
        """Show the rows of a model as a delegate made for this view draws them."""
        self.setModel(model)
        self.setItemDelegate(delegate)
        VisibleRows(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        room = self.maximumViewportSize().width()
        if room != self._room:
            self._room = room
            self.scheduleDelayedItemsLayout()
