"""Whose a row is: the names that a person knows it by."""

from datetime import date
from pathlib import Path

from rebond.domain.missions.kinds import Client, Event, Invoice, Mission, Payment
from rebond.domain.prospecting.kinds import Contact, Interaction
from rebond.journal.journal import Journal
from rebond.journal.queries.belonging import owners

DAY = date(2026, 11, 2)


def test_each_row_is_named_by_the_rows_it_refers_to(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "journal.rebond")
    with journal.transaction("set_up") as transaction:
        for row in (
            Client(name="Atlas"),
            Mission(client_id=1, name="Social media", starts=DAY),
            Event(mission_id=1, date=DAY, text="a post at once"),
            Invoice(client_id=1, mission_id=1, number="2026-31", issued=DAY, due=DAY, amount=100_00),
            Invoice(client_id=1, number="2026-32", issued=DAY, due=DAY, amount=100_00),
            Payment(invoice_id=2, date=DAY, amount=100_00),
            Contact(name="Sophie Marchal", client_id=1),
            Contact(name="Zoe"),
            Interaction(contact_id=1, date=DAY, channel_id=1, text="called"),
        ):
            transaction.insert(row)
    with journal.read() as reader:
        found = owners(
            reader,
            [("client", 1), ("mission", 1), ("event", 1), ("invoice", 1), ("invoice", 2), ("payment", 1),
             ("contact", 1), ("contact", 2), ("interaction", 1), ("event", 99)],
        )  # fmt: skip
    assert found == [
        (),
        ("Atlas",),
        ("Atlas", "Social media"),
        ("Atlas", "Social media"),
        ("Atlas",),
        ("Atlas", "2026-32"),
        ("Atlas",),
        (),
        ("Atlas", "Sophie Marchal"),
        (),
    ]
