"""The document's JSON Schema (2020-12), made from the same form that reads and writes it."""

import datetime as dt
import json
from enum import StrEnum
from typing import Any

from rebond.domain.cents import LARGEST
from rebond.domain.kinds import Field, Unit, fields_of
from rebond.domain.missions.kinds import Client, Invoice, Milestone
from rebond.domain.money.kinds import Settings
from rebond.domain.registry import KINDS
from rebond.exchange.document.shape import (
    CLIENT_OF_MISSION,
    FOLLOWING,
    PAID,
    SECTIONS,
    SETTINGS_KEY,
    VERSION,
    VERSION_KEY,
    Section,
    key_of,
    sections,
    to_json,
)

_DOCUMENT = (
    "A whole Rebond journal. Amounts are whole cents of the journal's currency, rates are percentages, days are "
    "numbers of days, dates are YYYY-MM-DD, months YYYY-MM, times HH:MM. Every key that is not required may be left "
    "out and then has its default; null stands for nothing. Records refer to each other by name."
)
_EXTRA = {
    ("events", "client"): "The name of the client.",
    ("invoices", "paid"): "Short for one payment of the whole, VAT included, on that day.",
}
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
MONTH_DAY = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
TIME = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"


def schema() -> dict[str, Any]:
    """The whole schema, as JSON values."""
    properties: dict[str, Any] = {
        "$schema": {"type": "string", "description": "Where this schema lies, for editors."},
        VERSION_KEY: {"const": VERSION, "default": VERSION, "description": "The version of the document's form."},
        SETTINGS_KEY: {"$ref": f"#/$defs/{SETTINGS_KEY}"},
    }
    properties |= {section.key: _list(section) for section in SECTIONS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rebond journal",
        "description": _DOCUMENT,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {
            SETTINGS_KEY: {
                "type": "object",
                "description": Settings.declared.description,
                "properties": {key_of(one): _value(SETTINGS_KEY, one) for one in fields_of(Settings)},
                "additionalProperties": False,
            },
            **{section.key: _record(section) for section in sections()},
        },
    }


def text() -> str:
    """The schema as the file that ships with the program."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _list(section: Section) -> dict[str, Any]:
    record: dict[str, Any] = {"$ref": f"#/$defs/{section.key}"}
    if section.entity is Client:
        record = {"if": {"type": "string"}, "then": {"minLength": 1}, "else": record}
    return {"type": "array", "description": section.entity.declared.description, "items": record}


def _record(section: Section) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    if needs_client(section):
        properties[CLIENT_OF_MISSION] = _described(section.key, CLIENT_OF_MISSION, {"type": "string"})
    for one in section.fields:
        properties[key_of(one)] = _value(section.key, one, following=(section.entity, one.name) in FOLLOWING)
    if section.entity is Invoice:
        properties[PAID] = _described(section.key, PAID, _day() | {"type": ["string", "null"]})
    properties |= {inner.key: _list(inner) for inner in section.nested}
    record: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": required(section),
        "additionalProperties": False,
    }
    if section.entity is Invoice:
        record["anyOf"] = [
            {"required": ["issued"]},
            {"required": ["month"], "properties": {"month": {"type": "string"}}},
        ]
    return record


def needs_client(section: Section) -> bool:
    """Whether its records name a mission and, having no client of their own, the client to look it up at."""
    names = {one.name for one in section.fields}
    return "mission_id" in names and "client_id" not in names


def required(section: Section) -> list[str]:
    """The keys that every record of the list must have."""
    keys = [CLIENT_OF_MISSION] if needs_client(section) else []
    for one in section.fields:
        implied = (section.entity, one.name) in FOLLOWING or (one.ref and needs_client(section))
        if one.required and not implied:
            keys.append(key_of(one))
    return keys


def _value(key: str, one: Field, *, following: bool = False) -> dict[str, Any]:
    said = _name_of_record(one) if one.ref else _plain(one)
    if one.optional:
        if "enum" in said:
            said["enum"] = [*said["enum"], None]
        kinds = said["type"]
        said["type"] = [*([kinds] if isinstance(kinds, str) else kinds), "null"]
    if not one.required and not following and not one.ref:
        said["default"] = to_json(one, one.default)
    return _described(key, key_of(one), said)


def _name_of_record(one: Field) -> dict[str, Any]:
    by_place = one.ref and one.ref.kind == Milestone.kind
    return {"type": ["string", "integer"] if by_place else "string"}


def _plain(one: Field) -> dict[str, Any]:
    match one.unit:
        case Unit.CENTS:
            return {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
        case Unit.RATE:
            return {"type": "number", "minimum": 0, "maximum": 100, "multipleOf": 0.001}
        case Unit.DAYS:
            return {"type": "number", "minimum": 0, "maximum": 31, "multipleOf": 0.01}
        case Unit.MONTH:
            return {"type": "string", "pattern": MONTH}
        case Unit.MONTH_DAY:
            return {"type": "string", "pattern": MONTH_DAY}
    if issubclass(one.type, StrEnum):
        return {"type": "string", "enum": [choice.value for choice in one.type]}
    if one.type is dt.date:
        return _day()
    if one.type is dt.time:
        return {"type": "string", "pattern": TIME}
    return {"type": {bool: "boolean", int: "integer", str: "string"}[one.type]}


def _day() -> dict[str, Any]:
    return {"type": "string", "format": "date", "pattern": DAY}


def _described(key: str, name: str, said: dict[str, Any]) -> dict[str, Any]:
    return {"description": _description(key, name), **said}


def _description(key: str, name: str) -> str:
    if (key, name) in _EXTRA:
        return _EXTRA[key, name]
    fields = next(cls.declared.fields for cls in KINDS if cls.declared.section == key)
    return next(one.description for one in fields if key_of(one) == name)
