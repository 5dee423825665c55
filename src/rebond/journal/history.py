"""The history: an append-only, hash-chained log of every change, with each row's values before and after.

The chain proves order and integrity from the moment one of its hashes left the journal (in an export, a dossier), not
truth or authorship. A change's hash covers salted digests of its content, not the content: an erasure
(`journal.erasure`) blanks a person's data and its salt, and the chain remains verifiable. The change that erased lists
each place it blanked, so that blanking by any other means is detected.

A row written by another version of the program is completed with the defaults of the fields it lacks. If it still
cannot be read as an entity, `was` and `became` are None and only the stored values can be shown.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

from rebond.domain.kinds import Entity
from rebond.domain.registry import BY_NAME
from rebond.domain.value_classes import dataclass
from rebond.journal.reader import Reader
from rebond.journal.rows import DamagedValueError, StoredRow, completed, from_json, loaded
from rebond.journal.sql import Sql, sql

#: The action of an erasure; its facts list the places blanked: (change, position), or (change, FACTS) for facts.
ERASE = "erase"
FACTS = -1
_FIRST = b"\0" * 32

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the current time in the system's time zone."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class RowChange:
    """The stored values of a row before and after a change: inserted (no `before`), updated, or deleted (no `after`).

    An `erased` one has neither.
    """

    kind: str
    id: int
    before: StoredRow | None
    after: StoredRow | None
    erased: bool = False

    @property
    def was(self) -> Entity | None:
        """The entity before the change; None if there was none, or this version cannot read it."""
        return _entity(self.kind, self.before)

    @property
    def became(self) -> Entity | None:
        """The entity after the change; None if there is none, or this version cannot read it."""
        return _entity(self.kind, self.after)

    @property
    def readable(self) -> bool:
        """Whether this version can write the row back: it was not erased, and its kind and values are known."""
        entities = ((self.before, self.was), (self.after, self.became))
        return not self.erased and all(entity is not None for row, entity in entities if row is not None)


def _entity(kind: str, row: StoredRow | None) -> Entity | None:
    if row is None or kind not in BY_NAME:
        return None
    try:
        return loaded(BY_NAME[kind], row)
    except (ValueError, TypeError):  # an unknown choice or date, a field without a default
        return None


@dataclass(frozen=True, slots=True)
class Change:
    """A committed transaction: its action, the facts its sentence names, and the rows it changed."""

    seq: int
    at: datetime
    action: str
    facts: Mapping[str, Any] = field(hash=False)
    rows: tuple[RowChange, ...] = field(hash=False)
    #: Whether its facts were erased; rows have a flag of their own.
    erased: bool = False

    @property
    def readable(self) -> bool:
        """Whether this version can undo the change: it can read all of its rows."""
        return all(row.readable for row in self.rows)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its rows."""
        return frozenset(row.kind for row in self.rows)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: the last change, and the changes that undo and redo would take back next."""

    seq: int = 0
    hash: bytes = _FIRST
    undo_next: int | None = None
    redo_next: int | None = None


def head(reader: Reader) -> Head:
    """Return the end of the chain, whose hash is stated wherever a journal leaves the program (`journal/heads.py`)."""
    return _head(reader, sql("TRUE"))


def head_at(reader: Reader, seq: int) -> Head:
    """Return the end of the chain as of the change `seq`; 0 is before the first change."""
    return _head(reader, sql("seq = ?", seq))


def _head(reader: Reader, which: Sql) -> Head:
    last = "SELECT seq, hash, undo_next, redo_next FROM change WHERE ? ORDER BY seq DESC LIMIT 1"
    rows = reader.fetch(sql(last, which))
    found = Head(*rows[0]) if rows else Head()
    if not isinstance(found.hash, bytes) or len(found.hash) != len(_FIRST):
        raise DamagedValueError("the last change has no hash")
    return found


#: The number of a change → the changes that undo and redo take back next after it.
Steps = Callable[[int], tuple[int | None, int | None]]


def moment(at: str, offset: int) -> datetime:
    """Return a time as the history stores it, in UTC and with the offset in minutes, in the zone it was written in.

    :raises DamagedValueError: when it is none.
    """
    try:
        return datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=offset)))
    except (ValueError, OverflowError) as error:
        raise DamagedValueError(str(error)) from error


class ChangeRecord(NamedTuple):
    """A row of the table `change`."""

    seq: int
    at: str
    utc_offset: int
    action: str
    facts: str
    undo_next: int | None
    redo_next: int | None
    salt: bytes
    facts_digest: bytes
    rows_digest: bytes
    previous: bytes
    hash: bytes
    erased: int


class _RowRecord(NamedTuple):
    """The columns of a row of the table `change_row`."""

    seq: int
    kind: str
    row_id: int
    before: str | None
    after: str | None
    erased: int


# The names in these statements are those of columns.
RECORD_COLUMNS = ", ".join(ChangeRecord._fields)
SELECT_RECORDS = f"SELECT {RECORD_COLUMNS} FROM change"  # noqa: S608
_ROW_RECORDS = """
    SELECT seq, kind, row_id, "before", "after", erased FROM change_row
    WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq, position
