"""An older journal becomes one of this version, whole or not at all."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal import backup, journal, migrating, schema, undo
from rebond.journal.check import check
from rebond.journal.connection import connect
from rebond.journal.header import look
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from tests.languages import ENGLISH

from .child import command, environment
from .conftest import codes, fill, noon

HERE = Path(__file__).parent
#: A journal of the trial version, which had the number 1.
TRIAL = HERE / "old" / "0001.rebond"


def make_old(path: Path) -> Path:
    """A journal of this version, with an undone change in its history."""
    with Journal.create(path, clock=noon) as opened:
        fill(opened)
        with opened.transaction("delete_client") as transaction:
            transaction.delete(Client, 1)
        undo.undo(opened)
    return path


def next_version() -> None:
    """Make this process one of version 3."""
    ours = migrating._versions
    grown = schema.script().replace("PRAGMA user_version = 2", "PRAGMA user_version = 3")
    start = grown.index("CREATE TABLE client (")
    place = grown.index("    note TEXT NOT NULL", start)
    grown = grown[:place] + "    colour TEXT NOT NULL DEFAULT '',\n" + grown[place:]
    for module in (journal, migrating, backup):
        module.VERSION = 3  # type: ignore[attr-defined]
    migrating._versions = lambda scripts: f"{ours(scripts)}\n{HERE / 'next_version'}"
    schema.script = lambda: grown  # type: ignore[assignment]


@pytest.fixture
def version_3(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((journal, "VERSION"), (migrating, "VERSION"), (backup, "VERSION"), (migrating, "_versions")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(schema, "script", schema.script)
    next_version()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return make_old(tmp_path / "old.rebond")


def test_a_journal_from_before_the_first_release_is_refused_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    path = Path(shutil.copy(TRIAL, tmp_path / "trial.rebond"))
    for read_only in (True, False):
        with pytest.raises(Refused) as caught:
            Journal.open(path, read_only=read_only)
        assert codes(caught) == ["journal_too_old"]
        assert "trial.rebond" in sentence(ENGLISH, caught.value.problems[0])
    assert path.read_bytes() == TRIAL.read_bytes()
    assert [found.name for found in tmp_path.iterdir()] == ["trial.rebond"]


@pytest.mark.usefixtures("version_3")
@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_journal_is_migrated_after_a_backup(old: Path, read_only: bool) -> None:
    with Journal.open(old, read_only=read_only, clock=noon) as opened, opened.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT name, colour FROM client").all() == [("Atlas", "blue")]
    assert look(old, 3).version == 3
    copy = backup.latest_backup(old)
    assert copy is not None
    assert look(copy, 3).version == 2
    with Journal.open(old, clock=noon) as opened:
        assert undo.redo(opened) is not None
        assert undo.undo(opened) is not None
    assert len(backup.copies(old)) == 1


@pytest.mark.usefixtures("version_3")
def test_a_migration_that_fails_leaves_the_journal_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_TEST_FAIL", "1")
    before = old.read_bytes()
    with pytest.raises(Refused) as caught:
        Journal.open(old, clock=noon)
    assert codes(caught) == ["migration_failed"]
    assert old.read_bytes() == before
    monkeypatch.delenv("REBOND_TEST_FAIL")
    Journal.open(old, clock=noon).close()


@pytest.mark.usefixtures("version_3")
def test_a_migration_to_other_tables_than_it_should_is_taken_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = schema.script()
    monkeypatch.setattr(schema, "script", lambda: grown.replace("colour TEXT", "color TEXT"))
    before = old.read_bytes()
    with pytest.raises(Refused) as caught:
        Journal.open(old, clock=noon)
    assert codes(caught) == ["migration_failed"]
    assert old.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_migration_that_is_killed_half_way_leaves_the_journal_as_it_was(old: Path) -> None:
    lines = "from tests.journal.test_migrating import Journal, next_version; next_version(); Journal.open(path)"
    killed = subprocess.run(command(lines, old), check=False, env=environment(REBOND_TEST_KILL="1"))
    assert killed.returncode == -9
    connection = connect(old)
    assert connection.execute("SELECT * FROM client").fetchall() == [(1, "Atlas", "")]
    connection.close()
    assert check(old) == ()
