"""Copies that are good, in an order that no clock decides."""

import errno
import os
import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal import backup as backups
from rebond.journal.backup import backup, backup_if_due
from rebond.journal.backup_folder import Copy, copies, folder
from rebond.journal.check import check
from rebond.journal.damage import last_good_backup
from rebond.journal.journal import Journal

from .conftest import TODAY, codes


def add(journal: Journal, name: str) -> None:
    with journal.transaction("add") as transaction:
        transaction.insert(Client(name=name))


def test_a_copy_is_the_same_journal(journal: Journal, tmp_path: Path) -> None:
    out = tmp_path / "copy.rebond"
    assert backup(journal.path, TODAY, out) == out
    assert check(out) == ()
    with Journal.open(out, read_only=True) as copy, copy.read() as reader:
        assert [client.name for client in reader.all(Client)] == ["Atlas"]
    with pytest.raises(Refused) as caught:
        backup(journal.path, TODAY, out)
    assert codes(caught) == ["file_exists"]


def test_copies_are_numbered_from_one_on_and_named_by_day(journal: Journal) -> None:
    made = [backup(journal.path, TODAY).name for _again in range(2)]
    assert made == [f"{journal.path.stem} {TODAY} 00001.rebond", f"{journal.path.stem} {TODAY} 00002.rebond"]


def test_a_copy_made_while_the_journal_is_written_is_whole(journal: Journal, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            add(journal, f"n{number}")

    writer = threading.Thread(target=write)
    writer.start()
    made = [backup(journal.path, TODAY, tmp_path / f"{number}.rebond") for number in range(5)]
    done.set()
    writer.join()
    assert [check(one) for one in made] == [()] * 5


def test_a_copy_of_what_is_not_good_is_not_kept(journal: Journal) -> None:
    good = backup(journal.path, TODAY)
    with journal.transaction("tamper") as transaction:
        transaction.sqlite.execute("UPDATE client SET note = 'x'")
    with pytest.raises(Refused) as caught:
        backup(journal.path, TODAY)
    assert codes(caught)[0] == "backup_of_damaged"
    assert [one.name for one in backups.folder(journal.path).iterdir()] == [good.name]


def test_a_damaged_journal_is_named_and_not_the_copy(path: Path, tmp_path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])
    with pytest.raises(Refused) as caught:
        backup(path, TODAY, tmp_path / "copy.rebond")
    assert {problem.facts["name"] for problem in caught.value.problems} == {path.name}
    assert codes(caught) == ["journal_damaged", "backup_none"]
    assert not (tmp_path / "copy.rebond").exists()


def test_a_backup_is_made_once_a_day_if_anything_changed(journal: Journal) -> None:
    first = backup_if_due(journal.path, TODAY)
    assert first == last_good_backup(journal.path)
    add(journal, "Perret")
    assert backup_if_due(journal.path, TODAY) is None
    second = backup_if_due(journal.path, TODAY + timedelta(1))
    assert second == last_good_backup(journal.path)
    assert backup_if_due(journal.path, TODAY + timedelta(2)) is None


def test_old_backups_go_when_a_new_one_is_made(journal: Journal) -> None:
    for number in range(10):
        add(journal, f"n{number}")
        backup_if_due(journal.path, date(2026, 11, 2) + timedelta(number))
    assert [copy.day.day for copy in copies(journal.path)] == [11, 10, 9, 8, 7, 6, 5]


def test_what_a_killed_process_left_half_copied_goes_the_day_after(journal: Journal) -> None:
    backup_if_due(journal.path, TODAY)
    left = backups.folder(journal.path) / ".left behind.rebond.01234567.part"
    left.touch()
    midnight = datetime.combine(TODAY, time()).timestamp()
    os.utime(left, (midnight, midnight))
    add(journal, "Perret")
    backup_if_due(journal.path, TODAY)
    assert left.exists()
    backup_if_due(journal.path, TODAY + timedelta(1))
    assert not left.exists()


