"""The example journal for tests, made once and then copied: making it takes a third of a second."""

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from rebond.actions.example import create_example
from rebond.language import Language


def write_example(path: Path, language: Language, today: date) -> Path:
    """Write the example's journal, as `create_example` makes it, and return its path; it is not open."""
    path.write_bytes(_example(language, today))
    return path


@cache
def _example(language: Language, today: date) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "example.rebond")
        create_example(path, language, today).close()
        return path.read_bytes()
