"""Erasure of a person's or a client's data on demand (GDPR, article 17), and its preview."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from rebond.actions.action import action
from rebond.actions.records import name_of, require_there
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.kinds import Entity
from rebond.domain.names import folded, same
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal import erasure, leftovers
from rebond.journal.backup import backups_holding, delete_backups
from rebond.journal.backup_folder import copies
from rebond.journal.file_look import UNREADABLE, fresh
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from rebond.journal.reader import Reader
from rebond.journal.refusing import refusals
from rebond.journal.rows import StoredRow
from rebond.journal.transaction import Transaction
from rebond.language import Language

declare_problems({
    "backups_left": later(
        "It is erased in the journal, but backups that hold it could not be deleted, and still hold it. {why}"
    ),
    "backups_may_return": later(
        "It is erased in the journal, and the backups that held it are deleted, but the disk reported a failure: a "
        "loss of power just now might bring them back. {why}"
    ),
    "left_disk_full": later("The disk is full: free some space, for a new backup is made before the old ones go."),
    "left_no_access": later("The system does not allow the folder {folder} to be changed."),
})  # fmt: skip

#: Why a backup was not made or deleted, said without what the same errors mean for a change.
_WHY = {"disk_full": "left_disk_full", "folder_not_writable": "left_no_access", "cannot_write": "system_failure"}


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """The effect of erasing a row.

    `rows` are the numbers of rows erased by kind, `mentions` the other rows (kind, stored row) that name the person,
    `backups` the automatic backups that still hold the data, and what killed processes left that does. `unsearched`
    are names too short to look for, and `files` the number of attached files that stay, whose content is not looked
    into.
    """

    row: Entity
    name: str
    rows: Mapping[str, int]
    mentions: tuple[tuple[str, StoredRow], ...]
    backups: tuple[Path, ...]
    unsearched: tuple[str, ...] = ()
    files: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """The result of an erasure: the change, and the new backup made before others were deleted, None for none.

    `left` are the backups that still hold the data though they were to be deleted, `problem` says why.
    """

    change: Change | None
    made: Path | None = None
    left: tuple[Path, ...] = ()
    problem: Problem | None = None


def erasable(journal: Journal, name: str) -> tuple[Entity, ...]:
    """Return the persons and clients of that name, and those deleted that the history still holds."""
    with journal.read() as reader:
        return tuple(_erasable(reader, name))


def _erasable(reader: Reader, name: str) -> Iterator[Entity]:
    for cls in KINDS:
        if cls.declared.person:
            yield from named(reader, cls, name)
            yield from (row for row in erasure.deleted(reader.sqlite, cls) if same(name_of(row), name))


def copies_of_erased(journal: Journal, name: str) -> tuple[Path, ...]:
    """Return the backups that hold a person or client of that name who is erased in the journal."""
    holding: set[Path] = set()
    with journal.read() as now:
        for copy in copies(journal.path):
            with suppress(*UNREADABLE), fresh(copy.path) as reader:
                for row in _erasable(reader, name):
                    if not _words(now, row):
                        holding.update(_copies_holding(journal.path, row, _words(reader, row)))
    return tuple(sorted(holding))


def _copies_holding(path: Path, row: Entity, words: Collection[str]) -> tuple[Path, ...]:
    return (*backups_holding(path, row.kind, row.id, words), *leftovers.holding(path, words))


def preview(journal: Journal, row: Entity) -> ErasurePreview:
    """Return the effect of erasing the row; nothing is written."""
    with journal.read() as reader:
        rows = erasure.owned_rows(reader, {type(row): [row.id]})
        words = _words(reader, row)
        files = reader.count(AttachedFile) - len(rows.get(AttachedFile.kind, ()))
        mentions = tuple((kind, before) for kind, before, _after in erasure.mentions(reader.sqlite, rows, words))
    counts = {kind: len(ids) for kind, ids in rows.items() if ids}
    backups = _copies_holding(journal.path, row, words)
    unsearched = tuple(sorted(word for word in words if len(folded(word)) < erasure.SHORTEST))
    return ErasurePreview(row, name_of(row), counts, mentions, backups, unsearched, files)


def too_short(language: Language, shown: ErasurePreview) -> str:
    """Return the sentence about names that are too short to be looked for in other texts."""
    return language.gettext("Too short to be blacked out in other texts, where you may look for it: {names}.").format(
        names=", ".join(shown.unsearched)
    )


def files_left(language: Language, shown: ErasurePreview) -> str:
    """Return the sentence about the attached files that stay."""
    said = language.ngettext(
        "{count} attached file stays, not looked into. If it holds the name, erase it in the files of its mission.",
        "{count} attached files stay, not looked into. Erase those that hold the name in the files of their mission.",
        shown.files,
    )
    return said.format(count=shown.files)


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


def erase_with_copies(journal: Journal, row: Entity, doomed: Collection[Path], today: date) -> Erased:
    """Erase a row as `erase` does, then delete the backups `doomed`, and what killed processes left in any case.

    :raises Refused: when nothing was erased. That a backup could not be deleted is told by what is returned.
    """
    change = erase(journal, row)
    leftovers.clear(journal.path)
    return delete_copies(journal, doomed, today, change)


def delete_copies(journal: Journal, doomed: Collection[Path], today: date, change: Change | None = None) -> Erased:
    """Delete backups that hold what is erased, after making a new one; calling it again goes on where it failed."""
    if not doomed:
        return Erased(change)
    try:
        with refusals(journal.path, writing=True):
            leftovers.delete(journal.path, doomed)
            return Erased(change, delete_backups(journal.path, doomed, today))
    except Refused as refused:
        problem = refused.problems[0]
        reason = replace(problem, code=_WHY.get(problem.code, problem.code))
        left = tuple(path for path in doomed if path.exists())
        code = "backups_left" if left else "backups_may_return"
        return Erased(change, None, left, Problem(code, facts={"why": reason}))


def _words(reader: Reader, row: Entity) -> frozenset[str]:
    """Return the person's present and former names, e-mail addresses and telephone numbers; none if erased."""
    return frozenset(erasure.identifying_texts(reader.sqlite, type(row), row.id))
