"""The ladder of a late invoice: the next step by lateness, letters sent and states."""

from datetime import date, timedelta

import pytest

from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState, LadderStep, LateStep, StateKind
from rebond.domain.late.ladder import SHIPPED, NextStep, Rung, SentStep, WhyStep, ladder_for, next_step, step_of

DUE = date(2026, 10, 31)


def on(days: int) -> date:
    return DUE + timedelta(days=days)


def proposed(days: int, **more: object) -> NextStep:
    return next_step(SHIPPED, DUE, on(days), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "step", "from_day"),
    [
        (-20, LateStep.BEFORE_DUE, -7), (-7, LateStep.BEFORE_DUE, -7), (0, LateStep.BEFORE_DUE, -7),
        (1, LateStep.FRIENDLY, 3), (3, LateStep.FRIENDLY, 3), (14, LateStep.FRIENDLY, 3), (15, LateStep.SECOND, 15),
        (30, LateStep.FIRM, 30), (44, LateStep.FIRM, 30), (45, LateStep.FORMAL_NOTICE, 45),
        (60, LateStep.FORMAL_NOTICE, 45), (400, LateStep.FORMAL_NOTICE, 45),
    ],
)  # fmt: skip
def test_without_letters_the_step_follows_from_the_days(days: int, step: LateStep, from_day: int) -> None:
    found = proposed(days)
    assert (found.step, found.day) == (step, on(from_day))
    assert found.is_due(on(days)) == (from_day <= days)


def test_the_routes_come_after_a_formal_notice() -> None:
    assert proposed(70).why is WhyStep.NOTICE_FIRST
    sent = [SentStep(LateStep.FORMAL_NOTICE, on(45))]
    assert proposed(60, sent=sent) == NextStep(LateStep.ROUTES, on(60), WhyStep.LATENESS)
    assert proposed(50, sent=sent) == NextStep(LateStep.ROUTES, on(60), WhyStep.LATENESS)
    # A notice that was noted with the invoice, sent some other way, counts as well.
    assert proposed(70, demanded=on(50)) == NextStep(LateStep.ROUTES, on(65), WhyStep.AFTER_LETTER)
    assert proposed(70, demanded=on(71)).step is LateStep.FORMAL_NOTICE
    without_notice = [rung for rung in SHIPPED if rung.step is not LateStep.FORMAL_NOTICE]
    assert next_step(without_notice, DUE, on(70)).step is LateStep.ROUTES


def test_a_step_sent_is_not_proposed_again() -> None:
    found = proposed(-3, sent=[SentStep(LateStep.BEFORE_DUE, on(-6))])
    assert found == NextStep(LateStep.FRIENDLY, on(3), WhyStep.LATENESS)
    assert proposed(20, sent=[SentStep(LateStep.SECOND, on(15))]) == NextStep(LateStep.FIRM, on(30), WhyStep.LATENESS)


def test_after_a_late_letter_the_next_one_waits_as_long_as_between_the_two() -> None:
    """The friendly reminder went out on day 20; the second comes 12 days after it, as from day 3 to day 15."""
    sent = [SentStep(LateStep.FRIENDLY, on(20))]
    assert proposed(21, sent=sent) == NextStep(LateStep.FIRM, on(32), WhyStep.AFTER_LETTER)
    assert proposed(32, sent=sent).is_due(on(32))
    assert proposed(46, sent=sent) == NextStep(LateStep.FORMAL_NOTICE, on(45), WhyStep.LATENESS)


def test_a_reminder_before_it_is_due_does_not_hold_back_the_friendly_one() -> None:
    assert proposed(3, sent=[SentStep(LateStep.BEFORE_DUE, on(0))]).is_due(on(3))


def test_a_letter_of_a_later_day_than_today_does_not_count() -> None:
    assert proposed(16, sent=[SentStep(LateStep.SECOND, on(17))]).step is LateStep.SECOND


def test_when_every_step_is_done_nothing_is_proposed() -> None:
    assert proposed(90, sent=[SentStep(LateStep.ROUTES, on(61))]) == NextStep(None, None, WhyStep.DONE)
    assert proposed(90, settled=True) == NextStep(None, None, WhyStep.SETTLED)


def held(kind: StateKind, starts: int, until: int | None = None, ended: int | None = None) -> InvoiceState:
    return InvoiceState(
        invoice_id=1, type=kind, starts=on(starts), until=None if until is None else on(until),
        ended=None if ended is None else on(ended),
    )  # fmt: skip


def test_a_pause_stops_the_reminders_until_its_last_day() -> None:
    pause = held(StateKind.PAUSED, 10, 20)
    assert proposed(9, states=[pause]).step is LateStep.FRIENDLY
    assert proposed(20, states=[pause]) == NextStep(None, on(21), WhyStep.PAUSED, pause)
    assert proposed(21, states=[pause]).step is LateStep.SECOND
    assert proposed(99, states=[held(StateKind.PAUSED, 10)]).day is None
    assert proposed(15, states=[held(StateKind.PAUSED, 10, 20, ended=15)]).step is LateStep.SECOND


def test_a_promise_waits_for_its_day_and_then_the_ladder_goes_on() -> None:
    promise = held(StateKind.PROMISED, 10, 20)
    assert proposed(20, states=[promise]) == NextStep(None, on(21), WhyStep.PROMISED, promise)
    assert proposed(21, states=[promise]).step is LateStep.SECOND


def test_a_dispute_stops_the_ladder_until_it_is_settled() -> None:
    dispute = held(StateKind.DISPUTED, 10, 20)
    assert proposed(90, states=[dispute, held(StateKind.PAUSED, 80, 95)]) == NextStep(
        None, None, WhyStep.DISPUTED, dispute
    )
    assert proposed(90, states=[held(StateKind.DISPUTED, 10, ended=90)]).step is LateStep.FORMAL_NOTICE


def test_ones_own_ladder_of_the_client_before_that_of_the_country_before_that_of_all() -> None:
    of_all = LadderStep(step=LateStep.FIRM, days=9)
    of_country = LadderStep(country=Country.CH, step=LateStep.FIRM, days=8)
    of_client = LadderStep(client_id=1, step=LateStep.FIRM, days=7)
    late = LadderStep(client_id=1, step=LateStep.FRIENDLY, days=2)
    own = [of_all, of_country, of_client, late]
    assert ladder_for(1, Country.CH, own) == (Rung(LateStep.FRIENDLY, 2), Rung(LateStep.FIRM, 7))
    assert ladder_for(2, Country.CH, own) == (Rung(LateStep.FIRM, 8),)
    assert ladder_for(2, Country.FR, own) == (Rung(LateStep.FIRM, 9),)
    assert ladder_for(2, None, own) == (Rung(LateStep.FIRM, 9),)
    assert ladder_for(2, Country.FR, [of_client, of_country]) == SHIPPED


def test_a_letters_template_says_its_step() -> None:
    assert step_of("late_formal_notice") is LateStep.FORMAL_NOTICE
    assert (step_of("friendly"), step_of("late_other"), step_of("")) == (None, None, None)
