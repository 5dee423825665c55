"""The row of a mission's parts, and beside it the field that finds in them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from rebond.ui.shared.fields import SearchField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

#: The width of the field that it keeps however long the names of the parts are, in pixels.
_LEAST = 8 * GRID


class MissionParts(QTabWidget):
    """The parts by their names; the field takes the width that these leave."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Parts of the mission"))
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.search = SearchField(_("Find here…"))
        self.search.setAccessibleName(_("Find in the mission's journal or invoices"))
        keeping = self.search.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self.search.setSizePolicy(keeping)
        self._usual = self.search.sizeHint().width()
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, GRID // 2)
        row.addWidget(self.search)
        self.setCornerWidget(corner)

    def name(self, part: QWidget, text: str) -> None:
        """Give a part another name."""
        self.setTabText(self.indexOf(part), text)
        self._fit(self.size())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._fit(event.size())
        super().resizeEvent(event)

    def _fit(self, size: QSize) -> None:
        names = sum(self.tabBar().tabRect(place).width() for place in range(self.count()))
        self.search.setFixedWidth(max(_LEAST, min(self._usual, size.width() - names - GRID)))
