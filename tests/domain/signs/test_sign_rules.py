"""When each sign is present, on the days on which that changes (algorithms.md, 5)."""

import datetime as dt
from dataclasses import replace

import pytest

from rebond.domain.agreements.kinds import Agreement, Amendment, Reply
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import EventKind, Mission, RequestAnswer
from rebond.domain.signs.client_record import NO_WORD, is_word
from rebond.domain.signs.kinds import Sign
from rebond.domain.tasks.kinds import Task, TaskOwner

from .made import ATLAS, TODAY, ago, days_of, event, events, found, paying

CREEP, REFUSED, LIMITS = Sign.SCOPE_CREEP, Sign.REFUSED_AMENDMENT, Sign.BROKEN_LIMITS
SILENCE, LATENESS = Sign.SILENCE, Sign.LATENESS


class TestScopeCreep:
    def test_notes_of_work_outside_the_quote_are_requests_too(self) -> None:
        noted = events(9, 5, 0, kind=EventKind.NOTE, in_scope=False)
        assert days_of(found(replace(ATLAS, events=noted), CREEP)) == [9, 5, 0]
        assert found(replace(ATLAS, events=events(9, 5, 0, kind=EventKind.NOTE)), CREEP) is None
        assert found(replace(ATLAS, events=events(9, 5, 0, kind=EventKind.MY_ERROR, in_scope=False)), CREEP) is None

    def test_three_extra_requests_in_sixty_days_are_a_sign(self) -> None:
        assert days_of(found(replace(ATLAS, events=events(60, 30, 0)), CREEP)) == [60, 30, 0]
        assert found(replace(ATLAS, events=events(61, 30, 0)), CREEP) is None
        assert found(replace(ATLAS, events=events(30, 0)), CREEP) is None

    def test_it_counts_for_sixty_days_after_the_last(self) -> None:
        sign = found(replace(ATLAS, events=events(62, 61, 60)), CREEP)
        assert sign
        assert sign.until == TODAY
        assert found(replace(ATLAS, events=events(63, 62, 61)), CREEP) is None

    def test_a_later_request_alone_does_not_hide_the_three_before(self) -> None:
        """The request of today has only one other within 60 days; the three before still count until today."""
        sign = found(replace(ATLAS, events=events(80, 70, 60, 0)), CREEP)
        assert days_of(sign) == [80, 70, 60]

    @pytest.mark.parametrize(
        ("more", "counts"),
        [
            ({}, True),
            ({"in_scope": False}, True),
            ({"in_scope": True}, False),
            ({"answer": RequestAnswer.IN_SCOPE}, False),
            ({"answer": RequestAnswer.ACCEPTED, "in_scope": False}, False),
            ({"answer": RequestAnswer.REFUSED}, True),
            ({"answer": RequestAnswer.GIVEN}, True),
            ({"answer": RequestAnswer.TO_PRICE}, True),
            ({"answer": RequestAnswer.UNCLEAR}, True),
        ],
    )
    def test_what_is_in_scope_or_accepted_as_paid_does_not_count(self, more: dict[str, object], counts: bool) -> None:
        record = replace(ATLAS, events=(*events(9, 8), event(7, **more)))
        assert (found(record, CREEP) is not None) == counts

    def test_a_line_of_an_accepted_amendment_is_accepted_as_paid_from_that_day_on(self) -> None:
        amendment = Amendment(
            id=5, mission_id=1, number="A1", made=ago(5), sent=ago(5), reply=Reply.ACCEPTED, answered=ago(2)
        )
        record = replace(ATLAS, events=(*events(9, 8), event(7, amendment_id=5)), amendments=(amendment,))
        assert found(record, CREEP) is None
        assert found(record, CREEP, ago(3)) is not None


