"""Input that was not saved yet, carried from one window to the window that replaces it."""

from collections.abc import Mapping
from typing import Any

from rebond.domain.problems import Refused
from rebond.domain.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Unread:
    """The text of a field that cannot be read into a value, or not yet."""

    text: str


#: By field name: the value, which the new window shows in its own language, or `Unread` text.
Typed = Mapping[str, object]


def typed_into(fields: Mapping[str, Any]) -> Typed:
    """Return what fields contain."""
    typed: dict[str, object] = {}
    for name, field in fields.items():
        try:
            typed[name] = field.read()
        except Refused:
            typed[name] = Unread(field.text())
    return typed


def type_again(fields: Mapping[str, Any], typed: Typed) -> None:
    """Put what `typed_into` returned into fields of the same names."""
    for name, value in typed.items():
        if isinstance(value, Unread):
            fields[name].setText(value.text)
        else:
            fields[name].show_value(value)
