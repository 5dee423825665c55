"""A change is whole, its history with it."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.domain.missions.kinds import Client, Event, Invoice, Milestone, Mission
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.journal import history
from rebond.journal.check import check
from rebond.journal.journal import Journal

from .conftest import NOON, codes


def test_what_was_written_is_read_in_the_change_and_after_it(journal: Journal) -> None:
    with journal.transaction("add", {"name": "Perret"}) as transaction:
        perret = transaction.insert(Client(name="Perret"))
        assert transaction.get(Client, perret) == Client(id=perret, name="Perret")
        with journal.read() as reader:
            assert reader.get(Client, perret) is not None
        transaction.update(Client(id=perret, name="Perret", note="Éditions"))
    assert transaction.done is not None
    assert (transaction.done.action, transaction.done.facts, transaction.done.at) == ("add", {"name": "Perret"}, NOON)
    assert [row.became for row in transaction.done.rows][-1] == Client(id=perret, name="Perret", note="Éditions")
    assert transaction.done.kinds == {"client"}
    with journal.read() as reader:
        assert reader.get(Client, perret) == Client(id=perret, name="Perret", note="Éditions")
        assert history.changes(reader, limit=1) == (transaction.done,)


def test_an_error_takes_everything_back(journal: Journal) -> None:
    with journal.read() as reader:
        before = history.head(reader)

    def fail() -> None:
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name="Perret"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with journal.read() as reader:
        assert history.head(reader) == before
        assert reader.count(Client) == 1
    with journal.transaction("add") as transaction:
        assert transaction.insert(Client(name="Perret")) == 2


def test_a_change_that_changes_nothing_leaves_no_trace(journal: Journal) -> None:
    with journal.transaction("edit") as transaction:
        assert transaction.update(Client(id=1, name="Atlas")) is False
    assert transaction.done is None
    with journal.read() as reader:
        assert history.head(reader).seq == 2


def test_deleting_takes_what_is_owned_and_cuts_what_only_refers(journal: Journal) -> None:
    with journal.transaction("fill") as transaction:
        milestone = transaction.insert(Milestone(mission_id=1, name="Draft", amount=1, date=date(2026, 1, 1)))
        day = date(2026, 1, 1)
        transaction.insert(Invoice(client_id=1, mission_id=1, milestone_id=milestone, amount=5, issued=day, due=day))
        transaction.insert(Contact(name="Duval", client_id=1))
    with journal.transaction("delete_mission") as transaction:
        transaction.delete(Mission, 1)
    with journal.read() as reader:
        assert (reader.count(Mission), reader.count(Event), reader.count(Milestone)) == (0, 0, 0)
        (invoice,) = reader.all(Invoice)
        assert (invoice.mission_id, invoice.milestone_id) == (None, None)
    with journal.transaction("delete_client") as transaction:
        transaction.delete(Client, 1)
    with journal.read() as reader:
        assert reader.count(Invoice) == 0
        assert [contact.client_id for contact in reader.all(Contact)] == [None]
    assert check(journal.path) == ()


def test_ids_are_never_used_again(journal: Journal) -> None:
    with journal.transaction("add") as transaction:
        second = transaction.insert(Client(name="Perret"))
    with journal.transaction("delete") as transaction:
        transaction.delete(Client, second)
    with journal.transaction("add") as transaction:
        assert transaction.insert(Client(name="Lune")) == second + 1


@pytest.mark.parametrize(
    ("first", "second", "code", "field"),
    [
        (Account(name="Lune"), Account(name="Lune"), "account_name_taken", "name"),
        (
            Balance(account_id=1, date=date(2026, 1, 1), amount=1),
            Balance(account_id=1, date=date(2026, 1, 1), amount=2),
            "balance_there",
            "date",
        ),
    ],
)
def test_what_is_there_already_is_refused_next_to_its_field(
    journal: Journal, first: Client, second: Client, code: str, field: str
) -> None:
    with journal.transaction("add") as transaction:
        transaction.insert(Account(name="Savings"))
        transaction.insert(first)
    with pytest.raises(Refused) as caught, journal.transaction("add") as transaction:
        transaction.insert(second)
    assert codes(caught) == [code]
    assert caught.value.problems[0].field == field


def test_a_row_that_belongs_to_nothing_is_refused(journal: Journal) -> None:
    with pytest.raises(Refused) as caught, journal.transaction("add") as transaction:
        transaction.insert(Event(mission_id=99, date=date(2026, 1, 1), text=""))
    assert codes(caught) == ["reference_missing"]


def test_what_is_gone_cannot_be_edited(journal: Journal) -> None:
    with pytest.raises(KeyError), journal.transaction("edit") as transaction:
        transaction.update(Client(id=7, name="x"))
    with pytest.raises(KeyError), journal.transaction("delete") as transaction:
        transaction.delete(Client, 7)
    with pytest.raises(ValueError, match="has an id"), journal.transaction("add") as transaction:
        transaction.insert(Client(id=7, name="x"))


def test_one_change_holds_no_other(journal: Journal) -> None:
    with journal.transaction("one"), pytest.raises(RuntimeError), journal.transaction("two"):
        pass
    with journal.transaction("three") as transaction:
        transaction.update(replace(Client(name="Atlas", id=1), note="works again"))
    assert transaction.done is not None


def test_rows_written_together_are_one_change(journal: Journal) -> None:
    with journal.transaction("import") as transaction:
        ids = transaction.insert_all(Event(mission_id=1, date=date(2026, 1, 1), text=f"n {n}") for n in range(2_000))
    assert len(set(ids)) == 2_000
    assert transaction.done is not None
    assert len(transaction.done.rows) == 2_000
    assert check(journal.path) == ()


def test_no_rows_are_written_as_none(journal: Journal) -> None:
    with journal.transaction("add") as transaction:
        assert transaction.insert_all([]) == []
    assert transaction.done is None


def test_an_invoice_and_its_credit_note_go_at_once_and_are_not_edited_before(journal: Journal) -> None:
    with journal.transaction("add") as transaction:
        sent = transaction.insert(Invoice(client_id=1, amount=100, issued=NOON.date(), due=NOON.date()))
        note = Invoice(client_id=1, amount=-100, issued=NOON.date(), due=NOON.date(), corrects_id=sent)
        transaction.insert(note)
    with journal.transaction("delete") as transaction:
        transaction.delete(Client, 1)
    assert transaction.done is not None
    assert {row.after for row in transaction.done.rows if row.kind == "invoice"} == {None}
    assert [row.before["corrects_id"] for row in transaction.done.rows if row.kind == "invoice" and row.before] == [
        sent,
        None,
    ]
