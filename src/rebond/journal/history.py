"""Every change ever made, before and after, each chained to the one before it by its hash.

The chain proves order and integrity since a hash left the journal (in an export, a dossier), not truth or
authorship. A change's hash covers digests of its content, not the content, and each digest is salted: an erasure
(`journal.erasure`) blanks a person's data, salt included, and the chain is checked as before. Each erased place is
named by the change that erased it, so that blanking it from outside is noticed.

A row written by another version of the program is completed with the defaults of the fields it lacks; where it still
cannot be read as an entity, `was` and `became` are None and the row is shown as it is stored.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, select

from rebond.domain.kinds import Entity
from rebond.domain.registry import BY_NAME
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow, as_json, completed, from_json, loaded
from rebond.journal.tables import CHANGE, CHANGE_ROW

#: Names the canonical form below; a later form has another name.
_FORM = "rebond-1"
#: The action that erases; its facts name each place it blanked: (change, row), or (change, _FACTS) for the facts.
ERASE = "erase"
_FACTS = -1
_FIRST = b"\0" * 32
_SALT = 16

Clock = Callable[[], datetime]


def now() -> datetime:
    """The moment, with the offset of the system's time zone."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of one entity: inserted (no `before`), updated, or deleted (no `after`); as stored.

    Of an `erased` one, neither is known any more.
    """

    kind: str
    id: int
    before: StoredRow | None
    after: StoredRow | None
    erased: bool = False

    @property
    def was(self) -> Entity | None:
        """The entity as it was before; None too where another version wrote what this one cannot read."""
        return _entity(self.kind, self.before)

    @property
    def became(self) -> Entity | None:
        """The entity as it is since; None too where another version wrote what this one cannot read."""
        return _entity(self.kind, self.after)

    @property
    def readable(self) -> bool:
        """Whether this version can write the row back: nothing of it was erased, and its kind and values are known."""
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
    """One thing a person did; `facts` is what its sentence names."""

    seq: int
    at: datetime
    action: str
    facts: Mapping[str, Any] = field(hash=False)
    rows: tuple[RowChange, ...] = field(hash=False)
    #: Whether its facts were erased; a row says so itself.
    erased: bool = False

    @property
    def readable(self) -> bool:
        """Whether this version can take the change back: it knows all of its rows."""
        return all(row.readable for row in self.rows)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of entities that it touched."""
        return frozenset(row.kind for row in self.rows)


@dataclass(frozen=True, slots=True)
class Head:
    """The last change: where the chain stands, and what undo and redo would do from here."""

    seq: int = 0
    hash: bytes = _FIRST
    undo_next: int | None = None
    redo_next: int | None = None


def head(reader: Reader) -> Head:
    """The end of the chain; its hash is what an export shows, so that a cut or rewritten history is noticed."""
    return _head(reader.connection)


def _head(connection: Connection, seq: int | None = None) -> Head:
    columns = (CHANGE.c.seq, CHANGE.c.hash, CHANGE.c.undo_next, CHANGE.c.redo_next)
    statement = select(*columns).order_by(CHANGE.c.seq.desc()).limit(1)
    row = connection.execute(statement if seq is None else statement.where(CHANGE.c.seq == seq)).first()
    return Head(*row) if row else Head()


def head_at(reader: Reader, seq: int) -> Head:
    """Where the chain stood after the change `seq`; before the first change for 0."""
    return _head(reader.connection, seq)


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
    """Write a change to the end of the chain. `steps`: its own number → what undo and redo do next."""
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
        "rows_digest": _rows_digest(one[-2] for one in written),
        "previous": previous.hash,
        "erased": 0,
    }
    record["facts_digest"] = _facts_digest(record["salt"], record["facts"])
    record["hash"] = _hash(record)
    connection.execute(CHANGE.insert(), record)
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


