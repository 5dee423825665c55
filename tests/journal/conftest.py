"""A journal with a client, a mission and an event, at a time that stands still."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.journal.journal import Journal

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def noon() -> datetime:
    return NOON


def fill(journal: Journal) -> None:
    """The client 1, Atlas, whose mission 1 has the event 1."""
    with journal.transaction("add_client", {"name": "Atlas"}) as transaction:
        client = transaction.insert(Client(name="Atlas"))
        mission = transaction.insert(Mission(client_id=client, name="Social media", starts=date(2026, 7, 1)))
        transaction.insert(Event(mission_id=mission, date=TODAY, text="Asked for a post at once, à l’été"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a filled journal that is closed."""
    place = tmp_path / "marie.rebond"
    with Journal.create(place, clock=noon) as journal:
        fill(journal)
    return place


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path, clock=noon) as opened:
        yield opened


def codes(caught: pytest.ExceptionInfo[BaseException]) -> list[str]:
    """The codes of the problems of a refusal."""
    return [problem.code for problem in caught.value.problems]  # type: ignore[attr-defined]
