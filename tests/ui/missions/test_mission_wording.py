"""The wording of missions and invoices."""

from datetime import date

import pytest

from rebond.domain.missions.kinds import (
    Billing,
    Client,
    Contract,
    EndReason,
    Invoice,
    Mission,
    NoticeUnit,
    PlannedDays,
    Side,
    Terms,
)
from rebond.journal.queries.missions import InvoiceLine, MissionLine
from rebond.ui.missions import end_wording, mission_wording
from rebond.ui.missions.mission_wording import Tone

TODAY = date(2026, 11, 22)


def mission(**values: object) -> Mission:
    return Mission(client_id=1, name="Platform", starts=date(2026, 7, 1), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"notice": 1}, "Open-ended since 1 July 2026 · 1 month’s notice"),
        (
            {"notice": 1, "notice_to_month_end": True},
            "Open-ended since 1 July 2026 · 1 month’s notice, to the end of the month",
        ),
        ({"notice": 15, "notice_unit": NoticeUnit.DAYS}, "Open-ended since 1 July 2026 · 15 days’ notice"),
        (
            {"contract": Contract.FIXED_TERM, "ends": date(2027, 3, 31)},
            "Fixed term from 1 July 2026 to 31 March 2027 · no notice",
        ),
        ({"contract": Contract.UNTIL_DELIVERY}, "From 1 July 2026 until delivery · no notice"),
    ],
)  # fmt: skip
def test_the_contract_is_said_in_one_line(values: dict[str, object], said: str) -> None:
    assert mission_wording.contract(mission(**values)) == said


def test_the_last_day_if_told_today_follows_the_notice() -> None:
    assert mission_wording.if_told_today(mission(notice=1), TODAY) == "last day 22 December 2026"
    assert mission_wording.if_told_today(mission(ends=date(2026, 8, 1)), TODAY) == ""
    assert mission_wording.if_told_today(mission(notice=1), date(2026, 6, 1)) == "it would never start"


def test_a_day_rate_names_the_months_that_differ() -> None:
    daily = mission(billing=Billing.DAILY, amount=480_00, days_per_month=17_00)
    planned = (
        PlannedDays(mission_id=1, month=date(2026, 12, 1), days=10_00),
        PlannedDays(mission_id=1, month=date(2026, 8, 1), days=2_00),
    )
    said = mission_wording.billing(daily, planned, 0, "EUR", TODAY)
    assert said == "€480.00 a day × 17 days a month · 10 in December 2026"


def test_terms_are_said_in_their_reading() -> None:
    assert mission_wording.terms(Terms.NET, 30) == "30 days net"
    assert mission_wording.terms(Terms.DAYS_THEN_MONTH_END, 45) == "45 days, then end of month"
    assert mission_wording.terms(Terms.MONTH_END_THEN_DAYS, 45) == "end of month, then 45 days"


@pytest.mark.parametrize(
    ("values", "paid", "said", "tone"),
    [
        ({}, 0, "late by 7 days", Tone.WARM),
        ({"due": date(2026, 11, 21)}, 0, "late by 1 day", Tone.WARM),
        ({"due": date(2026, 11, 22)}, 0, "expected on 5 Dec", Tone.PLAIN),
        ({}, 20_00, "partly paid, late by 7 days", Tone.WARM),
        ({"settled": date(2026, 11, 9)}, 100_00, "paid on 9 Nov", Tone.GOOD),
        ({"settled": date(2025, 11, 9)}, 100_00, "paid on 09/11/2025", Tone.GOOD),
        ({"cancelled": True}, 0, "cancelled", Tone.SOFT),
        ({"amount": -50_00}, 0, "credit note", Tone.PLAIN),
        ({"amount": -50_00, "settled": TODAY}, -50_00, "credit note, settled", Tone.SOFT),
        ({"amount": 0}, 0, "nothing to pay", Tone.SOFT),
        ({"settled": date(2026, 11, 9)}, 40_00, "settled by a credit note", Tone.SOFT),
        ({"vat": 20_00}, 20_00, "partly paid, late by 7 days", Tone.WARM),
    ],
)
def test_an_invoice_says_how_it_stands(values: dict[str, object], paid: int, said: str, tone: Tone) -> None:
    usual: dict[str, object] = {"amount": 100_00, "issued": date(2025, 10, 1), "due": date(2026, 11, 15)}
    invoice = Invoice(client_id=1, **{**usual, **values})  # type: ignore[arg-type]
    state = mission_wording.state(InvoiceLine(invoice, paid, invoice.total - paid, "", ""), TODAY, date(2026, 12, 5))
    assert (state.text, state.tone) == (said, tone)


def test_an_invoice_that_a_credit_note_lowered_says_so() -> None:
    invoice = Invoice(client_id=1, amount=100_00, issued=date(2025, 10, 1), due=date(2026, 11, 15))
    state = mission_wording.state(InvoiceLine(invoice, 0, 70_00, "", ""), TODAY, None)
    assert state.text == "partly credited, late by 7 days"


def test_lengths_of_work_read_as_hours_and_minutes() -> None:
    assert [mission_wording.length(minutes) for minutes in (45, 60, 95)] == ["45 min", "1 h", "1 h 35"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ends": date(2027, 3, 31)}, ""),
        ({"ends": date(2027, 3, 31), "ended": date(2027, 3, 1)}, "1 March 2027, 30 days before its planned end"),
        ({"ends": date(2027, 3, 31), "ended": date(2027, 2, 28)}, "28 February 2027, 1 month before its planned end"),
        ({"ends": date(2026, 9, 30), "ended": date(2026, 11, 30)}, "30 November 2026, 2 months after its planned end"),
        ({"ended": date(2026, 11, 30)}, "30 November 2026"),
        ({"ends": date(2026, 9, 30), "ended_reason": EndReason.TERM}, "30 September 2026, as planned"),
    ],
)  # fmt: skip
def test_the_real_end_is_set_against_the_planned_one(values: dict[str, object], said: str) -> None:
    assert end_wording.last_day(mission(**values)) == said


def test_who_ended_it_and_why_are_said_as_far_as_they_are_known() -> None:
    assert end_wording.who_and_why(mission()) == ""
    assert end_wording.who_and_why(mission(ended_by=Side.ME)) == "by you"
    assert end_wording.who_and_why(mission(ended_reason=EndReason.BUDGET)) == "the budget was cut"
    both = mission(ended_by=Side.CLIENT, ended_reason=EndReason.COMPETITOR)
    assert end_wording.who_and_why(both) == "by the client: a competitor’s offer"


@pytest.mark.parametrize(
    ("ended", "over", "word"),
    [
        (date(2026, 10, 31), True, "ended early"),
        (None, True, "ended"),
        (date(2026, 12, 15), False, "until 15 Dec"),
        (None, False, "running"),
    ],
)
def test_the_list_says_what_ended_early_and_until_when_the_rest_runs(ended: date | None, over: bool, word: str) -> None:
    line = MissionLine(Client(name="Atlas"), mission(ends=date(2027, 3, 31), ended=ended), 0, 0, None, over=over)
    assert mission_wording.standing(line, TODAY, to_invoice=False)[1] == word
