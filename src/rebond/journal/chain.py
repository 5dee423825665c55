"""The hash chain of the history: appending a change to it, and finding where it was broken."""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

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
    SELECT seq, position, erased, digest, salt, json_array(position, kind, row_id, "before", "after")
    FROM change_row ORDER BY seq, position
"""


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
    whole = sha256()
    for digest in digests:
        whole.update(digest)
    return whole.digest()


def _hash(record: Mapping[str, Any]) -> bytes:
    chained = ("seq", "at", "utc_offset", "action", "undo_next", "redo_next", "facts_digest", "rows_digest", "previous")
    values = [record[name].hex() if isinstance(record[name], bytes) else record[name] for name in chained]
    return sha256(as_json([_FORM, *values]).encode()).digest()


class _Content(NamedTuple):
    """A row of a change, as the chain covers it: `digest` is that of the salt and the text."""

    seq: int
    position: int
    erased: int
    digest: bytes
    salt: bytes
    text: str


def _is_intact(connection: sqlite3.Connection, part: _Content) -> bool:
    """Whether a row of a change has its digest, whatever JSON the system's SQLite writes."""
    content = 'SELECT kind, row_id, "before", "after" FROM change_row WHERE seq = ? AND position = ?'
    row = connection.execute(content, (part.seq, part.position)).fetchone()
    return part.digest == _row_digest(part.salt, part.position, *row)


def broken_at(connection: sqlite3.Connection, progress: Progress = unheard) -> int | None:
    """Return the number of the first change whose content or hashes do not match the chain; None when all do."""
    previous = Head()
    #: The places that are blank, and those listed by an erasure: (change, position), or (change, -1) for facts.
    blank: set[tuple[int, int]] = set()
    erased: set[tuple[int, int]] = set()
    (count,) = connection.execute("SELECT count(*) FROM change_row").fetchone()
    contents = heard(map(_Content._make, connection.execute(_CONTENTS)), count, progress)
    part = next(contents, None)
    for values in connection.execute(f"{SELECT_RECORDS} ORDER BY seq"):
        record = dict(zip(ChangeRecord._fields, values, strict=True))
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
            blank.add((record["seq"], FACTS))
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
