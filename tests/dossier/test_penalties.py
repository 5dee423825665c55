"""Late invoices in a dossier: penalty and indemnity computed as everywhere, and marked as no part of the proof."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rebond.actions.invoices import record_payment, set_cancelled
from rebond.actions.journals import create
from rebond.actions.records import delete, save
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.journal.journal import Journal

from .conftest import TODAY, Verify, text, written

COMPUTED = "Computed for this dossier, not written in the journal:"
Told = Callable[..., str]


def invoice(number: str = "2025-05", due: date = date(2025, 5, 30), **values: object) -> Invoice:
    facts = {"client_id": 1, "mission_id": 1, "number": number, "amount": 2_400_00, "vat": 480_00,
             "issued": date(2025, 4, 30), "due": due}  # fmt: skip
    return Invoice(**(facts | values))  # type: ignore[arg-type]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return create(tmp_path / "own.rebond")


@pytest.fixture
def told(journal: Journal, tmp_path: Path) -> Told:
    """Return a function that writes a dossier of these rows of a client and returns its text."""

    def told(*rows: Entity, country: Country | None = Country.FR, language: str = "en", **mission: object) -> str:
        save(journal, Client(name="Atlas", country=country), TODAY)
        save(journal, Mission(client_id=1, name="Posts", starts=date(2025, 1, 1), **mission), TODAY)  # type: ignore[arg-type]
        for row in rows:
            (record_payment if isinstance(row, Payment) else save)(journal, row, TODAY)
        return text(written(journal, tmp_path / "out.pdf", language=language))

    return told


PARTS = (
    Payment(invoice_id=1, date=date(2025, 7, 15), amount=1_000_00),
    Payment(invoice_id=1, date=date(2025, 9, 10), amount=1_880_00),
)


def test_a_settled_invoice_tells_each_period_with_its_rate_base_and_article(told: Told) -> None:
    said = told(invoice(), *PARTS)
    assert (
        f"{COMPUTED} 103 days late when it was settled on 10 September 2025 "
        "Penalty to 10 September 2025: €82.22 "
        "Fixed indemnity: €40.00 (Code de commerce, art. L441-10, II and D441-5) "
        "31 May 2025 to 30 Jun 2025: 31 days at 13.15% of €2,880.00 · "
        "refinancing rate of the European Central Bank + 10 points · Code de commerce, art. L441-10, II "
        "1 Jul 2025 to 15 Jul 2025: 15 days at 12.15% of €2,880.00"
    ) in said
    assert "16 Jul 2025 to 10 Sept 2025: 57 days at 12.15% of €1,880.00" in said
    assert "o be checked" not in said


def test_the_same_in_french(told: Told) -> None:
    said = told(invoice(), *PARTS, language="fr")
    for words in (
        "Calculé pour ce dossier, non inscrit au journal :",
        "Réglée le 10 septembre 2025 avec 103 jours de retard",
        "Pénalités au 10 septembre 2025 : 82,22 €",
        "Indemnité forfaitaire",
        "57 jours à 12,15 % sur 1 880,00 €",
        "chacun peut refaire le calcul",
    ):
        assert words in said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "), words


def test_an_open_one_is_computed_to_the_day_of_the_dossier_and_says_where_the_table_ended(told: Told) -> None:
    said = told(invoice(due=date(2026, 6, 20)))
    assert "155 days late on 22 November 2026 Penalty to 22 November 2026: €" in said
    assert "ends on 30 June 2026, and its last rate goes on. Fixed indemnity" in said
    assert "Code de commerce, art. L441-10, II · to be checked" in said
    assert "Add the new rate" not in said, "whoever reads a dossier has no table to complete"


@pytest.mark.parametrize(
    ("country", "reason"),
    [
        (None, "No figure: no country says whose law counts."),
        (Country.BE, "No figure: the table “statutory rate of interest on late payments” begins on 1 January 2026."),
        (Country.CH, "Interest runs from the day after the formal reminder; none is noted with the invoice."),
    ],
)
def test_the_reason_stands_in_the_place_of_a_figure(told: Told, country: Country | None, reason: str) -> None:
    said = told(invoice(), country=country)
    assert "541 days late on 22 November 2026" in said
    assert reason in said
    assert "Penalty to" not in said
    assert "Add the rate" not in said


def test_a_swiss_one_counts_from_the_reminder_without_an_indemnity(told: Told) -> None:
    said = told(invoice(demanded=date(2026, 11, 1)), country=Country.CH)
    assert "2 Nov 2026 to 22 Nov 2026: 21 days at 5% of €2,880.00" in said
    assert "indemnity:" not in said


def test_the_rate_of_the_contract_counts_and_an_invoice_without_vat_is_what_it_is(told: Told) -> None:
    said = told(invoice(vat=0), late_rate=18_000)
    assert "days at 18% of €2,400.00 · rate in the contract" in said


def test_what_is_said_once_is_said_once_and_not_without_a_late_invoice(told: Told) -> None:
    said = told(invoice(), invoice("2025-06"), invoice("ahead", due=date(2027, 1, 1)))
    assert said.count(COMPUTED) == 2
    assert said.count("This is no legal advice.") == 1
    assert said.count("They are not written in the journal") == 1


def test_an_invoice_that_asks_for_nothing_has_no_penalty(journal: Journal, told: Told, tmp_path: Path) -> None:
    credit = invoice("credit", amount=-100_00, vat=0)
    told(invoice("gone"), invoice("cancelled"), credit)
    with journal.read() as reader:
        gone, cancelled, _credit = reader.all(Invoice)
    delete(journal, gone)
    set_cancelled(journal, cancelled, cancelled=True)
    said = text(written(journal, tmp_path / "again.pdf"))
    assert COMPUTED not in said
    assert "legal advice" not in said
    assert "Invoice · gone (deleted)" in said


def test_no_file_holds_what_is_computed_and_the_dossier_verifies(
    journal: Journal, told: Told, tmp_path: Path, verify: Verify
) -> None:
    told(invoice(), *PARTS)
    folder = written(journal, tmp_path / "folder", drawn=True)
    assert "€82.22" in text(folder / "dossier.pdf")
    rows = json.loads((folder / "rows.json").read_text("utf-8"))["rows"]
    assert not {82_22, 40_00, 103} & {value for row in rows for value in row["values"].values()}
    assert verify(folder).returncode == 0
