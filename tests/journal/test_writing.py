"""A change is whole, its history with it."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.domain.entities import Account, Balance, Client, Contact, Event, Invoice, Milestone, Mission
from rebond.domain.problems import Refused
from rebond.journal import history
from rebond.journal.check import check
from rebond.journal.file import Journal

from .conftest import NOON, codes


def test_what_was_written_is_read_in_the_change_and_after_it(journal: Journal) -> None:
    with journal.change("add", {"name": "Perret"}) as change:
        perret = change.insert(Client(name="Perret"))
        assert change.get(Client, perret) == Client(id=perret, name="Perret")
        with journal.read() as reader:
            assert reader.get(Client, perret) is not None
        change.update(Client(id=perret, name="Perret", note="Éditions"))
    assert change.done is not None
    assert (change.done.action, change.done.facts, change.done.at) == ("add", {"name": "Perret"}, NOON)
    assert [row.became for row in change.done.rows][-1] == Client(id=perret, name="Perret", note="Éditions")
    assert change.done.kinds == {"client"}
    with journal.read() as reader:
        assert reader.get(Client, perret) == Client(id=perret, name="Perret", note="Éditions")
        assert history.changes(reader, limit=1) == (change.done,)


def test_an_error_takes_everything_back(journal: Journal) -> None:
    with journal.read() as reader:
        before = history.head(reader)

    def fail() -> None:
        with journal.change("add") as change:
            change.insert(Client(name="Perret"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with journal.read() as reader:
        assert history.head(reader) == before
        assert reader.count(Client) == 1
    with journal.change("add") as change:
        assert change.insert(Client(name="Perret")) == 2


def test_a_change_that_changes_nothing_leaves_no_trace(journal: Journal) -> None:
    with journal.change("edit") as change:
        assert change.update(Client(id=1, name="Atlas")) is False
    assert change.done is None
    with journal.read() as reader:
        assert history.head(reader).seq == 2


def test_deleting_takes_what_is_owned_and_cuts_what_only_refers(journal: Journal) -> None:
    with journal.change("fill") as change:
        milestone = change.insert(Milestone(mission_id=1, name="Draft", amount=1, date=date(2026, 1, 1)))
        day = date(2026, 1, 1)
        change.insert(Invoice(client_id=1, mission_id=1, milestone_id=milestone, amount=5, issued=day, due=day))
        change.insert(Contact(name="Duval", client_id=1))
    with journal.change("delete_mission") as change:
        change.delete(Mission, 1)
    with journal.read() as reader:
        assert (reader.count(Mission), reader.count(Event), reader.count(Milestone)) == (0, 0, 0)
        (invoice,) = reader.all(Invoice)
        assert (invoice.mission_id, invoice.milestone_id) == (None, None)
    with journal.change("delete_client") as change:
        change.delete(Client, 1)
    with journal.read() as reader:
        assert reader.count(Invoice) == 0
        assert [contact.client_id for contact in reader.all(Contact)] == [None]
    assert check(journal.path) == ()


def test_ids_are_never_used_again(journal: Journal) -> None:
    with journal.change("add") as change:
        second = change.insert(Client(name="Perret"))
    with journal.change("delete") as change:
        change.delete(Client, second)
    with journal.change("add") as change:
        assert change.insert(Client(name="Lune")) == second + 1


@pytest.mark.parametrize(
    ("first", "second", "code", "field"),
    [
        (Client(name="Lune"), Client(name="LUNE"), "client_name_taken", "name"),
        (Contact(name="Duval"), Contact(name="duval"), "contact_name_taken", "name"),
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
    with journal.change("add") as change:
        change.insert(Account(name="Savings"))
        change.insert(first)
    with pytest.raises(Refused) as caught, journal.change("add") as change:
        change.insert(second)
    assert codes(caught) == [code]
    assert caught.value.problems[0].field == field


def test_a_row_that_belongs_to_nothing_is_refused(journal: Journal) -> None:
    with pytest.raises(Refused) as caught, journal.change("add") as change:
        change.insert(Event(mission_id=99, date=date(2026, 1, 1), text=""))
    assert codes(caught) == ["reference_missing"]


def test_what_is_gone_cannot_be_edited(journal: Journal) -> None:
    with pytest.raises(KeyError), journal.change("edit") as change:
        change.update(Client(id=7, name="x"))
    with pytest.raises(KeyError), journal.change("delete") as change:
        change.delete(Client, 7)
    with pytest.raises(ValueError, match="has an id"), journal.change("add") as change:
        change.insert(Client(id=7, name="x"))


def test_one_change_holds_no_other(journal: Journal) -> None:
    with journal.change("one"), pytest.raises(RuntimeError), journal.change("two"):
        pass
    with journal.change("three") as change:
        change.update(replace(Client(name="Atlas", id=1), note="works again"))
    assert change.done is not None


def test_rows_written_together_are_one_change(journal: Journal) -> None:
    with journal.change("import") as change:
        ids = change.insert_all(Event(mission_id=1, date=date(2026, 1, 1), text=f"n {n}") for n in range(2_000))
    assert len(set(ids)) == 2_000
    assert change.done is not None
    assert len(change.done.rows) == 2_000
    assert check(journal.path) == ()
