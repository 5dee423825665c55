from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.calendar import add_months, month_end
from rebond.domain.missions.kinds import Billing, Mission, PlannedDays
from rebond.domain.money.billing import month_amount, month_share
from rebond.domain.money.situation import Situation

MONTHS = st.builds(add_months, st.just(date(2024, 1, 1)), st.integers(0, 60))


def retainer(amount: int, first: date, last: date | None = None) -> Mission:
    return Mission(id=1, client_id=1, name="Retainer", amount=amount, starts=first, ends=last)


def amount_of(mission: Mission, month: date) -> int:
    return month_amount(Situation(), mission, month, mission.ends)[0]


def pieces(month: date, cuts: set[int]) -> list[tuple[date, date]]:
    """The month cut after these days."""
    length = month_end(month).day
    ends = sorted({cut for cut in cuts if cut < length} | {length})
    starts = [1, *(end + 1 for end in ends[:-1])]
    return [(month.replace(day=first), month.replace(day=last)) for first, last in zip(starts, ends, strict=True)]


@given(MONTHS, st.sets(st.integers(1, 30)))
def test_every_split_of_a_month_sums_to_the_whole(month: date, cuts: set[int]) -> None:
    shares = [month_share(month, first, last) for first, last in pieces(month, cuts)]
    assert sum(Fraction(*share) for share in shares) == 1


@given(MONTHS, st.integers(1, 30), st.integers(0, 10**7))
def test_a_month_handed_from_one_contract_to_the_next_is_billed_once(month: date, cut: int, amount: int) -> None:
    parts = [amount_of(retainer(amount, first, last), month) for first, last in pieces(month, {cut})]
    # Two halves of a cent may both go to their even neighbour: the one case in which rounding shows.
    halves = any(amount * n * 2 % month_end(month).day == 0 for n in [min(cut, month_end(month).day)])
    assert abs(sum(parts) - amount) <= (1 if halves else 0)


@given(MONTHS, st.sets(st.integers(1, 30)), st.integers(0, 10**7))
def test_no_split_is_further_off_than_half_a_cent_a_part(month: date, cuts: set[int], amount: int) -> None:
    spans = pieces(month, cuts)
    parts = [amount_of(retainer(amount, first, last), month) for first, last in spans]
    assert 2 * abs(sum(parts) - amount) <= len(spans)


@given(MONTHS, st.integers(1, 10**7))
def test_a_whole_month_is_its_whole_amount(month: date, amount: int) -> None:
    assert amount_of(retainer(amount, month), month) == amount
    assert amount_of(retainer(amount, month, month_end(month)), month) == amount


def test_a_month_outside_the_mission_is_nothing() -> None:
    mission = retainer(100, date(2026, 12, 10), date(2027, 1, 10))
    assert amount_of(mission, date(2026, 11, 1)) == 0
    assert amount_of(mission, date(2027, 2, 1)) == 0


def test_february_of_a_leap_year_has_29_parts() -> None:
    assert month_share(date(2028, 2, 1), date(2028, 2, 29), None) == (1, 29)


def test_days_planned_for_one_month_are_cut_with_it() -> None:
    mission = Mission(
        id=1, client_id=1, name="Platform", billing=Billing.DAILY, amount=48_000, days_per_month=1_700,
        starts=date(2026, 1, 1), ends=date(2026, 12, 15),
    )  # fmt: skip
    planned = Situation(planned_days=(PlannedDays(mission_id=1, month=date(2026, 12, 1), days=1_000),))
    assert month_amount(planned, mission, date(2026, 11, 1), mission.ends) == (816_000, 1_700)
    assert month_amount(planned, mission, date(2026, 12, 1), mission.ends) == (232_258, 484)  # 15 of 31 days of ten
