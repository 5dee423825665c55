from dataclasses import replace
from datetime import date

import pytest

from rebond.domain.cents import decimals
from rebond.domain.missions.kinds import Client, Invoice, Mission
from rebond.domain.money.kinds import Settings
from rebond.domain.money.outlook import Case, Outlook
from rebond.domain.money.scenario import Departure
from tests.domain.small import ATLAS, PERRET, owed, rent, savings, spending, working
from tests.domain.worked_examples import FIRST, FIRST_TODAY, NORD, SECOND, SECOND_TODAY, VILLE

TODAY = date(2026, 11, 22)


def invoice(number: int, client_id: int, amount: int) -> Invoice:
    return Invoice(
        id=number, client_id=client_id, amount=amount, issued=date(2026, 10, 31), due=date(2026, 11, 30)
    )  # fmt: skip


def test_the_answers_of_the_first_example_in_their_order() -> None:
    answers = Outlook(FIRST, FIRST_TODAY).answers
    found = [
        (a.case, a.names, str(decimals(a.projection.months_left, 2)) if a.projection.months_left else None)
        for a in answers
    ]
    assert found == [
        (Case.NOBODY, (), "20.32"),
        (Case.CLIENT, ("Atlas",), "6.32"),
        (Case.CLIENT, ("Perret",), "14.45"),
        (Case.TWO_LARGEST, ("Atlas", "Perret"), "5.30"),
        (Case.NO_INCOME, (), "3.25"),
        (Case.ESSENTIALS, (), "3.25"),
    ]


def test_the_largest_is_the_one_invoiced_most_before_vat() -> None:
    assert Outlook(SECOND, SECOND_TODAY).largest == (NORD, VILLE)
    situation = owed(
        savings(0, TODAY), replace(invoice(1, ATLAS, 100_000), vat=90_000), invoice(2, PERRET, 100_001)
    )  # fmt: skip
    assert Outlook(situation, TODAY).largest == (PERRET, ATLAS)


def test_where_nobody_was_invoiced_the_largest_is_that_of_the_next_12_months() -> None:
    """By hand: Perret brings 1,000 a month until 31 March, Atlas 500 a month without end."""
    missions = (
        Mission(id=1, client_id=ATLAS, name="Advice", starts=date(2026, 11, 1), amount=50_000),
        Mission(
            id=2, client_id=PERRET, name="Site", starts=date(2026, 11, 1), ends=date(2027, 3, 31), amount=100_000
        ),
    )  # fmt: skip
    outlook = Outlook(working(savings(1_000, TODAY), *missions), TODAY)
    assert outlook.ranks_ahead
    # Twelve months of 500 end on 31 October, within the year; five of 1,000 do.
    assert outlook.largest == (ATLAS, PERRET)
    assert outlook.clients == (ATLAS, PERRET)
    assert outlook.largest_leaves is not None
    assert outlook.reserve_needed == 0
    assert [answer.case for answer in outlook.answers].count(Case.TWO_LARGEST) == 1
    invoiced = Outlook(owed(outlook.situation, invoice(1, PERRET, 100)), TODAY)
    assert not invoiced.ranks_ahead
    assert invoiced.largest == (PERRET,)
    old = Outlook(owed(outlook.situation, replace(invoice(1, PERRET, 100), issued=date(2025, 11, 22))), TODAY)
    assert old.ranks_ahead
    nothing = Outlook(savings(1_000, TODAY), TODAY)
    assert (nothing.ranks_ahead, nothing.largest, nothing.reserve_needed) == (False, (), None)


def test_ties_for_the_largest_go_by_name() -> None:
    clients = tuple(Client(id=n, name=name) for n, name in enumerate(("Perret", "Lune", "Duval"), 1))
    situation = replace(
        owed(savings(0, TODAY), *(invoice(n, n, 100_000) for n in (1, 2, 3))), clients=clients
    )  # fmt: skip
    outlook = Outlook(situation, TODAY)
    assert outlook.largest == (3, 2)
    assert outlook.clients == (3, 2, 1)
    assert outlook.leaves(2).scenario.leaving == (Departure(2, TODAY),)


