"""Movements that name an invoice of a later day: offered and never sure, since the invoice is not paid."""

from pathlib import Path

import pytest

from rebond.journal.journal import Journal
from tests.exchange.banks import Entry, Paid, camt, ofx

from .taking_in import new_journal, take_in, written
from .test_imports_movements import notes, offered, paid, reasons, seen


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = new_journal(tmp_path)
    note(journal, tmp_path, ("F-001", 120_000, "2026-10-31"))
    return journal


def note(journal: Journal, folder: Path, *invoices: tuple[str, int, str]) -> None:
    rows = [
        {"client": "Atlas", "number": number, "amount": cents, "vat": 0, "issued": issued, "due": "2026-12-31",
         "mission": None}
        for number, cents, issued in invoices
    ]  # fmt: skip
    take_in(journal, written(folder, {"clients": ["Atlas"], "invoices": rows}, "invoices.json"))


def statement(folder: Path, *rows: str) -> Path:
    return written(folder, "\n".join(("Date;Libellé;Montant;Solde", *rows, "")), "c.csv")


class TestEarly:
    """A movement is dated before the invoice that it names."""

    def test_it_is_offered_with_the_reason_and_not_sure(self, tmp_path: Path, journal: Journal) -> None:
        path = statement(tmp_path, "30/10/2026;VIR ATLAS F-001;1200,00;5000,00")
        assert offered(journal, path) == [("F-001", 120_000, False)]
        assert reasons(journal, path) == [["pays_named", "before_issued"]]
        assert notes(journal, path) == []
        take_in(journal, path, paid=seen(journal, path).offers)
        assert paid(journal) == {"F-001": 120_000}
        assert offered(journal, path) == []

    @pytest.mark.parametrize("make", [camt, ofx])
    def test_in_every_format(self, tmp_path: Path, journal: Journal, make: object) -> None:
        path = written(tmp_path, make(Entry("1200.00", "2026-10-30", text="VIR ATLAS F-001")), "s.xml")  # type: ignore[operator]
        assert offered(journal, path) == [("F-001", 120_000, False)]
        assert notes(journal, path) == []

    @pytest.mark.parametrize(
        ("amount", "shares"), [("600,00", [60_000]), ("1188,00", [120_000, 118_800]), ("1300,00", [120_000])]
    )
    def test_a_part_or_more_than_it(self, tmp_path: Path, journal: Journal, amount: str, shares: list[int]) -> None:
        path = statement(tmp_path, f"30/10/2026;VIR ATLAS F-001;{amount};5000,00")
        assert offered(journal, path) == [("F-001", cents, False) for cents in shares]
        assert all("before_issued" in why for why in reasons(journal, path))

    def test_beside_an_invoice_that_was_issued(self, tmp_path: Path, journal: Journal) -> None:
        note(journal, tmp_path, ("F-002", 50_000, "2026-10-01"))
        both = statement(tmp_path, "30/10/2026;VIR ATLAS F-001 F-002;1700,00;5000,00")
        assert offered(journal, both) == [("F-001 F-002", 170_000, False)] or offered(journal, both) == [
            ("F-002 F-001", 170_000, False)
        ]
        only = statement(tmp_path, "30/10/2026;VIR ATLAS F-002;500,00;5000,00")
        assert offered(journal, only) == [("F-002", 50_000, True)]

    def test_in_a_batch(self, tmp_path: Path, journal: Journal) -> None:
        parts = (Paid("1200.00", "Atlas", "F-001"), Paid("100.00", "Duval", "?"))
        path = written(tmp_path, camt(Entry("1300.00", "2026-10-30", parts=parts)), "s.xml")
        assert offered(journal, path) == [("F-001", 120_000, False)]

    def test_a_later_movement_that_names_it_comes_first(self, tmp_path: Path, journal: Journal) -> None:
        path = statement(
            tmp_path, "30/10/2026;VIR ATLAS F-001;1200,00;5000,00", "05/11/2026;VIR ATLAS F-001;1200,00;6200,00"
        )
        assert offered(journal, path) == [("F-001", 120_000, True), ("F-001", 120_000, False)]

    def test_money_paid_back_before_its_credit_note(self, tmp_path: Path, journal: Journal) -> None:
        note(journal, tmp_path, ("AV-001", -20_000, "2026-10-31"))
        path = statement(tmp_path, "30/10/2026;VIR EMIS ATLAS AV-001;-200,00;5000,00")
        assert offered(journal, path) == [("AV-001", -20_000, False)]
        assert reasons(journal, path) == [["pays_named", "before_issued"]]

    def test_one_of_the_day_itself_is_sure(self, tmp_path: Path, journal: Journal) -> None:
        path = statement(tmp_path, "31/10/2026;VIR ATLAS F-001;1200,00;5000,00")
        assert offered(journal, path) == [("F-001", 120_000, True)]

    def test_a_cancelled_invoice_is_not_called_paid(self, tmp_path: Path, journal: Journal) -> None:
        row = {"client": "Atlas", "number": "F-009", "amount": 1_000, "issued": "2026-10-01", "cancelled": True}
        take_in(journal, written(tmp_path, {"invoices": [row | {"mission": None}]}, "more.json"))
        path = statement(tmp_path, "05/11/2026;VIR ATLAS F-009;10,00;5000,00")
        assert notes(journal, path) == ["movement_names_cancelled"]
