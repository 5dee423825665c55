"""What the schema found wrong, as problems that a person who wrote the document can act on."""

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


Fault = tuple[str, list[str | int], dict[str, object]]

#: A longer key is no slip of the hand.
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
    """A place in the document as its writer would name it: `invoices[3].payments[0].date`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def described(error: "ValidationError") -> Iterator[Fault]:
    """The faults that one error of the validator stands for: code, path from the error's own, facts."""
    schema: Any = error.schema
    value: Any = error.instance
    rule = str(error.validator)
    said: Any = schema[rule]
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
            for key in said:
                if key not in value:
                    yield "document_key_missing", [], {"key": key}
        case "anyOf":
            yield "document_key_missing", [], {"key": "issued"}
        case "type":
            kinds = [said] if isinstance(said, str) else said
            if isinstance(value, Decimal) and "integer" in kinds:
                yield "document_not_whole", [], {"value": str(value)}
            else:
                given = f"“{shown(value)}”" if isinstance(value, str) else shown(value)
                yield "document_wrong_type", [], {"value": given, "wanted": " · ".join(_TYPES[k] for k in kinds)}
        case "enum":
            choices = ", ".join("null" if one is None else str(one) for one in said)
            yield "document_not_a_choice", [], {"value": shown(value), "choices": choices}
        case "pattern" | "format":
            yield "document_not_a_date", [], {"value": shown(value)}
        case "minimum" | "maximum":
            yield "document_out_of_range", [], {"value": shown(value), "limit": str(said)}
        case "multipleOf":
            yield "document_too_fine", [], {"value": shown(value), "step": str(said)}
        case "const":
            yield "document_not_a_choice", [], {"value": shown(value), "choices": str(said)}
        case _:
            yield "empty", [], {}


def shown(value: Any) -> str:
    """The beginning of a value as the document writes it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return quoted(str(value))
