"""Legal statuses with their preset charge rates, from dated tables that ship with the program."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from rebond.actions.action import action
from rebond.domain.cents import RATE_WHOLE
from rebond.domain.money.kinds import ChargeRate, Settings
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.settings import load_settings
from rebond.journal.transaction import Transaction
from rebond.language import Language
from rebond.resources import resource


@dataclass(frozen=True, slots=True)
class Preset:
    """A legal status, in a language: its name, a note on it, and its charge rates with their source and period.

    Without `on_receipts`, its charges are no rate on receipts, so that there are no rates to count.
    """

    code: str
    name: str
    note: str
    period: str
    source: str
    rates: tuple[ChargeRate, ...]
    on_receipts: bool


@cache
def presets(language: Language) -> tuple[Preset, ...]:
    """Return the statuses that ship, the most usual first, in a language."""
    return tuple(_preset(table, language) for table in _tables())


def lacks_charges(settings: Settings, rates: tuple[ChargeRate, ...]) -> bool:
    """Whether no charges are counted, although those of the person's status would be a rate on receipts."""
    return not rates and all(_on_receipts(table) for table in _tables() if table["code"] == settings.status)


@action("use_preset", later("Charges taken over: {name}"))
def use_preset(transaction: Transaction, preset: Preset, name: str) -> None:
    """Set the status, and replace the journal's charge rates by those of it; `name` is in the person's language."""
    transaction.describe(name=name)
    transaction.update(replace(load_settings(transaction), status=preset.code))
    for old in transaction.all(ChargeRate):
        transaction.delete(ChargeRate, old.id)
    transaction.insert_all(preset.rates)


@cache
def _tables() -> tuple[Mapping[str, Any], ...]:
    tables = [json.loads(path.read_text("utf-8")) for path in resource("rates").glob("*.json")]
    return tuple(sorted(tables, key=lambda table: int(table["order"])))


def _on_receipts(table: Mapping[str, Any]) -> bool:
    return bool(table.get("on_receipts", True))


def _preset(table: Mapping[str, Any], language: Language) -> Preset:
    rates = tuple(
        ChargeRate(
            starts=dt.date.fromisoformat(rate["starts"]) if rate["starts"] else None,
            social=_rate(rate["social"]),
            income_tax=_rate(rate.get("income_tax", "0")),
            label=language.text(rate["label"]),
        )
        for rate in table["rates"]
    )
    return Preset(
        code=table["code"],
        name=language.text(table["name"]),
        note=language.text(table["note"]),
        period=table["period"],
        source=table["source"],
        rates=rates,
        on_receipts=_on_receipts(table),
    )


def _rate(percent: str) -> int:
    """Convert a percentage with a decimal point to thousandths of a percent."""
    whole, _, part = percent.partition(".")
    return int(whole) * RATE_WHOLE // 100 + int(part.ljust(3, "0"))
