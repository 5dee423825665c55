"""A kind declared in one module is stored, searched, exported, imported, undone and shown, with no edit elsewhere."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_kind_of_one_module_gets_everything() -> None:
    story = ROOT / "tests" / "throwaway" / "story.py"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.throwaway.guarantee",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
    ]
    done = subprocess.run([*command, str(story)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "skipped" not in done.stdout
