"""Day after day something fails when a backup is made: the last good copy is never deleted, and the next try works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journal.child import command, environment

from .conftest import times
from .library import ARM

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks")

#: For each fault: days that begin with a change and end with a backup that meets the fault.
_DAYS = (
    ARM
    + """
import errno, random
from datetime import timedelta
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal.backup import backup_if_due
from rebond.journal.damage import last_good_backup
from rebond.journal.backup_folder import copies, folder
from rebond.journal.heads import head_of
from rebond.journal.journal import Journal
from tests.journal.conftest import TODAY, change

FAULTS = {
    "full at a write": ("write", errno.ENOSPC, 1),
    "failing write": ("write", errno.EIO, 0),
    "failing sync": ("sync", errno.EIO, 0),
    "failing rename": ("rename", errno.EIO, 0),
    "failing unlink": ("unlink", errno.EIO, 1),
    "killed": ("", 0, 0),
}

def due(journal, day):
    try:
        return backup_if_due(journal, day)
    except Refused:
        return None

def held():
    # The number of changes in the last good backup.
    good = last_good_backup(path)
    return head_of(good).seq if good else 0

def fail(fault, day, chance):
    # Make the backup of a day; return the day by the clock.
    if fault == "bad newest copy":
        newest = copies(path)[0].path
        newest.write_bytes(chance.choice([b"", newest.read_bytes()[:9_000], b"x" * 200_000]))
    elif fault == "stray files":
        names = [f"{path.stem} 2026-99-99 1.rebond", f"{path.stem} {day} 99999999.rebond.part", "x", ".y.part"]
        (folder(path) / chance.choice(names)).write_text("stray")
    elif fault == "clock set back":
        day += timedelta(chance.choice([-400, -30, -1, 0, 1, 5_000]))
    if fault not in FAULTS:
        due(path, day)
        return day
    call, code, stays = FAULTS[fault]
    child = os.fork()
    if child == 0:
        arm(call, chance.randint(1, 40) if call in ("", "write") else chance.randint(1, 3), code, stays)
        due(path, day)
        arm()
        os._exit(0)
    os.waitpid(child, 0)
    return day

for fault in (*FAULTS, "bad newest copy", "stray files", "clock set back"):
    chance = random.Random(fault)
    for copy in copies(path):
        copy.path.unlink()
    due(path, TODAY)
    lost, stopped, best = [], [], 0
    for number in range(1, 1 + int(sys.argv[2])):
        change(path, f"{fault} {number}")
        day = TODAY + timedelta(number)
        before = held()
        day = fail(fault, day, chance)
        if fault == "bad newest copy":
            before = min(before, held())  # what was the newest is no good one any more
        if held() < before or not held():
            lost.append(number)
        if due(path, day + timedelta(fault == "clock set back")) is None and held() < head_of(path).seq:
            stopped.append(number)
    print(json.dumps([fault, lost, stopped, len(copies(path))]), flush=True)
"""
)


def test_the_last_good_copy_is_never_deleted(path: Path, library: Path) -> None:
    days = times(2, 50)
    run = subprocess.run(
        [*command(_DAYS, path), str(days)],
        env=environment(LD_PRELOAD=str(library)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stderr == ""
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(fault, lost) for fault, lost, *_ in told if lost] == []
    assert [(fault, stopped) for fault, _, stopped, _ in told if stopped] == [], "the next try makes one"
    assert {kept for *_, kept in told} <= set(range(1, 24))
    sys.stdout.write(f"{days} days with each of {len(told)} faults: 0 good copies lost\n")
