"""The columns of a CSV statement: what each means, chosen above the file's rows and beside what they are read as."""

from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rebond.domain.problems import Problem
from rebond.exchange.columns import SHARED, Columns, Role
from rebond.exchange.csv_file.guess import with_roles
from rebond.exchange.csv_file.read import read_rows
from rebond.exchange.csv_file.table import CsvTable
from rebond.exchange.result import ReadResult
from rebond.exchange.statement import Statement
from rebond.sentences import label, sentence
from rebond.ui.shared.row_model import SmallTable
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language, n_

#: So many rows are read to show what they give, and so many of the file stand below the choices.
_READ = 500
_SHOWN = 6
#: The longest text of a cell that is shown, in characters.
_LONGEST = 60


class ColumnsDialog(QDialog):
    """The choice of what each column of a table means; `columns` is the mapping that is shown."""

    def __init__(self, name: str, table: CsvTable, columns: Columns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Columns of {file}").format(file=name))
        room = self.screen().availableGeometry().size()
        self.resize(QSize(860, 560).boundedTo(QSize(room.width() - 4 * GRID, room.height() - 8 * GRID)))
        self._table = replace(table, rows=table.rows[:_READ])
        roles = (*columns.roles, *(Role.UNUSED for _column in range(table.width)))[: table.width]
        self.columns = replace(columns, roles=roles)
        #: What was chosen for each column, the last choice last.
        self._wishes = dict(enumerate(roles))
        self._forms_chosen = False
        self._boxes = [self._role_box(place) for place in range(table.width)]
        self._day_first = _form_box(
            [(True, _("day first: 03/04 is 3 April")), (False, _("month first: 03/04 is March 4"))]
        )
        self._comma = _form_box([(True, _("comma: 1 234,56")), (False, _("point: 1,234.56"))])
        self._read = _ReadRows(self)
        self._count = QLabel()
        self._count.setWordWrap(True)
        self._buttons = self._button_box()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(_title(_("What the columns of the file hold")))
        column.addWidget(self._file_view(), 2)
        column.addLayout(self._forms())
        column.addWidget(_title(_("What is read from them")))
        column.addWidget(self._count)
        column.addWidget(self._read_view(), 3)
        column.addWidget(self._buttons)
        # Qt would put the choices in the cells behind everything else.
        for before, after in pairwise([*self._boxes, self._day_first, self._comma]):
            QWidget.setTabOrder(before, after)
        if self._boxes:
            self._boxes[0].setFocus()
        self._show()

    def _role_box(self, place: int) -> "_RoleBox":
        box = _RoleBox()
        for role in Role:
            box.addItem(label(language(), role))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setAccessibleName(_("Meaning of the column {name}").format(name=self._heading(place)))
        box.activated.connect(partial(self._choose_role, place))
        return box

    def _heading(self, place: int) -> str:
        heading = self._table.header[place] if place < len(self._table.header) else ""
        return heading or _("column {number}").format(number=place + 1)

    def _file_view(self) -> QTableWidget:
        """Return the first rows of the file, with the choices in a row above them."""
        rows = self._table.rows[:_SHOWN]
        view = QTableWidget(1 + len(rows), self._table.width)
        view.setHorizontalHeaderLabels([_short(self._heading(place)) for place in range(self._table.width)])
        view.setAccessibleName(_("First rows of the file"))
        view.verticalHeader().hide()
        view.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setTabKeyNavigation(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.horizontalHeader().setStretchLastSection(True)
        for place, box in enumerate(self._boxes):
            view.setCellWidget(0, place, box)
            box.focused.connect(partial(view.scrollTo, view.model().index(0, place)))
            for number, row in enumerate(rows, 1):
                text = row.cells[place] if place < len(row.cells) else ""
                view.setItem(number, place, QTableWidgetItem(_short(" ".join(text.split()))))
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + GRID)
        view.resizeColumnsToContents()
        for place, box in enumerate(self._boxes):
            view.setColumnWidth(place, max(view.columnWidth(place) + GRID, box.sizeHint().width()))
        view.setRowHeight(0, self._boxes[0].sizeHint().height() + 2 if self._boxes else 0)
        return view

    def _forms(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for title, box in ((_("&Dates:"), self._day_first), (_("&Amounts:"), self._comma)):
            heading = QLabel(title)
            heading.setBuddy(box)
            box.setAccessibleName(title.replace("&", "").rstrip(" :\u00a0\u202f"))
            box.activated.connect(self._choose_form)
            row.addWidget(heading)
            row.addWidget(box)
            row.addSpacing(GRID)
        row.addStretch(1)
        return row

    def _read_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._read)
        view.setAccessibleName(_("Movements as they are read"))
        view.verticalHeader().hide()
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.setStyleSheet(f"QTableView::item {{ padding: 0 {GRID // 2}px; }}")
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + GRID)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setStretchLastSection(True)
        return view

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._use = QPushButton(_("&Use these columns"), self)
        self._use.setProperty("role", "primary")
        self._use.setDefault(True)
        buttons.addButton(self._use, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _choose_role(self, place: int, chosen: int) -> None:
        """Give a column a role, which it takes from another for as long as it keeps it.

        Who walks through the choices with the arrow keys passes every role: only the last one may change others.
        """
        self._wishes.pop(place)
        self._wishes[place] = tuple(Role)[chosen]
        roles = [Role.UNUSED] * self._table.width
        for column, role in reversed(self._wishes.items()):  # the last choice first
            if role in SHARED or role not in roles:
                roles[column] = role
        if self._forms_chosen:
            self.columns = replace(self.columns, roles=tuple(roles))
        else:
            self.columns = with_roles(self._table, roles, self.columns)
        self._show()

    def _choose_form(self) -> None:
        self._forms_chosen = True
        self.columns = replace(
            self.columns,
            day_first=self._day_first.currentData(),
            decimal_comma=self._comma.currentData(),
        )
        self._show()

    def _show(self) -> None:
        """Show the mapping, and what is read by it."""
        for box, role in zip(self._boxes, self.columns.roles, strict=True):
            box.setCurrentIndex(tuple(Role).index(role))
        self._day_first.setCurrentIndex(self._day_first.findData(self.columns.day_first))
        self._comma.setCurrentIndex(self._comma.findData(self.columns.decimal_comma))
        self._use.setEnabled(self.columns.is_enough)
        result = read_rows(self._table, self.columns)
        self._read.show(result)
        self._count.setText(self._counted(result))

    def _counted(self, result: ReadResult[Statement]) -> str:
        if not self.columns.is_enough:
            return _("Choose the column of the date, and that of the amount or those of debit and credit.")
        count = sum(len(statement.transactions) for statement in result.items)
        faults = len(result.problems)
        read = n_("{count} movement", "{count} movements", count).format(count=count)
        wrong = n_("{count} line with a problem", "{count} lines with a problem", faults).format(count=faults)
        return f"{read}, {wrong}" if faults else read


class _ReadRows(SmallTable):
    """What is read from the table, line by line: the movements, and in their place the problems."""

    figures = frozenset({2})

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._titles = (_("Line"), _("Date"), _("Amount"), _("Label"))
        self._rows: list[tuple[str, str, str, str]] = []
        self._bad: set[int] = set()

    def show(self, result: ReadResult[Statement]) -> None:
        """Replace the rows."""
        movements = [
            (one.line, language().day(one.date, "short"), _amount(one.amount), one.label or one.counterparty)
            for statement in result.items
            for one in statement.transactions
        ]
        problems = [(problem.line or 0, "", "", _problem_text(problem)) for problem in result.problems]
        lines = sorted([*movements, *problems], key=lambda row: row[0])
        self.beginResetModel()
        self._rows = [(str(line) if line else "", *rest) for line, *rest in lines]  # type: ignore[misc]
        bad = {problem.line or 0 for problem in result.problems}
        self._bad = {place for place, row in enumerate(lines) if row[0] in bad and not row[1]}
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def text(self, row: int, column: int) -> str:
        return self._rows[row][column]

    def look(self, row: int, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and row in self._bad:
            return QColor(colours().danger)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._rows[row][column])
        return None


def _amount(cents: int) -> str:
    return language().fixed(Fraction(cents, 100), 2)


def _problem_text(problem: Problem) -> str:
    return f"⚠ {sentence(language(), problem)}"


def _form_box(choices: list[tuple[bool, str]]) -> QComboBox:
    box = QComboBox()
    for value, text in choices:
        box.addItem(text, value)
    return box


def _title(text: str) -> QLabel:
    title = QLabel(text)
    title.setTextFormat(Qt.TextFormat.PlainText)
    title.setProperty("role", "title")
    return title


class _RoleBox(QComboBox):
    """The choice of a column's role; the wheel scrolls the table instead of changing the choice below the pointer."""

    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
