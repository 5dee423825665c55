"""The form of the document, derived from the kinds: its lists, their keys, and each value as JSON.

A record refers to another by name, or by `{"ref": …}` where that record carries the same `ref`. A name that only holds
within another row, such as a mission's within its client, is looked up there: the record then names that row too.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rebond.domain.kinds import Choice, Entity, Field, Filled, Unit
from rebond.domain.missions.kinds import Invoice
from rebond.domain.registry import BY_NAME, KINDS

#: The number of the document's form; a later form that this program could not read has another.
VERSION = 1
VERSION_KEY = "rebond"
REF = "ref"
#: The attached files, by digest, in base 64.
ATTACHMENTS = "attachments"
#: A key of invoices: short for one payment of the whole.
PAID = "paid"

#: How many of its unit the whole number of a field holds, where the document writes the unit itself.
SCALES = {Unit.RATE: 1_000, Unit.DAYS: 100}


@dataclass(frozen=True, slots=True)
class Section:
    """A list in the document under `key`, of one kind; `within` refers to the row whose record it lies in."""

    key: str
    entity: type[Entity]
    within: str = ""
    nested: tuple["Section", ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that a record spells out: not the one that says where it lies, and none that other rows decide."""
        declared = self.entity.declared
        return tuple(one for one in declared.fields if one.name != self.within and one.filled is not Filled.DERIVED)

    @property
    def scopes(self) -> tuple[Field, ...]:
        """The references that a record names beside its own, because the names of others hold only within them."""
        found = {key_of(one): one for one in self.fields if one.ref}
        own = set(found)
        waiting = list(found.values())
        while waiting:
            one = waiting.pop()
            scope = BY_NAME[one.ref.kind].declared.scope if one.ref else None
            if scope and key_of(scope) not in found and not self._lies_in(scope):
                found[key_of(scope)] = scope
                waiting.append(scope)
        return tuple(one for key, one in found.items() if key not in own)

    def _lies_in(self, scope: Field) -> bool:
        return bool(self.within) and self.entity.declared.field(self.within).ref == scope.ref

    @property
    def bare(self) -> str:
        """The one text that makes a record of this kind: a bare string stands for it. Empty when it takes more."""
        required = [one for one in self.fields if one.required]
        return required[0].name if len(required) == 1 and required[0].type is str else ""


def _section(entity: type[Entity]) -> Section:
    declared = entity.declared
    nested = tuple(_section(other) for other in KINDS if other.declared.inside and _inside(other) == entity.kind)
    return Section(declared.section, entity, declared.inside, nested)


def _inside(entity: type[Entity]) -> str:
    field = entity.declared.field(entity.declared.inside)
    return field.ref.kind if field.ref else ""


#: The kinds of which a journal has one row: each an object under its key.
SINGLES = tuple(Section(cls.declared.section, cls) for cls in KINDS if cls.declared.single)
#: Every other list at the top, each after those whose records it names.
SECTIONS = tuple(_section(cls) for cls in KINDS if not cls.declared.single and not cls.declared.inside)


def sections() -> Iterator[Section]:
    """Every list and object, those inside records included."""
    waiting = [*SINGLES, *SECTIONS]
    while waiting:
        section = waiting.pop(0)
        yield section
        waiting = [*section.nested, *waiting]


def key_of(field: Field) -> str:
    """The document's name of a field: a record is referred to by its name, not its number."""
    return field.name.removesuffix("_id") if field.ref else field.name


def takes_payment(section: Section) -> bool:
    """Whether a record of the list may say by `paid` that it was paid whole."""
    return section.entity is Invoice


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
    return value.value if issubclass(field.type, Choice) else value


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
    return field.type(value) if issubclass(field.type, Choice) else value
