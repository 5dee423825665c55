"""Credit notes that name the invoice they correct: both stay settled or open as they should, whatever is done."""

from dataclasses import replace
from pathlib import Path

import pytest

from rebond.actions import invoices, money
from rebond.actions.action import said
from rebond.actions.history import restore, revert
from rebond.actions.records import delete, save
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.journal.check import check
from rebond.journal.history import trash
from rebond.journal.journal import Journal
from rebond.journal.queries.rests import rests
from tests.languages import ENGLISH

from .doing import TODAY, day, done, refused, rows, write
from .taking_in import new_journal, seen, take_in, told, written

SENT = Invoice(client_id=1, mission_id=1, number="F-1", amount=1_000_00, vat=200_00, issued=day(31, 10), due=day(30))
NOTE = Invoice(client_id=1, number="A-1", amount=-250_00, vat=-50_00, issued=day(10), due=day(10), corrects_id=1)
WHOLE = replace(NOTE, amount=-1_000_00, vat=-200_00)


@pytest.fixture(autouse=True)
def _sent(journal: Journal) -> None:
    """Atlas and Perret; the invoice 1 was sent to Atlas."""
    write(journal, Client(name="Atlas"), Client(name="Perret"), Mission(client_id=1, name="Work", starts=day(1)))
    invoices.save_invoice(journal, SENT, TODAY)


def standing(journal: Journal) -> dict[str, tuple[int, object]]:
    """What is left of each invoice, and the day it was settled, by number."""
    with journal.read() as reader:
        left = rests(reader, reader.all(Invoice))
    return {row.number: (left[row.id], row.settled) for row in rows(journal, Invoice)}


def numbered(journal: Journal, number: str) -> Invoice:
    return next(row for row in rows(journal, Invoice) if row.number == number)


def test_one_over_the_whole_settles_both_and_its_deletion_opens_the_invoice_again(journal: Journal) -> None:
    change = done(journal, invoices.save_invoice, WHOLE, TODAY)
    assert said(ENGLISH, change.action, change.facts) == "Credit note added: A-1"
    assert standing(journal) == {"F-1": (0, day(10)), "A-1": (0, day(10))}
    assert money.outlook(journal, TODAY).as_things_stand.projection.lines == ()
    done(journal, invoices.delete_invoice, numbered(journal, "A-1"))
    assert standing(journal) == {"F-1": (1_200_00, None)}


def test_it_follows_every_change_of_either(journal: Journal) -> None:
    done(journal, invoices.save_invoice, NOTE, TODAY)
    done(journal, invoices.record_payment, Payment(invoice_id=1, date=day(20), amount=900_00), TODAY)
    assert standing(journal) == {"F-1": (0, day(20)), "A-1": (0, day(10))}
    note = numbered(journal, "A-1")
    done(journal, invoices.save_invoice, replace(note, amount=-350_00, vat=-70_00), TODAY)
    assert standing(journal) == {"F-1": (0, day(20)), "A-1": (-120_00, None)}
    done(journal, invoices.record_payment, Payment(invoice_id=2, date=day(21), amount=-120_00), TODAY)
    assert standing(journal)["A-1"] == (0, day(21))
    done(journal, invoices.save_invoice, replace(numbered(journal, "F-1"), amount=1_100_00, vat=220_00), TODAY)
    assert standing(journal) == {"F-1": (120_00, None), "A-1": (0, day(21))}


def test_one_that_names_another_invoice_leaves_the_first_open_again(journal: Journal) -> None:
    invoices.save_invoice(journal, replace(SENT, number="F-2"), TODAY)
    invoices.save_invoice(journal, WHOLE, TODAY)
    done(journal, invoices.save_invoice, replace(numbered(journal, "A-1"), corrects_id=2), TODAY)
    assert standing(journal) == {"F-1": (1_200_00, None), "F-2": (0, day(10)), "A-1": (0, day(10))}
    done(journal, invoices.save_invoice, replace(numbered(journal, "A-1"), corrects_id=None), TODAY)
    assert standing(journal) == {"F-1": (1_200_00, None), "F-2": (1_200_00, None), "A-1": (-1_200_00, None)}


