"""Another process that runs a few lines with the journal's path in `path`."""

import os
import sys
from pathlib import Path

PREFACE = "import os, sys; from pathlib import Path; path = Path(sys.argv[1])\n"
ROOT = Path(__file__).parents[2]


def command(lines: str, path: Path) -> list[str]:
    return [sys.executable, "-c", PREFACE + lines, str(path)]


def environment(**more: str) -> dict[str, str]:
    """The environment in which another process finds what this one imports."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), **more}
