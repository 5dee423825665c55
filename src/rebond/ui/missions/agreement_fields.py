"""Form fields that only an agreement has: its tasks, and the days of the week."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rebond.domain.agreements.kinds import AgreedTask
from rebond.domain.problems import Problem, Refused
from rebond.ui.missions.mission_fields import PartsField
from rebond.ui.shared.fields import AmountField, HoursField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The width in pixels of a weekday's button: that of the longest short name, in bold.
_DAY_WIDTH = 9 * GRID // 2


class AgreedTasksField(PartsField):
    """The tasks of a version: name, hours and price before VAT, of which the last two may stay empty."""

    name_width = 16 * GRID

    def adding(self) -> str:
        return _("Add a tas&k")

    def editors(self) -> tuple[Any, ...]:
        editors = (
            TextField(_("What is to be done")),
            HoursField(optional=True, hint=_("Hours")),
            AmountField(optional=True, hint=_("Price")),
        )
        editors[1].setFixedWidth(8 * GRID)
        editors[2].setFixedWidth(10 * GRID)
        for editor, name in zip(editors, (_("Task"), _("Hours agreed"), _("Price before VAT")), strict=True):
            editor.setAccessibleName(name)
        return editors

    def values(self, part: AgreedTask) -> tuple[Any, ...]:
        return part.name, part.minutes, part.price

    def part(self, row_id: int, values: Sequence[Any]) -> AgreedTask:
        name, minutes, price = values
        if not name:
            raise Refused(Problem("empty"))
        return AgreedTask(id=row_id, agreement_id=0, name=name, minutes=minutes, price=price)


class WeekdaysField(QWidget):
    """Seven buttons for the days of the week; its value is their numbers, Monday is 1, e.g. `1 2 3 4`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        self.buttons = [QPushButton(language().weekday_name(number)) for number in range(1, 8)]
        for number, button in enumerate(self.buttons, 1):
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("role", "day")
            button.setFixedWidth(_DAY_WIDTH)
            button.setAccessibleName(language().weekday_name(number, "long"))
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self.buttons[0])

    def read(self) -> str:
        return " ".join(str(number) for number, button in enumerate(self.buttons, 1) if button.isChecked())

    def show_value(self, value: str) -> None:
        chosen = set(value.split())
        for number, button in enumerate(self.buttons, 1):
            button.setChecked(str(number) in chosen)
