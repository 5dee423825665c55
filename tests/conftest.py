"""The fixture of every test, the window's language, and what holds for all generated examples."""

import pytest
from hypothesis import HealthCheck, settings

from rebond.ui.speech import speak
from tests.languages import ENGLISH

# A busy machine is no fault: what an act costs is measured by the benchmarks.
settings.register_profile("rebond", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rebond")


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """Set the window's language to English, which an earlier test may have changed."""
    speak(ENGLISH)