def test_cancelling_it_opens_the_invoice_and_the_other_way_round(journal: Journal) -> None:
    invoices.save_invoice(journal, WHOLE, TODAY)
    done(journal, invoices.set_cancelled, numbered(journal, "A-1"), cancelled=True)
    assert standing(journal) == {"F-1": (1_200_00, None), "A-1": (0, None)}
    done(journal, invoices.set_cancelled, numbered(journal, "A-1"), cancelled=False)
    assert standing(journal) == {"F-1": (0, day(10)), "A-1": (0, day(10))}


def test_what_it_cannot_correct_is_refused_next_to_the_field(journal: Journal) -> None:
    with refused(journal, ("corrects_another_client", "corrects_id")):
        invoices.save_invoice(journal, replace(NOTE, client_id=2), TODAY)
    with refused(journal, ("corrects_needs_credit_note", "corrects_id")):
        invoices.save_invoice(journal, replace(SENT, number="F-2", corrects_id=1), TODAY)
    with refused(journal, ("gone", "corrects_id")):
        invoices.save_invoice(journal, replace(NOTE, corrects_id=9), TODAY)
    invoices.save_invoice(journal, NOTE, TODAY)
    note = numbered(journal, "A-1")
    with refused(journal, ("corrects_credit_note", "corrects_id")):
        invoices.save_invoice(journal, replace(note, corrects_id=note.id), TODAY)
    with refused(journal, ("corrects_credit_note", "corrects_id")):
        invoices.save_invoice(journal, replace(NOTE, number="A-2", corrects_id=note.id), TODAY)


def test_an_invoice_that_one_corrects_stays_one_of_this_client(journal: Journal) -> None:
    invoices.save_invoice(journal, NOTE, TODAY)
    sent, note = numbered(journal, "F-1"), numbered(journal, "A-1")
    with refused(journal, ("cancel_corrected", "cancelled")):
        invoices.set_cancelled(journal, sent, cancelled=True)
    with refused(journal, ("corrected", "client_id")):
        invoices.save_invoice(journal, replace(sent, client_id=2, mission_id=None), TODAY)
    with refused(journal, ("corrected", "amount")):
        invoices.save_invoice(journal, replace(sent, amount=-1, vat=0), TODAY)
    invoices.set_cancelled(journal, note, cancelled=True)
    invoices.set_cancelled(journal, sent, cancelled=True)
    with refused(journal, ("corrects_cancelled", "corrects_id")):
        invoices.set_cancelled(journal, numbered(journal, "A-1"), cancelled=False)


def test_with_the_invoice_deleted_it_is_a_refund_and_both_come_back_together(journal: Journal) -> None:
    invoices.save_invoice(journal, WHOLE, TODAY)
    change = done(journal, invoices.delete_invoice, numbered(journal, "F-1"))
    assert standing(journal) == {"A-1": (-1_200_00, None)}
    assert numbered(journal, "A-1").corrects_id is None
    assert restore(journal, change.seq)
    assert standing(journal) == {"F-1": (0, day(10)), "A-1": (0, day(10))}
    assert check(journal.path) == ()


def test_a_client_is_deleted_with_both_and_undo_brings_both_back(journal: Journal) -> None:
    invoices.save_invoice(journal, NOTE, TODAY)
    done(journal, delete, rows(journal, Client)[0])
    assert rows(journal, Invoice) == ()
    with journal.read() as reader:
        (deletion,) = trash(reader, limit=9)
    assert restore(journal, deletion.change.seq)
    assert standing(journal) == {"F-1": (900_00, None), "A-1": (0, day(10))}
    assert check(journal.path) == ()


