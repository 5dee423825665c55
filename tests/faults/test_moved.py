"""An open journal is moved, deleted, written over or added to by another program: what is said of it is true."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal import journal as journals
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from tests.journal.conftest import TODAY, change, noon
from tests.languages import ENGLISH

from .conftest import only
from .test_replaced import held

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file is not moved on Windows")


def add(journal: Journal, name: str, meanwhile: Callable[[], object] = lambda: None) -> None:
    with journal.transaction("add") as transaction:
        transaction.insert(Client(name=name))
        meanwhile()


def at_commit(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], *, after: bool) -> None:
    """Have another program act once, just before or just after SQLite commits."""
    commit, acts = journals._commit, [act]

    def acting(connection: sqlite3.Connection) -> None:
        if after:
            commit(connection)
        if acts:
            acts.pop()()
        if not after:
            commit(connection)

    monkeypatch.setattr(journals, "_commit", acting)


@pytest.fixture
def older(path: Path) -> Path:
    return Path(shutil.copy(path, path.with_name("older.rebond")))


@pytest.fixture
def in_folder(tmp_path: Path, path: Path) -> Path:
    """The path of a journal in a folder of its own, which can be renamed."""
    (tmp_path / "work").mkdir()
    return path.rename(tmp_path / "work" / path.name)


@pytest.mark.parametrize("whole_folder", [False, True])
def test_a_moved_journal_is_said_to_be_where_it_is(in_folder: Path, whole_folder: bool) -> None:
    path = in_folder
    if whole_folder:
        moved, place = path.parent, path.parent.with_name("work 2026")
        there = place / path.name
    else:
        moved, place = path, path.with_name("renamed.rebond")
        there = place
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        moved.rename(place)
        for act in (lambda: add(journal, "Lune"), journal.require_in_place):
            with pytest.raises(Refused) as caught:
                act()
            problem = only(caught)
            assert (problem.code, problem.facts["place"]) == ("journal_moved", str(there))
        again = there.with_name("again.rebond")
        there.rename(again)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
        assert only(caught).facts["place"] == str(again)
        with journal.read() as reader:  # the window still shows what it holds
            assert len(reader.all(Client)) == 2
    assert held(again) == {"Atlas", "Perret"}
    assert check(again) == ()
    assert copies(path) == copies(there) == (), "nothing is lost, so nothing is kept a second time"


@pytest.mark.parametrize("whole_folder", [False, True])
@pytest.mark.parametrize("after", [False, True])
def test_a_journal_moved_at_the_commit(
    in_folder: Path, monkeypatch: pytest.MonkeyPatch, whole_folder: bool, after: bool
) -> None:
    path = in_folder
    moved = path.parent if whole_folder else path
    place = path.parent.with_name("elsewhere")
    there = place / path.name if whole_folder else place
    with Journal.open(path, clock=noon) as journal:
        at_commit(monkeypatch, lambda: moved.rename(place), after=after)
        try:
            add(journal, "Perret")
            (warning,) = journal.take_warnings()
            said = "saved"
            assert (warning.code, warning.facts["place"]) == ("moved_and_saved", str(there))
            assert str(there) in sentence(ENGLISH, warning)
        except Refused as refused:
            (problem,) = refused.problems
            said = problem.code
            assert (said, problem.facts["place"]) == ("journal_moved", str(there))
    with Journal.open(there, clock=noon):
        pass
    assert held(there) == ({"Atlas", "Perret"} if said == "saved" else {"Atlas"})
    assert not after or said == "saved"


def test_a_deleted_journal_is_kept_as_a_backup(path: Path) -> None:
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        path.unlink()
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    problem = only(caught)
    assert problem.code == "journal_gone"
    assert held(Path(str(problem.facts["backup"]))) == {"Atlas", "Perret"}


def test_a_journal_deleted_with_its_folder_says_why_no_backup_could_be_made(in_folder: Path) -> None:
    with Journal.open(in_folder, clock=noon) as journal:
        add(journal, "Perret")
        shutil.rmtree(in_folder.parent)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
        problem = only(caught)
        assert problem.code == "gone_and_lost"
        assert "no folder" in sentence(ENGLISH, problem)
        in_folder.parent.mkdir()
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
        assert only(caught).code == "journal_gone"
    assert held(Path(str(only(caught).facts["backup"]))) == {"Atlas", "Perret"}


def test_a_journal_moved_away_with_another_in_its_place_is_not_lost(path: Path, older: Path) -> None:
    aside = path.with_name("aside.rebond")
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        path.rename(aside)
        older.replace(path)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    problem = only(caught)
    assert (problem.code, problem.facts["place"]) == ("replaced_and_elsewhere", str(aside))
    assert held(aside) == {"Atlas", "Perret"}


@pytest.mark.parametrize("looked", [False, True])
@pytest.mark.parametrize("backed_up", ["", "before", "after"])
def test_an_older_copy_written_over_the_open_file_is_noticed(
    path: Path, older: Path, looked: bool, backed_up: str
) -> None:
    with Journal.open(path, clock=noon) as journal:
        if backed_up == "before":
            backup(path, TODAY)
        add(journal, "Perret")
        if backed_up == "after":
            backup(path, TODAY)
        shutil.copyfile(older, path)
        with pytest.raises(Refused) as caught:
            journal.require_in_place() if looked else add(journal, "Lune")
    problem = only(caught)
    assert problem.code == {"": "overwritten_alone", "before": "overwritten", "after": "overwritten_kept"}[backed_up]
    assert problem.facts["since"] == noon()
    said = sentence(ENGLISH, problem)
    assert ENGLISH.day(noon().date(), "medium") in said
    assert "12:00" in said
    if backed_up:
        assert str(copies(path)[0].path) in said
    assert held(path) == {"Atlas"}, "nothing is written into it"


@pytest.mark.parametrize("after", [False, True])
def test_an_older_copy_written_over_the_file_while_it_is_written_is_noticed(
    path: Path, older: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        if after:
            at_commit(monkeypatch, lambda: shutil.copyfile(older, path), after=True)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune", lambda: None if after else shutil.copyfile(older, path))
    assert only(caught).code == "overwritten_alone"
    assert held(path) == {"Atlas"}


def test_only_the_change_being_saved_is_missing_where_the_state_before_it_is_written_back(
    path: Path, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(path, clock=noon) as journal:
        at_commit(monkeypatch, lambda: shutil.copyfile(older, path), after=True)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    assert only(caught).code == "overwritten_at_saving"


def test_another_history_of_the_same_length_written_over_the_file_is_noticed(path: Path, older: Path) -> None:
    """SQLite sees nothing of it: the header counts as many changes."""
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        change(older, "Somebo")
        assert older.stat().st_size == path.stat().st_size
        assert older.read_bytes()[24:28] == path.read_bytes()[24:28]
        shutil.copyfile(older, path)
        with pytest.raises(Refused) as caught:
            add(journal, "Lune")
    assert only(caught).code == "overwritten_alone"
    assert "Somebo" in held(path)


@pytest.mark.parametrize("looked", [False, True])
def test_what_is_appended_is_said_at_once_and_a_whole_copy_is_kept(path: Path, looked: bool) -> None:
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        with path.open("ab") as file:
            file.write(b"x" * 5000)
        if looked:
            journal.require_in_place()
        else:
            add(journal, "Lune")
        (warning,) = journal.take_warnings()
        assert warning.code == "lengthened_kept"
        kept = Path(str(warning.facts["backup"]))
        assert check(kept) == ()
        assert held(kept) == ({"Atlas", "Perret"} if looked else {"Atlas", "Perret", "Lune"})
        add(journal, "Again")
        journal.require_in_place()
        assert journal.take_warnings() == [], "it is said once"
        assert "Again" in held(path)


def test_a_large_change_is_not_taken_for_something_appended(path: Path) -> None:
    """The search index is written at the commit only, and makes the file longer."""
    with Journal.open(path, clock=noon) as journal:
        for number in range(3):
            with journal.transaction("add") as transaction:
                transaction.insert(Client(name=f"n{number}", note="x" * 20_000))
        journal.require_in_place()
        assert journal.take_warnings() == []
    assert copies(path) == ()


def test_a_file_cut_at_the_commit_is_damaged_though_its_history_is_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(path, clock=noon) as journal:
        size = path.stat().st_size
        at_commit(monkeypatch, lambda: os.truncate(path, size - 4096), after=True)
        with pytest.raises(Refused) as caught:
            add(journal, "Perret")
    assert only(caught).code == "journal_damaged_open"


def test_changes_of_our_own_are_no_reason_to_look_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal.open(path, clock=noon) as journal:
        add(journal, "Perret")
        begun = []
        monkeypatch.setattr(journals.Journal, "transaction", lambda *args: begun.append(args))
        journal.require_in_place()
        assert begun == []
