"""Preset charge rates by legal status, from dated tables that ship with the program."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rebond.actions.action import action
from rebond.domain.cents import RATE_WHOLE
from rebond.domain.money.kinds import ChargeRate
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction
from rebond.language import Language
from rebond.resources import resource


@dataclass(frozen=True, slots=True)
class Preset:
    """The charge rates of a legal status, with names and notes by language, and the source and period of the rates."""

    code: str
    names: Mapping[str, str]
    notes: Mapping[str, str]
    period: str
    source: str
    rates: tuple[ChargeRate, ...]


@cache
def presets(language: Language) -> tuple[Preset, ...]:
    """Return the presets that ship, with the label of each rate in `language`."""
    tables = [json.loads(path.read_text("utf-8")) for path in sorted(resource("rates").glob("*.json"))]
    return tuple(_preset(table, language) for table in tables)


@action("use_preset", later("Charges taken over: {name}"))
def use_preset(transaction: Transaction, preset: Preset, name: str) -> None:
    """Replace the journal's charge rates by those of a preset; `name` is the preset's in the person's language."""
    transaction.describe(name=name)
    for old in transaction.all(ChargeRate):
        transaction.delete(ChargeRate, old.id)
    transaction.insert_all(preset.rates)


def _preset(table: Mapping[str, Any], language: Language) -> Preset:
    rates = tuple(
        ChargeRate(
            starts=dt.date.fromisoformat(rate["starts"]) if rate["starts"] else None,
            social=_rate(rate["social"]),
            income_tax=_rate(rate.get("income_tax", "0")),
            label=rate["label"][language.code],
        )
        for rate in table["rates"]
    )
    return Preset(table["code"], table["name"], table["note"], table["period"], table["source"], rates)


def _rate(percent: str) -> int:
    """Convert a percentage with a decimal point to thousandths of a percent."""
    whole, _, part = percent.partition(".")
    return int(whole) * RATE_WHOLE // 100 + int(part.ljust(3, "0"))
