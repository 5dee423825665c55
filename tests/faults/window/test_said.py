"""What a person reads of a change that was saved though the disk failed, or of a journal that was replaced."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rebond.actions.records import save
from rebond.cli import run
from rebond.domain.missions.kinds import Client
from rebond.journal.journal import Journal
from rebond.journal.undo import undo
from rebond.ui.session import Session
from tests.faults.test_commit import failing_commit
from tests.journal.conftest import TODAY, change, names, noon

WARNING = "This was saved, but the disk reported a failure (disk I/O error). Make a backup on another disk soon."


def test_the_window_says_that_a_change_was_saved_and_the_disk_failed(
    path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    with Journal.open(path, clock=noon) as journal:
        session = Session(journal, lambda: TODAY)
        told: list[object] = []
        session.message.connect(told.append)
        session.changed.connect(lambda change: told.append(change.action))
        failing_commit(monkeypatch, sqlite3.SQLITE_IOERR_DIR_FSYNC, after=True)
        session.do(save, journal, Client(name="Perret"), TODAY)
        session.do(undo, journal)
    assert told == ["add_client", WARNING, "undo"]


def test_the_terminal_says_so_too_and_takes_nothing_back_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(path, "Perret")
    failing_commit(monkeypatch, sqlite3.SQLITE_IOERR_DIR_FSYNC, after=True)
    assert run(["--lang", "en", "undo", str(path)], lambda *_: 0) == 0
    said = capsys.readouterr()
    assert said.out == "Taken back.\n"
    assert said.err.strip() == WARNING
    assert names(path) == ["Atlas"]


def test_a_window_where_nothing_is_typed_hears_within_a_minute_that_the_file_was_replaced(
    path: Path, qapp: QApplication
) -> None:
    other = shutil.copy(path, path.with_name("other.rebond"))
    with Journal.open(path, clock=noon) as journal:
        session = Session(journal, lambda: TODAY)
        told: list[str] = []
        session.message.connect(told.append)
        session.do(save, journal, Client(name="Perret"), TODAY)
        session.look_at_the_day()
        assert told == []
        Path(other).replace(path)
        session.look_at_the_day()
        session.look_at_the_day()
    (text,) = told
    assert "put a different file in the place of marie.rebond" in text
    assert f"{path.stem} {TODAY} 00001.rebond" in text


def test_a_window_where_nothing_is_typed_hears_what_else_befell_the_file(path: Path, qapp: QApplication) -> None:
    with Journal.open(path, clock=noon) as journal:
        session = Session(journal, lambda: TODAY)
        told: list[str] = []
        session.message.connect(told.append)
        session.do(save, journal, Client(name="Perret"), TODAY)
        with path.open("ab") as file:
            file.write(b"x" * 5000)
        session.look_at_the_day()
        session.look_at_the_day()
        path.rename(path.with_name("moved.rebond"))
        session.look_at_the_day()
        session.look_at_the_day()
    appended, moved = told
    assert "appended something to marie.rebond" in appended
    assert str(path.with_name("moved.rebond")) in moved
