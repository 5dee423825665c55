"""Money is counted once: what a movement pays, each movement once, and no payment noted twice."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.actions import imports
from rebond.actions.imports.bank.account_identity import ImportAnswers
from rebond.actions.imports.bank.offer import _LARGEST_FEE, _LARGEST_FEE_PART, Offer, may_be_fee
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.money.kinds import Account, Balance, Expense
from rebond.journal.check import check
from rebond.journal.journal import Journal
from tests.exchange.banks import Entry, Paid, camt, camt_file, ofx, packed, page

from .taking_in import TODAY, new_journal, seen, take_in, written


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def invoiced(journal: Journal, folder: Path, *invoices: tuple[str, str, int] | tuple[str, str, int, str]) -> None:
    """Note invoices: client, number, cents, and the day on which the person noted them paid."""
    rows: list[dict[str, Any]] = [
        {"client": client, "number": number, "amount": cents, "vat": 0, "issued": "2026-09-30", "due": "2026-10-30",
         "mission": None} | ({"paid": paid[0]} if paid else {})
        for client, number, cents, *paid in invoices
    ]  # fmt: skip
    clients = list(dict.fromkeys(row["client"] for row in rows))
    take_in(journal, written(folder, {"clients": clients, "invoices": rows}, "invoices.json"))


def offered(journal: Journal, *paths: Path) -> list[tuple[str, int, bool]]:
    """Return each offer: the numbers of its invoices, what they get in cents, and whether it is sure."""
    return [short(offer) for offer in seen(journal, *paths).offers]


def short(offer: Offer) -> tuple[str, int, bool]:
    numbers = " ".join(share.number for share in offer.shares)
    return numbers, sum(share.amount for share in offer.shares), offer.sure


def reasons(journal: Journal, path: Path) -> list[list[str]]:
    return [[reason.code for reason in offer.reasons] for offer in seen(journal, path).offers]


def notes(journal: Journal, *paths: Path) -> list[str]:
    return [note.code for source in seen(journal, *paths).sources for note in source.notes]


def paid(journal: Journal) -> dict[str, int]:
    """Return what was paid of each invoice, in cents."""
    with journal.read() as reader:
        numbers = {row.id: row.number for row in reader.all(Invoice)}
        sums = dict.fromkeys(numbers.values(), 0)
        for payment in reader.all(Payment):
            sums[numbers[payment.invoice_id]] += payment.amount
    return sums


class TestOffers:
    """What is offered, with its reason, and what of it is sure."""

    def test_each_payment_of_a_batch(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956), ("Duval", "F-002", 10_000))
        batch = Entry(
            "429.56", "2026-11-10", parts=(Paid("329.56", "Atlas", "F-001"), Paid("100.00", "Duval", "F-002"))
        )
        path = written(tmp_path, camt(batch), "s.xml")
        assert offered(journal, path) == [("F-001", 32_956, True), ("F-002", 10_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 32_956, "F-002": 10_000}
        assert offered(journal, path) == []
        assert offered(journal, written(tmp_path, ofx(Entry("429.56", "2026-11-10")), "s.ofx")) == []
        assert not check(journal.path)

    def test_the_rest_of_a_batch_of_which_a_part_is_noted(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956), ("Duval", "F-002", 10_000))
        batch = Entry("429.56", "2026-11-10", parts=(Paid("329.56", "Atlas", "F-001"), Paid("100.00", "Duval", "?")))
        path = written(tmp_path, camt(batch), "s.xml")
        take_in(journal, path, paid=[seen(journal, path).offers[0]])
        assert offered(journal, path) == [("F-002", 10_000, True)]

    def test_a_batch_that_does_not_add_up_is_never_sure(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956), ("Duval", "F-002", 10_000))
        batch = Entry(
            "400.00", "2026-11-10", parts=(Paid("329.56", "Atlas", "F-001"), Paid("100.00", "Duval", "F-002"))
        )
        path = written(tmp_path, camt(batch), "s.xml")
        assert [sure for *_rest, sure in offered(journal, path)] == [False, False]
        assert all("batch_incomplete" in why for why in reasons(journal, path))

    def test_a_whole_whose_parts_are_categories_of_a_program(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 42_956))
        split = "!Type:Bank\nD18/11/2026\nT429.56\nPVIR Atlas F-001\nSVentes\n$400.00\nSPort\n$29.56\n^\n"
        path = written(tmp_path, split, "s.qif")
        assert offered(journal, path) == [("F-001", 42_956, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 42_956}
        assert offered(journal, path) == []

    def test_one_transfer_for_two_invoices_it_names(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 100_000), ("Atlas", "F-002", 50_000))
        path = written(tmp_path, camt(Entry("1500.00", "2026-11-10", text="F001, F 002")), "s.xml")
        assert offered(journal, path) == [("F-001 F-002", 150_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 100_000, "F-002": 50_000}
        assert offered(journal, path) == []

    def test_a_transfer_of_less_than_the_invoices_it_names_pays_the_oldest_first(
        self, tmp_path: Path, journal: Journal
    ) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 100_000), ("Atlas", "F-002", 50_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="F001, F 002")), "s.xml")
        (offer,) = seen(journal, path).offers
        assert [(share.number, share.amount) for share in offer.shares] == [("F-001", 100_000), ("F-002", 20_000)]

    def test_one_transfer_for_all_that_a_client_owes(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(
            journal, tmp_path, ("Atlas", "F-001", 100_000), ("Atlas", "F-002", 50_000), ("Duval", "F-003", 150_001)
        )
        path = written(tmp_path, camt(Entry("1500.00", "2026-11-10", name="ATLAS SAS")), "s.xml")
        assert offered(journal, path) == [("F-001 F-002", 150_000, False)]
        assert reasons(journal, path) == [["pays_together"]]

    def test_what_a_credit_note_left_of_an_invoice(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        note = {"client": "Atlas", "number": "A-001", "amount": -20_000, "vat": 0, "issued": "2026-10-05",
                "mission": None, "corrects": "F-001"}  # fmt: skip
        take_in(journal, written(tmp_path, {"invoices": [note]}, "note.json"))
        path = written(tmp_path, camt(Entry("1000.00", "2026-11-10", text="F-001")), "s.xml")
        assert offered(journal, path) == [("F-001", 100_000, True)]
        take_in(journal, path)
        with journal.read() as reader:
            assert all(row.settled for row in reader.all(Invoice))

    def test_where_several_sums_are_possible_none_is_offered(self, tmp_path: Path, journal: Journal) -> None:
        owed = [("Atlas", "F-001", 100_000), ("Atlas", "F-002", 50_000), ("Atlas", "F-003", 50_000)]
        invoiced(journal, tmp_path, *owed)
        path = written(tmp_path, camt(Entry("1500.00", "2026-11-10", name="ATLAS")), "s.xml")
        assert offered(journal, path) == []

    def test_a_batch_noted_as_a_whole_is_not_taken_apart(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 32_956), ("Atlas", "F-002", 10_000), ("Atlas", "F-003", 10_000))
        whole = written(tmp_path, ofx(Entry("429.56", "2026-11-10", text="F-001 F-002")), "s.ofx")
        take_in(journal, whole)
        batch = Entry("429.56", "2026-11-10", parts=(Paid("329.56", "Atlas", "1"), Paid("100.00", "Atlas", "2")))
        assert offered(journal, written(tmp_path, camt(batch), "s.xml")) == []

    def test_a_noted_payment_of_a_batch_pays_no_other_invoice(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 10_000), ("Duval", "F-002", 20_000))
        batch = Entry("300.00", "2026-11-10", parts=(Paid("100.00", "Atlas", "1"), Paid("200.00", "Duval", "2")))
        path = written(tmp_path, camt(batch), "s.xml")
        take_in(journal, path, paid=[seen(journal, path).offers[0]])
        more = {"client": "Atlas", "number": "F-003", "amount": 10_000, "issued": "2026-09-30", "mission": None}
        take_in(journal, written(tmp_path, {"invoices": [more]}, "more.json"))
        assert [number for number, *_rest in offered(journal, path)] == ["F-002"]

    def test_a_credit_that_reverses_a_debit_pays_nothing(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", reversal=True)), "s.xml")
        assert offered(journal, path) == []

    def test_a_part_that_names_its_invoice(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        first = Entry("600.00", "2026-11-10", text="F-001 acompte")
        path = written(tmp_path, camt(first, Entry("600.00", "2026-11-17", text="F-001 solde")), "s.xml")
        assert offered(journal, path) == [("F-001", 60_000, True), ("F-001", 60_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 120_000}

    def test_what_the_bank_says_that_it_kept_is_its_fee(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        entry = Entry("1185.00", "2026-11-10", text="F-001", instructed="1200.00")
        path = written(tmp_path, camt(entry), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, True)]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 120_000}
        with journal.read() as reader:
            assert [(row.amount, row.first) for row in reader.all(Expense)] == [(1_500, dt.date(2026, 11, 10))]
        assert offered(journal, path) == []

    def test_a_little_less_may_be_a_fee_or_a_part(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, camt(Entry("1185.00", "2026-11-10", text="F-001")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False), ("F-001", 118_500, False)]
        assert reasons(journal, path) == [["pays_named", "pays_less_fee"], ["pays_named", "pays_part"]]

    def test_more_than_is_left_is_told(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, camt(Entry("1200.01", "2026-11-10", text="F-001")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False)]
        assert reasons(journal, path) == [["pays_named", "pays_too_much"]]

    def test_the_longer_number_is_meant(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "2026-1", 120_000), ("Atlas", "2026-1-2", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="FACTURE 2026-1-2")), "s.xml")
        assert offered(journal, path) == [("2026-1-2", 120_000, True)]

    @pytest.mark.parametrize(
        ("number", "text"),
        [
            ("2026-11", "CPAM REMB SOINS 2026-11-05 REF 8837"), ("2026-08", "DU 09 11 2026 08"), ("1026", "TVA 10/26"),
            ("F-001", "REMB F-001"),
        ],
        ids=["in a date", "behind a date", "a month", "of another payer"],
    )  # fmt: skip
    def test_what_only_looks_like_a_number_is_not_sure(
        self, tmp_path: Path, journal: Journal, number: str, text: str
    ) -> None:
        invoiced(journal, tmp_path, ("Atlas", number, 120_000))
        path = written(tmp_path, camt(Entry("33.40", "2026-11-10", name="CPAM", text=text)), "s.xml")
        assert not any(sure for *_rest, sure in offered(journal, path))

    @pytest.mark.parametrize("text", ["2026-11 2026-12", "FACT 2026-11, 2026-12", "202611 202612"])
    def test_two_numbers_of_figures_side_by_side(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "2026-11", 100_000), ("Atlas", "2026-12", 50_000))
        path = written(tmp_path, camt(Entry("1500.00", "2026-11-10", text=text)), "s.xml")
        assert offered(journal, path) == [("2026-11 2026-12", 150_000, True)]

    def test_a_short_number_with_a_letter(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-1", 120_000), ("Atlas", "F-2", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="VIR F-2")), "s.xml")
        assert offered(journal, path) == [("F-2", 120_000, True)]

    def test_one_that_names_an_invoice_and_pays_another_of_the_client_too(
        self, tmp_path: Path, journal: Journal
    ) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 100_000), ("Atlas", "F-002", 50_000))
        path = written(tmp_path, camt(Entry("1500.00", "2026-11-10", text="F-001")), "s.xml")
        assert ("F-001 F-002", 150_000, False) in offered(journal, path)

    def test_one_of_today(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 100_000))
        path = written(tmp_path, camt(Entry("1000.00", TODAY.isoformat(), text="F-001")), "s.xml")
        assert offered(journal, path) == [("F-001", 100_000, True)]

    def test_what_a_bank_keeps_is_small_and_no_more_than_a_part(self) -> None:
        assert may_be_fee(1, 1_000_00)
        assert not may_be_fee(0, 1_000_00)
        assert may_be_fee(_LARGEST_FEE, _LARGEST_FEE * _LARGEST_FEE_PART)
        assert not may_be_fee(_LARGEST_FEE, _LARGEST_FEE * _LARGEST_FEE_PART - 1)
        assert not may_be_fee(_LARGEST_FEE + 1, 100_000_00)

    @pytest.mark.parametrize("number", ["7", "12", "F"])
    def test_a_number_of_one_or_two_characters_is_in_too_many_texts(
        self, tmp_path: Path, journal: Journal, number: str
    ) -> None:
        invoiced(journal, tmp_path, ("Atlas", number, 120_000))
        path = written(tmp_path, camt(Entry("33.40", "2026-11-10", name="CPAM", text=f"SOINS {number}")), "s.xml")
        assert offered(journal, path) == []

    def test_a_refund_of_a_credit_note(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-10-20"))
        note = {"client": "Atlas", "number": "A-001", "amount": -20_000, "vat": 0, "issued": "2026-10-25",
                "mission": None, "corrects": "F-001"}  # fmt: skip
        take_in(journal, written(tmp_path, {"invoices": [note]}, "note.json"))
        path = written(tmp_path, camt(Entry("-200.00", "2026-11-10", text="A-001")), "s.xml")
        assert offered(journal, path) == [("A-001", -20_000, True)]
        take_in(journal, path)
        assert offered(journal, path) == []
        assert not check(journal.path)

    def test_two_movements_that_name_one_invoice_compete(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        twice = (
            Entry("1200.00", "2026-11-10", text="F-001", ref="a"),
            Entry("1200.00", "2026-11-12", text="F-001", ref="b"),
        )
        path = written(tmp_path, camt(*twice), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False), ("F-001", 120_000, False)]
        assert all("competes" in why for why in reasons(journal, path))


class TestNamesAlone:
    """The client's name alone is never sure where another invoice could be meant."""

    def test_another_open_invoice_of_the_amount(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Duval", "F-002", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", name="ATLAS")), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False), ("F-002", 120_000, False)]

    @pytest.mark.parametrize(("day", "sure"), [("2026-11-04", False), ("2026-11-01", False), ("2026-10-01", True)])
    def test_another_invoice_of_the_amount_was_paid_near_that_day(
        self, tmp_path: Path, journal: Journal, day: str, sure: bool
    ) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, day), ("Atlas", "F-002", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", name="ATLAS")), "s.xml")
        assert offered(journal, path) == [("F-002", 120_000, sure)]

    def test_a_movement_that_names_a_paid_invoice_too_is_not_sure(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-10-01"), ("Atlas", "F-002", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="F-001 F-002")), "s.xml")
        assert offered(journal, path) == [("F-002", 120_000, False)]
        assert reasons(journal, path) == [["pays_named", "names_paid_too"]]

    def test_a_movement_that_names_a_paid_invoice_is_put_on_no_other(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-10-01"), ("Atlas", "F-002", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="F-001")), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == ["movement_names_paid"]


class TestOnce:
    """One movement under two names is one; two equal ones are two."""

    def test_equal_movements_on_two_pages_are_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        entry, day = Entry("1200.00", "2026-11-10"), "2026-11-10"
        pages = camt_file(
            page([entry], ("OPBD", "0.00", day), ("ITBD", "1200.00", day)),
            page([entry], ("ITBD", "1200.00", day), ("CLBD", "2400.00", day)),
        )
        path = written(tmp_path, pages, "s.xml")
        assert len(seen(journal, path).offers) == 4
        take_in(journal, path, paid=self.each_once(journal, path))
        assert paid(journal) == {"F-001": 120_000, "F-002": 120_000}
        assert offered(journal, path) == []

    def test_equal_movements_on_two_pages_in_two_files_are_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        entry, day = Entry("1200.00", "2026-11-10"), "2026-11-10"
        first = camt_file(page([entry], ("OPBD", "0.00", day), ("ITBD", "1200.00", day)))
        last = camt_file(page([entry], ("ITBD", "1200.00", day), ("CLBD", "2400.00", day)))
        both = (written(tmp_path, last, "2.xml"), written(tmp_path, first, "1.xml"))
        assert not seen(journal, *both).problems
        take_in(journal, *both, paid=self.each_once(journal, *both))
        assert paid(journal) == {"F-001": 120_000, "F-002": 120_000}
        assert offered(journal, *both) == []

    def test_equal_movements_on_two_accounts_are_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        entry = Entry("1200.00", "2026-11-10", ref="R1")
        other = written(tmp_path, camt(entry, iban="FR1420041010050500013M02606"), "b.xml")
        both = (written(tmp_path, camt(entry), "a.xml"), other)
        take_in(journal, *both, paid=self.each_once(journal, *both))
        assert paid(journal) == {"F-001": 120_000, "F-002": 120_000}
        assert offered(journal, *both) == []

    @staticmethod
    def each_once(journal: Journal, *paths: Path) -> list[Offer]:
        """Choose offers so that each movement pays one invoice, and each invoice is paid once."""
        chosen: dict[str, Offer] = {}
        for offer in seen(journal, *paths).offers:
            taken = {one.shares[0].invoice_id for one in chosen.values()}
            if offer.bank_ref not in chosen and offer.shares[0].invoice_id not in taken:
                chosen[offer.bank_ref] = offer
        return list(chosen.values())

    ENTRY = Entry("1200.00", "2026-11-10", text="VIR 1", ref="R1")

    @pytest.mark.parametrize(
        "again",
        [
            camt(Entry("1200.00", "2026-11-10", text="VIR 1", ref="R2")),
            ofx(Entry("1200.00", "2026-11-10", text="VIREMENT", ref="889")),
            ofx(Entry("1200.00", "2026-11-11", text="VIREMENT", ref="889"), Entry("-3.00", "2026-11-02", "Frais")),
            ofx(Entry("1200.00", "2026-11-13", text="VIREMENT", ref="889"), Entry("-3.00", "2026-11-02", "Frais")),
        ],
        ids=["reference changed", "other format", "posted a day later", "posted after the weekend"],
    )
    @pytest.mark.parametrize("together", [True, False])
    def test_one_movement_is_one(self, tmp_path: Path, journal: Journal, again: str, together: bool) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        first = written(tmp_path, camt(self.ENTRY), "a.xml")
        second = written(tmp_path, again, "b.txt")
        if together:
            assert len({offer.bank_ref for offer in seen(journal, first, second).offers}) == 1
        else:
            take_in(journal, first, paid=[seen(journal, first).offers[0]])
            assert offered(journal, second) == []

    @pytest.mark.parametrize(
        "again",
        [
            ofx(Entry("1200.00", "2026-11-10", ref="1"), Entry("1200.00", "2026-11-11", ref="2")),
            camt(ENTRY, replace(ENTRY, ref="R2")),
            camt(Entry("1200.00", "2026-11-10", text="VIR 1"), Entry("1200.00", "2026-11-10", text="VIR 1")),
            ofx(Entry("1200.00", "2026-11-18", ref="2")),
            ofx(Entry("1200.00", "2026-11-11", ref="2")),
            ofx(Entry("1200.00", "2026-11-10", ref="R1"), number="777", bank="9"),
        ],
        ids=[
            "both in the second file", "equal on one day", "equal without reference", "a week later",
            "the next day alone", "other account",
        ],
    )  # fmt: skip
    def test_two_movements_are_two(self, tmp_path: Path, journal: Journal, again: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        first = written(tmp_path, camt(self.ENTRY), "a.xml")
        second = written(tmp_path, again, "b.txt")
        assert len({offer.bank_ref for offer in seen(journal, first, second).offers}) == 2
        take_in(journal, first, paid=[seen(journal, first).offers[0]])
        assert [number for number, *_rest in offered(journal, second)] == ["F-002"]

    def test_equal_movements_of_two_days_in_one_file_are_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        days = [page([Entry("1200.00", day)], ("CLBD", "1.00", day)) for day in ("2026-11-10", "2026-11-11")]
        path = written(tmp_path, camt_file(*days), "s.xml")
        assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 2

    def test_equal_movements_of_two_statements_of_one_day_are_two(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        pages = [page([Entry("1200.00", "2026-11-10")], ("CLBD", cents, "2026-11-10")) for cents in ("1201", "2401")]
        for order in (pages, pages[::-1]):
            path = written(tmp_path, camt_file(*order), "s.xml")
            assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 2

    def test_a_copy_of_a_statement_in_its_file_brings_nothing(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 120_000))
        period = "<FrToDt><FrDtTm>2026-11-01T00:00:00</FrDtTm><ToDtTm>2026-11-20T00:00:00</ToDtTm></FrToDt>"
        copy = page([Entry("1200.00", "2026-11-10")], ("CLBD", "1.00", "2026-11-20")).replace(
            "<Acct>", period + "<Acct>"
        )
        path = written(tmp_path, camt_file(copy, copy), "s.xml")
        assert len({offer.bank_ref for offer in seen(journal, path).offers}) == 1

    @pytest.mark.parametrize("day", ["2026-11-10", "2026-11-08"])
    def test_two_payers_in_two_files_are_two(self, tmp_path: Path, journal: Journal, day: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Duval", "F-002", 120_000))
        one = camt(Entry("1200.00", "2026-11-10", "Atlas", "VIR ATLAS F-001", "A1"))
        other = camt(Entry("1200.00", day, "Duval", "VIR DUVAL F-002", "B7"), Entry("-1.00", "2026-11-02", "Frais"))
        both = [written(tmp_path, one, "a.xml"), written(tmp_path, other, "b.xml")]
        assert {number for number, *_rest in offered(journal, *both)} == {"F-001", "F-002"}

    def test_overlapping_downloads_bring_each_movement_once(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000), ("Atlas", "F-002", 30_000))
        old, new = Entry("1200.00", "2026-11-10", text="F-001"), Entry("300.00", "2026-11-17", text="F-002")
        take_in(journal, written(tmp_path, camt(old, day="2026-11-15"), "a.xml"))
        take_in(journal, written(tmp_path, camt(old, new), "b.xml"))
        assert paid(journal) == {"F-001": 120_000, "F-002": 30_000}


class TestNotedByHand:
    """A payment that a person noted is recognised as one where it is one, and kept as two where they are two."""

    def test_a_movement_that_names_it_is_that_payment(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-10"), ("Atlas", "F-002", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-12", text="VIR ATLAS F-001")), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == []

    def test_a_movement_that_names_none_may_be_it(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-10"), ("Atlas", "F-002", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-12", text="VIR ATLAS")), "s.xml")
        assert offered(journal, path) == [("F-002", 120_000, False)]
        assert "may_be_noted" in reasons(journal, path)[0]

    def test_a_movement_that_names_another_is_another(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-10"), ("Atlas", "F-002", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="VIR ATLAS F-002")), "s.xml")
        assert offered(journal, path) == [("F-002", 120_000, True)]

    def test_two_movements_and_one_noted_payment(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-10"), ("Atlas", "F-002", 120_000))
        two = (
            Entry("1200.00", "2026-11-10", text="F-001", ref="a"),
            Entry("1200.00", "2026-11-12", text="F-002", ref="b"),
        )
        path = written(tmp_path, camt(*two), "s.xml")
        assert offered(journal, path) == [("F-002", 120_000, True)]

    def test_only_one_of_two_movements_may_be_a_noted_payment(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-10"), ("Atlas", "F-002", 120_000))
        two = (Entry("1200.00", "2026-11-10", ref="a"), Entry("1200.00", "2026-11-12", ref="b"))
        path = written(tmp_path, camt(*two), "s.xml")
        assert ["may_be_noted" in why for why in reasons(journal, path)] == [True, False]

    def test_one_transfer_noted_as_two_payments(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(
            journal, tmp_path,
            ("Atlas", "F-001", 100_000, "2026-11-10"), ("Atlas", "F-002", 50_000, "2026-11-10"),
            ("Atlas", "F-003", 150_000),
        )  # fmt: skip
        path = written(tmp_path, camt(Entry("1500.00", "2026-11-11", text="VIR ATLAS")), "s.xml")
        assert offered(journal, path) == [("F-003", 150_000, False)]
        assert "may_be_noted" in reasons(journal, path)[0]


class TestTakenBack:
    """A payment that is reversed, and told."""

    BACK = Entry("-1200.00", "2026-11-15", text="REJET VIR ATLAS F-001", ref="Z9")

    def test_in_the_same_file(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="VIR ATLAS F-001"), self.BACK), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == ["movement_taken_back"]

    def test_and_paid_again(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        paid_twice = [Entry("1200.00", f"2026-11-{day}", text="VIR ATLAS F-001") for day in (10, 18)]
        path = written(tmp_path, camt(paid_twice[0], self.BACK, paid_twice[1]), "s.xml")
        assert [(offer.date.day, offer.sure) for offer in seen(journal, path).offers] == [(18, True)]

    @pytest.mark.parametrize("by_hand", [True, False])
    @pytest.mark.parametrize("flagged", [True, False])
    def test_months_later(self, tmp_path: Path, journal: Journal, by_hand: bool, flagged: bool) -> None:
        if by_hand:
            invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-09-10"))
        else:
            invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
            entry = Entry("1200.00", "2026-10-10", text="F-001")
            take_in(journal, written(tmp_path, camt(entry, day="2026-10-15"), "a.xml"))
        text = "ATLAS F-001" if flagged else "REJET ATLAS F-001"
        path = written(tmp_path, camt(Entry("-1200.00", "2026-11-15", text=text, reversal=flagged)), "b.xml")
        assert offered(journal, path) == [("F-001", -120_000, True)]
        assert notes(journal, path) == ["movement_takes_back"]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 0}
        with journal.read() as reader:
            assert [row.settled for row in reader.all(Invoice)] == [None]
        assert offered(journal, path) == []
        assert not check(journal.path)

    def test_only_once(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-09-10"))
        take_in(journal, written(tmp_path, camt(self.BACK, day="2026-11-15"), "a.xml"))
        again = Entry("-1200.00", "2026-11-20", text="REJET VIR ATLAS F-001", ref="Z10")
        assert offered(journal, written(tmp_path, camt(again), "b.xml")) == []

    def test_one_of_two_payments_of_a_client_is_not_guessed(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(
            journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-09-10"), ("Atlas", "F-002", 120_000, "2026-10-10")
        )
        path = written(tmp_path, camt(Entry("-1200.00", "2026-11-15", text="REJET VIR ATLAS")), "s.xml")
        assert offered(journal, path) == [("F-001", -120_000, False), ("F-002", -120_000, False)]

    def test_on_another_account_it_takes_nothing_back(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        came = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="F-001")), "a.xml")
        other = written(tmp_path, camt(self.BACK, iban="FR1420041010050500013M02606"), "b.xml")
        assert offered(journal, came, other) == [("F-001", 120_000, True)]

    def test_one_of_a_transfer_for_two_takes_both_back(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 100_000), ("Atlas", "F-002", 50_000))
        take_in(journal, written(tmp_path, camt(Entry("1500.00", "2026-11-10", text="F-001 F-002")), "a.xml"))
        back = Entry("-1500.00", "2026-11-19", text="REJET F-001 F-002")
        take_in(journal, written(tmp_path, camt(back, day="2026-11-21"), "b.xml"))
        assert paid(journal) == {"F-001": 0, "F-002": 0}

    def test_a_rejected_debit_of_another_takes_nothing_back(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        rejected = Entry("-1200.00", "2026-11-15", name="EDF", text="REJET PRELEVEMENT SEPA")
        path = written(tmp_path, camt(Entry("1200.00", "2026-11-10", text="VIREMENT SEPA F-001"), rejected), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, True)]

    def test_two_transfers_of_one_label_take_nothing_back(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        same = [
            Entry(amount, "2026-11-10", "", "VIREMENT SEPA", ref)
            for amount, ref in (("1200.00", "a"), ("-1200.00", "b"))
        ]
        path = written(tmp_path, camt(*same), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False)]
        assert notes(journal, path) == []

    def test_a_debit_that_names_an_invoice_is_offered_and_not_told(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-10-01"))
        debit = Entry("-1200.00", "2026-11-15", "Studio Nord", "VIR F-001 sous-traitance")
        path = written(tmp_path, camt(debit), "s.xml")
        assert offered(journal, path) == [("F-001", -120_000, False)]
        assert notes(journal, path) == []

    def test_a_debit_that_says_nothing_of_it_takes_nothing_back(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-01"))
        path = written(tmp_path, camt(Entry("-1200.00", "2026-11-15", name="Loyer", text="novembre")), "s.xml")
        assert offered(journal, path) == []
        assert notes(journal, path) == []


class TestSavings:
    """An import never raises the savings by more than the statement's own balance says."""

    @settings(max_examples=60)
    @given(data=st.data())
    def test_savings_never_rise_above_the_closing_balances(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
    ) -> None:
        folder = tmp_path_factory.mktemp("savings")
        names = data.draw(st.lists(st.sampled_from(["Courant", "Livret", "Pro"]), unique=True, max_size=3))
        noted = [
            {"name": name, "balances": [{"date": "2026-11-01", "amount": data.draw(st.integers(0, 10**6))}]}
            for name in names
        ]
        cents = data.draw(st.integers(-(10**6), 10**6))
        day = data.draw(st.sampled_from(["2026-10-15", "2026-11-01", "2026-11-20"]))
        makers = data.draw(st.sampled_from([(camt,), (ofx,), (camt, ofx), (ofx, camt, camt)]))
        amount = data.draw(st.sampled_from([120_000, 60_000]))
        entries = [Entry(f"{amount / 100:.2f}", "2026-10-10", text="F-001")] * data.draw(st.integers(0, 2))
        with new_journal(folder) as journal:
            rows = {"client": "Atlas", "number": "F-001", "amount": 120_000, "issued": "2026-09-30", "mission": None}
            take_in(journal, written(folder, {"accounts": noted, "clients": ["Atlas"], "invoices": [rows]}, "n.json"))
            before = self.savings(journal)
            made = [make(*entries, closing=f"{cents / 100:.2f}", day=day) for make in makers]
            path = written(folder, packed(*made) if len(made) > 1 or data.draw(st.booleans()) else made[0], "s.txt")
            preview = seen(journal, path)
            for question in preview.accounts:
                chosen = data.draw(st.sampled_from([*question.candidates, "Nouveau"]))
                answers = ImportAnswers(accounts={question.key: chosen})
                preview = imports.preview(journal, [path], TODAY, answers=answers)
                imports.carry_out(journal, preview, TODAY)
                break
            else:
                take_in(journal, path)
            after = self.savings(journal)
            assert sum(after.values()) <= sum(before.values()) + max(0, cents)
            assert take_in(journal, path) is None
            assert self.savings(journal) == after

    @staticmethod
    def savings(journal: Journal) -> dict[int, int]:
        """Return the latest balance of each account, by its id, in cents."""
        with journal.read() as reader:
            counted = {row.id for row in reader.all(Account) if row.counted}
            rows = sorted(reader.all(Balance), key=lambda row: row.date)
            return {row.account_id: row.amount for row in rows if row.account_id in counted}
