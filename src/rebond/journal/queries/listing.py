"""A list as the journal holds it: which rows, in which order; how many they are, and where one of them stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, bindparam, case, false, func, or_

from rebond.journal.reader import Reader


@dataclass(frozen=True, slots=True)
class Key:
    """An expression that rows are sorted by; as SQLite has it, NULL is less than any value."""

    of: Any
    descending: bool = False

    def order(self) -> UnaryExpression[Any]:
        """Return the term of an ORDER BY."""
        order: UnaryExpression[Any] = self.of.desc() if self.descending else self.of.asc()
        return order

    def less(self, value: Any) -> ColumnElement[bool]:
        """Return the condition that a row stands before one with this value, as far as this key decides."""
        if value is None:
            before: ColumnElement[bool] = self.of.is_not(None) if self.descending else false()
        elif self.descending:
            before = self.of > self._bound(value)
        else:
            before = or_(self.of < self._bound(value), self.of.is_(None))
        return before

    def same(self, value: Any) -> ColumnElement[bool]:
        """Return the condition that a row has this value."""
        equal: ColumnElement[bool] = self.of.is_(None) if value is None else self.of == self._bound(value)
        return equal

    def _bound(self, value: Any) -> Any:
        return bindparam(None, value, type_=self.of.type, unique=True)


def flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 where a condition holds, else 0, to sort by."""
    return case((condition, 1), else_=0)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows in an order. `found` selects them from their tables; its columns and order do not matter.

    `keys` tell any two rows apart; `one` returns the condition of the row with an identity.
    """

    found: Select[Any]
    keys: Sequence[Key]
    one: Callable[[Any], ColumnElement[bool]]

    def order(self) -> list[UnaryExpression[Any]]:
        """Return the terms of the ORDER BY."""
        return [key.order() for key in self.keys]

    def window(self, limit: int, offset: int) -> Select[Any]:
        """Return the query of at most `limit` rows from `offset` on; `limit` -1 is all."""
        return self.found.order_by(*self.order()).limit(limit).offset(offset)

    def count(self, reader: Reader) -> int:
        """Return the number of rows."""
        return self._count(reader, self.found)

    def place(self, reader: Reader, identity: Any) -> int | None:
        """Return the index of a row among all, from 0; None when it is not among them. Reads that row alone."""
        named = [key.of.label(f"key_{number}") for number, key in enumerate(self.keys)]
        rows = reader.rows(self.found.with_only_columns(*named).where(self.one(identity)))
        if not rows:
            return None
        before: ColumnElement[bool] = false()
        for key, value in zip(reversed(self.keys), reversed(tuple(rows[0])), strict=True):
            before = or_(key.less(value), and_(key.same(value), before))
        return self._count(reader, self.found.where(before))

    def _count(self, reader: Reader, rows: Select[Any]) -> int:
        return int(reader.rows(rows.with_only_columns(func.count(), maintain_column_froms=True))[0][0])
