"""Whose fault it is: where a person can do something, an error of SQLite or the system is a sentence that says what."""

import errno
import importlib
import os
import pkgutil
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import rebond
from rebond.actions.attachments import read_files
from rebond.actions.exports import export_document
from rebond.actions.imports import preview
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import SENTENCES, Problem, Refused
from rebond.journal.check import check
from rebond.journal.errors import problem_of, unread, unwritten
from rebond.journal.journal import Journal
from rebond.journal.refusing import refusals
from rebond.language import Language
from rebond.sentences import sentence
from tests.cli.conftest import Run, opened, own_preferences, run  # noqa: F401 - fixtures
from tests.examples import write_example
from tests.journal.conftest import TODAY
from tests.languages import ENGLISH, FRENCH

from .hostile import LONG

#: Results of SQLite that are no errors, or that only a fault of ours brings about.
_OURS = {
    "ERROR", "INTERNAL", "ABORT", "INTERRUPT", "NOTFOUND", "EMPTY", "TOOBIG", "CONSTRAINT", "MISMATCH", "MISUSE",
    "AUTH", "RANGE", "NOTICE", "WARNING", "ROW", "DONE", "OK",
}  # fmt: skip
#: What a person is told of the others.
_TOLD = {
    "PERM": "journal_read_only", "READONLY": "journal_read_only", "READONLY_DBMOVED": "journal_replaced",
    "BUSY": "journal_busy", "LOCKED": "journal_busy", "PROTOCOL": "journal_busy", "SCHEMA": "journal_busy",
    "NOMEM": "memory_full", "IOERR_NOMEM": "memory_full",
    "IOERR": "cannot_write", "CANTOPEN": "cannot_write", "NOLFS": "cannot_write", "FULL": "disk_full",
    "IOERR_READ": "journal_unreadable", "IOERR_SHORT_READ": "journal_unreadable", "IOERR_FSTAT": "journal_unreadable",
    "IOERR_SEEK": "journal_unreadable", "IOERR_MMAP": "journal_unreadable",
    "CORRUPT": "journal_damaged", "NOTADB": "journal_damaged", "FORMAT": "journal_damaged",
    "IOERR_CORRUPTFS": "journal_unreadable", "IOERR_DATA": "journal_damaged",
}  # fmt: skip
#: What is told of those where nothing was to be written.
_TOLD_OF_A_READ = {
    "cannot_write": "journal_unreadable", "disk_full": "no_room_to_read",
}  # fmt: skip
#: Names in the module that are no results: actions that SQLite asks leave for, and limits.
_RESULTS = {
    name.removeprefix("SQLITE_"): value
    for name, value in vars(sqlite3).items()
    if name.startswith("SQLITE_") and name.split("_")[1] in {told.split("_")[0] for told in {*_OURS, *_TOLD}}
}


def failing(code: int, message: str = "it went wrong") -> sqlite3.Error:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


def require_sentences(problem: Problem) -> None:
    """Check that a problem is said in both languages, with nothing left to fill in."""
    for language in (ENGLISH, FRENCH):
        said = sentence(language, problem)
        assert said
        assert "{" not in said


