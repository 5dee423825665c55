"""Reading of entities from a journal, by id, by field or by SQL condition."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from rebond.domain.kinds import Entity
from rebond.journal.rows import (
    E,
    Stored,
    as_json,
    as_stored,
    loaded,
    select_among,
    select_matching,
    select_where,
    shape,
    stored_value,
)
from rebond.journal.tables import TABLES
from rebond.progress import Progress, heard

#: The rows fetched at a time where each is told: a progress that waited for all of them could not be cancelled.
_ROWS_AT_A_TIME = 1_000


class Reader:
    """A read transaction: one consistent state of the journal, used by one thread inside the block that opened it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def index_written(self) -> None:
        """Bring the search index up to date before a query; only a write transaction has anything to do."""

    def get(self, cls: type[E], row_id: int) -> E | None:
        """Return the entity with that id, or None."""
        matches = self.matching(cls, id=row_id)
        return matches[0] if matches else None

    def all(
        self,
        cls: type[E],
        *where: ColumnElement[bool],
        order_by: Sequence[Any] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[E, ...]:
        """Return the entities of a kind that meet every condition, ordered by id unless `order_by` is given."""
        if not where and not order_by and limit is None:
            return self.matching(cls)
        table = TABLES[cls.kind]
        statement = select(table).where(*where).order_by(*order_by, table.c.id)
        if limit is not None:
            statement = statement.limit(limit).offset(offset)
        return self.selected(cls, statement)

    def selected(self, cls: type[E], statement: Select[Any]) -> tuple[E, ...]:
        """Return the entities of a kind that a query of its whole table selects."""
        return tuple(cls(**row) for row in self.connection.execute(statement).mappings())

    def matching(self, cls: type[E], **values: object) -> tuple[E, ...]:
        """Return the entities of a kind whose fields have these values, by id."""
        parameters = tuple(stored_value(cls.kind, name, value) for name, value in values.items())
        return self._entities(cls, select_matching(cls.kind, *values), parameters)

    def where(self, cls: type[E], condition: str, *values: object) -> tuple[E, ...]:
        """Return the entities of a kind that meet a condition in SQL, by id; each `?` in it is one of `values`.

        For what every start reads: SQLAlchemy takes a millisecond to build a statement.
        """
        return self._entities(cls, select_where(cls.kind, condition), tuple(map(as_stored, values)))

    def each(self, cls: type[E], progress: Progress) -> Iterator[E]:
        """Yield the entities of a kind by id, while `progress` hears how many there were."""
        names = shape(cls.kind).names
        statement = select_matching(cls.kind)
        rows = self.connection.exec_driver_sql(statement, execution_options={"yield_per": _ROWS_AT_A_TIME})
        for row in heard(rows, self.count(cls), progress):
            yield loaded(cls, dict(zip(names, row, strict=True)))

    def among(self, cls: type[E], field: str, ids: Collection[int]) -> tuple[E, ...]:
        """Return the entities of a kind whose field holds one of these ids, by their own id."""
        return self._entities(cls, select_among(cls.kind, field), (as_json(sorted(ids)),)) if ids else ()

    def _entities(self, cls: type[E], sql: str, values: tuple[Stored, ...]) -> tuple[E, ...]:
        names = shape(cls.kind).names
        rows = self.connection.exec_driver_sql(sql, values)
        return tuple(loaded(cls, dict(zip(names, row, strict=True))) for row in rows)

    def exists(self, cls: type[Entity]) -> bool:
        """Whether there is any entity of a kind."""
        found = self.connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 FROM {cls.kind})").scalar()  # noqa: S608
        return bool(found)

    def count(self, cls: type[Entity], *where: ColumnElement[bool]) -> int:
        """Return the number of entities of a kind that meet every condition."""
        statement = select(func.count()).select_from(TABLES[cls.kind]).where(*where)
        return int(self.connection.execute(statement).scalar_one())

    def rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """Return all rows of a query."""
        return self.connection.execute(statement).all()
