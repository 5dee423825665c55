"""The columns that a person chooses for the CSV files of an import: a button for each file, and what was chosen."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from rebond.actions.imports import known_columns
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.actions.imports.previewed import SourceFile
from rebond.domain.problems import Problem, Refused
from rebond.exchange.columns import Columns
from rebond.exchange.csv_file.guess import guess
from rebond.exchange.csv_file.read import UNDECIDED
from rebond.exchange.csv_file.table import CsvTable, read_table
from rebond.exchange.origin import Origin
from rebond.exchange.result import Format
from rebond.journal.journal import Journal
from rebond.ui.session import Session
from rebond.ui.speech import _, language
from rebond.ui.statement_columns import ColumnsDialog
from rebond.ui.worker import Progress


class ColumnChooser(QObject):
    """The columns that a person chooses while files are imported; `changed` once others were chosen for one."""

    changed = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._chosen: dict[Origin, Columns] = {}
        self._keys: dict[Origin, str] = {}
        self._asking: QPushButton | None = None

    @property
    def choices(self) -> ColumnChoices:
        """The columns chosen here, also for other files with such a header, and those known from earlier imports."""
        return ColumnChoices(dict(self._chosen), {**known_columns.load(), **self._by_key()})

    def keep(self) -> None:
        """Keep what was chosen for the next files with the same headers."""
        known_columns.keep(self._by_key())

    def confirm(self, source: SourceFile) -> None:
        """Take the columns by which a file was read as chosen."""
        if source.table is not None:
            self._chosen[source.origin] = source.table.columns
            self._keys[source.origin] = source.table.key

    def button(self, source: SourceFile) -> QPushButton | None:
        """Return a button that opens the choice for a file, the primary one if the file needs it; None if not CSV."""
        if source.format is not Format.CSV:
            return None
        button = QPushButton(_("&Columns…"))
        button.setAccessibleName(_("Columns of {file}").format(file=source.origin.name(language())))
        button.setAutoDefault(False)
        if any(problem.code in UNDECIDED for problem in source.problems):
            button.setProperty("role", "primary")
            self._asking = self._asking or button
        button.clicked.connect(partial(self._open, source.origin))
        return button

    def focus(self) -> None:
        """Move the focus to the first button without which nothing goes on, if there is one."""
        if self._asking is not None:
            self._asking.setFocus()
            self._asking = None

    def _open(self, origin: Origin) -> None:
        self._session.run(partial(_table, origin), partial(self._choose, origin), owner=self)

    def _choose(self, origin: Origin, table: CsvTable) -> None:
        columns = self._chosen.get(origin) or self.choices.known.get(table.key) or guess(table).columns
        dialog = ColumnsDialog(origin.name(language()), table, columns, self._window)
        dialog.accepted.connect(lambda: self._take(origin, table.key, dialog.columns))
        dialog.open()

    def _take(self, origin: Origin, key: str, columns: Columns) -> None:
        self._chosen[origin] = columns
        self._keys[origin] = key
        self.changed.emit()

    def _by_key(self) -> dict[str, Columns]:
        return {self._keys[origin]: columns for origin, columns in self._chosen.items()}


def _table(origin: Origin, journal: Journal, progress: Progress) -> CsvTable:
    """Read a file's table on the worker.

    :raises Refused: when it has become unreadable since it was shown.
    """
    try:
        table = read_table(origin.data())
    except OSError as error:
        raise Refused(Problem("file_unreadable")) from error
    if table is None:
        raise Refused(Problem("csv_no_table"))
    return table
