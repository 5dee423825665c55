"""Reading of entities from a journal, by id, by field or by SQL condition."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rebond.domain.kinds import Entity
from rebond.journal.rows import E, as_json, loaded_row, select_among, select_matching, select_where, stored_value
from rebond.journal.sql import Sql, sql
from rebond.progress import Progress, heard

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Select


class Reader:
    """A read transaction: one consistent state of the journal, used by one thread inside the block that opened it.

    Most of what is read is SQL as it is written in the code. Conditions and queries that are composed with SQLAlchemy
    run in the same transaction; its import waits for the first of them.
    """

    def __init__(self, sqlite: sqlite3.Connection) -> None:
        self.sqlite = sqlite

    @cached_property
    def connection(self) -> "Connection":
        """SQLAlchemy's connection within this transaction."""
        from rebond.journal.composed import composing

        return composing(self.sqlite)

    def close(self) -> None:
        """Let go of SQLAlchemy's connection; whoever began the transaction ends it."""
        if "connection" in self.__dict__:
            self.connection.close()

    def index_written(self) -> None:
        """Bring the search index up to date before a query; only a write transaction has anything to do."""

    def get(self, cls: type[E], row_id: int) -> E | None:
        """Return the entity with that id, or None."""
        matches = self.matching(cls, id=row_id)
        return matches[0] if matches else None

    def all(
        self,
        cls: type[E],
        *where: "ColumnElement[bool]",
        order_by: Sequence[Any] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[E, ...]:
        """Return the entities of a kind that meet every condition, ordered by id unless `order_by` is given."""
        if not where and not order_by and limit is None:
            return self.matching(cls)
        from sqlalchemy import select

        from rebond.journal.tables import TABLES

        table = TABLES[cls.kind]
        statement = select(table).where(*where).order_by(*order_by, table.c.id)
        if limit is not None:
            statement = statement.limit(limit).offset(offset)
        return self.selected(cls, statement)

    def selected(self, cls: type[E], statement: "Select[Any]") -> tuple[E, ...]:
        """Return the entities of a kind that a query of its whole table selects."""
        return tuple(cls(**row) for row in self.connection.execute(statement).mappings())

    def matching(self, cls: type[E], **values: object) -> tuple[E, ...]:
        """Return the entities of a kind whose fields have these values, by id."""
        parameters = tuple(stored_value(cls.kind, name, value) for name, value in values.items())
        return self.entities(cls, Sql(select_matching(cls.kind, *values), parameters))

    def where(self, cls: type[E], condition: str, *values: object) -> tuple[E, ...]:
        """Return the entities of a kind that meet a condition in SQL, by id; each `?` in it is one of `values`."""
        return self.entities(cls, sql(select_where(cls.kind, "?"), sql(condition, *values)))

    def each(self, cls: type[E], progress: Progress) -> Iterator[E]:
        """Yield the entities of a kind by id, while `progress` hears how many there were."""
        for row in heard(self.sqlite.execute(select_matching(cls.kind)), self.count(cls), progress):
            yield loaded_row(cls, row)

    def among(self, cls: type[E], field: str, ids: Collection[int]) -> tuple[E, ...]:
        """Return the entities of a kind whose field holds one of these ids, by their own id."""
        return self.entities(cls, Sql(select_among(cls.kind, field), (as_json(sorted(ids)),))) if ids else ()

    def entities(self, cls: type[E], statement: Sql) -> tuple[E, ...]:
        """Return the entities of a kind that a statement selects, by all of its columns in their order."""
        return tuple(loaded_row(cls, row) for row in self.fetch(statement))

    def fetch(self, statement: Sql) -> list[Any]:
        """Return all rows of a statement, each as a tuple of stored values."""
        return self.sqlite.execute(statement.text, statement.values).fetchall()

    def exists(self, cls: type[Entity]) -> bool:
        """Whether there is any entity of a kind."""
        return bool(self.fetch(Sql(f"SELECT EXISTS (SELECT 1 FROM {cls.kind})"))[0][0])  # noqa: S608

    def count(self, cls: type[Entity], *where: "ColumnElement[bool]") -> int:
        """Return the number of entities of a kind that meet every condition."""
        if not where:
            return int(self.fetch(Sql(f"SELECT count(*) FROM {cls.kind}"))[0][0])  # noqa: S608
        from sqlalchemy import func, select

        from rebond.journal.tables import TABLES

        statement = select(func.count()).select_from(TABLES[cls.kind]).where(*where)
        return int(self.connection.execute(statement).scalar_one())

    def rows(self, statement: "Select[Any]") -> "Sequence[Row[Any]]":
        """Return all rows of a query."""
        return self.connection.execute(statement).all()
