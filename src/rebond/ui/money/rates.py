"""The table of charge rates on income, each from a date on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rebond.actions import records
from rebond.domain.money.kinds import ChargeRate
from rebond.journal.queries.money_rows import charge_rates
from rebond.ui.money.editable_rows import Rows, TableColumn, medium_day
from rebond.ui.shared.fields import RateField, TextField
from rebond.ui.speech import _, language


class Rates(Rows):
    kinds = frozenset({"charge_rate"})
    needed = ("social",)

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("label", _("What it is"), editor=lambda parent: TextField(parent=parent)),
            TableColumn(
                "starts", _("From"), medium_day,
                self.optional_day_field,
                hint=_("The first day of the rate; empty: it always held"),
            ),
            TableColumn(
                "social", _("Social charges"), language().rate, lambda parent: RateField(parent=parent), figures=True,
                hint=_("Of what you receive, before VAT"),
            ),
            TableColumn(
                "income_tax", _("Income tax"), language().rate, lambda parent: RateField(parent=parent), figures=True,
                hint=_("Of what you receive, before VAT, when it is paid together with the charges"),
            ),
        )  # fmt: skip

    @property
    def invitation(self) -> str:
        return _("Add a rate…")

    def load(self) -> Sequence[ChargeRate]:
        with self.session.journal.read() as reader:
            return charge_rates(reader)

    def usual(self) -> Mapping[str, Any]:
        return {"starts": None, "income_tax": 0, "label": ""}

    def write(self, row: ChargeRate, field: str, value: Any) -> None:
        self.session.do(records.save, self.session.journal, replace(row, **{field: value}), self.session.today)

    def add(self, values: Mapping[str, Any]) -> None:
        self.session.do(records.save, self.session.journal, ChargeRate(**values), self.session.today)

    def delete(self, row: ChargeRate) -> None:
        self.session.do(records.delete, self.session.journal, row)
