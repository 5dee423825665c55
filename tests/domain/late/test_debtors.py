"""Debtors that the law treats apart from businesses: public bodies and private persons."""

from datetime import date

import pytest

from rebond.actions import late_sentences
from rebond.domain.countries import Country
from rebond.domain.late.kinds import LateRate, Series
from rebond.domain.late.late_law import RateBasis, with_own_rates
from rebond.domain.late.owed_invoice import OwedInvoice
from rebond.domain.late.penalty import LateDebt, WhyNone, penalty
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice, Mission
from rebond.journal.queries.late_laws import shipped_late_law
from tests.languages import ENGLISH, FRENCH

#: 1,000.00 due on 30 May 2025.
DEBT = LateDebt(total=1_000_00, due=date(2025, 5, 30))
TODAY = date(2025, 7, 31)
BUSINESSES = (
    None,
    *(form for form in ClientLegalForm if form not in (ClientLegalForm.PUBLIC, ClientLegalForm.CONSUMER)),
)


@pytest.mark.parametrize("form", BUSINESSES)
@pytest.mark.parametrize("country", Country)
def test_a_business_and_a_client_of_which_nothing_is_known_are_one(
    country: Country, form: ClientLegalForm | None
) -> None:
    law = shipped_late_law(country)
    assert law.against(form) is law


@pytest.mark.parametrize("contract", [None, 0, 20_000])
def test_a_french_public_body_owes_8_points_above_the_rate_of_the_half_year_in_which_it_began(
    contract: int | None,
) -> None:
    """1,000.00 × (3.15 + 8) % × 62 ÷ 365 = 18.9397…, whatever the contract says; in July too, when it fell to 2.15."""
    law = shipped_late_law(Country.FR).against(ClientLegalForm.PUBLIC)
    found = penalty(LateDebt(total=DEBT.total, due=DEBT.due, late_rate=contract), law, TODAY)
    assert (found.amount, found.indemnity) == (18_94, 40_00)
    assert [(one.days, one.rate, one.basis, one.known) for one in found.periods] == [
        (31, 11_150, RateBasis.PUBLIC, True), (31, 11_150, RateBasis.PUBLIC, True),
    ]  # fmt: skip
    assert late_sentences.article(FRENCH, law, RateBasis.PUBLIC) == (
        "Code de la commande publique, art. L2192-13 et R2192-31"
    )  # fmt: skip
    assert "D2192-35" in late_sentences.indemnity(FRENCH, found)


def test_the_rate_of_a_public_body_follows_the_table_and_ones_own_rates() -> None:
    law = shipped_late_law(Country.FR).against(ClientLegalForm.PUBLIC)
    # Begun in June 2026, it stays known; begun in July, where the table has ended, it is to be checked.
    june, july = (LateDebt(total=1_000_00, due=day) for day in (date(2026, 6, 29), date(2026, 6, 30)))
    assert penalty(june, law, date(2026, 12, 1)).is_known
    found = penalty(july, law, date(2026, 12, 1))
    assert (found.is_known, found.series) == (False, Series.REFINANCING)
    own = LateRate(country=Country.FR, series=Series.REFINANCING, starts=date(2026, 7, 1), rate=3_000)
    completed = with_own_rates(shipped_late_law(Country.FR), [own]).against(ClientLegalForm.PUBLIC)
    assert {one.rate for one in penalty(july, completed, date(2026, 12, 1)).periods} == {11_000}
    early = penalty(LateDebt(total=1_000_00, due=date(2023, 11, 30)), law, date(2024, 3, 1))
    assert (early.amount, early.why, early.series) == (None, WhyNone.TABLE_TOO_SHORT, Series.REFINANCING)


@pytest.mark.parametrize("country", [Country.FR, Country.BE])
def test_of_a_private_person_there_is_no_figure_and_a_sentence_says_what_counts(country: Country) -> None:
    law = shipped_late_law(country).against(ClientLegalForm.CONSUMER)
    found = penalty(DEBT, law, TODAY)
    assert (found.amount, found.indemnity, found.periods, found.why) == (None, 0, (), WhyNone.DEBTOR)
    french, english = late_sentences.reason(FRENCH, found), late_sentences.reason(ENGLISH, found)
    assert french.startswith("Pas de montant")
    assert english.startswith("No figure")
    said = {Country.FR: "Code civil, art. 1231-6", Country.BE: "livre XIX"}[country]
    assert said in french
    assert "L441" not in french
    assert penalty(DEBT, law, DEBT.due).amount == 0  # it is not late


@pytest.mark.parametrize("country", [Country.CH, Country.QC])
@pytest.mark.parametrize("form", [ClientLegalForm.CONSUMER, ClientLegalForm.PUBLIC])
def test_a_law_that_counts_for_everybody_does_so_for_them(country: Country, form: ClientLegalForm) -> None:
    law = shipped_late_law(country)
    assert law.against(form) is law


def test_a_belgian_public_body_owes_as_businesses_do_with_a_caution() -> None:
    law = shipped_late_law(Country.BE)
    debt = LateDebt(total=1_000_00, due=date(2026, 1, 31))
    business, public = (penalty(debt, one, date(2026, 3, 1)) for one in (law, law.against(ClientLegalForm.PUBLIC)))
    assert (public.amount, public.indemnity, public.periods) == (business.amount, 40_00, business.periods)
    assert "14 janvier 2013" in late_sentences.to_check(FRENCH, public)
    assert late_sentences.to_check(FRENCH, business) == ""


def test_an_invoice_takes_the_law_against_its_client() -> None:
    invoice = Invoice(client_id=1, mission_id=1, amount=1_000_00, issued=date(2025, 4, 30), due=date(2025, 5, 30))
    law = shipped_late_law(Country.FR)

    def owed(form: ClientLegalForm | None) -> OwedInvoice:
        client = Client(id=1, name="Lune", legal_form=form)
        return OwedInvoice(
            invoice=invoice, client=client, mission=Mission(client_id=1, name="M", starts=invoice.issued)
        )

    assert [owed(form).penalty(law, TODAY).amount for form in (None, ClientLegalForm.PUBLIC)] == [21_49, 18_94]
    assert owed(ClientLegalForm.CONSUMER).penalty(law, TODAY).amount is None
    assert [owed(form).limitation(law) for form in (None, ClientLegalForm.CONSUMER)] == [
        date(2030, 4, 30), date(2027, 4, 30),
    ]  # fmt: skip
