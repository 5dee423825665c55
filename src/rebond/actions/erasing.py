"""Erasing a person's or a client's data for good, on demand (GDPR, article 17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rebond.actions.action import action
from rebond.actions.records import name_of, require_there
from rebond.domain.kinds import Entity
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later
from rebond.journal import erasure
from rebond.journal.backup import backups_with_rows
from rebond.journal.journal import Journal
from rebond.journal.queries.names import named
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow
from rebond.journal.transaction import Transaction

#: Fields of a person's row that are looked for in other texts too, beside every name it ever had.
_TELLING = ("email", "phone")


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing a row would do: the rows that go, by kind, and the other rows that mention the person."""

    row: Entity
    name: str
    rows: Mapping[str, int]
    mentions: tuple[tuple[str, StoredRow], ...]
    backups: tuple[Path, ...]


def erasable(journal: Journal, name: str) -> tuple[Entity, ...]:
    """The persons and clients of that name."""
    with journal.read() as reader:
        return tuple(row for cls in KINDS if cls.declared.person for row in named(reader, cls, name))


def preview(journal: Journal, row: Entity) -> Preview:
    """What erasing the row would do; nothing is written."""
    with journal.read() as reader:
        rows = erasure.owned_rows(reader, {type(row): [row.id]})
        found = erasure.mentions(reader.connection, rows, _words(reader, row, rows))
        mentions = tuple((kind, before) for kind, before, _after in found)
    counts = {kind: len(ids) for kind, ids in rows.items() if ids}
    return Preview(row, name_of(row), counts, mentions, backups_with_rows(journal.path, row.kind, row.id))


@action("erase", later("Erased for good, on demand"))
def erase(transaction: Transaction, row: Entity) -> None:
    """Erase the row and all that it owns, and its name, address and number wherever else they stand.

    Neither undo nor trash bring it back. Copies of the file, such as its backups, still hold it.

    :raises Refused: when the row was deleted in the meantime.
    """
    require_there(transaction, row)
    rows = erasure.owned_rows(transaction, {type(row): [row.id]})
    transaction.erase({type(row): [row.id]}, _words(transaction, row, rows))


def _words(reader: Reader, row: Entity, rows: erasure.Rows) -> frozenset[str]:
    """The person's names, present and former, and how they are reached."""
    own = {row.kind: rows[row.kind]}
    telling = (str(getattr(row, field, "")) for field in _TELLING)
    return frozenset(erasure.former_names(reader.connection, own) | {name_of(row)} | {text for text in telling if text})
