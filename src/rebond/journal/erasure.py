"""Erasure of a person's data on demand: rows, their history, and every mention of a name in other texts.

The history's hash chain covers salted digests of the content. Blanking content and salt leaves the digests, and so
the chain, intact (`journal.history`); the triggers of the tables allow no other change of the history.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection

from rebond.domain import names
from rebond.domain.kinds import Entity, Field, Unit
from rebond.domain.registry import KINDS, REFERRING
from rebond.journal.history import ERASE, RowChange
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow, as_json, shape

#: Replaces an erased name in a text.
PLACEHOLDER = "[…]"
#: Shorter words are not searched for: they are in too many texts that do not mean the person.
SHORTEST = 3
_FACTS = -1
#: The number of rows updated by one call.
_AT_ONCE = 500

Rows = Mapping[str, Collection[int]]


def owned_rows(reader: Reader, doomed: Mapping[type[Entity], Collection[int]]) -> dict[str, set[int]]:
    """Return the ids, by kind, of these rows and of all they own or ever owned, deleted ones included."""
    owned: dict[str, set[int]] = {}
    waiting = [(cls.kind, set(ids)) for cls, ids in doomed.items()]
    while waiting:
        kind, ids = waiting.pop()
        new = ids - owned.setdefault(kind, set())
        owned[kind] |= new
        for cls, field in REFERRING[kind] if new else ():
            if field.ref and field.ref.owned:
                rows = reader.among(cls, field.name, new)
                waiting.append((cls.kind, {row.id for row in rows} | _deleted_before(reader, cls, field, new)))
    return owned


def _deleted_before(reader: Reader, cls: type[Entity], field: Field, owners: Collection[int]) -> set[int]:
    """Return the ids of deleted rows that one of `owners` owned, by the history."""
    sql = f"""
        SELECT DISTINCT row_id FROM change_row
        WHERE kind = ? AND "after" IS NULL AND "before" ->> ? IN (SELECT value FROM json_each(?))
        AND row_id NOT IN (SELECT id FROM {cls.kind})
    """  # noqa: S608 - the name is a table's
    values = (cls.kind, f"$.{field.name}", as_json(sorted(owners)))
    return set(reader.connection.exec_driver_sql(sql, values).scalars())


def former_names(connection: Connection, rows: Rows) -> set[str]:
    """Return every name that these rows have or had, by the history."""
    former: set[str] = set()
    for cls in KINDS:
        for row_id in rows.get(cls.kind, ()):
            versions = connection.exec_driver_sql(
                'SELECT "before", "after" FROM change_row WHERE kind = ? AND row_id = ?', (cls.kind, row_id)
            )
            for version in versions:
                for text in version:
                    row = json.loads(text) if text else {}
                    former |= {str(row[name]) for name in cls.declared.names[:1] if row.get(name)}
    return former


def blank_history(connection: Connection, rows: Rows, words: Collection[str]) -> list[tuple[int, int]]:
    """Blank the history of these rows, and every other entry that mentions one of the words.

    :returns: the places blanked: (change, position of the row), or (change, -1) for a change's facts.
    """
    pattern = _pattern(words)
    places: set[tuple[int, int]] = set()
    seqs: set[int] = set()
    for seq, position, kind, row_id, before, after in connection.exec_driver_sql(
        'SELECT seq, position, kind, row_id, "before", "after" FROM change_row WHERE erased = 0'
    ):
        doomed = row_id in rows.get(kind, ())
        if doomed:
            seqs.add(seq)
        if doomed or any(_mentioned(pattern, text) for text in (before, after)):
            places.add((seq, position))
    blank = 'UPDATE change_row SET "before" = NULL, "after" = NULL, salt = X\'\', erased = 1'
    _each(connection, f"{blank} WHERE seq = ? AND position = ?", sorted(places))
    facts = connection.exec_driver_sql("SELECT seq, facts FROM change WHERE erased = 0 AND action <> ?", (ERASE,))
    named = {seq for seq, text in facts if seq in seqs or _mentioned(pattern, text)}
    _each(
        connection,
        "UPDATE change SET facts = '{}', salt = X'', erased = 1 WHERE seq = ?",
        [(seq,) for seq in sorted(named)],
    )
    return sorted(places | {(seq, _FACTS) for seq in named})


def mentions(connection: Connection, rows: Rows, words: Collection[str]) -> Iterator[tuple[str, StoredRow, StoredRow]]:
    """Yield (kind, row, row with the words replaced) for every other row that mentions one of the words."""
    pattern = _pattern(words)
    if pattern is None:
        return
    for cls in KINDS:
        texts = [field.name for field in cls.declared.fields if _is_text(field)]
        if not texts:
            continue
        columns = shape(cls.kind).names
        rows_of_kind = connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {cls.kind}").all()  # noqa: S608
        for values in rows_of_kind:
            row: StoredRow = dict(zip(columns, values, strict=True))
            without = row | {name: without_words(str(row[name]), words) for name in texts if row[name]}
            if without != row and row["id"] not in rows.get(cls.kind, ()):
                yield cls.kind, row, without


def without_content(rows: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Return the row changes of an erasure without the content erased: deleted rows blank, others as they now are."""
    deleted = {(row.kind, row.id) for row in rows if row.after is None}
    kept: list[RowChange] = []
    for row in rows:
        kept.append(RowChange(row.kind, row.id, row.before, row.after, erased=True))
        if row.after is not None and (row.kind, row.id) not in deleted:
            kept.append(RowChange(row.kind, row.id, row.after, row.after))
    return tuple(kept)


def without_words(text: str, words: Collection[str]) -> str:
    """Return the text with each of the words replaced by a placeholder, ignoring case and accents."""
    pattern = _pattern(words)
    if pattern is None or not _mentioned(pattern, text):
        return text
    plain: list[str] = []
    origins: list[int] = []
    for place, letter in enumerate(text):
        for sign in _plain_letter(letter):
            plain.append(sign)
            origins.append(place)
    kept, start = [], 0
    for match in pattern.finditer("".join(plain)):
        end = origins[match.end() - 1] + 1
        while end < len(text) and not _plain_letter(text[end]):  # accents that follow their letter
            end += 1
        kept += [text[start : origins[match.start()]], PLACEHOLDER]
        start = end
    return "".join(kept) + text[start:]


@lru_cache(4_000)
def _plain_letter(letter: str) -> str:
    return " " if letter.isspace() else names.folded(letter)


@lru_cache(8)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str] | None:
    plain = sorted({names.folded(word) for word in words}, key=len, reverse=True)
    parts = [r"\s+".join(map(re.escape, word.split())) for word in plain if len(word) >= SHORTEST]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None


def _pattern(words: Collection[str]) -> re.Pattern[str] | None:
    return _compiled(tuple(sorted(words)))


def _mentioned(pattern: re.Pattern[str] | None, text: str | None) -> bool:
    if not text or pattern is None:
        return False
    return pattern.search(names.folded(text.replace("\\n", " ").replace("\\t", " ").replace('\\"', '"'))) is not None


def _is_text(field: Field) -> bool:
    return field.type is str and field.unit not in (Unit.MONTH_DAY, Unit.ATTACHMENT)


def _each(connection: Connection, statement: str, values: Sequence[tuple[int, ...]]) -> None:
    for start in range(0, len(values), _AT_ONCE):
        connection.exec_driver_sql(statement, list(values[start : start + _AT_ONCE]))
