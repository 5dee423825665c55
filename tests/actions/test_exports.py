"""The journal given out whole: every row that a journal may hold comes back as it was."""

import os
import stat
from pathlib import Path

import pytest

from rebond.actions import exports
from rebond.actions.example import create_example
from rebond.domain.problems import Refused
from tests.languages import FRENCH

from .taking_in import TODAY, new_journal, take_in


def test_the_example_comes_back_through_a_file_to_the_byte(tmp_path: Path) -> None:
    with create_example(tmp_path / "a.rebond", FRENCH, TODAY) as journal:
        exports.export_document(journal, tmp_path / "a.json")
    with new_journal(tmp_path, "b") as journal:
        take_in(journal, tmp_path / "a.json")
        exports.export_document(journal, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_only_its_owner_may_read_what_was_exported(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        exports.export_document(journal, tmp_path / "out.json")
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_an_export_never_takes_the_journals_own_place(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with pytest.raises(Refused, match="not_over_the_journal"):
            exports.export_document(journal, journal.path)
        link = tmp_path / "link.json"
        link.symlink_to(journal.path)
        with pytest.raises(Refused, match="not_over_the_journal"):
            exports.export_document(journal, link)


def test_an_export_never_takes_the_place_of_another_journal(tmp_path: Path) -> None:
    new_journal(tmp_path, "other").close()
    before = (tmp_path / "other.rebond").read_bytes()
    with new_journal(tmp_path) as journal, pytest.raises(Refused, match="not_over_a_database"):
        exports.export_document(journal, tmp_path / "other.rebond")
    assert (tmp_path / "other.rebond").read_bytes() == before


def test_an_export_that_is_interrupted_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    with new_journal(tmp_path) as journal:
        monkeypatch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            exports.export_document(journal, tmp_path / "out.json")
    assert [path.name for path in tmp_path.iterdir() if "out.json" in path.name] == []


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, pytest.raises(Refused, match="folder_gone"):
        exports.export_document(journal, tmp_path / "none" / "out.json")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with new_journal(tmp_path) as journal:
        exports.export_document(journal, pipe)
    assert os.read(reader, 10).startswith(b"{")
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
