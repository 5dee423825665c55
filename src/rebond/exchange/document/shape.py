"""The form of the document, derived from the entities: its lists, their keys, and each value as JSON."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rebond.domain.kinds import Entity, Field, Unit, fields_of
from rebond.domain.missions.kinds import Client, Event, Invoice, Milestone, Mission, Payment, PlannedDays
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Expense
from rebond.domain.prospecting.kinds import Contact, Interaction

#: The number of the document's form; a later form that this program could not read has another.
VERSION = 1
VERSION_KEY = "rebond"
SETTINGS_KEY = "settings"

#: How many of its unit the whole number of a field holds, where the document writes the unit itself.
SCALES = {Unit.RATE: 1_000, Unit.DAYS: 100}


#: Fields that other rows decide alone.
_DECIDED = {(Invoice, "settled")}


@dataclass(frozen=True, slots=True)
class Section:
    """A list in the document under `key`, of one kind; records lie inside those of the kind that `within` refers to."""

    key: str
    entity: type[Entity]
    within: str = ""
    nested: tuple["Section", ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that a record spells out: not the one that says where it lies, and none that payments decide."""
        unsaid = {self.within, *(name for entity, name in _DECIDED if entity is self.entity)}
        return tuple(one for one in fields_of(self.entity) if one.name not in unsaid)


#: Every list, each after those whose records it names.
SECTIONS = (
    Section("charge_rates", ChargeRate),
    Section("closure_windows", ClosureWindow),
    Section("clients", Client),
    Section(
        "missions",
        Mission,
        nested=(
            Section("milestones", Milestone, within="mission_id"),
            Section("planned_days", PlannedDays, within="mission_id"),
        ),
    ),
    Section("invoices", Invoice, nested=(Section("payments", Payment, within="invoice_id"),)),
    Section("accounts", Account, nested=(Section("balances", Balance, within="account_id"),)),
    Section("expenses", Expense),
    Section("contacts", Contact, nested=(Section("interactions", Interaction, within="contact_id"),)),
    Section("events", Event),
)


def sections() -> Iterator[Section]:
    """Every list, those inside records included."""
    for section in SECTIONS:
        yield section
        yield from section.nested


def key_of(field: Field) -> str:
    """What the document calls a field: a record is referred to by its name, not its number."""
    return field.name.removesuffix("_id") if field.ref else field.name


#: Keys that stand for more than one field: a mission's name is looked up among its client's, and a whole payment
#: is one date.
CLIENT_OF_MISSION = "client"
PAID = "paid"
#: Fields whose values follow from the others when they are left out (`completing`), and are written to be sure.
FOLLOWING = {
    (Mission, "contract"),
    (Mission, "billing"),
    (Invoice, "mission_id"),
    (Invoice, "month"),
    (Invoice, "vat"),
    (Invoice, "issued"),
    (Invoice, "due"),
}


def to_json(field: Field, value: Any) -> Any:
    """A field's value as the document writes it."""
    if value is None or field.type is bool:
        return value
    if field.unit in SCALES:
        number = Decimal(value) / SCALES[field.unit]
        # At most five digits: the shortest text of the float is the decimal itself.
        return int(number) if number == number.to_integral_value() else float(number)
    if field.unit is Unit.MONTH:
        return value.isoformat()[:7]
    if field.type is dt.time:
        return value.isoformat() if value.second or value.microsecond else value.isoformat("minutes")
    if field.type is dt.date:
        return value.isoformat()
    return value.value if issubclass(field.type, StrEnum) else value


def from_json(field: Field, value: Any) -> Any:
    """The field's value of one that the schema accepts."""
    if value is None or field.type is bool:
        return value
    if field.unit in SCALES:
        return int(value * SCALES[field.unit])
    if field.unit is Unit.MONTH:
        return dt.date.fromisoformat(f"{value}-01")
    if field.type is dt.date:
        return dt.date.fromisoformat(value)
    if field.type is dt.time:
        return dt.time.fromisoformat(value)
    return field.type(value) if issubclass(field.type, StrEnum) else value


def field_named(entity: type[Entity], name: str) -> Field:
    return next(one for one in fields_of(entity) if one.name == name)
