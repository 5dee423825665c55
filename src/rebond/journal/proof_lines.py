"""The lines of a history by which rows of it can be verified without the journal.

Each change has its line, with what its hash is made of. The content of the dossier's own rows stands in it, with the
salt of its digest; of all other rows there is the digest alone, which tells nothing about them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rebond.journal.history import ERASE, SELECT_RECORDS, ChangeRecord
from rebond.journal.reader import Reader
from rebond.journal.sql import sql
from rebond.progress import Progress, heard, unheard

_HASHED = ("seq", "at", "utc_offset", "action", "undo_next", "redo_next", "facts_digest", "rows_digest", "previous")
_OF_ROWS = "SELECT DISTINCT seq FROM change_row WHERE kind = ? AND row_id IN (SELECT value FROM json_each(?))"
_ROWS = """
    SELECT seq, position, kind, row_id, "before", "after", salt, digest, erased FROM change_row
    WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq, position
"""

Line = dict[str, Any]


def proof_lines(reader: Reader, rows: Mapping[str, Collection[int]], progress: Progress = unheard) -> Iterator[Line]:
    """Yield a line for each change, the oldest first; `rows` are the ids, by kind, whose content they hold."""
    told = _rows_told(reader, rows)
    ((count,),) = reader.fetch(sql("SELECT count(*) FROM change"))
    for values in heard(reader.sqlite.execute(f"{SELECT_RECORDS} ORDER BY seq"), count, progress):
        record = ChangeRecord(*values)
        line = {name: _text(getattr(record, name)) for name in (*_HASHED, "hash")}
        if record.action == ERASE and not record.erased:
            # It lists the places that were blanked: whoever verifies knows then that they were on purpose.
            line |= {"facts": record.facts, "facts_salt": record.salt.hex()}
        if record.seq in told:
            line["rows"] = told[record.seq]
        yield line


def _rows_told(reader: Reader, rows: Mapping[str, Collection[int]]) -> Mapping[int, list[Line]]:
    wanted = {(kind, row_id) for kind, ids in rows.items() for row_id in ids}
    seqs = {seq for kind, ids in rows.items() for (seq,) in reader.fetch(sql(_OF_ROWS, kind, set(ids)))}
    told: defaultdict[int, list[Line]] = defaultdict(list)
    for seq, position, kind, row_id, before, after, salt, digest, erased in reader.fetch(sql(_ROWS, seqs)):
        line: Line = {"position": position, "digest": digest.hex()}
        if (kind, row_id) in wanted:
            line |= {"kind": kind, "id": row_id}
            line |= {"erased": True} if erased else {"before": before, "after": after, "salt": salt.hex()}
        told[seq].append(line)
    return told


def _text(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