def test_two_clients_of_one_name_are_two() -> None:
    clients = (Client(id=1, name="Duval"), Client(id=2, name="Duval"), Client(id=3, name="Lune"))
    situation = replace(
        owed(savings(0, TODAY), *(invoice(n, n, 100_000) for n in (1, 2, 3))), clients=clients
    )  # fmt: skip
    outlook = Outlook(situation, TODAY)
    assert outlook.invoiced.amounts == (("Duval", 100_000), ("Duval (2)", 100_000), ("Lune", 100_000))
    assert [answer.names for answer in outlook.answers][1:4] == [("Duval",), ("Duval (2)",), ("Lune",)]
    assert outlook.leaves(2).scenario.leaving == (Departure(2, TODAY),)


def test_a_client_that_owes_nothing_and_has_no_mission_is_no_question() -> None:
    ended = Mission(id=1, client_id=PERRET, name="Site", starts=date(2025, 1, 1), ends=date(2026, 10, 31), amount=1)
    settled = replace(invoice(2, PERRET, 100_000), issued=date(2025, 10, 31), settled=date(2025, 12, 1))
    situation = working(owed(savings(0, TODAY), invoice(1, ATLAS, 100_000), settled), ended)
    outlook = Outlook(situation, TODAY)
    assert outlook.clients == (ATLAS,)
    assert [a.case for a in outlook.answers] == [Case.NOBODY, Case.CLIENT, Case.NO_INCOME, Case.ESSENTIALS]


@pytest.mark.parametrize(("last", "asked"), [(date(2026, 11, 1), (PERRET,)), (date(2026, 10, 31), ())])
def test_a_mission_that_ended_this_month_is_still_to_be_invoiced(last: date, asked: tuple[int, ...]) -> None:
    ended = Mission(id=1, client_id=PERRET, name="Site", starts=date(2026, 1, 1), ends=last, amount=100)
    assert Outlook(working(savings(1_000, TODAY), ended), TODAY).clients == asked


def test_the_reserve_holds_until_the_day_before_the_goal() -> None:
    # 1,000 and a rent of 300 on the 22nd: after 22 April, the last before 22 May, 500 are missing.
    situation = spending(savings(1_000, TODAY), rent(300, date(2026, 12, 22)))
    outlook = Outlook(owed(situation, replace(invoice(1, ATLAS, 1), settled=date(2026, 11, 1))), TODAY)
    assert outlook.reserve_needed == 50_000


def test_no_reserve_is_needed_for_a_goal_of_no_months() -> None:
    situation = replace(owed(savings(-5, TODAY), invoice(1, ATLAS, 1)), settings=Settings(goal_months=0))
    assert Outlook(situation, TODAY).reserve_needed == 0


def test_the_layers_of_the_first_example_at_the_end_of_january() -> None:
    outlook = Outlook(FIRST, FIRST_TODAY)
    day = (date(2027, 1, 31) - FIRST_TODAY).days
    layers = {name: balances[day] for name, balances in outlook.layers}
    # Owed: 9,000 + 600 + 2,400 − 2 × 2,250, and on 31 January 25.6 % of the quarter's 4,800 + 3,000 received.
    assert layers["owed"] == 900_000 + 60_000 + 240_000 - 450_000 - 199_680
    # Atlas's November on 11 January; Perret, told today, ends today: 440 on 5 January (7 + 14 days later: 21 Dec).
    assert layers["committed"] == 240_000 + 44_000
    # Perret's whole November on 5 January and its December on 29 January, instead of the 440.
    assert layers["continuing"] == 60_000 + 60_000 - 44_000
    assert layers["hoped"] == 0
