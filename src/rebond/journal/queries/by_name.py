"""Lookup and sorting of rows by name in SQL, comparing as `domain.names` does."""

from typing import Any

from sqlalchemy import ColumnElement, func

from rebond.domain import names
from rebond.journal.reader import Reader
from rebond.journal.rows import E
from rebond.journal.search import ids_for_each_word, indexed
from rebond.journal.tables import TABLES


def folded(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the SQL expression that a name is compared and sorted by; connections define the function."""
    return func.folded(column)


def named(reader: Reader, cls: type[E], name: str) -> tuple[E, ...]:
    """Return the rows of a kind with that name, by id; people can be namesakes.

    The search index narrows the rows down first, so that the time does not grow with the journal.
    """
    reader.index_written()
    column = TABLES[cls.kind].c[cls.declared.names[0]]
    narrowed = cls.declared.searched and indexed(name)
    words = ids_for_each_word(cls.kind, name, names_only=True) if narrowed else ()
    conditions = [TABLES[cls.kind].c.id.in_(ids) for ids in words]
    return reader.all(cls, *conditions, folded(column) == names.folded(name))
