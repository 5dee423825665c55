"""A filled journal, and how long the tests of faults run: `REBOND_FAULTS=long` for the counts that are published."""

import os
from pathlib import Path

import pytest

from rebond.domain.problems import Problem, Refused
from rebond.journal.journal import Journal
from rebond.sentences import sentence
from tests.journal.conftest import fill, noon, of_itself
from tests.languages import ENGLISH

from .library import built

LONG = os.environ.get("REBOND_FAULTS") == "long"


def times(short: int, long: int) -> int:
    """How often a fault is tried."""
    return long if LONG else short


def only(caught: pytest.ExceptionInfo[Refused]) -> Problem:
    """The one problem of a refusal, which has a sentence."""
    for problem in caught.value.problems:
        assert sentence(ENGLISH, problem)
    (problem,) = of_itself(caught.value.problems)
    return problem


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes calls of the system fail, to be loaded before the system's."""
    return built(tmp_path_factory.mktemp("library"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a filled journal that is closed."""
    place = tmp_path / "marie.rebond"
    with Journal.create(place, clock=noon) as journal:
        fill(journal)
    return place
