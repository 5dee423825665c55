"""The dialog with the history of changes and the trash, from which changes and rows can be taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
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

from rebond.actions.action import said
from rebond.actions.history import restore, revert
from rebond.domain.kinds import Entity
from rebond.domain.problems import Problem, Refused
from rebond.journal.history import ERASE, Change, changes, trash
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

#: An action on a change, by its number.
Step = Callable[[Journal, int], Change | None]
Index = QModelIndex | QPersistentModelIndex
#: The number of changes fetched at a time.
_WINDOW = 200
_NO_PARENT = QModelIndex()


class ChangesModel(QAbstractTableModel):
    """Changes of the journal, fetched in windows: time, description, and number of rows."""

    def __init__(self, session: Session, *, deletions: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._deletions = deletions
        self._changes: list[Change] = []
        self._more = True
        self.fetchMore()

    def at(self, row: int) -> Change:
        return self._changes[row]

    def follow(self, change: Change) -> None:
        """Update to a new change: insert it at the top of the history, or read the trash, or what was erased, anew."""
        if not self._deletions and change.action != ERASE:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._changes.insert(0, change)
            self.endInsertRows()
            return
        newest = self._window()
        self.beginResetModel()
        self._changes, self._more = list(newest), len(newest) == _WINDOW
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._changes)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 3

    def canFetchMore(self, parent: Index = _NO_PARENT) -> bool:  # noqa: N802 - Qt's name
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index = _NO_PARENT) -> None:  # noqa: N802 - Qt's name
        if not self.canFetchMore(parent):
            return
        older = self._window(self._changes)
        self._more = len(older) == _WINDOW
        if older:
            self.beginInsertRows(QModelIndex(), len(self._changes), len(self._changes) + len(older) - 1)
            self._changes += older
            self.endInsertRows()

    def _window(self, shown: Sequence[Change] = ()) -> tuple[Change, ...]:
        """Return the changes after those shown, at most `_WINDOW`."""
        with self._session.journal.read() as reader:
            if self._deletions:
                return tuple(deletion.change for deletion in trash(reader, limit=_WINDOW, offset=len(shown)))
            return changes(reader, limit=_WINDOW, before=shown[-1].seq if shown else None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        change = self._changes[index.row()]
        if index.column() == 0:
            return f"{language().day(change.at.date(), 'medium')}  {language().hour(change.at.time())}"
        if index.column() == 1:
            return said(language(), change.action, change.facts)
        return n_("{count} row", "{count} rows", len(change.rows)).format(count=len(change.rows))

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("When"), _("What was done"), _("Rows"))[section]
        return None


class _Page(QWidget):
    """A list of changes, with the label of the action for the selected one."""

    chosen_changed = Signal()

    def __init__(self, model: ChangesModel, empty: str, verb: str, step: Step) -> None:
        super().__init__()
        self.verb = verb
        self.step = step
        self._model = model
        model.setParent(self)
        self._nothing = QLabel(empty)
        self._nothing.setProperty("role", "soft")
        self._view = view = QTableView()
        view.setModel(model)
        view.setShowGrid(False)
        view.setStyleSheet(f"QTableView::item, QHeaderView::section {{ padding: 0 {GRID}px; }}")
        view.setAccessibleName(verb.replace("&", ""))
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().selectionChanged.connect(self.chosen_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(self._nothing)
        column.addWidget(view, 1)
        self.setFocusProxy(view)
        self._say_when_empty()

    def chosen(self) -> Change | None:
        """Return the selected change; None for the creation of the journal, which cannot be taken back."""
        rows = self._view.selectionModel().selectedRows()
        change = self._model.at(rows[0].row()) if rows else None
        return change if change and change.action != "create" else None

    def follow(self, change: Change) -> None:
        self._model.follow(change)
        self._say_when_empty()
        self.chosen_changed.emit()

    def _say_when_empty(self) -> None:
        self._nothing.setVisible(self._model.rowCount() == 0)


class HistoryDialog(QDialog):
    """The history and the trash as pages, with a button for the selected change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("History and trash"))
        self.resize(760, 520)
        self._session = session
        self._problem = problem_label(self)
        self._pages = (
            _Page(
                ChangesModel(session, deletions=False), _("Nothing was done yet."), _("Take &back this change"), revert
            ),
            _Page(ChangesModel(session, deletions=True), _("Nothing was deleted."), _("&Bring back"), restore),
        )
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        for page, title in zip(self._pages, (_("&History"), _("&Trash")), strict=True):
            self._tabs.addTab(page, title)
            page.chosen_changed.connect(self._update_buttons)
        self._act = QPushButton(self)
        # Otherwise Enter in a list would press it.
        self._act.setAutoDefault(False)
        self._erase = QPushButton(_("&Erase for good…"), self)
        self._erase.setAutoDefault(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self._erase, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._act, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._problem)
        column.addWidget(self._tabs, 1)
        column.addWidget(buttons)
        self._act.clicked.connect(self._do)
        self._erase.clicked.connect(self._on_erase)
        self._tabs.currentChanged.connect(self._update_buttons)
        session.changed.connect(self._on_changed)
        self._update_buttons()
        self._page().setFocus()

    def _page(self) -> _Page:
        return self._pages[self._tabs.currentIndex()]

    def _update_buttons(self) -> None:
        self._act.setText(self._page().verb)
        self._act.setEnabled(self._page().chosen() is not None)
        self._erase.setVisible(self._page() is self._pages[1])
        self._erase.setEnabled(self._deleted_person() is not None)

    def _deleted_person(self) -> Entity | None:
        """Return the person or client that the selected change deleted, or None."""
        change = self._page().chosen()
        deleted = [row.was for row in change.rows if row.after is None] if change else []
        return next((row for row in deleted if row is not None and row.declared.person), None)

    def _on_erase(self) -> None:
        from rebond.ui.erasure_dialog import ErasureDialog

        if person := self._deleted_person():
            ErasureDialog(self._session, person, self).open()

    def _do(self) -> None:
        change = self._page().chosen()
        if change is None:
            return
        say(self._problem, [])
        try:
            if self._session.do(self._page().step, self._session.journal, change.seq) is None:
                raise Refused(Problem("nothing_to_take_back"))
        except Refused as refused:
            say(self._problem, [sentence(language(), problem) for problem in refused.problems])

    def _on_changed(self, change: Change) -> None:
        for page in self._pages:
            page.follow(change)
