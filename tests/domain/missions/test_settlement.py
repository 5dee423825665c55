"""Credit notes that name the invoice they correct: what is left, on what day nothing is, and what is a refund."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.settlement import correction_fault, offsets, rest_of, settled_on
from rebond.domain.missions.standing import InvoiceStanding, invoice_standing
from rebond.domain.rules import problems

TODAY = date(2026, 11, 22)
DUE = date(2026, 11, 30)
SENT = Invoice(id=1, client_id=1, amount=1_000_00, vat=200_00, issued=date(2026, 10, 31), due=DUE)


def note(number: int, total: int, day: int, **values: object) -> Invoice:
    """A credit note of November over so many euros, VAT included at 20 %, that names the invoice 1."""
    net = round(total / 1.2)
    issued = date(2026, 11, day)
    made = Invoice(
        id=number, client_id=1, corrects_id=1, amount=-net * 100, vat=(net - total) * 100, issued=issued, due=issued
    )
    return replace(made, **values)  # type: ignore[arg-type]


def paid(invoice_id: int, euros: int, day: int) -> Payment:
    return Payment(invoice_id=invoice_id, date=date(2026, 11, day), amount=euros * 100)


def standing(*rows: Invoice | Payment) -> dict[int, tuple[int, date | None]]:
    """What is left of each invoice in euros, and the day it was settled."""
    invoices = [row for row in rows if isinstance(row, Invoice)]
    parts: dict[int, list[Payment]] = defaultdict(list)
    for row in rows:
        if isinstance(row, Payment):
            parts[row.invoice_id].append(row)
    offset = offsets(invoices, parts)
    return {
        row.id: (
            rest_of(row, parts[row.id], offset.get(row.id, ())) // 100,
            settled_on(row, parts[row.id], offset.get(row.id, ())),
        )
        for row in invoices
    }


def test_a_credit_note_over_all_of_an_unpaid_invoice_settles_both_on_its_day() -> None:
    assert standing(SENT, note(2, 1200, 10)) == {1: (0, date(2026, 11, 10)), 2: (0, date(2026, 11, 10))}


def test_one_over_a_part_is_used_up_and_lowers_the_rest() -> None:
    assert standing(SENT, note(2, 300, 10)) == {1: (900, None), 2: (0, date(2026, 11, 10))}
    rest = standing(SENT, note(2, 300, 10), paid(1, 900, 20))
    assert rest == {1: (0, date(2026, 11, 20)), 2: (0, date(2026, 11, 10))}


def test_what_exceeds_the_rest_is_a_refund_until_it_is_paid_back() -> None:
    rows = (SENT, paid(1, 1000, 5), note(2, 300, 10))
    assert standing(*rows) == {1: (0, date(2026, 11, 10)), 2: (-100, None)}
    assert standing(*rows, paid(2, -100, 15)) == {1: (0, date(2026, 11, 10)), 2: (0, date(2026, 11, 15))}


def test_a_client_that_pays_in_full_what_was_lowered_gets_the_difference_back() -> None:
    rows = (SENT, note(2, 300, 10), paid(1, 1200, 20))
    assert standing(*rows) == {1: (0, date(2026, 11, 20)), 2: (-300, None)}


def test_several_credit_notes_of_one_invoice_count_by_day_of_issue() -> None:
    rows = (SENT, note(3, 600, 12), note(2, 900, 10))
    assert standing(*rows) == {1: (0, date(2026, 11, 12)), 2: (0, date(2026, 11, 10)), 3: (-300, None)}


def test_what_was_cancelled_corrects_nothing_and_names_no_more() -> None:
    assert standing(SENT, note(2, 300, 10, cancelled=True))[1] == (1200, None)
    assert standing(replace(SENT, cancelled=True), note(2, 300, 10))[2] == (-300, None)
    assert standing(SENT, note(2, 300, 10, corrects_id=None))[1] == (1200, None)
    assert standing(SENT, note(2, 300, 10, corrects_id=9))[1] == (1200, None)


def test_a_credit_note_of_a_cancelled_invoice_leaves_those_of_others_as_they_are() -> None:
    rows = (replace(SENT, cancelled=True), replace(SENT, id=4), note(2, 300, 9), note(3, 300, 10, corrects_id=4))
    assert standing(*rows) | {1: None} == {1: None, 4: (900, None), 2: (-300, None), 3: (0, date(2026, 11, 10))}


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (SENT, None),
        (replace(SENT, client_id=2), "corrects_another_client"),
        (replace(SENT, amount=-1, vat=0), "corrects_credit_note"),
        (replace(SENT, cancelled=True), "corrects_cancelled"),
    ],
)
def test_a_credit_note_corrects_an_invoice_of_its_client_that_stands(named: Invoice, code: str | None) -> None:
    problem = correction_fault(note(2, 300, 10), named)
    assert (problem and problem.code) == code


def test_only_a_credit_note_corrects() -> None:
    (problem,) = problems(replace(SENT, corrects_id=3), TODAY)
    assert (problem.code, problem.field) == ("corrects_needs_credit_note", "corrects_id")


@given(
    st.integers(1, 5_000), st.integers(0, 5_000),
    st.lists(st.tuples(st.integers(1, 3_000), st.integers(0, 3_000), st.integers(1, 28)), max_size=4),
)  # fmt: skip
def test_no_cent_is_lost_between_an_invoice_and_its_credit_notes(
    total: int, paid_part: int, notes: list[tuple[int, int, int]]
) -> None:
    invoice = replace(SENT, amount=total, vat=total // 5)
    payments = {1: [Payment(invoice_id=1, date=TODAY, amount=min(paid_part, invoice.total))]}
    rows = [invoice]
    for number, (net, back, day) in enumerate(notes, 2):
        issued = date(2026, 11, day)
        rows.append(replace(invoice, id=number, corrects_id=1, amount=-net, vat=-(net // 5), issued=issued, due=issued))
        payments[number] = [Payment(invoice_id=number, date=TODAY, amount=max(-back, rows[-1].total))]
    offset = offsets(rows, payments)
    rests = {row.id: rest_of(row, payments[row.id], offset.get(row.id, ())) for row in rows}
    assert sum(rests.values()) == sum(row.total for row in rows) - sum(p.amount for ps in payments.values() for p in ps)
    assert rests[1] >= 0
    assert all(rests[row.id] <= 0 for row in rows[1:])
    assert rests[1] == 0 or not any(rests[row.id] for row in rows[1:])


@pytest.mark.parametrize(
    ("values", "paid", "expected"),
    [
        ({"due": TODAY}, 0, InvoiceStanding.OPEN),
        ({"due": TODAY}, 600_00, InvoiceStanding.PARTLY_PAID),
        ({"due": date(2026, 11, 21)}, 0, InvoiceStanding.LATE),
        ({"due": date(2026, 11, 21)}, 600_00, InvoiceStanding.LATE),
        ({"settled": TODAY}, 1_200_00, InvoiceStanding.PAID),
        ({"settled": TODAY}, 600_00, InvoiceStanding.CREDITED),
        ({"amount": 0, "vat": 0, "due": date(2026, 11, 21)}, 0, InvoiceStanding.PAID),
        ({"amount": -1_000_00, "vat": -200_00}, 0, InvoiceStanding.CREDIT_NOTE),
        ({"cancelled": True}, 0, InvoiceStanding.CANCELLED),
    ],
)
def test_where_an_invoice_stands_on_a_day(values: dict[str, object], paid: int, expected: InvoiceStanding) -> None:
    assert invoice_standing(replace(SENT, **values), paid, TODAY) is expected  # type: ignore[arg-type]
