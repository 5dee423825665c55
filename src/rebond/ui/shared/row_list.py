"""A list of rows of different heights, of which only those in view are measured, however long it is."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from rebond.ui.shared.row_delegate import ASSUMED, RowDelegate
from rebond.ui.shared.row_model import Index
from rebond.ui.shared.visible_rows import VisibleRows
from rebond.ui.shared.windowed import WindowedModel


class RowList(QTableView):
    """The view of a long list: it reads and measures the rows that come into view, and its actions are its menu.

    A table of one column, since Qt's list measures all rows again for every few that are added: its sections keep the
    heights of the rows, and rows that were never in view have an assumed one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service: _MeasuredRows | None = None
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heights = self.verticalHeader()
        heights.hide()
        heights.setMinimumSectionSize(1)
        heights.setDefaultSectionSize(ASSUMED)
        heights.setUpdatesEnabled(False)  # it would find its own place again for each height that it is told

    def show_rows(self, model: WindowedModel, delegate: RowDelegate) -> None:
        """Show the rows of a model as a delegate made for this view draws them."""
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._service = _MeasuredRows(self)

    def wanted_heights(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the positions of rows and the heights in pixels that their texts need; those not read are left out."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        delegate, model = self.itemDelegate(), self._model()
        for place in range(first, last + 1):
            if model.known(place)[1]:
                yield place, delegate.sizeHint(option, model.index(place, 0)).height()

    def set_heights(self, heights: Mapping[int, int]) -> None:
        """Give rows their heights in pixels, by position."""
        for place, height in heights.items():
            self.verticalHeader().resizeSection(place, height)
        super().updateGeometries()

    def _model(self) -> WindowedModel:
        model = self.model()
        assert isinstance(model, WindowedModel)  # noqa: S101 - `show_rows` set it
        return model

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Qt calls this when rows come or go, or the size changes: other rows may be in view then."""
        super().updateGeometries()
        if self._service:
            self._service.look()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:  # noqa: N802 - Qt's name
        super().dataChanged(first, last, roles)
        if self._service:
            self._service.look()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll to a row with the heading above it, and again once the rows that came into view have their heights."""
        above = index.sibling(index.row() - 1, 0)
        for _time in range(2):
            if above.isValid() and not above.flags() & Qt.ItemFlag.ItemIsEnabled:
                super().scrollTo(above, hint)
            super().scrollTo(index, hint)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.updateGeometries()

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802 - Qt's name
        """Home and End go to the first and the last row, as in a list."""
        model = self._model()
        if action is QTableView.CursorAction.MoveHome:
            places = range(model.rowCount())
        elif action is QTableView.CursorAction.MoveEnd:
            model.know_all()
            places = range(model.rowCount() - 1, -1, -1)
        else:
            return super().moveCursor(action, modifiers)
        enabled = (index for place in places if (index := model.index(place, 0)).flags() & Qt.ItemFlag.ItemIsEnabled)
        return next(enabled, QModelIndex())


class _MeasuredRows(VisibleRows):
    """Reads the rows in view, and gives them the heights that their texts need."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._list = view

    def steady(self, first: int, last: int) -> int:
        """A row that is high enough already stays: those that come into view above it push nothing down."""
        heights = self._list.verticalHeader()
        wanted = self._list.wanted_heights(first, last)
        right = (place for place, height in wanted if heights.sectionSize(place) == height)
        return next(right, first)

    def lay_out(self, first: int, last: int) -> bool:
        if not self._list.isVisible():  # its width is not known
            return False
        read = self._model.want(first, last)
        heights = self._list.verticalHeader()
        wanted = self._list.wanted_heights(first, last)
        differing = {place: height for place, height in wanted if heights.sectionSize(place) != height}
        if differing:
            self._list.set_heights(differing)
        return read or bool(differing)