class TestRefusedAmendment:
    def test_a_refusal_counts_for_180_days_from_the_answer(self) -> None:
        for days, counts in ((180, True), (181, False)):
            amendment = Amendment(
                id=1, mission_id=1, number="A1", made=ago(300), sent=ago(300), reply=Reply.REFUSED, answered=ago(days)
            )
            assert (found(replace(ATLAS, amendments=(amendment,)), REFUSED) is not None) == counts

    def test_one_without_an_answer_counts_from_the_thirtieth_day(self) -> None:
        for days, counts in ((29, False), (30, True), (210, True), (211, False)):
            amendment = Amendment(id=1, mission_id=1, number="A1", made=ago(days), sent=ago(days))
            sign = found(replace(ATLAS, amendments=(amendment,)), REFUSED)
            assert (sign is not None) == counts
            if sign:
                assert days_of(sign) == [days - 30]
                assert sign.until == ago(days - 30 - 180)

    def test_one_not_sent_or_accepted_late_is_none(self) -> None:
        draft = Amendment(id=1, mission_id=1, number="A1", made=ago(90))
        late = replace(draft, sent=ago(90), reply=Reply.ACCEPTED, answered=ago(1))
        assert found(replace(ATLAS, amendments=(draft,)), REFUSED) is None
        assert found(replace(ATLAS, amendments=(late,)), REFUSED) is None
        assert found(replace(ATLAS, amendments=(late,)), REFUSED, ago(2)) is not None, "as it stood the day before"


class TestBrokenLimits:
    OFFICE = Agreement(
        id=1, mission_id=1, starts=ago(400), weekdays="1 2 3 4 5", day_starts=dt.time(9), day_ends=dt.time(18)
    )  # fmt: skip

    @pytest.mark.parametrize("kind", [EventKind.OUTSIDE_HOURS, EventKind.ENDLESS_CHANGES])
    def test_two_in_thirty_days_are_a_sign_for_sixty_days(self, kind: EventKind) -> None:
        assert days_of(found(replace(ATLAS, events=events(30, 0, kind=kind)), LIMITS)) == [30, 0]
        assert found(replace(ATLAS, events=events(31, 0, kind=kind)), LIMITS) is None
        sign = found(replace(ATLAS, events=events(90, 60, kind=kind)), LIMITS)
        assert sign
        assert sign.until == TODAY
        assert found(replace(ATLAS, events=events(91, 61, kind=kind)), LIMITS) is None

    @pytest.mark.parametrize(
        ("days", "time", "outside"),
        [
            (2, dt.time(18, 5), True),
            (2, dt.time(18), True),
            (2, dt.time(17, 59), False),
            (2, dt.time(9), False),
            (2, dt.time(8, 59), True),
            (2, None, False),
            (1, dt.time(12), True),
            (0, None, True),
        ],
    )
    def test_a_message_outside_the_agreed_days_and_hours_is_one(
        self, days: int, time: dt.time | None, outside: bool
    ) -> None:
        """Today is a Sunday: two days ago was a Friday."""
        message = event(days, EventKind.EXTRA_REQUEST, time=time)
        record = replace(ATLAS, events=(event(9, EventKind.OUTSIDE_HOURS), message), agreements=(self.OFFICE,))
        assert (found(record, LIMITS) is not None) == outside

    @pytest.mark.parametrize("kind", [EventKind.TALK, EventKind.NOTE, EventKind.ADVICE, EventKind.LATE_PAYMENT])
    def test_what_may_be_your_own_doing_is_none(self, kind: EventKind) -> None:
        record = replace(ATLAS, events=(*events(1, 0, kind=kind, time=dt.time(22)),), agreements=(self.OFFICE,))
        assert found(record, LIMITS) is None

    @pytest.mark.parametrize("kind", [EventKind.COMPETITOR, EventKind.DECISION, EventKind.CLIENT_ERROR])
    def test_what_one_heard_or_decided_on_a_sunday_breaks_no_limit(self, kind: EventKind) -> None:
        record = replace(ATLAS, events=(*events(7, 0, kind=kind),), agreements=(self.OFFICE,))
        assert found(record, LIMITS) is None

    def test_a_later_version_that_is_silent_on_the_hours_leaves_them(self) -> None:
        silent = replace(
            self.OFFICE, id=2, starts=ago(20), weekdays="", day_starts=None, day_ends=None, budget=1_000_00
        )
        sundays = events(7, 0, time=dt.time(12))
        assert found(replace(ATLAS, events=sundays, agreements=(self.OFFICE, silent)), LIMITS) is not None

    def test_without_agreed_hours_only_what_was_noted_as_outside_them_is(self) -> None:
        sundays = events(7, 0, time=dt.time(22))
        assert found(replace(ATLAS, events=sundays), LIMITS) is None
        silent = replace(self.OFFICE, weekdays="", day_starts=None, day_ends=None)
        assert found(replace(ATLAS, events=sundays, agreements=(silent,)), LIMITS) is None

    def test_the_version_in_force_on_the_day_counts(self) -> None:
        """Week-ends were agreed on until three days ago."""
        before = replace(self.OFFICE, id=2, weekdays="6 7", starts=ago(500))
        after = replace(self.OFFICE, starts=ago(3))
        record = replace(ATLAS, events=events(7, 0, time=dt.time(12)), agreements=(after, before))
        assert found(record, LIMITS) is None
        assert found(replace(record, agreements=(replace(after, starts=ago(7)), before)), LIMITS) is not None


