"""What an import will write, before it is written: new rows that already know each other."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rebond.domain.kinds import Entity, fields_of
from rebond.domain.money.kinds import ChargeRate, ClosureWindow, Settings
from rebond.domain.registry import KINDS
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction

E = TypeVar("E", bound=Entity)

#: Kinds that a new journal may hold: what is imported first takes their place.
CHOICES = (Settings, ChargeRate, ClosureWindow)
#: How many rows are written between two reports of progress.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Insert:
    """A row to add; its id, and those by which it refers to other new rows, are below 0."""

    row: Entity


@dataclass(frozen=True, slots=True)
class Update:
    row: Entity


@dataclass(frozen=True, slots=True)
class Delete:
    row: Entity


Step = Insert | Update | Delete


class Plan:
    """The journal's rows as they will be, and the steps that lead there."""

    def __init__(self, rows: dict[str, dict[int, Any]]) -> None:
        self._rows = rows
        self.steps: list[Step] = []
        self._next = -1

    @classmethod
    def of(cls, reader: Reader) -> "Plan":
        """The journal as it is, and nothing to do."""
        return cls({cls.kind: {row.id: row for row in reader.all(cls)} for cls in KINDS})

    @property
    def is_new(self) -> bool:
        """Whether there is nothing but the choices that a new journal begins with."""
        return not any(self._rows[cls.kind] for cls in KINDS if cls not in CHOICES)

    def rows(self, cls: type[E]) -> list[E]:
        return list(self._rows[cls.kind].values())

    def get(self, cls: type[E], row_id: int) -> E:
        row: E = self._rows[cls.kind][row_id]
        return row

    def add(self, row: E) -> E:
        """Plan a new row; what is returned has an id below 0 that others may refer to."""
        row = dataclasses.replace(row, id=self._next)
        self._next -= 1
        self._rows[row.kind][row.id] = row
        self.steps.append(Insert(row))
        return row

    def change(self, row: Entity) -> None:
        """Plan new values for a row, new or there already."""
        self._rows[row.kind][row.id] = row
        if row.id > 0:
            self.steps.append(Update(row))
            return
        place = next(at for at, step in enumerate(self.steps) if step.row.id == row.id)
        self.steps[place] = Insert(row)

    def take(self, steps: Iterable[Step]) -> None:
        """Plan what another plan of the same rows planned."""
        for step in steps:
            if isinstance(step, Delete):
                del self._rows[step.row.kind][step.row.id]
            else:
                self._rows[step.row.kind][step.row.id] = step.row
            self._next = min(self._next, step.row.id - 1)
            self.steps.append(step)

    def remove(self, row: Entity) -> None:
        """Plan to delete a row that is there."""
        del self._rows[row.kind][row.id]
        self.steps.append(Delete(row))


#: Hears how much of the whole is done; it may raise, to end the work.
Progress = Callable[[int, int], object]


def unheard(_done: int, _total: int) -> None:
    """The progress of what nobody waits for."""


def carry_out(steps: Sequence[Step], change: Transaction, progress: Progress = unheard) -> None:
    """Write the steps: what goes first, then what is new, each kind at once and after those it refers to."""
    done = 0
    ids: dict[tuple[str, int], int] = {}
    new: dict[type[Entity], list[Entity]] = {kind: [] for kind in KINDS}
    updates: list[Entity] = []
    for step in steps:
        match step:
            case Delete(row):
                change.delete(type(row), row.id)
            case Insert(row):
                new[type(row)].append(row)
            case Update(row):
                updates.append(row)
    for rows in new.values():
        for first in range(0, len(rows), _CHUNK):
            chunk = rows[first : first + _CHUNK]
            written = change.insert_all([dataclasses.replace(_referring(row, ids), id=0) for row in chunk])
            ids |= {(row.kind, row.id): row_id for row, row_id in zip(chunk, written, strict=True)}
            done += len(chunk)
            progress(done, len(steps))
    for row in updates:
        change.update(_referring(row, ids))
        done += 1
        progress(done, len(steps))


def in_order(steps: Iterable[Step]) -> list[Entity]:
    """The new rows as an empty journal takes them: ids 0, and references to the ids that it will give them."""
    rows = sorted((step.row for step in steps if isinstance(step, Insert)), key=lambda row: KINDS.index(type(row)))
    ids: dict[tuple[str, int], int] = {}
    counts: Counter[str] = Counter()
    ready: list[Entity] = []
    for row in rows:
        counts[row.kind] += 1
        ids[row.kind, row.id] = counts[row.kind]
        ready.append(dataclasses.replace(_referring(row, ids), id=0))
    return ready


def _referring(row: Entity, ids: dict[tuple[str, int], int]) -> Entity:
    """The row with the ids that the new rows it refers to were given."""
    references: dict[str, Any] = {
        one.name: ids[one.ref.kind, value]
        for one in fields_of(type(row))
        if one.ref and (value := getattr(row, one.name)) is not None and value < 0
    }
    return dataclasses.replace(row, **references) if references else row


def owners(rows: Iterable[Any], field: str) -> dict[int, list[Any]]:
    """Rows by the id of what they belong to."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, field)].append(row)
    return found
