"""Names in the order of the alphabet: SQLite alone puts "Élise" after "Thomas"."""

import sqlite3
import unicodedata
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func


def teach(connection: sqlite3.Connection) -> None:
    """Let queries of this connection sort by `folded`."""
    connection.create_function("folded", 1, fold, deterministic=True)


def folded(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a name is sorted by: computed once a row, where a collation would be asked at every comparison."""
    return func.folded(column)


@lru_cache(20_000)
def fold(text: str | None) -> str | None:
    """The text without accents and capitals."""
    if text is None or text.isascii():
        return text and text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