def test_one_bit_turned_in_the_last_change_is_told_as_damage_or_found_by_the_check(path: Path) -> None:
    with Journal.open(path) as journal:
        hash_ = journal.head.hash
    whole = path.read_bytes()
    start, end = whole.rindex(b"2026-11-22T", 0, whole.index(hash_)) - 17, whole.index(hash_) + len(hash_)
    told = set()
    for bit in range(start * 8, end * 8, 1 if LONG else 37):
        turned = bytearray(whole)
        turned[bit // 8] ^= 1 << bit % 8
        path.write_bytes(turned)
        if check(path) == ():  # SQLite keeps no number in the column of the row's own number, and reads none there
            assert bit // 8 == start + 4
            continue
        try:
            with Journal.open(path) as journal:
                told.add("opened")
                save(journal, Client(name="Lune"), TODAY)
        except Refused as refused:
            told |= {problem.code for problem in refused.problems}
    assert {"opened", "journal_damaged"} <= told
    assert told <= {"opened", "journal_damaged", "journal_damaged_open", "backup_none"}


def test_the_catalogue_is_that_of_sqlite() -> None:
    primary = {name for name, value in _RESULTS.items() if value < 256}
    assert len(primary) == 31
    assert len(_RESULTS) > 95


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize("name", sorted(_RESULTS))
def test_each_result_of_sqlite_is_a_sentence_or_our_fault(path: Path, name: str, writing: bool) -> None:
    expected = _TOLD.get(name) or _TOLD.get(name.split("_")[0])
    if not writing:
        expected = (
            "journal_unfinished" if name[:9] in ("READONLY_", "PERM") else _TOLD_OF_A_READ.get(expected or "", expected)
        )
    if name == "READONLY_DBMOVED":
        expected = "journal_replaced"
    problem = problem_of(failing(_RESULTS[name]), path, writing=writing)
    assert (problem and problem.code) == expected
    if problem:
        require_sentences(problem)
        # A file that is called damaged is read again; this one is whole.
        refuted = {"CORRUPT": "journal_unreadable", "NOTADB": "journal_unreadable"}.get(name)
        with pytest.raises(Refused, match=refuted or problem.code) as refused, refusals(path, writing=writing):
            raise failing(_RESULTS[name])
        require_true(refused.value.problems[0], writing=writing)
    else:
        with pytest.raises(sqlite3.Error), refusals(path, writing=writing):
            raise failing(_RESULTS[name])


def require_true(problem: Problem, *, writing: bool) -> None:
    """Check that of a read nothing is told that only holds of a write, whatever the problem's code."""
    said = sentence(ENGLISH, problem)
    if not writing and problem.code != "journal_replaced":  # SQLite reports that one of a write alone
        assert "saved" not in said
        assert "written" not in said


def test_what_the_system_says_stands_in_parentheses_everywhere() -> None:
    """It says it in its own language."""
    for module in pkgutil.walk_packages(rebond.__path__, "rebond."):
        if not module.name.startswith(("rebond.ui", "rebond.app", "rebond.__main__", "rebond.journal.migrations")):
            importlib.import_module(module.name)
    told = [text for text in SENTENCES.values() if "{reason}" in text]
    assert len(told) > 10
    assert [text for text in told if "({reason})" not in text] == []


def test_a_lack_of_memory_is_told() -> None:
    """Python raises SQLite's as its own error."""
    with pytest.raises(Refused, match="memory_full") as refused, refusals(Path("marie.rebond")):
        raise MemoryError
    require_sentences(refused.value.problems[0])


@pytest.mark.parametrize(
    "message", ["unsupported file format", "attached databases must use the same text encoding as main database"]
)
def test_a_file_whose_header_is_wrong_is_damaged(message: str) -> None:
    problem = problem_of(failing(sqlite3.SQLITE_ERROR, message), Path("marie.rebond"))
    assert problem
    assert problem.code == "journal_damaged"


def _bits() -> Iterator[int]:
    yield from range(0, 800, 1 if LONG else 29)
    yield from range(47 * 8, 48 * 8)  # the format of the schema
    yield from range(18 * 8, 20 * 8)  # who may read and write


@pytest.mark.parametrize("read_only", [True, False])
def test_no_bit_of_the_header_is_our_fault(tmp_path: Path, read_only: bool) -> None:
    path = write_example(tmp_path / "marie.rebond", ENGLISH, TODAY)
    whole = path.read_bytes()
    told = set()
    for bit in dict.fromkeys(_bits()):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        shutil.rmtree(tmp_path / "marie.backups", ignore_errors=True)
        try:
            with Journal.open(path, read_only=read_only) as journal:
                with journal.read() as reader:
                    reader.all(Client)
                if not read_only:
                    save(journal, Client(name="Lune"), TODAY)
        except Refused as refused:
            told |= {problem.code for problem in refused.problems}
    assert "journal_read_only" not in told, "its rights need no change"
    assert "journal_damaged" in told


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_each_error_of_the_system_is_a_sentence(code: int) -> None:
    error, path = OSError(code, os.strerror(code)), Path("folder", "marie.rebond")
    require_sentences(unwritten(error, path))
    require_sentences(unread(error, path))
    require_true(unread(error, path), writing=False)


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES, errno.ENOSPC, errno.ESTALE, errno.ENAMETOOLONG, errno.ELOOP])
def test_reading_and_writing_other_files_fails_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    (tmp_path / "in.csv").write_text("Date;Label;Amount\n18/11/2026;x;1,00\n", "utf-8")
    with Journal.open(write_example(tmp_path / "marie.rebond", ENGLISH, TODAY)) as journal:

        def fail(*_arguments: object, **_named: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(Path, "open", fail)
        problems = list(preview(journal, [tmp_path / "in.csv"], TODAY).problems)
        for refuse in (
            lambda: read_files([tmp_path / "in.csv"]),
            lambda: export_document(journal, tmp_path / "out.json"),
        ):
            with pytest.raises(Refused) as refused:
                refuse()
            problems += refused.value.problems
    assert len(problems) >= 3
    for problem in problems:
        require_sentences(problem)


def test_a_lock_that_cannot_be_removed_closes_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_example(tmp_path / "marie.rebond", ENGLISH, TODAY)
    journal = Journal.open(path)
    unlink = Path.unlink

    def fail(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".lock":
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(self))
        unlink(self, missing_ok)

    with monkeypatch.context() as failing_unlink:
        failing_unlink.setattr(Path, "unlink", fail)
        journal.close()
    Journal.open(path).close()  # the lock itself was let go


@pytest.mark.skipif(sys.platform == "win32", reason="flock")
@pytest.mark.parametrize(("code", "expected"), [(errno.EAGAIN, "journal_in_use"), (errno.ENOLCK, "cannot_write")])
def test_a_folder_that_knows_no_locks_is_no_other_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: str
) -> None:
    path = write_example(tmp_path / "marie.rebond", ENGLISH, TODAY)

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("rebond.journal.lock._take", fail)
    with pytest.raises(Refused, match=expected):
        Journal.open(path)


