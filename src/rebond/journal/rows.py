"""Entities as what the file stores of them: whole numbers, texts and nothing, by field name."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from rebond.domain.kinds import Choice, Entity
from rebond.domain.registry import BY_NAME

Stored = int | str | None
StoredRow = dict[str, Stored]
E = TypeVar("E", bound=Entity)

Convert = Callable[[Any], Any]
_STORE: dict[type, Convert] = {bool: int, dt.date: dt.date.isoformat, dt.time: dt.time.isoformat}
_LOAD: dict[type, Convert] = {bool: bool, dt.date: dt.date.fromisoformat, dt.time: dt.time.fromisoformat}


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a kind, those that are not stored as they are, and what a field not written down stands for."""

    names: tuple[str, ...]
    store: Mapping[str, Convert]
    load: Mapping[str, Convert]
    defaults: Mapping[str, Stored]


@cache
def shape(kind: str) -> Shape:
    fields = BY_NAME[kind].declared.fields
    store = {one.name: _STORE[one.type] for one in fields if one.type in _STORE}
    load: dict[str, Convert] = {one.name: _LOAD[one.type] for one in fields if one.type in _LOAD}
    for one in fields:
        if issubclass(one.type, Choice):
            store[one.name], load[one.name] = str, one.type
    defaults = {one.name: _stored_default(one.default, store.get(one.name)) for one in fields if not one.required}
    return Shape(("id", *(one.name for one in fields)), store, load, defaults)


def _stored_default(default: Any, convert: Convert | None) -> Stored:
    found: Stored = default if default is None or convert is None else convert(default)
    return found


def stored(entity: Entity) -> StoredRow:
    """What the file holds of the entity."""
    form = shape(entity.kind)
    row: StoredRow = {name: getattr(entity, name) for name in form.names}
    for name, convert in form.store.items():
        if row[name] is not None:
            row[name] = convert(row[name])
    return row


def stored_value(kind: str, name: str, value: Any) -> Stored:
    """What the file holds of the value of one field."""
    store = shape(kind).store.get(name)
    kept: Stored = value if value is None or store is None else store(value)
    return kept


def loaded(cls: type[E], row: Mapping[str, Stored]) -> E:
    """The entity that such a row stands for; fields that it lacks have their defaults."""
    form = shape(cls.kind)
    values: dict[str, Any] = {name: row[name] for name in form.names if name in row}
    for name, convert in form.load.items():
        if values.get(name) is not None:
            values[name] = convert(values[name])
    return cls(**values)


@cache
def select_matching(kind: str, *names: str) -> str:
    """The statement that reads the rows of a kind in which these fields have the values given, by id.

    Written out, since most readings are as simple, and SQLAlchemy takes longer to build one than SQLite to answer.
    The names in it are those of the tables, never a person's text.
    """
    wanted = " AND ".join(f"{name} IS ?" for name in names) or "TRUE"
    return f"SELECT {', '.join(shape(kind).names)} FROM {kind} WHERE {wanted} ORDER BY id"  # noqa: S608


@cache
def select_among(kind: str, name: str) -> str:
    """The same for a field that has one of several values, given as a JSON array: there may be any number of them."""
    names = ", ".join(shape(kind).names)
    return f"SELECT {names} FROM {kind} WHERE {name} IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608


def completed(kind: str, row: Mapping[str, Stored]) -> StoredRow:
    """A row as this version writes it: one kept by an earlier version lacks the fields that came since.

    A field that it lacks and that has no default stays away, and so does nothing of a kind that is not known here.
    """
    if kind not in BY_NAME:
        return dict(row)
    form = shape(kind)
    there = {**form.defaults, **row}
    return {name: there[name] for name in form.names if name in there}


def as_json(value: object) -> str:
    """The one way of writing a value down, so that equal values are equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str | None) -> StoredRow | None:
    """The row that was written down; None where there was none."""
    return None if text is None else json.loads(text)
