"""What a file notes of itself beside its tables was changed: noticed by a check, and put right where that is safe."""

import lzma
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client, Event
from rebond.domain.problems import Refused
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.file_format import VERSION
from rebond.journal.journal import Journal
from rebond.journal.undo import undo
from rebond.sentences import sentence
from tests.journal.conftest import TODAY, codes, names, noon
from tests.languages import ENGLISH

OLD = Path(__file__).parents[1] / "journal" / "old"


def tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(statement)


def found(path: Path) -> list[str]:
    before = path.read_bytes()
    problems = check(path)
    assert path.read_bytes() == before
    assert all(sentence(ENGLISH, problem) for problem in problems)
    return [problem.code for problem in problems]


LABELS = {
    "user_version 0": "PRAGMA user_version = 0",
    "user_version 1": "PRAGMA user_version = 1",
    "user_version 3": "PRAGMA user_version = 3",
    "alembic empty": "DELETE FROM alembic_version",
    "alembic blank": "UPDATE alembic_version SET version_num = ''",
    "alembic other": "UPDATE alembic_version SET version_num = '0002'",
    "alembic two": "INSERT INTO alembic_version VALUES ('0001')",
}
SEQUENCES = {
    "none": "DELETE FROM sqlite_sequence",
    "low": "UPDATE sqlite_sequence SET seq = 0",
    "text": "UPDATE sqlite_sequence SET seq = 'x'",
    "null": "UPDATE sqlite_sequence SET seq = NULL",
    "huge": "UPDATE sqlite_sequence SET seq = 9223372036854775807",
    "two": "INSERT INTO sqlite_sequence SELECT * FROM sqlite_sequence",
}


@pytest.mark.parametrize("statement", LABELS.values(), ids=LABELS.keys())
def test_a_wrong_version_is_noticed_and_put_right_without_a_backup(path: Path, statement: str) -> None:
    tamper(path, statement)
    assert found(path) == ["check_version"]
    assert names(path) == ["Atlas"]  # read only
    assert found(path) == ["check_version"]
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        transaction.insert(Client(name="Perret"))
    assert found(path) == []
    assert copies(path) == ()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [(f"{VERSION:04}",)]


@pytest.mark.parametrize("statement", LABELS.values(), ids=LABELS.keys())
def test_a_backup_of_a_journal_with_a_wrong_version_is_made_and_opens(path: Path, statement: str) -> None:
    tamper(path, statement)
    copy = backup(path, TODAY)
    shutil.copyfile(copy, path)
    assert names(path) == ["Atlas"]
    Journal.open(path, clock=noon).close()
    assert found(path) == []


@pytest.mark.parametrize("statement", SEQUENCES.values(), ids=SEQUENCES.keys())
def test_a_wrong_last_id_is_put_right_for_every_kind_when_the_journal_is_opened(path: Path, statement: str) -> None:
    with Journal.open(path, clock=noon) as journal, journal.transaction("delete") as transaction:
        transaction.delete(Client, 1)
    tamper(path, statement)
    assert set(found(path)) == {"check_sequence"}
    Journal.open(path, clock=noon).close()
    assert found(path) == []
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        assert transaction.insert(Client(name="Perret")) == 2  # the deleted one's is not given again


@pytest.mark.parametrize("statement", SEQUENCES.values(), ids=SEQUENCES.keys())
def test_a_wrong_numbering_is_noticed_and_put_right_by_the_next_entry(path: Path, statement: str) -> None:
    with Journal.open(path, clock=noon) as journal:
        with journal.transaction("add") as transaction:
            last = transaction.insert(Client(name="Perret"))
        with journal.transaction("delete") as transaction:
            transaction.delete(Client, last)
    tamper(path, statement)
    assert set(found(path)) == {"check_sequence"}
    with Journal.open(path, clock=noon) as journal:
        with journal.transaction("add") as transaction:
            # No id is given twice, not even that of a row that was deleted.
            assert transaction.insert(Client(name="Lune")) == last + 1
            transaction.insert(Event(mission_id=1, date=TODAY, text="x"))
        assert undo(journal) is not None
    assert "client" not in {problem.facts["kind"] for problem in check(path)}
    assert "event" not in {problem.facts["kind"] for problem in check(path)}


def test_a_wrong_version_does_not_hide_what_else_is_wrong(path: Path) -> None:
    tamper(path, "PRAGMA user_version = 0; UPDATE client SET note = 'x'; DELETE FROM sqlite_sequence")
    assert {"check_version", "check_sequence", "check_row"} <= set(found(path))


def test_other_tables_are_no_wrong_version(path: Path) -> None:
    tamper(path, "PRAGMA user_version = 0; CREATE TABLE more (a)")
    with pytest.raises(Refused) as caught:
        Journal.open(path)
    assert codes(caught) == ["journal_too_old"]


def older(path: Path) -> Path:
    """A journal of an earlier version, at the path of a new one."""
    path.write_bytes(lzma.decompress((OLD / "0004.rebond.xz").read_bytes()))
    return path


def test_an_older_journal_is_migrated_though_its_notes_are_wrong(tmp_path: Path) -> None:
    path = older(tmp_path / "old.rebond")
    tamper(path, "DELETE FROM alembic_version")
    Journal.open(path, clock=noon).close()
    assert check(path) == ()


def test_a_migration_that_fails_again_makes_no_other_backup(tmp_path: Path) -> None:
    path = older(tmp_path / "old.rebond")
    tamper(path, "CREATE TABLE more (a)")
    for _again in range(3):
        with pytest.raises(Refused) as caught:
            Journal.open(path, clock=noon)
        assert codes(caught) == ["migration_failed"]
    (copy,) = copies(path)
    assert backup(path, TODAY + timedelta(1)) != copy.path
