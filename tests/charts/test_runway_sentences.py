"""The sentences about a projection, for every scenario that a person can choose."""

import subprocess
import sys
from datetime import date

import pytest

from rebond.charts.runway_sentences import conditions, listed, question, result, short_conditions
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, NO_INCOME, NO_INCOME_ESSENTIALS, Departure, Income, Scenario
from rebond.domain.money.situation import Situation
from tests.domain.worked_examples import ATLAS, FIRST, FIRST_TODAY, PERRET
from tests.languages import ENGLISH

NAMES = FIRST.client_names


def leaving(*departures: Departure, **more: object) -> Scenario:
    return Scenario(leaving=departures, **more)  # type: ignore[arg-type]


ATLAS_TODAY = Departure(ATLAS, FIRST_TODAY)
PERRET_TODAY = Departure(PERRET, FIRST_TODAY)


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (AS_THINGS_STAND, "as things stand"),
        (leaving(ATLAS_TODAY), "if Atlas leaves today, notice honoured"),
        (leaving(ATLAS_TODAY, PERRET_TODAY), "if Atlas and Perret leave today, notice honoured"),
        (leaving(Departure(ATLAS, FIRST_TODAY, False)), "if Atlas leaves today, without notice"),
        (
            leaving(Departure(ATLAS, FIRST_TODAY, True, False)),
            "if Atlas leaves today, notice honoured, nothing more being paid",
        ),
        (
            leaving(Departure(ATLAS, date(2027, 2, 10))),
            "if Atlas tells you on 10 February 2027 of leaving, notice honoured",
        ),
        (
            leaving(Departure(ATLAS, date(2026, 5, 1)), Departure(PERRET, FIRST_TODAY, False)),
            "if Atlas, who told you on 1 May 2026, leaves, notice honoured, and if Perret leaves today, without notice",
        ),
        (NO_INCOME, "with no income at all"),
        (NO_INCOME_ESSENTIALS, "with no income at all, spending on essentials only"),
        (Scenario(income=Income.OWED), "with nothing coming in but the invoices already issued"),
        (Scenario(late_by=1), "with payments 1 day later"),
        (
            Scenario(late_by=20, opportunities=True),
            "with payments 20 days later, counting open opportunities by their chance",
        ),
    ],
)
def test_what_a_scenario_supposes(scenario: Scenario, said: str) -> None:
    assert conditions(ENGLISH, scenario, NAMES, FIRST_TODAY) == said


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (AS_THINGS_STAND, "As things stand, your savings last 20.3 months: until 1 August 2028."),
        (
            leaving(ATLAS_TODAY),
            "If Atlas leaves today, notice honoured, your savings last 6.3 months: until 1 June 2027.",
        ),
        (NO_INCOME, "With no income at all, your savings last 3.2 months: until 1 March 2027."),
    ],
)
def test_how_long_savings_last(scenario: Scenario, said: str) -> None:
    assert result(ENGLISH, project(FIRST, scenario, FIRST_TODAY), scenario, NAMES) == said


def test_savings_that_outlast_the_horizon_and_savings_already_gone() -> None:
    nothing = project(Situation(), AS_THINGS_STAND, FIRST_TODAY)
    assert result(ENGLISH, nothing, AS_THINGS_STAND, {}) == "As things stand, your savings last more than 24 months."
    account, balance = Account(id=1, name="Current"), Balance(id=1, account_id=1, date=FIRST_TODAY, amount=-1)
    gone = project(Situation(accounts=(account,), balances=(balance,)), AS_THINGS_STAND, FIRST_TODAY)
    assert result(ENGLISH, gone, AS_THINGS_STAND, {}) == "As things stand, your savings are already below zero."


def test_beside_a_line_there_is_room_for_a_few_words() -> None:
    assert short_conditions(ENGLISH, leaving(ATLAS_TODAY, late_by=5), NAMES) == "if Atlas leaves"
    assert short_conditions(ENGLISH, leaving(ATLAS_TODAY, PERRET_TODAY), NAMES) == "if Atlas and Perret leave"
    assert short_conditions(ENGLISH, NO_INCOME_ESSENTIALS, NAMES) == "no income, essentials only"
    assert short_conditions(ENGLISH, Scenario(late_by=30), NAMES) == "payments 30 days later"
    assert short_conditions(ENGLISH, Scenario(essentials_only=True), NAMES) == "essentials only"
    assert short_conditions(ENGLISH, Scenario(opportunities=True), NAMES) == "with open opportunities"


def test_the_standing_questions() -> None:
    asked = [question(ENGLISH, answer) for answer in Outlook(FIRST, FIRST_TODAY).answers]
    assert asked == [
        "nobody leaves",
        "Atlas leaves",
        "Perret leaves",
        "Atlas and Perret leave",
        "no income at all",
        "no income, essentials only",
    ]


def test_many_names_are_counted_after_the_first() -> None:
    assert listed(ENGLISH, ["Atlas"]) == "Atlas"
    assert listed(ENGLISH, ["Atlas", "Perret", "Lune", "Duval"]) == "Atlas, Perret, Lune and Duval"
    assert listed(ENGLISH, ["Atlas", "Perret", "Lune", "Duval", "Nord"]) == "Atlas, Perret, Lune and 2 others"


def test_words_need_no_matplotlib() -> None:
    code = "import sys, rebond.charts.runway_sentences, rebond.charts.labels, rebond.charts.style; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert "matplotlib" not in ran.stdout.split()
