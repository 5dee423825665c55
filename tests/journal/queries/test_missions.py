"""The queries of the missions tab."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from rebond.domain.missions.kinds import Billing, Client, Event, Invoice, Milestone, Mission, Payment
from rebond.journal.journal import Journal
from rebond.journal.queries import missions
from rebond.journal.queries.missions import InvoiceOrder, MissionLine, MissionOrder

TODAY = date(2026, 11, 22)
DUE = date(2026, 11, 15)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Atlas with a running mission, Perret with one over, Lune with none."""
    with Journal.create(tmp_path / "journal.rebond") as journal:
        with journal.transaction("import") as transaction:
            transaction.insert_all([Client(name="Perret"), Client(name="Atlas"), Client(name="Lune")])
            transaction.insert_all(
                [
                    Mission(client_id=1, name="Newsletter", starts=date(2025, 1, 1), ends=date(2025, 12, 31)),
                    Mission(client_id=2, name="Réseaux sociaux", starts=date(2026, 7, 1), amount=2400_00),
                ]
            )
        yield journal


def write(journal: Journal, *rows: Event | Invoice | Payment | Milestone | Mission) -> None:
    with journal.transaction("import") as transaction:
        for row in rows:
            transaction.insert(row)


def listed(journal: Journal, **asked: object) -> list[str]:
    with journal.read() as reader:
        lines = missions.mission_lines(reader, TODAY, **asked)  # type: ignore[arg-type]
    return [line.mission.name if line.mission else line.client.name for line in lines]


def the_line(journal: Journal, name: str) -> MissionLine:
    with journal.read() as reader:
        lines = missions.mission_lines(reader, TODAY)
    return next(line for line in lines if line.mission and line.mission.name == name)


def entry(text: str, day: int = 1, **values: object) -> Event:
    return Event(**{"mission_id": 2, "date": date(2026, 11, day), "text": text, **values})  # type: ignore[arg-type]


def invoice(number: str, **values: object) -> Invoice:
    usual = {"client_id": 2, "mission_id": 2, "amount": 1000_00, "issued": date(2026, 10, 31), "due": DUE}
    return Invoice(number=number, **{**usual, **values})  # type: ignore[arg-type]


def test_what_is_over_stands_last_and_a_client_without_mission_is_shown(journal: Journal) -> None:
    assert listed(journal) == ["Réseaux sociaux", "Lune", "Newsletter"]


def test_what_is_over_can_be_left_out(journal: Journal) -> None:
    assert listed(journal, ended=False) == ["Réseaux sociaux", "Lune"]


def test_an_ended_mission_that_is_owed_something_is_not_over(journal: Journal) -> None:
    write(journal, invoice("2026-1", client_id=1, mission_id=1))
    assert listed(journal, ended=False) == ["Réseaux sociaux", "Lune", "Newsletter"]
    assert the_line(journal, "Newsletter").late == 1


def test_an_ended_mission_with_work_not_invoiced_is_not_over(journal: Journal) -> None:
    assert "Newsletter" in listed(journal, ended=False, to_invoice=[1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("atl", ["Réseaux sociaux"]),
        ("reseaux", ["Réseaux sociaux"]),
        ("perret news", ["Newsletter"]),
        ("week-end", ["Réseaux sociaux"]),
        ("atlas newsletter", []),
        ("lune", ["Lune"]),
        ("  ", ["Réseaux sociaux", "Lune", "Newsletter"]),
    ],
)
def test_each_word_is_looked_for_in_the_names_and_the_journal(journal: Journal, text: str, found: list[str]) -> None:
    write(journal, entry("Asked for a post on the week-end"))
    assert listed(journal, text=text) == found


def test_missions_sort_by_amount_end_and_last_entry(journal: Journal) -> None:
    write(
        journal,
        Mission(client_id=3, name="Site", starts=date(2026, 1, 1), ends=date(2027, 1, 31), billing=Billing.MILESTONES),
        Milestone(mission_id=3, name="Mock-up", amount=5000_00, date=date(2026, 12, 1)),
        entry("kick-off", mission_id=3, day=20),
        entry("call", day=10),
    )
    assert listed(journal, order=MissionOrder.AMOUNT) == ["Site", "Réseaux sociaux", "Newsletter"]
    assert listed(journal, order=MissionOrder.ENDS) == ["Site", "Réseaux sociaux", "Newsletter"]
    assert listed(journal, order=MissionOrder.LAST_EVENT) == ["Site", "Réseaux sociaux", "Newsletter"]
    assert the_line(journal, "Réseaux sociaux").last_event == date(2026, 11, 10)


def test_a_day_rate_is_shown_as_what_a_usual_month_brings(journal: Journal) -> None:
    daily = Mission(
        client_id=3, name="Audit", starts=date(2026, 1, 1), billing=Billing.DAILY, amount=480_00, days_per_month=12_50
    )
    write(journal, daily)
    assert the_line(journal, "Audit").amount == 6000_00


def test_late_counts_neither_paid_nor_cancelled_nor_credit_notes(journal: Journal) -> None:
    write(
        journal,
        invoice("late"),
        invoice("client's own", mission_id=None),
        invoice("not due", due=TODAY),
        invoice("paid", settled=DUE),
        invoice("cancelled", cancelled=True),
        invoice("credit", amount=-100_00),
        Payment(invoice_id=1, date=TODAY, amount=400_00),
    )
    assert the_line(journal, "Réseaux sociaux").late == 2
    with journal.read() as reader:
        assert missions.late(reader, 2, 2, TODAY) == missions.Owed(2, 1600_00)


