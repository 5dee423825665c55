"""The plan of an import: the rows it will insert, update and delete, and how they are written."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any, TypeVar

from rebond.actions.imports.attached_files import FileToAttach, attach_all
from rebond.domain.kinds import Entity
from rebond.domain.names import folded
from rebond.domain.registry import KINDS
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.by_name import named
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction
from rebond.progress import Progress, part

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Insert:
    """A row to insert; its id and its references to other new rows are negative."""

    row: Entity


@dataclass(frozen=True, slots=True)
class Update:
    row: Entity


@dataclass(frozen=True, slots=True)
class Delete:
    row: Entity


Step = Insert | Update | Delete


class Plan:
    """The journal's rows as they will be after an import, and the steps to get there.

    A kind is read from the journal when first needed, so that importing an address book never reads the invoices.
    """

    def __init__(self, reader: Reader | None) -> None:
        self._reader = reader
        self._rows: dict[str, dict[int, Any]] = {}
        self._new: dict[str, list[Any]] = defaultdict(list)
        self._steps: dict[tuple[str, int], Step] = {}
        self._next = -1
        #: The files to attach, by digest.
        self.attachments: dict[str, FileToAttach] = {}
        #: Whether the journal holds only the default rows of a new one.
        self.is_new = not any(self._any(cls) for cls in KINDS if not cls.declared.preset)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps.values())

    def rows(self, cls: type[E]) -> list[E]:
        """Return every row of a kind as it will be."""
        return list(self._of(cls).values())

    def get(self, cls: type[E], row_id: int) -> E:
        """:raises KeyError: when there is no row with that id."""
        row: E = self._of(cls)[row_id]
        return row

    def named(self, cls: type[E], name: str) -> list[E]:
        """Return the rows of a kind with that name, if possible without reading all of them."""
        planned = {step.row.id for step in self._steps.values() if isinstance(step, Update | Delete)}
        stored = named(self._reader, cls, name) if self._reader else ()
        if cls.kind in self._rows or any(row.id in planned for row in stored):
            field = cls.declared.names[0]
            return [row for row in self.rows(cls) if folded(getattr(row, field)) == folded(name)]
        field = cls.declared.names[0]
        return [*stored, *(row for row in self._new[cls.kind] if folded(getattr(row, field)) == folded(name))]

    def add(self, row: E) -> E:
        """Plan an insertion; returns the row with a negative id that others can refer to."""
        row = dataclasses.replace(row, id=self._next)
        self._next -= 1
        if row.kind in self._rows:
            self._rows[row.kind][row.id] = row
        self._new[row.kind].append(row)
        self._steps[row.kind, row.id] = Insert(row)
        return row

    def change(self, row: Entity) -> None:
        """Plan new values for a row, new or existing."""
        self._of(type(row))[row.id] = row
        if row.id < 0:
            self._new[row.kind] = [row if new.id == row.id else new for new in self._new[row.kind]]
            self._steps[row.kind, row.id] = Insert(row)
        else:
            self._steps[row.kind, row.id] = Update(row)

    def remove(self, row: Entity) -> None:
        """Plan the deletion of an existing row."""
        del self._of(type(row))[row.id]
        self._steps[row.kind, row.id] = Delete(row)

    def _of(self, cls: type[Entity]) -> dict[int, Any]:
        if cls.kind not in self._rows:
            rows = self._reader.all(cls) if self._reader else cls.declared.seeds
            stored = {
                row.id or number: dataclasses.replace(row, id=row.id or number) for number, row in enumerate(rows, 1)
            }
            self._rows[cls.kind] = stored | {row.id: row for row in self._new[cls.kind]}
        return self._rows[cls.kind]

    def _any(self, cls: type[Entity]) -> bool:
        return self._reader is not None and self._reader.exists(cls)


def write(
    transaction: Transaction, steps: Iterable[Step], files: Collection[FileToAttach], progress: Progress
) -> dict[tuple[str, int], int]:
    """Write files, then the steps: deletions, insertions in batches by kind, those referred to first, and updates.

    :returns: the ids of the new rows, by kind and planned id.
    """
    if files:
        attach_all(transaction, files, part(progress, 0, 1, 2))
        progress = part(progress, 1, 2, 2)
    ids: dict[tuple[str, int], int] = {}
    new: dict[type[Entity], list[Entity]] = {kind: [] for kind in KINDS}
    updates: list[Entity] = []
    for step in steps:
        match step:
            case Delete(row):
                transaction.delete(type(row), row.id)
            case Insert(row):
                new[type(row)].append(row)
            case Update(row):
                updates.append(row)
    total, done = sum(map(len, new.values())), 0
    for rows in (ready for kind_rows in new.values() for ready in _in_turn(kind_rows)):
        for start in range(0, len(rows), _BATCH):
            progress(done, total)
            batch = rows[start : start + _BATCH]
            new_ids = transaction.insert_all([dataclasses.replace(_referring(row, ids), id=0) for row in batch])
            ids |= {(row.kind, row.id): new_id for row, new_id in zip(batch, new_ids, strict=True)}
            done += len(batch)
    for row in updates:
        transaction.update(_referring(row, ids))
    progress(total, total)
    return ids


#: The number of rows inserted between two calls of `progress`.
_BATCH = 2_000


def in_order(steps: Iterable[Step]) -> list[Entity]:
    """Return the new rows for an empty journal: with ids of 0, and references by the ids it will assign."""
    new = (step.row for step in steps if isinstance(step, Insert))
    sorted_rows = sorted(new, key=lambda row: KINDS.index(type(row)))
    rows = [row for _kind, group in groupby(sorted_rows, key=type) for turn in _in_turn(list(group)) for row in turn]
    ids: dict[tuple[str, int], int] = {}
    counts: Counter[str] = Counter({cls.kind: len(cls.declared.seeds) for cls in KINDS})
    ready: list[Entity] = []
    for row in rows:
        counts[row.kind] += 1
        ids[row.kind, row.id] = counts[row.kind]
        ready.append(dataclasses.replace(_referring(row, ids), id=0))
    return ready


def _in_turn(rows: list[Entity]) -> tuple[list[Entity], list[Entity]]:
    """Split new rows of one kind: those that refer to others of their kind come after those."""
    own = rows[0].declared.to_its_own if rows else None
    if own is None:
        return rows, []
    later = [row for row in rows if (getattr(row, own.name) or 0) < 0]
    return [row for row in rows if (getattr(row, own.name) or 0) >= 0], later


def _referring(row: E, ids: dict[tuple[str, int], int]) -> E:
    """Return the row with its references to new rows replaced by their ids."""
    references: dict[str, Any] = {
        field.name: ids[field.ref.kind, value]
        for field in row.declared.references
        if field.ref and (value := getattr(row, field.name)) is not None and value < 0
    }
    return dataclasses.replace(row, **references) if references else row


def by_owner(rows: Iterable[Any], field: str) -> dict[int, list[Any]]:
    """Group rows by the id in a field; an id without rows has an empty list."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, field)].append(row)
    return groups