def test_one_brought_back_counts_with_what_was_paid_in_the_meantime(journal: Journal) -> None:
    invoices.save_invoice(journal, NOTE, TODAY)
    deletion = done(journal, invoices.delete_invoice, numbered(journal, "A-1"))
    invoices.record_payment(journal, Payment(invoice_id=1, date=day(20), amount=1_200_00), TODAY)
    assert restore(journal, deletion.seq)
    assert standing(journal) == {"F-1": (0, day(20)), "A-1": (-300_00, None)}
    assert check(journal.path) == ()


def test_a_payment_taken_back_by_the_history_opens_what_a_credit_note_settled_since(journal: Journal) -> None:
    payment = done(journal, invoices.record_payment, Payment(invoice_id=1, date=day(5), amount=900_00), TODAY)
    invoices.save_invoice(journal, NOTE, TODAY)
    assert standing(journal)["F-1"] == (0, day(10))
    assert revert(journal, payment.seq)
    assert standing(journal) == {"F-1": (900_00, None), "A-1": (0, day(10))}
    assert check(journal.path) == ()


def test_the_check_of_the_file_names_one_that_cannot_be(journal: Journal) -> None:
    write(journal, replace(NOTE, client_id=2))
    assert [problem.code for problem in check(journal.path)] == ["check_settled", "check_correction"]


def test_renaming_a_client_leaves_them_as_they_are(journal: Journal) -> None:
    invoices.save_invoice(journal, NOTE, TODAY)
    done(journal, save, replace(rows(journal, Client)[0], name="Atlas SA"), TODAY)
    assert standing(journal) == {"F-1": (900_00, None), "A-1": (0, day(10))}


# In a document

BOOKS = {
    "clients": ["Atlas", "Perret"],
    "invoices": [
        {"client": "Atlas", "number": "A-1", "amount": -30000, "issued": "2026-11-10", "corrects": "F-1"},
        {"client": "Atlas", "number": "F-1", "amount": 100000, "issued": "2026-10-31"},
        {"client": "Perret", "number": "F-2", "amount": 100000, "issued": "2026-10-31"},
    ],
}


def test_a_document_names_the_invoice_by_its_number_before_or_after_it(tmp_path: Path) -> None:
    path = written(tmp_path, BOOKS)
    with new_journal(tmp_path, "books") as books:
        take_in(books, path)
        assert standing(books) == {"F-1": (700_00, None), "F-2": (1_000_00, None), "A-1": (0, day(10))}
        assert take_in(books, path) is None  # all of it is there
        assert check(books.path) == ()


def test_a_document_adds_one_to_an_invoice_of_the_journal(tmp_path: Path, journal: Journal) -> None:
    note = {"client": "Atlas", "number": "A-1", "amount": -100000, "vat": -20000, "mission": None}
    path = written(tmp_path, {"invoices": [note | {"issued": "2026-11-10", "corrects": "F-1"}]})
    done(journal, take_in, path)
    assert standing(journal) == {"F-1": (0, day(10)), "A-1": (0, day(10))}


@pytest.mark.parametrize(
    ("changed", "code", "line"),
    [
        ({"corrects": "F-2"}, "corrects_another_client", "corrects"),
        ({"corrects": "A-1"}, "document_unknown", "corrects"),
        ({"amount": 30000}, "corrects_needs_credit_note", "corrects"),
    ],
)
def test_a_document_cannot_correct_what_a_person_cannot(
    tmp_path: Path, changed: dict[str, object], code: str, line: str
) -> None:
    books = BOOKS | {"invoices": [BOOKS["invoices"][0] | changed, *BOOKS["invoices"][1:]]}  # type: ignore[operator]
    path = written(tmp_path, books)
    with new_journal(tmp_path, "books") as journal:
        (problem,) = told(seen(journal, path))
    assert problem[0] == code
    assert f'"{line}"' in path.read_text().splitlines()[(problem[1] or 0) - 1]
