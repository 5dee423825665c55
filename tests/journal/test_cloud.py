"""A journal in a folder that is copied elsewhere is noticed by the folder's name."""

from pathlib import Path

import pytest

from rebond.journal.cloud import synchronised_by


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/marie/Dropbox/Rebond/journal.rebond", "Dropbox"),
        ("/marie/OneDrive - Atlas/journal.rebond", "OneDrive"),
        ("/marie/Library/Mobile Documents/journal.rebond", "iCloud Drive"),
        ("/marie/Documents/journal.rebond", None),
        ("/marie/Documents/dropbox.rebond", None),
    ],
)
def test_the_service_is_known_by_its_folder(path: str, service: str | None) -> None:
    assert synchronised_by(Path(path)) == service
