"""An agreement that begins on a later day, or came in by an import, is in force from its day in every command."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rebond.actions.agreements import save_agreement
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.agreements.kinds import Agreement, Basis
from rebond.domain.missions.kinds import Client, Contract, Mission
from rebond.domain.money.kinds import Account, Balance
from rebond.journal.journal import Journal
from rebond.journal.queries.tasks import mission_names

from .conftest import Run

TODAY = date(2026, 11, 22)
THEN = TODAY + timedelta(10)
ROWS = (
    Client(name="Atlas"),
    Mission(
        client_id=1, name="Site", starts=date(2026, 1, 1), contract=Contract.FIXED_TERM, ends=date(2027, 3, 31),
        amount=3_000_00, notice=1,
    ),
    Account(name="Bank"),
    Balance(account_id=1, date=TODAY, amount=1_000_00),
)  # fmt: skip
LONGER = Agreement(
    mission_id=1, starts=THEN, source=Basis.AMENDMENT, title="A1", contract=Contract.FIXED_TERM,
    ends=date(2027, 6, 30), notice=2, renewal_months=6,
)  # fmt: skip
Made = Callable[[Run], Path]


def saved(_run: Run) -> Path:
    """A journal in which the version was saved ten days before it begins."""
    path = Path("site.rebond").absolute()
    with create(path) as journal:
        for row in ROWS:
            save(journal, row, TODAY)
        save_agreement(journal, LONGER, (), TODAY)
    return path


def imported(run: Run) -> Path:
    """An empty journal that has taken the document of the other in."""
    source, path, document = saved(run), Path("copy.rebond").absolute(), Path("site.json")
    assert run("export", source, document).code == 0
    create(path).close()
    said = run("import", path, document, "--yes")
    assert said.code == 0, said.err
    return path


@pytest.fixture(params=[saved, imported])
def journal(request: pytest.FixtureRequest, run: Run) -> Path:
    path: Path = request.param(run)
    return path


def agenda(run: Run, journal: Path, day: date) -> dict[str, tuple[str, str]]:
    """The entries of the contract on a day: by kind, their day and text."""
    said = run("agenda", journal, "--today", day, "--json")
    assert said.code == 0, said.err
    return {
        line["kind"]: (line["date"], line["what"]) for line in said.json if line["kind"] in ("end", "notice", "renewal")
    }


def test_the_agenda_follows_an_extension_at_once_and_its_notice_and_renewal_on_the_day(run: Run, journal: Path) -> None:
    before = {
        "notice": ("2027-05-31", "Site: last day to give notice for 30 June 2027 (30 May 2027 is prudent)"),
        "end": ("2027-06-30", "Site ends"),
    }
    assert agenda(run, journal, TODAY) == agenda(run, journal, THEN - timedelta(1)) == before
    assert agenda(run, journal, THEN) == {
        "notice": ("2027-04-30", "Site: last day to give notice for 30 June 2027"),
        "renewal": ("2027-06-30", "Site: the term ends, and renews itself for 6 months"),
    }


def test_the_letter_states_the_notice_in_force_on_its_day(run: Run, journal: Path) -> None:
    facts = [
        "--set", "sender.name=Marie", "--set", "sender.address=1 rue", "--set", "client.address=2 rue",
    ]  # fmt: skip
    before = run("letter", journal, "notice_of_end", "Atlas", "--today", TODAY, *facts).out
    assert "you receive this letter, my last day of work will be 22 December 2026" in " ".join(before.split())
    then = run("letter", journal, "notice_of_end", "Atlas", "--today", THEN, *facts).out
    assert "you receive this letter, my last day of work will be 30 June 2027" in " ".join(then.split())


@pytest.mark.parametrize(
    ("day", "options", "last"),
    [
        (THEN - timedelta(1), (), "2027-06"),
        (THEN, (), "2028-09"),  # it renews itself, and what is worked later is paid after the horizon
        (THEN - timedelta(1), ("--leaves", "Atlas"), "2027-01"),
        (THEN, ("--leaves", "Atlas"), "2027-02"),
    ],
)
def test_the_runway_works_until_the_end_in_force(
    run: Run, journal: Path, day: date, options: tuple[str, ...], last: str
) -> None:
    lines = run("runway", journal, "--today", day, *options, "--json").json["lines"]
    assert max(line["month"] for line in lines if line["month"]) == last


def test_nothing_is_written_for_it(run: Run, journal: Path) -> None:
    agenda(run, journal, THEN)
    with Journal.open(journal) as opened, opened.read() as reader:
        (mission,) = reader.all(Mission)
        (version,) = reader.all(Agreement)
    assert (mission.ends, mission.notice, mission.renewal_months) == (date(2027, 3, 31), 1, 0)
    assert (version.ends, version.notice) == (date(2027, 6, 30), 2)


def test_a_client_whose_mission_is_over_by_its_agreement_gives_no_signs(run: Run) -> None:
    path = saved(run)
    with Journal.open(path) as opened:
        save_agreement(opened, replace(LONGER, starts=TODAY, renewal_months=0, ends=TODAY), (), TODAY)
    assert [line["client"] for line in run("signs", path, "--today", TODAY, "--json").json] == ["Atlas"]
    assert run("signs", path, "--today", TODAY + timedelta(1), "--json").json == []


def test_a_mission_that_is_over_by_its_agreement_is_offered_for_no_task(run: Run) -> None:
    path = saved(run)
    with Journal.open(path) as opened:
        save_agreement(opened, replace(LONGER, starts=TODAY, renewal_months=0, ends=TODAY), (), TODAY)
        with opened.read() as reader:
            assert mission_names(reader, TODAY) == {1: "Atlas · Site"}
            assert mission_names(reader, TODAY + timedelta(1)) == {}
            assert mission_names(reader, TODAY + timedelta(1), chosen=1) == {1: "Atlas · Site"}
