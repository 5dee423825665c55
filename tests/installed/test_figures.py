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
    first_frame, processor, memory = (
        {name: statistics.median(run[name][place] for run in runs[1:]) for name in commands} for place in range(3)
    )
    for name in commands:  # for the release
        print(  # noqa: T201
            f"{name}: {first_frame[name]:.0f} ms to the first frame, {processor[name]:.0f} ms of the processor, "
            f"{memory[name]:.0f} MB"
        )
    # Other tests run beside this one, so that a clock on the wall would measure them too.
    assert processor["installed"] <= SLOWEST * processor["source"]
    assert memory["installed"] <= SLOWEST * memory["source"]


def started(desk: Desk, command: list[object]) -> tuple[float, float, float]:
    """Start the program up to its first frame: milliseconds until then, those of the processor, and the most MB."""
    with subprocess.Popen(
        [*map(str, command), "--time-start"], env=desk.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        told = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
    return float(told), 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024
