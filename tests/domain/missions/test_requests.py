"""Requests: the scope and the due day that follow from an answer."""

from datetime import date

import pytest

from rebond.domain.missions.kinds import Event, EventKind, RequestAnswer
from rebond.domain.missions.requests import answered, consistent, is_request, may_be_answered, working_days_after
from rebond.domain.rules import problems

#: A Sunday.
TODAY = date(2026, 11, 22)
ASKED = Event(mission_id=1, type=EventKind.EXTRA_REQUEST, date=TODAY, text="Asked for a film")


@pytest.mark.parametrize(
    ("answer", "in_scope"),
    [
        (RequestAnswer.IN_SCOPE, True), (RequestAnswer.TO_PRICE, False), (RequestAnswer.ACCEPTED, False),
        (RequestAnswer.REFUSED, False), (RequestAnswer.GIVEN, False), (RequestAnswer.UNCLEAR, None),
    ],
)  # fmt: skip
def test_the_scope_follows_from_the_answer(answer: RequestAnswer, in_scope: bool | None) -> None:
    assert answered(ASKED, answer, TODAY).in_scope is in_scope


def test_an_unclear_request_is_due_two_working_days_later_or_when_said() -> None:
    unclear = answered(ASKED, RequestAnswer.UNCLEAR, date(2026, 11, 19))
    assert unclear.answer_due == date(2026, 11, 23), "a Thursday, a Friday, a Monday"
    said = consistent(Event(**{**_values(unclear), "answer_due": date(2026, 12, 1)}), TODAY)
    assert said.answer_due == date(2026, 12, 1)
    assert answered(unclear, RequestAnswer.REFUSED, TODAY).answer_due is None


def test_without_an_answer_the_scope_is_the_person_s_own() -> None:
    for in_scope in (True, False, None):
        event = Event(mission_id=1, date=TODAY, text="Called", in_scope=in_scope)
        assert consistent(event, TODAY) == event
    assert answered(answered(ASKED, RequestAnswer.GIVEN, TODAY), None, TODAY) == ASKED


def test_what_is_a_request_and_what_can_be_answered() -> None:
    note = Event(mission_id=1, date=TODAY, text="Called")
    assert is_request(ASKED)
    assert is_request(Event(mission_id=1, date=TODAY, text="Called", request="And a film?"))
    assert not is_request(note)
    assert not may_be_answered(note)
    sunday = Event(mission_id=1, type=EventKind.OUTSIDE_HOURS, date=TODAY, text="Called")
    assert may_be_answered(sunday)
    assert not is_request(sunday)


def test_an_answer_is_not_due_before_the_request() -> None:
    early = Event(mission_id=1, date=TODAY, text="Asked", answer=RequestAnswer.UNCLEAR, answer_due=date(2026, 11, 21))
    assert [problem.field for problem in problems(early, TODAY)] == ["answer_due"]


@pytest.mark.parametrize(("count", "day"), [(1, 23), (2, 24), (5, 27), (6, 30)])
def test_working_days_are_monday_to_friday(count: int, day: int) -> None:
    assert working_days_after(TODAY, count) == date(2026, 11, day)


def _values(event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}
