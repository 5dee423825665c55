"""Undo, redo, revert and restore: readings of the history that write to its end."""

import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.domain.problems import Refused
from rebond.journal import history, undo
from rebond.journal.check import check
from rebond.journal.journal import Journal

from .conftest import codes, fill, noon


def names(journal: Journal) -> list[str]:
    with journal.read() as reader:
        return [client.name for client in reader.all(Client)]


def add(journal: Journal, name: str) -> int:
    with journal.transaction("add_client", {"name": name}) as transaction:
        transaction.insert(Client(name=name))
    assert transaction.done is not None
    return transaction.done.seq


def test_undo_and_redo_survive_a_restart_and_say_what_they_did(path: Path) -> None:
    with Journal.open(path) as journal:
        add(journal, "Perret")
        add(journal, "Lune")
    with Journal.open(path) as journal:
        undone = undo.undo(journal)
        assert undone is not None
        assert (undone.action, undone.facts["action"], undone.facts["facts"]) == (
            "undo",
            "add_client",
            {"name": "Lune"},
        )
        assert undo.undo(journal) is not None
        assert names(journal) == ["Atlas"]
    with Journal.open(path) as journal:
        assert undo.redo(journal) is not None
        redone = undo.redo(journal)
        assert redone is not None
        assert (redone.action, redone.facts["facts"]) == ("redo", {"name": "Lune"})
        assert undo.redo(journal) is None
        assert names(journal) == ["Atlas", "Perret", "Lune"]


def test_a_journal_made_anew_has_nothing_to_undo(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "new.rebond") as journal:
        assert undo.undo(journal) is None
        assert undo.redo(journal) is None


def test_something_new_ends_what_could_be_done_again(journal: Journal) -> None:
    add(journal, "Perret")
    undo.undo(journal)
    add(journal, "Lune")
    assert undo.redo(journal) is None
    undo.undo(journal)
    undo.undo(journal)
    assert names(journal) == []


def test_an_old_change_is_reverted_alone_and_the_reverting_undone(journal: Journal) -> None:
    seq = add(journal, "Perret")
    add(journal, "Lune")
    reverted = undo.revert(journal, seq)
    assert reverted is not None
    assert reverted.facts["seq"] == seq
    assert names(journal) == ["Atlas", "Lune"]
    undo.undo(journal)
    assert names(journal) == ["Atlas", "Perret", "Lune"]


def test_what_was_changed_or_used_since_is_not_reverted(journal: Journal) -> None:
    seq = add(journal, "Perret")
    with journal.transaction("add_mission") as transaction:
        transaction.insert(Mission(client_id=2, name="Newsletter", starts=date(2026, 9, 1)))
    with pytest.raises(Refused) as caught:
        undo.revert(journal, seq)
    assert codes(caught) == ["changed_since"]
    undo.undo(journal)
    with journal.transaction("edit") as transaction:
        transaction.update(Client(id=2, name="Perret & fils"))
    with pytest.raises(Refused) as caught:
        undo.revert(journal, seq)
    assert codes(caught) == ["changed_since"]


def test_what_was_deleted_lies_in_the_trash_until_it_is_restored(journal: Journal) -> None:
    with journal.transaction("delete_client", {"name": "Atlas"}) as transaction:
        transaction.delete(Client, 1)
    with journal.read() as reader:
        (trashed,) = history.trash(reader, limit=10)
    assert [row.kind for row in trashed.rows] == ["client", "mission", "event"]
    assert trashed.change.facts == {"name": "Atlas"}
    undo.restore(journal, trashed.change.seq)
    with journal.read() as reader:
        assert history.trash(reader, limit=10) == ()
        assert (reader.count(Client), reader.count(Mission), reader.count(Event)) == (1, 1, 1)
    undo.undo(journal)
    with journal.read() as reader:
        assert len(history.trash(reader, limit=10)) == 1
    assert check(journal.path) == ()


def test_what_was_never_meant_to_be_is_not_in_the_trash(journal: Journal) -> None:
    add(journal, "Perret")
    undo.undo(journal)
    with journal.read() as reader:
        assert history.trash(reader, limit=10) == ()


def test_nothing_is_restored_into_a_place_that_is_taken(journal: Journal) -> None:
    with journal.transaction("delete_mission") as transaction:
        transaction.delete(Mission, 1)
    assert transaction.done is not None
    with journal.transaction("add_mission") as again:
        again.insert(Mission(client_id=1, name="Social media", starts=date(2026, 7, 1)))
    with pytest.raises(Refused) as caught:
        undo.restore(journal, transaction.done.seq)
    assert codes(caught) == ["mission_name_taken"]


