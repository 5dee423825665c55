"""Each backup says what it holds and how far back it goes; nothing is claimed of what cannot be read."""

from datetime import date
from pathlib import Path

from rebond.actions.erasing import erase
from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.backup_list import Difference, backups
from rebond.journal.journal import Journal

from .conftest import TODAY, change


def test_each_backup_says_what_it_is_and_how_far_back_it_goes(path: Path, old: Path) -> None:
    backup(path, date(2026, 11, 23))
    change(path, "Lune")
    new, found = backups(path)
    assert (found.path, found.number, found.day, found.size) == (old, 1, TODAY, old.stat().st_size)
    assert found.last is not None
    assert found.last.action == "add_client"
    assert found.difference == Difference(common=2, since=2, beyond=0, erased=False)
    assert new.difference == Difference(common=3, since=1, beyond=0, erased=False)


def test_a_journal_without_backups_has_none(path: Path) -> None:
    assert backups(path) == ()


def test_what_was_erased_since_is_said_to_come_back(path: Path, old: Path) -> None:
    with Journal.open(path) as journal, journal.read() as reader:
        (atlas,) = (client for client in reader.all(Client) if client.name == "Atlas")
    with Journal.open(path) as journal:
        erase(journal, atlas)
    (found,) = backups(path)
    assert found.difference is not None
    assert found.difference.erased


def test_of_a_damaged_journal_or_backup_nothing_is_claimed(path: Path, old: Path) -> None:
    old.write_bytes(b"damaged" * 1000)
    (found,) = backups(path)
    assert (found.last, found.difference, found.size) == (None, None, 7000)
    path.write_bytes(b"")
    assert backups(path)[0].difference is None
