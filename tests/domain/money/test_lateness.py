from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.money.lateness import lags, paid_invoices
from rebond.domain.money.situation import Situation

FIRST_DUE = date(2025, 1, 31)


def paid_late(*days: int, client_id: int = 1) -> tuple[Invoice, ...]:
    """One invoice a month, each paid so many days after it was due."""
    dues = [FIRST_DUE + timedelta(days=40 * n) for n in range(len(days))]
    return tuple(
        Invoice(
            id=100 * client_id + n, client_id=client_id, mission_id=n % 2 + 1, amount=100,
            issued=due - timedelta(days=30), due=due, settled=due + timedelta(days=late),
        )
        for n, (due, late) in enumerate(zip(dues, days, strict=True))
    )  # fmt: skip


def lag(*invoices: Invoice) -> int | None:
    return lags(Situation(clients=(Client(id=1, name="Atlas"),), invoices=invoices)).get(1)


@pytest.mark.parametrize(
    ("late", "median"),
    [
        ((10, 12, 21), 12),
        ((10, 11, 12, 21), 12),  # 11.5
        ((10, 12, 13, 21), 12),  # 12.5
        ((-4, -1, 0), 0),  # paid early: never below 0
        ((-3, 0, 1, 9), 0),  # 0.5
    ],
)
def test_the_lag_is_the_median_half_to_even_and_never_below_zero(late: tuple[int, ...], median: int) -> None:
    assert lag(*paid_late(*late)) == median


def test_two_paid_invoices_are_too_few_to_judge_by() -> None:
    assert lag(*paid_late(40, 40)) is None
    assert lag(*paid_late(40, 40), *paid_late(1, 1, 1, client_id=2)) is None


def test_only_the_last_twelve_count() -> None:
    assert lag(*paid_late(*[90] * 12, *[5] * 12)) == 5
    assert lag(*paid_late(*[90] * 12, *[5] * 7)) == 5
    assert lag(*paid_late(*[90] * 12, *[4] * 6)) == 47
    assert lag(*paid_late(*[90] * 12, *[5] * 5)) == 90


def test_of_invoices_paid_on_one_day_the_one_due_last_is_the_newest() -> None:
    day = date(2026, 11, 1)
    same_day = [
        Invoice(id=n, client_id=1, amount=100, issued=date(2026, 1, 1), due=day - timedelta(days=n), settled=day)
        for n in reversed(range(20))
    ]
    (newest,) = paid_invoices(Situation(invoices=tuple(same_day))).values()
    assert [invoice.id for invoice in newest] == list(range(12))
    assert lag(*same_day) == 6  # 5.5


def test_cancelled_invoices_credit_notes_and_unpaid_rests_enter_no_lag() -> None:
    invoices = paid_late(1, 2, 3)
    unpaid = Invoice(id=9, client_id=1, amount=100, issued=FIRST_DUE, due=FIRST_DUE)
    late = replace(unpaid, settled=date(2026, 1, 1))
    noise = (unpaid, replace(late, id=7, cancelled=True), replace(late, id=8, amount=-100))
    assert lag(*invoices, *noise) == 2
    assert lag(*invoices[:2], *noise) is None


def test_an_invoice_that_a_credit_note_settled_enters_no_lag_and_one_paid_after_it_does() -> None:
    invoices = paid_late(1, 2, 3)
    sent = Invoice(id=9, client_id=1, amount=100, issued=FIRST_DUE, due=FIRST_DUE, settled=FIRST_DUE + timedelta(90))
    note = replace(sent, id=10, corrects_id=9, amount=-40, issued=FIRST_DUE + timedelta(90))
    paid = Payment(id=1, invoice_id=9, date=FIRST_DUE + timedelta(5), amount=60)
    clients = (Client(id=1, name="Atlas"),)
    credited = Situation(clients=clients, invoices=(*invoices, sent, note), payments=(paid,))
    assert lags(credited) == {1: 2}
    early = replace(note, issued=FIRST_DUE + timedelta(5))
    last = replace(paid, date=FIRST_DUE + timedelta(90))
    assert lags(Situation(clients=clients, invoices=(*invoices, sent, early), payments=(last,))) == {1: 2}
    assert lags(Situation(clients=clients, invoices=(*invoices[:2], sent, early), payments=(last,))) == {1: 2}
    assert lags(Situation(clients=clients, invoices=(*invoices[:2], sent, note), payments=(paid,))) == {}


@given(st.lists(st.integers(-30, 120), min_size=3, max_size=15))
def test_as_many_of_the_last_twelve_pay_before_the_lag_as_after(late: list[int]) -> None:
    found = lag(*paid_late(*late))
    assert found is not None
    if min(late) >= 0:
        order = sorted(paid_invoices(Situation(invoices=paid_late(*late)))[1], key=lambda i: i.settled or i.due)
        kept = sorted((i.settled - i.due).days for i in order if i.settled)
        assert len(kept) == min(12, len(late))
        assert kept[(len(kept) - 1) // 2] <= found <= kept[len(kept) // 2]
