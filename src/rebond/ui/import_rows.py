"""The first movements read from a table, below what the columns mean and are headed in the file."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from rebond.actions.imports.previewed import SourceFile
from rebond.domain.direction import joined
from rebond.domain.names import folded
from rebond.exchange.columns import Role
from rebond.exchange.result import TableReading
from rebond.exchange.statement import BankTransaction
from rebond.sentences import label
from rebond.ui.column_chooser import ColumnChooser
from rebond.ui.shared.row_model import SmallTable
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

_SUMS = (Role.AMOUNT, Role.DEBIT, Role.CREDIT)


class ReadRows(QWidget):
    """The first movements of one file as they are read, with the button that opens the choice of its columns."""

    def __init__(self, source: SourceFile, columns: ColumnChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if source.table is not None and source.rows:
            column.addWidget(_view(source, source.table))
            if others := _others(source.table):
                column.addWidget(_text(_("Also used: {columns}").format(columns=others), "soft"))
        if (button := columns.button(source)) is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class DoubtfulColumns(QWidget):
    """Asks whether a table is read rightly whose headings do not say what its columns hold."""

    #: What may be continued with has changed.
    changed = Signal()
    complete = True

    def __init__(self, source: SourceFile, columns: ColumnChooser, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(_text(_("What is read from {file}").format(file=source.origin.name(language())), "title"))
        asked = _("The headings of this file do not say for sure what its columns hold. Are these rows right?")
        column.addWidget(_text(asked))
        column.addWidget(ReadRows(source, columns))
        column.addStretch(1)


class _Rows(SmallTable):
    """A day, a label and an amount for each movement."""

    figures = frozenset({2})

    def __init__(self, rows: Sequence[BankTransaction], table: TableReading, parent: QObject) -> None:
        super().__init__(parent)
        self._titles = (_title(table, Role.DATE), _title(table, Role.LABEL, Role.COUNTERPARTY), _title(table, *_SUMS))
        self._rows = [
            (
                language().day(one.date, "short"),
                joined(" · ", (one.counterparty, one.label)),
                language().fixed(Fraction(one.amount, 100), 2),
            )
            for one in rows
        ]

    def count(self) -> int:
        return len(self._rows)

    def text(self, row: int, column: int) -> str:
        return self._rows[row][column]

    def look(self, row: int, column: int, role: int) -> object:
        return tip(self._rows[row][column]) if role == Qt.ItemDataRole.ToolTipRole else None


def _title(table: TableReading, *roles: Role) -> str:
    """Return what a column means, and how the file heads it where that is another word."""
    meaning = label(language(), roles[0])
    headings = [
        table.header[place]
        for place, role in enumerate(table.columns.roles)
        if role in roles and place < len(table.header) and table.header[place]
    ]
    written = " / ".join(heading for heading in headings if folded(heading) != folded(meaning))
    return _("{meaning} (column “{heading}”)").format(meaning=meaning, heading=written) if written else meaning


def _others(table: TableReading) -> str:
    """Return what the other columns mean that are used, such as the balance."""
    shown = {Role.UNUSED, Role.DATE, Role.LABEL, Role.COUNTERPARTY, *_SUMS}
    return ", ".join(_title(table, role) for role in table.columns.roles if role not in shown)


def _view(source: SourceFile, table: TableReading) -> QTableView:
    view = QTableView()
    view.setModel(_Rows(source.rows, table, view))
    view.setAccessibleName(_("First movements of {file} as they are read").format(file=source.origin.name(language())))
    view.verticalHeader().hide()
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setFrameShape(QFrame.Shape.StyledPanel)
    view.setStyleSheet(f"QTableView::item {{ padding: 0 {GRID // 2}px; }}")
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    height = view.fontMetrics().height() + GRID
    view.verticalHeader().setDefaultSectionSize(height)
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    whole = header.sizeHint().height() + len(source.rows) * height + 2 * view.frameWidth()
    view.setFixedHeight(whole)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def _text(text: str, role: str = "") -> QLabel:
    shown = QLabel(text)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    shown.setProperty("role", role)
    return shown
