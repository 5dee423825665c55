"""Drafts of new invoices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rebond.actions.journals import create
from rebond.domain.missions.kinds import Billing, Client, Invoice, Milestone, Mission
from rebond.domain.money.billing import not_invoiced_yet
from rebond.domain.money.situation import Situation
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.journal import Journal
from rebond.journal.reader import Reader
from rebond.ui.missions.drafts import credit_note, next_invoice, number_after, waiting

TODAY = date(2026, 11, 22)
ATLAS = Client(id=1, name="Atlas")
MONTHLY = Mission(id=1, client_id=1, name="Social media", starts=date(2026, 9, 1), amount=2400_00)
STEPS = Mission(id=2, client_id=1, name="Audit", starts=date(2026, 9, 1), billing=Billing.MILESTONES)
FIRST = Milestone(id=1, mission_id=2, name="Interviews", amount=3000_00, date=date(2026, 11, 16))
SECOND = Milestone(id=2, mission_id=2, name="Report", amount=4500_00, date=date(2027, 1, 15))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with create(tmp_path / "drafts.rebond") as journal:
        yield journal


@pytest.fixture
def reader(journal: Journal) -> Iterator[Reader]:
    with journal.read() as reader:
        yield reader


def bill(**values: object) -> Invoice:
    return Invoice(client_id=1, amount=1, issued=TODAY, due=TODAY, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "following"),
    [("2026-31", "2026-32"), ("F009", "F010"), ("99", "100"), ("", ""), ("draft", ""), ("A-7b", "")],
)
def test_the_next_number_counts_on(last: str, following: str) -> None:
    assert number_after(last) == following


def test_the_first_month_without_invoice_is_next(reader: Reader) -> None:
    situation = Situation(missions=(MONTHLY,), invoices=(bill(mission_id=1, month=date(2026, 9, 1)),))
    assert next_invoice(reader, situation, ATLAS, MONTHLY, TODAY).month == date(2026, 10, 1)


def test_the_first_milestone_without_invoice_is_next(reader: Reader) -> None:
    situation = Situation(missions=(STEPS,), milestones=(SECOND, FIRST), invoices=(bill(mission_id=2, milestone_id=1),))
    assert next_invoice(reader, situation, ATLAS, STEPS, TODAY).milestone_id == 2


def test_without_anything_foreseen_an_invoice_of_today_is_empty(reader: Reader) -> None:
    assert next_invoice(reader, Situation(), ATLAS, STEPS, TODAY).amount == 0
    assert next_invoice(reader, Situation(), ATLAS, None, TODAY).client_id == 1


def test_each_thing_that_waits_has_its_draft(reader: Reader) -> None:
    situation = Situation(missions=(MONTHLY, STEPS), milestones=(FIRST, SECOND))
    months, steps = (waiting(reader, situation, found) for found in not_invoiced_yet(situation, TODAY))
    assert [draft.month for draft in months] == [date(2026, 9, 1), date(2026, 10, 1)]
    assert [draft.milestone_id for draft in steps] == [1]


def test_every_draft_of_a_month_bills_the_days_worked_that_were_noted(journal: Journal) -> None:
    daily = replace(MONTHLY, billing=Billing.DAILY, amount=400_00, days_per_month=2_00)
    situation = Situation(missions=(daily,))
    with journal.transaction("import") as transaction:
        transaction.insert(replace(ATLAS, id=0))
        transaction.insert(replace(daily, id=0))
        transaction.insert_all([WorkedDay(mission_id=1, date=date(2026, 10, day)) for day in (5, 6, 7, 8, 9)])
    with journal.read() as reader:
        (found,) = not_invoiced_yet(situation, TODAY)
        drafts = waiting(reader, situation, found)
        assert [(draft.days, draft.amount) for draft in drafts] == [(2_00, 800_00), (5_00, 2000_00)]
        left = replace(situation, invoices=(bill(mission_id=1, month=date(2026, 9, 1)),))
        assert next_invoice(reader, left, ATLAS, daily, TODAY).amount == 2000_00


def test_a_credit_note_takes_back_amount_and_vat() -> None:
    paid = Invoice(id=7, client_id=1, number="A-1", amount=100, vat=20, issued=TODAY, due=TODAY, settled=TODAY)
    note = credit_note(paid, TODAY)
    assert (note.id, note.amount, note.vat, note.settled, note.number) == (0, -100, -20, None, "")
    assert (note.corrects_id, note.note) == (7, "")
