"""The fixture of every test: the window's language."""

import pytest

from rebond.ui.speech import speak
from tests.languages import ENGLISH


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """Set the window's language to English, which an earlier test may have changed."""
    speak(ENGLISH)
