"""Erasure of a person's or a client's data on demand (GDPR, article 17), and its preview."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rebond.actions.action import action
from rebond.actions.records import name_of, require_there
from rebond.domain.kinds import Entity
from rebond.domain.names import folded, same
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later
from rebond.journal import erasure
from rebond.journal.backup import backups_holding
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow
from rebond.journal.transaction import Transaction
from rebond.language import Language


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """The effect of erasing a row.

    `rows` are the numbers of rows erased by kind, `mentions` the other rows (kind, stored row) that name the person,
    `backups` the automatic backups that still hold the data. `unsearched` are names too short to look for.
    """

    row: Entity
    name: str
    rows: Mapping[str, int]
    mentions: tuple[tuple[str, StoredRow], ...]
    backups: tuple[Path, ...]
    unsearched: tuple[str, ...] = ()


def erasable(journal: Journal, name: str) -> tuple[Entity, ...]:
    """Return the persons and clients of that name, and those deleted that the history still holds."""
    with journal.read() as reader:
        return tuple(
            row
            for cls in KINDS
            if cls.declared.person
            for row in (
                *named(reader, cls, name),
                *(row for row in erasure.deleted(reader.connection, cls) if same(name_of(row), name)),
            )
        )


def preview(journal: Journal, row: Entity) -> ErasurePreview:
    """Return the effect of erasing the row; nothing is written."""
    with journal.read() as reader:
        rows = erasure.owned_rows(reader, {type(row): [row.id]})
        words = _words(reader, row)
        mentions = tuple((kind, before) for kind, before, _after in erasure.mentions(reader.connection, rows, words))
    counts = {kind: len(ids) for kind, ids in rows.items() if ids}
    backups = backups_holding(journal.path, row.kind, row.id, words)
    unsearched = tuple(sorted(word for word in words if len(folded(word)) < erasure.SHORTEST))
    return ErasurePreview(row, name_of(row), counts, mentions, backups, unsearched)


def too_short(language: Language, shown: ErasurePreview) -> str:
    """Return the sentence about names that are too short to be looked for in other texts."""
    return language.gettext("Too short to be blacked out in other texts, where you may look for it: {names}.").format(
        names=", ".join(shown.unsearched)
    )


@action("erase", later("Erased for good, on demand"))
def erase(transaction: Transaction, row: Entity) -> None:
    """Erase a row and all it owns, and its names, e-mail address and telephone number in every other text.

    Undo and trash cannot restore it. Copies of the file, such as backups, still hold it. A deleted row can be erased.

    :raises Refused: when it was erased in the meantime.
    """
    words = _words(transaction, row)
    if not words:
        require_there(transaction, row)
    transaction.erase({type(row): [row.id]}, words)


def _words(reader: Reader, row: Entity) -> frozenset[str]:
    """Return the person's present and former names, e-mail addresses and telephone numbers; none if erased."""
    return frozenset(erasure.identifying_texts(reader.connection, type(row), row.id))
