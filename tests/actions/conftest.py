from collections.abc import Iterator
from pathlib import Path

import pytest

from rebond.journal.journal import Journal

from .doing import new_journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A new journal, at a time that stands still."""
    with new_journal(tmp_path) as opened:
        yield opened
