"""The limitation of claims: which of them need no look at the law yet."""

from datetime import date

import pytest

from rebond.domain.countries import Country
from rebond.domain.late.limitation import SHORTEST_YEARS, barred_since, is_watched, may_end_by
from rebond.domain.missions.kinds import ClientLegalForm, Invoice
from rebond.journal.queries.late_laws import shipped_late_law


def test_no_country_has_a_shorter_limitation_than_the_one_that_spares_a_look_at_the_law() -> None:
    forms = (None, *ClientLegalForm)
    limitations = [shipped_late_law(country).against(form).limitation for country in Country for form in forms]
    years = [one.years for one in limitations] + [one.shorter_years for one in limitations if one.shorter_years]
    assert min(years) == SHORTEST_YEARS


def test_a_claim_is_old_enough_from_the_day_of_the_shortest_limitation_on() -> None:
    invoice = Invoice(client_id=1, amount=1, issued=date(2024, 11, 1), due=date(2024, 12, 1))
    assert not may_end_by(invoice, date(2026, 10, 31))
    assert may_end_by(invoice, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("form", "last", "article"),
    [
        (None, date(2027, 3, 31), "Code civil, art. 2224 ; Code de commerce, art. L110-4"),
        (ClientLegalForm.COMPANY, date(2027, 3, 31), "Code civil, art. 2224 ; Code de commerce, art. L110-4"),
        (ClientLegalForm.CONSUMER, date(2024, 3, 31), "Code de la consommation, art. L218-2"),
        (ClientLegalForm.PUBLIC, date(2026, 12, 31), "Loi n° 68-1250 du 31 décembre 1968, art. 1er"),
    ],
)
def test_a_french_claim_of_31_march_2022(form: ClientLegalForm | None, last: date, article: str) -> None:
    """Five years between businesses, two of a consumer, four from the next 1 January of a public body."""
    found = shipped_late_law(Country.FR).against(form).limitation
    assert (found.last_day(date(2022, 3, 31)), found.rule.article["fr"]) == (last, article)


def test_it_is_watched_for_a_year_and_has_passed_from_the_day_after_on() -> None:
    last = date(2026, 11, 26)
    assert [is_watched(last, day) for day in (date(2025, 11, 25), date(2025, 11, 26), date(2031, 1, 1))] == [
        False, True, True,
    ]  # fmt: skip
    assert barred_since(last, last) is None
    assert barred_since(last, date(2026, 11, 27)) == barred_since(last, date(2031, 1, 1)) == date(2026, 11, 27)
