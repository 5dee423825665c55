"""From the process's beginning to the first frame with the journal's data, beside a bare window's.

What a person feels is the time to the frame, which is printed. What a test can hold on a busy machine is the time of
the processor that each of both processes took until it ended, its threads and children included, at its least.
"""

import compileall
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from rebond.actions import journals
from rebond.actions.example import create_example
from tests.languages import FRENCH

ROOT = Path(__file__).parent.parent.parent
#: The most that starting may take of the processor, in bare windows that import SQLAlchemy's ORM.
MOST = 1.25
RUNS = 9


@dataclass(frozen=True)
class Start:
    """Milliseconds to the first frame, and of the processor until the process ended."""

    frame: float
    processor: float


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """The program compiled, as setting it up does: else every start would compile it anew where nothing is written."""
    compileall.compile_dir(ROOT / "src", quiet=1)


@pytest.fixture
def starts(tmp_path: Path, today: date, long_career: Path) -> dict[str, tuple[str, ...]]:
    """What is started: a bare window, and the program with each of three journals."""
    empty, example = tmp_path / "empty.rebond", tmp_path / "example.rebond"
    journals.create(empty).close()
    create_example(example, FRENCH, today).close()
    named = {"empty": empty, "example": example, "career": long_career}
    ours = {name: ("-m", "rebond", "--time-start", str(path)) for name, path in named.items()}
    return {"bare": (str(Path(__file__).with_name("bare_window.py")),)} | ours


def started(*command: str, config: Path) -> Start:
    """Start a process that tells the time of its first frame and ends."""
    environment = os.environ | {"REBOND_CONFIG_DIR": str(config), "PYTHONPATH": str(ROOT / "src")}
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Start(float(done.stdout), used * 1000)


def least(starts: list[Start]) -> Start:
    return Start(min(one.frame for one in starts), min(one.processor for one in starts))


@pytest.mark.slow
def test_starting_takes_little_more_than_a_bare_window(tmp_path: Path, starts: dict[str, tuple[str, ...]]) -> None:
    took: dict[str, list[Start]] = {name: [] for name in starts}
    for _round in range(RUNS + 1):
        for name, command in starts.items():
            took[name].append(started(*command, config=tmp_path / "config"))
    bare, *ours = (least(one[1:]) for one in took.values())  # the first round warms the disk
    ratios = {}
    for name, start in zip(list(starts)[1:], ours, strict=True):
        ratios[name] = start.processor / bare.processor
        sys.stdout.write(
            f"\n{name}: first frame {start.frame:.0f} ms, of a bare window {bare.frame:.0f} ms, "
            f"ratio {start.frame / bare.frame:.2f}; "
            f"processor {start.processor:.0f} and {bare.processor:.0f} ms, ratio {ratios[name]:.2f}\n"
        )
    assert max(ratios.values()) <= MOST, ratios
