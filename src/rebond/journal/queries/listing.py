"""A list as the journal holds it: which rows, in which order; how many they are, and where one of them stands."""

from collections.abc import Callable, Sequence
from typing import Any

from rebond.domain.value_classes import dataclass
from rebond.journal.reader import Reader
from rebond.journal.sql import Sql, every, listed, sql


@dataclass(frozen=True, slots=True)
class Key:
    """An expression that rows are sorted by; as SQLite has it, NULL is less than any value."""

    of: Sql
    descending: bool = False

    def order(self) -> Sql:
        """Return the term of an ORDER BY."""
        return sql("? DESC", self.of) if self.descending else self.of

    def less(self, value: object) -> Sql:
        """Return the condition that a row stands before one with this value, as far as this key decides."""
        if value is None:
            return sql("(?) IS NOT NULL", self.of) if self.descending else sql("FALSE")
        if self.descending:
            return sql("(?) > ?", self.of, value)
        return sql("((?) < ? OR (?) IS NULL)", self.of, value, self.of)

    def same(self, value: object) -> Sql:
        """Return the condition that a row has this value."""
        return sql("(?) IS ?", self.of, value)


def keys(*names: str, descending: bool = False) -> tuple[Key, ...]:
    """Return keys that are columns, or expressions without values."""
    return tuple(Key(Sql(name), descending) for name in names)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows in an order: of each the `columns`, from these `tables`, where all `conditions` hold.

    `keys` tell any two rows apart; `one` returns the condition of the row with an identity.
    """

    columns: Sql
    tables: Sql
    conditions: Sequence[Sql]
    keys: Sequence[Key]
    one: Callable[[Any], Sql]

    def order(self) -> Sql:
        """Return the terms of the ORDER BY."""
        return listed(key.order() for key in self.keys)

    def window(self, limit: int, offset: int) -> Sql:
        """Return the query of at most `limit` rows from `offset` on; `limit` -1 is all."""
        return sql("? ORDER BY ? LIMIT ? OFFSET ?", self._select(self.columns), self.order(), limit, offset)

    def count(self, reader: Reader) -> int:
        """Return the number of rows."""
        return self._count(reader)

    def place(self, reader: Reader, identity: Any) -> int | None:
        """Return the index of a row among all, from 0; None when it is not among them. Reads that row alone."""
        rows = reader.fetch(self._select(listed(key.of for key in self.keys), self.one(identity)))
        if not rows:
            return None
        before = sql("FALSE")
        for key, value in zip(reversed(self.keys), reversed(rows[0]), strict=True):
            before = sql("(? OR ? AND ?)", key.less(value), key.same(value), before)
        return self._count(reader, before)

    def _count(self, reader: Reader, *where: Sql) -> int:
        return int(reader.fetch(self._select(sql("count(*)"), *where))[0][0])

    def _select(self, columns: Sql, *where: Sql) -> Sql:
        return sql("SELECT ? FROM ? WHERE ?", columns, self.tables, every((*self.conditions, *where)))
