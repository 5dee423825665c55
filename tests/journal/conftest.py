"""A journal with a client, a mission and an event, at a time that stands still."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.domain.problems import Problem
from rebond.journal.backup import backup
from rebond.journal.damage import ABOUT_BACKUPS, is_damage
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


def of_itself(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a journal without what is true of its backups, which is said of each damaged one, once."""
    found = tuple(problems)
    itself = tuple(problem for problem in found if problem.code not in ABOUT_BACKUPS)
    assert len(found) - len(itself) == any(map(is_damage, itself))
    return itself


def names(path: Path) -> list[str]:
    """The clients of a journal."""
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        return [client.name for client in reader.all(Client)]


def change(path: Path, name: str) -> None:
    """Add a client to a journal that is closed."""
    with Journal.open(path, clock=noon) as journal, journal.transaction("add") as transaction:
        transaction.insert(Client(name=name))


def files(path: Path) -> dict[str, bytes]:
    """Everything in the journal's folder, and in that of its backups; what is empty is no folder."""
    return {str(file.relative_to(path.parent)): file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}


@pytest.fixture
def old(path: Path) -> Path:
    """A backup of a journal to which a client, Perret, was added since."""
    made = backup(path, TODAY)
    change(path, "Perret")
    return made