def test_an_entry_shows_what_it_said_before(journal: Journal) -> None:
    with journal.transaction("edit") as transaction:
        transaction.update(Client(id=1, name="Atlas SA"))
    with journal.read() as reader:
        told = history.versions(reader, "client", 1)
    assert [(one.action, one.row.became and one.row.became.name) for one in told] == [  # type: ignore[union-attr]
        ("add_client", "Atlas"),
        ("edit", "Atlas SA"),
    ]


class UndoneAsDone(RuleBasedStateMachine):
    """Whatever a person does and takes back, the journal holds what a plain list of states says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.journal = Journal.create(self.folder / "model.rebond", clock=noon)
        fill(self.journal)
        self.state = self.read()
        self.undoable = [((), self.state)]
        self.redoable: list[tuple[tuple[object, ...], tuple[object, ...]]] = []
        self.count = 0

    def teardown(self) -> None:
        self.journal.close()
        assert check(self.journal.path) == ()
        shutil.rmtree(self.folder)

    def read(self) -> tuple[object, ...]:
        with self.journal.read() as reader:
            return (*reader.all(Client), *reader.all(Mission), *reader.all(Event))

    def did(self) -> None:
        before, self.state = self.state, self.read()
        if self.state != before:
            self.undoable.append((before, self.state))
            self.redoable.clear()

    @rule(event=st.booleans())
    def add(self, event: bool) -> None:
        self.count += 1
        with self.journal.transaction("add") as transaction:
            client = transaction.insert(Client(name=f"n{self.count}"))
            mission = transaction.insert(Mission(client_id=client, name="m", starts=date(2026, 1, 1)))
            if event:
                transaction.insert(Event(mission_id=mission, date=date(2026, 1, 1), text=f"text {self.count}"))
        self.did()

    @rule(place=st.integers(0, 9), note=st.sampled_from(["", "été", "x"]))
    def edit(self, place: int, note: str) -> None:
        with self.journal.transaction("edit") as transaction:
            clients = transaction.all(Client)
            if clients:
                one = clients[place % len(clients)]
                transaction.update(Client(id=one.id, name=one.name, note=note))
        self.did()

    @rule(place=st.integers(0, 9), kind=st.sampled_from([Client, Mission, Event]))
    def delete(self, place: int, kind: type[Client | Mission | Event]) -> None:
        with self.journal.transaction("delete") as transaction:
            rows = transaction.all(kind)
            if rows:
                transaction.delete(kind, rows[place % len(rows)].id)
        self.did()

    @rule()
    def undo(self) -> None:
        done = undo.undo(self.journal)
        assert (done is not None) == bool(self.undoable)
        if self.undoable:
            self.redoable.append(self.undoable.pop())
            self.state = self.redoable[-1][0]

    @rule()
    def redo(self) -> None:
        done = undo.redo(self.journal)
        assert (done is not None) == bool(self.redoable)
        if self.redoable:
            self.undoable.append(self.redoable.pop())
            self.state = self.undoable[-1][1]

    @precondition(lambda self: self.trash())
    @rule(place=st.integers(0, 9))
    def restore(self, place: int) -> None:
        trash = self.trash()
        one = trash[place % len(trash)]
        try:
            undo.restore(self.journal, one.change.seq)
        except Refused as refused:
            why = [problem.code for problem in refused.problems]
        else:
            why = []
        there = self.read()
        # It is there again, unless what it belonged to is gone too.
        assert why in ([], ["reference_missing"])
        assert bool(why) != all(row.was in there for row in one.rows)
        self.did()

    def trash(self) -> tuple[history.Trashed, ...]:
        with self.journal.read() as reader:
            return history.trash(reader, limit=10)

    @rule()
    def restart(self) -> None:
        self.journal.close()
        self.journal = Journal.open(self.journal.path, clock=noon)

    @invariant()
    def as_the_list_says(self) -> None:
        assert self.read() == self.state


UndoneAsDone.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestUndoneAsDone = UndoneAsDone.TestCase


def test_a_change_that_is_not_there_is_neither_taken_back_nor_brings_anything_back(journal: Journal) -> None:
    for act in (undo.revert, undo.restore):
        with pytest.raises(KeyError, match="99"):
            act(journal, 99)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="only there can a test move to another time zone")
def test_a_moment_is_the_same_wherever_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Toronto")
    time.tzset()
    try:
        read = history.moment("2026-11-22T12:00:00", 60)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert read.isoformat() == "2026-11-22T13:00:00+01:00"


def test_a_change_is_told_from_others_by_its_head_and_not_by_its_rows(journal: Journal) -> None:
    with journal.read() as reader:
        (first, again) = (history.change(reader, 1) for _time in range(2))
    assert {first, again} == {first}
