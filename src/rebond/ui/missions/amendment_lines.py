"""The lines of an amendment as a form: each request with the clause it goes beyond, its hours and its price."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from rebond.domain.agreements.amendments import AmendmentLine, Clause
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.missions import amendment_wording, request_wording
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import HoursField
from rebond.ui.shared.theme import GRID, tabular
from rebond.ui.speech import _, language

#: The columns: the number, the words, the day, the hours, the price.
_NUMBER, _WORDS, _DAY, _HOURS, _PRICE = range(5)
#: The pixels above the text in a field.
_ABOVE = 4


@dataclass
class _Shown:
    line: AmendmentLine
    hours: HoursField
    price: QLabel
    problem: QLabel


class AmendmentLines(QWidget):
    """The lines; `save` takes a line and its minutes, or None for no hours, and raises `Refused`."""

    def __init__(self, save: Callable[[AmendmentLine, int | None], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._currency = ""
        self._rows: list[_Shown] = []
        self._of_lines: list[QWidget] = []
        self._height = self.fontMetrics().height() + 2 * _ABOVE
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GRID, GRID, GRID, GRID)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(_WORDS, 1)
        for column, title in ((_WORDS, _("Request")), (_DAY, _("Day")), (_HOURS, _("Hours")), (_PRICE, _("Price"))):
            self._put(QLabel(title), 0, column, soft=True)

    def show_lines(self, lines: Sequence[AmendmentLine], currency: str, *, editable: bool) -> None:
        """Show lines; as long as their requests and clauses stay, they keep their fields, and what is typed in them."""
        self._currency = currency
        if [_quoted(row.line) for row in self._rows] != [_quoted(line) for line in lines]:
            self._make(lines)
        for row, line in zip(self._rows, lines, strict=True):
            changed = row.line.minutes != line.minutes
            row.line = line
            if changed:
                row.hours.show_value(line.minutes)
            row.hours.setReadOnly(not editable)
            row.price.setText(language().money(line.price, currency) if line.minutes is not None else "–")

    def commit(self) -> bool:
        """Save the hours that are typed; False when some cannot be read, which is said below them."""
        read = [self._on_hours(row) for row in self._rows]  # each of them, also after one that cannot be read
        return all(read)

    def want_hours(self, problem: str) -> None:
        """Say a problem below each line without hours, and move the focus to the first."""
        without = [row for row in self._rows if row.line.minutes is None]
        for row in without:
            self._say(row, [problem])
        if without:
            without[0].hours.setFocus()

    def first_without_hours(self) -> HoursField | None:
        """Return the field of the first line whose hours nobody gave."""
        return next((row.hours for row in self._rows if row.line.minutes is None), None)

    def _make(self, lines: Sequence[AmendmentLine]) -> None:
        for widget in self._of_lines:
            widget.hide()
            widget.deleteLater()
        self._rows, self._of_lines = [], []
        for place, line in enumerate(lines):
            self._rows.append(self._row(line, 1 + 2 * place))

    def _row(self, line: AmendmentLine, top: int) -> _Shown:
        said = line.event.request
        words = request_wording.quoted(said) if said else line.event.text
        self._put(QLabel(language().number(line.number)), top, _NUMBER, soft=True)
        self._put(_two(words, amendment_wording.clause(line)), top, _WORDS)
        self._put(QLabel(language().day(line.event.date, "medium")), top, _DAY)
        hours = HoursField(optional=True)
        hours.setFixedWidth(9 * GRID)
        hours.setAlignment(Qt.AlignmentFlag.AlignRight)
        hours.setAccessibleName(_("Hours of line {number}").format(number=line.number))
        hours.show_value(line.minutes)
        self._put(hours, top, _HOURS)
        price = QLabel()
        price.setFont(tabular(price.font()))
        self._put(price, top, _PRICE, right=True)
        problem = problem_label(self)
        self._grid.addWidget(problem, top + 1, _WORDS, 1, _PRICE)
        self._of_lines.append(problem)
        shown = _Shown(line, hours, price, problem)
        hours.editingFinished.connect(partial(self._on_hours, shown))
        return shown

    def _on_hours(self, row: _Shown) -> bool:
        try:
            minutes = row.hours.read()
            if minutes != row.line.minutes:
                self._save(row.line, minutes)
        except Refused as refused:
            self._say(row, [sentence(language(), problem) for problem in refused.problems])
            return False
        self._say(row, [])
        return True

    def _say(self, row: _Shown, sentences: list[str]) -> None:
        say(row.problem, sentences)
        mark(row.hours, sentences)

    def _put(self, widget: QWidget, row: int, column: int, *, soft: bool = False, right: bool = False) -> None:
        if soft:
            widget.setProperty("role", "soft")
        side = Qt.AlignmentFlag.AlignRight if right or column in (_HOURS, _PRICE) else Qt.AlignmentFlag(0)
        if row and isinstance(widget, QLabel):
            widget.setFixedHeight(self._height)  # on one line with the words and the hours
        self._grid.addWidget(widget, row, column, side | Qt.AlignmentFlag.AlignTop)
        if row:
            self._of_lines.append(widget)


def _quoted(line: AmendmentLine) -> tuple[int, Clause | None]:
    return line.event.id, line.clause


def _two(words: str, clause: str) -> QWidget:
    """Return the words of a request with the clause below them."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, _ABOVE, 0, 0)
    column.setSpacing(0)
    below = _wrapped(clause)
    below.setProperty("role", "soft")
    column.addWidget(_wrapped(words))
    column.addWidget(below)
    return cell


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
