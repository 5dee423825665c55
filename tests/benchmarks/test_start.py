"""From the process's beginning to the first frame with the journal's data, beside a bare window's."""

import compileall
import os
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rebond.actions import journals
from rebond.actions.example import create_example
from tests.languages import FRENCH

ROOT = Path(__file__).parent.parent.parent
#: The most that starting may take, in bare windows (the project's own promise).
MOST = 1.4
#: What a busy machine may add to a ratio of medians before the test calls it a fault.
NOISE = 0.6
RUNS = 5


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """The program compiled, as setting it up does: else every start would compile it anew where nothing is written."""
    compileall.compile_dir(ROOT / "src", quiet=1)


@pytest.fixture
def example(tmp_path: Path, today: date) -> Path:
    path = tmp_path / "example.rebond"
    create_example(path, FRENCH, today).close()
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.rebond"
    journals.create(path).close()
    return path


def first_frame(*command: str, config: Path) -> float:
    """Milliseconds to the first frame, as the process itself tells."""
    environment = os.environ | {"REBOND_CONFIG_DIR": str(config)}
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, env=environment, check=True)
    return float(done.stdout)


def start_ratio(path: Path, config: Path, runs: int = RUNS) -> tuple[float, float, float]:
    """The medians of both, in milliseconds, measured in turn, and the median of the ratios pair by pair."""
    bare = str(Path(__file__).with_name("bare_window.py"))
    ours, bares = [], []
    for number in range(runs + 1):
        pair = first_frame("-m", "rebond", "--time-start", str(path), config=config), first_frame(bare, config=config)
        if number:  # the first pair warms the disk's cache
            ours.append(pair[0])
            bares.append(pair[1])
    ratios = [one / other for one, other in zip(ours, bares, strict=True)]
    return statistics.median(ours), statistics.median(bares), statistics.median(ratios)


@pytest.mark.slow
@pytest.mark.parametrize("journal", ["empty", "example", "long_career"])
def test_starting_takes_little_more_than_a_bare_window(
    journal: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ours, bare, ratio = start_ratio(request.getfixturevalue(journal), tmp_path / "config")
    sys.stdout.write(f"\n{journal}: {ours:.0f} ms, a bare window {bare:.0f} ms, ratio {ratio:.2f}\n")
    assert ratio <= MOST + NOISE
