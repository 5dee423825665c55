"""What the journal knows of an invoice to recover: what is left, the dispute, and the two countries."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.actions.routes import claim_for, found_routes, unpaid_invoice
from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.money.kinds import LegalForm
from rebond.domain.problems import Refused
from rebond.domain.routes.open_routes import Claim
from rebond.journal.journal import Journal
from rebond.journal.queries.settings import load_settings

TODAY = date(2026, 11, 26)
INVOICE = Invoice(
    client_id=1, number="2026-31", amount=2_400_00, vat=480_00, issued=date(2026, 9, 30), due=date(2026, 10, 30)
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with create(tmp_path / "journal.rebond") as made:
        with made.transaction("import") as transaction:
            transaction.insert_all([Client(name="Atlas")])
            transaction.insert_all([INVOICE])
            transaction.insert_all([Payment(invoice_id=1, date=date(2026, 11, 2), amount=880_00)])
        yield made


def claimed(journal: Journal) -> Claim:
    with journal.read() as reader:
        return claim_for(unpaid_invoice(reader, 1, TODAY))


def lives(journal: Journal, own: Country | None, client: Country | None, status: str = "") -> None:
    with journal.read() as reader:
        settings, atlas = load_settings(reader), reader.all(Client)[0]
    save(journal, replace(settings, country=own, status=status), TODAY)
    save(journal, replace(atlas, country=client), TODAY)


def test_the_claim_is_what_is_left(journal: Journal) -> None:
    lives(journal, Country.FR, None, "fr-micro-bnc")
    assert claimed(journal) == Claim(
        LegalForm.LIBERAL, Country.FR, None, Country.FR, 2_000_00, "EUR", contested=False, due=INVOICE.due
    )  # fmt: skip


def test_a_cancelled_invoice_leaves_nothing(journal: Journal) -> None:
    lives(journal, Country.FR, None)
    with journal.read() as reader:
        invoice = reader.all(Invoice)[0]
    save(journal, replace(invoice, cancelled=True), TODAY)
    assert claimed(journal).amount == 0


@pytest.mark.parametrize(
    ("kind", "ended", "contested"),
    [
        (StateKind.DISPUTED, None, True),
        (StateKind.DISPUTED, date(2026, 11, 26), False),
        (StateKind.DISPUTED, date(2026, 11, 20), False),
        (StateKind.PAUSED, None, False),
    ],
)
def test_a_dispute_counts_until_it_is_settled(
    journal: Journal, kind: StateKind, ended: date | None, contested: bool
) -> None:
    lives(journal, Country.FR, None)
    save(journal, InvoiceState(invoice_id=1, type=kind, starts=date(2026, 11, 10), ended=ended), TODAY)
    assert claimed(journal).contested is contested


@pytest.mark.parametrize(
    ("own", "client", "status", "countries"),
    [
        (Country.BE, None, "", (Country.BE, Country.BE)),
        (Country.BE, Country.CH, "", (Country.BE, Country.CH)),
        (None, Country.CH, "", (Country.CH, Country.CH)),
        (None, Country.CH, "fr-micro-bnc", (Country.FR, Country.CH)),
    ],
)
def test_both_countries_are_known_or_taken_from_the_other(
    journal: Journal, own: Country | None, client: Country | None, status: str, countries: tuple[Country, Country]
) -> None:
    lives(journal, own, client, status)
    claim = claimed(journal)
    assert (claim.own_country, claim.client_country) == countries
    assert {found.country for found in found_routes(claim, TODAY)} == set(countries)


def test_without_any_country_it_is_asked_for(journal: Journal) -> None:
    with pytest.raises(Refused) as refused:
        claimed(journal)
    assert refused.value.problems[0].code == "routes_need_country"
