"""Erasure of a person's or a client's data on demand (GDPR, article 17), and its preview."""

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
from rebond.journal.queries.by_name import named
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow
from rebond.journal.transaction import Transaction

#: Fields whose values are erased from other texts too, beside every name the row ever had.
_IDENTIFYING = ("email", "phone")


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """The effect of erasing a row.

    `rows` are the numbers of rows erased by kind, `mentions` the other rows (kind, stored row) that name the person,
    `backups` the automatic backups that still hold the data.
    """

    row: Entity
    name: str
    rows: Mapping[str, int]
    mentions: tuple[tuple[str, StoredRow], ...]
    backups: tuple[Path, ...]


def erasable(journal: Journal, name: str) -> tuple[Entity, ...]:
    """Return the persons and clients of that name."""
    with journal.read() as reader:
        return tuple(row for cls in KINDS if cls.declared.person for row in named(reader, cls, name))


def preview(journal: Journal, row: Entity) -> ErasurePreview:
    """Return the effect of erasing the row; nothing is written."""
    with journal.read() as reader:
        rows = erasure.owned_rows(reader, {type(row): [row.id]})
        mentioning = erasure.mentions(reader.connection, rows, _words(reader, row, rows))
        mentions = tuple((kind, before) for kind, before, _after in mentioning)
    counts = {kind: len(ids) for kind, ids in rows.items() if ids}
    return ErasurePreview(row, name_of(row), counts, mentions, backups_with_rows(journal.path, row.kind, row.id))


@action("erase", later("Erased for good, on demand"))
def erase(transaction: Transaction, row: Entity) -> None:
    """Erase a row and all it owns, and its names, e-mail address and telephone number in every other text.

    Undo and trash cannot restore it. Copies of the file, such as backups, still hold it.

    :raises Refused: when the row was deleted in the meantime.
    """
    require_there(transaction, row)
    rows = erasure.owned_rows(transaction, {type(row): [row.id]})
    transaction.erase({type(row): [row.id]}, _words(transaction, row, rows))


def _words(reader: Reader, row: Entity, rows: erasure.Rows) -> frozenset[str]:
    """Return the person's present and former names, e-mail address and telephone number."""
    own = {row.kind: rows[row.kind]}
    values = (str(getattr(row, field, "")) for field in _IDENTIFYING)
    return frozenset(erasure.former_names(reader.connection, own) | {name_of(row)} | {text for text in values if text})
