"""SQLAlchemy tables for queries that are composed with it, one for each kind."""

import datetime as dt
from threading import Lock
from typing import Any

from sqlalchemy import Column, Dialect, Integer, MetaData, Table, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from rebond.domain.kinds import Choice, Field
from rebond.domain.registry import BY_NAME

METADATA = MetaData()


class IsoDate(TypeDecorator[dt.date]):
    """A date stored as `YYYY-MM-DD`, which sorts by day."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        return None if value is None else dt.date.fromisoformat(value)


class IsoTime(TypeDecorator[dt.time]):
    """A time of day stored as `HH:MM:SS`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.time | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.time | None:
        return None if value is None else dt.time.fromisoformat(value)


class Truth(TypeDecorator[bool]):
    """A bool stored as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Enumerated(TypeDecorator[Choice]):
    """A member of an enumeration stored as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[Any]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Choice | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:
        return None if value is None else self.choices(value)


_TYPES: dict[type, type[TypeEngine[Any]]] = {
    bool: Truth, int: Integer, str: Text, dt.date: IsoDate, dt.time: IsoTime,
}  # fmt: skip


def _column(field: Field) -> Column[Any]:
    return Column(field.name, _TYPES[field.type] if field.type in _TYPES else Enumerated(field.type))


class _Tables(dict[str, Table]):
    """The table of every kind by its name, made when it is first asked for: half of them are not at the start."""

    def __init__(self) -> None:
        super().__init__()
        self._making = Lock()

    def __missing__(self, kind: str) -> Table:
        with self._making:  # SQLAlchemy refuses a second one, which another thread may be making
            if kind not in self:
                fields = BY_NAME[kind].declared.fields
                self[kind] = Table(kind, METADATA, Column("id", Integer, primary_key=True), *map(_column, fields))
        return self[kind]


#: The table of every kind, without constraints; `schema` creates it in the file.
TABLES = _Tables()
