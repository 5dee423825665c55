"""The law on late payments of each country: the tables that ship, with the journal's own rates in them."""

import json
from functools import cache

from rebond.domain.countries import Country
from rebond.domain.late.kinds import LateRate
from rebond.domain.late.late_law import LateLaw, read_late_law, with_own_rates
from rebond.journal.reader import Reader
from rebond.resources import resource


@cache
def shipped_late_law(country: Country) -> LateLaw:
    """Return the law of a country as it ships."""
    return read_late_law(json.loads(resource("late", f"{country.value}.json").read_text("utf-8")))


def late_laws(reader: Reader) -> dict[Country, LateLaw]:
    """Return the law of every country, as it holds in this journal."""
    own = reader.all(LateRate)
    return {country: with_own_rates(shipped_late_law(country), own) for country in Country}
