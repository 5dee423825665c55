"""The limitation of claims: which of them need no look at the law yet."""

from datetime import date

from rebond.domain.countries import Country
from rebond.domain.late.limitation import SHORTEST_YEARS, may_end_by
from rebond.domain.missions.kinds import Invoice
from rebond.journal.queries.late_laws import shipped_late_law


def test_no_country_has_a_shorter_limitation_than_the_one_that_spares_a_look_at_the_law() -> None:
    limitations = [shipped_late_law(country).limitation for country in Country]
    years = [one.years for one in limitations] + [one.shorter_years for one in limitations if one.shorter_years]
    assert min(years) == SHORTEST_YEARS


def test_a_claim_is_old_enough_from_the_day_of_the_shortest_limitation_on() -> None:
    invoice = Invoice(client_id=1, amount=1, issued=date(2023, 11, 1), due=date(2023, 12, 1))
    assert not may_end_by(invoice, date(2026, 10, 31))
    assert may_end_by(invoice, date(2026, 11, 1))
