"""The journal given out whole: every row that a journal may hold comes back as it was."""

import dataclasses
import datetime as dt
import os
import stat
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rebond.actions import exports
from rebond.actions.example import create_example
from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.plan import Plan, in_order
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Mission, Payment
from rebond.domain.missions.settlement import fault, settled_on
from rebond.domain.money.kinds import Settings
from rebond.domain.money.situation import Situation
from rebond.domain.problems import Refused
from rebond.domain.registry import KINDS
from rebond.domain.rules import problems
from rebond.exchange.document.dump import write_document
from rebond.exchange.document.load import read_document
from tests.domain.strategies import TODAYS, situations
from tests.languages import FRENCH

from .taking_in import TODAY, new_journal, take_in

SITUATIONS = TODAYS.flatmap(lambda today: st.tuples(situations(today), st.just(today)))


def rows_of(situation: Situation) -> dict[type[Entity], list[Entity]]:
    """The situation's rows as a journal would hold them: each mission under its own name, `settled` kept true."""
    rows: dict[type[Entity], list[Entity]] = {kind: [] for kind in KINDS}
    rows[Settings] = [dataclasses.replace(situation.settings, id=1)]
    for field in dataclasses.fields(situation):
        for row in getattr(situation, field.name) if field.name != "settings" else ():
            rows[type(row)].append(row)
    rows[Mission] = [dataclasses.replace(row, name=f"{row.name} {row.id}") for row in situation.missions]
    parts = {i.id: [p for p in situation.payments if p.invoice_id == i.id] for i in situation.invoices}
    parts = {i.id: [] if fault(i, parts[i.id]) else parts[i.id] for i in situation.invoices}
    rows[Payment] = [payment for payments in parts.values() for payment in payments]
    for kind in rows:
        if kind.kind == "invoice":
            rows[kind] = [dataclasses.replace(i, settled=settled_on(i, parts[i.id])) for i in situation.invoices]
    return rows


@given(SITUATIONS)
@settings(max_examples=60, deadline=None)
def test_any_journal_exported_imported_and_exported_again_is_the_same_to_the_byte(
    drawn: tuple[Situation, dt.date],
) -> None:
    situation, today = drawn
    rows = rows_of(situation)
    assume(not any(problems(row, today) for kind in rows.values() for row in kind))
    text = write_document(rows)
    plan = Plan({kind.kind: {} for kind in KINDS} | {Settings.kind: {1: Settings(id=1)}})
    reading = read_document(text.encode())
    joining = DocumentImport(plan, today)
    joining.join(reading.items[0])
    assert (reading.problems, joining.problems) == ((), [])
    again: dict[type[Entity], list[Entity]] = {kind: [] for kind in KINDS}
    again[Settings] = [plan.get(Settings, 1)]
    for row in in_order(plan.steps):
        again[type(row)].append(dataclasses.replace(row, id=len(again[type(row)]) + 1))
    assert write_document(again) == text


def test_the_example_comes_back_through_a_file_to_the_byte(tmp_path: Path) -> None:
    with create_example(tmp_path / "a.rebond", FRENCH, TODAY) as journal:
        exports.export_document(journal, tmp_path / "a.json")
    with new_journal(tmp_path, "b") as journal:
        take_in(journal, tmp_path / "a.json")
        exports.export_document(journal, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_only_its_owner_may_read_what_was_exported(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        exports.export_document(journal, tmp_path / "out.json")
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_an_export_never_takes_the_journals_own_place(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with pytest.raises(Refused, match="not_over_the_journal"):
            exports.export_document(journal, journal.path)
        link = tmp_path / "link.json"
        link.symlink_to(journal.path)
        with pytest.raises(Refused, match="not_over_the_journal"):
            exports.export_document(journal, link)


def test_an_export_never_takes_the_place_of_another_journal(tmp_path: Path) -> None:
    new_journal(tmp_path, "other").close()
    before = (tmp_path / "other.rebond").read_bytes()
    with new_journal(tmp_path) as journal, pytest.raises(Refused, match="not_over_a_database"):
        exports.export_document(journal, tmp_path / "other.rebond")
    assert (tmp_path / "other.rebond").read_bytes() == before


def test_an_export_that_is_interrupted_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    with new_journal(tmp_path) as journal:
        monkeypatch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            exports.export_document(journal, tmp_path / "out.json")
    assert [path.name for path in tmp_path.iterdir() if "out.json" in path.name] == []


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, pytest.raises(Refused, match="folder_gone"):
        exports.export_document(journal, tmp_path / "none" / "out.json")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with new_journal(tmp_path) as journal:
        exports.export_document(journal, pipe)
    assert os.read(reader, 10).startswith(b"{")
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
