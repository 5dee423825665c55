"""Which entries the agenda has, on which day, and in which part of it they stand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.agenda.agenda import Dated, agenda, horizon
from rebond.domain.agenda.entries import AgendaEntry, AgendaKind, When, moved
from rebond.domain.agreements.kinds import Amendment, Reply
from rebond.domain.missions.kinds import (
    Billing,
    Client,
    Contract,
    Event,
    Invoice,
    Milestone,
    Mission,
    NoticeUnit,
    RequestAnswer,
)
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.tasks.kinds import Task

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def a_mission(row_id: int = 1, **fields: object) -> Mission:
    usual = {"id": row_id, "client_id": 1, "name": "Site", "starts": TODAY, "amount": 0}
    return Mission(**(usual | fields))  # type: ignore[arg-type]


def fixed(ends: date, **fields: object) -> Mission:
    return a_mission(contract=Contract.FIXED_TERM, ends=ends, starts=date(2025, 1, 1), **fields)


def entries(*missions: Mission, today: date = TODAY, dated: Dated | None = None, **rows: object) -> list[AgendaEntry]:
    situation = Situation(clients=(Client(id=1, name="Lune"),), missions=missions, **rows)  # type: ignore[arg-type]
    return list(agenda(Outlook(situation, today), dated or Dated(), horizon(today)))


def days(found: list[AgendaEntry]) -> list[tuple[AgendaKind, date | None]]:
    return [(entry.kind, entry.date) for entry in found]


def test_a_contract_that_ends_has_its_end_and_the_last_day_of_its_notice() -> None:
    assert days(entries(fixed(date(2026, 12, 31), notice=1))) == [
        (AgendaKind.NOTICE, date(2026, 11, 30)), (AgendaKind.END, date(2026, 12, 31)),
    ]  # fmt: skip
    assert days(entries(fixed(date(2026, 12, 31), notice=3))) == [(AgendaKind.END, date(2026, 12, 31))]
    assert entries(fixed(TODAY - timedelta(days=1), notice=1)) == []
    assert entries(a_mission(notice=1)) == []


def test_one_that_renews_itself_has_its_renewal_and_a_missed_notice_beside_the_next() -> None:
    tacit = fixed(date(2025, 12, 31), renewal_months=12, notice=60, notice_unit=NoticeUnit.DAYS)
    found = entries(tacit)
    assert days(found) == [
        (AgendaKind.NOTICE, date(2026, 11, 1)), (AgendaKind.RENEWAL, date(2026, 12, 31)),
        (AgendaKind.NOTICE, date(2027, 11, 1)),
    ]  # fmt: skip
    missed, renewal, following = found
    assert missed.is_late(TODAY)
    assert missed.next_deadline == following.deadline
    assert (renewal.months, renewal.mission, renewal.client) == (12, "Site", "Lune")
    assert following.next_deadline is None
    assert len({entry.key for entry in found}) == 3


def test_the_next_terms_day_stands_beside_a_missed_one_however_far_ahead() -> None:
    found = entries(fixed(date(2026, 12, 31), renewal_months=24, notice=3))
    assert days(found) == [
        (AgendaKind.NOTICE, date(2026, 9, 30)), (AgendaKind.RENEWAL, date(2026, 12, 31)),
        (AgendaKind.NOTICE, date(2028, 9, 30)),
    ]  # fmt: skip
    assert days(entries(fixed(date(2028, 12, 31), renewal_months=24, notice=3))) == []


def test_notice_given_leaves_only_the_end() -> None:
    tacit = fixed(date(2026, 12, 31), renewal_months=12, notice=1, notice_sent=date(2026, 11, 2))
    (end,) = entries(tacit)
    assert (end.kind, end.date, end.certain) == (AgendaKind.END, date(2026, 12, 31), True)
    (end,) = entries(replace(tacit, contract=Contract.OPEN_ENDED, ends=None, renewal_months=0))
    assert (end.date, end.certain) == (date(2026, 12, 2), False)
    received = replace(tacit, ends=None, renewal_months=0, notice_received=date(2026, 11, 5))
    assert [(end.date, end.certain) for end in entries(received)] == [(date(2026, 12, 5), True)]


def test_milestones_ahead_and_those_passed_and_not_invoiced() -> None:
    mission = a_mission(billing=Billing.MILESTONES, starts=date(2026, 1, 1))
    steps = [
        Milestone(id=row_id, mission_id=1, name=f"Step {row_id}", amount=100, date=day)
        for row_id, day in enumerate((TODAY - timedelta(days=3), TODAY - timedelta(days=2), TODAY, date(2028, 1, 1)), 1)
    ]
    billed = Invoice(
        id=1, client_id=1, mission_id=1, milestone_id=2, amount=100, issued=TODAY, due=TODAY, settled=TODAY
    )
    found = entries(mission, milestones=tuple(steps), invoices=(billed,))
    assert [(entry.kind, entry.what) for entry in found] == [
        (AgendaKind.TO_INVOICE, "Step 1"), (AgendaKind.MILESTONE, "Step 3"),
    ]  # fmt: skip
    ending = replace(mission, contract=Contract.FIXED_TERM, ends=TODAY + timedelta(days=5))
    after = replace(steps[2], date=TODAY + timedelta(days=6))
    assert days(entries(ending, milestones=(after,))) == [(AgendaKind.END, ending.ends)]


def test_months_to_invoice_are_the_last_ones_one_by_one_those_before_together_and_the_running_one() -> None:
    mission = a_mission(amount=100_00, starts=date(2026, 5, 10))
    found = [entry for entry in entries(mission) if entry.kind is AgendaKind.TO_INVOICE]
    assert [(entry.date, entry.months, entry.is_late(TODAY)) for entry in found] == [
        (date(2026, 7, 31), 3, True), (date(2026, 8, 31), 0, True), (date(2026, 9, 30), 0, True),
        (date(2026, 10, 31), 0, True), (date(2026, 11, 30), 0, False),
    ]  # fmt: skip
    november = Invoice(
        id=1, client_id=1, mission_id=1, month=date(2026, 11, 1), amount=1, issued=TODAY, due=TODAY, settled=TODAY
    )
    assert days(entries(mission, invoices=(november,)))[-1] == (AgendaKind.TO_INVOICE, date(2026, 10, 31))
    ending = replace(mission, contract=Contract.FIXED_TERM, ends=date(2026, 11, 24))
    assert (AgendaKind.TO_INVOICE, date(2026, 11, 24)) in days(entries(ending))


def test_an_invoice_is_late_after_its_due_day_with_what_is_left() -> None:
    usual = Invoice(id=1, client_id=1, number="7", amount=100_00, issued=date(2026, 10, 1), due=TODAY)
    assert days(entries(invoices=(usual,))) == [(AgendaKind.REMINDER, TODAY)]
    late = replace(usual, due=TODAY - timedelta(days=1))
    (entry,) = entries(invoices=(late, *(replace(late, id=2, **given) for given in (
        {"cancelled": True}, {"settled": TODAY}, {"amount": -1},
    ))))  # fmt: skip
    assert (entry.what, entry.left, entry.client, entry.row) == ("7", 100_00, "Lune", ("invoice", 1))


@pytest.mark.parametrize(
    ("today", "announced"),
    [
        (TODAY, date(2026, 12, 1)), (date(2026, 12, 1), date(2026, 12, 1)), (date(2026, 12, 19), date(2026, 12, 1)),
        (date(2026, 12, 20), date(2027, 12, 1)),
    ],
)  # fmt: skip
def test_early_december_reminds_to_invoice_before_the_closure(today: date, announced: date) -> None:
    closures = (ClosureWindow(first="12-20", last="01-04"), ClosureWindow(first="08-01", last="08-21"))
    running = a_mission(amount=100_00, starts=date(2026, 11, 1))

    def reminders(*missions: Mission, **rows: object) -> list[tuple[date | None, date | None]]:
        found = entries(*missions, today=today, closure_windows=closures, **rows)
        return [(entry.date, entry.about) for entry in found if entry.kind is AgendaKind.CLOSURE]

    expected = [(announced, date(announced.year, 12, 20))] if announced <= horizon(today) else []
    assert reminders(running) == expected
    assert reminders() == []
    assert reminders(replace(running, ends=date(2026, 11, 30), contract=Contract.FIXED_TERM)) == []
    billed = [
        Invoice(
            id=year, client_id=1, mission_id=1, month=date(year, 12, 1), amount=1, issued=TODAY, due=TODAY,
            settled=TODAY,
        )
        for year in (2026, 2027)
    ]  # fmt: skip
    assert reminders(running, invoices=tuple(billed)) == []


def test_before_a_closure_from_the_first_of_december_the_reminder_comes_the_day_before() -> None:
    running = a_mission(amount=100_00, starts=date(2026, 11, 1))
    found = entries(running, closure_windows=(ClosureWindow(first="12-01", last="12-31"),))
    assert [entry.date for entry in found if entry.kind is AgendaKind.CLOSURE] == [date(2026, 11, 30)]


def test_tasks_follow_ups_requests_and_amendments_have_their_days_and_names() -> None:
    dated = Dated(
        tasks=(Task(id=1, text="Write", due=TODAY, mission_id=5, contact_id=3), Task(id=2, text="Some day")),
        contacts=(Contact(id=3, name="Ann", client_id=2, next_date=TODAY, next_step="call"),),
        requests=(
            Event(
                id=4, mission_id=5, date=TODAY, text="Asked", request="A post?", answer=RequestAnswer.UNCLEAR,
                answer_due=TODAY,
            ),
        ),
        amendments=(
            Amendment(id=6, mission_id=5, number="A1", made=TODAY, sent=TODAY - timedelta(days=31)),
            Amendment(id=7, mission_id=5, number="A2", made=TODAY, sent=TODAY, reply=Reply.REFUSED),
            Amendment(id=8, mission_id=5, number="A3", made=TODAY),
        ),
        missions=(a_mission(5, name="Old", client_id=2),),
        client_names={2: "Marée"},
        contact_names={3: "Ann"},
    )  # fmt: skip
    found = entries(dated=dated)
    assert [(entry.kind.value, entry.client, entry.mission, entry.contact, entry.what) for entry in found] == [
        ("amendment", "Marée", "Old", "", "A1"), ("task", "Marée", "Old", "Ann", "Write"),
        ("answer", "Marée", "Old", "", "A post?"), ("follow_up", "Marée", "", "Ann", "call"),
        ("task", "", "", "", "Some day"),
    ]  # fmt: skip
    assert [entry.when(TODAY) for entry in found] == [
        When.LATE, When.TODAY, When.TODAY, When.TODAY, When.UNDATED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("after", "when"),
    [
        (-1, When.LATE), (0, When.TODAY), (1, When.THIS_WEEK), (6, When.THIS_WEEK), (7, When.LATER),
        (300, When.LATER),
    ],
)  # fmt: skip
def test_an_entry_stands_in_the_part_of_its_day(after: int, when: When) -> None:
    entry = AgendaEntry(date=TODAY + timedelta(days=after), kind=AgendaKind.TASK)
    assert entry.when(TODAY) is when
    assert entry.is_late(TODAY) is (after < 0)
    assert entry.is_due(TODAY) is (after <= 0)


@given(DAYS, st.integers(-40, 40).filter(bool))
def test_what_is_moved_never_gets_earlier_than_today_and_what_is_late_starts_from_today(day: date, by: int) -> None:
    after = moved(day, by, TODAY)
    if by > 0:
        assert after == max(day, TODAY) + timedelta(days=by)
    elif day <= TODAY:
        assert after == day
    else:
        assert TODAY <= after < day
        assert after in (TODAY, day + timedelta(days=by))


def test_a_notice_that_has_run_out_leaves_its_end_to_note_until_that_is_done() -> None:
    told = a_mission(starts=date(2026, 1, 1), notice=1, notice_received=date(2026, 10, 10))
    (entry,) = entries(told)
    assert (entry.kind, entry.date, entry.to_note) == (AgendaKind.END, date(2026, 11, 10), True)
    assert entry.is_late(TODAY)
    (ahead,) = entries(told, today=date(2026, 11, 10))
    assert (ahead.kind, ahead.date, ahead.to_note) == (AgendaKind.END, date(2026, 11, 10), False)
    assert entries(replace(told, ended=date(2026, 11, 9))) == []
    assert entries(fixed(TODAY - timedelta(days=1))) == []
