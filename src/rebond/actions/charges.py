"""Charges by status: dated tables of rates that ship with the program, to be edited once taken over."""

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
    """The rates of a status, by language where they are named; `source` and `period` say where and when they held."""

    code: str
    names: Mapping[str, str]
    notes: Mapping[str, str]
    period: str
    source: str
    rates: tuple[ChargeRate, ...]


@cache
def presets(language: Language) -> tuple[Preset, ...]:
    """The tables that ship, with the label of each rate in `language`."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(resource("rates").glob("*.json"))]
    return tuple(_preset(table, language) for table in found)


@action("use_preset", later("Charges taken over: {name}"))
def use_preset(transaction: Transaction, preset: Preset, name: str) -> None:
    """Put the rates of a status in the place of those there are; `name` is what the person calls it."""
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
    """Thousandths of a percent, of a percentage written with a point."""
    whole, _, part = percent.partition(".")
    return int(whole) * RATE_WHOLE // 100 + int(part.ljust(3, "0"))
