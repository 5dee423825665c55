"""What SQLite clears is right: whatever is not right among rows, values and entries of the search is doubted."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rebond.domain.kinds import Choice, Entity, Field
from rebond.domain.missions.kinds import Client
from rebond.domain.registry import KINDS
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal import search, suspects
from rebond.journal.integrity import good_copy
from rebond.journal.journal import Journal
from rebond.journal.rows import is_readable
from rebond.progress import heard
from tests.journal.conftest import TODAY, noon
from tests.journal.test_check import found, tamper

#: The kinds and their fields that are not stored as they are.
CONVERTED = [
    pytest.param(cls, field, id=f"{cls.kind}.{field.name}")
    for cls in KINDS
    for field in cls.declared.fields
    if field.type in (dt.date, dt.time) or issubclass(field.type, Choice)
]
#: Texts that are a date, a time or a choice, or look like one, or are one for SQLite alone.
LOOKALIKES = (
    "2026-02-03", "0001-01-01", "0000-01-01", "2026-02-30", "2026-2-3", "20260203", "2026-02-03T00:00", "2461000",
    "now", "07:40:00", "07:40", "7:40", "24:00:00", "19:40:00.5", "19:40:00Z", "net", "NET", "net ", "", "\0",
)  # fmt: skip


@pytest.mark.parametrize(("cls", "field"), CONVERTED)
def test_a_value_that_cannot_be_read_is_doubted(cls: type[Entity], field: Field) -> None:
    readable = [str(choice) for choice in field.type] if issubclass(field.type, Choice) else []
    statement = f"SELECT {suspects._plain_sql(field)} FROM (SELECT ? AS {field.name})"  # noqa: S608
    nothing = {other.name: None for other in cls.declared.fields}
    with closing(sqlite3.connect(":memory:")) as connection:
        cleared = {text: connection.execute(statement, (text,)).fetchone()[0] for text in (*LOOKALIKES, *readable)}
    assert set(cleared.values()) == {0, 1}  # NULL would clear a row: NOT NULL is NULL
    assert all(is_readable(cls.kind, {**nothing, field.name: text}) for text, plain in cleared.items() if plain)


#: Names as they may be typed; those with other letters have an entry with words of their own.
NAMES = ("Atlas", "Élan", "E\u0301lan", "Œuvre", "Åse Sørby", "Łódź", "ΑΘΗΝΑ", "明日", "Zoe\u0308 Œ", "x" * 10_000)


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_of_the_search_without_its_own_letters_is_doubted(path: Path, name: str) -> None:
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        client = transaction.insert(Client(name=name, note=f"{name}\n{name}"))
    assert found(path) == []
    place = search.number(Client.kind, client)
    for column, wrong in (
        ("name", "Atla"),
        ("text", name),
        ("name_letters", "a"),
        ("text_letters", "œ"),
        ("text_letters", None),
    ):
        with closing(sqlite3.connect(path)) as connection:
            before = connection.execute(f"SELECT {column} FROM search WHERE rowid = ?", (place,)).fetchone()  # noqa: S608
            connection.execute(f"UPDATE search SET {column} = ? WHERE rowid = ?", (wrong, place))  # noqa: S608
            connection.commit()
            assert found(path) == ["check_search"], column
            connection.execute(f"UPDATE search SET {column} = ? WHERE rowid = ?", (*before, place))  # noqa: S608
            connection.commit()


@pytest.mark.parametrize("name", [name for name in NAMES if search.other_letters(name)])
def test_the_letters_alone_of_an_entry_are_missed(path: Path, name: str) -> None:
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        client = transaction.insert(Client(name=name))
    tamper(path, f"UPDATE search SET name_letters = '' WHERE rowid = {search.number(Client.kind, client)}")  # noqa: S608
    assert found(path) == ["check_search"]


def test_a_name_is_compared_beyond_a_nul(path: Path) -> None:
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        client = transaction.insert(Client(name="At\0las"))
    assert found(path) == []
    tamper(path, f"UPDATE search SET name = 'At' WHERE rowid = {search.number(Client.kind, client)}")  # noqa: S608
    assert found(path) == ["check_search"]


@pytest.mark.parametrize("text", ["'secret'", "NULL"])
def test_an_entry_without_a_name_is_one_of_a_row_without_texts_too(path: Path, text: str) -> None:
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        day = transaction.insert(WorkedDay(mission_id=1, date=TODAY, days=100))
    place = search.number(WorkedDay.kind, day)
    tamper(path, f"INSERT INTO search (rowid, name, text) VALUES ({place}, NULL, {text})")  # noqa: S608
    assert found(path) == ["check_search"]


def test_an_entry_is_compared_letter_by_letter_whatever_its_table_says(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'c0', 'c0 COLLATE NOCASE') WHERE name = 'search_content'"
        )
        connection.commit()
    tamper(path, "UPDATE search_content SET c0 = upper(c0)")
    assert "check_search" in found(path)


@pytest.mark.parametrize("damage", ["DELETE FROM search_config", "UPDATE search_config SET v = 99"])
def test_a_copy_whose_search_cannot_be_opened_is_no_good_one(path: Path, damage: str) -> None:
    assert good_copy(path) == ()
    tamper(path, damage)
    assert good_copy(path) != ()


@pytest.mark.parametrize("place", [-1, 1, 2**61, search.numbers("client")[0] + 99, search.numbers("client")[1]])
def test_an_entry_of_no_row_is_found(path: Path, place: int) -> None:
    stray = f"INSERT INTO search (rowid, name, text, name_letters, text_letters) VALUES ({place}, 'x', '', '', '')"  # noqa: S608
    tamper(path, stray)
    assert found(path) == ["check_search" if search.kind_of(place)[0] else "check_pages"]


def test_an_entry_of_a_row_without_texts_is_found(path: Path) -> None:
    tamper(path, "UPDATE client SET name = ''")
    assert found(path) == ["check_row", "check_search"]


def test_no_more_than_twenty_problems_of_a_sort_are_told_and_none_hides_another(path: Path) -> None:
    rows = ", ".join(f"({number}, 'Client {number}', '', '')" for number in range(100, 150))
    tamper(path, f"INSERT INTO client (id, name, address, note) VALUES {rows}")  # noqa: S608
    tamper(path, "DELETE FROM event")
    assert found(path) == ["check_row"] * 20 + ["check_lost"] + ["check_search"] * 21


def test_a_row_of_a_kind_that_this_version_has_not_is_lost_unless_it_was_deleted(path: Path) -> None:
    lost = """SELECT max(seq), 99, 'it''s', 1, NULL, '{}', X'', X'', 0 FROM change"""
    deleted = """SELECT max(seq), 98, 'it''s', 2, '{}', NULL, X'', X'', 0 FROM change"""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"INSERT INTO change_row {lost} UNION ALL {deleted}")
        assert list(suspects.lost_rows(connection)) == [("it's", 1)]


def test_the_last_of_two_rows_of_one_change_counts(path: Path) -> None:
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        client = transaction.insert(Client(name="Lune"))
        transaction.update(Client(id=client, name="Luna"))
    assert found(path) == []
    tamper(path, f"UPDATE client SET name = 'Lune' WHERE id = {client}")  # noqa: S608
    assert found(path) == ["check_row", "check_search"]


def test_the_last_of_several_changes_of_a_row_counts(path: Path) -> None:
    for name in ("Lune", "Luna"):
        with Journal.open(path, clock=noon) as journal, journal.transaction("change") as transaction:
            transaction.update(Client(id=1, name=name))
    assert found(path) == []
    tamper(path, "UPDATE client SET name = 'Atlas'")
    assert found(path) == ["check_row", "check_search"]


def test_of_many_rows_it_is_heard_now_and_then_how_many_were_read() -> None:
    told: list[tuple[int, int]] = []
    assert list(heard(range(2_500), 2_400, lambda done, total: told.append((done, total)))) == list(range(2_500))
    assert told == [(0, 2_400), (1_000, 2_400), (2_000, 2_400)]
