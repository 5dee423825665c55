"""A commit that fails: what is said of it is what the file holds.

The failures are real: a small C library, compiled here and loaded before the system's, makes one call of the system
fail, or every call from that one on. Where there is no compiler, the error is raised at SQLite's connection instead.
"""

import errno
import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal import journal as journals
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.undo import undo
from rebond.sentences import sentence
from tests.journal.child import command, environment
from tests.journal.conftest import names, noon
from tests.languages import ENGLISH

from .conftest import LONG, only
from .library import ARM

#: Makes one change for each fault, and prints what was said of it, and what the file then holds.
_WRITER = (
    ARM
    + """
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.undo import undo

def add(journal, name):
    with journal.transaction("add") as transaction:
        transaction.insert(Client(name=name))
    return transaction.done

for call, code, stays, undone in json.loads(sys.argv[2]):
    number = 0
    while True:
        number += 1
        name = f"{call} {number} {code} {stays} {undone}"
        with Journal.open(path) as journal:
            if undone:
                add(journal, name)
            arm(call, number, code, stays)
            try:
                change = undo(journal) if undone else add(journal, name)
                said, warning = "saved", " ".join(problem.code for problem in journal.take_warnings())
            except Refused as refused:
                said, warning = refused.problems[0].code, None
            except BaseException as fault:
                said, warning = repr(fault), None
            reached = library.calls() >= number
            arm()
            # The window stays open, and its next change finds the file as it is.
            again = ""
            try:
                add(journal, f"after {name}")
            except Refused as refused:
                again = refused.problems[0].code
        with Journal.open(path) as journal, journal.read() as reader:
            held = name in {client.name for client in reader.all(Client)}
        problems = [problem.code for problem in check(path)]
        print(json.dumps([name, said, warning, held != bool(undone), again, problems]), flush=True)
        if not reached:
            break
"""
)


@pytest.mark.parametrize("undone", [False, True])
@pytest.mark.parametrize("call", ["sync", "unlink", "write", "read"])
def test_what_is_said_of_a_change_is_what_the_file_holds(path: Path, library: Path, call: str, undone: bool) -> None:
    codes = [errno.EIO, errno.ENOSPC] if LONG or call == "sync" else [errno.EIO]
    faults = [(call, code, stays, undone) for code in codes for stays in (0, 1)]
    run = subprocess.run(
        [*command(_WRITER, path), json.dumps(faults)],
        env=environment(LD_PRELOAD=str(library)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stderr == ""
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(told) >= 2 * len(faults)
    for name, said, _warning, held, again, problems in told:
        assert problems == [], name
        assert again == "", name
        if said == "perhaps_saved":  # the disk could not be read either: then nothing else is true
            assert " 1 " in name or call == "read", name
        else:
            assert (said == "saved") == held, (name, said, held)
        expected = {
            "saved",
            "perhaps_saved",
            "cannot_write",
            "disk_full",
            *(["journal_unreadable"] * (call == "read")),
        }
        assert said in expected, (name, said)
    if call == "sync":  # the folder's, after the commit
        assert "saved_despite_failure" in {warning for _, _, warning, *_ in told}


def failing_commit(monkeypatch: pytest.MonkeyPatch, code: int, *, after: bool) -> None:
    """Have the commit fail once, before or after SQLite has made it."""
    commit = journals._commit
    left = [1]

    def failing(connection: sqlite3.Connection) -> None:
        if not left:
            return commit(connection)
        left.pop()
        if after:
            commit(connection)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(journals, "_commit", failing)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_ERROR]
)
def test_a_change_that_is_in_the_file_is_returned_with_a_warning(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    with Journal.open(path, clock=noon) as journal:
        failing_commit(monkeypatch, code, after=True)
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name="Perret"))
        assert transaction.done is not None
        (warning,) = journal.take_warnings()
        text = sentence(ENGLISH, warning)
        assert "was saved" in text
        assert "again" not in text
        failing_commit(monkeypatch, code, after=True)
        assert undo(journal) is not None
        assert len(journal.take_warnings()) == 1
    assert names(path) == ["Atlas"]
    assert check(path) == ()


def test_a_change_that_is_not_in_the_file_is_refused_and_a_later_try_works(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Journal.open(path, clock=noon) as journal:
        failing_commit(monkeypatch, sqlite3.SQLITE_IOERR_FSYNC, after=False)
        with pytest.raises(Refused) as caught, journal.transaction("add") as transaction:
            transaction.insert(Client(name="Perret"))
        assert only(caught).code == "cannot_write"
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name="Perret"))
        assert transaction.done is not None
        assert journal.take_warnings() == []
    assert names(path) == ["Atlas", "Perret"]


@pytest.mark.parametrize("after", [False, True])
def test_what_cannot_be_known_is_said_so_and_known_later(
    path: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    with Journal.open(path, clock=noon) as journal:
        failing_commit(monkeypatch, sqlite3.SQLITE_IOERR_FSYNC, after=after)
        with monkeypatch.context() as unreadable:
            unreadable.setattr(journals, "holds", lambda _path, _head: None)
            with pytest.raises(Refused) as caught, journal.transaction("add") as transaction:
                transaction.insert(Client(name="Perret"))
        assert only(caught).code == "perhaps_saved"
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name="Lune"))
    assert names(path) == ["Atlas", *(["Perret"] if after else []), "Lune"]
    assert check(path) == ()


def test_an_interrupted_commit_ends_the_program_but_is_known(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = journals._commit

    def interrupted(connection: sqlite3.Connection) -> None:
        commit(connection)
        raise KeyboardInterrupt

    with Journal.open(path, clock=noon) as journal:
        with monkeypatch.context() as once:
            once.setattr(journals, "_commit", interrupted)
            with pytest.raises(KeyboardInterrupt), journal.transaction("add") as transaction:
                transaction.insert(Client(name="Perret"))
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name="Lune"))
    assert names(path) == ["Atlas", "Perret", "Lune"]
