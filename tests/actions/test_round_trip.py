"""Whatever a journal holds, of whichever kinds, comes back from its document as it was."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.plan import Plan, in_order
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.registry import KINDS
from rebond.exchange.document import json_schema
from rebond.exchange.document.dump import write_document
from rebond.exchange.document.load import read_document
from tests.rows import ATTACHED, TODAY, Rows, journals

SCHEMA = jsonschema.Draft202012Validator(json.loads(json_schema.text(), parse_float=Decimal))


def read_back(text: str) -> tuple[Rows, dict[str, bytes]]:
    """The rows that an empty journal would hold after the import of a document, and its attached files."""
    result = read_document(text.encode())
    plan = Plan(None)
    document_import = DocumentImport(plan, TODAY)
    document_import.add(result.items[0])
    assert (result.problems, document_import.problems) == ((), [])
    rows: Rows = {cls: [row for row in plan.rows(cls) if row.id > 0] for cls in KINDS}
    for row in in_order(plan.steps):
        rows[type(row)].append(replace(row, id=len(rows[type(row)]) + 1))
    return rows, plan.attachments


@given(journals())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_journal_comes_back_from_its_document(rows: Rows) -> None:
    text = write_document(rows, ATTACHED.get)
    SCHEMA.validate(json.loads(text, parse_float=Decimal))
    back, attached = read_back(text)
    assert {cls.kind: len(found) for cls, found in back.items()} == {cls.kind: len(rows[cls]) for cls in KINDS}
    assert attached.keys() == {
        digest
        for cls in KINDS
        for one in cls.declared.attachments
        for row in rows[cls]
        if (digest := getattr(row, one.name))
    }
    assert write_document(back, attached.get) == text


@given(journals(most=2))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_each_reference_comes_back_to_the_row_it_meant(rows: Rows) -> None:
    back, _attached = read_back(write_document(rows, ATTACHED.get))
    for cls in KINDS:
        for one in cls.declared.references:
            assert sorted(_meant(rows, cls, one.name)) == sorted(_meant(back, cls, one.name)), (cls.kind, one.name)


def _meant(rows: Rows, cls: type[Entity], field: str) -> list[str]:
    """For every row: what it says, and what the row it refers to says, without ids."""
    ref = cls.declared.field(field).ref
    assert ref is not None
    (target,) = [other for other in KINDS if other.kind == ref.kind]
    by_id = {row.id: row for row in rows[target]}
    return [f"{_said(row)} → {_said(by_id.get(getattr(row, field)))}" for row in rows[cls]]


def _said(row: Entity | None) -> str:
    if row is None:
        return ""
    return repr([getattr(row, one.name) for one in row.declared.fields if not one.ref])


@pytest.mark.slow
@given(journals(most=8))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_larger_journals_come_back_too(rows: Rows) -> None:
    text = write_document(rows, ATTACHED.get)
    back, attached = read_back(text)
    assert write_document(back, attached.get) == text


def test_every_kind_and_every_reference_is_generated(tmp_path: Path) -> None:
    seen: set[tuple[str, str]] = set()
    wanted = {(cls.kind, one.name) for cls in KINDS for one in cls.declared.references} | {
        (cls.kind, "") for cls in KINDS
    }

    @given(journals(most=2))
    @settings(
        max_examples=3_000, phases=[Phase.generate], derandomize=True, database=None, report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def look(rows: Rows) -> None:
        for cls, found in rows.items():
            for row in found:
                seen.add((cls.kind, ""))
                seen.update((cls.kind, one.name) for one in cls.declared.references if getattr(row, one.name))
        if seen >= wanted:
            raise StopIteration  # there is no other way to end it

    with pytest.raises(StopIteration):
        look()
    assert seen == wanted


def test_a_credit_note_between_equal_invoices_comes_back() -> None:
    day = dt.date(2024, 1, 1)
    invoice = Invoice(id=1, client_id=1, amount=0, issued=day, due=day)
    note = replace(invoice, id=3, amount=-1, corrects_id=1)
    seeds = {cls: [replace(one, id=at) for at, one in enumerate(cls.declared.seeds, 1)] for cls in KINDS}
    rows: Rows = seeds | {
        ClosureWindow: [],
        Client: [Client(id=1, name="Atlas")],
        Invoice: [invoice, replace(invoice, id=2), note, replace(invoice, id=4)],
    }
    text = write_document(rows)
    back, _attached = read_back(text)
    assert write_document(back) == text
