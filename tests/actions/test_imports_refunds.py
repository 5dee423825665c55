"""Money that goes back to a client: offered or told, never sure, and a double payment put on no invoice."""

from pathlib import Path

import pytest

from rebond.journal.journal import Journal

from .taking_in import new_journal, seen, take_in, written
from .test_imports_movements import invoiced, notes, offered, paid
from .test_imports_reversals import csv


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


@pytest.fixture
def settled(tmp_path: Path, journal: Journal) -> Journal:
    """F-001 of Atlas over 1,200 was paid on 5 November."""
    invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-05"))
    return journal


REFUNDS = [
    "REFUND ATLAS", "REMBT DOUBLE PAIEMENT ATLAS", "VIR SEPA REMBOURSEMENT F-001", "VIR ATLAS TROP PERCU",
    "RBT ATLAS", "VIR EMIS ATLAS", "Atlas overpayment", "REPAYMENT TO ATLAS", "RUCKZAHLUNG ATLAS", "VIR DOUBLON ATLAS",
    "VIR EMIS ATLAS RESTITUTION INDU", "REMBOURSEMENT",
]  # fmt: skip


class TestOfNotedPayments:
    """A payment that is noted goes back."""

    @pytest.mark.parametrize("text", REFUNDS)
    def test_it_is_offered_and_told(self, tmp_path: Path, settled: Journal, text: str) -> None:
        path = written(tmp_path, csv(("2026-11-12", text, "-1200.00")), "s.csv")
        assert offered(settled, path) == [("F-001", -120_000, False)]
        assert notes(settled, path) == ([] if text == "VIR EMIS ATLAS" else ["movement_may_take_back"])
        take_in(settled, path, paid=seen(settled, path).offers)
        assert paid(settled) == {"F-001": 0}
        assert (offered(settled, path), notes(settled, path)) == ([], [])

    @pytest.mark.parametrize(
        "text",
        [
            "REMBOURSEMENT PRET IMMOBILIER",
            "REMBT EMPRUNT 4711",
            "VIR EMIS DUVAL",
            "LOYER",
            "CB ATLAS HOTEL PARIS",
            "REFUND OF DEPOSIT DUPONT",
        ],
    )
    def test_what_goes_elsewhere_is_none(self, tmp_path: Path, settled: Journal, text: str) -> None:
        amount = "-77.00" if "HOTEL" in text else "-1200.00"
        path = written(tmp_path, csv(("2026-11-12", text, amount)), "s.csv")
        assert (offered(settled, path), notes(settled, path)) == ([], [])

    @pytest.mark.parametrize("text", ["REFUND ATLAS", "REMBT PARTIEL F-001"])
    def test_a_part_of_it(self, tmp_path: Path, settled: Journal, text: str) -> None:
        path = written(tmp_path, csv(("2026-11-12", text, "-200.00")), "s.csv")
        assert offered(settled, path) == [("F-001", -20_000, False)]
        assert notes(settled, path) == ["movement_may_take_back"]

    @pytest.mark.parametrize("text", ["REFUND ATLAS", "REMBT F-001"])
    def test_more_than_was_paid_is_told(self, tmp_path: Path, settled: Journal, text: str) -> None:
        path = written(tmp_path, csv(("2026-11-12", text, "-5000.00")), "s.csv")
        assert (offered(settled, path), notes(settled, path)) == ([], ["movement_takes_unknown_back"])

    def test_one_that_came_twice_of_which_the_first_is_noted(self, tmp_path: Path, settled: Journal) -> None:
        rows = csv(
            ("2026-11-05", "VIR ATLAS F-001", "1200.00"), ("2026-11-10", "VIR ATLAS F-001", "1200.00"),
            ("2026-11-12", "VIR EMIS ATLAS REMBT DOUBLE F-001", "-1200.00"),
        )  # fmt: skip
        path = written(tmp_path, rows, "s.csv")
        assert offered(settled, path) == []
        assert notes(settled, path) == ["movement_taken_back"]

    def test_of_a_client_of_whom_the_bank_writes_a_part(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas Conseil", "F-001", 120_000, "2026-11-05"))
        path = written(tmp_path, csv(("2026-11-12", "REFUND ATLAS", "-1200.00")), "s.csv")
        assert offered(journal, path) == [("F-001", -120_000, False)]

    def test_of_two_invoices_each_is_offered(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(
            journal, tmp_path, ("Atlas", "F-001", 120_000, "2026-11-05"), ("Atlas", "F-002", 120_000, "2026-11-06")
        )
        path = written(tmp_path, csv(("2026-11-12", "REFUND ATLAS", "-1200.00")), "s.csv")
        assert sorted(offered(journal, path)) == [("F-001", -120_000, False), ("F-002", -120_000, False)]


class TestOfCredits:
    """What arrived in the same import goes back."""

    @pytest.mark.parametrize(
        "text", ["VIR SEPA EMIS ATLAS REMBT DOUBLE F-001", "REFUND ATLAS", "REMBT DOUBLE PAIEMENT ATLAS", "RBT F-001"]
    )
    def test_the_second_of_two_is_put_on_no_invoice(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        rows = csv(
            ("2026-11-05", "VIR ATLAS F-001", "1200.00"), ("2026-11-10", "VIR ATLAS F-001", "1200.00"),
            ("2026-11-12", text, "-1200.00"),
        )  # fmt: skip
        path = written(tmp_path, rows, "s.csv")
        assert offered(journal, path) == [("F-001", 120_000, True)]
        assert notes(journal, path) == ["movement_taken_back"]
        take_in(journal, path)
        assert paid(journal) == {"F-001": 120_000}
        assert offered(journal, path) == []

    @pytest.mark.parametrize("text", ["REFUND ATLAS", "VIR EMIS ATLAS", "REMBT F-001"])
    def test_the_only_one_is_doubted(self, tmp_path: Path, journal: Journal, text: str) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(
            tmp_path, csv(("2026-11-05", "VIR ATLAS F-001", "1200.00"), ("2026-11-12", text, "-1200.00")), "s.csv"
        )
        assert offered(journal, path) == [("F-001", 120_000, False)]
        assert notes(journal, path) == ([] if text == "VIR EMIS ATLAS" else ["movement_may_take_back"])

    def test_a_credit_of_such_words_is_a_payment(self, tmp_path: Path, journal: Journal) -> None:
        invoiced(journal, tmp_path, ("Atlas", "F-001", 120_000))
        path = written(tmp_path, csv(("2026-11-05", "ATLAS REMBOURSEMENT FRAIS F-001", "1200.00")), "s.csv")
        assert offered(journal, path) == [("F-001", 120_000, True)]
