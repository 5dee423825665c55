"""Somebody is erased: no copy of them stays unsaid, whatever was killed before and whatever fails meanwhile."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rebond import cli, whole_file
from rebond.actions.erasing import copies_of_erased, delete_copies, erase_with_copies, preview
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies, folder
from rebond.journal.journal import Journal
from rebond.journal.lock import Lock
from rebond.journal.queries.by_name import named
from rebond.journal.restoring import restore
from rebond.sentences import sentence
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY, change, noon
from tests.languages import ENGLISH

NAME = "Zwoelfhuber"

_KILLED = """
from datetime import date
from rebond import whole_file
from rebond.journal import backup, restoring
from rebond.journal.journal import Journal

deed = sys.argv[2]
Path.replace = lambda *_: os.kill(os.getpid(), 9)  # as a draft that is whole is about to take its place
if deed == "restore":
    restoring.restore(path, Path(sys.argv[3]), date(2026, 11, 26), "before restoring")
elif deed == "backup":
    backup.backup(path, date(2026, 11, 26))
"""


@pytest.fixture
def person(path: Path) -> Path:
    """The path of a journal with a client who asks to be erased."""
    change(path, NAME)
    return path


def killed(path: Path, deed: str, *more: str) -> None:
    done = subprocess.run([*command(_KILLED, path), deed, *more], check=False, env=environment())
    assert done.returncode == -9


def drafts(path: Path) -> list[Path]:
    return [one for place in (path.parent, folder(path)) if place.is_dir() for one in place.glob(".*part*")]


def holding(path: Path) -> list[Path]:
    """Every file beside the journal that holds the person, itself included."""
    return [one for one in path.parent.rglob("*") if one.is_file() and NAME.encode() in one.read_bytes()]


Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command in English; its exit code, and what it wrote on the two outputs."""

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["--lang", "en", *arguments], lambda *_: 0)
        return code, *capsys.readouterr()

    return ran


def the(journal: Journal) -> Entity:
    with journal.read() as reader:
        return named(reader, Client, NAME)[0]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("deed", ["restore", "backup"])
def test_what_a_killed_process_left_goes_at_the_next_opening(person: Path, deed: str) -> None:
    old = backup(person, TODAY)
    killed(person, deed, *([str(old)] * (deed == "restore")))
    left = drafts(person)
    assert any(NAME.encode() in draft.read_bytes() for draft in left)
    for draft in left:
        shutil.copy(draft, draft.with_name(draft.name + "-journal"))
    with Journal.open(person, read_only=True):
        assert len(drafts(person)) == 2 * len(left), "who only reads holds no lock"
    with Journal.open(person):
        assert drafts(person) == []
    assert old.exists()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_restore_leaves_nothing_after_the_next_one(person: Path) -> None:
    old = backup(person, TODAY)
    killed(person, "restore", str(old))
    restore(person, old, TODAY, "before restoring")
    assert drafts(person) == []


def test_what_another_process_is_still_writing_stays(person: Path) -> None:
    backup(person, TODAY)
    others = person.with_name(".julie.rebond.0123abcd.part")
    written = folder(person) / f".{person.stem} 2026-11-26 00002.rebond.0123abcd.part"
    for file in (others, written):
        file.write_bytes(b"half")
    lock = Lock(folder(person) / "backups")
    with Journal.open(person):
        assert others.exists(), "of another journal"
        assert written.exists(), "a backup is being made"
    lock.release()
    with Journal.open(person):
        assert others.exists()
        assert not written.exists()


def test_a_long_name_is_not_taken_for_that_of_another_file(tmp_path: Path) -> None:
    short, long = (tmp_path / f"{'x' * length}.rebond" for length in (53, 60))
    Journal.create(short).close()
    with whole_file.draft_of(long) as draft, Journal.open(short):
        assert draft.exists()


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_an_erasure_removes_what_killed_processes_left_while_it_was_open(person: Path) -> None:
    with Journal.open(person, clock=noon) as journal:
        killed(person, "backup")
        export = person.with_name(".clients.csv.0123abcd.part")
        export.write_text(NAME)
        (left,) = drafts(person)[1:] or drafts(person)
        shown = preview(journal, the(journal))
        assert {export, left} <= set(shown.backups)
        erased = erase_with_copies(journal, the(journal), (), TODAY)
        assert erased.problem is None
        assert holding(person) == [export], "of another file, which goes on demand"
        assert delete_copies(journal, shown.backups, TODAY).problem is None
    assert holding(person) == []


def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no new file be made, as on a full disk."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_file, "make_file", refuse)


def test_an_erasure_whose_backups_stay_says_so_and_goes_on_at_the_next_try(
    person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = backup(person, TODAY)
    with Journal.open(person, clock=noon) as journal:
        row = the(journal)
        with monkeypatch.context() as patched:
            full(patched)
            erased = erase_with_copies(journal, row, preview(journal, row).backups, TODAY)
        assert (erased.left, erased.made) == ((old,), None)
        assert erased.change
        assert erased.problem
        said = sentence(ENGLISH, erased.problem)
        assert "erased in the journal" in said
        assert "disk is full" in said
        assert "Nothing was saved" not in said
        assert copies_of_erased(journal, NAME) == (old,)
        again = delete_copies(journal, erased.left, TODAY)
        assert again.made
        assert copies_of_erased(journal, NAME) == ()
    assert holding(person) == []


def test_the_terminal_says_so_too_with_the_command_that_deletes_them(
    person: Path, run: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = backup(person, TODAY)
    with monkeypatch.context() as patched:
        full(patched)
        code, out, err = run("erase", str(person), NAME, "--yes", "--delete-backups")
    assert code == 1
    assert "Erased." in out
    assert str(old) in err
    assert "Nothing was saved" not in err
    command = ("erase", str(person), NAME, "--delete-backups")
    assert f"rebond {' '.join(command)}" in err
    code, out, _err = run(*command[:-1])
    assert code == 1
    assert "erased in the journal already" in out
    assert str(old) in out
    code, _out, err = run(*command)
    assert (code, "--yes" in err) == (1, True)
    assert old.exists()
    assert run(*command, "--yes")[0] == 0
    assert holding(person) == []
    assert "There is no person" in run(*command, "--yes")[2]


def test_who_was_only_renamed_is_not_taken_for_erased(person: Path) -> None:
    backup(person, TODAY)
    with Journal.open(person, clock=noon) as journal:
        row = the(journal)
        assert isinstance(row, Client)
        with journal.transaction("rename") as transaction:
            transaction.update(replace(row, name="Brand"))
        assert copies_of_erased(journal, NAME) == ()


def test_backups_of_before_are_there_still(person: Path) -> None:
    """Those that do not hold the person stay."""
    with Journal.open(person, clock=noon) as journal:
        erase_with_copies(journal, the(journal), (), TODAY)
        kept = backup(person, TODAY)
        assert copies_of_erased(journal, NAME) == ()
    assert [copy.path for copy in copies(person)] == [kept]
