"""Start and memory of the installed program beside the run from source."""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from .conftest import Desk

#: The start of the installed program may take so many times that from source.
SLOWEST = 1.5
_RUNS = 7


def test_it_starts_about_as_fast_as_from_source(installed: Path, desk: Desk) -> None:
    journal = desk.home / "marie.rebond"
    desk.runs("rebond", "example", journal)
    commands = {"installed": ["rebond"], "source": [sys.executable, "-P", "-m", "rebond"]}
    runs = [{name: started(desk, [*command, journal]) for name, command in commands.items()} for _run in range(_RUNS)]
    start = {name: statistics.median(run[name][0] for run in runs[1:]) for name in commands}
    memory = {name: statistics.median(run[name][1] for run in runs[1:]) / 1024 for name in commands}
    for name in commands:
        print(f"{name}: {start[name]:.0f} ms to the first frame, {memory[name]:.0f} MB")  # noqa: T201 - for the release
    assert start["installed"] <= SLOWEST * start["source"]
    assert memory["installed"] <= SLOWEST * memory["source"]


def started(desk: Desk, command: list[object]) -> tuple[float, int]:
    """Start the program up to its first frame: milliseconds, and the most memory that it had, in kB."""
    with subprocess.Popen(
        [*map(str, command), "--time-start"], env=desk.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        told = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
    return float(told), usage.ru_maxrss
