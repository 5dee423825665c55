"""Several processes on one journal: one writes at a time, the others are told, and what they read is whole."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.check import check
from rebond.journal.journal import Journal
from tests.journal.child import command, environment
from tests.journal.conftest import TODAY, names

from .conftest import times
from .deeds import held

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks")

_WRITER = """
import time
from rebond.domain.missions.kinds import Client
from rebond.journal.journal import Journal

with Journal.open(path) as journal:
    for number in range(1_000_000):
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name=f"{number}"))
        print(number, flush=True)
        time.sleep(0.01)  # nobody works without a pause: then a reader would wait for the lock until it gives up
"""


@contextmanager
def running(lines: str, path: Path) -> Iterator[IO[str]]:
    """Run lines in another process, and kill it in the end; what it prints."""
    with subprocess.Popen(command(lines, path), stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            process.kill()


def test_a_backup_made_while_another_process_writes_holds_all_that_was_acknowledged(path: Path, tmp_path: Path) -> None:
    count, written = times(6, 100), -1
    with running(_WRITER, path) as told:
        for number in range(count):
            written = int(told.readline())
            made = backup(path, TODAY, tmp_path / f"{number}.rebond")
            found = held(made)
            assert found == {"Atlas", *(f"{one}" for one in range(len(found) - 1))}, "all up to one moment"
            assert len(found) >= written + 2
            assert check(made) == ()
    assert check(path) == ()
    sys.stdout.write(f"{count} backups while {written} changes were written: all whole\n")


#: Starts processes that all open a journal and write to it at one moment, and prints what each came to.
_STARTS = """
import json
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal.journal import Journal

def start(number, waiting, hold):
    waiting.read()
    try:
        with Journal.open(path) as journal:
            mark = os.open(path.with_name("writes"), os.O_CREAT | os.O_EXCL)
            with journal.transaction("add") as transaction:
                transaction.insert(Client(name=f"{number}"))
            if hold:
                hold.read()
            os.close(mark)
            path.with_name("writes").unlink()
        return "wrote"
    except Refused as refused:
        return refused.problems[0].code
    except BaseException as fault:
        return repr(fault)

def pipe():
    out, into = os.pipe()
    return os.fdopen(out), os.fdopen(into, "w")

starts, hold_it = json.loads(sys.argv[2])
waiting, begin = pipe()
hold, let_go = pipe()
told, tell = pipe()
children = []
for number in range(starts):
    children.append(os.fork())
    if not children[-1]:
        begin.close()
        let_go.close()
        said = start(number, waiting, hold if hold_it else None)
        os.write(tell.fileno(), f"{number} {said}\\n".encode())
        os._exit(0)
begin.close()
tell.close()
said = []
for line in told:
    said.append(line.split(" ", 1))
    if len(said) == starts - 1:
        let_go.close()
for child in children:
    os.waitpid(child, 0)
print(json.dumps([(int(number), word.strip()) for number, word in said]))
"""


@pytest.mark.parametrize("hold", [True, False])
def test_of_many_starts_at_once_one_writes_and_each_other_is_told(path: Path, hold: bool) -> None:
    starts, rounds, wrote = 20, times(1, 20), 0
    for _round in range(rounds):
        before = names(path)
        run = subprocess.run(
            [*command(_STARTS, path), json.dumps([starts, hold])],
            capture_output=True, text=True, env=environment(), check=False,
        )  # fmt: skip
        assert run.stderr == ""
        said = json.loads(run.stdout)
        assert {word for _, word in said} <= {"wrote", "journal_in_use"}
        writers = [f"{number}" for number, word in said if word == "wrote"]
        assert sorted(names(path)) == sorted([*before, *writers])
        assert len(writers) == 1 if hold else writers
        wrote += len(writers)
    assert check(path) == ()
    sys.stdout.write(f"{rounds} times {starts} starts at once, of which {wrote} wrote: never two\n")


#: Another program that takes SQLite's own lock on the file again and again, as a second writer would.
_LOCKER = """
import sqlite3, time
file = sqlite3.connect(path, isolation_level=None)
file.execute("PRAGMA busy_timeout = 5000")
print("ready", flush=True)
while True:
    file.execute("BEGIN IMMEDIATE")
    file.execute("UPDATE client SET name = name || '?'")
    time.sleep(0.004)
    file.execute("ROLLBACK")
    time.sleep(0.004)
"""


def test_a_second_writer_makes_no_change_fail_and_a_command_is_told_of_the_window(path: Path) -> None:
    changes = times(20, 800)
    with running(_LOCKER, path) as ready, Journal.open(path) as journal:
        assert ready.readline() == "ready\n"
        for number in range(changes):
            with journal.transaction("add") as transaction:
                transaction.insert(Client(name=f"{number}"))
            if number == changes // 2:
                told = subprocess.run(
                    [sys.executable, "-m", "rebond", "contact", str(path), "Duval", "--by", "phone"],
                    capture_output=True, text=True, env=environment(LC_ALL="en_GB.UTF-8"), check=False,
                )  # fmt: skip
                assert told.returncode
                assert "marie.rebond is open in another window. Close it there first." in told.stderr
    assert names(path) == ["Atlas", *(f"{number}" for number in range(changes))]
    assert check(path) == ()
    sys.stdout.write(f"{changes} changes beside a second writer: 0 failed\n")
