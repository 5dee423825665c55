"""A journal that is being created is there whole, or not at all, at every moment."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal import journal as journals
from rebond.journal.backup import backup
from rebond.journal.check import check
from rebond.journal.header import rollback_file
from rebond.journal.journal import Journal
from rebond.journal.restoring import copy_of_backup
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY, names

from .conftest import LONG, only
from .library import ARM
from .power_stories import half_written

#: Creates a journal in a folder of its own for each call of the system, and is killed at that call, or the call fails.
_CREATOR = (
    ARM
    + """
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal.check import check
from rebond.journal.journal import Journal

code, step = json.loads(sys.argv[2])
check(path)  # imports all that is needed
number, status = 1, -1
while status != 0:
    place = path.with_name(f"{number}") / "new.rebond"
    place.parent.mkdir()
    child = os.fork()
    if child == 0:
        said = 0
        try:
            arm("", number, code)
            Journal.create(place, [Client(name="Atlas")]).close()
            said = 3 if library.calls() >= number else 0
        except Refused:
            said = 4
        except BaseException as fault:
            print(repr(fault), file=sys.stderr, flush=True)
            said = 5
        finally:
            arm()
            os._exit(said)
    status = os.waitpid(child, 0)[1]
    problems = [problem.code for problem in check(place)] if place.exists() else []
    left = sorted(one.name.partition(".part")[1] or one.name for one in place.parent.iterdir())
    print(json.dumps([number, os.waitstatus_to_exitcode(status), place.exists(), problems, left]), flush=True)
    number += step
"""
)


def created(path: Path, library: Path, code: int) -> list[tuple[int, int, bool, list[str], list[str]]]:
    run = subprocess.run(
        [*command(_CREATOR, path), json.dumps([code, 1 if LONG else 2])],
        env=environment(LD_PRELOAD=str(library)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stderr == ""
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_a_journal_being_created_survives_kill_9_at_every_call_or_is_not_there(path: Path, library: Path) -> None:
    states = created(path, library, 0)
    assert len(states) > 10
    assert {exit_code for _, exit_code, *_ in states[:-1]} == {-9}
    assert [state for state in states if state[3]] == []
    assert {there for _, _, there, *_ in states} == {True, False}


def test_a_journal_is_there_whole_or_not_whatever_call_fails(path: Path, library: Path) -> None:
    states = created(path, library, 5)
    assert len(states) > 10
    assert [state for state in states if state[3]] == []
    # What is said to have failed is not there, and nothing else is left of it.
    assert [state for state in states if state[1] == 4 and (state[2] or state[4])] == []
    assert {exit_code for _, exit_code, *_ in states} <= {0, 3, 4}


def test_it_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, rename = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        sync(descriptor)

    def renamed(source: Path, target: Path) -> None:
        done.append(f"{Path(source).suffix} to {Path(target).name}")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    Journal.create(tmp_path / "new.rebond").close()
    assert done[0].endswith(".part")
    assert done[1:] == [".part to new.rebond", tmp_path.name]


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "new.rebond"
    commit = journals._commit

    def meanwhile(connection: object) -> None:
        commit(connection)  # type: ignore[arg-type]
        place.write_text("of somebody else")

    monkeypatch.setattr(journals, "_commit", meanwhile)
    with pytest.raises(Refused) as caught:
        Journal.create(place)
    assert only(caught).code == "file_exists"
    assert place.read_text() == "of somebody else"
    assert [one.name for one in tmp_path.iterdir()] == ["new.rebond"]


def test_what_a_crash_left_of_another_journal_is_not_applied_to_one_of_its_name(path: Path) -> None:
    old = backup(path, TODAY)
    half_written(path)
    left, elsewhere = rollback_file(path), path.with_name("elsewhere.rebond")
    content = left.read_bytes()
    rollback_file(elsewhere).write_bytes(content)
    path.rename(path.with_name("moved away"))
    for make in (lambda: Journal.create(path), lambda: backup(old, TODAY, path), lambda: backup(old, TODAY, elsewhere)):
        with pytest.raises(Refused) as caught:
            make()
        assert only(caught).code == "left_beside"
    rollback_file(path.with_name("copy.rebond")).write_bytes(content)
    copy = copy_of_backup(old, "copy")
    assert copy.name == "copy 2.rebond"
    assert check(copy) == ()
    assert left.read_bytes() == content
    path.with_name("moved away").rename(path)
    assert check(path) == ()


def test_a_created_journal_holds_what_it_was_given_and_goes_on(tmp_path: Path) -> None:
    place = tmp_path / "new.rebond"
    with Journal.create(place, [Client(name="Atlas")]) as journal, journal.transaction("add") as transaction:
        transaction.insert(Client(name="Perret"))
    assert names(place) == ["Atlas", "Perret"]
    assert check(place) == ()
