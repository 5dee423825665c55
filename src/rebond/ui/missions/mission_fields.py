"""Form fields that only a mission has: client, notice, payment terms, pay, milestones and planned days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rebond.domain.missions.kinds import Billing, Milestone, NoticeUnit, PlannedDays, Terms
from rebond.domain.problems import Problem, Refused
from rebond.ui.missions.mission_wording import terms_example
from rebond.ui.shared.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    DayField,
    DaysField,
    MonthField,
    NumberField,
    TextField,
)
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _


class ClientField(QComboBox):
    """An editable combo box of client names; a name that is not in it creates a client."""

    def __init__(self, names: Mapping[int, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(list(names.values()))
        self.setCurrentIndex(-1)
        line = self.lineEdit()
        if line:
            line.setPlaceholderText(_("Choose, or type the name of a new client"))

    def read(self) -> str:
        return self.currentText().strip()

    def show_value(self, value: str) -> None:
        self.setCurrentText(value)


class NoticeField(QWidget):
    """The notice that the client must give: a number, its unit, and whether it runs on to the end of the month.

    When it is `optional`, an empty number is None: no notice was agreed.
    """

    def __init__(self, parent: QWidget | None = None, *, optional: bool = False, hint: str = "") -> None:
        super().__init__(parent)
        self._number = NumberField(optional=optional, hint=hint)
        self._number.setAccessibleName(_("Length of the notice"))
        hinted = self._number.fontMetrics().horizontalAdvance(hint) + 3 * GRID
        self._number.setMaximumWidth(max(10 * GRID, hinted))
        self._unit = ChoiceField(NoticeUnit)
        self._unit.setAccessibleName(_("Days or months of notice"))
        self._to_month_end = CheckField(_("to the end of the month"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in (self._number, self._unit, self._to_month_end):
            row.addWidget(part)
        row.addStretch(1)
        self.setFocusProxy(self._number)

    def read(self) -> tuple[int | None, NoticeUnit, bool]:
        return self._number.read(), self._unit.read(), self._to_month_end.read()

    def show_value(self, value: tuple[int | None, NoticeUnit, bool]) -> None:
        number, unit, to_month_end = value
        self._number.show_value(number)
        self._unit.show_value(unit)
        self._to_month_end.show_value(to_month_end)


class UnitField(QWidget):
    """An editor of a figure with the unit behind it, such as "months at a time"."""

    def __init__(self, editor: Any, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        editor.setMaximumWidth(14 * GRID)
        text = QLabel(unit)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setProperty("role", "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(editor)
        row.addWidget(text, 1)
        self.setFocusProxy(editor)
        self._unit = unit

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self.editor.setAccessibleName(f"{name}, {self._unit}")

    def read(self) -> Any:
        return self.editor.read()

    def show_value(self, value: Any) -> None:
        self.editor.show_value(value)


class TermsField(QWidget):
    """The payment terms, with an example of a due date, also for the other reading of "45 days end of month"."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._days = NumberField()
        self._days.setAccessibleName(_("Days until an invoice falls due"))
        self._days.setMaximumWidth(10 * GRID)
        self._kind = ChoiceField(Terms)
        self._kind.setAccessibleName(_("How the days are counted"))
        self._example = QLabel()
        self._example.setTextFormat(Qt.TextFormat.PlainText)
        self._example.setProperty("role", "soft")
        self._example.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._days)
        row.addWidget(self._kind, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._example)
        self.setFocusProxy(self._days)
        self._days.textChanged.connect(self._show_example)
        self._kind.currentIndexChanged.connect(self._show_example)

    def read(self) -> tuple[Terms, int]:
        return self._kind.read(), self._days.read()

    def show_value(self, value: tuple[Terms, int]) -> None:
        kind, days = value
        self._kind.show_value(kind)
        self._days.show_value(days)

    def _show_example(self) -> None:
        days = self._days.parse(self._days.text())
        if days is None or not 0 <= days <= 365:
            self._example.clear()
            return
        kind: Terms = self._kind.read()
        text = terms_example(kind, days, self._today)
        if kind is not Terms.NET:
            other = ({*Terms} - {Terms.NET, kind}).pop()
            text += " " + _("In the other reading: {example}").format(example=terms_example(other, days, self._today))
        self._example.setText(text)


