"""Reads the rows of a long list as they come into view, and keeps the view where it is meanwhile."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint
from PySide6.QtWidgets import QAbstractItemView

from rebond.ui.shared.windowed import WINDOW, WindowedModel

#: How often rows are read for one look: those read may be lower than it seemed, so that more come into view.
_MOST_ROUNDS = 3


class VisibleRows(QObject):
    """Serves a view of a `WindowedModel`; made after the view has its model."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        model = view.model()
        assert isinstance(model, WindowedModel)  # noqa: S101 - the views of others need no service
        self._view, self._model = view, model
        self._held: tuple[QPersistentModelIndex, int] | None = None
        self._current = -1
        self._busy = False
        view.verticalScrollBar().valueChanged.connect(self.look)
        view.verticalScrollBar().rangeChanged.connect(self.look)
        model.unread.connect(self.note)
        model.layoutChanged.connect(self._restore)

    def look(self) -> None:
        """Read the rows in view and lay them out, unless that is going on."""
        if self._busy:
            return
        self._busy = True
        try:
            for _round in range(_MOST_ROUNDS):
                first, last = self._seen()
                self._hold(self._model.index(self.steady(first, last), 0))
                if not self.lay_out(first, last):
                    break
                self._put_back()
        finally:
            self._busy, self._held = False, None

    def steady(self, first: int, last: int) -> int:
        """Return the position of a row in view, from `first` to `last`, that is to stay where it stands."""
        return next((place for place in range(first, last + 1) if self._model.known(place)[1]), first)

    def lay_out(self, first: int, last: int) -> bool:
        """Read what is unread of the rows in view, and lay them out; False if nothing was to be done."""
        if not self._model.want(first, last):
            return False
        self._view.doItemsLayout()  # the rows read have other heights than those that were assumed
        return True

    def note(self) -> None:
        """Note what is on top and which row is current, before the rows change places."""
        top = self._view.indexAt(QPoint(1, 1))
        self._current = self._view.currentIndex().row()
        for place in (top.row(), self._current):
            if place >= 0:
                self._model.keep(place)
        self._hold(top)
        self._busy = True  # what is in view meanwhile is not what will be

    def _restore(self) -> None:
        """Show what was on top there again, and choose the row in place of one that is gone."""
        self._put_back()
        self._busy = False
        self.look()
        if self._current >= 0 and not self._view.currentIndex().isValid() and self._model.rowCount():
            place = min(self._current, self._model.rowCount() - 1)
            self._view.setCurrentIndex(self._model.index(place, 0))

    def _seen(self) -> tuple[int, int]:
        """Return the positions of the first and the last row in view; the last is before it where there is none."""
        first = max(0, self._view.indexAt(QPoint(1, 1)).row())
        below = self._view.indexAt(QPoint(1, self._view.viewport().height() - 2))
        return first, below.row() if below.isValid() else min(self._model.rowCount(), first + WINDOW) - 1

    def _hold(self, index: QModelIndex) -> None:
        """Note where a row stands; at the very top of the list, rather show what will come to stand there."""
        scrolled = self._view.verticalScrollBar().value() > 0 and index.isValid()
        self._held = (QPersistentModelIndex(index), self._view.visualRect(index).top()) if scrolled else None

    def _put_back(self) -> None:
        """Scroll so that the row noted stands where it did."""
        if self._held is None:
            return
        index, top = self._held
        self._held = None
        if index.isValid():
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.value() + self._view.visualRect(index).top() - top)