def test_a_draft_that_cannot_be_removed_hides_no_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full, and the folder was made read-only meanwhile: the person is told of the disk."""
    unlink = Path.unlink

    def fail(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".part":
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        unlink(self, missing_ok)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with Journal.open(write_example(tmp_path / "marie.rebond", ENGLISH, TODAY)) as journal:
        monkeypatch.setattr(Path, "unlink", fail)
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(Refused, match="disk_full"):
            export_document(journal, tmp_path / "out.json")


def test_files_of_no_more_use_are_removed_by_one_function() -> None:
    """It goes on where one cannot be removed; what is deleted on the person's behalf says why it could not be."""
    source = Path(rebond.__file__).parent
    told = {
        "file_opening.py",
        "install_launcher.py",
        "backup.py",
        "journal.py",
        "handover.py",
        "leftovers.py",
        "whole_file.py",
    }
    assert {path.name for path in source.rglob("*.py") if ".unlink(" in path.read_text("utf-8")} <= told


def test_our_own_fault_is_logged_and_named_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    def fail(*_arguments: object, **_named: object) -> None:
        raise failing(sqlite3.SQLITE_MISUSE)

    path = write_example(tmp_path / "marie.rebond", Language.of("en"), TODAY)
    monkeypatch.setattr("rebond.journal.reader.Reader.fetch", fail)
    found = run("concentration", path)
    assert found.code == 70
    assert "our fault" in found.err
    assert "OperationalError" in (tmp_path / "config" / "rebond.log").read_text("utf-8")
