"""The data files of routes: their shape, and that the conditions in them can be met."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rebond.actions.routes import route_table
from rebond.domain.agreements.law import Certainty
from rebond.domain.countries import Country
from rebond.domain.missions.kinds import ClientLegalForm
from rebond.domain.money.kinds import LegalForm
from rebond.domain.routes.route_reasons import DEPENDING
from rebond.domain.routes.route_table import Contest, Seats
from rebond.letters.template_file import names
from rebond.resources import resource


def of(value: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has exactly these keys, those with a default or not."""
    required = [key for key, schema in value.items() if "default" not in schema]
    return {"type": "object", "properties": value, "required": required, "additionalProperties": False}


def some(names: Any, *, none: bool = False) -> dict[str, Any]:
    values = {"type": "array", "items": {"enum": [str(name) for name in names]}, "minItems": 1, "uniqueItems": True}
    return {"anyOf": [values, {"type": "null"}]} if none else values


TEXT = {"type": "string", "pattern": r"^\S(.*\S)?$"}
TEXTS = of({"en": TEXT, "fr": TEXT})
NONE = {"type": "null"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
CENTS = {"anyOf": [{"type": "integer", "exclusiveMinimum": 0, "multipleOf": 100}, NONE]}
SIDES = {"own": some(LegalForm, none=True), "client": some(ClientLegalForm, none=True)}
ROUTE = of({
    "code": {"type": "string", "pattern": "^[a-z-]+$"},
    "name": TEXTS,
    "text": TEXTS,
    "documents": of({language: {"type": "array", "items": TEXT, "minItems": 1} for language in ("en", "fr")}),
    "price": {"anyOf": [TEXTS, NONE]},
    "delay": {"anyOf": [TEXTS, NONE]},
    "article": {"anyOf": [TEXTS, NONE]},
    "source": TEXT,
    "known": DAY,
    "certainty": {"enum": [str(one) for one in Certainty]},
    "letter": {"enum": [*names(), None]},
    "conditions": of({
        "between": {
            "type": "array",
            "items": {"anyOf": [of(SIDES), of(SIDES | {"depends": {"enum": [str(one) for one in DEPENDING]}})]},
        },
        "traders": {"type": "boolean"},
        "most": CENTS,
        "lowered": {"type": "boolean", "default": False},
        "over": CENTS,
        "contested": {"enum": [str(one) for one in Contest]},
        "starts": {"anyOf": [DAY, NONE]},
        "ends": {"anyOf": [DAY, NONE]},
        "seats": some(Seats),
        "union": {"type": "boolean"},
    }),
})  # fmt: skip
SCHEMA = of({
    "country": {"enum": [str(one) for one in Country]},
    "currency": {"enum": ["EUR", "CHF", "CAD"]},
    "looked_up": DAY,
    "routes": {"type": "array", "items": ROUTE, "minItems": 1},
})  # fmt: skip


@pytest.mark.parametrize("country", Country)
def test_a_file_of_routes_has_its_shape(country: Country) -> None:
    table = json.loads(resource("routes", f"{country}.json").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(table)] == []


@pytest.mark.parametrize("country", Country)
def test_the_conditions_of_a_route_do_not_exclude_one_another(country: Country) -> None:
    for route in route_table(country).routes:
        asked = route.conditions
        assert asked.most is None or asked.over is None, route.code
        assert asked.starts is None or asked.ends is None or asked.starts <= asked.ends, route.code
        assert not (asked.union and Seats.SAME in asked.seats), route.code
        assert route.letter is None or route.letter in names(), route.code
        assert len(route.documents["en"]) == len(route.documents["fr"]), route.code
