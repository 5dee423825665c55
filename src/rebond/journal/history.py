"""The history: an append-only, hash-chained log of every change, with each row's values before and after.

The chain proves order and integrity from the moment one of its hashes left the journal (in an export, a dossier), not
truth or authorship. A change's hash covers salted digests of its content, not the content: an erasure
(`journal.erasure`) blanks a person's data and its salt, and the chain remains verifiable. The change that erased lists
each place it blanked, so that blanking by any other means is detected.

A row written by another version of the program is completed with the defaults of the fields it lacks. If it still
cannot be read as an entity, `was` and `became` are None and only the stored values can be shown.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from rebond.domain.kinds import Entity
from rebond.domain.registry import BY_NAME
from rebond.journal.connection import driver
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow, as_json, completed, from_json, loaded
from rebond.journal.tables import CHANGE, CHANGE_ROW
from rebond.progress import Progress, heard, unheard

#: The name of the canonical form that is hashed; a later form needs another name.
_FORM = "rebond-1"
#: The action of an erasure; its facts list the places blanked: (change, position), or (change, _FACTS) for facts.
ERASE = "erase"
_FACTS = -1
_FIRST = b"\0" * 32
_SALT = 16

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
    """Return the end of the chain. Exports include its hash, so that a truncated or rewritten history is detected."""
    return _head(reader.connection)


def _head(connection: Connection, seq: int | None = None) -> Head:
    columns = (CHANGE.c.seq, CHANGE.c.hash, CHANGE.c.undo_next, CHANGE.c.redo_next)
    statement = select(*columns).order_by(CHANGE.c.seq.desc()).limit(1)
    row = connection.execute(statement if seq is None else statement.where(CHANGE.c.seq == seq)).first()
    return Head(*row) if row else Head()


def head_at(reader: Reader, seq: int) -> Head:
    """Return the end of the chain as of the change `seq`; 0 is before the first change."""
    return _head(reader.connection, seq)


#: The number of a change → the changes that undo and redo take back next after it.
Steps = Callable[[int], tuple[int | None, int | None]]


def append(
    connection: Connection,
    previous: Head,
    action: str,
    facts: Mapping[str, Any],
    rows: tuple[RowChange, ...],
    at: datetime,
    steps: Steps,
) -> tuple[Change, Head]:
    """Append a change to the chain; return it and the new end of the chain."""
    seq = previous.seq + 1
    undo_next, redo_next = steps(seq)
    offset = int((at.utcoffset() or timedelta()).total_seconds()) // 60
    moment = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    salts = os.urandom(_SALT * (len(rows) + 1))
    written = []
    for position, row in enumerate(rows):
        before = None if row.before is None else as_json(row.before)
        after = None if row.after is None else as_json(row.after)
        salt = salts[_SALT * position : _SALT * (position + 1)]
        digest = _row_digest(salt, position, row.kind, row.id, before, after)
        content = (None, None, b"", digest, 1) if row.erased else (before, after, salt, digest, 0)
        written.append((seq, position, row.kind, row.id, *content))
    record: dict[str, Any] = {
        "seq": seq,
        "at": moment,
        "utc_offset": offset,
        "action": action,
        "facts": as_json(dict(facts)),
        "undo_next": undo_next,
        "redo_next": redo_next,
        "salt": salts[-_SALT:],
        "rows_digest": _rows_digest(row[-2] for row in written),
        "previous": previous.hash,
        "erased": 0,
    }
    record["facts_digest"] = _facts_digest(record["salt"], record["facts"])
    record["hash"] = _hash(record)
    connection.execute(CHANGE.insert(), record)
    if written:
        connection.exec_driver_sql("INSERT INTO change_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", written)
    change = Change(seq, _moment(moment, offset), action, json.loads(record["facts"]), rows)
    return change, Head(seq, record["hash"], undo_next, redo_next)


def _row_digest(salt: bytes, position: int, kind: str, row_id: int, before: str | None, after: str | None) -> bytes:
    return sha256(salt + as_json([position, kind, row_id, before, after]).encode()).digest()


def _facts_digest(salt: bytes, facts: str) -> bytes:
    return sha256(salt + facts.encode()).digest()


def _rows_digest(digests: Iterable[bytes]) -> bytes:
    whole = sha256()
    for digest in digests:
        whole.update(digest)
    return whole.digest()


def _hash(record: Mapping[str, Any]) -> bytes:
    chained = ("seq", "at", "utc_offset", "action", "undo_next", "redo_next", "facts_digest", "rows_digest", "previous")
    values = [record[name].hex() if isinstance(record[name], bytes) else record[name] for name in chained]
    return sha256(as_json([_FORM, *values]).encode()).digest()


def _moment(at: str, offset: int) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=offset)))


class _Content(NamedTuple):
    """A row of a change, as the chain covers it: `digest` is that of the salt and the text."""

    seq: int
    position: int
    erased: int
    digest: bytes
    salt: bytes
    text: str


#: The JSON that SQLite writes is that of `as_json`, and takes half its time.
_CONTENTS = """
    SELECT seq, position, erased, digest, salt, json_array(position, kind, row_id, "before", "after")
    FROM change_row ORDER BY seq, position
"""
_RECORDS = f"SELECT {', '.join(CHANGE.c.keys())} FROM change ORDER BY seq"  # noqa: S608 - the names of its columns


def _is_intact(connection: Connection, part: _Content) -> bool:
    """Whether a row of a change has its digest, whatever JSON the system's SQLite writes."""
    sql = 'SELECT kind, row_id, "before", "after" FROM change_row WHERE seq = ? AND position = ?'
    row = driver(connection).execute(sql, (part.seq, part.position)).fetchone()
    return part.digest == _row_digest(part.salt, part.position, *row)


