"""Full-text search by the beginnings of words, ignoring case and accents, on SQLite's FTS5."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from functools import cache
from zlib import crc32

from rebond.domain.direction import upright
from rebond.domain.names import folded
from rebond.domain.registry import KINDS
from rebond.domain.value_classes import dataclass
from rebond.journal.history import RowChange
from rebond.journal.reader import Reader
from rebond.journal.rows import StoredRow
from rebond.journal.sql import Sql, sql

#: For each kind searched: the fields that name a row, and its other text fields.
SEARCHED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    cls.kind: (cls.declared.names, cls.declared.texts) for cls in KINDS if cls.declared.searched
}
#: A row's number in the index is the number of its kind times this plus its id, so that a kind is one range.
_KIND_ROOM = 2**40
_KIND_NUMBERS = 2**22


def _kind_numbers(kinds: Iterable[str]) -> dict[str, int]:
    """Return a number for each kind that depends on its name only, so that a new kind leaves the index valid.

    :raises ValueError: when two names have the same number; one of the kinds must be renamed.
    """
    numbers = {kind: crc32(kind.encode()) % _KIND_NUMBERS for kind in kinds}
    if len(set(numbers.values())) < len(numbers):
        message = f"two of these kinds have the same number in the search index: {', '.join(numbers)}"
        raise ValueError(message)
    return numbers


#: A row in the index: its names, its other texts, and the words of each that need `other_letters`.
Entry = tuple[str, str, str, str]
_NUMBER = _kind_numbers(SEARCHED)
_KIND = {number: kind for kind, number in _NUMBER.items()}
_MOST_WORDS = 8
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that matches a search, and an excerpt of the matching text."""

    kind: str
    id: int
    excerpt: str


def entry(kind: str, row: StoredRow | None) -> Entry | None:
    """Return the index entry of a row; None if it has no text or is not searched."""
    if row is None or kind not in SEARCHED:
        return None
    names, texts = ("\n".join(str(row[name]) for name in group if row[name]) for group in SEARCHED[kind])
    return (names, texts, other_letters(names), other_letters(texts)) if names or texts else None


def other_letters(text: str) -> str:
    """Return the folded words that FTS5 may index otherwise: Latin ones with Œ, Ø or Ł, and those of other scripts."""
    if text.isascii() or not _other_letter().search(text):
        return ""
    found: list[str] = []
    for part in unicodedata.normalize("NFC", text).split():
        if re.search(f"[{_OTHER_SCRIPTS}]", part):
            found.append(folded(part))
        else:
            latin = re.findall(r"\w+", part)
            found += (plain for word in latin if (plain := folded(word)) != _without_accents(word))
    return " ".join(found)


#: Letters after Latin Extended-A, where FTS5 folds less than `names.folded`; common punctuation apart.
_OTHER_SCRIPTS = "\u0180-\u200f\u2028-\u202e\u2030-\u20ab\u20ad-\U0010ffff"


def _without_accents(word: str) -> str:
    """Return the word as FTS5's tokenizer (unicode61, remove_diacritics 2) indexes it."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _other_letter() -> re.Pattern[str]:
    """Return what finds a letter that FTS5 folds less: most texts have none, and need not be taken apart."""
    latin = filter(str.isalnum, map(chr, range(0x80, 0x180)))
    less = "".join(letter for letter in latin if folded(letter) != _without_accents(letter))
    return re.compile(f"[{less}{_OTHER_SCRIPTS}]")


def indexed(text: str) -> bool:
    """Whether FTS5 splits a text into words as we do; not with letters of private use or that Unicode added lately."""
    return all(unicodedata.ucd_3_2_0.category(letter) not in ("Cn", "Co") for letter in folded(text))


def number(kind: str, row_id: int) -> int:
    """Return the number of a row in the index."""
    return _NUMBER[kind] * _KIND_ROOM + row_id


def kind_of(place: int) -> tuple[str, int]:
    """Return the (kind, id) of a number in the index; the kind is "" where there is none, as in a damaged file."""
    kind, row_id = divmod(place, _KIND_ROOM)
    return _KIND.get(kind, ""), row_id


def follow(connection: sqlite3.Connection, rows: Iterable[RowChange]) -> None:
    """Update the index for the rows of a change."""
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
        connection.executemany("DELETE FROM search WHERE rowid = ?", out)
    if new:
        connection.executemany(
            "INSERT INTO search (rowid, name, text, name_letters, text_letters) VALUES (?, ?, ?, ?, ?)", new
        )


def forget_deleted(connection: sqlite3.Connection) -> None:
    """Rebuild the index without the words of deleted rows, which FTS5 otherwise keeps for a while."""
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def search(reader: Reader, text: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Return the rows in which every word of `text` begins a word: matches in names first, then the newest."""
    query = " ".join(_terms(text))
    if not query:
        return ()
    results: dict[int, Hit] = {}
    for column, excerpt in (("name", "name"), ("text", "snippet(search, 1, '', '', '…', 16)")):
        hits = _newest_of_each_kind(reader, f"{{{column} {column}_letters}}: ({query})", excerpt, limit)
        for hit in sorted(hits, key=lambda hit: -hit.id):
            results.setdefault(number(hit.kind, hit.id), hit)
    return tuple(results.values())[:limit]


def _newest_of_each_kind(reader: Reader, query: str, excerpt: str, limit: int) -> list[Hit]:
    """Return the newest `limit` matches of each kind, with one query for each kind that has any."""
    statement = f"SELECT rowid, {excerpt} FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
    hits: list[Hit] = []
    end = _KIND_ROOM * _KIND_NUMBERS
    while rows := reader.fetch(sql(statement, query, end, limit)):
        last = kind_of(rows[0][0])[0]
        hits += [
            Hit(last, row_id, upright(piece))
            for place, piece in rows
            for kind, row_id in [kind_of(place)]
            if kind == last != ""
        ]
        end = rows[0][0] // _KIND_ROOM * _KIND_ROOM
    return hits


def numbers(kind: str) -> tuple[int, int]:
    """Return the first and the last number in the index that rows of a kind can have."""
    return number(kind, 0), number(kind, _KIND_ROOM - 1)


def ids_for_each_word(kind: str, text: str, *, names_only: bool = False) -> tuple[Sql, ...]:
    """Return, for each word of `text`, a query of the ids of rows of a kind in which it begins a word.

    `names_only` searches only the fields that name the row.
    """
    found = "SELECT rowid - ? FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
    columns = "{name name_letters}: " if names_only else ""
    return tuple(sql(found, number(kind, 0), columns + term, *numbers(kind)) for term in _terms(text))


def _terms(text: str) -> list[str]:
    """Return the words of a search as FTS5 prefix terms."""
    words = [word[:_LONGEST_WORD] for word in re.findall(r"\w+", folded(text[:1000]))][:_MOST_WORDS]
    return [f'"{word}"*' for word in words if word.strip("_")]
