"""What a killed process left of a dossier's folder is removed by the next one there, and nothing that is in use."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rebond.actions.dossier_folder import clear_drafts, write_folder
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal.journal import Journal
from rebond.journal.lock import Lock
from rebond.progress import unheard

from .conftest import Make

#: Writes a folder, and says when the first piece of its second file is written; then it waits to be killed.
_WRITER = """
import sys, time
from pathlib import Path
from rebond.actions.dossier_folder import write_folder

def pieces():
    yield b"half of it"
    print("here", flush=True)
    time.sleep(60)

write_folder(Path(sys.argv[1]), [("one", [b"all"]), ("two", pieces())], 100, lambda done, total: None)
"""


def writer_at(out: Path) -> "subprocess.Popen[str]":
    started = subprocess.Popen([sys.executable, "-c", _WRITER, str(out)], stdout=subprocess.PIPE, text=True)
    assert started.stdout
    assert started.stdout.readline() == "here\n"
    return started


def drafts(folder: Path) -> list[Path]:
    return sorted(folder.glob(".*.part"))


def test_what_a_killed_process_left_goes_with_the_next_dossier_there(make: Make, tmp_path: Path) -> None:
    killed = writer_at(tmp_path / "out")
    killed.kill()
    killed.communicate()
    (left,) = drafts(tmp_path)
    assert (left / "two").is_file()
    make("another")
    assert drafts(tmp_path) == [left], "it is that of another folder"
    make("out")
    assert drafts(tmp_path) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed otherwise there")
def test_what_another_process_is_writing_stays(make: Make, tmp_path: Path) -> None:
    with writer_at(tmp_path / "out") as writing:
        try:
            (left,) = drafts(tmp_path)
            make("out")
            assert drafts(tmp_path) == [left]
            assert sorted(path.name for path in left.iterdir()) == ["one", "two", "writing.lock"]
        finally:
            writing.kill()


def test_only_such_drafts_are_removed(tmp_path: Path) -> None:
    kept = [tmp_path / name for name in (".out.12345678.part", ".out.1234.part", ".out2.12345678.part", "out.part")]
    for path in kept:
        path.mkdir()
        (path / "mine").touch()
    link = tmp_path / ".out.00000000.part"
    link.symlink_to(kept[3])
    clear_drafts(tmp_path / "out")
    assert all((path / "mine").is_file() for path in kept)
    assert link.is_symlink()


def test_drafts_of_a_name_that_is_cut_off_stay(tmp_path: Path) -> None:
    name = "n" * 60
    draft = tmp_path / f".{name}.12345678.part"
    draft.mkdir()
    (draft / "writing.lock").touch()
    clear_drafts(tmp_path / f"{name} and more")
    assert draft.is_dir()


def test_where_no_lock_can_be_held_the_folder_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Lock, "__init__", refuse)
    write_folder(tmp_path / "out", [("one", [b"a", b"ll"])], 3, unheard)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["SHA256SUMS", "one"]
    assert (tmp_path / "out" / "one").read_bytes() == b"all"


def test_a_file_that_is_erased_while_it_is_written_is_said_so(
    journal: Journal, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "stored_file", lambda _journal, _digest: iter((b"%PDF",)))
    for name in ("out", "out.pdf"):
        with pytest.raises(Refused) as refused:
            make(name)
        assert refused.value.problems[0].code == "dossier_file_gone"
        assert not (journal.path.parent / name).exists()
    assert drafts(journal.path.parent) == []


def test_a_snapshot_without_files_has_the_rows_and_the_file_is_read_beside_it(journal: Journal) -> None:
    (digest, size), *others = journal.stored_files().items()
    assert not others
    with journal.snapshot(files=False) as reader:
        assert [client.name for client in reader.all(Client)] == ["Atlas", "Other secret"]
        assert reader.sqlite.execute("SELECT count(*) FROM blob").fetchone() == (0,)
        assert b"".join(journal.stored_file(digest)) == b"%PDF-1.4 signed"
        with pytest.raises(Exception, match="readonly"):
            reader.sqlite.execute("DELETE FROM client")
        with journal.read() as inner:
            assert inner is reader
    assert size == len(b"%PDF-1.4 signed")
    assert [*journal.stored_file("0" * 64)] == []


def test_a_stored_file_is_read_in_pieces(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rebond.journal.journal._PIECE", 4)
    ((digest, _size),) = journal.stored_files().items()
    assert [*journal.stored_file(digest)] == [b"%PDF", b"-1.4", b" sig", b"ned"]