class TestSilence:
    #: Five words, three days apart, the last of them nine days ago; something waits since.
    DAYS = (21, 18, 15, 12, 9)

    def asked(self, *days: int, waits: int = 5) -> object:
        words = events(*days, kind=EventKind.DECISION)
        return replace(ATLAS, events=(*words, event(waits, EventKind.SILENCE)))

    @pytest.mark.parametrize(("last", "silent"), [(6, False), (7, True)])
    def test_more_than_twice_the_median_gap(self, last: int, silent: bool) -> None:
        sign = found(self.asked(*(last + gap for gap in (12, 9, 6, 3, 0))), SILENCE)
        assert (sign is not None) == silent
        if sign and sign.silence:
            assert (sign.silence.days, sign.silence.usual) == (7, 3)
            assert sign.until is None

    @pytest.mark.parametrize(("last", "silent"), [(9, False), (10, True)])
    def test_ten_days_with_fewer_than_five_words(self, last: int, silent: bool) -> None:
        sign = found(self.asked(last + 2, last + 1, last), SILENCE)
        assert (sign is not None) == silent
        if sign and sign.silence:
            assert sign.silence.usual is None

    def test_only_the_last_twelve_days_with_a_word_tell_the_usual_gap(self) -> None:
        """Twelve words a day apart make three days a silence, whatever was usual a year ago."""
        lately = tuple(range(3, 15))
        assert found(self.asked(*lately, waits=1), SILENCE) is not None
        assert found(self.asked(*lately, *range(300, 700, 20), waits=1), SILENCE) is not None

    def test_several_words_on_a_day_are_one_exchange(self) -> None:
        assert found(self.asked(12, 12, 12, 9, 9), SILENCE) is None

    def test_it_ends_with_the_next_word(self) -> None:
        record = self.asked(40, 30)
        assert found(record, SILENCE) is not None
        again = replace(record, events=(*record.events, event(0, EventKind.PRAISE)))
        assert found(again, SILENCE) is None

    def test_a_reply_to_an_amendment_and_a_task_done_are_words(self) -> None:
        record = self.asked(40)
        reply = Amendment(
            id=1, mission_id=1, number="A1", made=ago(9), sent=ago(9), reply=Reply.ACCEPTED, answered=ago(1)
        )
        done = Task(id=1, mission_id=1, text="Send the photos", owner=TaskOwner.THEM, done=ago(1))
        assert found(record, SILENCE) is not None
        assert found(replace(record, amendments=(reply,)), SILENCE) is None
        assert found(replace(record, tasks=(done,)), SILENCE) is None
        assert found(replace(record, tasks=(replace(done, owner=TaskOwner.ME),)), SILENCE) is not None

    @pytest.mark.parametrize("kind", sorted(NO_WORD))
    def test_your_own_doing_is_no_word(self, kind: EventKind) -> None:
        record = self.asked(40)
        assert found(replace(record, events=(*record.events, event(0, kind))), SILENCE) is not None

    @pytest.mark.parametrize(
        ("more", "waits"),
        [
            ({"events": (event(20, EventKind.SILENCE),)}, True),
            ({"events": (event(21, EventKind.SILENCE),)}, False),
            ({"events": (event(25, answer=RequestAnswer.UNCLEAR),)}, True),
            ({"events": (event(181, answer=RequestAnswer.UNCLEAR),)}, False),
            ({"amendments": (Amendment(id=1, mission_id=1, number="A1", made=ago(25), sent=ago(25)),)}, True),
            ({"amendments": (Amendment(id=1, mission_id=1, number="A1", made=ago(25)),)}, False),
            ({"letters": (Letter(id=1, client_id=1, subject="Limits", sent=ago(20)),)}, True),
            ({"letters": (Letter(id=1, client_id=1, subject="Limits", sent=ago(21)),)}, False),
            ({"tasks": (Task(id=1, mission_id=1, text="Photos", owner=TaskOwner.THEM),)}, True),
            ({"tasks": (Task(id=1, mission_id=1, text="Photos", owner=TaskOwner.THEM, due=ago(0)),)}, True),
            ({"tasks": (Task(id=1, mission_id=1, text="Photos", owner=TaskOwner.THEM, due=ago(-1)),)}, False),
            ({"tasks": (Task(id=1, mission_id=1, text="Photos", owner=TaskOwner.ME),)}, False),
            ({}, False),
        ],
    )
    def test_something_must_wait(self, more: dict[str, tuple[object, ...]], waits: bool) -> None:
        """The last word was twenty days ago."""
        said = event(20, EventKind.DECISION)
        record = replace(ATLAS, **{**more, "events": (said, *more.get("events", ()))})
        assert (found(record, SILENCE) is not None) == waits

    @pytest.mark.parametrize("days", [180, 181, 290])
    def test_it_lasts_until_the_next_word(self, days: int) -> None:
        record = replace(ATLAS, events=(event(300, EventKind.DECISION),))
        asked = Amendment(id=1, mission_id=1, number="A1", made=ago(days), sent=ago(days))
        letter = Letter(id=1, client_id=1, subject="Limits", sent=ago(days))
        for more in ({"amendments": (asked,)}, {"letters": (letter,)}):
            assert found(replace(record, **more), SILENCE) is not None
            word = (*record.events, event(5, EventKind.TALK))
            assert found(replace(record, **{**more, "events": word}), SILENCE) is None

    def test_a_mission_must_run(self) -> None:
        record = self.asked(40)
        over = Mission(id=1, client_id=1, name="Posts", starts=ago(99), ended=ago(1))
        assert found(replace(record, missions=(over,)), SILENCE) is None
        assert found(replace(record, missions=(replace(over, ended=TODAY),)), SILENCE) is not None
        assert found(replace(record, missions=(replace(over, ended=None, ends=ago(1)),)), SILENCE) is None
        renewed = replace(over, ended=None, ends=ago(1), renewal_months=12)
        assert found(replace(record, missions=(renewed,)), SILENCE) is not None
        assert found(replace(record, missions=(replace(over, ended=None, starts=ago(-1)),)), SILENCE) is None

    def test_a_client_that_never_said_a_word_is_silent_since_it_was_asked(self) -> None:
        for days, silent in ((9, False), (10, True)):
            record = replace(ATLAS, letters=(Letter(id=1, client_id=1, subject="Limits", sent=ago(days)),))
            assert (found(record, SILENCE) is not None) == silent


