"""The history of one row: entered, changed, deleted and brought back, with what each field said before and after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond.actions.field_words import field_name, field_value, told_fields
from rebond.actions.history import restore
from rebond.actions.invoices import record_payment, save_invoice
from rebond.actions.records import delete, save
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Payment, RequestAnswer
from rebond.domain.registry import KINDS
from rebond.journal.undo import undo
from rebond.ui.entry_history import EntryHistoryDialog
from rebond.ui.session import Session
from rebond.ui.speech import language

from .conftest import TODAY, session_on

FIRST = Event(mission_id=1, date=date(2026, 11, 20), text="Logo", minutes=90, in_scope=False)


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    rows = ([Client(name="Atlas")], [Mission(client_id=1, name="Site", starts=date(2026, 9, 1))])
    with session_on(tmp_path / "journal.rebond", rows) as made:
        yield made


def told(session: Session, row: Entity, qtbot: QtBot) -> list[str]:
    dialog = EntryHistoryDialog(session, row)
    qtbot.addWidget(dialog)
    return [line for line in dialog.text.toPlainText().split("\n") if line.strip()]


def write(session: Session, row: Entity) -> None:
    session.do(save, session.journal, row, TODAY)


def test_an_entry_says_what_each_change_made_of_it(session: Session, qtbot: QtBot) -> None:
    write(session, FIRST)
    assert told(session, replace(FIRST, id=1), qtbot)[-1] == "It was never changed."
    second = replace(
        FIRST, id=1, text="A logo\n& more <b>", type=EventKind.EXTRA_REQUEST, time=time(19, 40), in_scope=None,
        answer=RequestAnswer.TO_PRICE,
    )  # fmt: skip
    write(session, second)
    lines = told(session, second, qtbot)
    begun = next(at for at, line in enumerate(lines) if line.startswith("Entered on"))
    changed, entered = lines[1:begun], lines[begun + 1 :]
    assert lines[0].startswith("Changed on")
    rows = [changed[at : at + 2] for at in range(0, len(changed), 2)]
    assert ["Kind", "note"] in rows
    assert changed[changed.index("Kind") :][:4] == ["Kind", "note", "→", "extra request"]
    assert changed[changed.index("Agreed") :][:4] == ["Agreed", "no", "→", "–"]
    assert changed[changed.index("Answer") :][:4] == ["Answer", "–", "→", "extra, to price"]
    assert "& more <b>" in changed
    assert "Day" not in changed
    assert entered[entered.index("Hours worked") + 1] == "1 h 30"
    assert entered[entered.index("Mission") + 1] == "Site"


def test_what_was_deleted_taken_back_and_brought_back_is_told(session: Session, qtbot: QtBot) -> None:
    write(session, FIRST)
    row = replace(FIRST, id=1)
    deletion = session.do(delete, session.journal, row)
    assert deletion
    session.do(restore, session.journal, deletion.seq)
    write(session, replace(row, minutes=60))
    session.do(undo, session.journal)
    heads = [line.split(" on ")[0] for line in told(session, row, qtbot) if " on " in line]
    assert heads == ["Put back", "Changed", "Brought back", "Deleted", "Entered"]


def test_what_the_program_keeps_of_an_invoice_is_no_change_of_it(session: Session, qtbot: QtBot) -> None:
    invoice = Invoice(client_id=1, number="1", amount=100_00, vat=20_00, issued=TODAY, due=TODAY)
    session.do(save_invoice, session.journal, invoice, TODAY)
    session.do(record_payment, session.journal, Payment(invoice_id=1, date=TODAY, amount=120_00), TODAY)
    lines = told(session, replace(invoice, id=1), qtbot)
    assert not any(line.startswith("Changed") for line in lines)
    assert lines[lines.index("Amount before VAT") + 1] == "€100.00"


def test_every_field_has_a_name_and_its_values_are_words(session: Session) -> None:
    for kind in ("event", "invoice", "mission", "agreement", "person", "partner", "client"):
        cls = next(each for each in KINDS if each.kind == kind)
        for field in told_fields(cls):
            assert field_name(language(), field)
            assert "_" not in field_name(language(), field)
    agreement = Agreement(
        mission_id=1, starts=TODAY, weekdays="1 2 4", hourly_rate=80_00, day_starts=time(9), notice_to_month_end=True
    )
    with session.journal.read() as reader:
        said = {
            field.name: field_value(language(), field, getattr(agreement, field.name), reader, "EUR")
            for field in told_fields(Agreement)
        }
    assert said["weekdays"] == "Monday, Tuesday, Thursday"
    assert (said["hourly_rate"], said["day_starts"], said["notice_to_month_end"]) == ("€80.00", "09:00", "yes")
    assert (said["mission_id"], said["budget"], said["note"]) == ("Site", "", "")
