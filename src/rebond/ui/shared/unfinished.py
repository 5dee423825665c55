"""What a person typed and did not enter yet, taken over into the window that is built in the place of another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rebond.domain.problems import Refused


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a field and cannot be read into a value, or not yet."""

    text: str


#: By field: its value, which any language shows in its own way, or what stands there `Unread`.
Typed = Mapping[str, object]


def typed_into(fields: Mapping[str, Any]) -> Typed:
    """What stands in these fields, in the language in which it was typed."""
    found: dict[str, object] = {}
    for name, field in fields.items():
        try:
            found[name] = field.read()
        except Refused:
            found[name] = Unread(field.text())
    return found


def type_again(fields: Mapping[str, Any], typed: Typed) -> None:
    """Put it into fields of the same names."""
    for name, value in typed.items():
        if isinstance(value, Unread):
            fields[name].setText(value.text)
        else:
            fields[name].show_value(value)
