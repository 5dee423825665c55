"""One bit of a journal's file is turned, anywhere: a check notices, or the file holds what it held."""

import random
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.domain.registry import KINDS
from rebond.journal import history
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.search import search
from rebond.sentences import sentence
from tests.languages import ENGLISH

from .conftest import times

_OWN = ("sqlite_sequence", "change", "change_row", "blob", "alembic_version", "search")


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a file holds, read without the program."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        tables = (*_OWN, *(cls.kind for cls in KINDS))
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables} | {  # noqa: S608
            "": connection.execute("SELECT type, name, tbl_name FROM sqlite_schema").fetchall()
        }


def seen(path: Path) -> object:
    """What a person would see of it, or the sentences by which it is refused."""
    try:
        with Journal.open(path, read_only=True) as journal, journal.read() as reader:
            return [list(reader.all(cls)) for cls in KINDS], history.changes(reader, limit=1_000)
    except Refused as refused:
        return [sentence(ENGLISH, problem) for problem in refused.problems]


@pytest.mark.parametrize("seed", range(3))
def test_no_turned_bit_is_silent(path: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    whole, held, shown = path.read_bytes(), content(path), seen(path)
    used = [place for place, byte in enumerate(whole) if byte]  # much of a small journal is room
    texts = [whole.index(b"Asked for a post"), whole.rindex(b"Social media"), whole.index(b"Atlas")]
    noticed, flips = 0, times(60, 1_002) // 3
    for number in range(flips):
        anywhere = chance.choice([chance.randrange(len(whole)), chance.choice(used)])
        place = texts[number] if number < len(texts) else anywhere
        broken = bytearray(whole)
        broken[place] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        shutil.rmtree(tmp_path / "marie.backups", ignore_errors=True)  # of what seems to be of an earlier version
        problems = check(path)
        assert all(sentence(ENGLISH, problem) for problem in problems)
        found = seen(path)
        noticed += bool(problems)
        if not problems:
            assert (found, content(path)) == (shown, held), place
    assert noticed >= len(texts)
    sys.stdout.write(f"{flips} bits turned, {noticed} noticed: 0 silent\n")


@pytest.mark.parametrize(
    "text",
    [b'"unicode61', b"'1 2 3'", b"tableclientclient", b'{"address"', b'{"name"', b"2026-07-01", b"2026-11-22T12:00:00"],
)
def test_what_sqlite_itself_does_not_notice_is_noticed_and_no_fault_of_ours(path: Path, text: bytes) -> None:
    whole = path.read_bytes()
    place = whole.index(text)
    for at, byte in enumerate(text):
        broken = bytearray(whole)
        broken[place + at] = byte ^ (2 if byte in b'" ' else 16)
        path.write_bytes(broken)
        shutil.rmtree(path.with_name("marie.backups"), ignore_errors=True)
        assert check(path)
        seen(path)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_config",
        "INSERT INTO search (rowid, name, text, name_letters, text_letters) VALUES (5, 'Atlas', '', '', '')",
        "UPDATE sqlite_schema SET name = CAST(name AS BLOB) WHERE name = 'settings'",
    ],
)
def test_damage_of_which_sqlite_has_no_code_is_told(path: Path, damage: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute(damage)
    assert check(path)
    with suppress(Refused), Journal.open(path) as journal, journal.read() as reader:
        assert [hit.kind for hit in search(reader, "atlas")] == ["client"]
    with suppress(Refused), Journal.open(path) as journal, journal.transaction("add") as transaction:
        transaction.insert(Client(name="Perret"))
