"""An older journal becomes one of this version, whole or not at all."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from rebond.domain.entities import Client, Event
from rebond.domain.problems import Refused
from rebond.journal import backup, file, migrating, schema, undo
from rebond.journal.check import check
from rebond.journal.connection import connect
from rebond.journal.file import Journal
from rebond.journal.header import look

from .child import command, environment
from .conftest import codes, fill, noon

HERE = Path(__file__).parent
OLD = HERE / "old" / "0001.rebond"


def make_old() -> None:
    """Write the file anew; only as long as no version was released."""
    OLD.unlink(missing_ok=True)
    with Journal.create(OLD, clock=noon) as journal:
        fill(journal)
        with journal.change("delete_client") as change:
            change.delete(Client, 1)
        undo.undo(journal)


def next_version() -> None:
    """Make this process one of version 2."""
    ours = migrating._versions
    grown = schema.script().replace("PRAGMA user_version = 1", "PRAGMA user_version = 2")
    start = grown.index("CREATE TABLE client (")
    place = grown.index("    note TEXT NOT NULL", start)
    grown = grown[:place] + "    colour TEXT NOT NULL DEFAULT '',\n" + grown[place:]
    for module in (file, migrating, backup):
        module.VERSION = 2  # type: ignore[attr-defined]
    migrating._versions = lambda scripts: f"{ours(scripts)}\n{HERE / 'next_version'}"
    schema.script = lambda: grown  # type: ignore[assignment]


@pytest.fixture
def version_2(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((file, "VERSION"), (migrating, "VERSION"), (backup, "VERSION"), (migrating, "_versions")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(schema, "script", schema.script)
    next_version()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.rebond"))


def test_a_journal_of_the_first_version_opens_for_ever(old: Path) -> None:
    with Journal.open(old) as journal, journal.read() as reader:
        assert [client.name for client in reader.all(Client)] == ["Atlas"]
        assert reader.count(Event) == 1
    assert check(old) == ()
    with Journal.open(old) as journal:
        assert undo.redo(journal) is not None


@pytest.mark.usefixtures("version_2")
@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_journal_is_migrated_after_a_backup(old: Path, read_only: bool) -> None:
    before = OLD.read_bytes()
    with Journal.open(old, read_only=read_only, clock=noon) as journal, journal.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT name, colour FROM client").all() == [("Atlas", "blue")]
    assert look(old, 2).version == 2
    copy = backup.latest_backup(old)
    assert copy is not None
    assert look(copy, 2).version == 1
    assert OLD.read_bytes() == before
    with Journal.open(old, clock=noon) as journal:
        assert undo.redo(journal) is not None
        assert undo.undo(journal) is not None
    assert len(backup.copies(old)) == 1


@pytest.mark.usefixtures("version_2")
def test_a_migration_that_fails_leaves_the_journal_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_TEST_FAIL", "1")
    with pytest.raises(Refused) as caught:
        Journal.open(old, clock=noon)
    assert codes(caught) == ["migration_failed"]
    assert old.read_bytes() == OLD.read_bytes()
    monkeypatch.delenv("REBOND_TEST_FAIL")
    Journal.open(old, clock=noon).close()


@pytest.mark.usefixtures("version_2")
def test_a_migration_to_other_tables_than_it_should_is_taken_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = schema.script()
    monkeypatch.setattr(schema, "script", lambda: grown.replace("colour TEXT", "color TEXT"))
    with pytest.raises(Refused) as caught:
        Journal.open(old, clock=noon)
    assert codes(caught) == ["migration_failed"]
    assert old.read_bytes() == OLD.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_migration_that_is_killed_half_way_leaves_the_journal_as_it_was(old: Path) -> None:
    lines = "from tests.journal.test_migrating import Journal, next_version; next_version(); Journal.open(path)"
    killed = subprocess.run(command(lines, old), check=False, env=environment(REBOND_TEST_KILL="1"))
    assert killed.returncode == -9
    connection = connect(old)
    assert connection.execute("SELECT * FROM client").fetchall() == [(1, "Atlas", "")]
    connection.close()
    assert check(old) == ()
