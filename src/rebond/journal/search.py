"""Full-text search over what a person wrote: accents and case make no difference, and beginnings of words suffice."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import Connection, Integer, Select, bindparam, literal_column, select
from sqlalchemy import text as sql_text

from rebond.domain.names import folded
from rebond.domain.registry import KINDS
from rebond.journal.history import RowChange
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow

#: Of each kind searched: the fields that name a row, and its other texts.
SEARCHED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    cls.kind: (cls.declared.names, cls.declared.texts) for cls in KINDS if cls.declared.searched
}
#: A row's number in the index is the number of its kind, times this, and its id: the rows of a kind lie together.
_KIND_ROOM = 2**40
_KIND_NUMBERS = 2**22


def _numbers(kinds: Iterable[str]) -> dict[str, int]:
    """A number for each kind that depends on its name alone, so that new kinds leave the index as it is.

    :raises ValueError: when two names have the same number; one of the kinds needs another name.
    """
    found = {kind: crc32(kind.encode()) % _KIND_NUMBERS for kind in kinds}
    if len(set(found.values())) < len(found):
        message = f"two of these kinds have the same number in the search index: {', '.join(found)}"
        raise ValueError(message)
    return found


#: What the index holds of a row: its names, its other texts, and the words of each in plain letters.
Entry = tuple[str, str, str, str]
_NUMBER = _numbers(SEARCHED)
_KIND = {number: kind for kind, number in _NUMBER.items()}
_MOST_WORDS = 8
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that holds every word looked for, and the piece of its text that shows it."""

    kind: str
    id: int
    excerpt: str


def entry(kind: str, row: StoredRow | None) -> Entry | None:
    """What the index holds of a row; None for nothing at all."""
    if row is None or kind not in SEARCHED:
        return None
    names, texts = ("\n".join(str(row[name]) for name in group if row[name]) for group in SEARCHED[kind])
    return (names, texts, _other_letters(names), _other_letters(texts)) if names or texts else None


def _other_letters(text: str) -> str:
    """The words that FTS5 does not find without their accents, since Unicode has no accents in them: Œ, Ø, Ł."""
    if text.isascii():
        return ""
    return " ".join(plain for word in re.findall(r"\w+", text) if (plain := folded(word)) != _without_accents(word))


def _without_accents(word: str) -> str:
    """The word as FTS5's tokenizer (unicode61, remove_diacritics 2) has it."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def number(kind: str, row_id: int) -> int:
    """Where the search keeps a row."""
    return _NUMBER[kind] * _KIND_ROOM + row_id


def kind_of(place: int) -> tuple[str, int]:
    """Which row the search keeps there: its kind and id."""
    kind, row_id = divmod(place, _KIND_ROOM)
    return _KIND[kind], row_id


def follow(connection: Connection, rows: Iterable[RowChange]) -> None:
    """Bring the search in step with the rows that a change touched."""
    before: dict[int, Entry | None] = {}
    after: dict[int, Entry | None] = {}
    for row in rows:
        if row.kind in SEARCHED:
            place = number(row.kind, row.id)
            before.setdefault(place, entry(row.kind, row.before))
            after[place] = entry(row.kind, row.after)
    moved = [place for place in after if after[place] != before[place]]
    out = [(place,) for place in moved if before[place]]
    new = [(place, *texts) for place in moved if (texts := after[place])]
    if out:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", out)
    if new:
        connection.exec_driver_sql(
            "INSERT INTO search (rowid, name, text, name_letters, text_letters) VALUES (?, ?, ?, ?, ?)", new
        )


def forget_deleted(connection: Connection) -> None:
    """Write the index anew without the words of rows that are gone, which FTS5 otherwise keeps for a while."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")


def search(reader: Reader, text: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """The rows in which every word of `text` begins a word: those named so first, then newest first."""
    asked = " ".join(_asked(text))
    if not asked:
        return ()
    found: dict[int, Hit] = {}
    for column, excerpt in (("name", "name"), ("text", "snippet(search, 1, '', '', '…', 16)")):
        hits = _newest_of_each_kind(reader, f"{{{column} {column}_letters}}: ({asked})", excerpt, limit)
        for hit in sorted(hits, key=lambda hit: -hit.id):
            found.setdefault(number(hit.kind, hit.id), hit)
    return tuple(found.values())[:limit]


def _newest_of_each_kind(reader: Reader, asked: str, excerpt: str, limit: int) -> list[Hit]:
    """The newest rows of each kind that FTS5 finds, in one query for each kind that has any."""
    sql = f"SELECT rowid, {excerpt} FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    found: list[Hit] = []
    end = _KIND_ROOM * _KIND_NUMBERS
    while rows := reader.connection.exec_driver_sql(sql, (asked, end, limit)).all():
        last = kind_of(rows[0][0])[0]
        found += [
            Hit(last, row_id, piece) for place, piece in rows for kind, row_id in [kind_of(place)] if kind == last
        ]
        end = _range(last)[0]
    return found


def _range(kind: str) -> tuple[int, int]:
    """The first and the last number that rows of a kind may have."""
    return number(kind, 0), number(kind, _KIND_ROOM - 1)


def ids_for_each_word(kind: str, text: str, *, names_only: bool = False) -> tuple[Select[int], ...]:
    """For each word of `text`: a query of the ids of the rows of a kind in which that word begins a word.

    `names_only`: it begins a word of the fields that name the row.
    """
    found = literal_column("search.rowid", Integer)
    of_kind = found.between(*_range(kind))
    holds = sql_text("search MATCH :word")
    column = "{name name_letters}: " if names_only else ""
    return tuple(
        select(found - number(kind, 0))
        .select_from(sql_text("search"))
        .where(holds.bindparams(bindparam("word", column + word, unique=True)), of_kind)
        for word in _asked(text)
    )


def _asked(text: str) -> list[str]:
    """The words looked for, each as FTS5 is asked for beginnings of words."""
    words = [word[:_LONGEST_WORD] for word in re.findall(r"\w+", folded(text[:1000]))][:_MOST_WORDS]
    return [f'"{word}"*' for word in words if word.strip("_")]