class PayField(QWidget):
    """The amount, with its unit beside it: a month or a day, before VAT."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amount = AmountField()
        self._amount.setAccessibleName(_("Amount before VAT"))
        self._per = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._amount, 1)
        row.addWidget(self._per, 1)
        self.setFocusProxy(self._amount)

    def read(self) -> int:
        return int(self._amount.read())

    def show_value(self, value: int) -> None:
        self._amount.show_value(value)

    def per(self, billing: Billing, currency: str) -> None:
        """Set the unit from the kind of billing."""
        text = _("{currency} a day, before VAT") if billing is Billing.DAILY else _("{currency} a month, before VAT")
        self._per.setText(text.format(currency=currency))


class PartsField(QWidget):
    """A field for a list of parts, such as a mission's: a row of editors for each; empty rows are ignored."""

    #: The least width in pixels of the name of a part.
    name_width = 28 * GRID

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[tuple[int, tuple[Any, ...], QPushButton]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID // 2)
        add = QPushButton(self.adding())
        add.clicked.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._grid)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_button = add
        self.setFocusProxy(add)

    def adding(self) -> str:
        """Return the text of the button that adds a row."""
        raise NotImplementedError

    def editors(self) -> tuple[Any, ...]:
        """Return new editors for a row, in column order."""
        raise NotImplementedError

    def values(self, part: Any) -> tuple[Any, ...]:
        """Return the values to show for a part, in column order."""
        raise NotImplementedError

    def part(self, row_id: int, values: Sequence[Any]) -> Any:
        """Return the part that a row describes; `row_id` is 0 for a new one."""
        raise NotImplementedError

    def read(self) -> tuple[Any, ...]:
        parts = []
        for row_id, editors, _remove in self._lines:
            if not any(editor.text().strip() for editor in editors):
                continue
            values = []
            for editor in editors:
                try:
                    values.append(editor.read())
                except Refused:
                    self.setFocusProxy(editor)
                    raise
            parts.append(self.part(row_id, values))
        self.setFocusProxy(self._add_button)
        return tuple(parts)

    def show_value(self, value: Sequence[Any]) -> None:
        for part in value:
            for editor, shown in zip(self.add_row(part.id), self.values(part), strict=True):
                editor.show_value(shown)

    def add_row(self, row_id: int = 0) -> tuple[Any, ...]:
        """Add an empty row at the end, and return its editors."""
        editors = self.editors()
        remove = QPushButton("✕")
        remove.setToolTip(_("Remove this row"))
        remove.setAccessibleName(_("Remove this row"))
        remove.setFixedWidth(4 * GRID)
        remove.clicked.connect(self._on_remove)
        place = self._grid.rowCount()
        for column, editor in enumerate((*editors, remove)):
            self._grid.addWidget(editor, place, column)
            if isinstance(editor, TextField):  # a name may be long; figures and dates are not
                editor.setMinimumWidth(self.name_width)
                self._grid.setColumnStretch(column, 1)
            editor.show()  # a hidden widget cannot take the focus
        self._lines.append((row_id, editors, remove))
        self._keep_tab_order()
        return editors

    def _keep_tab_order(self) -> None:
        chain = [widget for _row_id, editors, remove in self._lines for widget in (*editors, remove)]
        for first, second in zip(chain, [*chain[1:], self._add_button], strict=True):
            QWidget.setTabOrder(first, second)

    def _on_add(self) -> None:
        self.add_row()[0].setFocus()

    def _on_remove(self) -> None:
        line = next(line for line in self._lines if line[2] is self.sender())
        self._lines.remove(line)
        for widget in (*line[1], line[2]):
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self.setFocusProxy(self._add_button)
        self._add_button.setFocus()


class MilestonesField(PartsField):
    """The milestones of a mission: name, amount before VAT, date."""

    def adding(self) -> str:
        return _("Add a m&ilestone")

    def editors(self) -> tuple[Any, ...]:
        editors = (TextField(_("What is delivered")), AmountField(hint=_("Amount")), DayField(self._today))
        editors[1].setFixedWidth(14 * GRID)
        editors[2].setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        for editor, name in zip(editors, (_("Milestone"), _("Amount before VAT"), _("Date")), strict=True):
            editor.setAccessibleName(name)
        return editors

    def values(self, part: Milestone) -> tuple[Any, ...]:
        return part.name, part.amount, part.date

    def part(self, row_id: int, values: Sequence[Any]) -> Milestone:
        name, amount, day = values
        if not name:
            raise Refused(Problem("empty"))
        return Milestone(id=row_id, mission_id=0, name=name, amount=amount, date=day)


class PlannedDaysField(PartsField):
    """The months in which another number of days than usual is planned: month, days."""

    def adding(self) -> str:
        return _("Add a mont&h with other days")

    def editors(self) -> tuple[Any, ...]:
        editors = (MonthField(hint=_("mm/yyyy")), DaysField(hint=_("Days")))
        for editor, name in zip(editors, (_("Month"), _("Days planned in that month")), strict=True):
            editor.setAccessibleName(name)
        return editors

    def values(self, part: PlannedDays) -> tuple[Any, ...]:
        return part.month, part.days

    def part(self, row_id: int, values: Sequence[Any]) -> PlannedDays:
        month, days = values
        return PlannedDays(id=row_id, mission_id=0, month=month, days=days)
