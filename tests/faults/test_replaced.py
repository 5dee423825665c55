"""Another program puts a file in the place of an open journal, or empties it: nothing is lost without being said."""

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal import connection as connections
from rebond.journal import journal as journals
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies, journal_of
from rebond.journal.check import check
from rebond.journal.journal import Journal
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY, change, noon

from .conftest import only, times

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file is not replaced on Windows")

_RENAMER = """
import time
for line in sys.stdin:
    wait, one = line.rstrip("\\n").split(" ", 1)
    until = time.perf_counter() + float(wait)
    while time.perf_counter() < until:
        pass
    os.replace(one, one.removesuffix(".other"))
    print("done", flush=True)
"""


def held(path: Path) -> set[str]:
    """The clients in a file, read without the program."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM client")}


def add(journal: Journal, name: str) -> None:
    with journal.transaction("add") as transaction:
        transaction.insert(Client(name=name))


@pytest.fixture
def renamer(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process, told how long to wait and which file to rename over the journal of that name."""
    with subprocess.Popen(
        command(_RENAMER, path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_no_acknowledged_change_is_lost_unsaid_in_a_race(
    path: Path, tmp_path: Path, renamer: "subprocess.Popen[str]"
) -> None:
    chance = random.Random(11)  # noqa: S311
    assert renamer.stdin is not None
    assert renamer.stdout is not None
    seen = set()
    for race in range(times(25, 500)):
        place = tmp_path / f"{race}" / "marie.rebond"
        place.parent.mkdir()
        shutil.copy(path, place)
        other = place.with_name("marie.rebond.other")
        shutil.copy(path, other)
        acknowledged: set[str] = set()
        with Journal.open(place, clock=noon) as journal:
            renamer.stdin.write(f"{chance.uniform(0, 0.04)} {other}\n")
            renamer.stdin.flush()
            for number in range(10_000):
                try:
                    add(journal, f"n{number}")
                except Refused as refused:
                    (problem,) = refused.problems
                    break
                acknowledged.add(f"n{number}")
        renamer.stdout.readline()
        kept = held(Path(str(problem.facts["backup"]))) if "backup" in problem.facts else set()
        assert acknowledged <= held(place) | kept, (problem, len(acknowledged - held(place) - kept))
        # What is said of the change that was refused is true.
        assert (f"n{number}" in kept) == (problem.code == "replaced_while_saving"), problem
        assert f"n{number}" not in held(place)
        seen.add(problem.code)
    assert "replaced_while_saving" in seen


@pytest.fixture
def other(path: Path) -> Path:
    """A file as an older copy is that another program brings back."""
    return Path(shutil.copy(path, path.with_name("other.rebond")))


def at_commit(monkeypatch: pytest.MonkeyPatch, path: Path, other: Path, *, after: bool) -> None:
    """Have the other file take the journal's place just before or just after SQLite commits."""
    commit = journals._commit

    def replacing(connection: sqlite3.Connection) -> None:
        if after:
            commit(connection)
        if other.exists():
            other.replace(path)
        if not after:
            commit(connection)

    monkeypatch.setattr(journals, "_commit", replacing)


@pytest.mark.parametrize("after", [False, True])
def test_a_file_put_in_place_at_the_commit_is_noticed(
    path: Path, other: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        at_commit(monkeypatch, path, other, after=after)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
        problem = only(caught)
        assert problem.code == "replaced_while_saving"
        kept = Path(str(problem.facts["backup"]))
        assert held(kept) == {"Atlas", "Perret", "Lune"}
        assert journal_of(kept) == path
        assert check(kept) == ()
        assert held(path) == {"Atlas"}
        assert not path.with_name("marie.rebond-journal").exists()
        with pytest.raises(Refused) as caught:
            add(journal, "Again")
        assert only(caught).code == "journal_replaced_kept"
        assert [copy.path for copy in copies(path)] == [kept]  # which is made once
    assert [problem.code for problem in check(path)] == ["check_behind_backup"], "it says where they are"


def test_the_journal_with_all_its_changes_is_kept_when_an_older_one_is_put_in_its_place(
    path: Path, other: Path
) -> None:
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        other.replace(path)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    problem = only(caught)
    assert problem.code == "journal_replaced_kept"
    assert held(Path(str(problem.facts["backup"]))) == {"Atlas", "Perret"}


@pytest.mark.parametrize("fault", [ZeroDivisionError, KeyboardInterrupt, sqlite3.OperationalError])
def test_a_change_that_failed_leaves_the_file_open(path: Path, other: Path, fault: type[BaseException]) -> None:
    """Otherwise nobody would have it open, and what it holds would be gone with its name."""
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        with pytest.raises(fault), journal.transaction("add"):
            raise fault
        other.replace(path)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    problem = only(caught)
    assert problem.code == "journal_replaced_kept"
    assert held(Path(str(problem.facts["backup"]))) == {"Atlas", "Perret"}


def test_the_journal_is_kept_even_where_no_transaction_can_begin(
    path: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program has the file locked that had the journal's name before."""
    impatient = tuple((name, 10 if name == "busy_timeout" else value) for name, value in connections._SETTINGS)
    monkeypatch.setattr(connections, "_SETTINGS", impatient)
    with Journal.open(path, clock=noon) as journal, closing(sqlite3.connect(path, isolation_level=None)) as program:
        add(journal, "Perret")
        program.execute("BEGIN IMMEDIATE")
        other.replace(path)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    problem = only(caught)
    assert problem.code == "journal_replaced_kept"
    assert held(Path(str(problem.facts["backup"]))) == {"Atlas", "Perret"}


def test_as_many_other_changes_in_the_file_put_in_place_are_not_taken_for_these(path: Path, other: Path) -> None:
    change(other, "Somebody else")
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        other.replace(path)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    assert only(caught).code == "journal_replaced_kept"
    assert held(path) == {"Atlas", "Somebody else"}


def test_a_change_that_the_file_put_in_place_holds_is_saved(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that copies a file and puts the copy in its place, as some that keep folders alike do."""
    commit = journals._commit

    def copying(connection: sqlite3.Connection) -> None:
        commit(connection)
        shutil.copy(path, tmp_path / "copy").replace(path)

    with Journal.open(path, clock=noon) as journal:
        monkeypatch.setattr(journals, "_commit", copying)
        add(journal, "Perret")
        assert held(path) == {"Atlas", "Perret"}
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    assert only(caught).code == "journal_replaced"
    assert copies(path) == ()


def test_it_is_said_where_the_changes_could_not_be_kept(
    path: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.with_name("marie.backups").write_text("in the way")
    with Journal.open(path, clock=noon) as journal:
        at_commit(monkeypatch, path, other, after=True)
        with pytest.raises(Refused) as caught:
            add(journal, "Perret")
    assert only(caught).code == "replaced_and_lost"


@pytest.mark.parametrize("size", [0, 50, 4096, 8192])
@pytest.mark.parametrize("idle", [True, False])
def test_a_journal_emptied_or_cut_while_open_gets_a_sentence(path: Path, size: int, idle: bool) -> None:
    backup(path, TODAY)
    with Journal.open(path, clock=noon) as journal:
        if not idle:
            journal._connections.close()
        os.truncate(path, size)
        expected = {0: {"journal_emptied"}, 50: {"not_a_journal", "journal_damaged_open"}}
        for act in (lambda: journal.read(), lambda: journal.snapshot()):
            with pytest.raises(Refused) as caught, act() as reader:
                reader.sqlite.execute("SELECT * FROM change_row, search, event, client").fetchall()
            assert only(caught).code in expected.get(size, {"journal_damaged_open"})
        with pytest.raises(Refused) as caught:
            add(journal, "Perret")
        assert only(caught).code in expected.get(size, {"journal_damaged_open"})
        assert path.stat().st_size == size


def test_a_journal_emptied_at_the_commit_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = journals._commit

    def emptying(connection: sqlite3.Connection) -> None:
        commit(connection)
        os.truncate(path, 0)

    with Journal.open(path, clock=noon) as journal:
        monkeypatch.setattr(journals, "_commit", emptying)
        with pytest.raises(Refused) as caught:
            add(journal, "Perret")
    assert only(caught).code == "journal_emptied"
