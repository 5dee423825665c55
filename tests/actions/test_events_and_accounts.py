"""The journal of a mission, and what the accounts held."""

from dataclasses import replace

import pytest

from rebond.actions import history
from rebond.actions.accounts import open_account, set_balance
from rebond.actions.events import write_event
from rebond.actions.records import delete
from rebond.domain.cents import LARGEST
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.money.kinds import Account, Balance
from rebond.journal.journal import Journal

from .doing import NOW, TODAY, day, done, refused, rows, write

ASKED = Event(mission_id=1, type=EventKind.OUTSIDE_HOURS, date=TODAY, text="asked for a post at once\non a Sunday")


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    write(journal, Client(name="Atlas"), Mission(client_id=1, name="Site", starts=day(1)), Account(name="Savings"))


def test_an_event_says_when_it_was_written(journal: Journal) -> None:
    change = done(journal, write_event, replace(ASKED, date=day(20)), NOW)
    assert (change.action, change.facts) == ("add_event", {"name": "asked for a post at once"})
    assert rows(journal, Event)[0].entered == "2026-11-22T12:00:00+00:00"


def test_an_event_changed_keeps_the_time_it_was_first_written(journal: Journal) -> None:
    done(journal, write_event, ASKED, NOW)
    written = rows(journal, Event)[0]
    change = done(journal, write_event, replace(written, text="other words"), NOW.replace(hour=18))
    assert change.action == "edit_event"
    assert rows(journal, Event) == (replace(written, text="other words"),)


def test_an_event_without_words_or_to_come_is_refused(journal: Journal) -> None:
    with refused(journal, ("in_the_future", "date"), ("empty", "text")):
        write_event(journal, replace(ASKED, text=" ", date=day(23)), NOW)
    with refused(journal, ("gone", "")):
        write_event(journal, replace(ASKED, id=5), NOW)


def test_a_balance_is_noted_by_its_account(journal: Journal) -> None:
    change = done(journal, set_balance, Balance(account_id=1, date=TODAY, amount=-5), TODAY)
    assert (change.action, change.facts) == ("set_balance", {"name": "Savings"})
    assert rows(journal, Balance) == (Balance(id=1, account_id=1, date=TODAY, amount=-5),)


def test_an_account_is_opened_under_its_name(journal: Journal) -> None:
    change = done(journal, open_account, Account(name="Holidays"), 5, TODAY)
    assert (change.action, change.facts) == ("add_account", {"name": "Holidays"})


def test_what_was_done_can_be_undone_and_then_done_again(journal: Journal) -> None:
    assert not history.can_redo(journal)
    done(journal, open_account, Account(name="Holidays"), None, TODAY)
    assert history.can_undo(journal)
    history.undo(journal)
    assert history.can_redo(journal)


def test_a_second_figure_for_a_day_replaces_the_first(journal: Journal) -> None:
    done(journal, set_balance, Balance(account_id=1, date=TODAY, amount=5), TODAY)
    done(journal, set_balance, Balance(account_id=1, date=TODAY, amount=6), TODAY)
    assert rows(journal, Balance) == (Balance(id=1, account_id=1, date=TODAY, amount=6),)
    assert set_balance(journal, Balance(account_id=1, date=TODAY, amount=6), TODAY) is None


def test_a_balance_moved_to_a_day_that_has_one_takes_its_place(journal: Journal) -> None:
    for number in (20, 21):
        done(journal, set_balance, Balance(account_id=1, date=day(number), amount=number), TODAY)
    done(journal, set_balance, Balance(id=1, account_id=1, date=day(21), amount=7), TODAY)
    assert rows(journal, Balance) == (Balance(id=1, account_id=1, date=day(21), amount=7),)


def test_a_balance_to_come_or_of_an_account_that_is_gone_is_refused(journal: Journal) -> None:
    with refused(journal, ("balance_in_the_future", "date")):
        set_balance(journal, Balance(account_id=1, date=day(23), amount=5), TODAY)
    done(journal, delete, Account(id=1, name="Savings"))
    with refused(journal, ("reference_missing", "")):
        set_balance(journal, Balance(account_id=1, date=TODAY, amount=5), TODAY)


def test_an_account_is_opened_with_what_it_holds_today(journal: Journal) -> None:
    done(journal, open_account, Account(name="Second", counted=False), 12_00, TODAY)
    done(journal, open_account, Account(name="Third"), None, TODAY)
    assert [one.name for one in rows(journal, Account)] == ["Savings", "Second", "Third"]
    assert rows(journal, Balance) == (Balance(id=1, account_id=2, date=TODAY, amount=12_00),)


def test_an_account_with_a_name_taken_or_too_much_money_is_not_opened(journal: Journal) -> None:
    with refused(journal, ("account_name_taken", "name")):
        open_account(journal, Account(name="Savings"), 5, TODAY)
    with refused(journal, ("amount_too_large", "amount")):
        open_account(journal, Account(name="Second"), LARGEST + 1, TODAY)
