"""A backup takes the journal's place, and the former file is kept; or nothing has happened."""

import lzma
import os
import shutil
import sqlite3
import subprocess
from datetime import date
from pathlib import Path

import pytest

from rebond import whole_file
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Problem, Refused
from rebond.journal import connection
from rebond.journal.backup import _superseded, backup_if_due, backups_holding
from rebond.journal.backup_folder import Copy, copies, folder
from rebond.journal.backup_list import Difference, backups, look_at
from rebond.journal.check import check
from rebond.journal.damage import last_good_backup
from rebond.journal.journal import Journal
from rebond.journal.restoring import restore

from .child import command, environment
from .conftest import TODAY, change, codes, files, fill, names, noon
from .test_migrating import SECOND

WHY = "before restoring"


def test_the_backup_takes_the_place_and_the_former_file_is_a_backup(path: Path, old: Path) -> None:
    before = old.read_bytes()
    kept = restore(path, old, TODAY, WHY)
    assert kept == folder(path) / "marie 2026-11-22 00002 before restoring.rebond"
    assert (names(path), names(kept)) == (["Atlas"], ["Atlas", "Perret"])
    assert (check(path), check(kept)) == ((), ())
    assert old.read_bytes() == before
    assert sorted(files(path)) == sorted(
        ["marie.rebond", f"marie.backups/{old.name}", f"marie.backups/{kept.name}", "marie.backups/.restored"]
    )


def test_what_was_replaced_is_restored_in_its_turn(path: Path, old: Path) -> None:
    kept = restore(path, old, TODAY, WHY)
    assert kept
    change(path, "Lune")
    found = backups(path)[0]
    assert (found.path, found.former) == (kept, True)
    assert found.difference == Difference(common=2, since=1, beyond=1, erased=False)
    restore(path, kept, TODAY, WHY)
    assert names(path) == ["Atlas", "Perret"]


def test_a_journal_that_was_replaced_is_never_superseded(path: Path, old: Path) -> None:
    kept = restore(path, old, TODAY, WHY)
    assert last_good_backup(path) == old
    for number in range(1, 9):
        change(path, f"n{number}")
        backup_if_due(path, date(2026, 12, number))
    assert kept in [copy.path for copy in copies(path)]
    assert old not in [copy.path for copy in copies(path)][:7]
    assert kept in backups_holding(path, Client.kind, 2, ["Perret"])


def test_a_day_on_which_a_journal_was_restored_has_its_backup(path: Path, old: Path) -> None:
    restore(path, old, date(2026, 11, 23), WHY)
    change(path, "Lune")
    made = backup_if_due(path, date(2026, 11, 23))
    assert made
    assert "Lune" in names(made)


def test_journals_that_were_replaced_stand_for_no_day(path: Path) -> None:
    every = [Copy(number, TODAY, path, former=number != 2) for number in (4, 3, 2, 1)]
    assert _superseded(every) == ()


def test_a_missing_journal_is_restored(path: Path, old: Path) -> None:
    path.unlink()
    assert restore(path, old, TODAY, WHY) is None
    assert names(path) == ["Atlas"]


@pytest.mark.parametrize("content", [b"", b"no journal at all" * 500, None], ids=["empty", "other", "cut"])
def test_a_damaged_journal_is_kept_as_it_is_beside_the_restored_one(
    path: Path, old: Path, content: bytes | None
) -> None:
    content = path.read_bytes()[:9000] if content is None else content
    path.write_bytes(content)
    (path.parent / "marie before restoring 2026-11-22.rebond").write_text("something else")
    kept = restore(path, old, TODAY, WHY)
    assert kept == path.parent / "marie before restoring 2026-11-22 2.rebond"
    assert kept.read_bytes() == content
    assert names(path) == ["Atlas"]
    assert check(path) == ()


