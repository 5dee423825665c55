"""Properties of every projection, for generated journals."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rebond.domain.calendar import add_months, month_end
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.money.lines import Receipt
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.receipts import PaymentDates, client_receipts
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, Departure, Scenario
from rebond.domain.money.situation import Situation
from tests.domain.strategies import cases, opportunities

Case = tuple[Situation, Scenario, date]
MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@MANY
@given(cases(), st.integers(0, 10_000_000))
def test_more_savings_never_shorten_the_runway(case: Case, more: int) -> None:
    situation, scenario, today = case
    poor = project(situation, scenario, today)
    piggy_bank = replace(
        situation,
        accounts=(*situation.accounts, Account(id=99, name="Piggy bank")),
        balances=(*situation.balances, Balance(id=99, account_id=99, date=poor.since, amount=more)),
    )
    rich = project(piggy_bank, scenario, today)
    assert rich.balances == tuple(balance + more for balance in poor.balances)
    assert rich.zero_date is None or (poor.zero_date is not None and rich.zero_date >= poor.zero_date)


@MANY
@given(cases())
def test_the_lines_of_every_day_add_up_to_its_balance(case: Case) -> None:
    situation, scenario, today = case
    projection = project(situation, scenario, today)
    assert sum(line.amount for line in projection.opening_lines) == projection.opening
    by_day: dict[date, int] = defaultdict(int)
    for line in projection.opening_lines + projection.lines:
        by_day[line.date] += line.amount
    days = [today + timedelta(days=n) for n in range(len(projection.balances))]
    assert days[-1] == add_months(today, situation.settings.horizon_months)
    assert tuple(accumulate(by_day[day] for day in days)) == projection.balances
    assert set(by_day) <= set(days)
    middle = days[len(days) // 2]
    assert sum(line.amount for line in projection.lines_until(middle)) == projection.balance_on(middle)
    for line in projection.lines:
        assert line.happened is None or projection.since < line.happened < line.date == today
        assert not line.parts or -sum(amount for _, amount in line.parts) == line.amount


@MANY
@given(cases())
def test_the_zero_date_is_the_first_day_below_zero(case: Case) -> None:
    situation, scenario, today = case
    projection = project(situation, scenario, today)
    if projection.zero_date is None:
        assert min(projection.balances) >= 0
        assert projection.months_left is None
    else:
        assert projection.balance_on(projection.zero_date) < 0
        assert min(projection.balances[: (projection.zero_date - today).days], default=0) >= 0
        assert projection.months_left is not None
        assert 0 <= projection.months_left <= situation.settings.horizon_months


def of_client(situation: Situation, scenario: Scenario, today: date, client_id: int) -> list[Receipt]:
    """The client's receipts, before charges."""
    horizon = add_months(today, situation.settings.horizon_months)
    dates = PaymentDates(situation, scenario, today)
    return list(client_receipts(situation, scenario, dates, client_id, horizon))


@MANY
@given(cases(), st.data())
def test_a_client_that_leaves_has_brought_in_no_more_than_if_it_had_stayed(case: Case, data: st.DataObject) -> None:
    situation, _, today = case
    assume(situation.clients)
    client = data.draw(st.sampled_from(situation.clients))
    departure = Departure(
        client.id,
        today + timedelta(days=data.draw(st.integers(-60, 500))),
        notice_honoured=data.draw(st.booleans()),
        pays=data.draw(st.booleans()),
    )
    # A client that pays nothing more takes no money back either: then less is missing than was owed.
    assume(departure.pays or not any(i.is_credit_note and not i.settled for i in situation.invoices))
    leaves = of_client(situation, Scenario(leaving=(departure,)), today, client.id)
    stays = of_client(situation, AS_THINGS_STAND, today, client.id)

    billed = {(r.source, r.month) for r in leaves}
    assert billed <= {(r.source, r.month) for r in stays}
    # A last partial month is issued, and so paid, before the month that would have been worked whole.
    days = [r.date for r in leaves] + [r.date for r in stays if (r.source, r.month) in billed]
    settled = max(days, default=today)
    for months in range(situation.settings.horizon_months + 36):
        day = month_end(add_months(settled, months))
        assert brought_in(leaves, day) <= brought_in(stays, day)


def brought_in(came: list[Receipt], day: date) -> int:
    return sum(receipt.net + receipt.vat for receipt in came if receipt.date <= day)


@MANY
@given(cases())
def test_the_order_of_the_rows_changes_nothing(case: Case) -> None:
    situation, scenario, today = case
    turned = replace(
        situation,
        charge_rates=situation.charge_rates[::-1],
        closure_windows=situation.closure_windows[::-1],
        clients=situation.clients[::-1],
        missions=situation.missions[::-1],
        planned_days=situation.planned_days[::-1],
        milestones=situation.milestones[::-1],
        invoices=situation.invoices[::-1],
        payments=situation.payments[::-1],
        accounts=situation.accounts[::-1],
        balances=situation.balances[::-1],
        expenses=situation.expenses[::-1],
    )
    assert project(turned, scenario, today).balances == project(situation, scenario, today).balances


@MANY
@given(cases())
def test_a_longer_horizon_begins_with_the_shorter_one(case: Case) -> None:
    situation, scenario, today = case
    near = project(situation, scenario, today).balances
    longer = replace(situation.settings, horizon_months=situation.settings.horizon_months + 7)
    assert project(replace(situation, settings=longer), scenario, today).balances[: len(near)] == near


@MANY
@given(cases(), st.data())
def test_the_layers_add_up_to_the_balance_with_opportunities(case: Case, data: st.DataObject) -> None:
    situation, _, today = case
    hoped_for = data.draw(st.lists(opportunities(today), max_size=2))
    situation = replace(situation, contacts=tuple(replace(contact, id=n) for n, contact in enumerate(hoped_for, 1)))
    names, layers = zip(*Outlook(situation, today).layers, strict=True)
    assert names == ("owed", "committed", "continuing", "hoped")
    sums = [tuple(sum(day) for day in zip(*layers[:count], strict=True)) for count in (3, 4)]
    assert sums[0] == project(situation, AS_THINGS_STAND, today).balances
    assert sums[1] == project(situation, Scenario(opportunities=True), today).balances


@MANY
@given(cases(), st.integers(0, 12))
def test_the_reserve_needed_is_the_smallest_that_reaches_the_goal(case: Case, goal: int) -> None:
    situation, _, today = case
    goal = min(goal, situation.settings.horizon_months)
    situation = replace(situation, settings=replace(situation.settings, goal_months=goal))
    outlook = Outlook(situation, today)
    if outlook.largest_leaves is None:
        assert outlook.reserve_needed is None
        return
    reserve = outlook.reserve_needed
    assert reserve is not None
    since = outlook.largest_leaves.projection.since

    def reaches(extra: int) -> bool:
        richer = replace(
            situation,
            accounts=(*situation.accounts, Account(id=99, name="Reserve")),
            balances=(*situation.balances, Balance(id=99, account_id=99, date=since, amount=extra)),
        )
        left = project(richer, outlook.largest_leaves.scenario, today).months_left  # type: ignore[union-attr]
        return left is None or left >= goal

    assert reaches(reserve)
    assert reserve == 0 or not reaches(reserve - 1)
