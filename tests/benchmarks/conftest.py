"""The long career, made once for all that is measured on it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.benchmarks import career


@pytest.fixture(scope="session")
def today() -> date:
    """The real day: the program that is measured asks the clock."""
    return datetime.now(UTC).astimezone().date()


@pytest.fixture(scope="session")
def long_career(tmp_path_factory: pytest.TempPathFactory, today: date) -> Path:
    """A journal of forty years: measure on it, or on a copy where something is written."""
    path = tmp_path_factory.mktemp("career") / "career.rebond"
    career.create(path, today).close()
    return path
