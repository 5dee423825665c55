"""The table of expenses, each with its rhythm and whether it is essential."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from rebond.actions import records
from rebond.domain.calendar import month_start
from rebond.domain.cents import divide
from rebond.domain.money.goal import MONTHS, spending
from rebond.domain.money.kinds import Every, Expense
from rebond.journal.queries.money_rows import expenses
from rebond.sentences import label
from rebond.ui.money.editable_rows import Rows, TableColumn, medium_day
from rebond.ui.shared.fields import AmountField, ChoiceField, TextField
from rebond.ui.speech import _, language


class Expenses(Rows):
    kinds = frozenset({"expense"})
    needed = ("name", "amount")

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("name", _("Expense"), editor=lambda parent: TextField(parent=parent)),
            TableColumn(
                "amount", _("Amount"), self.money,
                lambda parent: AmountField(parent=parent), figures=True,
            ),
            TableColumn(
                "every", _("How often"), partial(label, language()), lambda parent: ChoiceField(Every, parent=parent)
            ),
            TableColumn(
                "first", _("First"), medium_day,
                self.day_field,
                hint=_("The first day it falls due; the others follow from it"),
            ),
            TableColumn(
                "last", _("Last"), medium_day,
                self.optional_day_field, hint=_("Empty while no end is known"),
            ),
            TableColumn("essential", _("Essential"), hint=_("Whether you would still pay it without any income")),
        )  # fmt: skip

    @property
    def invitation(self) -> str:
        return _("Add an expense…")

    def load(self) -> Sequence[Expense]:
        with self.session.journal.read() as reader:
            return expenses(reader)

    def usual(self) -> Mapping[str, Any]:
        return {"every": Every.MONTH, "first": month_start(self.session.today), "last": None, "essential": True}

    def sums(self, rows: Sequence[Expense]) -> tuple[str, ...]:
        spent = spending(rows, self.session.today)
        essential = spending((row for row in rows if row.essential), self.session.today)
        all_, essentials = ((self.money(divide(cents, MONTHS)), self.money(cents)) for cents in (spent, essential))
        return (
            _("In all: {month} a month, {year} a year").format(month=all_[0], year=all_[1]),
            _("Essentials: {month} a month, {year} a year").format(month=essentials[0], year=essentials[1]),
        )

    def write(self, row: Expense, field: str, value: Any) -> None:
        self.session.do(records.save, self.session.journal, replace(row, **{field: value}), self.session.today)

    def add(self, values: Mapping[str, Any]) -> None:
        self.session.do(records.save, self.session.journal, Expense(**values), self.session.today)

    def delete(self, row: Expense) -> None:
        self.session.do(records.delete, self.session.journal, row)
