"""The check of forty years: each page, each row, each link of the history."""

from pathlib import Path

import pytest

from rebond.journal.check import check
from tests.benchmarks.measuring import MARGIN, measured

pytestmark = pytest.mark.slow

#: The pieces of work that it may take.
MOST = 5_000


def test_checking_a_career(long_career: Path) -> None:
    problems = []
    taken = measured("a check of forty years", lambda: problems.extend(check(long_career)), times=1)
    assert not problems
    assert taken < MOST * MARGIN
