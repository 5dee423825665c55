"""Conversion between entities and stored rows: integers, texts and NULL, by field name."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache
from typing import Any, TypeVar

from rebond.domain.kinds import Choice, Entity
from rebond.domain.registry import BY_NAME
from rebond.domain.value_classes import dataclass

Stored = int | str | None
StoredRow = dict[str, Stored]
E = TypeVar("E", bound=Entity)
F = TypeVar("F", bound=Entity)

Convert = Callable[[Any], Any]
_STORE: dict[type, Convert] = {bool: int, dt.date: dt.date.isoformat, dt.time: dt.time.isoformat}
_LOAD: dict[type, Convert] = {bool: bool, dt.date: dt.date.fromisoformat, dt.time: dt.time.fromisoformat}


@dataclass(frozen=True, slots=True)
class Shape:
    """The column names of a kind, the converters of fields not stored as they are, and the stored defaults."""

    names: tuple[str, ...]
    store: Mapping[str, Convert]
    load: Mapping[str, Convert]
    defaults: Mapping[str, Stored]


@cache
def shape(kind: str) -> Shape:
    fields = BY_NAME[kind].declared.fields
    store = {field.name: _STORE[field.type] for field in fields if field.type in _STORE}
    load: dict[str, Convert] = {field.name: _LOAD[field.type] for field in fields if field.type in _LOAD}
    for field in fields:
        if issubclass(field.type, Choice):
            store[field.name], load[field.name] = str, cache(field.type)  # half the time of loading a row otherwise
    defaults = {
        field.name: _stored_default(field.default, store.get(field.name)) for field in fields if not field.required
    }
    return Shape(("id", *(field.name for field in fields)), store, load, defaults)


def _stored_default(default: Any, convert: Convert | None) -> Stored:
    value: Stored = default if default is None or convert is None else convert(default)
    return value


def stored(entity: Entity) -> StoredRow:
    """Convert an entity to its stored row."""
    form = shape(entity.kind)
    row: StoredRow = {name: getattr(entity, name) for name in form.names}
    for name, convert in form.store.items():
        if row[name] is not None:
            row[name] = convert(row[name])
    return row


def stored_value(kind: str, name: str, value: Any) -> Stored:
    """Convert the value of one field to its stored form."""
    store = shape(kind).store.get(name)
    converted: Stored = value if value is None or store is None else store(value)
    return converted


def as_stored(value: Any) -> Stored:
    """Convert a value to its stored form by its own type; a collection of ids to a JSON array."""
    if isinstance(value, Set | Sequence) and not isinstance(value, str):
        return as_json(sorted(value))
    convert = _STORE.get(type(value))
    converted: Stored = convert(value) if convert else value
    return converted


class DamagedValueError(ValueError):
    """A stored value is none that any version writes: another program changed it, or the disk is failing."""


def loaded(cls: type[E], row: Mapping[str, Stored]) -> E:
    """Convert a stored row to an entity; fields it lacks have their defaults.

    :raises DamagedValueError: when a value cannot be converted.
    """
    return _made(cls, {name: row[name] for name in shape(cls.kind).names if name in row})


def loaded_row(cls: type[E], values: Sequence[Stored]) -> E:
    """Convert the values of all columns of a kind, in their order.

    :raises DamagedValueError: when a value cannot be converted.
    """
    return _made(cls, dict(zip(shape(cls.kind).names, values, strict=True)))


def _made(cls: type[E], values: dict[str, Any]) -> E:
    try:
        for name, convert in shape(cls.kind).load.items():
            if values.get(name) is not None:
                values[name] = convert(values[name])
    except ValueError as error:
        raise DamagedValueError(str(error)) from error
    return cls(**values)


def loaded_pair(cls: type[E], other: type[F], values: Sequence[Stored]) -> tuple[E, F | None]:
    """Convert the columns of one kind and those of another, all null where a LEFT JOIN found no row of it."""
    first = len(shape(cls.kind).names)
    return loaded_row(cls, values[:first]), None if values[first] is None else loaded_row(other, values[first:])


def is_readable(kind: str, row: Mapping[str, Stored]) -> bool:
    """Whether `loaded` can convert a stored row; takes half its time."""
    try:
        for name, convert in shape(kind).load.items():
            if row[name] is not None:
                convert(row[name])
    except ValueError:
        return False
    return True


@cache
def select_as_json(kind: str) -> str:
    """Return the SQL that selects rows of a kind, and last `json`: each one's `as_json`, which SQLite writes sooner."""
    names = shape(kind).names
    pairs = ", ".join(f"'{name}', {name}" for name in sorted(names))
    return f"SELECT {', '.join(names)}, json_object({pairs}) AS json FROM {kind}"  # noqa: S608


@cache
def select_matching(kind: str, *names: str) -> str:
    """Return the SQL that selects the rows of a kind by the values of these fields, ordered by id.

    Plain SQL, since most reads are this simple and SQLAlchemy takes longer to build one than SQLite to run it. The
    names in it are those of tables and columns, never a person's text.
    """
    condition = " AND ".join(f"{name} IS ?" for name in names) or "TRUE"
    return f"SELECT {', '.join(shape(kind).names)} FROM {kind} WHERE {condition} ORDER BY id"  # noqa: S608


@cache
def select_among(kind: str, name: str) -> str:
    """Return the SQL that selects the rows of a kind whose field has one of any number of values, a JSON array."""
    return select_where(kind, f"{name} IN (SELECT value FROM json_each(?))")  # noqa: S608


@cache
def select_where(kind: str, condition: str) -> str:
    """Return the SQL that selects the rows of a kind that meet a condition, by id."""
    return f"SELECT {', '.join(shape(kind).names)} FROM {kind} WHERE {condition} ORDER BY id"  # noqa: S608


def completed(kind: str, row: Mapping[str, Stored]) -> StoredRow:
    """Return a row of the history as this version stores it: with defaults for fields added since it was written.

    A missing field without a default stays missing. A row of an unknown kind is returned unchanged.
    """
    if kind not in BY_NAME:
        return dict(row)
    form = shape(kind)
    values = {**form.defaults, **row}
    return {name: values[name] for name in form.names if name in values}


#: `json.dumps` would build an encoder for each value.
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def as_json(value: object) -> str:
    """Return the canonical JSON of a value, so that equal values have equal texts."""
    return _encoded(value)


def from_json(text: str | None) -> StoredRow | None:
    """Return the row written by `as_json`; None for None.

    :raises DamagedValueError: when it is no JSON.
    """
    try:
        return None if text is None else json.loads(text)
    except ValueError as error:
        raise DamagedValueError(str(error)) from error