def test_a_backup_goes_where_it_is_told_or_says_why_not(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        backup(journal.path, TODAY, tmp_path / "no folder" / "copy.rebond")
    assert codes(caught) == ["folder_gone"]
    assert caught.value.problems[0].facts["name"] == "copy.rebond"


def test_a_clock_that_jumped_ahead_and_back_stops_no_backup(journal: Journal) -> None:
    backup_if_due(journal.path, date(2030, 1, 1))
    add(journal, "Perret")
    made = backup_if_due(journal.path, TODAY)
    assert made is not None
    assert made == last_good_backup(journal.path)


def test_days_weeks_and_months_are_kept_and_always_the_newest() -> None:
    start = date(2025, 1, 1)
    every = [Copy(n, start + timedelta(n), Path(str(n))) for n in range(500)][::-1]
    gone = backups._superseded(every)
    kept = [copy for copy in every if copy not in gone]
    assert kept[0] == every[0]
    assert [copy.number for copy in kept[:7]] == list(range(499, 492, -1))
    assert 7 + 11 <= len(kept) <= 7 + 4 + 12
    assert len({(copy.day.year, copy.day.month) for copy in kept}) == 12


def test_what_is_kept_stays_kept_day_after_day() -> None:
    held: list[Copy] = []
    for number in range(400):
        held.insert(0, Copy(number, date(2025, 1, 1) + timedelta(number), Path(str(number))))
        gone = backups._superseded(held)
        held = [copy for copy in held if copy not in gone]
    assert held[0].number == 399
    assert len({(copy.day.year, copy.day.month) for copy in held}) == 12


def test_a_jump_of_the_clock_removes_no_more_than_a_day() -> None:
    every = [Copy(n, TODAY + timedelta(n), Path(str(n))) for n in range(7)][::-1]
    jumped = [Copy(7, date(2050, 1, 1), Path("7")), *every]
    assert len(backups._superseded(jumped)) <= 1


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
def test_a_backup_that_finds_the_disk_full_leaves_nothing(journal: Journal) -> None:
    import resource

    good = backup(journal.path, TODAY)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(Refused) as caught:
            backup(journal.path, TODAY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert codes(caught)[0] in ("disk_full", "cannot_write")
    assert [copy.path for copy in copies(journal.path)] == [good]
    assert [one.name for one in backups.folder(journal.path).iterdir()] == [good.name]


def test_a_backup_that_is_cancelled_at_any_moment_leaves_no_file(journal: Journal, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "copy.rebond"
    out.parent.mkdir()
    moments = []
    backup(journal.path, TODAY, out, lambda done, total: moments.append((done, total)))
    out.unlink()
    assert [done / total for done, total in moments] == sorted(done / total for done, total in moments)

    class CancelError(Exception):
        pass

    for moment in range(len(moments)):
        heard: list[int] = []

        def cancel(done: int, _total: int, heard: list[int] = heard, moment: int = moment) -> None:
            heard.append(done)
            if len(heard) > moment:
                raise CancelError

        with pytest.raises(CancelError):
            backup(journal.path, TODAY, out, cancel)
        assert list(out.parent.iterdir()) == []
        assert check(journal.path) == ()


def test_a_copy_with_other_rows_than_it_is_no_backup(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter((("before",), ("after",)))
    monkeypatch.setattr(backups, "_counts", lambda _connection: next(counts))
    with pytest.raises(Refused) as caught:
        backup(journal.path, TODAY)
    assert codes(caught) == ["backup_failed"]
    assert list(copies(journal.path)) == []


def test_what_stands_in_the_place_of_the_folder_of_backups_is_told_with_the_systems_reason(path: Path) -> None:
    folder(path).write_text("a file")
    with pytest.raises(Refused) as caught:
        backup(path, TODAY)
    (problem,) = caught.value.problems
    assert problem.code == "backups_blocked"
    assert problem.facts["reason"] == os.strerror(errno.EEXIST)
