"""`rebond signs`: each client's signs and its chance of leaving."""

from datetime import date
from pathlib import Path

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission, Side
from rebond.journal.journal import Journal
from tests.actions.taking_in import TODAY

from .conftest import Run

SENTENCE = (
    "Four signs in two months: a refused amendment, messages outside hours, its dissatisfaction, "
    "talks with a competitor. Chance of leaving 39% a month."
)


def test_every_client_with_a_running_mission_in_a_sentence(run: Run, marie: Path) -> None:
    said = run("signs", marie, "--today", TODAY)
    assert said.code == 0
    assert said.out.splitlines() == [
        f"Atlas: {SENTENCE}",
        "  refused amendment · × 2 · until 20 Mar 2027",
        "    21 Sept 2026  A1 Recruitment page: refused",
        "  broken limits · × 1.3 · until 15 Jan 2027",
        "    1 Nov 2026  Another message on a Sunday, in spite of our talk.",
        "    16 Nov 2026  Two more visuals for the fair; I check the quote before answering.",
        "  dissatisfaction · × 2 · until 10 Mar 2027",
        "    10 Nov 2026  Claire finds the last report “too careful”, without saying what she expected.",
        "  competitor · × 2.5 · until 4 Mar 2027",
        "    4 Nov 2026  Heard from a former colleague that Atlas is talking to an agency.",
        "Duval: No sign. Chance of leaving 3% a month, the default.",
        "Perret: No sign. Chance of leaving 3% a month, the default.",
        "Rivage: No sign. Chance of leaving 3% a month, the default.",
    ]
    assert "Lune: No sign. No mission is under way." in run("signs", marie, "--today", TODAY, "--all").out


def test_json_says_what_each_sign_is_made_of(run: Run, marie: Path) -> None:
    said = run("signs", marie, "--today", TODAY, "--json").json
    assert [one["client"] for one in said] == ["Atlas", "Duval", "Perret", "Rivage"]
    atlas, duval = said[0], said[1]
    assert (atlas["sentence"], atlas["chance"]) == (SENTENCE, 39.0)
    sentence = "No sign. Chance of leaving 3% a month, the default."
    assert duval == {"client": "Duval", "sentence": sentence, "chance": 3.0, "signs": []}
    refused, limits, dissatisfied, competitor = atlas["signs"]
    assert refused == {
        "sign": "refused_amendment",
        "factor": 2.0,
        "until": "2027-03-20",
        "entries": [
            {"kind": "amendment", "id": 1, "date": "2026-09-21", "text": "A1 Recruitment page: refused"}
        ],
    }  # fmt: skip
    assert (limits["sign"], limits["factor"], len(limits["entries"])) == ("broken_limits", 1.3, 2)
    assert [one["sign"] for one in (dissatisfied, competitor)] == ["dissatisfaction", "competitor"]


def test_an_entry_taken_away_takes_its_part_of_the_chance(run: Run, marie: Path) -> None:
    def chance() -> float:
        found: float = run("signs", marie, "--today", TODAY, "--json").json[0]["chance"]
        return found

    with Journal.open(marie) as journal:
        with journal.read() as reader:
            (atlas,) = reader.matching(Client, name="Atlas")
            (mission,) = reader.matching(Mission, client_id=atlas.id)
        save(journal, Event(mission_id=mission.id, type=EventKind.IN_HOUSE, date=TODAY, text="They hire"), TODAY)
    assert chance() == 60
    run("undo", marie)
    assert chance() == 39


def test_a_journal_without_clients_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.rebond"
    Journal.create(path).close()
    assert run("signs", path).out == "No client has a mission under way.\n"
    assert run("signs", path, "--json").json == []


def test_a_day_in_the_past_shows_what_was_known_then(run: Run, marie: Path) -> None:
    said = run("signs", marie, "--today", "2026-11-03", "--json").json
    assert "competitor" not in [sign["sign"] for sign in said[0]["signs"]]


def leave(path: Path, count: int) -> None:
    """Add clients that each stayed for a year, and left a fortnight after they were dissatisfied."""
    with Journal.open(path) as journal, journal.transaction("import") as transaction:
        for number in range(count):
            client_id = transaction.insert(Client(name=f"Former client {number}"))
            mission_id = transaction.insert(
                Mission(client_id=client_id, name="Posts", starts=date(2024, 1, 1), ended=date(2024, 12, 12),
                        ended_by=Side.CLIENT)
            )  # fmt: skip
            transaction.insert(
                Event(mission_id=mission_id, type=EventKind.DISSATISFACTION, date=date(2024, 11, 28), text="Hm")
            )


def test_the_refit_says_how_many_endings_are_missing(run: Run, marie: Path) -> None:
    said = run("signs", marie, "--today", TODAY, "--refit")
    assert (said.code, len(said.out.splitlines())) == (0, 1)
    assert said.out.startswith("From 5 endings on, the weights can be refitted to your own clients: ")
    told = run("signs", marie, "--today", TODAY, "--refit", "--json").json
    assert (told["needed"], told["refit"]) == (5, None)
    assert told["used"]["base"] == 3.0
    assert told["used"]["factors"]["competitor"] == 2.5


def test_the_refit_is_told_with_its_score_and_changes_nothing(run: Run, marie: Path) -> None:
    leave(marie, 12)
    before = run("signs", marie, "--today", TODAY).out
    said = run("signs", marie, "--today", TODAY, "--refit").out.splitlines()
    told = run("signs", marie, "--today", TODAY, "--refit", "--json").json["refit"]
    assert said[0].startswith("Refitted from 1")
    assert f"{told['brier']:.4f}, against {told['brier_base']:.4f} for “3% for everybody”" in said[0]
    assert told["better"]
    factor = told["factors"]["dissatisfaction"]
    assert factor > 3
    assert f"  dissatisfaction: × 2; default × 2, refitted × {factor:g}" in said
    assert said[-1] == f"  without signs: 3%; default 3%, refitted {told['base']:g}%"
    assert run("signs", marie, "--today", TODAY).out == before
