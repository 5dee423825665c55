"""The rows that an import will write, before it writes them: new ones already refer to each other."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from rebond.domain.kinds import Entity
from rebond.domain.names import folded
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later
from rebond.journal.queries.names import named
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction

E = TypeVar("E", bound=Entity)

#: Told how far a long work is: done, of how many. It may raise to stop the work.
Progress = Callable[[int, int], None]

declare_problems({
    "changed_since_preview": later("The journal changed since this was shown. Choose the files again."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Insert:
    """A row to add; its id, and those by which it refers to other new rows, are below 0."""

    row: Entity


@dataclass(frozen=True, slots=True)
class Update:
    """The new values of a row; `before` are those it was planned on."""

    row: Entity
    before: Entity


@dataclass(frozen=True, slots=True)
class Delete:
    row: Entity


Step = Insert | Update | Delete


class Plan:
    """The journal's rows as they will be, and the steps that lead there.

    A kind is read from the journal when it is first asked for, so that an address book never reads the invoices.
    """

    def __init__(self, reader: Reader | None) -> None:
        self._reader = reader
        self._rows: dict[str, dict[int, Any]] = {}
        self._new: dict[str, list[Any]] = defaultdict(list)
        self._steps: dict[tuple[str, int], Step] = {}
        self._next = -1
        self.attachments: dict[str, bytes] = {}
        #: Whether the journal holds nothing but what a new one begins with.
        self.is_new = not any(self._any(cls) for cls in KINDS if not cls.declared.preset)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps.values())

    def rows(self, cls: type[E]) -> list[E]:
        """Every row of a kind as it will be."""
        return list(self._of(cls).values())

    def get(self, cls: type[E], row_id: int) -> E:
        """:raises KeyError: when there is no row of that id."""
        row: E = self._of(cls)[row_id]
        return row

    def named(self, cls: type[E], name: str) -> list[E]:
        """The rows of a kind with that name, found without reading all of them."""
        planned = {step.row.id for step in self._steps.values() if isinstance(step, Update | Delete)}
        there = named(self._reader, cls, name) if self._reader else ()
        if cls.kind in self._rows or any(row.id in planned for row in there):
            field = cls.declared.names[0]
            return [row for row in self.rows(cls) if folded(getattr(row, field)) == folded(name)]
        field = cls.declared.names[0]
        return [*there, *(row for row in self._new[cls.kind] if folded(getattr(row, field)) == folded(name))]

    def add(self, row: E) -> E:
        """Plan a new row; the one returned has an id below 0 that others may refer to."""
        row = dataclasses.replace(row, id=self._next)
        self._next -= 1
        if row.kind in self._rows:
            self._rows[row.kind][row.id] = row
        self._new[row.kind].append(row)
        self._steps[row.kind, row.id] = Insert(row)
        return row

    def change(self, row: Entity) -> None:
        """Plan new values for a row, new or there already."""
        of_kind = self._of(type(row))
        before = of_kind[row.id]
        of_kind[row.id] = row
        planned = self._steps.get((row.kind, row.id))
        if row.id < 0:
            self._new[row.kind] = [row if one.id == row.id else one for one in self._new[row.kind]]
            self._steps[row.kind, row.id] = Insert(row)
        else:
            self._steps[row.kind, row.id] = Update(row, planned.before if isinstance(planned, Update) else before)

    def remove(self, row: Entity) -> None:
        """Plan to delete a row that is there."""
        del self._of(type(row))[row.id]
        self._steps[row.kind, row.id] = Delete(row)

    def _of(self, cls: type[Entity]) -> dict[int, Any]:
        if cls.kind not in self._rows:
            found = self._reader.all(cls) if self._reader else cls.declared.seeds
            there = {
                row.id or place: dataclasses.replace(row, id=row.id or place) for place, row in enumerate(found, 1)
            }
            self._rows[cls.kind] = there | {row.id: row for row in self._new[cls.kind]}
        return self._rows[cls.kind]

    def _any(self, cls: type[Entity]) -> bool:
        return self._reader is not None and self._reader.exists(cls)


def unheard(_done: int, _total: int) -> None:
    """The progress of work that nobody waits for."""


def write(
    transaction: Transaction, steps: Iterable[Step], attachments: Iterable[bytes], progress: Progress
) -> dict[tuple[str, int], int]:
    """Write the steps: first the rows that go, then the new ones, each kind at once and after those it refers to.

    :returns: the ids of the new rows, by kind and planned id.
    :raises Refused: changed_since_preview when a row is not as the plan found it.
    """
    for data in attachments:
        transaction.attach(data)
    ids: dict[tuple[str, int], int] = {}
    new: dict[type[Entity], list[Entity]] = {kind: [] for kind in KINDS}
    updates: list[Update] = []
    for step in steps:
        match step:
            case Delete(row):
                transaction.delete(type(row), row.id)
            case Insert(row):
                new[type(row)].append(row)
            case Update():
                updates.append(step)
    total, done = sum(map(len, new.values())), 0
    for rows in new.values():
        for start in range(0, len(rows), _AT_ONCE):
            progress(done, total)
            some = rows[start : start + _AT_ONCE]
            written = transaction.insert_all([dataclasses.replace(_referring(row, ids), id=0) for row in some])
            ids |= {(row.kind, row.id): row_id for row, row_id in zip(some, written, strict=True)}
            done += len(some)
    for step in updates:
        if transaction.get(type(step.before), step.before.id) != step.before:
            raise Refused(Problem("changed_since_preview"))
        transaction.update(_referring(step.row, ids))
    progress(total, total)
    return ids


#: New rows written between two reports of progress.
_AT_ONCE = 2_000


def in_order(steps: Iterable[Step]) -> list[Entity]:
    """The new rows as an empty journal takes them: ids 0, and references to the ids that it will give them."""
    new = (step.row for step in steps if isinstance(step, Insert))
    rows = sorted(new, key=lambda row: KINDS.index(type(row)))
    ids: dict[tuple[str, int], int] = {}
    counts: Counter[str] = Counter({cls.kind: len(cls.declared.seeds) for cls in KINDS})
    ready: list[Entity] = []
    for row in rows:
        counts[row.kind] += 1
        ids[row.kind, row.id] = counts[row.kind]
        ready.append(dataclasses.replace(_referring(row, ids), id=0))
    return ready


def _referring(row: E, ids: dict[tuple[str, int], int]) -> E:
    """The row with the ids that the new rows it refers to were given."""
    references: dict[str, Any] = {
        one.name: ids[one.ref.kind, value]
        for one in row.declared.references
        if one.ref and (value := getattr(row, one.name)) is not None and value < 0
    }
    return dataclasses.replace(row, **references) if references else row


def owners(rows: Iterable[Any], field: str) -> dict[int, list[Any]]:
    """Rows by the id of the row they belong to."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field)].append(row)
    return found
