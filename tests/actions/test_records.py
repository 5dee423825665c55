"""Adding, editing and deleting what a form shows."""

from dataclasses import replace

import pytest

from rebond.actions import records
from rebond.actions.action import said
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Event, Invoice, Milestone, Mission, Payment, PlannedDays
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Expense, Settings
from rebond.domain.prospecting.kinds import Channel, ChannelId, Contact, Interaction, Stage
from rebond.journal.journal import Journal
from tests.languages import ENGLISH

from .doing import TODAY, contents, day, done, refused, rows, write

MONTH = day(1)
ATLAS = Client(id=1, name="Atlas")


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    """The client 1 with the mission 1, the invoice 1; the account 1 and the contact 1."""
    write(
        journal,
        Client(name="Atlas"),
        Mission(client_id=1, name="Social media", starts=MONTH),
        Invoice(client_id=1, mission_id=1, amount=100_00, issued=MONTH, due=TODAY),
        Account(name="Savings"),
        Contact(name="Duval", client_id=1),
    )


@pytest.mark.parametrize(
    ("row", "changed", "name"),
    [
        (Client(name="Lune"), {"note": "met in May"}, "Lune"),
        (Mission(client_id=1, name="Site", starts=MONTH), {"amount": 5}, "Site"),
        (Milestone(mission_id=1, name="Draft", amount=5, date=MONTH), {"amount": 6}, "Draft"),
        (PlannedDays(mission_id=1, month=MONTH, days=5), {"days": 6}, "Social media"),
        (Event(mission_id=1, date=TODAY, text="first line\nsecond"), {"minutes": 5}, "first line"),
        (Account(name="Second"), {"counted": False}, "Second"),
        (Balance(account_id=1, date=TODAY, amount=5), {"amount": 6}, "Savings"),
        (Expense(name="Rent", amount=5, first=MONTH), {"essential": False}, "Rent"),
        (Contact(name="Perret"), {"email": "p@example.org"}, "Perret"),
        (Interaction(contact_id=1, date=TODAY, channel_id=ChannelId.PHONE), {"channel_id": ChannelId.SMS}, "Duval"),
        (ChargeRate(social=5), {"social": 6}, ""),
        (ClosureWindow(first="08-01", last="08-21", label="August"), {"last": "08-22"}, "August"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_row_is_added_changed_and_deleted(
    journal: Journal, row: Entity, changed: dict[str, object], name: str
) -> None:
    added = done(journal, records.save, row, TODAY)
    written = rows(journal, type(row))[-1]
    assert written == replace(row, id=written.id)
    edited = done(journal, records.save, replace(written, **changed), TODAY)  # type: ignore[arg-type]
    assert rows(journal, type(row))[-1] == replace(written, **changed)  # type: ignore[arg-type]
    deleted = done(journal, records.delete, rows(journal, type(row))[-1])
    assert written.id not in [one.id for one in rows(journal, type(row))]
    verbs = [(added, "add"), (edited, "edit"), (deleted, "delete")]
    assert [change.action for change, _ in verbs] == [f"{verb}_{row.kind}" for _, verb in verbs]
    assert all(change.facts == {"name": name} for change, _ in verbs)
    assert all(not said(ENGLISH, change.action, change.facts).endswith(": ") for change, _ in verbs)


def test_the_settings_are_changed_and_never_added(journal: Journal) -> None:
    done(journal, records.save, Settings(id=1, goal_months=9), TODAY)
    assert rows(journal, Settings) == (Settings(id=1, goal_months=9),)


def test_saving_what_is_there_already_is_no_change(journal: Journal) -> None:
    assert records.save(journal, ATLAS, TODAY) is None


def test_real_namesakes_may_exist(journal: Journal) -> None:
    done(journal, records.save, Client(name="ATLAS"), TODAY)


def test_a_row_that_breaks_a_rule_is_refused_with_its_field(journal: Journal) -> None:
    with refused(journal, ("empty", "name"), ("too_long", "note")):
        records.save(journal, Client(name=" ", note="x" * 20_001), TODAY)


def test_what_was_deleted_in_the_meantime_is_neither_saved_nor_deleted(journal: Journal) -> None:
    done(journal, records.delete, ATLAS)
    with refused(journal, ("gone", "")):
        records.save(journal, replace(ATLAS, name="Atlas & Co"), TODAY)
    with refused(journal, ("gone", "")):
        records.delete(journal, ATLAS)


def test_what_belongs_to_nothing_is_refused(journal: Journal) -> None:
    with refused(journal, ("reference_missing", "")):
        records.save(journal, Mission(client_id=9, name="Site", starts=MONTH), TODAY)


def test_deleting_a_client_takes_what_it_owns_and_keeps_the_contacts(journal: Journal) -> None:
    write(
        journal,
        Payment(invoice_id=1, date=TODAY, amount=1),
        Event(mission_id=1, date=TODAY, text="asked"),
        PlannedDays(mission_id=1, month=MONTH, days=5),
        Milestone(mission_id=1, name="Draft", amount=5, date=MONTH),
        Client(name="Lune"),
    )
    done(journal, records.delete, ATLAS)
    left = {kind: len(found) for kind, found in contents(journal).items() if found}
    own_choices = {cls.kind: len(cls.declared.seeds) for cls in (Stage, Channel)}
    assert left == {"settings": 1, "client": 1, "account": 1, "contact": 1, **own_choices}
    assert rows(journal, Contact) == (Contact(id=1, name="Duval", client_id=None),)


def test_deleting_a_mission_keeps_its_invoices(journal: Journal) -> None:
    write(journal, Milestone(mission_id=1, name="Draft", amount=5, date=MONTH))
    write(journal, Invoice(client_id=1, mission_id=1, milestone_id=1, amount=5, issued=MONTH, due=TODAY))
    done(journal, records.delete, rows(journal, Mission)[0])
    assert [(one.mission_id, one.milestone_id) for one in rows(journal, Invoice)] == [(None, None), (None, None)]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (Client(name="  Atlas "), "Atlas"),
        (Invoice(client_id=1, number="2026-7", amount=1, issued=MONTH, due=MONTH), "2026-7"),
        (Event(mission_id=1, date=TODAY, text="\n x" + "y" * 100), "x" + "y" * 58 + "…"),
        (Settings(), ""),
    ],
)
def test_what_a_person_calls_a_row(row: Entity, name: str) -> None:
    assert records.name_of(row) == name


def test_a_name_that_must_be_unique_is_so_to_a_person(journal: Journal) -> None:
    done(journal, records.save, Account(name="Épargne"), TODAY)
    with refused(journal, ("account_name_taken", "name")):
        records.save(journal, Account(name="EPARGNE "), TODAY)