def test_what_is_left_of_late_invoices_counts_the_credit_notes_that_name_them(journal: Journal) -> None:
    write(
        journal,
        invoice("late"),
        invoice("credit", amount=-300_00, corrects_id=1, settled=DUE),
        invoice("another", amount=-200_00, corrects_id=1),
        Payment(invoice_id=1, date=TODAY, amount=400_00),
        Payment(invoice_id=3, date=TODAY, amount=-50_00),
    )
    with journal.read() as reader:
        assert missions.late(reader, 2, 2, TODAY) == missions.Owed(1, 150_00)
        lines = missions.invoices(reader, 2, 2, limit=1, order=InvoiceOrder.NUMBER)
        assert [(line.invoice.number, line.paid, line.rest) for line in lines] == [("late", 400_00, 150_00)]
        lines = missions.invoices(reader, 2, 2)
        assert {line.invoice.number: line.rest for line in lines} == {"late": 150_00, "credit": 0, "another": 0}


def test_the_journal_is_read_newest_first_a_window_at_a_time(journal: Journal) -> None:
    write(
        journal,
        entry("first", 2),
        entry("morning", 3, time=time(9)),
        entry("evening", 3, time=time(19, 40)),
        entry("some time", 3),
    )
    with journal.read() as reader:
        texts = [event.text for event in missions.events(reader, 2)]
        window = [event.text for event in missions.events(reader, 2, limit=2, offset=1)]
        found = [event.text for event in missions.events(reader, 2, text="morn")]
    assert texts == ["some time", "evening", "morning", "first"]
    assert window == ["evening", "morning"]
    assert found == ["morning"]


def test_each_entry_is_found_in_its_place(journal: Journal) -> None:
    write(journal, *(entry(f"note {day}", day, time=time(day) if day % 3 else None) for day in (5, 3, 4, 4, 9, 3)))
    with journal.read() as reader:
        listing = missions.events_listing(2)
        read = missions.events(reader, 2)
        assert [listing.place(reader, event.id) for event in read] == list(range(len(read)))
        assert listing.count(reader) == len(read)
        assert listing.place(reader, 999) is None
        assert missions.events_listing(2, "note 9").place(reader, read[-1].id) is None


def test_the_minutes_logged_are_those_of_all_entries(journal: Journal) -> None:
    write(journal, entry("a", minutes=90, in_scope=False), entry("b", minutes=60, in_scope=True), entry("c", minutes=5))
    with journal.read() as reader:
        assert missions.logged_minutes(reader, 2) == 155
        assert missions.logged_minutes(reader, 1) == 0


def test_a_mission_is_shown_with_its_client_s_invoices_of_no_mission(journal: Journal) -> None:
    write(
        journal,
        invoice("a", issued=date(2026, 9, 1)),
        invoice("b", mission_id=None),
        invoice("other", client_id=1, mission_id=1),
        Payment(invoice_id=1, date=TODAY, amount=250_00),
    )
    with journal.read() as reader:
        lines = missions.invoices(reader, 2, 2)
    assert [(line.invoice.number, line.mission, line.rest) for line in lines] == [
        ("b", "", 1000_00),
        ("a", "Réseaux sociaux", 750_00),
    ]


def test_invoices_sort_by_any_column_and_are_found_by_number(journal: Journal) -> None:
    write(
        journal,
        invoice("2026-1", amount=3_00, settled=TODAY),
        invoice("2026-2", amount=1_00, cancelled=True),
        invoice("2026-3", amount=2_00),
    )
    with journal.read() as reader:

        def numbers(order: InvoiceOrder, *, descending: bool = False, text: str = "") -> list[str]:
            lines = missions.invoices(reader, 2, 2, order=order, descending=descending, text=text)
            return [line.invoice.number[-1] for line in lines]

        assert numbers(InvoiceOrder.AMOUNT) == ["2", "3", "1"]
        assert numbers(InvoiceOrder.AMOUNT, descending=True) == ["1", "3", "2"]
        assert numbers(InvoiceOrder.STATE) == ["3", "1", "2"]
        assert numbers(InvoiceOrder.NUMBER, text="2026-3") == ["3"]
        assert missions.last_number(reader) == "2026-3"


def test_an_invoice_of_one_cent_is_late_and_one_of_nothing_is_not(journal: Journal) -> None:
    write(journal, invoice("least", amount=1), invoice("nothing", amount=0))
    assert the_line(journal, "Réseaux sociaux").late == 1


def test_a_new_mission_has_the_vat_rate_of_the_one_entered_last(journal: Journal, tmp_path: Path) -> None:
    with Journal.create(tmp_path / "empty.rebond") as empty, empty.read() as reader:
        assert missions.last_vat_rate(reader) == 0
    write(journal, Mission(client_id=3, name="Site", starts=date(2020, 1, 1), vat_rate=20_000))
    with journal.read() as reader:
        assert missions.last_vat_rate(reader) == 20_000


def test_a_mission_broken_off_before_its_planned_end_is_over_and_sorted_by_that_day(journal: Journal) -> None:
    broken = Mission(
        client_id=3, name="Broken off", starts=date(2026, 1, 1), ends=date(2027, 6, 30), ended=date(2026, 11, 1)
    )
    longer = Mission(
        client_id=3, name="Gone on", starts=date(2026, 1, 1), ends=date(2026, 6, 30), ended=date(2026, 12, 1)
    )
    write(journal, broken, longer)
    assert (the_line(journal, "Broken off").over, the_line(journal, "Gone on").over) == (True, False)
    assert listed(journal, order=MissionOrder.ENDS)[-2:] == ["Newsletter", "Broken off"]
    assert "Broken off" not in listed(journal, ended=False)
