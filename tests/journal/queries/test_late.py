"""The open invoices of a journal, and those settled late, with what their state and penalty follow from."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from rebond.actions.journals import create
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, LadderStep, LateRate, LateStep, Series, StateKind
from rebond.domain.late.ladder import SHIPPED, Rung, SentStep
from rebond.domain.late.penalty import Move
from rebond.domain.late.states import PromiseRecord
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.journal.queries.late import client_promises, open_invoices, owed_invoice, settled_late
from rebond.journal.queries.late_laws import late_laws
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader

TODAY = date(2026, 11, 22)
ISSUED, DUE = date(2026, 9, 30), date(2026, 10, 30)


def invoice(number: str, **fields: object) -> Invoice:
    usual = {"client_id": 1, "number": number, "amount": 1_000_00, "issued": ISSUED, "due": DUE}
    return Invoice(**(usual | fields))  # type: ignore[arg-type]


@contextmanager
def journal(path: Path, *rows: Iterable[Entity], country: Country | None = None) -> Iterator[Reader]:
    """Yield a reader of a new journal with these rows, which are inserted kind by kind."""
    with create(path / "late.rebond") as made:
        with made.transaction("import") as transaction:
            if country:
                transaction.update(replace(load_settings(transaction), country=country))
            for of_a_kind in rows:
                transaction.insert_all(of_a_kind)
        with made.read() as reader:
            yield reader


CLIENTS = [Client(name="Lune"), Client(name="Marée", country=Country.CH)]


def test_open_are_those_that_were_unpaid_on_that_day(tmp_path: Path) -> None:
    invoices = [
        invoice("late"),
        invoice("soon", due=date(2026, 12, 15)),
        invoice("paid", settled=date(2026, 11, 10)),
        invoice("paid today", settled=TODAY),
        invoice("paid after", settled=date(2026, 11, 23)),
        invoice("in time", settled=DUE),
        invoice("cancelled", cancelled=True),
        invoice("credit note", amount=-500_00),
        invoice("nothing", amount=0),
        invoice("issued after", issued=date(2026, 11, 23)),
    ]
    with journal(tmp_path, CLIENTS, invoices) as reader:
        assert [one.invoice.number for one in open_invoices(reader, TODAY)] == ["late", "paid after", "soon"]
        assert [one.invoice.number for one in settled_late(reader, TODAY)] == ["paid", "paid today"]
        assert [one.settled(TODAY) for one in settled_late(reader, TODAY)] == [date(2026, 11, 10), TODAY]
        assert owed_invoice(reader, 7, TODAY) is None
        one = owed_invoice(reader, 5, TODAY)
        assert one
        assert (one.days_late(TODAY), one.days_late(date(2026, 12, 1)), one.rest(date(2026, 12, 1))) == (23, 24, 0)


def test_payments_and_credit_notes_that_name_it_lower_it(tmp_path: Path) -> None:
    november = [date(2026, 11, day) for day in range(1, 31)]
    invoices = [
        invoice("7"),
        invoice("note", amount=-300_00, corrects_id=1, issued=november[4]),
        invoice("cancelled note", amount=-400_00, corrects_id=1, issued=november[4], cancelled=True),
    ]
    payments = [
        Payment(invoice_id=1, date=november[9], amount=200_00),
        Payment(invoice_id=2, date=november[11], amount=-100_00),
    ]
    with journal(tmp_path, CLIENTS, invoices, payments) as reader:
        (one,) = open_invoices(reader, TODAY)
    assert list(one.moves) == [
        Move(november[4], 300_00), Move(november[9], 200_00), Move(november[11], -100_00)
    ]  # fmt: skip
    assert [one.debt.base(november[day]) for day in (4, 5, 9, 10, 11, 12)] == [
        1_000_00, 700_00, 700_00, 500_00, 500_00, 600_00,
    ]  # fmt: skip


def test_its_mission_country_letters_ladder_and_states_are_there(tmp_path: Path) -> None:
    missions = [Mission(client_id=2, name="Site", starts=ISSUED, late_rate=8_000, due_day_fixed=True)]
    invoices = [invoice("7"), invoice("8", client_id=2, mission_id=1, demanded=date(2026, 11, 5))]
    states = [InvoiceState(invoice_id=2, type=StateKind.DISPUTED, starts=date(2026, 11, 7))]
    letter = Letter(client_id=2, invoice_id=2, template="late_friendly", subject="Reminder", sent=date(2026, 11, 3))
    letters = [letter, replace(letter, template="polite_no"), replace(letter, invoice_id=None)]
    steps = [LadderStep(country=Country.CH, step=LateStep.FIRM, days=5)]
    with journal(tmp_path, CLIENTS, missions, invoices, states, letters, steps, country=Country.FR) as reader:
        french, swiss = open_invoices(reader, TODAY)
        laws = late_laws(reader)
    assert (french.country, french.ladder, french.sent, french.mission) == (Country.FR, SHIPPED, (), None)
    assert (swiss.country, swiss.ladder) == (Country.CH, (Rung(LateStep.FIRM, 5),))
    assert swiss.sent == (SentStep(LateStep.FRIENDLY, date(2026, 11, 3)),)
    assert (swiss.debt.late_rate, swiss.debt.due_day_fixed, swiss.debt.demanded) == (8_000, True, date(2026, 11, 5))
    held = swiss.state(TODAY)
    assert held
    assert (held.type, swiss.next_step(TODAY).step) == (StateKind.DISPUTED, None)
    # 23 days from the day after it was due: 1,000 × 8 % × 23 ÷ 365 = 5.0411
    assert swiss.penalty(laws[Country.CH], TODAY).amount == 5_04
    assert (swiss.limitation(laws[Country.CH]), french.limitation(laws[Country.FR])) == (
        date(2036, 9, 30), date(2031, 9, 30),
    )  # fmt: skip


def test_a_clients_promises_about_all_of_its_invoices(tmp_path: Path) -> None:
    invoices = [
        invoice("7", settled=date(2026, 11, 5)), invoice("8"), invoice("9", client_id=2), invoice("10", cancelled=True)
    ]  # fmt: skip
    promise = InvoiceState(
        invoice_id=1, type=StateKind.PROMISED, starts=date(2026, 11, 1), until=date(2026, 11, 6)
    )  # fmt: skip
    states = [promise, replace(promise, invoice_id=2), replace(promise, invoice_id=2, until=date(2026, 12, 6)),
              replace(promise, invoice_id=4)]  # fmt: skip
    with journal(tmp_path, CLIENTS, invoices, states) as reader:
        record = PromiseRecord(kept=1, broken=1, open=1)
        assert [one.promises for one in open_invoices(reader, TODAY)] == [record, PromiseRecord()]
        assert client_promises(reader, [1, 2], TODAY) == {1: record}


def test_rates_of_ones_own_are_in_the_law_of_the_journal(tmp_path: Path) -> None:
    rate = LateRate(country=Country.BE, series=Series.STATUTORY, starts=date(2026, 7, 1), rate=11_000)
    with journal(tmp_path, [rate]) as reader:
        laws = late_laws(reader)
    found = laws[Country.BE].tables[Series.STATUTORY].on(date(2026, 7, 1))
    assert found
    assert (found.rate, found.own) == (11_000, True)
    assert set(laws) == set(Country)


def test_the_statements_are_as_many_for_many_invoices_as_for_one(tmp_path: Path) -> None:
    def statements(count: int, path: Path) -> int:
        path.mkdir()
        rows = [invoice(str(number)) for number in range(count)]
        asked: list[str] = []
        with journal(path, CLIENTS, rows) as reader:
            connection: sqlite3.Connection = reader.sqlite
            connection.set_trace_callback(asked.append)
            found = open_invoices(reader, TODAY)
            connection.set_trace_callback(None)
        assert len(found) == count
        return len(asked)

    assert statements(1, tmp_path / "one") == statements(40, tmp_path / "many")