"""


def change(reader: Reader, seq: int) -> Change | None:
    """Return the change numbered `seq` with its rows, or None."""
    matches = _changes(reader, sql("seq = ?", seq))
    return matches[0] if matches else None


def heading(reader: Reader, seq: int) -> Change | None:
    """The change of that number without its rows, of which an import has very many."""
    records = _records(reader, sql("seq = ?", seq))
    return _change(records[0], ()) if records else None


def changes(reader: Reader, *, limit: int, before: int | None = None) -> tuple[Change, ...]:
    """Return the last `limit` changes, before the change `before` if given, newest first."""
    return _changes(reader, sql("TRUE") if before is None else sql("seq < ?", before), limit)


def _records(reader: Reader, which: Sql, limit: int = -1) -> list[ChangeRecord]:
    """Return the records that meet a condition, the newest first."""
    statement = sql(f"{SELECT_RECORDS} WHERE ? ORDER BY seq DESC LIMIT ?", which, limit)
    return [ChangeRecord(*values) for values in reader.fetch(statement)]


def _changes(reader: Reader, which: Sql, limit: int = -1) -> tuple[Change, ...]:
    records = _records(reader, which, limit)
    rows: dict[int, list[RowChange]] = {record.seq: [] for record in records}
    for row in map(_RowRecord._make, reader.fetch(sql(_ROW_RECORDS, rows.keys()))):
        rows[row.seq].append(_row_change(row))
    return tuple(_change(record, tuple(rows[record.seq])) for record in records)


def _change(record: ChangeRecord, rows: tuple[RowChange, ...]) -> Change:
    facts = from_json(record.facts) or {}
    return Change(record.seq, moment(record.at, record.utc_offset), record.action, facts, rows, bool(record.erased))


def _row_change(row: _RowRecord) -> RowChange:
    before, after = from_json(row.before), from_json(row.after)
    return RowChange(
        row.kind,
        row.row_id,
        None if before is None else completed(row.kind, before),
        None if after is None else completed(row.kind, after),
        bool(row.erased),
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a row: its values before and after one change."""

    seq: int
    at: datetime
    action: str
    row: RowChange


_VERSIONS = """
    SELECT at, utc_offset, action, seq, kind, row_id, "before", "after", change_row.erased
    FROM change_row JOIN change USING (seq) WHERE ? ORDER BY seq, position
"""


def versions(reader: Reader, kind: str, row_id: int) -> tuple[Version, ...]:
    """Return every version of a row, oldest first, without erased ones."""
    return _versions(reader, sql("kind = ? AND row_id = ? AND change_row.erased = 0", kind, row_id))


def versions_of(reader: Reader, kind: str, ids: Collection[int]) -> dict[int, list[Version]]:
    """Return the versions of rows of a kind by their ids, oldest first; those that were erased too."""
    found: dict[int, list[Version]] = {row_id: [] for row_id in ids}
    for version in _versions(
        reader, sql("kind = ? AND row_id IN (SELECT value FROM json_each(?))", kind, found.keys())
    ):
        found[version.row.id].append(version)
    return found


def _versions(reader: Reader, which: Sql) -> tuple[Version, ...]:
    return tuple(
        Version(row.seq, moment(at, offset), action, _row_change(row))
        for at, offset, action, *values in reader.fetch(sql(_VERSIONS, which))
        for row in (_RowRecord(*values),)
    )


@dataclass(frozen=True, slots=True)
class Trashed:
    """A change that deleted rows, and those of its `rows` still deleted, in reverse order of deletion."""

    change: Change
    rows: tuple[RowChange, ...]


#: Deleted rows that no later change restores. The unary plus makes SQLite use the index on the row, which has few
#: versions; with the index on `seq` it would read the rest of the history for each.
_GONE = """
    FROM change_row AS gone JOIN change USING (seq)
    WHERE gone."after" IS NULL AND gone.erased = 0
    AND (action NOT IN ('undo', 'revert') OR facts ->> '$.action' = 'restore')
    AND NOT EXISTS (
        SELECT 1 FROM change_row AS later
        WHERE later.kind = gone.kind AND later.row_id = gone.row_id AND +later.seq > gone.seq
    )
"""


def trash(reader: Reader, *, limit: int, offset: int = 0) -> tuple[Trashed, ...]:
    """Return the deletions whose rows are still deleted, the last first.

    Rows deleted by undoing their insertion are left out: redo brings them back.
    """
    deletions = sql(f"SELECT DISTINCT seq {_GONE} ORDER BY seq DESC LIMIT ? OFFSET ?", limit, offset)
    trashed = []
    for deletion in _changes(reader, sql("seq IN (?)", deletions)):
        gone = set(reader.fetch(sql(f"SELECT kind, row_id {_GONE} AND seq = ?", deletion.seq)))
        rows = (row for row in reversed(deletion.rows) if row.after is None and (row.kind, row.id) in gone)
        trashed.append(Trashed(deletion, tuple(rows)))
    return tuple(trashed)
