"""Patience with files made to be slow: a reading that takes quadratic time would take hours, not seconds."""

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def within_seconds() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < 10
