"""Invoices, what is paid of them, and the day on which each is settled."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.actions import invoices, records
from rebond.domain.missions.kinds import (
    Billing,
    Client,
    Contract,
    Invoice,
    Milestone,
    Mission,
    Payment,
    PlannedDays,
    Terms,
)
from rebond.domain.money.situation import Situation
from rebond.journal.journal import Journal

from .doing import TODAY, day, done, refused, rows, write

ISSUED, DUE = day(31, 10), day(15)
SENT = Invoice(client_id=1, mission_id=1, number="2026-7", amount=100_00, vat=20_00, issued=ISSUED, due=DUE)
CREDIT = Invoice(client_id=1, amount=-50_00, vat=-10_00, issued=ISSUED, due=DUE)


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    """Atlas with the mission 1, Perret with the mission 2 and its milestone 1."""
    write(
        journal,
        Client(name="Atlas"),
        Client(name="Perret"),
        Mission(client_id=1, name="Social media", starts=day(1)),
        Mission(client_id=2, name="Newsletter", starts=day(1)),
        Milestone(mission_id=2, name="Draft", amount=1, date=day(1)),
    )


def sent(journal: Journal, invoice: Invoice = SENT) -> Invoice:
    done(journal, invoices.save_invoice, invoice, TODAY)
    return rows(journal, Invoice)[-1]


def paid(journal: Journal, amount: int, on: date = TODAY, invoice_id: int = 1) -> Payment:
    done(journal, invoices.record_payment, Payment(invoice_id=invoice_id, date=on, amount=amount), TODAY)
    return rows(journal, Payment)[-1]


def settled(journal: Journal, invoice_id: int = 1) -> date | None:
    return next(one.settled for one in rows(journal, Invoice) if one.id == invoice_id)


def test_an_invoice_is_not_settled_before_anything_is_paid(journal: Journal) -> None:
    assert sent(journal, replace(SENT, settled=day(1))) == replace(SENT, id=1)


def test_it_is_settled_on_the_day_of_its_last_part(journal: Journal) -> None:
    sent(journal)
    paid(journal, 70_00, day(20))
    assert settled(journal) is None
    paid(journal, 50_00, day(18))
    assert settled(journal) == day(20)


def test_a_part_taken_back_unsettles_it(journal: Journal) -> None:
    sent(journal)
    paid(journal, 70_00, day(20))
    last = paid(journal, 50_00, day(21))
    change = done(journal, invoices.delete_payment, last)
    assert (settled(journal), change.facts) == (None, {"name": "2026-7"})


def test_a_part_changed_settles_it_anew(journal: Journal) -> None:
    sent(journal)
    part = paid(journal, 70_00, day(20))
    done(journal, invoices.record_payment, replace(part, amount=120_00, date=day(19)), TODAY)
    assert settled(journal) == day(19)


def test_an_edit_decides_anew_whether_it_is_settled(journal: Journal) -> None:
    invoice = sent(journal)
    paid(journal, 70_00, day(20))
    done(journal, invoices.save_invoice, replace(invoice, amount=50_00, vat=20_00), TODAY)
    assert settled(journal) == day(20)
    done(journal, invoices.save_invoice, invoice, TODAY)
    assert settled(journal) is None
    with refused(journal, ("paid_too_much", "amount")):
        invoices.save_invoice(journal, replace(invoice, amount=49_99), TODAY)


def test_a_credit_note_is_paid_back_by_negative_parts(journal: Journal) -> None:
    sent(journal, CREDIT)
    paid(journal, -20_00, day(20))
    assert settled(journal) is None
    paid(journal, -40_00, day(21))
    assert settled(journal) == day(21)
    with refused(journal, ("paid_too_much", "amount")):
        invoices.record_payment(journal, Payment(invoice_id=1, date=TODAY, amount=-1), TODAY)


def test_more_than_the_rest_is_refused(journal: Journal) -> None:
    sent(journal)
    paid(journal, 100_00)
    with refused(journal, ("paid_too_much", "amount")):
        invoices.record_payment(journal, Payment(invoice_id=1, date=TODAY, amount=20_01), TODAY)


def test_a_part_given_back_brings_the_rest_up_again_but_never_below_nothing(journal: Journal) -> None:
    sent(journal)
    paid(journal, 120_00, day(20))
    paid(journal, -20_00, day(21))
    assert settled(journal) is None
    with refused(journal, ("paid_below_zero", "amount")):
        invoices.record_payment(journal, Payment(invoice_id=1, date=TODAY, amount=-100_01), TODAY)
    sent(journal, CREDIT)
    with refused(journal, ("paid_below_zero", "amount")):
        invoices.record_payment(journal, Payment(invoice_id=2, date=TODAY, amount=1), TODAY)


def test_nothing_is_paid_of_an_invoice_of_nothing(journal: Journal) -> None:
    sent(journal, replace(SENT, amount=0, vat=0))
    assert settled(journal) is None
    for amount in (1, -1):
        with refused(journal, ("paid_too_much", "amount")):
            invoices.record_payment(journal, Payment(invoice_id=1, date=TODAY, amount=amount), TODAY)


def test_a_payment_to_come_or_of_nothing_is_refused(journal: Journal) -> None:
    sent(journal)
    with refused(journal, ("paid_in_the_future", "date"), ("zero", "amount")):
        invoices.record_payment(journal, Payment(invoice_id=1, date=day(23), amount=0), TODAY)


def test_a_number_is_one_invoices_and_none_may_be_many(journal: Journal) -> None:
    invoice = sent(journal)
    with refused(journal, ("invoice_number_taken", "number")):
        invoices.save_invoice(journal, replace(CREDIT, number="2026-7"), TODAY)
    done(journal, invoices.save_invoice, replace(invoice, note="sent by mail"), TODAY)
    sent(journal, CREDIT)
    sent(journal, CREDIT)


def test_an_invoice_bills_its_own_clients_mission(journal: Journal) -> None:
    with refused(journal, ("mission_of_another", "mission_id")):
        invoices.save_invoice(journal, replace(SENT, mission_id=2), TODAY)
    with refused(journal, ("milestone_of_another", "milestone_id")):
        invoices.save_invoice(journal, replace(SENT, milestone_id=1), TODAY)
    sent(journal, replace(SENT, client_id=2, mission_id=2, milestone_id=1))


def test_an_invoice_without_number_is_called_by_its_client(journal: Journal) -> None:
    change = done(journal, invoices.save_invoice, CREDIT, TODAY)
    assert change.facts == {"name": "Atlas"}


def test_an_invoice_is_cancelled_and_that_is_taken_back(journal: Journal) -> None:
    invoice = sent(journal)
    done(journal, invoices.set_cancelled, invoice, cancelled=True)
    assert rows(journal, Invoice) == (replace(invoice, cancelled=True),)
    with refused(journal, ("invoice_cancelled", "amount")):
        invoices.record_payment(journal, Payment(invoice_id=1, date=TODAY, amount=1), TODAY)
    done(journal, invoices.set_cancelled, invoice, cancelled=False)
    assert rows(journal, Invoice) == (invoice,)
    assert invoices.set_cancelled(journal, invoice, cancelled=False) is None


def test_what_was_paid_in_part_is_not_cancelled(journal: Journal) -> None:
    invoice = sent(journal)
    paid(journal, 1)
    with refused(journal, ("cancel_paid", "cancelled")):
        invoices.set_cancelled(journal, invoice, cancelled=True)
    with refused(journal, ("invoice_cancelled", "amount")):
        invoices.save_invoice(journal, replace(invoice, cancelled=True), TODAY)


def test_an_invoice_deleted_in_the_meantime_is_paid_and_cancelled_no_more(journal: Journal) -> None:
    invoice = sent(journal)
    part = paid(journal, 1)
    done(journal, records.delete, invoice)
    with refused(journal, ("gone", "")):
        invoices.record_payment(journal, Payment(invoice_id=1, date=TODAY, amount=1), TODAY)
    with refused(journal, ("gone", "")):
        invoices.delete_payment(journal, part)
    with refused(journal, ("gone", "")):
        invoices.set_cancelled(journal, invoice, cancelled=True)
    with refused(journal, ("gone", "")):
        invoices.save_invoice(journal, invoice, TODAY)


MISSION = Mission(
    id=1, client_id=1, name="Site", contract=Contract.FIXED_TERM, starts=day(1), ends=day(15, 12),
    billing=Billing.DAILY,
    amount=480_00, days_per_month=17_00, terms=Terms.MONTH_END_THEN_DAYS, terms_days=45, vat_rate=20_000,
)  # fmt: skip


def test_the_draft_of_a_month_is_what_the_contract_foresees(journal: Journal) -> None:
    situation = Situation(planned_days=(PlannedDays(mission_id=1, month=day(1, 12), days=10_00),))
    with journal.read() as reader:
        whole = invoices.draft_for_month(reader, situation, MISSION, day(1))
        part = invoices.draft_for_month(reader, situation, MISSION, day(1, 12))
    assert (whole.amount, whole.vat, whole.days) == (8_160_00, 1_632_00, 17_00)
    assert (whole.issued, whole.due, whole.month) == (day(30), date(2027, 1, 14), day(1))
    assert (part.amount, part.days, part.issued) == (2_322_58, 4_84, day(15, 12))
    assert (part.client_id, part.mission_id, part.id, part.settled) == (1, 1, 0, None)


def test_the_draft_of_a_month_billed_by_the_month_says_no_days(journal: Journal) -> None:
    mission = replace(MISSION, billing=Billing.MONTHLY, amount=2_400_00, ends=None, contract=Contract.OPEN_ENDED)
    with journal.read() as reader:
        drafted = invoices.draft_for_month(reader, Situation(), mission, day(1))
    assert (drafted.amount, drafted.days, drafted.issued) == (2_400_00, None, day(30))


def test_the_draft_of_a_milestone_is_issued_on_its_day() -> None:
    milestone = Milestone(id=5, mission_id=1, name="Draft", amount=1_000_01, date=day(20))
    drafted = invoices.draft_for_milestone(MISSION, milestone)
    assert (drafted.amount, drafted.vat, drafted.issued, drafted.milestone_id) == (1_000_01, 200_00, day(20), 5)
