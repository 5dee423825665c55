"""A day that a client promised: it replaces the expected day while it is still to come (runway.md, 3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.money.lines import LineKind
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, Departure, Scenario
from rebond.domain.money.situation import Situation
from tests.domain.small import ATLAS, moves, owed, savings

TODAY = date(2026, 11, 22)
OCTOBER = Invoice(id=1, client_id=ATLAS, amount=100_000, issued=date(2026, 9, 30), due=date(2026, 10, 30))
PROMISE = InvoiceState(
    id=1, invoice_id=1, type=StateKind.PROMISED, starts=date(2026, 11, 10), until=date(2026, 12, 24)
)  # fmt: skip
#: The invoice is late: without a promise it is expected 15 days from today.
WITH_GRACE = date(2026, 12, 7)


def promised(*states: InvoiceState, paid: tuple[Payment, ...] = ()) -> Situation:
    return replace(owed(savings(0, TODAY), OCTOBER, paid=paid), invoice_states=states)


def days(situation: Situation, scenario: Scenario = AS_THINGS_STAND, today: date = TODAY) -> list[date]:
    return [day for day, _amount in moves(project(situation, scenario, today))]


def test_it_replaces_the_expected_day_and_the_season_does_not_move_it() -> None:
    situation = replace(promised(PROMISE), closure_windows=(ClosureWindow(first="12-20", last="01-04"),))
    projection = project(situation, AS_THINGS_STAND, TODAY)
    assert [(line.date, line.kind, line.amount) for line in projection.lines] == [
        (date(2026, 12, 24), LineKind.PROMISED, 100_000)
    ]


@pytest.mark.parametrize("late", [0, 1, 30])
def test_once_it_has_come_unpaid_the_rules_hold_again(late: int) -> None:
    today = date(2026, 12, 24) + timedelta(days=late)
    situation = replace(promised(PROMISE), balances=())
    (line,) = project(situation, AS_THINGS_STAND, today).lines
    assert (line.date, line.kind) == (today + timedelta(days=15), LineKind.EXPECTED)


def test_a_promise_taken_back_not_yet_given_or_of_another_kind_changes_nothing() -> None:
    for state in (
        replace(PROMISE, ended=date(2026, 11, 20)), replace(PROMISE, starts=date(2026, 11, 23)),
        replace(PROMISE, type=StateKind.PAUSED), replace(PROMISE, invoice_id=2),
    ):  # fmt: skip
        assert days(promised(state)) == [WITH_GRACE]


def test_the_latest_promise_counts() -> None:
    later_one = replace(PROMISE, id=2, starts=date(2026, 11, 20), until=date(2026, 12, 1))
    assert days(promised(later_one, PROMISE)) == [date(2026, 12, 1)]


def test_only_what_is_left_is_expected_that_day() -> None:
    part = Payment(id=1, invoice_id=1, date=date(2026, 11, 20), amount=40_000)
    assert moves(project(promised(PROMISE, paid=(part,)), AS_THINGS_STAND, date(2026, 11, 22))) == [
        (date(2026, 12, 24), 60_000)
    ]


def test_a_client_that_pays_nothing_more_breaks_its_promise() -> None:
    gone = Scenario(leaving=(Departure(ATLAS, date(2026, 12, 24), pays=False),))
    assert days(promised(PROMISE), gone) == []
    later_on = Scenario(leaving=(Departure(ATLAS, date(2026, 12, 25), pays=False),))
    assert days(promised(PROMISE), later_on) == [date(2026, 12, 24)]


def test_payments_later_than_usual_are_so_for_promises_too() -> None:
    assert days(promised(PROMISE), Scenario(late_by=10)) == [date(2027, 1, 3)]
