"""The document's form: its schema is the entities', and what is written is read back as it was."""

import dataclasses
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.domain.kinds import Entity, fields_of
from rebond.domain.missions.kinds import Billing, Client, Event, Invoice, Milestone, Mission
from rebond.domain.money.kinds import ChargeRate, Settings
from rebond.domain.registry import KINDS
from rebond.exchange.document import json_schema
from rebond.exchange.document.dump import write_document
from rebond.exchange.document.load import read_document
from rebond.exchange.document.shape import from_json, sections, to_json
from rebond.resources import resource


def test_the_schema_that_ships_is_the_one_that_the_entities_make() -> None:
    assert resource("schema", "journal.schema.json").read_text("utf-8") == json_schema.text()


def test_the_schema_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema.schema())


def test_every_kind_of_entity_stands_in_the_document() -> None:
    assert {section.entity for section in sections()} | {Settings} == set(KINDS)


def test_every_field_is_described() -> None:
    for cls in KINDS:
        assert cls.declared.description
        assert [one.name for one in cls.declared.fields if not one.description] == []


def test_every_optional_field_says_its_default() -> None:
    said = json_schema.schema()["$defs"]
    for section in sections():
        for field in section.fields:
            key = field.name.removesuffix("_id") if field.ref else field.name
            told = said[section.key]["properties"][key]
            implied = "default" in told or "Left out" in told["description"] or "null" in told["type"]
            assert implied or key in said[section.key]["required"], (section.key, key)


@given(st.integers(0, 100_000))
def test_every_rate_is_written_as_its_percentage_and_read_back(rate: int) -> None:
    field = next(field for field in fields_of(ChargeRate) if field.name == "social")
    text = json.dumps(to_json(field, rate))
    assert from_json(field, json.loads(text, parse_float=Decimal)) == rate
    assert len(text) <= 6


def problems(document: Any) -> list[tuple[str, int | None]]:
    return [(found.code, found.line) for found in read_document(json.dumps(document, indent=1).encode()).problems]


@pytest.mark.parametrize(
    ("document", "code", "line"),
    [
        ({"client": []}, "document_key_slip", 2),
        ({"clients": [{"name": "Atlas", "phone": "1"}]}, "document_unknown_key", 5),
        ({"clients": [{}]}, "document_key_missing", 3),
        ({"clients": [""]}, "empty", 3),
        ({"clients": [12]}, "document_wrong_type", 3),
        ({"clients": "Atlas"}, "document_wrong_type", 2),
        ({"expenses": [{"name": "Rent", "amount": 840.5, "first": "2026-01-01"}]}, "document_not_whole", 5),
        ({"expenses": [{"name": "Rent", "amount": 840.0, "first": "2026-01-01"}]}, "document_not_whole", 5),
        ({"expenses": [{"name": "Rent", "amount": "840", "first": "2026-01-01"}]}, "document_wrong_type", 5),
        ({"expenses": [{"name": "Rent", "amount": True, "first": "2026-01-01"}]}, "document_wrong_type", 5),
        ({"expenses": [{"name": "Rent", "amount": 10**14, "first": "2026-01-01"}]}, "document_out_of_range", 5),
        ({"expenses": [{"name": "Rent", "amount": 1, "first": "2026-02-30"}]}, "document_not_a_date", 6),
        ({"expenses": [{"name": "Rent", "amount": 1, "first": "20260201"}]}, "document_not_a_date", 6),
        ({"expenses": [{"name": "Rent", "amount": 1, "first": "0001-01-01"}]}, "date_out_of_range", 6),
        (
            {"expenses": [{"name": "R", "amount": 1, "first": "2026-01-01", "every": "week"}]},
            "document_not_a_choice",
            7,
        ),
        ({"charge_rates": [{"social": 25.6001}]}, "document_too_fine", 4),
        ({"charge_rates": [{"social": 101}]}, "document_out_of_range", 4),
        ({"invoices": [{"client": "Atlas", "amount": 1}]}, "document_key_missing", 3),
        ({"invoices": [{"client": "Atlas", "amount": 1, "month": "2026-13"}]}, "document_not_a_date", 6),
        ({"events": [{"client": "A", "date": "2026-01-01", "time": "25:00", "text": "x"}]}, "document_not_a_date", 6),
        ({"settings": {"currency": None}}, "document_wrong_type", 3),
        ({"rebond": 2}, "document_newer", 2),
        ({"rebond": "1"}, "document_not_a_choice", 2),
        ({"rebond": 0}, "document_not_a_choice", 2),
        ([], "document_not_an_object", 1),
    ],
)
def test_what_the_schema_refuses_is_told_once_with_its_line(document: Any, code: str, line: int) -> None:
    assert problems(document) == [(code, line)]


