"""The entities' fields taken apart, for whatever is derived from them: their types, units and defaults."""

import dataclasses
import types
from dataclasses import MISSING, dataclass
from functools import cache
from inspect import get_annotations
from typing import Annotated, Any, Union, get_args, get_origin

from rebond.domain.entities import BY_KIND, Entity, Ref, Unit


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its Python type without None, what the type does not say, and its default (MISSING: it has none)."""

    name: str
    type: type
    unit: Unit | None
    ref: Ref | None
    optional: bool
    default: object

    @property
    def required(self) -> bool:
        return self.default is MISSING


def fields_of(entity: type[Entity]) -> tuple[Field, ...]:
    """The fields of a kind in their order, without its id."""
    return _fields_of(entity.kind)


@cache
def _fields_of(kind: str) -> tuple[Field, ...]:
    entity = BY_KIND[kind]
    hints = get_annotations(entity)
    return tuple(
        _field(one.name, hints[one.name], one.default) for one in dataclasses.fields(entity) if one.name != "id"
    )


def _field(name: str, hint: Any, default: object) -> Field:
    said: tuple[object, ...] = ()
    optional = False
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        if get_origin(hint) is Annotated:
            said += hint.__metadata__
            hint = get_args(hint)[0]
        else:
            optional = True
            (hint,) = [one for one in get_args(hint) if one is not type(None)]
    unit = next((one for one in said if isinstance(one, Unit)), None)
    ref = next((one for one in said if isinstance(one, Ref)), None)
    return Field(name, hint, unit, ref, optional, default)
