"""The agenda of a journal: which of its rows are in it, and the names of what they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from rebond.actions.agenda_sentences import what
from rebond.actions.journals import create
from rebond.actions.money import outlook
from rebond.domain.agenda.agenda import horizon
from rebond.domain.agenda.entries import AgendaEntry, AgendaKind
from rebond.domain.agreements.kinds import Agreement, Amendment, Reply
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Billing, Client, Contract, Event, Invoice, Mission, Payment, RequestAnswer
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.tasks.kinds import Task
from rebond.journal.queries.agenda import load_agenda
from tests.languages import ENGLISH

TODAY = date(2026, 11, 22)
EARLIER, AFTER = TODAY - timedelta(days=1), horizon(TODAY) + timedelta(days=1)
LONG_AGO = date(2020, 12, 31)


def loaded(path: Path, *rows: Iterable[Entity], until: date | None = None) -> Sequence[AgendaEntry]:
    """Return the agenda of a new journal with these rows, which are inserted kind by kind."""
    with create(path / "agenda.rebond") as journal:
        with journal.transaction("import") as transaction:
            for of_a_kind in rows:
                transaction.insert_all(of_a_kind)
        with journal.read() as reader:
            return load_agenda(reader, outlook(journal, TODAY), until)


def said(entries: Sequence[AgendaEntry]) -> list[tuple[object, ...]]:
    return [(one.kind.value, one.date, one.client, one.mission, one.contact, one.what) for one in entries]


def test_only_what_is_open_and_dated_up_to_the_horizon_is_in_it(tmp_path: Path) -> None:
    clients = [Client(name="Lune"), Client(name="Marée")]
    old = Mission(
        client_id=2, name="Old", starts=date(2020, 1, 1), ends=LONG_AGO, contract=Contract.FIXED_TERM
    )  # fmt: skip
    contacts = [
        Contact(name="Zoe", next_step="call", next_date=TODAY, client_id=2),
        Contact(name="Ann", next_date=EARLIER),
        Contact(name="Later", next_date=AFTER),
        Contact(name="Never"),
    ]
    asked = Event(mission_id=1, date=EARLIER, text="a post", answer=RequestAnswer.UNCLEAR, answer_due=TODAY)
    events = [
        asked,
        replace(asked, text="answered", answer=RequestAnswer.GIVEN),
        replace(asked, text="after", answer_due=AFTER),
        replace(asked, text="no day", answer_due=None),
    ]
    amendments = [Amendment(mission_id=1, number="A1", made=LONG_AGO, sent=LONG_AGO)]
    tasks = [
        Task(text="write", due=TODAY, mission_id=1, contact_id=2),
        Task(text="done", due=EARLIER, done=TODAY),
        Task(text="some day"),
        Task(text="after", due=AFTER),
    ]
    usual = Invoice(client_id=1, number="1", issued=date(2026, 10, 1), amount=100_00, vat=20_00, due=EARLIER)
    invoices = [usual, replace(usual, number="2", settled=EARLIER)]
    payments = [Payment(invoice_id=1, date=EARLIER, amount=50_00)]
    rows = (clients, [old], contacts, events, amendments, tasks, invoices, payments)
    found = loaded(tmp_path, *rows)
    assert said(found) == [
        ("amendment", LONG_AGO + timedelta(days=30), "Marée", "Old", "", "A1"),
        ("follow_up", EARLIER, "", "", "Ann", ""),
        ("late_invoice", EARLIER, "Lune", "", "", "1"),
        ("task", TODAY, "Marée", "Old", "Ann", "write"),
        ("answer", TODAY, "Marée", "Old", "", "a post"),
        ("follow_up", TODAY, "Marée", "", "Zoe", "call"),
        ("task", None, "", "", "", "some day"),
    ]
    assert found[2].left == 70_00


def test_a_mission_that_renewed_itself_for_years_is_in_it(tmp_path: Path) -> None:
    tacit = Mission(
        client_id=1, name="Care", starts=date(2020, 1, 1), ends=LONG_AGO, contract=Contract.FIXED_TERM,
        renewal_months=12, notice=1,
    )  # fmt: skip
    over = replace(tacit, name="Over", ended=LONG_AGO)
    found = loaded(tmp_path, [Client(name="Lune")], [tacit, over])
    assert said(found) == [
        ("notice", date(2026, 11, 30), "Lune", "Care", "", ""), ("renewal", date(2026, 12, 31), "Lune", "Care", "", ""),
    ]  # fmt: skip


def test_work_of_a_mission_that_ended_over_a_year_ago_is_not_taken_for_not_invoiced(tmp_path: Path) -> None:
    """Its settled invoices are not loaded any more, though the mission is, by one that was never paid."""
    old = Mission(
        client_id=1, name="Old", starts=date(2020, 1, 1), ends=LONG_AGO, contract=Contract.FIXED_TERM, amount=100_00
    )  # fmt: skip
    unpaid = Invoice(
        client_id=1, mission_id=1, number="1", month=date(2020, 12, 1), issued=LONG_AGO, due=LONG_AGO, amount=100_00
    )
    paid = [
        replace(unpaid, number=f"P{month}", month=date(2020, month, 1), settled=LONG_AGO) for month in range(1, 12)
    ]  # fmt: skip
    found = loaded(tmp_path, [Client(name="Lune")], [old], [unpaid, *paid])
    assert [(one.kind.value, one.what) for one in found] == [("late_invoice", "1")]


def test_a_nearer_horizon_leaves_out_what_lies_behind_it(tmp_path: Path) -> None:
    tasks = [Task(text="today", due=TODAY), Task(text="tomorrow", due=TODAY + timedelta(days=1))]
    assert [one.what for one in loaded(tmp_path, tasks, until=TODAY)] == ["today"]


def test_an_extension_moves_the_end_and_the_last_day_for_notice_as_soon_as_it_is_agreed(tmp_path: Path) -> None:
    ending = Mission(
        client_id=1, name="Site", starts=date(2026, 1, 1), ends=date(2026, 12, 31), contract=Contract.FIXED_TERM,
        notice=1, amount=3000_00,
    )  # fmt: skip
    until = replace(ending, ends=date(2027, 6, 30))
    version = Agreement(mission_id=1, starts=date(2027, 1, 1), ends=date(2027, 6, 30))
    (tmp_path / "other").mkdir()
    extended = loaded(tmp_path, [Client(name="Atlas")], [ending], [version])
    assert said(extended) == said(loaded(tmp_path / "other", [Client(name="Atlas")], [until]))
    assert [one.date for one in extended if one.kind in (AgendaKind.END, AgendaKind.NOTICE)] == [
        date(2027, 5, 31), date(2027, 6, 30)
    ]  # fmt: skip


def test_an_accepted_amendment_is_to_be_invoiced_until_an_invoice_names_it(tmp_path: Path) -> None:
    mission = Mission(client_id=1, name="Site", starts=date(2026, 11, 1))
    amendment = Amendment(
        mission_id=1, number="A1", made=EARLIER, hourly_rate=80_00, sent=EARLIER, reply=Reply.ACCEPTED, answered=EARLIER
    )
    steps = replace(mission, name="Steps", billing=Billing.MILESTONES)
    unanswered = replace(amendment, number="A2", reply=None, answered=None, sent=TODAY)
    events = [Event(mission_id=at, date=EARLIER, text="A film", minutes=90, amendment_id=at) for at in (1, 2)]
    rows = [[Client(name="Atlas")], [mission, steps], [amendment, replace(amendment, mission_id=2), unanswered], events]
    found = [one for one in loaded(tmp_path, *rows) if one.kind is AgendaKind.TO_INVOICE]
    assert said(found) == [("to_invoice", EARLIER, "Atlas", "Site", "", "A1")]
    assert what(ENGLISH, found[0], "EUR") == "Invoice amendment A1"
    (tmp_path / "billed").mkdir()
    bill = Invoice(client_id=1, mission_id=1, amount=120_00, issued=TODAY, due=TODAY, note="Amendment A1")
    billed = loaded(tmp_path / "billed", *rows, [bill])
    assert not [one for one in billed if one.kind is AgendaKind.TO_INVOICE]


def test_an_invoice_near_its_limitation_is_in_it_with_the_years_of_its_country(tmp_path: Path) -> None:
    clients = [Client(name="Lune", country=Country.QC), Client(name="Perret", country=Country.FR)]
    invoices = [
        Invoice(client_id=client_id, number=str(client_id), amount=100, issued=date(2024, 6, 1), due=date(2024, 7, 1))
        for client_id in (1, 2)
    ]
    found = loaded(tmp_path, clients, [], invoices)
    limits = [(one.client, one.date, one.years) for one in found if one.kind is AgendaKind.LIMITATION]
    assert limits == [("Lune", date(2027, 6, 1), 3)]
