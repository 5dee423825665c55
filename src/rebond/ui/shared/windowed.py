"""The item model of every long list: it reads the journal by windows, and no more of it than is looked at."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from rebond.journal.queries.listing import Listing
from rebond.ui.session import Session
from rebond.ui.shared.row_model import NO_PARENT, Index, RowModel

__all__ = ["ROW", "WINDOW", "Index", "WindowedModel"]

#: The number of rows fetched at a time; about as many as fit on a screen.
WINDOW = 50
#: The most rows that are read again after a change, to update row by row; of longer lists, windows are read.
MOST_AGAIN = 4 * WINDOW
#: The item role that returns the whole row.
ROW = Qt.ItemDataRole.UserRole


class WindowedModel(RowModel):
    """The rows of a query, as many as the view has asked for so far.

    A row of a long list may be unread: it was passed over on the way to a row below, or the journal changed since it
    was read. Whoever asks for it gets it from the journal, with those around it.
    """

    #: All rows will have other places and be unread; a view says by `keep` which of them it goes on showing.
    unread = Signal()
    #: The number of rows read at first.
    first: ClassVar[int] = WINDOW

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._complete = True
        #: The positions of unread rows; what `_rows` holds there is None or out of date.
        self._unread: set[int] = set()
        #: The positions of the rows that views go on showing.
        self._kept: set[int] = set()

    def read(self, limit: int, offset: int) -> Sequence[Any]:
        """Return the rows of the query from `offset` on, at most `limit`."""
        raise NotImplementedError

    def listing(self) -> Listing:
        """Return the list that `read` reads, to count its rows and to find one by its key."""
        raise NotImplementedError

    def told_by(self) -> object:
        """Return what the texts of rows depend on besides the rows; when it differs, views measure them anew."""
        return None

    def show(self, row: Any, column: int, role: int) -> Any:
        """Return an item's value for a role other than `ROW`."""
        raise NotImplementedError

    def key(self, row: Any) -> object:
        return row.key

    def at(self, row: int) -> Any:
        """Return the row at a position."""
        self._read_around(row)
        return self._rows[row]

    def known(self, place: int) -> tuple[Any, bool]:
        """Return the row at a position as far as it is known without reading, and whether it is as the journal has it.

        To estimate its height: it is None where it was never read.
        """
        return self._rows[place], place not in self._unread

    def keep(self, place: int) -> None:
        """Find the new place of this row when all are about to be unread; a view's indexes of others are lost."""
        self._kept.add(place)

    def want(self, first: int, last: int) -> bool:
        """Read what is unread of the rows from `first` to `last`, which are about to be seen; False if nothing was."""
        unread = [place for place in range(first, last + 1) if place in self._unread]
        for place in unread:
            self._read_around(place)
        return bool(unread)

    def place(self, key: object) -> int | None:
        """Return the position of the row with a key; None when it is not among those read."""
        rows = enumerate(self._rows)
        return next((place for place, row in rows if place not in self._unread and self.key(row) == key), None)

    def find(self, key: object) -> int | None:
        """Return the position of the row with a key, read or not; None when the query has no such row."""
        place = self.place(key)
        if place is None:
            with self.session.journal.read() as reader:
                place = self.listing().place(reader, key)
            if place is not None:
                self._reach(place)
                self._read_around(place)
        return place

    def know_all(self) -> None:
        """Make the list as long as the query, reading only its last rows."""
        if not self._complete:
            with self.session.journal.read() as reader:
                total = self.listing().count(reader)
            if total > len(self._rows):
                self._reach(total - 1)
            self._complete = True

    def ask(self) -> None:
        """Run the query anew after its conditions changed."""
        self.beginResetModel()
        rows = self.read(self.first, 0)
        self._hold(rows, complete=len(rows) < self.first)
        self.endResetModel()

    def clear(self) -> None:
        """Remove all rows."""
        self.beginResetModel()
        self._rows, self._complete = [], True
        self._unread.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Run the same query after a change of the journal: row by row, or by windows where the list is long."""
        if len(self._rows) > MOST_AGAIN:
            with self.session.journal.read() as reader:
                total = self.listing().count(reader)
            if total > MOST_AGAIN:
                self._read_by_windows(total)
                return
        asked = min(MOST_AGAIN, max(self.first, len(self._rows)))
        rows = self.read(asked, 0)
        self._follow(rows, complete=len(rows) < asked)

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 1

    def canFetchMore(self, parent: Index = NO_PARENT) -> bool:  # noqa: N802 - Qt's name
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index = NO_PARENT) -> None:  # noqa: N802 - Qt's name
        if self.canFetchMore(parent):
            more = self.read(WINDOW, len(self._rows))
            self._complete = len(more) < WINDOW
            self._append(more)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = index.row()
        if place in self._unread:
            self._read_around(place)
        row = self._rows[place]
        if row is None:
            return None
        return row if role == ROW else self.show(row, index.column(), role)

    def _hold(self, rows: Sequence[Any], *, complete: bool) -> None:
        """Hold these rows; `complete` tells whether they are all of the query's."""
        self._rows, self._complete = list(rows), complete
        self._unread.clear()

    def _follow(self, rows: Sequence[Any], *, complete: bool) -> None:
        for place in self._unread:
            self._rows[place] = None  # it may hold a row that is read elsewhere
        self._complete = complete
        self._unread.clear()
        self.become(rows)

    def _append(self, rows: Sequence[Any]) -> None:
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _reach(self, place: int) -> None:
        """Make the list long enough to hold a row, without reading those above it."""
        first = len(self._rows)
        if place < first:
            return
        passed = range(first, max(first, place - WINDOW // 2))
        window = place - passed.stop + WINDOW // 2
        rows = self.read(window, passed.stop)
        self._complete = len(rows) < window
        self._unread.update(passed)
        self._append([None for _ in passed] + list(rows))

    def _read_around(self, place: int) -> None:
        """Read a window with this row in it, unless it is read."""
        if place in self._unread:
            first = max(0, place - WINDOW // 2)
            end = min(len(self._rows), first + WINDOW)
            rows = self.read(end - first, first)
            self._rows[first : first + len(rows)] = rows
            # Of a list that has got shorter, the last rows stay unread until it is refreshed.
            self._unread.difference_update(range(first, first + len(rows)))

    def _read_by_windows(self, total: int) -> None:
        """Follow a change of a long list, of which `total` rows are left, reading only what views hold on to.

        All rows are unread then but those around the views' own indexes, which stay on their rows.
        """
        held = len(self._rows)
        length = min(total, held + WINDOW if self._complete else held)
        self._unread.update(range(held, length))
        self._append([None] * (length - held))
        self._kept.clear()
        self.unread.emit()
        self.layoutAboutToBeChanged.emit()
        indexes = self.persistentIndexList()
        keys = {place: self._kept_key(place) for place in self._kept}
        with self.session.journal.read() as reader:
            listing = self.listing()
            places = {row: listing.place(reader, key) for row, key in keys.items() if key is not None}
        self._unread = set(range(len(self._rows)))
        self._complete = length == total
        moved = []
        for index in indexes:
            place = places.get(index.row())
            moved.append(QModelIndex() if place is None or place >= length else self.index(place, index.column()))
        self.changePersistentIndexList(indexes, moved)
        for index in moved:
            if index.isValid():
                self._read_around(index.row())
        self.layoutChanged.emit()
        if length < len(self._rows):
            self.beginRemoveRows(QModelIndex(), length, len(self._rows) - 1)
            del self._rows[length:]
            self._unread.difference_update(range(length, held))
            self.endRemoveRows()

    def _kept_key(self, place: int) -> object:
        """Return the key of a row that is read; None for another."""
        return None if place in self._unread else self.key(self._rows[place])
