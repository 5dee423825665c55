"""Notice: when it ends a mission, the last day to send it, and the terms of a mission that renews itself."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.calendar import add_months, month_end
from rebond.domain.missions.kinds import Contract, Mission, NoticeUnit, Terms
from rebond.domain.missions.notice import (
    NoticeGiven,
    TermEnd,
    foreseen_end,
    last_day,
    last_day_to_tell,
    notice_deadlines,
    notice_ends,
    notice_given,
    prudent_day_to_tell,
    terms,
)


def mission(notice: int = 0, unit: NoticeUnit = NoticeUnit.MONTHS, *, to_month_end: bool = False) -> Mission:
    return Mission(
        client_id=1, name="Social media", starts=date(2026, 7, 1), notice=notice, notice_unit=unit,
        notice_to_month_end=to_month_end,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("contract", "told", "last"),
    [
        (mission(), date(2026, 11, 22), date(2026, 11, 22)),
        (mission(1), date(2026, 11, 22), date(2026, 12, 22)),
        (mission(1), date(2027, 1, 31), date(2027, 2, 28)),
        (mission(1, to_month_end=True), date(2027, 2, 10), date(2027, 3, 31)),
        (mission(1, to_month_end=True), date(2027, 1, 31), date(2027, 2, 28)),
        (mission(15, NoticeUnit.DAYS), date(2026, 11, 22), date(2026, 12, 7)),
        (mission(15, NoticeUnit.DAYS, to_month_end=True), date(2026, 11, 22), date(2026, 12, 31)),
        (mission(8, NoticeUnit.DAYS, to_month_end=True), date(2026, 11, 22), date(2026, 11, 30)),
        (mission(0, to_month_end=True), date(2026, 11, 22), date(2026, 11, 30)),
    ],
)
def test_notice_runs_from_the_day_it_is_told(contract: Mission, told: date, last: date) -> None:
    assert notice_ends(contract, told) == last


def test_a_mission_starts_on_the_day_it_is_told_but_not_after() -> None:
    contract = mission(1)
    assert last_day(contract, date(2026, 6, 30), notice_honoured=True) is None
    assert last_day(contract, date(2026, 7, 1), notice_honoured=False) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("terms", "days", "due"),
    [
        (Terms.NET, 0, date(2027, 1, 15)),
        (Terms.NET, 45, date(2027, 3, 1)),
        (Terms.DAYS_THEN_MONTH_END, 45, date(2027, 3, 31)),
        (Terms.MONTH_END_THEN_DAYS, 45, date(2027, 3, 17)),
        (Terms.DAYS_THEN_MONTH_END, 16, date(2027, 1, 31)),
        (Terms.MONTH_END_THEN_DAYS, 0, date(2027, 1, 31)),
    ],
)
def test_45_days_end_of_month_has_both_its_readings(terms: Terms, days: int, due: date) -> None:
    assert terms.due_date(date(2027, 1, 15), days) == due


def renewing(ends: date, months: int = 12, **more: object) -> Mission:
    return replace(
        mission(), contract=Contract.FIXED_TERM, starts=date(2020, 1, 1), ends=ends, renewal_months=months, **more
    )  # type: ignore[arg-type]


def ends_of(contract: Mission, day: date, number: int) -> list[date]:
    return [term.ends for term in islice(terms(contract, day), number)]


def test_two_weeks_to_the_end_of_a_month() -> None:
    contract = mission(14, NoticeUnit.DAYS, to_month_end=True)
    assert notice_ends(contract, date(2015, 4, 3)) == date(2015, 4, 30)


@pytest.mark.parametrize(
    ("contract", "term", "last", "prudent"),
    [
        (mission(1), date(2027, 2, 28), date(2027, 1, 31), date(2027, 1, 28)),
        (mission(60, NoticeUnit.DAYS), date(2026, 12, 31), date(2026, 11, 1), date(2026, 11, 1)),
        (mission(2), date(2026, 12, 31), date(2026, 10, 31), date(2026, 10, 31)),
        (mission(1), date(2026, 4, 30), date(2026, 3, 31), date(2026, 3, 30)),
        (mission(1), date(2026, 5, 15), date(2026, 4, 15), date(2026, 4, 15)),
        (mission(1), date(2026, 3, 30), date(2026, 2, 28), date(2026, 2, 28)),
        (mission(1, to_month_end=True), date(2026, 12, 15), date(2026, 10, 31), date(2026, 10, 31)),
        (mission(14, NoticeUnit.DAYS, to_month_end=True), date(2015, 4, 30), date(2015, 4, 16), date(2015, 4, 16)),
    ],
)
def test_the_last_day_to_tell_is_the_latest_that_ends_by_the_term(
    contract: Mission, term: date, last: date, prudent: date
) -> None:
    assert last_day_to_tell(contract, term) == last
    assert prudent_day_to_tell(contract, term) == prudent


CLAUSES = st.builds(
    mission,
    st.integers(0, 6) | st.integers(0, 100),
    st.sampled_from(NoticeUnit),
    to_month_end=st.booleans(),
).map(lambda one: replace(one, notice=min(one.notice, 14)) if one.notice_unit is NoticeUnit.MONTHS else one)
DAYS = st.dates(date(2023, 12, 1), date(2029, 3, 31)).flatmap(
    lambda day: st.sampled_from([day, month_end(day), day.replace(day=1)])
)


@given(CLAUSES, DAYS)
def test_the_last_day_to_tell_is_that_of_the_definition(contract: Mission, term: date) -> None:
    in_time = [
        day for back in range(-40, 500) if notice_ends(contract, day := term - timedelta(days=back)) <= term
    ]  # fmt: skip
    assert last_day_to_tell(contract, term) == max(in_time)
    assert notice_ends(contract, prudent_day_to_tell(contract, term)) <= term


@given(DAYS, DAYS, st.integers(1, 24))
def test_a_series_of_terms_is_counted_from_the_first(first: date, day: date, months: int) -> None:
    expected = [ends for number in range(200) if (ends := add_months(first, number * months)) >= day][:3]
    assert ends_of(renewing(first, months), day, 3) == expected
    for term in islice(terms(renewing(first, months), day), 3):
        other = month_end(term.ends) if first == month_end(first) else term.ends
        assert (term.other or term.ends) == other


def test_a_term_that_renews_tacitly_runs_on_from_year_to_year() -> None:
    contract = renewing(date(2025, 6, 28))
    assert next(terms(contract, date(2025, 9, 1))) == TermEnd(date(2026, 6, 28))
    assert ends_of(contract, date(2025, 6, 28), 1) == [date(2025, 6, 28)]


def test_terms_keep_their_day_and_the_end_of_the_month_is_the_other_reading() -> None:
    assert [*islice(terms(renewing(date(2025, 2, 28)), date(2026, 1, 1)), 3)] == [
        TermEnd(date(2026, 2, 28)), TermEnd(date(2027, 2, 28)), TermEnd(date(2028, 2, 28), date(2028, 2, 29)),
    ]  # fmt: skip
    assert ends_of(renewing(date(2026, 1, 31), 1), date(2026, 2, 1), 3) == [
        date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30),
    ]  # fmt: skip
    quarterly = renewing(date(2026, 4, 30), 3)
    assert next(terms(quarterly, date(2026, 5, 1))) == TermEnd(date(2026, 7, 30), date(2026, 7, 31))


def test_one_that_does_not_renew_itself_has_one_term() -> None:
    contract = renewing(date(2026, 12, 31), 0)
    assert ends_of(contract, date(2026, 12, 31), 5) == [date(2026, 12, 31)]
    assert ends_of(contract, date(2027, 1, 1), 5) == []
    assert ends_of(mission(1), date(2027, 1, 1), 5) == []


def test_a_missed_last_day_stands_beside_the_next_terms() -> None:
    contract = renewing(date(2026, 12, 31), notice=60, notice_unit=NoticeUnit.DAYS)
    (only,) = notice_deadlines(contract, date(2026, 11, 1))
    assert (only.last, only.term.ends) == (date(2026, 11, 1), date(2026, 12, 31))
    missed, following = notice_deadlines(contract, date(2026, 11, 2))
    assert missed == only
    assert (following.last, following.term.ends) == (date(2027, 11, 1), date(2027, 12, 31))


def test_the_other_reading_has_its_own_last_day() -> None:
    (deadline,) = notice_deadlines(renewing(date(2025, 2, 28), notice=1), date(2027, 3, 1))
    assert deadline.term == TermEnd(date(2028, 2, 28), date(2028, 2, 29))
    assert (deadline.last, deadline.other_last) == (date(2028, 1, 28), date(2028, 1, 31))


def test_nothing_is_left_to_send_without_a_clause_or_once_the_only_term_is_certain() -> None:
    assert notice_deadlines(renewing(date(2026, 12, 31)), date(2026, 11, 22)) == ()
    fixed = renewing(date(2026, 12, 31), 0, notice=1)
    assert [one.last for one in notice_deadlines(fixed, date(2026, 11, 22))] == [date(2026, 11, 30)]
    assert notice_deadlines(fixed, date(2026, 12, 1)) == ()


@given(CLAUSES, DAYS, DAYS, st.integers(1, 24))
def test_a_deadline_not_missed_is_the_last_and_those_before_it_are_missed(
    clause: Mission, first: date, today: date, months: int
) -> None:
    contract = replace(clause, contract=Contract.FIXED_TERM, starts=date(2020, 1, 1), ends=first, renewal_months=months)
    found = notice_deadlines(contract, today)
    assert all(one.last < today for one in found[:-1])
    assert all(one.last >= today and one.term.ends >= today for one in found[-1:])


def test_notice_is_counted_from_its_receipt_and_else_said_to_be_uncertain() -> None:
    sent = replace(mission(1), notice_sent=date(2026, 11, 2))
    presented = replace(sent, notice_presented=date(2026, 11, 4))
    received = replace(presented, notice_received=date(2026, 11, 9))
    assert notice_given(mission(1)) is None
    assert notice_given(sent) == NoticeGiven(date(2026, 11, 2), certain=False)
    assert notice_given(presented) == NoticeGiven(date(2026, 11, 4), certain=True)
    assert notice_given(received) == NoticeGiven(date(2026, 11, 9), certain=True)
    assert foreseen_end(sent) == date(2026, 12, 2)
    assert foreseen_end(received) == date(2026, 12, 9)


def test_the_end_foreseen_is_the_real_one_that_by_notice_or_the_planned_one() -> None:
    fixed = renewing(date(2026, 12, 31), 0, notice=3)
    assert foreseen_end(mission(1)) is None
    assert foreseen_end(fixed) == date(2026, 12, 31)
    assert foreseen_end(replace(fixed, notice_received=date(2026, 11, 2))) == date(2026, 12, 31)
    assert foreseen_end(replace(fixed, notice_received=date(2026, 7, 2))) == date(2026, 10, 2)
    assert foreseen_end(replace(fixed, ended=date(2026, 8, 1))) == date(2026, 8, 1)
    tacit = replace(fixed, renewal_months=12)
    assert foreseen_end(tacit) is None
    assert foreseen_end(replace(tacit, notice_received=date(2026, 9, 30))) == date(2026, 12, 31)
    assert foreseen_end(replace(tacit, notice_received=date(2026, 10, 2))) == date(2027, 12, 31)
