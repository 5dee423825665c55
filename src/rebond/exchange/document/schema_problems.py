"""Conversion of the validator's errors to problems that the author of a document can act on."""

import difflib
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rebond.domain.problems import declare_problems
from rebond.domain.translatable import later
from rebond.exchange.plain import quoted

if TYPE_CHECKING:
    from jsonschema import ValidationError

declare_problems({
    "document_not_an_object": later("A journal's document begins with a brace. This one does not."),
    "document_newer": later("This document was written by a newer Rebond. Update Rebond to import it."),
    "document_unknown_key": later("“{key}” is not known here. Known are: {known}."),
    "document_key_slip": later("“{key}” is not known here. Did you mean “{near}”?"),
    "document_key_missing": later("“{key}” is missing in this record."),
    "document_not_whole": later("{path}: whole cents are wanted here, not {value}. Write 12.50 as 1250."),
    "document_wrong_type": later("{path}: {value} is not what stands here; it is written as {wanted}."),
    "document_not_a_choice": later("{path}: {value} is not one of these: {choices}."),
    "document_not_a_date": later(
        "{path}: “{value}” is not a date of the calendar. Dates are YYYY-MM-DD, months YYYY-MM, days of the year "
        "MM-DD, times HH:MM."
    ),
    "document_out_of_range": later("{path}: {value} is out of range; the limit is {limit}."),
    "document_attachment_broken": later("The attached file {digest}… is not whole. Export the journal again."),
    "document_too_fine": later("{path}: {value} has too many decimals; the smallest step is {step}."),
})  # fmt: skip


#: A problem's code, its path below that of the validator's error, and its facts.
Violation = tuple[str, list[str | int], dict[str, object]]

#: The length up to which a misspelt key is compared with the known ones.
_LONGEST_KEY = 40
_TYPES = {
    "object": "{…}",
    "array": "[…]",
    "string": "“…”",
    "integer": "123",
    "number": "12.5",
    "boolean": "true, false",
    "null": "null",
}


def where(path: list[str | int]) -> str:
    """Return a path in the document in JavaScript notation: `invoices[3].payments[0].date`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def described(error: "ValidationError") -> Iterator[Violation]:
    """Yield the violations that one error of the validator stands for."""
    schema: Any = error.schema
    value: Any = error.instance
    rule = str(error.validator)
    limit: Any = schema[rule]
    match rule:
        case "additionalProperties":
            known = schema["properties"]
            for key in value:
                if key in known:
                    continue
                if near := difflib.get_close_matches(key[:_LONGEST_KEY], known, 1):
                    yield "document_key_slip", [key], {"key": quoted(key), "near": near[0]}
                else:
                    yield "document_unknown_key", [key], {"key": quoted(key), "known": ", ".join(known)}
        case "required":
            for key in limit:
                if key not in value:
                    yield "document_key_missing", [], {"key": key}
        case "anyOf":
            yield "document_key_missing", [], {"key": " / ".join(key for option in limit for key in option["required"])}
        case "type":
            types = [limit] if isinstance(limit, str) else limit
            if isinstance(value, Decimal) and "integer" in types:
                yield "document_not_whole", [], {"value": str(value)}
            else:
                given = f"“{shown(value)}”" if isinstance(value, str) else shown(value)
                yield "document_wrong_type", [], {"value": given, "wanted": " · ".join(_TYPES[name] for name in types)}
        case "enum":
            choices = ", ".join("null" if choice is None else str(choice) for choice in limit)
            yield "document_not_a_choice", [], {"value": shown(value), "choices": choices}
        case "pattern" | "format":
            yield "document_not_a_date", [], {"value": shown(value)}
        case "minimum" | "maximum":
            yield "document_out_of_range", [], {"value": shown(value), "limit": str(limit)}
        case "multipleOf":
            yield "document_too_fine", [], {"value": shown(value), "step": str(limit)}
        case "const":
            yield "document_not_a_choice", [], {"value": shown(value), "choices": str(limit)}
        case _:
            yield "empty", [], {}


def shown(value: Any) -> str:
    """Return the beginning of a value as the document writes it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return quoted(str(value))
