"""Where a row stands in a list is where reading the list finds it, in every order."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.journal import Journal
from rebond.journal.queries import contacts, invoice_book, missions
from rebond.journal.queries.contacts import Asked, ContactOrder
from rebond.journal.queries.invoice_book import BookAsked
from rebond.journal.queries.listing import Listing
from rebond.journal.queries.missions import InvoiceOrder, MissionOrder
from rebond.journal.reader import Reader
from tests.examples import write_example
from tests.languages import ENGLISH

TODAY = date(2026, 11, 22)
#: The orders of the table of a mission's invoices.
MISSION_ORDERS = [order for order in InvoiceOrder if order is not InvoiceOrder.CLIENT]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """The example with some rows that are alike but for their ids, and clients without a mission."""
    with Journal.open(write_example(tmp_path / "example.rebond", ENGLISH, TODAY)) as journal:
        with journal.transaction("import") as transaction:
            transaction.insert_all(Client(name="Zorn") for _ in range(3))
            transaction.insert_all(Contact(name="Élise") for _ in range(3))
            transaction.insert_all(
                Contact(name="Élise", next_date=TODAY, next_step=step) for step in ("call", "", "call")
            )
            transaction.insert_all(Mission(client_id=1, name=f"Atlas {n}", starts=TODAY) for n in range(3))
        with journal.read() as reader:
            yield reader


def in_place(reader: Reader, listing: Listing, keys: list[Any]) -> None:
    assert len(keys) == listing.count(reader) > 2
    assert [listing.place(reader, key) for key in keys] == list(range(len(keys)))


@pytest.mark.parametrize(("order", "ended"), list(product(MissionOrder, (True, False))))
def test_missions(reader: Reader, order: MissionOrder, ended: bool) -> None:
    asked: Any = {"order": order, "ended": ended, "to_invoice": {1}}
    lines = missions.mission_lines(reader, TODAY, **asked)
    in_place(reader, missions.missions_listing(TODAY, **asked), [line.key for line in lines])


@pytest.mark.parametrize(("order", "descending"), list(product(ContactOrder, (True, False))))
def test_contacts(reader: Reader, order: ContactOrder, descending: bool) -> None:
    asked = Asked(order=order, descending=descending)
    lines = contacts.contact_lines(reader, asked)
    in_place(reader, contacts.contacts_listing(asked), [line.key for line in lines])
    found = contacts.contact_lines(reader, Asked("elise", None, order, descending))
    in_place(reader, contacts.contacts_listing(Asked("elise", None, order, descending)), [line.key for line in found])


@pytest.mark.parametrize(("order", "descending"), list(product(InvoiceOrder, (True, False))))
def test_all_invoices(reader: Reader, order: InvoiceOrder, descending: bool) -> None:
    asked = BookAsked(order=order, descending=descending)
    lines = invoice_book.book_lines(reader, asked, TODAY)
    in_place(reader, invoice_book.book_listing(asked, TODAY), [line.key for line in lines])


@pytest.mark.parametrize(("order", "descending"), list(product(MISSION_ORDERS, (True, False))))
def test_the_invoices_of_a_mission(reader: Reader, order: InvoiceOrder, descending: bool) -> None:
    lines = missions.invoices(reader, 1, 1, order=order, descending=descending)
    in_place(reader, missions.invoices_listing(1, 1, order=order, descending=descending), [line.key for line in lines])


def test_entries_interactions_and_what_is_due(reader: Reader) -> None:
    in_place(reader, missions.events_listing(1), [event.id for event in missions.events(reader, 1)])
    in_place(reader, contacts.due_listing(TODAY), [line.key for line in contacts.due(reader, TODAY)])
    spoken = contacts.interactions(reader, 1)
    assert [contacts.interactions_listing(1).place(reader, one.id) for one in spoken] == list(range(len(spoken)))


def test_what_the_filter_hides_has_no_place(reader: Reader) -> None:
    assert contacts.contacts_listing(Asked("elise")).place(reader, 1) is None
    assert missions.missions_listing(TODAY, text="zorn").place(reader, ("mission", 1)) is None
