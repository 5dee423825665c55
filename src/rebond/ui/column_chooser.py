"""The columns that a person chooses for the CSV files of an import: a button for each file, and what was chosen."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from rebond.actions.imports import SourceFile, known_columns
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.domain.problems import Problem, Refused
from rebond.exchange.columns import Columns
from rebond.exchange.csv_file.guess import guess
from rebond.exchange.csv_file.read import UNDECIDED
from rebond.exchange.csv_file.table import CsvTable, read_table
from rebond.exchange.result import Format
from rebond.journal.journal import Journal
from rebond.ui.session import Session
from rebond.ui.speech import _
from rebond.ui.statement_columns import ColumnsDialog
from rebond.ui.worker import Progress


class ColumnChooser(QObject):
    """The columns that a person chooses while files are imported; `changed` once others were chosen for one."""

    changed = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._chosen: dict[Path, Columns] = {}
        self._keys: dict[Path, str] = {}
        self._asking: QPushButton | None = None

    @property
    def choices(self) -> ColumnChoices:
        return ColumnChoices(dict(self._chosen), known_columns.load())

    def keep(self) -> None:
        """Keep what was chosen for the next files with the same headers."""
        known_columns.keep({self._keys[path]: columns for path, columns in self._chosen.items()})

    def confirm(self, source: SourceFile) -> None:
        """Take the columns by which a file was read as chosen."""
        if source.table is not None:
            self._chosen[source.path] = source.table.columns
            self._keys[source.path] = source.table.key

    def button(self, source: SourceFile) -> QPushButton | None:
        """Return a button that opens the choice for a file, the primary one if the file needs it; None if not CSV."""
        if source.format is not Format.CSV:
            return None
        button = QPushButton(_("&Columns…"))
        button.setAccessibleName(_("Columns of {file}").format(file=source.path.name))
        button.setAutoDefault(False)
        if any(problem.code in UNDECIDED for problem in source.problems):
            button.setProperty("role", "primary")
            self._asking = self._asking or button
        button.clicked.connect(partial(self._open, source.path))
        return button

    def focus(self) -> None:
        """Move the focus to the first button without which nothing goes on, if there is one."""
        if self._asking is not None:
            self._asking.setFocus()
            self._asking = None

    def _open(self, path: Path) -> None:
        self._session.run(partial(_table, path), partial(self._choose, path), owner=self)

    def _choose(self, path: Path, table: CsvTable) -> None:
        columns = self._chosen.get(path) or known_columns.load().get(table.key) or guess(table).columns
        dialog = ColumnsDialog(path.name, table, columns, self._window)
        dialog.accepted.connect(lambda: self._take(path, table.key, dialog.columns))
        dialog.open()

    def _take(self, path: Path, key: str, columns: Columns) -> None:
        self._chosen[path] = columns
        self._keys[path] = key
        self.changed.emit()


def _table(path: Path, journal: Journal, progress: Progress) -> CsvTable:
    """Read a file's table on the worker.

    :raises Refused: when it has become unreadable since it was shown.
    """
    try:
        table = read_table(path.read_bytes())
    except OSError as error:
        raise Refused(Problem("file_unreadable")) from error
    if table is None:
        raise Refused(Problem("csv_no_table"))
    return table
