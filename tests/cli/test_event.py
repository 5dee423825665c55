"""`rebond event`: one line writes what happened on a mission."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.journal.journal import Journal
from tests.actions.taking_in import TODAY

from .conftest import Run

SUNDAY = "dim 19h40 post en urgence 1,5h"


def events(path: Path) -> tuple[Event, ...]:
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        return reader.all(Event)


@pytest.fixture
def mission(marie: Path) -> Mission:
    """The mission for Atlas, the only one that this client has."""
    with Journal.open(marie, read_only=True) as journal, journal.read() as reader:
        (atlas,) = reader.matching(Client, name="Atlas")
        (mission,) = reader.matching(Mission, client_id=atlas.id)
    return mission


def test_a_line_is_written_as_one_change_that_undo_takes_back(run: Run, marie: Path, mission: Mission) -> None:
    before = events(marie)
    said = run("event", marie, "atlas", SUNDAY, "--today", TODAY)
    assert said.code == 0
    assert said.out.splitlines() == [
        f"Written, for Atlas / {mission.name}:", "  Sun 22 Nov, 19:40 · 1 h 30 · extra request", "  post en urgence",
    ]  # fmt: skip
    (event,) = set(events(marie)) - set(before)
    assert (event.mission_id, event.date, event.time) == (mission.id, dt.date(2026, 11, 22), dt.time(19, 40))
    assert (event.minutes, event.type, event.in_scope) == (90, EventKind.EXTRA_REQUEST, None)
    assert event.text == "post en urgence"
    assert event.entered
    assert run("undo", marie).code == 0
    assert events(marie) == before


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        (SUNDAY, ("2026-11-22", "19:40", 90, "extra_request", None, "post en urgence")),
        ("sun 7:40pm urgent post 1.5h", ("2026-11-22", "19:40", 90, "extra_request", None, "urgent post")),
        ("hier refusé le devis", ("2026-11-21", None, None, "decision", None, "refusé le devis")),
        ("12/3 appel Claire 20 min", ("2026-03-12", None, 20, "note", None, "appel Claire")),
        ("logo hors devis", ("2026-11-22", None, None, "note", False, "logo hors devis")),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_dry_run_says_what_was_understood_and_writes_nothing(
    run: Run, marie: Path, line: str, understood: tuple[Any, ...], language: str
) -> None:
    before = marie.read_bytes()
    found = run("event", marie, "Atlas", line, "--today", TODAY, "--dry-run", "--json", "--lang", language)
    assert found.json == dict(zip(("date", "time", "minutes", "kind", "in_scope", "text"), understood, strict=True))
    said = run("event", marie, "Atlas", line, "--today", TODAY, "--dry-run", "--lang", language).out
    assert understood[-1] in said
    assert marie.read_bytes() == before


def test_writing_prints_the_same_json(run: Run, marie: Path) -> None:
    arguments = ("event", marie, "Atlas", SUNDAY, "--today", TODAY, "--json")
    assert run(*arguments, "--dry-run").json == run(*arguments).json
    assert events(marie)[-1].text == "post en urgence"


def test_the_mission_is_meant_by_its_name_its_clients_or_both(run: Run, marie: Path, mission: Mission) -> None:
    for name in ("ATLAS", mission.name, f"atlas / {mission.name.upper()}"):
        assert run("event", marie, name, "appel", "--today", TODAY).code == 0
    assert [event.mission_id for event in events(marie)[-3:]] == [mission.id] * 3


def test_a_name_of_several_missions_is_answered_with_their_names(run: Run, marie: Path, mission: Mission) -> None:
    with Journal.open(marie) as journal:
        save(journal, Mission(client_id=mission.client_id, name="Catalogue", starts=TODAY), TODAY)
    before = events(marie)
    found = run("event", marie, "Atlas", "appel")
    assert found.code == 2
    assert f"Atlas / Catalogue, Atlas / {mission.name}" in found.err
    assert run("event", marie, "Atlas / Catalogue", "appel", "--dry-run").code == 0
    assert events(marie) == before


def test_an_unknown_mission_is_answered_with_those_there_are(run: Run, marie: Path) -> None:
    found = run("event", marie, "Atlsa", "appel")
    assert (found.code, found.err.count("\n")) == (2, 1)
    assert "Atlsa" in found.err
    assert "Atlas / " in found.err
    Journal.create(Path("empty.rebond").absolute()).close()
    assert run("event", "empty.rebond", "Atlas", "appel").code == 2


@pytest.mark.parametrize("line", ["", "  ", "hier 2h", "dim 19h40"])
def test_a_line_without_what_happened_is_refused(run: Run, marie: Path, line: str) -> None:
    before = events(marie)
    for more in ((), ("--dry-run",)):
        found = run("event", marie, "Atlas", line, "--today", TODAY, *more)
        assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
        assert "TEXT" in found.err
    assert events(marie) == before


def test_what_no_journal_holds_is_refused_by_its_place(run: Run, marie: Path) -> None:
    for more in ((), ("--dry-run",)):
        found = run("event", marie, "Atlas", "x" * 20_001, *more)
        assert (found.code, found.err.startswith("rebond: TEXT: ")) == (1, True)
    assert run("event", marie, "Atlas", "appel", "--today", "1969-12-31").code == 2
    assert run("event", marie, "Atlas").code == 2


def test_the_journal_used_last_is_meant(run: Run, marie: Path) -> None:
    run("runway", marie)
    assert run("event", "Atlas", "call").code == 0
    assert events(marie)[-1].text == "call"


def test_a_dry_run_goes_beside_the_window_and_writing_does_not(run: Run, marie: Path) -> None:
    with Journal.open(marie):
        assert run("event", marie, "Atlas", "call", "--dry-run").code == 0
        assert run("event", marie, "Atlas", "call").code == 1