def broken_at(connection: Connection, progress: Progress = unheard) -> int | None:
    """Return the number of the first change whose content or hashes do not match the chain; None when all do."""
    previous = Head()
    #: The places that are blank, and those listed by an erasure: (change, position), or (change, -1) for facts.
    blank: set[tuple[int, int]] = set()
    erased: set[tuple[int, int]] = set()
    count = connection.execute(select(func.count()).select_from(CHANGE_ROW)).scalar_one()
    contents = heard(map(_Content._make, driver(connection).execute(_CONTENTS)), count, progress)
    part = next(contents, None)
    for values in driver(connection).execute(_RECORDS):
        record = dict(zip(CHANGE.c.keys(), values, strict=True))
        digests: list[bytes] = []
        while part is not None and part.seq == record["seq"]:
            if part.erased:
                blank.add((part.seq, part.position))
            elif part.digest != sha256(part.salt + part.text.encode()).digest() and not _is_intact(connection, part):
                return int(record["seq"])
            if part.position != len(digests):
                return int(record["seq"])
            digests.append(part.digest)
            part = next(contents, None)
        if record["erased"]:
            blank.add((record["seq"], _FACTS))
        if (
            record["seq"] != previous.seq + 1
            or record["previous"] != previous.hash
            or not (record["erased"] or record["facts_digest"] == _facts_digest(record["salt"], record["facts"]))
            or record["rows_digest"] != _rows_digest(digests)
            or record["hash"] != _hash(record)
        ):
            return int(record["seq"])
        if record["action"] == ERASE and not record["erased"]:
            erased |= {(seq, position) for seq, position in json.loads(record["facts"])["places"]}
            erased |= {(record["seq"], position) for position in range(len(digests))}
        previous = Head(record["seq"], record["hash"])
    if part is not None:
        return int(part.seq)
    return min((seq for seq, _position in blank - erased), default=None)


def change(reader: Reader, seq: int) -> Change | None:
    """Return the change numbered `seq` with its rows, or None."""
    matches = _changes(reader, select(CHANGE).where(CHANGE.c.seq == seq))
    return matches[0] if matches else None


def heading(reader: Reader, seq: int) -> Change | None:
    """The change of that number without its rows, of which an import has very many."""
    record = reader.connection.execute(select(CHANGE).where(CHANGE.c.seq == seq)).first()
    return _change(record, ()) if record else None


def changes(reader: Reader, *, limit: int, before: int | None = None) -> tuple[Change, ...]:
    """Return the last `limit` changes, before the change `before` if given, newest first."""
    statement = select(CHANGE).order_by(CHANGE.c.seq.desc()).limit(limit)
    return _changes(reader, statement if before is None else statement.where(CHANGE.c.seq < before))


def _changes(reader: Reader, statement: Any) -> tuple[Change, ...]:
    records = reader.connection.execute(statement).all()
    rows: dict[int, list[RowChange]] = {record.seq: [] for record in records}
    row_changes = select(CHANGE_ROW).where(CHANGE_ROW.c.seq.in_(rows))
    for row in reader.connection.execute(row_changes.order_by(CHANGE_ROW.c.seq, CHANGE_ROW.c.position)):
        rows[row.seq].append(_row_change(row))
    return tuple(_change(record, tuple(rows[record.seq])) for record in records)


def _change(record: Row[Any], rows: tuple[RowChange, ...]) -> Change:
    facts = json.loads(record.facts)
    return Change(record.seq, _moment(record.at, record.utc_offset), record.action, facts, rows, bool(record.erased))


def _row_change(row: Row[Any]) -> RowChange:
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


def versions(reader: Reader, kind: str, row_id: int) -> tuple[Version, ...]:
    """Return every version of a row, oldest first, without erased ones."""
    statement = (
        select(CHANGE.c.at, CHANGE.c.utc_offset, CHANGE.c.action, CHANGE_ROW)
        .join(CHANGE_ROW, CHANGE_ROW.c.seq == CHANGE.c.seq)
        .where(CHANGE_ROW.c.kind == kind, CHANGE_ROW.c.row_id == row_id, CHANGE_ROW.c.erased == 0)
        .order_by(CHANGE_ROW.c.seq, CHANGE_ROW.c.position)
    )
    return tuple(
        Version(row.seq, _moment(row.at, row.utc_offset), row.action, _row_change(row))
        for row in reader.connection.execute(statement)
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
    sql = f"SELECT DISTINCT seq {_GONE} ORDER BY seq DESC LIMIT ? OFFSET ?"
    seqs = reader.connection.exec_driver_sql(sql, (limit, offset)).scalars().all()
    deletions = _changes(reader, select(CHANGE).where(CHANGE.c.seq.in_(seqs)).order_by(CHANGE.c.seq.desc()))
    trashed = []
    for deletion in deletions:
        sql = f"SELECT kind, row_id {_GONE} AND seq = ?"
        missing = {tuple(row) for row in reader.connection.exec_driver_sql(sql, (deletion.seq,))}
        rows = (row for row in reversed(deletion.rows) if row.after is None and (row.kind, row.id) in missing)
        trashed.append(Trashed(deletion, tuple(rows)))
    return tuple(trashed)
