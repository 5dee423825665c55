from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.cents import decimals
from rebond.domain.missions.kinds import Client, Invoice, Mission
from rebond.domain.money.concentration import concentration, invoiced, to_come, worked
from rebond.domain.money.situation import Situation
from tests.domain.worked_examples import FIRST, FIRST_TODAY, SECOND, SECOND_TODAY

TODAY = date(2026, 11, 22)
AMOUNTS = st.dictionaries(st.integers(1, 12), st.integers(-1_000, 10**9))


def billed(*amounts: tuple[int, int, date]) -> Situation:
    """(client, cents, issued)"""
    return Situation(
        clients=tuple(Client(id=n, name=name) for n, name in enumerate(("Atlas", "Duval", "Lune", "Perret"), 1)),
        invoices=tuple(
            Invoice(id=n, client_id=client, amount=amount, vat=99, issued=day, due=day)
            for n, (client, amount, day) in enumerate(amounts)
        ),
    )


def test_the_first_worked_example() -> None:
    found = invoiced(FIRST, FIRST_TODAY)
    assert [(name, str(decimals(part, 1))) for name, part in found.shares] == [("Atlas", "94.1"), ("Perret", "5.9")]
    assert found.hhi is not None
    assert found.effective_clients is not None
    assert (str(decimals(found.hhi, 0)), str(decimals(found.effective_clients, 2))) == ("8893", "1.12")
    assert (found.largest, found.three_largest) == (Fraction(1600, 17), 100)


def test_the_twelve_months_begin_the_day_after_the_same_day_last_year() -> None:
    situation = billed(
        (1, 100, date(2025, 11, 22)), (2, 100, date(2025, 11, 23)), (3, 100, TODAY), (4, 100, date(2026, 11, 23))
    )
    assert invoiced(situation, TODAY).amounts == (("Duval", 100), ("Lune", 100))


def test_cancelled_invoices_are_out_and_credit_notes_subtracted() -> None:
    situation = billed((1, 500, TODAY), (1, -200, TODAY), (2, 100, TODAY), (2, -100, TODAY), (3, 50, TODAY))
    situation = replace(situation, invoices=(*situation.invoices, replace(situation.invoices[0], cancelled=True)))
    assert invoiced(situation, TODAY).amounts == (("Atlas", 300), ("Lune", 50))


def test_without_revenue_there_is_no_share() -> None:
    found = invoiced(billed((1, -5, TODAY)), TODAY)
    assert (found.amounts, found.largest, found.three_largest, found.hhi, found.effective_clients) == (
        (), None, None, None, None,
    )  # fmt: skip


def test_four_equal_clients_already_make_2500() -> None:
    found = concentration(dict.fromkeys(range(1, 5), 7), {1: "Perret", 2: "Atlas", 3: "Lune", 4: "Duval"})
    assert found.client_ids == (2, 4, 3, 1)
    assert (found.hhi, found.effective_clients, found.three_largest) == (2500, 4, 75)
    assert [name for name, _ in found.amounts] == ["Atlas", "Duval", "Lune", "Perret"]  # ties by name


@given(AMOUNTS)
def test_shares_sum_to_the_whole_and_the_index_keeps_its_bounds(amounts: dict[int, int]) -> None:
    found = concentration(amounts, {client_id: f"Client {client_id}" for client_id in amounts})
    kept = [amount for amount in amounts.values() if amount > 0]
    assert found.total == sum(kept)
    if not kept:
        assert found.hhi is None
        return
    assert sum(part for _, part in found.shares) == 100
    assert found.hhi is not None
    assert found.effective_clients is not None
    assert Fraction(10_000, len(kept)) <= found.hhi <= 10_000
    assert 1 <= found.effective_clients <= len(kept)
    assert found.largest is not None
    assert found.three_largest is not None
    assert Fraction(100, len(kept)) <= found.largest <= found.three_largest <= 100


def test_the_next_twelve_months_are_read_from_the_contracts() -> None:
    # Atlas: 2,400 for November to October, twelve ends of month; Perret: 600 for November to March.
    assert to_come(FIRST, FIRST_TODAY).amounts == (("Atlas", 2_880_000), ("Perret", 300_000))
    # Nord: ten days, then 17 a month from January to April, and 14 of the 31 days of May; two milestones of Ville.
    nord = 480_000 + 4 * 816_000 + 368_516
    assert to_come(SECOND, SECOND_TODAY).amounts == (("Nord", nord), ("Ville", 700_000))


def test_days_worked_are_those_the_invoices_bill() -> None:
    situation = billed((1, 100, TODAY), (1, 100, TODAY), (2, 100, TODAY))
    invoices = (replace(situation.invoices[0], days=1_750), *situation.invoices[1:])
    assert worked(replace(situation, invoices=invoices), TODAY).amounts == (("Atlas", 1_750),)


@pytest.mark.parametrize(("ends", "amount"), [(None, 1_200), (date(2026, 11, 10), 33)])
def test_a_month_not_yet_invoiced_is_still_to_come(ends: date | None, amount: int) -> None:
    mission = Mission(id=1, client_id=1, name="Retainer", amount=100, starts=date(2026, 1, 1), ends=ends)
    assert to_come(replace(billed(), missions=(mission,)), TODAY).amounts == (("Atlas", amount),)
