"""A journal in a folder that is copied elsewhere is noticed by the folder's name."""

from pathlib import Path

import pytest

from rebond.journal.cloud import synchronised_by


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/marie/Dropbox/Rebond/journal.rebond", "Dropbox"),
        ("/home/marie/OneDrive - Atlas/journal.rebond", "OneDrive"),
        ("/Users/marie/Library/Mobile Documents/journal.rebond", "iCloud Drive"),
        ("/home/marie/Documents/journal.rebond", None),
        ("/home/marie/Documents/dropbox.rebond", None),
    ],
)
def test_the_service_is_known_by_its_folder(path: str, service: str | None) -> None:
    assert synchronised_by(Path(path)) == service
