"""`rebond restore`: the backups with what each holds, and one of them in the journal's place."""

import os
import signal
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from rebond.actions.records import save
from rebond.cli import asking
from rebond.cli import restore as command
from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from tests.actions.taking_in import TODAY

from .conftest import Run
from .test_long_work import terminal_of


@pytest.fixture
def old(marie: Path) -> Path:
    """A backup of Marie's journal, to which the client Zebulon was added since."""
    made = backup(marie, TODAY)
    with Journal.open(marie) as journal:
        save(journal, Client(name="Zebulon"), TODAY)
    return made


def has_zebulon(path: Path) -> bool:
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        return bool(named(reader, Client, "Zebulon"))


def test_the_backups_are_listed_with_what_came_after(marie: Path, old: Path, run: Run) -> None:
    backup(marie, date(2026, 11, 23))
    said = run("restore", marie)
    assert (said.code, said.err) == (0, "")
    head, new, first = said.out.splitlines()
    assert head.split("  ")[0] == "No."
    assert new.split()[0] == "2"
    assert "none: as the journal is now" in new
    assert "Client added: Zebulon" in new
    assert first.split()[:4] == ["1", "22", "Nov", "2026"]
    assert "1 change since" in first
    assert " MB" in first
    assert "Example kept as a journal of your own" in first


def test_without_backups_it_says_where_they_would_be(marie: Path, run: Run) -> None:
    said = run("restore", marie)
    assert said.out.strip() == f"marie.rebond has no backup in {marie.with_name('marie.backups')}."
    assert said.code == 0


@pytest.mark.parametrize("by", ["number", "path"])
def test_a_backup_is_restored_and_the_former_file_named(marie: Path, old: Path, run: Run, by: str) -> None:
    said = run("restore", marie, 1 if by == "number" else old, "--yes")
    assert (said.code, said.err) == (0, "")
    kept = copies(marie)[0].path
    assert kept.name.endswith(" before restoring.rebond")
    assert said.out.splitlines()[-2] == f"The former file is kept: {kept}"
    assert "Undo does not take this back" in said.out
    assert "1 change since" in said.out
    assert "22 Nov 2026" in run("restore", marie).out
    assert ", before restoring" in run("restore", marie).out
    assert (has_zebulon(marie), has_zebulon(kept)) == (False, True)
    assert run("restore", marie, copies(marie)[0].number, "--yes").code == 0
    assert has_zebulon(marie)


def test_it_asks_before_it_acts(marie: Path, old: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = marie.read_bytes()
    said = run("restore", marie, "1")
    assert (said.code, "--yes" in said.err) == (1, True)
    assert "will be as it was on" in said.out
    assert marie.read_bytes() == before
    monkeypatch.setattr(command, "somebody_answers", lambda: True)
    monkeypatch.setattr(asking.sys, "stdin", StringIO("n\n"))
    assert run("restore", marie, "1").code == 1
    assert marie.read_bytes() == before
    monkeypatch.setattr(command, "asked", lambda *_: True)
    assert run("restore", marie, "1").code == 0
    assert not has_zebulon(marie)


def test_a_missing_journal_is_restored(marie: Path, old: Path, run: Run) -> None:
    marie.unlink()
    said = run("restore", marie, "1", "--yes")
    assert said.code == 0
    assert "not known: the journal cannot be read" in said.out
    assert "kept" not in said.out
    assert check(marie) == ()


def test_what_cannot_be_restored_is_said(marie: Path, old: Path, run: Run) -> None:
    said = run("restore", marie, "7", "--yes")
    assert (said.code, "has no backup number 7" in said.err) == (2, True)
    assert "no file none.rebond" in run("restore", marie, "none.rebond", "--yes").err
    assert run("restore", "--yes").code == 2
    assert run("example", "other.rebond").code == 0
    said = run("restore", marie, "other.rebond", "--yes")
    assert (said.code, "of another journal" in said.err) == (1, True)
    with Journal.open(marie):
        assert "is open in another window" in run("restore", marie, "1", "--yes").err
    assert has_zebulon(marie)


def test_no_command_writes_into_a_backup(marie: Path, old: Path, run: Run) -> None:
    before = old.read_bytes()
    said = run("contact", old, "Sophie Marchal")
    assert (said.code, "is a backup" in said.err) == (1, True)
    assert run("runway", old).code == 0
    assert run("check", old).code == 0
    assert old.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="only there can a test press Ctrl+C")
def test_it_shows_its_progress_and_ctrl_c_leaves_nothing(
    marie: Path, old: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = terminal_of(monkeypatch)
    before = marie.read_bytes()
    original: Callable[..., object] = command.wording.restore

    def interrupted(*arguments: object, **named: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return original(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(command.wording, "restore", interrupted)
        assert run("restore", marie, "1", "--yes").code == 130
    assert marie.read_bytes() == before
    assert [copy.path for copy in copies(marie)] == [old]
    assert run("restore", marie, "1", "--yes").code == 0
    shares = [line.rstrip("% ").rpartition(" ")[2] for line in terminal.getvalue().split("\r")]
    told = [int(share) for share in shares if share.isdigit()]
    assert told == sorted(told)
    assert told[0] < 15
    assert told[-1] > 80
