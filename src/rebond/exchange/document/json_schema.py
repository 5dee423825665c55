"""The JSON Schema (2020-12) of the document, derived from the kinds like its reader and writer."""

import datetime as dt
import json
from typing import Any

from rebond.domain.cents import LARGEST
from rebond.domain.kinds import Choice, Field, Unit
from rebond.exchange.document.shape import (
    ATTACHMENTS,
    PAID,
    PATH,
    REF,
    SECTIONS,
    SINGLES,
    SIZE,
    VERSION,
    VERSION_KEY,
    Section,
    key_of,
    sections,
    takes_payment,
    to_json,
)

_DOCUMENT = (
    "A whole Rebond journal. Amounts are whole cents of the journal's currency, rates are percentages, days are "
    "numbers of days, dates are YYYY-MM-DD, months YYYY-MM, times HH:MM. Every key that is not required may be left "
    "out and then has its default; null stands for nothing. Records refer to each other by name, or by "
    '{"ref": …} to a record that carries that ref.'
)
_ATTACHMENTS = (
    "The attached files by the SHA-256 of their content. Up to 4 MB together are in the document, each in base 64; "
    "more lie beside it in a folder, and it says where."
)
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
_MONTH_DAY = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_TIME = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
_DIGEST = "^([0-9a-f]{64})?$"


def schema() -> dict[str, Any]:
    """Return the schema as JSON values."""
    properties: dict[str, Any] = {
        "$schema": {"type": "string", "description": "Where this schema lies, for editors."},
        VERSION_KEY: {"const": VERSION, "default": VERSION, "description": "The version of the document's form."},
    }
    properties |= {section.key: {"$ref": f"#/$defs/{section.key}"} for section in SINGLES}
    properties |= {section.key: _list(section) for section in SECTIONS}
    properties[ATTACHMENTS] = {
        "type": "object",
        "description": _ATTACHMENTS,
        "additionalProperties": {
            "type": ["string", "object"],
            "properties": {
                PATH: {
                    "type": "string",
                    "minLength": 1,
                    "description": "The file, from the folder of the document: “journal.files/0123456789abcdef-a.pdf”.",
                },
                SIZE: {"type": "integer", "minimum": 0, "maximum": LARGEST, "description": "Its size in bytes."},
            },
            "required": [PATH, SIZE],
            "additionalProperties": False,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rebond journal",
        "description": _DOCUMENT,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {section.key: _record(section) for section in sections()},
    }


def text() -> str:
    """Return the schema as the text of the file that ships with the program."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _list(section: Section) -> dict[str, Any]:
    record: dict[str, Any] = {"$ref": f"#/$defs/{section.key}"}
    if section.bare:
        record = {"if": {"type": "string"}, "then": {"minLength": 1}, "else": record}
    return {"type": "array", "description": section.entity.declared.description, "items": record}


def _record(section: Section) -> dict[str, Any]:
    declared = section.entity.declared
    properties: dict[str, Any] = {}
    if not declared.single:
        properties[REF] = {
            "type": "string",
            "minLength": 1,
            "description": "A name for this record within the document, by which others can refer to it.",
        }
    for scope in section.scopes:
        scoped = ", ".join(sorted({key_of(field) for field in section.fields if field.ref}))
        properties[key_of(scope)] = _described(
            f"{scope.description} Needed where the name of the {scoped} is not enough.", _reference()
        )
    for field in section.fields:
        properties[key_of(field)] = _value(field)
    if takes_payment(section):
        description = "Short for one payment of the whole, VAT included, on that day."
        properties[PAID] = _described(description, _day() | {"type": ["string", "null"]})
    properties |= {inner.key: _list(inner) for inner in section.nested}
    record: dict[str, Any] = {"type": "object"}
    if declared.single:
        record["description"] = declared.description
    record["properties"] = properties
    if required := [key_of(field) for field in section.fields if field.required and field.filled is None]:
        record["required"] = required
    record["additionalProperties"] = False
    if declared.one_of:
        record["anyOf"] = [{"required": [name], "properties": {name: {"type": "string"}}} for name in declared.one_of]
    return record


def _value(field: Field) -> dict[str, Any]:
    schema = _reference() if field.ref else _plain(field)
    if field.optional:
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        types = schema["type"]
        schema["type"] = [*([types] if isinstance(types, str) else types), "null"]
    if not field.required and field.filled is None and not field.ref:
        schema["default"] = to_json(field, field.default)
    return _described(field.description, schema)


def _reference() -> dict[str, Any]:
    """Return the schema of a reference to another record, by its name or its ref."""
    ref = {"properties": {REF: {"type": "string", "minLength": 1}}, "required": [REF], "additionalProperties": False}
    return {"type": ["string", "object"], **ref}


def _plain(field: Field) -> dict[str, Any]:
    match field.unit:
        case Unit.CENTS:
            return {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
        case Unit.RATE:
            return {"type": "number", "minimum": 0, "maximum": 100, "multipleOf": 0.001}
        case Unit.DAYS:
            return {"type": "number", "minimum": 0, "maximum": 31, "multipleOf": 0.01}
        case Unit.MONTH:
            return {"type": "string", "pattern": _MONTH}
        case Unit.MONTH_DAY:
            return {"type": "string", "pattern": _MONTH_DAY}
        case Unit.ATTACHMENT:
            return {"type": "string", "pattern": _DIGEST}
    if issubclass(field.type, Choice):
        return {"type": "string", "enum": [choice.value for choice in field.type]}
    if field.type is dt.date:
        return _day()
    if field.type is dt.time:
        return {"type": "string", "pattern": _TIME}
    if field.type is int:
        return {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}
    return {"type": {bool: "boolean", str: "string"}[field.type]}


def _day() -> dict[str, Any]:
    return {"type": "string", "format": "date", "pattern": _DAY}


def _described(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, **schema}
