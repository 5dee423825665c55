"""One write transaction: writes rows and appends their before and after to the history."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from rebond.domain.kinds import Entity
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import BY_NAME, REFERRING
from rebond.domain.translatable import later
from rebond.journal import blobs, chain, erasure, history, search, version_notes
from rebond.journal.history import Change, Head, RowChange, Steps
from rebond.journal.reader import Reader
from rebond.journal.rows import E, Stored, StoredRow, select_matching, shape, stored

declare_problems({
    "still_used": later("This is still used ({count} ×). Give each of those another one first."),
})  # fmt: skip


class Transaction(Reader):
    """An open write transaction; reading from it shows what it wrote so far.

    `done` is the finished change once the transaction has been committed; None when no row differed.
    """

    def __init__(self, sqlite: sqlite3.Connection, action: str, facts: Mapping[str, Any]) -> None:
        super().__init__(sqlite)
        self.action = action
        self.facts: dict[str, Any] = dict(facts)
        self.done: Change | None = None
        #: The changes that undo and redo take back next after this one.
        self.steps: Steps = lambda seq: (seq, None)
        self._rows: list[RowChange] = []
        self._indexed = 0
        self._part_depth = 0
        self._erased = False

    @property
    def has_written(self) -> bool:
        """Whether a row was written so far."""
        return bool(self._rows)

    def describe(self, action: str = "", **facts: Any) -> None:
        """Set the action's name and add facts for its sentence. No effect inside :meth:`part`."""
        if self._part_depth == 0:
            self.action = action or self.action
            self.facts |= facts

    @contextmanager
    def part(self) -> Iterator[None]:
        """Run another action inside this one, which keeps its own name and facts."""
        self._part_depth += 1
        try:
            yield
        finally:
            self._part_depth -= 1

    def insert(self, entity: Entity) -> int:
        """Insert a new entity, whose id is 0, and return its new id."""
        return self.insert_all([entity])[0]

    def insert_all(self, entities: Iterable[E]) -> list[int]:
        """Insert new entities of one kind and return their ids; ten times faster than one by one."""
        rows = [(entity.kind, entity.id, stored(entity)) for entity in entities]
        if not rows:
            return []
        (kind,) = {kind for kind, _, _ in rows}
        if any(row_id for _, row_id, _ in rows):
            raise ValueError("an entity that has an id is there already")
        first = version_notes.next_id(self.sqlite, kind)
        for row_id, (_, _, row) in enumerate(rows, first):
            row["id"] = row_id
        self.put(kind, [row for _, _, row in rows])
        return list(range(first, first + len(rows)))

    def update(self, entity: Entity) -> bool:
        """Replace the entity with the same id; False when nothing differs.

        :raises KeyError: when there is none with that id.
        """
        before, after = self._require(entity.kind, entity.id), stored(entity)
        if before == after:
            return False
        self.replace(entity.kind, before, after)
        return True

    def delete(self, cls: type[Entity], row_id: int) -> None:
        """Delete an entity and all it owns, and set other references to it to null.

        :raises KeyError: when there is none with that id.
        :raises Refused: still_used when a row that it does not own requires it.
        """
        self._delete_owned(cls.kind, [self._require(cls.kind, row_id)])

    def _delete_owned(self, kind: str, rows: list[StoredRow]) -> None:
        deleted = {row["id"] for row in rows}
        for cls, field in REFERRING[kind]:
            for row in rows:
                others = self._where(cls.kind, field.name, row["id"])
                if cls.kind == kind:
                    others = [other for other in others if other["id"] not in deleted]
                if others and field.ref and field.ref.owned:
                    self._delete_owned(cls.kind, others)
                elif others and not field.optional:
                    raise Refused(Problem("still_used", facts={"count": len(others)}))
                else:
                    for other in others:
                        self.replace(cls.kind, other, {**other, field.name: None})
        own = BY_NAME[kind].declared.to_its_own
        if own:  # a row goes before the one it refers to, and comes back after it
            rows = sorted(rows, key=lambda row: row[own.name] not in deleted)
        self.remove(kind, rows)

    def attach(self, data: bytes) -> str:
        """Store a file once, however often it is attached, and return its digest for the field that refers to it."""
        return blobs.keep(self.sqlite, data)

    def erase(self, doomed: Mapping[type[Entity], Collection[int]], words: Collection[str]) -> None:
        """Erase rows and all they own from the journal and its history, and replace `words` in every other text.

        The hash chain stays valid; undo and trash cannot restore the rows.

        :raises ValueError: when it is not the first operation of an action of its own.
        """
        if self._rows or self._part_depth or self.action != history.ERASE:
            raise ValueError("an erasure is a transaction of its own")
        self._erased = True
        self.steps = lambda seq: (seq, None)
        owned = erasure.owned_rows(self, doomed)
        places, unwritten = erasure.blank_history(self.sqlite, owned, words)
        for kind, before, after in erasure.mentions(self.sqlite, owned, words):
            self.replace(kind, before, after)
        written = {(row.kind, row.id) for row in self._rows}
        for kind, row_id in unwritten:
            if kind in BY_NAME and (kind, row_id) not in written and (row := self.stored_row(kind, row_id)):
                self._rows.append(RowChange(kind, row_id, row, row))
        for cls, ids in doomed.items():
            for row_id in ids:
                if self.stored_row(cls.kind, row_id):
                    self.delete(cls, row_id)
        self.facts["places"] = places

    def stored_row(self, kind: str, row_id: int) -> StoredRow | None:
        """Return the stored row, or None."""
        rows = self._where(kind, "id", row_id)
        return rows[0] if rows else None

    def put(self, kind: str, rows: list[StoredRow]) -> None:
        """Insert rows that have their ids already: new ones, or restored ones."""
        self.sqlite.executemany(_insert(kind), [tuple(row.values()) for row in rows])
        self._rows.extend(RowChange(kind, int(row["id"] or 0), None, row) for row in rows)

    def replace(self, kind: str, before: StoredRow, after: StoredRow) -> None:
        """Update the row `before` to `after`."""
        self.sqlite.execute(_update(kind), (*after.values(), before["id"]))
        self._rows.append(RowChange(kind, int(before["id"] or 0), before, after))

    def remove(self, kind: str, rows: list[StoredRow]) -> None:
        """Delete rows."""
        self.sqlite.executemany(_delete(kind), [(row["id"],) for row in rows])
        self._rows.extend(RowChange(kind, int(row["id"] or 0), row, None) for row in rows)

    def finish(self, previous: Head, clock: history.Clock) -> Head:
        """Append the change to the history, update the search index, and return the new end of the chain."""
        if not self._rows and not self._erased:
            return previous
        self.index_written()
        rows = tuple(self._rows)
        if self._erased:
            rows = erasure.without_content(rows)
            blobs.drop_unused(self.sqlite)
            search.forget_deleted(self.sqlite)
        self.done, head = chain.append(self.sqlite, previous, self.action, self.facts, rows, clock(), self.steps)
        return head

    def index_written(self) -> None:
        """Have the search find what was written so far, as `finish` does with the rest."""
        search.follow(self.sqlite, self._rows[self._indexed :])
        self._indexed = len(self._rows)

    def _require(self, kind: str, row_id: int) -> StoredRow:
        row = self.stored_row(kind, row_id)
        if row is None:
            raise KeyError(kind, row_id)
        return row

    def _where(self, kind: str, field: str, value: Stored) -> list[StoredRow]:
        rows = self.sqlite.execute(select_matching(kind, field), (value,))
        return [dict(zip(shape(kind).names, row, strict=True)) for row in rows]


# The names in these statements are those of tables and columns, never a person's text.


@cache
def _insert(kind: str) -> str:
    names = shape(kind).names
    return f"INSERT INTO {kind} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608


@cache
def _update(kind: str) -> str:
    return f"UPDATE {kind} SET {', '.join(f'{name} = ?' for name in shape(kind).names)} WHERE id = ?"  # noqa: S608


@cache
def _delete(kind: str) -> str:
    return f"DELETE FROM {kind} WHERE id = ?"  # noqa: S608
