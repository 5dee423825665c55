"""Backups when two are made at once, beside strange files, or when those that are there are bad."""

import os
import shutil
import subprocess
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from rebond.domain.problems import Refused
from rebond.journal import backup as backups
from rebond.journal.backup import backup, backup_if_due
from rebond.journal.backup_folder import copies, folder, journal_of
from rebond.journal.check import check
from rebond.journal.damage import last_good_backup
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY, change, codes
from tests.languages import ENGLISH

from .conftest import times

_BACKUPS = """
from datetime import date
from rebond.journal.backup import backup
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    print(backup(path, date(2026, 11, 22)), flush=True)
"""


def test_backups_made_at_once_by_two_processes_are_all_there_and_whole(path: Path) -> None:
    each = times(6, 50)
    processes = [
        subprocess.Popen(
            [*command(_BACKUPS, path), str(each)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    made: list[Path] = []
    for process in processes:
        out, err = process.communicate()
        assert err == ""
        made += map(Path, out.split("\n")[:-1])
    assert len(set(made)) == len(made) == 2 * each
    assert {one.path for one in copies(path)} == set(made)
    assert [one for one in made if check(one)] == []
    assert sorted(one.suffix for one in folder(path).iterdir()) == [".rebond"] * len(made)


def test_a_backup_waits_for_the_one_that_is_being_made_and_can_be_cancelled_meanwhile(path: Path) -> None:
    class CancelError(Exception):
        pass

    outcomes: list[object] = []

    def cancelled() -> None:
        def cancel(_done: int, _total: int) -> None:
            raise CancelError

        try:
            backup(path, TODAY, progress=cancel)
        except CancelError:
            outcomes.append("cancelled")

    waiting = threading.Thread(target=lambda: outcomes.append(backup(path, TODAY)))

    def meanwhile(done: int, _total: int) -> None:
        if not waiting.ident:
            waiting.start()
            other = threading.Thread(target=cancelled)
            other.start()
            other.join()
            assert outcomes == ["cancelled"]

    first = backup(path, TODAY, progress=meanwhile)
    waiting.join()
    assert [first, outcomes[1]] == [copy.path for copy in reversed(copies(path))]
    assert [copy.number for copy in copies(path)] == [2, 1]


STRAY = ["2026-99-99 00001", "2026-02-30 7", "0000-00-00 1", "2026-01-01 " + "9" * 200, "2026-01-01 ٣", "٢٠٢٦-٠١-٠١ 1"]


def test_strange_names_beside_the_backups_stop_none(path: Path) -> None:
    folder(path).mkdir()
    for name in STRAY:
        (folder(path) / f"{path.stem} {name}.rebond").write_text("x")
    (folder(path) / f"{path.stem} 2026-01-01 00009.rebond").mkdir()
    (folder(path) / f"{path.stem} 2026-01-01 00008.rebond").symlink_to("nowhere")
    made = backup_if_due(path, TODAY)
    assert made is not None
    assert [copy.path for copy in copies(path)] == [made]
    assert last_good_backup(path) == made
    change(path, "Perret")
    assert backup_if_due(path, TODAY + timedelta(1)) is not None
    for name in STRAY:
        assert journal_of(folder(path) / f"{path.stem} {name}.rebond") is None
        assert (folder(path) / f"{path.stem} {name}.rebond").exists()


def spoil(path: Path) -> None:
    """Turn one bit of what the file holds, which SQLite does not notice."""
    content = bytearray(path.read_bytes())
    content[content.index(b"Atlas")] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    os.truncate(path, 4096)


@pytest.fixture
def made(path: Path) -> list[Path]:
    """Three backups of different days, the newest first; the journal has changed since."""
    days = []
    for number in range(3):
        days.insert(0, backup(path, TODAY + timedelta(number)))
        change(path, f"n{number}")
    return days


@pytest.mark.parametrize("break_it", [spoil, empty, cut])
def test_the_last_good_backup_is_the_newest_that_is_whole_now(path: Path, made: list[Path], break_it: object) -> None:
    assert last_good_backup(path) == made[0]
    break_it(made[0])  # type: ignore[operator]
    assert last_good_backup(path) == made[1]
    cut(path)
    with pytest.raises(Refused) as caught:
        Journal.open(path)
    damage, about = caught.value.problems
    assert (damage.code, about.code, about.facts["backup"]) == ("journal_damaged", "backup_last_good", str(made[1]))
    for one in made[1:]:
        break_it(one)  # type: ignore[operator]
    assert last_good_backup(path) is None
    with pytest.raises(Refused) as caught:
        Journal.open(path)
    assert codes(caught) == ["journal_damaged", "backup_none_good"]


@pytest.mark.parametrize("break_it", [empty, cut])
def test_a_bad_backup_of_today_is_no_reason_to_make_none(path: Path, made: list[Path], break_it: object) -> None:
    break_it(made[0])  # type: ignore[operator]
    again = backup_if_due(path, TODAY + timedelta(2))
    assert again is not None
    assert last_good_backup(path) == again


@pytest.mark.parametrize("break_journal", [spoil, empty, cut])
@pytest.mark.parametrize(("break_it", "later"), [(spoil, 3), (empty, 2), (empty, 3), (cut, 2), (cut, 3)])
def test_it_is_said_when_the_journal_is_bad_and_which_backup_is_good(
    path: Path, made: list[Path], break_journal: object, break_it: object, later: int
) -> None:
    break_journal(path)  # type: ignore[operator]
    break_it(made[0])  # type: ignore[operator]
    with pytest.raises(Refused) as caught:
        backup_if_due(path, TODAY + timedelta(later))
    said = " ".join(sentence(ENGLISH, problem) for problem in caught.value.problems)
    assert str(made[1]) in said
    assert "None of" not in said
    assert "no backup" not in said
    for one in made[1:]:
        break_it(one)  # type: ignore[operator]
    with pytest.raises(Refused) as caught:
        backup_if_due(path, TODAY + timedelta(later))
    said = " ".join(sentence(ENGLISH, problem) for problem in caught.value.problems)
    assert "None of the backups" in said
    assert len(copies(path)) == 3


def test_the_new_folder_and_the_new_name_are_on_the_disk_when_a_backup_is_said_to_be_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    sync, rename, make = os.fsync, os.replace, os.mkdir

    def synced(descriptor: int) -> None:
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        sync(descriptor)

    def renamed(source: Path, target: Path) -> None:
        done.append("renamed")
        rename(source, target)

    def made(place: Path, *args: int) -> None:
        done.append("made")
        make(place, *args)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    monkeypatch.setattr(os, "mkdir", made)
    backup(path, TODAY)
    assert done[:2] == ["made", path.parent]
    assert done[-2:] == ["renamed", folder(path)]
    assert done[-3].suffix == ".part"  # type: ignore[attr-defined]


def test_a_backup_is_what_was_verified_when_it_has_its_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when two wrote under one name before they had their own."""
    rename = os.replace

    def another(source: Path, target: Path) -> None:
        rename(source, target)
        shutil.copy(source, source) if Path(source).exists() else None
        Path(target).unlink()
        Path(target).touch()

    monkeypatch.setattr(os, "replace", another)
    with pytest.raises(Refused) as caught:
        backup(path, TODAY)
    assert codes(caught)[0] == "backup_failed"
    with pytest.raises(Refused) as caught:
        backup(path, TODAY, path.with_name("elsewhere.rebond"))
    assert codes(caught)[0] == "backup_failed"


def test_a_backup_that_went_bad_is_replaced_the_day_after_though_nothing_changed(path: Path) -> None:
    first = backup(path, TODAY)
    spoil(first)
    assert backup_if_due(path, TODAY) is None
    again = backup_if_due(path, TODAY + timedelta(1))
    assert again is not None
    assert last_good_backup(path) == again


def test_a_backup_is_read_from_end_to_end_once_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = backup(path, TODAY)
    os.utime(first, (0, 0))
    read: list[Path] = []
    monkeypatch.setattr(backups, "good_copy", lambda copy, *_: read.append(copy) or ())
    today = date.today()  # noqa: DTZ011 - as the file's time is
    assert backup_if_due(path, today) is None
    assert backup_if_due(path, today) is None
    assert read == [first]


def test_an_unchanged_journal_that_is_bad_like_its_newest_backup_is_not_taken_for_whole(path: Path) -> None:
    first = backup(path, TODAY)
    for one in (path, first):
        spoil(one)
    with pytest.raises(Refused) as caught:
        backup_if_due(path, TODAY + timedelta(1))
    assert codes(caught)[0] == "backup_of_damaged"
    assert codes(caught)[-1] == "backup_none_good"
