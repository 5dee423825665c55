"""Rows found and sorted by their names, as `domain.names` compares them."""

from typing import Any

from sqlalchemy import ColumnElement, func

from rebond.domain import names
from rebond.journal.reader import Reader
from rebond.journal.rows import E
from rebond.journal.search import ids_for_each_word
from rebond.journal.tables import TABLES


def folded(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a name is compared and sorted by; the journal's connections know the function."""
    return func.folded(column)


def named(reader: Reader, cls: type[E], name: str) -> tuple[E, ...]:
    """The rows of a kind with that name, by id; real namesakes are several.

    A name with words is looked up in the search index, so that the time does not grow with the journal.
    """
    reader.index_written()
    column = TABLES[cls.kind].c[cls.declared.names[0]]
    words = ids_for_each_word(cls.kind, name, names_only=True) if cls.declared.searched else ()
    there = [TABLES[cls.kind].c.id.in_(ids) for ids in words]
    return reader.all(cls, *there, folded(column) == names.folded(name))
