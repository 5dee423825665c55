"""The clock is set back, jumps to 2030 or changes its zone: nothing depends on it but the times that are shown."""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rebond.domain.missions.kinds import Client
from rebond.journal import history
from rebond.journal.backup import backup_if_due
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.damage import last_good_backup
from rebond.journal.heads import head_of
from rebond.journal.journal import Journal
from rebond.journal.undo import redo, undo
from tests.journal.conftest import TODAY, change, names

from .conftest import times

PARIS = ZoneInfo("Europe/Paris")
#: Times at which a clock may stand that is wrong, or that is put forward or back.
_ODD = [
    datetime(1970, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC), datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 59, 59, tzinfo=PARIS), datetime(2026, 3, 29, 3, 0, tzinfo=PARIS),
    datetime(2026, 10, 25, 2, 30, tzinfo=PARIS), datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS),
    datetime(2026, 10, 25, 2, 15, tzinfo=PARIS), datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=14))),
    datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=-12))),
    datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=5, minutes=45))),
]  # fmt: skip


def test_the_order_of_changes_is_that_in_which_they_were_made(path: Path) -> None:
    chance = random.Random(4)  # noqa: S311
    at = [*_ODD, *(chance.choice(_ODD) for _ in range(times(20, 1_000)))]
    clock: Iterator[datetime] = iter(at)
    with Journal.open(path, clock=lambda: next(clock)) as journal:
        for number in range(len(at) - 2):
            with journal.transaction("add") as transaction:
                transaction.insert(Client(name=f"{number}"))
        undo(journal)
        assert names(path)[-1] == f"{len(at) - 4}"
        redo(journal)
        with journal.read() as reader:
            made = history.changes(reader, limit=len(at))[::-1]
    assert names(path) == ["Atlas", *(f"{number}" for number in range(len(at) - 2))]
    assert [one.seq for one in made] == list(range(3, 3 + len(at)))
    assert [(one.at, one.at.utcoffset()) for one in made] == [(one.astimezone(UTC), one.utcoffset()) for one in at]
    assert check(path) == ()
    sys.stdout.write(f"{len(at)} changes by a clock that jumps: 0 out of order\n")


def test_backups_go_on_whatever_day_the_clock_says(path: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    odd = [date(1970, 1, 1), date(2030, 1, 1), date(9999, 12, 31), date(1, 1, 1)]
    days = times(15, 300)
    for number in range(days):
        change(path, f"{number}")
        today = chance.choice([TODAY + timedelta(number), TODAY + timedelta(number), chance.choice(odd)])
        newest = copies(path)[:1]
        made = backup_if_due(path, today)
        # One a day, by the clock; and the newest by their numbers is the newest by what it holds.
        assert (made is None) == bool(newest and newest[0].day == today)
        good = last_good_backup(path)
        assert good == copies(path)[0].path
        assert made is None or head_of(good) == head_of(path)
    numbers = [copy.number for copy in copies(path)]
    assert len(set(numbers)) == len(numbers)
    sys.stdout.write(f"{days} days by a clock that jumps, {numbers[0]} backups: 0 left out\n")


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the time zone of this process."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set on Windows")

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


ZONES = [
    "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/St_Johns", "Europe/Paris",
    "Africa/Casablanca", "XXX-13:37", "no/zone",
]  # fmt: skip


def test_a_change_says_its_time_in_the_zone_it_was_made_in(path: Path, in_zone: Callable[[str], None]) -> None:
    offsets = []
    for zone in ZONES:
        in_zone(zone)
        now = datetime.now(UTC).astimezone()
        with Journal.open(path) as journal, journal.transaction("add") as transaction:
            transaction.insert(Client(name=zone))
        in_zone("Europe/Paris")
        with Journal.open(path, read_only=True) as journal, journal.read() as reader:
            (made,) = history.changes(reader, limit=1)
        assert abs(made.at - now) < timedelta(seconds=60)
        assert made.at.utcoffset() == now.utcoffset()
        offsets.append(made.at.utcoffset())
    assert len(set(offsets)) > 5
    assert check(path) == ()
