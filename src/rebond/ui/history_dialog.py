"""Everything that was ever done, the newest first, and the trash: two readings of the one history."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rebond import words
from rebond.domain.problems import Problem, Refused
from rebond.journal.history import Change, changes, trash
from rebond.journal.undo import restore, revert
from rebond.sentences import said, sentence
from rebond.ui.desk import Desk
from rebond.ui.shared.form import problem_label, say
from rebond.ui.shared.theme import GRID
from rebond.words import _, n_

Index = QModelIndex | QPersistentModelIndex
#: How many changes are fetched at a time.
_WINDOW = 200
_NO_PARENT = QModelIndex()


class ChangesModel(QAbstractTableModel):
    """Changes of the journal, fetched by windows: when, what, and how many rows."""

    def __init__(self, desk: Desk, *, deletions: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._deletions = deletions
        self._changes: list[Change] = []
        self._more = True
        self.fetchMore()

    def at(self, row: int) -> Change:
        return self._changes[row]

    def reload(self) -> None:
        """Read the history anew."""
        self.beginResetModel()
        self._changes, self._more = [], True
        self.endResetModel()
        self.fetchMore()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._changes)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 3

    def canFetchMore(self, parent: Index = _NO_PARENT) -> bool:  # noqa: N802 - Qt's name
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index = _NO_PARENT) -> None:  # noqa: N802 - Qt's name
        if not self.canFetchMore(parent):
            return
        with self._desk.journal.read() as reader:
            if self._deletions:
                found = tuple(t.change for t in trash(reader, limit=_WINDOW, offset=len(self._changes)))
            else:
                found = changes(reader, limit=_WINDOW, before=self._changes[-1].seq if self._changes else None)
        self._more = len(found) == _WINDOW
        if found:
            self.beginInsertRows(QModelIndex(), len(self._changes), len(self._changes) + len(found) - 1)
            self._changes += found
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        change = self._changes[index.row()]
        if index.column() == 0:
            return f"{words.day(change.at.date(), 'medium')}  {words.hour(change.at.time())}"
        if index.column() == 1:
            return said(change.action, change.facts)
        return n_("{count} row", "{count} rows", len(change.rows)).format(count=len(change.rows))

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("When"), _("What was done"), _("Rows"))[section]
        return None


class HistoryDialog(QDialog):
    """The history and the trash side by side; anything in them can be taken or brought back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("History and trash"))
        self.resize(760, 520)
        self._desk = desk
        self._problem = problem_label(self)
        self._tabs = QTabWidget(self)
        self._models: list[ChangesModel] = []
        self._views: list[QTableView] = []
        self._add(_("&History"), _("Nothing was done yet."), deletions=False)
        self._add(_("&Trash"), _("Nothing was deleted."), deletions=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self._act = QPushButton(self)
        buttons.addButton(self._act, QDialogButtonBox.ButtonRole.ActionRole)
        self._act.clicked.connect(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self._problem)
        column.addWidget(self._tabs, 1)
        column.addWidget(buttons)
        self._tabs.currentChanged.connect(self._name_button)
        desk.changed.connect(self._on_changed)
        self._name_button()

    def _add(self, title: str, empty: str, *, deletions: bool) -> None:
        model = ChangesModel(self._desk, deletions=deletions, parent=self)
        view = QTableView(self)
        view.setModel(model)
        view.setShowGrid(False)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().selectionChanged.connect(self._name_button)
        page = QWidget()
        column = QVBoxLayout(page)
        nothing = QLabel(empty)
        nothing.setProperty("role", "soft")
        nothing.setVisible(model.rowCount() == 0)
        column.addWidget(nothing)
        column.addWidget(view, 1)
        self._tabs.addTab(page, title)
        self._models.append(model)
        self._views.append(view)

    def _chosen(self) -> Change | None:
        place = self._tabs.currentIndex()
        rows = self._views[place].selectionModel().selectedRows()
        return self._models[place].at(rows[0].row()) if rows else None

    def _name_button(self) -> None:
        self._act.setText(_("&Bring back") if self._tabs.currentIndex() else _("Take &back this change"))
        self._act.setEnabled(self._chosen() is not None)

    def _do(self) -> None:
        change = self._chosen()
        if change is None:
            return
        step = restore if self._tabs.currentIndex() else revert
        say(self._problem, [])
        try:
            if self._desk.do(step, self._desk.journal, change.seq) is None:
                raise Refused(Problem("nothing_to_take_back"))
        except Refused as refused:
            say(self._problem, [sentence(problem) for problem in refused.problems])

    def _on_changed(self) -> None:
        for model in self._models:
            model.reload()
        self._name_button()
