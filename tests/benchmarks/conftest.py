"""The long career, made once for all that is measured on it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond.journal.journal import Journal
from rebond.ui.session import Session
from rebond.ui.workspace import Workspace
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


@pytest.fixture(scope="module")
def journal(long_career: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A copy of the career that the tests of a module write in."""
    path = tmp_path_factory.mktemp("own") / "career.rebond"
    shutil.copyfile(long_career, path)
    with Journal.open(path) as opened:
        yield opened


@pytest.fixture
def workspace(journal: Journal, today: date, qtbot: QtBot) -> Workspace:
    """The open window on the long career."""
    shown = Workspace(Session(journal, lambda: today))
    qtbot.addWidget(shown)
    shown.resize(1280, 780)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown
