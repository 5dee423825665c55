"""A process that is killed, whatever it does to a journal, loses nothing that it said was done."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Event
from rebond.journal.check import check
from rebond.journal.journal import Journal
from tests.journal.child import command, environment

from .conftest import LONG, times
from .deeds import DEEDS
from .library import ARM

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")

_WRITER = """
from datetime import date
from rebond.domain.missions.kinds import Event
from rebond.journal.journal import Journal

with Journal.open(path) as journal:
    while True:
        with journal.transaction("note") as transaction:
            row_id = transaction.insert(Event(mission_id=1, date=date(2026, 1, 1), text="x" * 3000))
        print(row_id, flush=True)
"""


def test_nothing_acknowledged_is_lost_by_kill_9(path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    acknowledged: set[int] = set()
    kills = times(2, 300)
    for _kill in range(kills):
        writer = subprocess.Popen(command(_WRITER, path), stdout=subprocess.PIPE, text=True, env=environment())
        assert writer.stdout is not None
        for _ in range(chance.randint(8, 20)):
            acknowledged.add(int(writer.stdout.readline()))
        for _ in range(chance.randint(0, 40_000)):
            pass  # so that it dies anywhere within a write
        writer.kill()
        acknowledged.update(int(line) for line in writer.stdout.read().split("\n")[:-1])
        writer.stdout.close()
        writer.wait()
        with Journal.open(path) as journal, journal.read() as reader:
            assert acknowledged <= {event.id for event in reader.all(Event)}
    assert check(path) == ()
    sys.stdout.write(f"killed {kills} times while it wrote {len(acknowledged)} changes: 0 lost\n")


#: Does each deed once for every call of the system, or some of them, and is killed at that call.
_KILLED = (
    ARM
    + """
from contextlib import ExitStack
from tests.faults import deeds

def killed(deed, place, number):
    # Do it, and be killed at the call of this number; return what was reached, and how many calls there are.
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        with ExitStack() as stack:
            journal = deeds.opened(deed, place, stack)
            arm("", number, 0)
            deeds.DEEDS[deed](place, journal)
            os.write(into, b"done")
            calls = library.calls()
            arm()
            os.write(into, b" %d" % calls)
        os._exit(0)
    os.close(into)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(out) as told:
        return os.waitstatus_to_exitcode(status), told.read()

prepared = deeds.prepare(path.parent / "prepared" / "marie.rebond")
for deed, most in json.loads(sys.argv[2]):
    calls = int(killed(deed, deeds.again(prepared, path.parent / deed), -1)[1].split()[1])
    some = {calls // (at + 2) for at in range(most - 1)} | {calls - 3}  # about when the name is given
    for number in sorted(some) if most < calls else range(1, calls + 1):
        place = deeds.again(prepared, path.parent / f"{deed} {number}")
        code, told = killed(deed, place, number)
        done = deeds.is_done(deed, place)
        wrong = list(deeds.wrong(deed, place))
        if told and not done:
            wrong.append("said to be done")
        if not done:  # a later try works
            with ExitStack() as stack:
                deeds.DEEDS[deed](place, deeds.opened(deed, place, stack))
            if not deeds.is_done(deed, place):
                wrong.append("not done later")
        wrong += deeds.wrong(deed, place)
        print(json.dumps([deed, number, code, done, wrong]), flush=True)
"""
)


def test_whatever_is_killed_was_done_or_not_at_all(path: Path, library: Path) -> None:
    most = 1_000 if LONG else 2
    asked = [(deed, most) for deed in DEEDS if deed != "create"]  # of which test_creating.py tells
    run = subprocess.run(
        [*command(_KILLED, path), json.dumps(asked)],
        env=environment(LD_PRELOAD=str(library)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stderr == ""
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert {deed for deed, *_ in told} == {deed for deed, _ in asked}
    assert {code for _, _, code, *_ in told} == {-9}
    assert [one for one in told if one[-1]] == []
    sys.stdout.write(f"killed {len(told)} times within {', '.join(deed for deed, _ in asked)}: 0 half done\n")


def test_a_half_written_change_is_taken_back_for_a_reader_too(path: Path) -> None:
    half = """
from rebond.domain.missions.kinds import Client
from rebond.journal import connection
from rebond.journal.journal import Journal

# So that half of it is in the file.
connection._SETTINGS = tuple(one for one in connection._SETTINGS if one[0] != "cache_spill")
journal = Journal.open(path)
with journal.transaction("big") as transaction:
    transaction.sqlite.execute("PRAGMA cache_size = 5")
    transaction.insert_all(Client(name=f"{n}", note="x" * 5000) for n in range(400))
    os.kill(os.getpid(), 9)
"""
    subprocess.run(command(half, path), check=False, env=environment())
    assert path.with_name("marie.rebond-journal").stat().st_size > 0
    assert check(path) == ()
    assert not path.with_name("marie.rebond-journal").exists()
