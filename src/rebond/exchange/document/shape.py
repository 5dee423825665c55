"""The structure of the document, derived from the kinds: its lists, their keys, and values as JSON.

A record refers to another by name, or by `{"ref": …}` to a record with the same `ref`. Where names are only unique
within another row, as a mission's are within its client, the record names that row too.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from rebond.domain.kinds import Choice, Entity, Field, Filled, Unit
from rebond.domain.missions.kinds import Invoice
from rebond.domain.registry import BY_NAME, KINDS
from rebond.domain.value_classes import dataclass

#: The version of the document's form, raised by a change that this program could not read.
VERSION = 1
VERSION_KEY = "rebond"
REF = "ref"
#: The attached files by digest: each in base 64, or the path and the size of a file beside the document.
ATTACHMENTS = "attachments"
PATH, SIZE = "path", "size"
#: A key of invoices that stands for one payment of the whole.
PAID = "paid"

#: The factor from a number in the document to the integer stored, by unit.
SCALES = {Unit.RATE: 1_000, Unit.DAYS: 100}


@dataclass(frozen=True, slots=True)
class Section:
    """A list of one kind in the document, under `key`; `within` is the reference to the row it is nested in."""

    key: str
    entity: type[Entity]
    within: str = ""
    nested: tuple["Section", ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that a record gives: all but the reference to the outer row and those derived from other rows."""
        declared = self.entity.declared
        return tuple(
            field for field in declared.fields if field.name != self.within and field.filled is not Filled.DERIVED
        )

    @property
    def scopes(self) -> tuple[Field, ...]:
        """The references that a record gives beside its own, since the names it uses are unique only within them."""
        references = {key_of(field): field for field in self.fields if field.ref}
        own = set(references)
        waiting = list(references.values())
        while waiting:
            reference = waiting.pop()
            scope = BY_NAME[reference.ref.kind].declared.scope if reference.ref else None
            if scope and key_of(scope) not in references and not self._nested_in(scope):
                references[key_of(scope)] = scope
                waiting.append(scope)
        return tuple(field for key, field in references.items() if key not in own)

    def _nested_in(self, scope: Field) -> bool:
        return bool(self.within) and self.entity.declared.field(self.within).ref == scope.ref

    @property
    def bare(self) -> str:
        """The field of which a bare string in place of a record is the value; empty if records need more than one."""
        required = [field for field in self.fields if field.required]
        return required[0].name if len(required) == 1 and required[0].type is str else ""


def _section(entity: type[Entity]) -> Section:
    declared = entity.declared
    nested = tuple(_section(other) for other in KINDS if other.declared.inside and _inside(other) == entity.kind)
    return Section(declared.section, entity, declared.inside, nested)


def _inside(entity: type[Entity]) -> str:
    field = entity.declared.field(entity.declared.inside)
    return field.ref.kind if field.ref else ""


#: The kinds with a single row: each is an object under its key.
SINGLES = tuple(Section(cls.declared.section, cls) for cls in KINDS if cls.declared.single)


def _kinds_in(section: Section) -> set[str]:
    return {section.entity.kind}.union(*map(_kinds_in, section.nested))


def _kinds_named(section: Section) -> set[str]:
    named = {field.ref.kind for field in section.entity.declared.references if field.ref}
    return named.union(*map(_kinds_named, section.nested))


def _in_order(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections, each after those whose records it, or a list inside its records, refers to."""
    waiting = list(sections)
    ordered: list[Section] = []
    while waiting:
        open_kinds = set().union(*map(_kinds_in, waiting))
        ready = [one for one in waiting if not _kinds_named(one) & (open_kinds - _kinds_in(one))]
        if not ready:
            message = f"the records of these lists name each other: {', '.join(one.key for one in waiting)}"
            raise ValueError(message)
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return tuple(ordered)


#: Every other list at the top, each after those whose records it names.
SECTIONS = _in_order(_section(cls) for cls in KINDS if not cls.declared.single and not cls.declared.inside)


def sections() -> Iterator[Section]:
    """Yield every list and object, nested lists included."""
    waiting = [*SINGLES, *SECTIONS]
    while waiting:
        section = waiting.pop(0)
        yield section
        waiting = [*section.nested, *waiting]


def key_of(field: Field) -> str:
    """Return the document's key of a field: a reference's has no `_id`, since it is a name."""
    return field.name.removesuffix("_id") if field.ref else field.name


def takes_payment(section: Section) -> bool:
    """Whether a record of the list may have the key `paid`."""
    return section.entity is Invoice


def to_json(field: Field, value: Any) -> Any:
    """Convert a field's value to JSON."""
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
    """Convert a JSON value that the schema accepts to the field's value."""
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
