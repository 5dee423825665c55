"""The table of the weeks of every year in which clients pay nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rebond.actions import records
from rebond.domain.money.kinds import ClosureWindow
from rebond.journal.queries.money_rows import closure_windows
from rebond.ui.money.editable_rows import Rows, TableColumn
from rebond.ui.shared.fields import MonthDayField, TextField
from rebond.ui.speech import _, language


class Closures(Rows):
    kinds = frozenset({"closure_window"})
    needed = ("first", "last")

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("label", _("Why"), editor=lambda parent: TextField(parent=parent)),
            TableColumn("first", _("First day"), _long, lambda parent: MonthDayField(parent=parent)),
            TableColumn("last", _("Last day"), _long, lambda parent: MonthDayField(parent=parent)),
        )

    @property
    def invitation(self) -> str:
        return _("Add closed weeks…")

    def load(self) -> Sequence[ClosureWindow]:
        with self.session.journal.read() as reader:
            return closure_windows(reader)

    def usual(self) -> Mapping[str, Any]:
        return {"label": ""}

    def write(self, row: ClosureWindow, field: str, value: Any) -> None:
        self.session.do(records.save, self.session.journal, replace(row, **{field: value}), self.session.today)

    def add(self, values: Mapping[str, Any]) -> None:
        self.session.do(records.save, self.session.journal, ClosureWindow(**values), self.session.today)

    def delete(self, row: ClosureWindow) -> None:
        self.session.do(records.delete, self.session.journal, row)


def _long(text: str) -> str:
    month, _dash, day = text.partition("-")
    return language().day_of_year(int(month), int(day))
