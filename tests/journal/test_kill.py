"""A process that is killed while it writes loses nothing that it said was written."""

import os
import random
import subprocess
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Event
from rebond.journal.check import check
from rebond.journal.journal import Journal

from .child import command, environment

_WRITER = """
from datetime import date
from rebond.domain.missions.kinds import Event
from rebond.journal.journal import Journal

with Journal.open(path) as journal:
    while True:
        with journal.transaction("note") as transaction:
            row_id = transaction.insert(Event(mission_id=1, date=date(2026, 1, 1), text="x" * 3000))
        print(row_id, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_nothing_acknowledged_is_lost_by_kill_9(path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    acknowledged: set[int] = set()
    while len(acknowledged) < 100:
        writer = subprocess.Popen(command(_WRITER, path), stdout=subprocess.PIPE, text=True, env=environment())
        assert writer.stdout is not None
        for _ in range(chance.randint(8, 20)):
            acknowledged.add(int(writer.stdout.readline()))
        for _ in range(chance.randint(0, 40_000)):
            pass  # so that it dies anywhere within a write
        writer.kill()
        acknowledged.update(int(line) for line in writer.stdout.read().split("\n")[:-1])
        writer.stdout.close()
        writer.wait()
        assert check(path) == ()
        with Journal.open(path) as journal, journal.read() as reader:
            assert acknowledged <= {event.id for event in reader.all(Event)}


def test_a_half_written_change_is_taken_back_for_a_reader_too(path: Path) -> None:
    half = """
from rebond.domain.missions.kinds import Client
from rebond.journal import connection
from rebond.journal.journal import Journal

# So that half of it is in the file.
connection._SETTINGS = tuple(one for one in connection._SETTINGS if one[0] != "cache_spill")
journal = Journal.open(path)
with journal.transaction("big") as transaction:
    transaction.connection.exec_driver_sql("PRAGMA cache_size = 5")
    transaction.insert_all(Client(name=f"{n}", note="x" * 5000) for n in range(400))
    os.kill(os.getpid(), 9)
"""
    subprocess.run(command(half, path), check=False, env=environment())
    assert path.with_name("marie.rebond-journal").stat().st_size > 0
    assert check(path) == ()
    assert not path.with_name("marie.rebond-journal").exists()
