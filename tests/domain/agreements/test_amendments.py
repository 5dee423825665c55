"""Amendments: their lines, prices, clauses and numbers."""

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.agreements.amendments import (
    AgreedVersion,
    agreed_rate,
    clause_on,
    days_unanswered,
    in_force,
    lines,
    names,
    next_number,
    outside_hours,
    price,
    to_invoice,
    to_price,
    total,
)
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment, Reply
from rebond.domain.missions.kinds import Billing, Event, EventKind, Invoice, Mission, RequestAnswer

TODAY = date(2026, 11, 22)
MISSION = Mission(id=1, client_id=1, name="Social media", starts=date(2026, 1, 1), amount=2400_00)
QUOTE = Agreement(
    id=1, mission_id=1, starts=date(2026, 1, 1), hourly_rate=80_00, weekdays="1 2 3 4 5", day_starts=time(9),
    day_ends=time(18), revisions=2, urgent_terms="Urgent work is €80 an hour.",
)  # fmt: skip
POSTS = AgreedVersion(QUOTE, (AgreedTask(agreement_id=1, name="12 posts a month", minutes=2400),))
LATER = AgreedVersion(replace(QUOTE, id=2, starts=date(2026, 6, 1), hourly_rate=None))
ASKED = Event(
    id=5, mission_id=1, type=EventKind.EXTRA_REQUEST, date=date(2026, 3, 2), text="A film", request="Could we?",
    minutes=90, answer=RequestAnswer.TO_PRICE, in_scope=False, amendment_id=7,
)  # fmt: skip
A1 = Amendment(id=7, mission_id=1, number="A1", made=TODAY, hourly_rate=80_00)


@given(
    st.lists(st.tuples(st.integers(0, 10_000) | st.none(), st.booleans(), st.booleans())), st.integers(0, 100_000),
    st.none() | st.integers(0, 200),
)  # fmt: skip
def test_the_total_is_the_sum_of_its_entries_to_the_cent(
    requests: list[tuple[int | None, bool, bool]], hourly_rate: int, percent: int | None
) -> None:
    events = [
        replace(ASKED, id=place, minutes=minutes, amendment_id=7 if own else 8, time=time(20) if late else None)
        for place, (minutes, own, late) in enumerate(requests, 1)
    ]
    found = lines(
        replace(A1, hourly_rate=hourly_rate), events, [replace(POSTS, agreement=replace(QUOTE, urgent_percent=percent))]
    )
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    assert {line.event.id for line in found} == {event.id for event in events if event.amendment_id == 7}
    exact = [
        Fraction((event.minutes or 0) * hourly_rate * (100 + (percent or 0) * bool(event.time)), 6000)
        for event in events
        if event.amendment_id == 7
    ]
    assert total(found) == sum(round(one) for one in exact)


def test_half_a_cent_goes_to_the_even_one() -> None:
    assert (price(30, 1), price(30, 3), price(None, 80_00), price(90, 80_00)) == (0, 2, 0, 120_00)


def test_a_line_has_the_words_of_the_client_and_the_clause_of_that_day() -> None:
    (line,) = lines(A1, [ASKED], [LATER, POSTS])
    assert (line.words, line.minutes, line.price) == ("Could we?", 90, 120_00)
    assert line.clause
    assert (line.clause.agreement, line.clause.tasks, line.clause.urgent) == (QUOTE, POSTS.tasks, "")
    (unsaid,) = lines(A1, [replace(ASKED, request=" ", minutes=None)], [])
    assert (unsaid.words, unsaid.clause, unsaid.price) == ("A film", None, 0)


def test_terms_are_quoted_where_a_request_goes_beyond_them() -> None:
    late = replace(ASKED, time=time(18, 5))
    assert (clause := clause_on([POSTS], late))
    assert clause.urgent == "Urgent work is €80 an hour."
    assert (clause := clause_on([POSTS], replace(ASKED, type=EventKind.ENDLESS_CHANGES)))
    assert clause.urgent == ""


@pytest.mark.parametrize(
    ("changes", "outside"),
    [
        ({}, False), ({"time": time(17, 59)}, False), ({"time": time(18)}, True), ({"time": time(8, 59)}, True),
        ({"date": date(2026, 3, 1)}, True), ({"type": EventKind.OUTSIDE_HOURS}, True),
    ],
)  # fmt: skip
def test_what_lies_outside_the_agreed_days_and_hours(changes: dict[str, object], outside: bool) -> None:
    assert outside_hours(replace(ASKED, **changes), QUOTE) is outside  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "weekdays", "percent"),
    [
        ({}, "1 2 3 4 5", 0), ({"text": "An urgent film"}, "", 50), ({"time": time(19)}, "", 50),
        ({"date": date(2026, 3, 1)}, "1 2 3 4 5", 50), ({"date": date(2026, 3, 1)}, "", 0),
        ({"date": date(2026, 3, 1), "time": time(10)}, "", 0), ({"type": EventKind.OUTSIDE_HOURS}, "", 50),
    ],
)  # fmt: skip
def test_the_supplement_is_for_urgent_work_and_beyond_what_was_agreed(
    changes: dict[str, object], weekdays: str, percent: int
) -> None:
    agreed = AgreedVersion(replace(QUOTE, weekdays=weekdays, urgent_percent=50))
    (line,) = lines(A1, [replace(ASKED, **changes)], [agreed])  # type: ignore[arg-type]
    assert line.supplement == percent


