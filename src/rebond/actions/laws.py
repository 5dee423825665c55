"""The law of each country about ending a contract, from dated tables that ship with the program."""

import json
from functools import cache

from rebond.domain.agreements.law import Law, read
from rebond.domain.countries import Country
from rebond.resources import resource


@cache
def law_of(country: Country) -> Law:
    """Return the rules of a country."""
    return read(json.loads(resource("law", f"{country.value}.json").read_text("utf-8")))
