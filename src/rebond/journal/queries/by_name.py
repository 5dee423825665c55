"""Lookup of rows by name in SQL, comparing as `domain.names` does."""

from rebond.domain import names
from rebond.journal.reader import Reader
from rebond.journal.rows import E
from rebond.journal.search import ids_for_each_word, indexed
from rebond.journal.sql import Sql, every, sql


def named(reader: Reader, cls: type[E], name: str) -> tuple[E, ...]:
    """Return the rows of a kind with that name, by id; people can be namesakes.

    The search index narrows the rows down first, so that the time does not grow with the journal.
    """
    reader.index_written()
    narrowed = cls.declared.searched and indexed(name)
    words = ids_for_each_word(cls.kind, name, names_only=True) if narrowed else ()
    same = sql("folded(?) = ?", Sql(cls.declared.names[0]), names.folded(name))
    return reader.where(cls, "?", every((*(sql("id IN (?)", ids) for ids in words), same)))