def test_where_the_disk_has_no_links_the_damaged_journal_is_renamed(
    path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    path.write_bytes(b"x" * 5000)
    kept = restore(path, old, TODAY, WHY)
    assert kept
    assert (kept.read_bytes(), names(path)) == (b"x" * 5000, ["Atlas"])


def test_what_another_program_left_in_a_log_is_kept_and_never_applied_to_the_backup(path: Path, old: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE of_another_program (x)")
        other.commit()
        saved = {file: file.read_bytes() for file in path.parent.glob("marie.rebond*")}
    other.close()
    for file, content in saved.items():  # as if that program had been killed
        file.write_bytes(content)
    assert path.with_name("marie.rebond-wal").stat().st_size > 0
    kept = restore(path, old, TODAY, WHY)
    assert [file.name for file in path.parent.glob("marie.rebond*")] == ["marie.rebond"]
    assert check(path) == ()
    with sqlite3.connect(kept) as former:
        assert former.execute("SELECT * FROM of_another_program").fetchall() == []
    former.close()


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_log_of_a_damaged_file_goes_aside_with_it(path: Path, old: Path, ending: str) -> None:
    path.write_bytes(b"x" * 5000)
    path.with_name(path.name + ending).write_bytes(b"y" * 5000)
    kept = restore(path, old, TODAY, WHY)
    assert kept
    assert kept.with_name(kept.name + ending).read_bytes() == b"y" * 5000
    assert not path.with_name(path.name + ending).exists()
    assert check(path) == ()


def test_a_log_without_its_journal_is_not_applied_to_the_backup(path: Path, old: Path) -> None:
    left = path.with_name("marie.rebond-journal")
    shutil.copy(path, left)
    path.unlink()
    restore(path, old, TODAY, WHY)
    assert not left.exists()
    assert check(path) == ()


def test_a_half_written_change_is_taken_back_before_the_file_is_kept(path: Path, old: Path) -> None:
    half = """
from rebond.domain.missions.kinds import Client
from rebond.journal import connection
from rebond.journal.journal import Journal

connection._SETTINGS = tuple(one for one in connection._SETTINGS if one[0] != "cache_spill")
journal = Journal.open(path)
with journal.transaction("big") as transaction:
    transaction.sqlite.execute("PRAGMA cache_size = 5")
    transaction.insert_all(Client(name=f"{n}", note="x" * 5000) for n in range(400))
    os.kill(os.getpid(), 9)
"""
    subprocess.run(command(half, path), check=False, env=environment())
    assert path.with_name("marie.rebond-journal").stat().st_size > 0
    kept = restore(path, old, TODAY, WHY)
    assert kept
    assert (names(path), names(kept), check(kept)) == (["Atlas"], ["Atlas", "Perret"], ())


# Refusing


def refused(path: Path, chosen: Path) -> list[str]:
    """The codes of a refusal, which has changed nothing."""
    before = files(path)
    with pytest.raises(Refused) as caught:
        restore(path, chosen, TODAY, WHY)
    assert files(path) == before
    return codes(caught)


def test_a_damaged_backup_is_refused(path: Path, old: Path) -> None:
    whole = old.read_bytes()
    old.write_bytes(whole[: len(whole) // 2])
    assert refused(path, old) == ["backup_damaged"]
    place = whole.index("à l’été".encode())
    old.write_bytes(whole[:place] + b"X" + whole[place + 1 :])
    assert refused(path, old) == ["backup_damaged"]
    assert refused(path, old.with_name("none.rebond")) == ["journal_missing"]


def test_a_backup_of_another_journal_is_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.rebond"
    with Journal.create(other, clock=noon) as journal:
        fill(journal)
    difference = look_at(path, other).difference
    assert difference
    assert difference.common == 0
    assert refused(path, other) == ["backup_of_another"]
    assert refused(path, path) == ["backup_is_journal"]


def test_a_journal_that_is_open_is_refused(path: Path, old: Path) -> None:
    with Journal.open(path):
        before = path.read_bytes()
        with pytest.raises(Refused) as caught:
            restore(path, old, TODAY, WHY)
        assert codes(caught) == ["journal_in_use"]
    assert path.read_bytes() == before


def test_a_journal_that_another_program_writes_is_refused(
    path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = tuple((name, 20 if name == "busy_timeout" else value) for name, value in connection._SETTINGS)
    monkeypatch.setattr(connection, "_SETTINGS", quick)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused) as caught:
        restore(path, old, TODAY, WHY)
    other.close()
    assert codes(caught) == ["journal_busy"]
    assert names(path) == ["Atlas", "Perret"]


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_full_disk_changes_nothing(path: Path, old: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        assert refused(path, old)[0] in ("disk_full", "cannot_write")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_former_file_that_cannot_be_kept_is_not_replaced(
    path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("rebond.journal.restoring.new_place", full)
        assert refused(path, old) == ["disk_full"]

    def fails(*_args: object) -> Path:
        raise Refused(Problem("cannot_write"))

    monkeypatch.setattr("rebond.journal.restoring.make_backup", fails)
    assert refused(path, old) == ["cannot_write"]


def test_a_folder_that_fails_once_the_backup_has_its_place_does_not_deny_it(
    path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_folder: Path) -> None:
        if names(path) == ["Atlas"]:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(whole_file, "sync_folder", fails)
    kept = restore(path, old, TODAY, WHY)
    assert kept
    assert (names(path), names(kept)) == (["Atlas"], ["Atlas", "Perret"])


def test_a_backup_that_cannot_take_the_place_says_so(path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(draft: Path, target: Path) -> None:
        if target == path:
            raise OSError(5, "Input/output error")
        os.rename(draft, target)  # noqa: PTH104 - the method is the one that fails

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(Refused) as caught:
        restore(path, old, TODAY, WHY)
    assert codes(caught) == ["cannot_write"]
    assert names(path) == ["Atlas", "Perret"]


def test_a_backup_of_an_older_version_is_restored_and_brought_to_this_one(path: Path) -> None:
    made = folder(path) / f"marie {TODAY} 00001.rebond"
    made.parent.mkdir()
    made.write_bytes(lzma.decompress(SECOND.read_bytes()))
    before = made.read_bytes()
    path.unlink()
    (found,) = backups(path)
    assert found.last is not None
    assert restore(path, made, TODAY, WHY) is None
    assert check(path) == ()
    assert made.read_bytes() == before


class CancelError(Exception):
    pass


def test_cancelled_at_any_moment_it_has_changed_nothing(path: Path, old: Path) -> None:
    before = files(path)
    moment, heard = 0, 0
    told: list[float] = []

    def cancel(done: int, total: int) -> None:
        nonlocal heard
        told.append(done / total)
        heard += 1
        if heard > moment:
            raise CancelError

    while True:
        heard = 0
        told.clear()
        try:
            restore(path, old, TODAY, WHY, cancel)
        except CancelError:
            assert files(path) == before
            moment += 1
        else:
            break
    assert moment > 5
    assert told == sorted(told)
    assert names(path) == ["Atlas"]


_RESTORER = """
from datetime import date
from rebond.journal.backup_list import Difference, backups, look_at
from rebond.journal.restoring import copy_of_backup, restore

def progress(done, total):
    print(done, flush=True)
    if done * 20 >= total * int(sys.argv[2]):
        os.kill(os.getpid(), 9)

(backup,) = (path.parent / "marie.backups").iterdir()
restore(path, backup, date(2026, 11, 22), "before restoring", progress)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("share", [0, 12])
def test_killed_half_way_the_journal_is_as_it_was(path: Path, old: Path, share: int) -> None:
    before = path.read_bytes()
    killed = subprocess.run([*command(_RESTORER, path), str(share)], check=False, env=environment())
    assert killed.returncode == -9
    assert path.read_bytes() == before
    assert names(path) == ["Atlas", "Perret"]
    restore(path, old, TODAY, WHY)
    assert names(path) == ["Atlas"]
