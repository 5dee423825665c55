"""A file that cannot be read: what is said is that it was not read, and of a damaged one what its backups are."""

import errno
import json
import os
import stat
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from rebond.domain.problems import Refused
from rebond.journal.backup import backup, backup_if_due
from rebond.journal.backup_folder import copies, folder
from rebond.journal.backup_list import look_at
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.restoring import restore
from rebond.sentences import sentence
from tests.cli.conftest import Run, opened, own_preferences, run  # noqa: F401 - fixtures
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY, change, codes
from tests.languages import ENGLISH, FRENCH

from .conftest import times
from .library import ARM

PAGE = 4096


def zero(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def pages(path: Path) -> range:
    count = path.stat().st_size // PAGE
    return range(1, count, max(1, count // times(6, count)))


def said_by(deed: Callable[[], object]) -> str:
    """What is said when a deed is refused, or of the problems that it returns; empty for none."""
    try:
        found = deed()
    except Refused as refused:
        found = refused.problems
    return " ".join(sentence(ENGLISH, problem) for problem in found) if isinstance(found, tuple) else ""


def read(path: Path) -> None:
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        for (table,) in reader.sqlite.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            reader.sqlite.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608


def test_whatever_finds_a_damaged_page_says_which_backup_is_whole(path: Path, tmp_path: Path) -> None:
    old = backup(path, TODAY)
    change(path, "Perret")
    zero(backup(path, TODAY), 2)  # the newest one is damaged too
    whole = path.read_bytes()
    deeds: dict[str, Callable[[], object]] = {
        "check": lambda: check(path), "read": lambda: read(path),
        "due": lambda: backup_if_due(path, TODAY + timedelta(1)),
        "backup": lambda: backup(path, TODAY, tmp_path / "out.rebond"),
    }  # fmt: skip
    told = dict.fromkeys(deeds, 0)
    for page in pages(path):
        path.write_bytes(whole)
        zero(path, page)
        for name, deed in deeds.items():
            (tmp_path / "out.rebond").unlink(missing_ok=True)
            if said := said_by(deed):
                told[name] += 1
                assert said.count(str(old)) == 1, (page, name, said)
                assert "None of" not in said, (page, name, said)
                assert "no backup" not in said, (page, name, said)
    assert all(told.values()), told
    old.unlink()
    assert "None of the backups" in said_by(lambda: check(path))


def test_a_damaged_journal_without_backups_is_said_to_have_none(path: Path) -> None:
    zero(path, 2)
    assert "There is no backup of marie.rebond beside it" in said_by(lambda: check(path))


_READER = (
    ARM
    + """
from rebond.domain.problems import Refused
from rebond.domain.registry import KINDS
from rebond.journal.check import check
from rebond.journal.journal import Journal

def read():
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        for kind in KINDS:
            reader.all(kind)
    return ()

for name, deed in ("read", read), ("check", lambda: check(path)):
    for code in json.loads(sys.argv[2]):
        for stays in 0, 1:
            number = 0
            while True:
                number += 1
                arm("read", number, code, stays)
                try:
                    problems = deed()
                except Refused as refused:
                    problems = refused.problems
                reached = library.calls() >= number
                arm()
                if not reached:
                    break
                print(json.dumps([name, code, stays, number, [problem.code for problem in problems]]), flush=True)
assert check(path) == ()
"""
)


def test_a_disk_that_fails_to_read_is_told_as_that_and_never_as_damage(path: Path, library: Path) -> None:
    backup(path, TODAY)
    failures = [errno.EIO, errno.EACCES, errno.ESTALE][: times(1, 3)]
    ran = subprocess.run(
        [*command(_READER, path), json.dumps(failures)],
        env=environment(LD_PRELOAD=str(library)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) > 100
    for case in told:
        # Of a backup that could not be read nothing is said: the comparison with it is no part of being whole.
        assert set(case[-1]) <= {"journal_unreadable"}, case
    assert {"read", "check"} == {name for name, *_, found in told if found}


@pytest.mark.parametrize("deed", [check, read])
def test_a_file_that_went_away_before_it_was_read_is_said_to_be_gone(
    path: Path, deed: Callable[[Path], object]
) -> None:
    with Journal.open(path, read_only=True) as journal:
        path.rename(path.with_name("elsewhere.rebond"))
        said = said_by(lambda: deed(path))
        journal.close()
        with pytest.raises(Refused) as caught, journal.snapshot():
            pass
    assert said.startswith("There is no file marie.rebond here.")
    assert codes(caught) == ["journal_missing"]


@pytest.fixture
def unlisted(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal whose folder of backups the system does not list."""
    backup(path, TODAY)
    scan = os.scandir

    def fail(place: Path) -> object:
        if Path(place) == folder(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", fail)
    return path


def test_a_folder_of_backups_that_cannot_be_listed_is_a_sentence(unlisted: Path, run: Run) -> None:  # noqa: F811
    why = f"The backups of marie.rebond cannot be looked at: the system does not open their folder {folder(unlisted)}"
    for arguments in (
        ("restore", unlisted), ("restore", unlisted, "1"), ("erase", unlisted, "Atlas"), ("backup", unlisted),
    ):  # fmt: skip
        found = run(*arguments)
        assert found.code == 1, found
        assert why in found.err
    with pytest.raises(Refused, match="backups_unlisted"):
        backup_if_due(unlisted, TODAY + timedelta(1))
    for problem in check(unlisted):
        assert "{" not in sentence(FRENCH, problem)


def test_a_whole_journal_is_said_to_be_whole_though_its_backups_cannot_be_looked_at(
    unlisted: Path,
    run: Run,  # noqa: F811
) -> None:
    found = run("check", unlisted)
    assert "marie.rebond is whole" in found.out
    assert "head" in found.out.lower()
    assert "cannot be looked at" in found.err
    assert found.code == 1  # they were not compared


def test_a_damaged_journal_whose_backups_cannot_be_looked_at_says_both(unlisted: Path) -> None:
    zero(unlisted, 2)
    said = said_by(lambda: check(unlisted))
    assert "cannot be looked at" in said
    assert "There is no backup" not in said


def test_a_backup_that_lies_elsewhere_is_restored_though_the_folder_cannot_be_looked_at(
    unlisted: Path, tmp_path: Path
) -> None:
    elsewhere = backup(unlisted, TODAY, tmp_path / "usb.rebond")
    assert look_at(unlisted, elsewhere).last is not None


@pytest.mark.parametrize("blocked", ["link", "file"])
def test_what_stands_in_the_place_of_the_backups_is_told(path: Path, blocked: str) -> None:
    if blocked == "link":
        folder(path).symlink_to(path.with_name("unplugged"))
    else:
        folder(path).write_text("x")
    for deed in (lambda: backup(path, TODAY), lambda: backup_if_due(path, TODAY), lambda: copies(path)):
        said = said_by(deed)
        assert f"belong in {folder(path)}, which is no folder" in said


def test_an_old_backup_that_cannot_be_deleted_is_told_and_the_new_one_is_made(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        change(path, f"n{number}")
        backup(path, TODAY - timedelta(30 - number))
    unlink = Path.unlink

    def fail(self: Path, missing_ok: bool = False) -> None:
        if self.parent == folder(path) and self.suffix == ".rebond":
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(self))
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", fail)
    change(path, "last")
    said = said_by(lambda: backup_if_due(path, TODAY))
    assert "A new backup of marie.rebond was made" in said
    assert copies(path)[0].day == TODAY


def test_a_backup_to_the_open_journal_itself_is_refused_at_once(path: Path) -> None:
    with Journal.open(path):

        def waiting(_done: int, _total: int) -> None:
            raise AssertionError("it waits")

        with pytest.raises(Refused, match="file_exists"):
            backup(path, TODAY, path, waiting)


@pytest.mark.parametrize("number", ["999999999999", "1500000", "99999999999"])
def test_a_number_that_no_counting_reaches_is_not_counted_from(path: Path, number: str) -> None:
    folder(path).mkdir()
    (folder(path) / f"{path.stem} 2026-01-01 {number}.rebond").write_text("x")
    made = [backup(path, TODAY), backup(path, TODAY)]
    assert [copy.path for copy in copies(path)] == made[::-1]


@pytest.mark.skipif(os.name != "posix", reason="pipes with names")
def test_a_pipe_is_refused_and_nobody_waits_for_it(
    path: Path,
    tmp_path: Path,
    run: Run,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pipe = tmp_path / "pipe.rebond"
    os.mkfifo(pipe)
    monkeypatch.setattr("rebond.actions.exports._PATIENCE", 0)
    for arguments in (
        ("check", pipe), ("runway", pipe), ("restore", pipe), ("restore", path, pipe), ("backup", pipe),
        ("export", path, pipe),
    ):  # fmt: skip
        found = run(*arguments)
        assert found.code == 1 or arguments == ("restore", pipe), found
        assert "pipe" in found.err + found.out
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("arguments", [("backup", "{}", ""), ("restore", ""), ("restore", "{}", ""), ("check", "")])
def test_an_empty_name_is_a_mistake_in_the_command(path: Path, run: Run, arguments: tuple[str, ...]) -> None:  # noqa: F811
    found = run(*(argument.format(path) for argument in arguments))
    assert found.code == 2
    assert "is empty" in found.err


def test_restoring_the_backup_of_another_journal_promises_nothing(path: Path, tmp_path: Path, run: Run) -> None:  # noqa: F811
    other = tmp_path / "other.rebond"
    Journal.create(other).close()
    found = run("restore", path, backup(other, TODAY), "--yes")
    assert found.code == 1
    assert "will be as it was" not in found.out
    assert "of another journal" in found.err


def test_a_journal_that_is_not_to_be_written_to_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backup(path, TODAY)
    access = os.access
    monkeypatch.setattr(os, "access", lambda place, mode: (mode != os.W_OK or place != path) and access(place, mode))
    with pytest.raises(Refused, match="journal_read_only"):
        restore(path, made, TODAY, "before restoring")


def test_a_restore_says_that_the_disk_failed_when_the_backup_had_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup(path, TODAY)
    change(path, "Perret")
    told: list[str] = []

    def fail(place: Path) -> None:
        if place == path.parent:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("rebond.whole_file.sync_folder", fail)
    kept = restore(path, made, TODAY, "before restoring", tell=lambda problem: told.append(problem.code))
    assert told == ["restored_despite_failure"]
    assert kept is not None
