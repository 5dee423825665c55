"""The cost of extras: what counts, the sums of entries, and the rate a day really comes to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.agreements.amendments import AgreedVersion, price
from rebond.domain.agreements.extras import Cost, DayRate, Sum, cost, cost_by, day_rate, entry, last_months
from rebond.domain.agreements.kinds import AgreedTask, Agreement
from rebond.domain.missions.kinds import Billing, Event, EventKind, Invoice, Mission, RequestAnswer
from rebond.domain.missions.requests import consistent

#: A Sunday.
TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)
MISSION = Mission(id=1, client_id=1, name="Social media", starts=date(2026, 1, 1), amount=2400_00)
DAILY = replace(MISSION, billing=Billing.DAILY, amount=480_00)
AGREED = [
    AgreedVersion(
        Agreement(id=1, mission_id=1, starts=date(2026, 1, 1), hourly_rate=60_00),
        (AgreedTask(agreement_id=1, name="Posts", minutes=2400),),
    )
]
EXTRA = Event(id=1, mission_id=1, date=MONDAY, text="A logo", minutes=60, in_scope=False)


def events() -> st.SearchStrategy[list[Event]]:
    made = st.builds(
        Event,
        id=st.integers(1, 99),
        mission_id=st.just(1),
        type=st.sampled_from([EventKind.NOTE, EventKind.OUTSIDE_HOURS]),
        date=st.dates(date(2025, 6, 1), TODAY),
        text=st.just("x"),
        minutes=st.none() | st.integers(0, 5_000),
        in_scope=st.sampled_from([None, True, False]),
        answer=st.none() | st.sampled_from(list(RequestAnswer)),
    ).map(lambda event: consistent(event, TODAY))
    return st.lists(made, max_size=8)


@given(events(), st.none() | st.integers(0, 20_000))
def test_the_cost_is_the_sum_of_its_entries_and_of_any_groups(found: list[Event], rate: int | None) -> None:
    agreed = [AgreedVersion(replace(AGREED[0].agreement, hourly_rate=rate, starts=date(2025, 1, 1)))]
    entries = [entry(event, MISSION, agreed) for event in found]
    whole = cost(entries)
    extra = [event for event in found if event.in_scope is False]
    assert whole.extra.minutes == sum(event.minutes or 0 for event in extra)
    assert whole.extra.cents == sum(price(event.minutes, rate or 0) for event in extra)
    assert whole.extra.unpriced == (whole.extra.minutes if rate is None else 0)
    groups = cost_by(entries, lambda one: one.date).values()
    for name in Cost._fields:
        parts = [getattr(group, name) for group in groups]
        added = tuple(sum(column) for column in zip(*parts, strict=True)) if parts else Sum()
        assert getattr(whole, name) == added


@pytest.mark.parametrize(
    ("answer", "given_away", "to_price"),
    [
        (None, 60, 0), (RequestAnswer.UNCLEAR, 60, 0), (RequestAnswer.GIVEN, 60, 0), (RequestAnswer.REFUSED, 0, 0),
        (RequestAnswer.TO_PRICE, 0, 60),
        (RequestAnswer.ACCEPTED, 0, 0),
    ],
)  # fmt: skip
def test_extra_work_is_given_away_unless_it_is_paid_to_be_priced_or_refused(
    answer: RequestAnswer | None, given_away: int, to_price: int
) -> None:
    found = cost([entry(replace(EXTRA, answer=answer), MISSION, AGREED)])
    assert (found.extra.minutes, found.given.minutes, found.to_price.minutes) == (60, given_away, to_price)
    assert found.extra.cents == 60_00


def test_an_extra_request_is_extra_work_unless_the_scope_says_otherwise() -> None:
    asked = replace(EXTRA, type=EventKind.EXTRA_REQUEST, in_scope=None)
    assert cost([entry(asked, MISSION, AGREED)]).extra.minutes == 60
    assert cost([entry(replace(asked, in_scope=True), MISSION, AGREED)]).extra.minutes == 0
    unclear = replace(asked, answer=RequestAnswer.UNCLEAR)
    assert cost([entry(unclear, MISSION, AGREED)]).extra.minutes == 0, "nothing is decided yet"
    assert cost([entry(replace(asked, type=EventKind.NOTE), MISSION, AGREED)]).extra.minutes == 0


def test_the_week_end_and_work_outside_hours_is_counted_whatever_its_scope() -> None:
    for event in (
        replace(EXTRA, date=TODAY, in_scope=True),
        replace(EXTRA, in_scope=None, type=EventKind.OUTSIDE_HOURS),
    ):
        found = cost([entry(event, MISSION, AGREED)])
        assert (found.at_rest.minutes, found.extra.minutes) == (60, 0)
        assert found.found
    assert not cost([entry(replace(EXTRA, in_scope=True), MISSION, AGREED)]).found


def test_the_months_are_all_there_also_without_any_entry() -> None:
    months = last_months([entry(EXTRA, MISSION, AGREED)], TODAY)
    assert [month for month, _found in months][:: len(months) - 1] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert [found.extra.minutes for _month, found in months] == [0] * 11 + [60]


def billed(**values: object) -> Invoice:
    return Invoice(client_id=1, mission_id=1, issued=TODAY, due=TODAY, **values)  # type: ignore[arg-type]


def test_a_day_billed_by_the_day_comes_to_less_with_the_hours_given_away() -> None:
    invoices = [billed(amount=4800_00, days=10_00), billed(amount=99, cancelled=True)]
    assert day_rate(DAILY, invoices, [], 0, TODAY) == DayRate(480_00, 480_00)
    assert day_rate(DAILY, invoices, [], 16 * 60, TODAY) == DayRate(480_00, 400_00)
    assert day_rate(DAILY, [], [], 60, TODAY) is None


def test_a_month_is_as_long_as_agreed() -> None:
    month = date(2026, 10, 1)
    assert day_rate(MISSION, [billed(amount=2400_00, month=month)], AGREED, 8 * 60, TODAY) == DayRate(480_00, 400_00)
    assert day_rate(MISSION, [billed(amount=2400_00, month=month)], [], 8 * 60, TODAY) is None
