"""The hash chain of the history: appending a change to it, and finding where it was broken."""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from rebond.journal.history import (
    ERASE,
    FACTS,
    RECORD_COLUMNS,
    SELECT_RECORDS,
    Change,
    ChangeRecord,
    Head,
    RowChange,
    Steps,
    moment,
)
from rebond.journal.rows import as_json
from rebond.progress import Progress, heard, unheard

#: The name of the canonical form that is hashed; a later form needs another name.
_FORM = "rebond-1"
_SALT = 16

_INSERT = f"INSERT INTO change ({RECORD_COLUMNS}) VALUES ({', '.join(f':{name}' for name in ChangeRecord._fields)})"  # noqa: S608
#: The JSON that SQLite writes is that of `as_json`, and takes half its time.
_CONTENTS = """
    SELECT seq, position, erased, digest, salt, CAST(json_array(position, kind, row_id, "before", "after") AS BLOB)
    FROM change_row ORDER BY seq, position
"""
#: The last column is JSON of all that the hash of a change covers, but for the three digests.
_LINKS = f"""
    SELECT seq, action = '{ERASE}', erased, salt, facts, facts_digest, rows_digest, previous, hash,
        json_array('{_FORM}', seq, at, utc_offset, action, undo_next, redo_next)
    FROM change ORDER BY seq
"""  # noqa: S608


def append(
    connection: sqlite3.Connection,
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
    at_utc = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
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
        "at": at_utc,
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
    connection.execute(_INSERT, record)
    connection.executemany("INSERT INTO change_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", written)
    change = Change(seq, moment(at_utc, offset), action, json.loads(record["facts"]), rows)
    return change, Head(seq, record["hash"], undo_next, redo_next)


def _row_digest(salt: bytes, position: int, kind: str, row_id: int, before: str | None, after: str | None) -> bytes:
    return sha256(salt + as_json([position, kind, row_id, before, after]).encode()).digest()


def _facts_digest(salt: bytes, facts: str) -> bytes:
    return sha256(salt + facts.encode()).digest()


def _rows_digest(digests: Iterable[bytes]) -> bytes:
    return sha256(b"".join(digests)).digest()


def _hash(record: Mapping[str, Any]) -> bytes:
    chained = ("seq", "at", "utc_offset", "action", "undo_next", "redo_next", "facts_digest", "rows_digest", "previous")
    values = [record[name].hex() if isinstance(record[name], bytes) else record[name] for name in chained]
    return sha256(as_json([_FORM, *values]).encode()).digest()


def broken_at(connection: sqlite3.Connection, progress: Progress = unheard) -> int | None:
    """Return the number of the first change whose content or hashes do not match the chain; None when all do."""
    #: The places that are blank, and those listed by an erasure: (change, position), or (change, -1) for facts.
    blank: set[tuple[int, int]] = set()
    listed: set[tuple[int, int]] = set()
    (count,) = connection.execute("SELECT count(*) FROM change_row").fetchone()
    rows = heard(connection.execute(_CONTENTS), count, progress)
    row = next(rows, None)
    seq: int = 0
    last = 0
    last_hash = Head().hash
    try:
        for seq, erases, erased, salt, facts, *digests, own_hash, start in connection.execute(_LINKS):
            facts_digest, rows_digest, previous = digests
            row_digests: list[bytes] = []
            while row and row[0] == seq:
                _seq, position, row_erased, row_digest, row_salt, content = row
                if row_erased:
                    blank.add((seq, position))
                elif row_digest != sha256(row_salt + content).digest() and not _is_intact(connection, seq, position):
                    return seq
                if position != len(row_digests):
                    return seq
                row_digests.append(row_digest)
                row = next(rows, None)
            if (
                seq != last + 1
                or previous != last_hash
                or not (erased or facts_digest == _facts_digest(salt, facts))
                or rows_digest != _rows_digest(row_digests)
                or not (own_hash == _hash_of(start, digests) or own_hash == _hash(_record(connection, seq)))
            ):
                return seq
            if erased:
                blank.add((seq, FACTS))
            elif erases:
                listed |= {(place, position) for place, position in json.loads(facts)["places"]}
                listed |= {(seq, position) for position in range(len(row_digests))}
            last, last_hash = seq, own_hash
    except (AttributeError, TypeError):  # a value of another type than any version stores
        return seq
    if row:
        return int(row[0])
    return min((seq for seq, _position in blank - listed), default=None)


def _hash_of(start: str, digests: Iterable[bytes]) -> bytes:
    """Return the hash of a change from the beginning of what it covers, as JSON, and the digests that follow."""
    return sha256("".join((start[:-1], *(f',"{digest.hex()}"' for digest in digests), "]")).encode()).digest()


def _record(connection: sqlite3.Connection, seq: int) -> dict[str, Any]:
    values = connection.execute(f"{SELECT_RECORDS} WHERE seq = ?", (seq,)).fetchone()
    return dict(zip(ChangeRecord._fields, values, strict=True))


def _is_intact(connection: sqlite3.Connection, seq: int, position: int) -> bool:
    """Whether a row of a change has its digest, whatever JSON the system's SQLite writes."""
    content = 'SELECT digest, salt, kind, row_id, "before", "after" FROM change_row WHERE seq = ? AND position = ?'
    digest, salt, *row = connection.execute(content, (seq, position)).fetchone()
    return bool(digest == _row_digest(salt, position, *row))
