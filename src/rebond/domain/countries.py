"""The countries whose law, public holidays and rates the program knows."""

from rebond.domain.kinds import Choice
from rebond.domain.translatable import later


class Country(Choice):
    """A country by its ISO code; Québec by its postal code, since its civil code is its own."""

    FR = "FR", later("France")
    BE = "BE", later("Belgium")
    CH = "CH", later("Switzerland")
    QC = "QC", later("Québec")


def country_of(client: Country | None, journal: Country | None, status: str = "") -> Country | None:
    """Return the country whose law counts: the client's, else the journal's, else that of the legal status.

    A status begins with its country's code, "fr-micro-bnc"; None when nothing says a country.
    """
    prefix = status.partition("-")[0].upper()
    return client or journal or next((country for country in Country if country.value == prefix), None)
