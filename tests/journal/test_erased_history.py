"""A place in the history is blank only where an erasure says so."""

import json
import sqlite3
from pathlib import Path

import pytest

from rebond.actions.erasing import erase
from rebond.domain.missions.kinds import Client, Event
from rebond.domain.problems import Refused
from rebond.journal import undo
from rebond.journal.check import check
from rebond.journal.history import changes, versions
from rebond.journal.journal import Journal

from .conftest import codes, fill, noon

BLANK_ROW = """UPDATE change_row SET "before" = NULL, "after" = NULL, salt = X'', erased = 1"""
BLANK_FACTS = "UPDATE change SET facts = '{}', salt = X'', erased = 1"


@pytest.mark.parametrize("statement", [f"{BLANK_ROW} WHERE kind = 'mission'", f"{BLANK_FACTS} WHERE seq = 1"])
def test_what_is_blanked_without_an_erasure_is_found(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert check(path)[0].code == "check_chain"


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE change_row SET "after" = '{}'""",
        "UPDATE change_row SET salt = X''",
        f"{BLANK_ROW}, digest = X'00'",
        f"{BLANK_ROW}, kind = 'client'",
        f"{BLANK_FACTS}, action = 'x'",
        f"{BLANK_FACTS}, hash = X''",
        """UPDATE change_row SET "before" = NULL, "after" = NULL, erased = 1""",
        "UPDATE change SET facts = '{}'",
        "UPDATE change SET facts = '{}', erased = 1",
        "DELETE FROM change_row",
    ],
)
def test_the_file_itself_refuses_any_other_change_of_the_history(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only appended to"):
        connection.execute(statement)
    connection.close()


def test_an_erased_place_cannot_be_filled_again(path: Path) -> None:
    with Journal.open(path, clock=noon) as journal, journal.read() as reader:
        (atlas,) = reader.all(Client)
    with Journal.open(path, clock=noon) as journal:
        erase(journal, atlas)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("""UPDATE change_row SET "after" = '{}', erased = 0""")
    connection.close()


def written_by_another_version(path: Path, kind: str, row: dict[str, object]) -> None:
    """A change whose one row a version wrote that knew other choices, fields or kinds."""
    with Journal.open(path, clock=noon) as journal, journal.transaction("add_event", {"name": "x"}) as transaction:
        transaction.insert(Event(mission_id=1, date=noon().date(), text="x"))
    connection = sqlite3.connect(path)
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'change_row_only_erased'").fetchone()
    connection.execute("DROP TRIGGER change_row_only_erased")
    connection.execute(
        """UPDATE change_row SET kind = ?, "after" = ? WHERE seq = (SELECT max(seq) FROM change)""",
        (kind, json.dumps(row)),
    )
    connection.execute(sql)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("event", {"id": 2, "mission_id": 1, "type": "telepathy", "date": "2026-11-22", "text": "x"}),
        ("event", {"id": 2, "date": "2026-11-22", "text": "x"}),
        ("seance", {"id": 2, "spirit": "Atlas"}),
    ],
)
def test_a_row_of_another_version_is_shown_as_it_is_and_not_taken_back(
    path: Path, kind: str, row: dict[str, object]
) -> None:
    written_by_another_version(path, kind, row)
    with Journal.open(path, clock=noon) as journal:
        with journal.read() as reader:
            (newest, *_older) = changes(reader, limit=3)
            assert versions(reader, kind, 2)[-1].row.became is None
        (found,) = newest.rows
        assert found.after is not None
        assert row.items() <= found.after.items()
        assert found.became is None
        for step in (lambda: undo.undo(journal), lambda: undo.revert(journal, newest.seq)):
            with pytest.raises(Refused) as caught:
                step()
            assert codes(caught) == ["of_another_version"]


def test_a_row_that_lacks_a_newer_field_has_its_default(path: Path) -> None:
    written_by_another_version(path, "event", {"id": 2, "mission_id": 1, "date": "2026-11-22", "text": "x"})
    with Journal.open(path, clock=noon) as journal, journal.read() as reader:
        event = versions(reader, "event", 2)[-1].row.became
    assert isinstance(event, Event)
    assert event.minutes is None


def test_filling_again_after_an_erasure_is_whole(path: Path) -> None:
    with Journal.open(path, clock=noon) as journal:
        with journal.read() as reader:
            (atlas,) = reader.all(Client)
        erase(journal, atlas)
        fill(journal)
    assert check(path) == ()