class TestLateness:
    def test_two_of_the_last_three_over_seven_days_later_than_usual(self) -> None:
        assert days_of(found(paying(2, 2, 2, 10, 2, 10), LATENESS)) == [110, 50]
        assert found(paying(2, 2, 2, 9, 2, 10), LATENESS) is None
        assert found(paying(2, 2, 10, 10, 2, 2), LATENESS) is None, "the latest entries count"

    def test_the_usual_lateness_is_the_median_before_those_three_and_never_early(self) -> None:
        assert found(paying(0, 0, 30, 30, 30, 37, 37, 37), LATENESS) is None
        assert found(paying(0, 0, 30, 30, 30, 38, 38, 0), LATENESS) is not None
        assert found(paying(-20, -20, -20, 8, 8, 0), LATENESS) is not None
        assert found(paying(-20, -20, -20, 7, 7, 0), LATENESS) is None

    def test_fewer_than_three_before_are_no_habit(self) -> None:
        """Then the default lag of 14 days is usual."""
        assert found(paying(0, 0, 21, 21, 21), LATENESS) is None
        assert found(paying(0, 0, 22, 22, 0), LATENESS) is not None
        assert found(replace(paying(0, 0, 10, 10, 0), default_lag=2), LATENESS) is not None

    def test_paid_ones_count_for_120_days_after_the_payment(self) -> None:
        lags = (0, 0, 0, 0, 10, 10)
        assert found(paying(*lags, last_due=130), LATENESS) is not None
        assert found(paying(*lags, last_due=131), LATENESS) is None

    def test_open_ones_count_until_they_are_paid(self) -> None:
        sign = found(paying(0, 0, 0, 0, None, None, last_due=300), LATENESS)
        assert sign
        assert sign.until is None
        assert [entry.days for entry in sign.entries] == [330, 300]
        assert found(paying(0, 0, 0, 0, None, None, last_due=7), LATENESS) is None
        assert found(paying(0, 0, 0, 0, None, None, last_due=8), LATENESS) is not None

    def test_one_open_invoice_keeps_the_sign_long_after_the_other_was_paid(self) -> None:
        sign = found(paying(0, 0, 0, 0, 10, None, last_due=200), LATENESS)
        assert sign
        assert sign.until is None

    def test_what_is_not_due_yet_is_not_one_of_the_last_three(self) -> None:
        record = paying(0, 0, 0, 9, 9, 0, None, None, last_due=-31)
        assert found(record, LATENESS) is not None

    def test_cancelled_ones_and_credit_notes_and_what_these_settled_do_not_count(self) -> None:
        record = paying(0, 0, 0, 0, 10, 10)
        last = next(invoice for invoice in record.invoices if invoice.id == 6)
        others = tuple(invoice for invoice in record.invoices if invoice.id != 6)
        for change in ({"cancelled": True}, {"amount": -100}, {"settled": ago(40)}):
            assert found(replace(record, invoices=(*others, replace(last, **change))), LATENESS) is None

    def test_a_day_in_the_past_sees_what_was_known_on_it(self) -> None:
        """Both were paid today, and were open yesterday."""
        record = paying(0, 0, 0, 0, 90, 60)
        today, before = found(record, LATENESS), found(record, LATENESS, ago(1))
        assert today
        assert before
        assert [entry.days for entry in today.entries] == [90, 60]
        assert [entry.days for entry in before.entries] == [89, 59]
        assert today.last == before.last, "a payment is no entry of its own"
        assert today.until == TODAY + dt.timedelta(days=120)


@pytest.mark.parametrize(
    ("kind", "sign", "days"),
    [
        (EventKind.DISSATISFACTION, Sign.DISSATISFACTION, 120),
        (EventKind.COMPETITOR, Sign.COMPETITOR, 120),
        (EventKind.IN_HOUSE, Sign.IN_HOUSE, 180),
    ],
)
def test_one_event_is_a_sign_for_some_days(kind: EventKind, sign: Sign, days: int) -> None:
    assert days_of(found(replace(ATLAS, events=events(days, kind=kind)), sign)) == [days]
    assert found(replace(ATLAS, events=events(days + 1, kind=kind)), sign) is None
    both = found(replace(ATLAS, events=events(days, 3, kind=kind)), sign)
    assert both
    assert both.until == ago(3 - days)


def test_a_note_of_ones_own_hours_is_no_word_of_the_client() -> None:
    own = event(1, EventKind.NOTE, minutes=120)
    assert not is_word(own)
    assert is_word(replace(own, minutes=None)), "a mail may be noted so"
    assert is_word(replace(own, request="More, please"))
    assert is_word(replace(own, type=EventKind.TALK))