def test_a_fault_is_told_without_hiding_what_is_sound() -> None:
    text = json.dumps({"clients": [{"name": "Atlas"}, {"nom": "Perret"}, "Lune"]})
    (document,) = read_document(text.encode()).items
    assert [(one.values.get("name"), one.sound) for one in document.lists["clients"]] == [
        ("Atlas", True), (None, False), ("Lune", True),
    ]  # fmt: skip


def test_what_is_written_passes_its_own_schema() -> None:
    rows: dict[type[Entity], list[Any]] = {
        Client: [Client(id=1, name="Atlas")],
        Mission: [Mission(id=1, client_id=1, name="A", starts=dt.date(2026, 1, 1), vat_rate=5_500)],
        Event: [Event(id=1, mission_id=1, date=dt.date(2026, 1, 2), time=dt.time(19, 40), text="x")],
    }
    jsonschema.validate(json.loads(write_document(rows)), json_schema.schema())


def test_two_milestones_of_one_name_are_told_apart_by_a_ref() -> None:
    day = dt.date(2026, 1, 1)
    rows: dict[type[Entity], list[Any]] = {
        Client: [Client(id=1, name="Ville")],
        Mission: [Mission(id=1, client_id=1, name="Audit", starts=day, billing=Billing.MILESTONES)],
        Milestone: [Milestone(id=number, mission_id=1, name="Stage", amount=1, date=day) for number in (1, 2)],
        Invoice: [Invoice(id=1, client_id=1, mission_id=1, milestone_id=2, amount=1, issued=day, due=day)],
    }
    written = json.loads(write_document(rows))
    assert [one.get("ref") for one in written["missions"][0]["milestones"]] == [None, "milestone-1"]
    assert written["invoices"][0]["milestone"] == {"ref": "milestone-1"}


def test_namesakes_are_told_apart_by_refs() -> None:
    day = dt.date(2026, 1, 1)
    rows: dict[type[Entity], list[Any]] = {
        Client: [Client(id=1, name="Duval"), Client(id=2, name="DUVAL"), Client(id=3, name="Duval", note="no mission")],
        Mission: [Mission(id=number, client_id=number, name="Site", starts=day) for number in (1, 2)],
        Event: [Event(id=1, mission_id=2, date=day, text="x")],
    }
    written = json.loads(write_document(rows))
    assert [one.get("ref") for one in written["clients"]] == ["client-1", "client-2", None]
    assert [one["client"] for one in written["missions"]] == [{"ref": "client-1"}, {"ref": "client-2"}]
    (event,) = written["events"]
    assert (event["client"], event["mission"]) == ({"ref": "client-2"}, "Site")


@given(st.permutations(range(1, 6)))
@settings(max_examples=20)
def test_equal_journals_are_equal_texts_whatever_the_order_of_their_rows(order: list[int]) -> None:
    clients = [Client(id=number, name=f"Client {number}") for number in range(1, 6)]
    shuffled = [dataclasses.replace(clients[number - 1]) for number in order]
    assert write_document({Client: shuffled}) == write_document({Client: clients})


def test_a_number_that_cannot_be_read_is_told_once_and_what_it_stands_for_is_not_imported() -> None:
    text = '{"expenses": [\n{"name": "Rent", "first": "2026-01-01", "amount": 1e999999999,\n"every": NaN}]}'
    found = read_document(text.encode())
    assert [(one.code, one.line) for one in found.problems] == [("json_number_too_long", 2), ("json_not_a_number", 3)]
    assert [record.sound for record in found.items[0].lists["expenses"]] == [False]