def test_without_agreed_days_the_week_end_lies_outside() -> None:
    assert outside_hours(replace(ASKED, date=date(2026, 3, 1)), None)
    assert not outside_hours(replace(ASKED, time=time(23)), None)
    assert not outside_hours(replace(ASKED, date=date(2026, 3, 1)), replace(QUOTE, weekdays="7"))


def test_the_version_in_force_says_what_the_earlier_ones_do_where_it_is_silent() -> None:
    assert in_force([LATER, POSTS], date(2026, 5, 31)) == POSTS
    silent = AgreedVersion(replace(LATER.agreement, weekdays="", day_starts=None, day_ends=None, revisions=1))
    whole = in_force([POSTS, silent], date(2026, 6, 1))
    assert whole == AgreedVersion(replace(QUOTE, id=2, starts=date(2026, 6, 1), revisions=1), POSTS.tasks)
    listed = replace(silent, tasks=(AgreedTask(agreement_id=2, name="16 posts a month"),))
    assert (whole := in_force([listed, POSTS], TODAY))
    assert [task.name for task in whole.tasks] == ["16 posts a month"]
    assert in_force([POSTS], date(2025, 12, 31)) is None


def test_the_rate_is_that_agreed_else_an_eighth_of_a_day_else_none() -> None:
    daily = replace(MISSION, billing=Billing.DAILY, amount=480_00)
    assert agreed_rate([POSTS, LATER], daily, date(2026, 3, 1)) == 80_00
    assert agreed_rate([POSTS, LATER], daily, TODAY) == 80_00
    assert agreed_rate([LATER], daily, TODAY) == 60_00
    assert agreed_rate([LATER], MISSION, TODAY) is None
    assert agreed_rate([], replace(daily, amount=0), TODAY) is None


def test_numbers_go_on_after_the_highest() -> None:
    assert [next_number(taken) for taken in ((), ("A1", "A10", "B99"), ("first",))] == ["A1", "A11", "A1"]


def test_only_requests_to_price_that_are_in_no_amendment_wait() -> None:
    free = replace(ASKED, amendment_id=None)
    assert to_price([ASKED, free, replace(free, answer=RequestAnswer.GIVEN)]) == [free]


def test_the_days_without_an_answer_are_counted_from_the_day_it_was_sent() -> None:
    assert days_unanswered(A1, TODAY) is None
    sent = replace(A1, sent=date(2026, 11, 10))
    assert days_unanswered(sent, TODAY) == 12
    assert days_unanswered(replace(sent, reply=Reply.REFUSED, answered=TODAY), TODAY) is None


def test_an_accepted_amendment_is_to_be_invoiced_until_an_invoice_names_it() -> None:
    accepted = replace(A1, sent=TODAY, reply=Reply.ACCEPTED, answered=TODAY)
    invoice = Invoice(client_id=1, mission_id=1, amount=1, issued=TODAY, due=TODAY, note="Amendment A1: film")
    assert to_invoice([A1, accepted], []) == [accepted]
    assert to_invoice([accepted], [invoice]) == []
    assert to_invoice([accepted], [replace(invoice, note="", number="2026-A1")]) == []
    for other in (replace(invoice, cancelled=True), replace(invoice, amount=-1), replace(invoice, note="A12")):
        assert to_invoice([accepted], [other]) == [accepted]
    assert names("avenant (a1)", "A1")


URGENT = AgreedVersion(replace(QUOTE, urgent_percent=50), POSTS.tasks)


@pytest.mark.parametrize(
    ("changes", "supplement"),
    [
        ({}, 0), ({"time": time(18, 5)}, 50), ({"date": date(2026, 3, 1)}, 50), ({"type": EventKind.OUTSIDE_HOURS}, 50),
        ({"text": "Post en urgence"}, 50), ({"request": "It is urgent: by tomorrow!"}, 50),
        ({"text": "Rien d’urgent"}, 0), ({"request": "Ce n'est pas très urgent."}, 0), ({"text": "Not that urgent"}, 0),
        ({"request": "It isn’t urgent"}, 0), ({"text": "Pas livré, urgent"}, 50), ({"text": "l'insurgent"}, 0),
    ],
)  # fmt: skip
def test_urgent_work_costs_what_the_agreement_states_more(changes: dict[str, object], supplement: int) -> None:
    (line,) = lines(A1, [replace(ASKED, **changes)], [URGENT])  # type: ignore[arg-type]
    assert (line.supplement, line.price) == (supplement, 120_00 + supplement * 120)


def test_urgent_work_costs_no_more_where_only_words_are_agreed_or_it_is_waived() -> None:
    late = replace(ASKED, time=time(18, 5))
    (line,) = lines(A1, [late], [POSTS])
    assert (line.supplement, line.price) == (0, 120_00)
    (line,) = lines(replace(A1, supplement=False), [late], [URGENT])
    assert (line.supplement, line.price) == (0, 120_00)
    assert line.clause
    assert line.clause.supplement == 50


def test_a_price_with_a_supplement_is_rounded_once() -> None:
    # 1 minute at 0.90 an hour is 1.5 cents, and 2.25 with half of it more: rounded before, it would be 3.
    assert (price(1, 90), price(1, 90, 50)) == (2, 2)