def broken_at(connection: Connection) -> int | None:
    """The first change whose content or place in the chain is not what its hashes say; None when all are."""
    previous = Head()
    #: The places that are blank, and those that an erasure says it blanked: (change, row), or (change, -1) for facts.
    blank: set[tuple[int, int]] = set()
    erased: set[tuple[int, int]] = set()
    contents = _row_contents(connection)
    part = next(contents, None)
    for row in connection.execute(select(CHANGE).order_by(CHANGE.c.seq)).mappings():
        record = dict(row)
        digests: list[bytes] = []
        while part is not None and part.seq == record["seq"]:
            content = (part.salt, part.position, part.kind, part.row_id, part.before, part.after)
            if part.erased:
                blank.add((part.seq, part.position))
            elif part.digest != _row_digest(*content):
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


def _row_contents(connection: Connection) -> Iterator[Row[Any]]:
    statement = select(CHANGE_ROW).order_by(CHANGE_ROW.c.seq, CHANGE_ROW.c.position)
    return iter(connection.execution_options(stream_results=True).execute(statement))


def change(reader: Reader, seq: int) -> Change | None:
    """The change of that number, with its rows."""
    found = _changes(reader, select(CHANGE).where(CHANGE.c.seq == seq))
    return found[0] if found else None


def heading(reader: Reader, seq: int) -> Change | None:
    """The change of that number without its rows, of which an import has very many."""
    record = reader.connection.execute(select(CHANGE).where(CHANGE.c.seq == seq)).first()
    return _change(record, ()) if record else None


def changes(reader: Reader, *, limit: int, before: int | None = None) -> tuple[Change, ...]:
    """The newest changes, or the newest before the change `before`, newest first."""
    statement = select(CHANGE).order_by(CHANGE.c.seq.desc()).limit(limit)
    return _changes(reader, statement if before is None else statement.where(CHANGE.c.seq < before))


def _changes(reader: Reader, statement: Any) -> tuple[Change, ...]:
    records = reader.connection.execute(statement).all()
    rows: dict[int, list[RowChange]] = {record.seq: [] for record in records}
    wanted = select(CHANGE_ROW).where(CHANGE_ROW.c.seq.in_(rows)).order_by(CHANGE_ROW.c.seq, CHANGE_ROW.c.position)
    for row in reader.connection.execute(wanted):
        rows[row.seq].append(_row_change(row))
    return tuple(_change(one, tuple(rows[one.seq])) for one in records)


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
    """What one change made of a row."""

    seq: int
    at: datetime
    action: str
    row: RowChange


def versions(reader: Reader, kind: str, row_id: int) -> tuple[Version, ...]:
    """Everything that a row ever was, oldest first: what did this entry say before?"""
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
    """A deletion of which something is still gone: `change` did it, `rows` are gone, the last to go first."""

    change: Change
    rows: tuple[RowChange, ...]


#: Rows deleted that no later part of the history brings back. The plus keeps SQLite to the index of the row's own
#: versions, of which there are few; by the index of `seq` it would read the rest of the history for each.
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
    """What was deleted and is not there any more, the last deletion first.

    What went because its making was undone is not in it: redo brings that back.
    """
    sql = f"SELECT DISTINCT seq {_GONE} ORDER BY seq DESC LIMIT ? OFFSET ?"
    seqs = reader.connection.exec_driver_sql(sql, (limit, offset)).scalars().all()
    found = _changes(reader, select(CHANGE).where(CHANGE.c.seq.in_(seqs)).order_by(CHANGE.c.seq.desc()))
    trashed = []
    for one in found:
        sql = f"SELECT kind, row_id {_GONE} AND seq = ?"
        missing = {tuple(row) for row in reader.connection.exec_driver_sql(sql, (one.seq,))}
        rows = (row for row in reversed(one.rows) if row.after is None and (row.kind, row.id) in missing)
        trashed.append(Trashed(one, tuple(rows)))
    return tuple(trashed)
