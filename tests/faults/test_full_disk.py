"""The disk is full, at whatever moment: nothing is lost or half done, it is said, and a later try works."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journal.child import command, environment

from .conftest import LONG
from .deeds import DEEDS
from .library import ARM

pytestmark = pytest.mark.skipif(os.name != "posix", reason="disks of a process's own")

#: Does each deed where so much room is left, says what was told of it, and does it again where there is more.
_DEEDS = """
import json, subprocess
from contextlib import ExitStack
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from tests.faults import deeds
from tests.languages import ENGLISH, FRENCH

def tried(deed, place, number, fill, free, free_first=False):
    with ExitStack() as stack:
        journal = deeds.opened(deed, place, stack)
        fill(number)
        try:
            deeds.DEEDS[deed](place, journal)
            told = ["done"]
        except Refused as refused:
            told = [problem.code for problem in refused.problems]
            assert all(sentence(language, one) for language in (ENGLISH, FRENCH) for one in refused.problems)
        except BaseException as fault:
            told = [repr(fault)]
        if free_first:
            free()
        done = deeds.is_done(deed, place)
        wrong = [*deeds.wrong(deed, place), *deeds.drafts(place)]
        if done != (told == ["done"]):
            wrong.append("not as it was told")
        if not free_first:
            free()
        if not done:
            deeds.DEEDS[deed](place, journal)
            if not deeds.is_done(deed, place):
                wrong.append("not done later")
            wrong += deeds.wrong(deed, place)
    print(json.dumps([deed, number, told, done, wrong]), flush=True)
"""

#: On a small disk of this process's own, of which a file takes all but some KiB.
_SMALL_DISK = (
    _DEEDS
    + """
disk = path.parent / "disk"
disk.mkdir()
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
ballast = disk / "ballast"

def fill(number):
    free = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, (free.f_bavail - number // 4) * free.f_frsize)

prepared = deeds.prepare(path.parent / "prepared" / "marie.rebond")
for deed, number in json.loads(sys.argv[2]):
    tried(deed, deeds.again(prepared, disk / f"{deed} {number}"), number, fill, ballast.unlink)
    deeds.shutil.rmtree(disk / f"{deed} {number}")
"""
)

#: Where every write from one of a number on fails, those too that a disk does not need room for: what they left half
#: written is taken back by who opens the file next, once that can be written.
_FAILING_WRITES = (
    ARM
    + _DEEDS
    + """
prepared = deeds.prepare(path.parent / "prepared" / "marie.rebond")
for deed, number in json.loads(sys.argv[2]):
    place = deeds.again(prepared, path.parent / f"{deed} {number}")
    tried(deed, place, number, lambda number: arm("write", number, int(sys.argv[3]), 1), arm, free_first=True)
"""
)


def told_of(run: "subprocess.CompletedProcess[str]", asked: list[tuple[str, int]], *may_be: str) -> None:
    assert run.stderr == ""
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(deed, number) for deed, number, *_ in told] == asked
    assert [one for one in told if one[-1]] == []
    assert {code for _, _, said, *_ in told for code in said} - {"done", *may_be} == {"disk_full", "disk_full_here"}
    refused = {deed for deed, _, _, done, _ in told if not done}
    assert refused == set(DEEDS), "each met the full disk"
    sys.stdout.write(f"{len(told)} times on a full disk, {sum(not done for *_, done, _ in told)} refused: 0 lost\n")


@pytest.fixture
def alone() -> list[str]:
    """The command that lets another one mount a disk that only it sees."""
    alone = ["unshare", "-rm"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*alone, "mount", "-t", "tmpfs", "x", "/mnt"], check=False, capture_output=True).returncode
    ):
        pytest.skip("this system lets no test mount a disk")
    return alone


def test_a_full_disk_is_told_and_loses_nothing(path: Path, alone: list[str]) -> None:
    rooms = (0, 4, 8, 16, 24, 32, 64, 128, 256, 512, 1_024, 4_000) if LONG else (8, 256)
    asked = [(deed, room) for deed in DEEDS for room in rooms]
    run = subprocess.run(
        [*alone, *command(_SMALL_DISK, path), json.dumps(asked)],
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    told_of(run, asked)


def test_a_disk_that_fills_at_any_write_loses_nothing(path: Path, library: Path) -> None:
    numbers = (*range(1, 40), *range(40, 200, 7), 10_000) if LONG else (1,)
    asked = [(deed, number) for deed in DEEDS for number in numbers]
    run = subprocess.run(
        [*command(_FAILING_WRITES, path), json.dumps(asked), str(errno.ENOSPC)],
        env=environment(LD_PRELOAD=str(library)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    told_of(run, asked, "perhaps_saved")  # as long as it cannot be read what was half written
