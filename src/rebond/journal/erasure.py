"""Erasure of a person's data on demand: rows, their history, and every mention of a name in other texts.

The history's hash chain covers salted digests of the content. Blanking content and salt leaves the digests, and so
the chain, intact (`journal.history`); the triggers of the tables allow no other change of the history.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import count

from rebond.domain import names
from rebond.domain.kinds import Entity, Field, Unit
from rebond.domain.registry import BY_NAME, KINDS, REFERRING
from rebond.journal.history import ERASE, RowChange
from rebond.journal.reader import Reader
from rebond.journal.rows import E, StoredRow, as_json, completed, from_json, shape

#: Replaces an erased name in a text.
PLACEHOLDER = "[…]"
#: Shorter words are not searched for: they are in too many texts that do not mean the person.
SHORTEST = 3
#: Fields whose values identify a person, beside the names.
IDENTIFYING = ("email", "phone")
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
    return {row_id for (row_id,) in reader.sqlite.execute(sql, values)}


def identifying_texts(connection: sqlite3.Connection, cls: type[Entity], row_id: int) -> set[str]:
    """Return every name, e-mail address and telephone number that a person's row has or had, by the history."""
    fields = (*cls.declared.names[:1], *IDENTIFYING)
    versions = connection.execute(
        'SELECT "before", "after" FROM change_row WHERE kind = ? AND row_id = ?', (cls.kind, row_id)
    )
    rows = [json.loads(text) for version in versions for text in version if text]
    return {str(row[field]) for row in rows for field in fields if row.get(field)}


def deleted(connection: sqlite3.Connection, cls: type[E]) -> list[E]:
    """Return the deleted rows of a kind that the history still holds, as they last were."""
    sql = f"""
        SELECT row_id, "before", max(seq) FROM change_row
        WHERE kind = ? AND "after" IS NULL AND erased = 0 AND row_id NOT IN (SELECT id FROM {cls.kind})
        GROUP BY row_id ORDER BY row_id
    """  # noqa: S608 - the name is a table's
    rows = connection.execute(sql, (cls.kind,))
    last = (RowChange(cls.kind, row_id, completed(cls.kind, json.loads(text)), None).was for row_id, text, _ in rows)
    return [row for row in last if isinstance(row, cls)]


def blank_history(
    connection: sqlite3.Connection, rows: Rows, words: Collection[str]
) -> tuple[list[tuple[int, int]], list[tuple[str, int]]]:
    """Blank the history of these rows, and every other entry whose texts mention one of the words.

    :returns: the places blanked: (change, position of the row), or (change, -1) for a change's facts; and the other
        rows (kind, id) whose last entry is among them.
    """
    pattern = _pattern(words)
    places: set[tuple[int, int]] = set()
    seqs: set[int] = set()
    last_blank: dict[tuple[str, int], bool] = {}
    for seq, position, kind, row_id, before, after in connection.execute(
        'SELECT seq, position, kind, row_id, "before", "after" FROM change_row WHERE erased = 0 ORDER BY seq, position'
    ):
        doomed = row_id in rows.get(kind, ())
        if doomed:
            seqs.add(seq)
        blanked = doomed or any(_mentioned(pattern, _texts_of(kind, text)) for text in (before, after))
        if blanked:
            places.add((seq, position))
        if not doomed and (blanked or (kind, row_id) in last_blank):
            last_blank[kind, row_id] = blanked
    blank = 'UPDATE change_row SET "before" = NULL, "after" = NULL, salt = X\'\', erased = 1'
    _each(connection, f"{blank} WHERE seq = ? AND position = ?", sorted(places))
    facts = connection.execute("SELECT seq, facts FROM change WHERE erased = 0 AND action <> ?", (ERASE,))
    named = {seq for seq, text in facts if seq in seqs or _mentioned(pattern, _strings(json.loads(text)))}
    _each(
        connection,
        "UPDATE change SET facts = '{}', salt = X'', erased = 1 WHERE seq = ?",
        [(seq,) for seq in sorted(named)],
    )
    return sorted(places | {(seq, _FACTS) for seq in named}), [row for row, blanked in last_blank.items() if blanked]


def mentions(
    connection: sqlite3.Connection, rows: Rows, words: Collection[str]
) -> Iterator[tuple[str, StoredRow, StoredRow]]:
    """Yield (kind, row, row with the words replaced) for every other row that mentions one of the words.

    What identifies another row is kept (`Kind.identifiers`). A name that must be unique gets a number if it is not.
    """
    pattern = _pattern(words)
    if pattern is None:
        return
    for cls in KINDS:
        texts = _text_fields(cls.kind)
        if not texts:
            continue
        columns = shape(cls.kind).names
        selected = connection.execute(f"SELECT {', '.join(columns)} FROM {cls.kind}")  # noqa: S608
        rows_of_kind: list[StoredRow] = [dict(zip(columns, values, strict=True)) for values in selected]
        keys = {_key(cls, row) for row in rows_of_kind} if cls.declared.unique else set()
        for row in rows_of_kind:
            without = row | {name: without_words(str(row[name]), words) for name in texts if row[name]}
            if without != row and row["id"] not in rows.get(cls.kind, ()):
                if cls.declared.unique and _key(cls, without) != _key(cls, row):
                    without = _numbered(cls, without, keys)
                    keys.add(_key(cls, without))
                yield cls.kind, row, without


def _key(cls: type[Entity], row: StoredRow) -> tuple[object, ...]:
    values = (row[name] for name in cls.declared.key)
    return tuple(names.folded(value) if isinstance(value, str) else value for value in values)


def _numbered(cls: type[Entity], row: StoredRow, keys: Collection[tuple[object, ...]]) -> StoredRow:
    """Return the row with a number after the text in its key, if another row has that key."""
    field = next(name for name in reversed(cls.declared.key) if name in _text_fields(cls.kind))
    candidates = (row if number == 1 else row | {field: f"{row[field]} ({number})"} for number in count(1))
    return next(candidate for candidate in candidates if _key(cls, candidate) not in keys)


def without_content(rows: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Return the row changes of an erasure without the content erased: deleted rows blank, others as they now are."""
    gone = {(row.kind, row.id) for row in rows if row.after is None}
    kept: list[RowChange] = []
    for row in rows:
        if row.before != row.after:
            kept.append(RowChange(row.kind, row.id, row.before, row.after, erased=True))
        if row.after is not None and (row.kind, row.id) not in gone:
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


def _mentioned(pattern: re.Pattern[str] | None, text: str) -> bool:
    return bool(text) and pattern is not None and pattern.search(names.folded(text)) is not None


@cache
def _text_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind in which an erased name is looked for."""
    declared = BY_NAME[kind].declared
    texts = (field for field in declared.fields if field.type is str)
    return tuple(
        field.name
        for field in texts
        if field.unit not in (Unit.MONTH_DAY, Unit.ATTACHMENT) and field.name not in declared.identifiers
    )


def _texts_of(kind: str, text: str | None) -> str:
    """Return the texts of a row of the history in which an erased name is looked for."""
    row = from_json(text) or {}
    if kind not in BY_NAME:
        return _strings(row)
    return "\n".join(str(row[name]) for name in _text_fields(kind) if row.get(name))


def _strings(value: object) -> str:
    """Return all the texts in a value read from JSON, on lines of their own."""
    if isinstance(value, str):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return "\n".join(filter(None, map(_strings, parts)))


def _each(connection: sqlite3.Connection, statement: str, values: Sequence[tuple[int, ...]]) -> None:
    for start in range(0, len(values), _AT_ONCE):
        connection.executemany(statement, list(values[start : start + _AT_ONCE]))
