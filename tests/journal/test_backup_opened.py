"""A backup is read, copied, and never written to."""

from pathlib import Path

import pytest

from rebond.domain.problems import Refused
from rebond.journal.backup_folder import journal_of
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.restoring import copy_of_backup, restore

from .conftest import TODAY, change, codes, files, names


def test_a_backup_is_known_by_its_folder_and_name(path: Path, old: Path) -> None:
    assert journal_of(old) == path
    kept = restore(path, old, TODAY, "before restoring")
    assert kept
    assert journal_of(kept) == path
    assert journal_of(path) is None
    assert journal_of(old.with_name("something else.rebond")) is None
    assert journal_of(path.parent / old.name) is None


def test_a_backup_is_read_and_never_written_to(path: Path, old: Path) -> None:
    before = files(path)
    with pytest.raises(Refused) as caught:
        Journal.open(old)
    assert codes(caught) == ["journal_is_backup"]
    assert names(old) == ["Atlas"]
    assert check(old) == ()
    assert files(path) == before


def test_a_copy_of_a_backup_is_a_journal_beside_the_one_it_is_of(path: Path, old: Path) -> None:
    made = copy_of_backup(old, "{journal} copy of {day}")
    assert made == path.with_name("marie copy of 2026-11-22.rebond")
    change(made, "Lune")
    assert names(made) == ["Atlas", "Lune"]
    assert copy_of_backup(old, "{journal} copy of {day}").name == "marie copy of 2026-11-22 2.rebond"
    assert names(old) == ["Atlas"]


def test_a_damaged_backup_is_not_copied(path: Path, old: Path) -> None:
    old.write_bytes(old.read_bytes()[:9000])
    before = files(path)
    with pytest.raises(Refused) as caught:
        copy_of_backup(old, "copy")
    assert codes(caught) == ["backup_damaged"]
    assert files(path) == before
