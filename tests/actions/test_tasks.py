"""Tasks done and days moved: each is one change that undo takes back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rebond.actions.action import said
from rebond.actions.history import undo
from rebond.actions.journals import create
from rebond.actions.records import delete, save
from rebond.actions.tasks import Movable, finish_task, move_day
from rebond.domain.missions.kinds import Client, Event, Mission, RequestAnswer
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.tasks.kinds import Task
from rebond.journal.journal import Journal
from tests.languages import ENGLISH

TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def journal(tmp_path: Path):  # type: ignore[no-untyped-def] # a fixture
    with create(tmp_path / "tasks.rebond") as journal:
        save(journal, Client(name="Lune"), TODAY)
        save(journal, Mission(client_id=1, name="Site", starts=TODAY), TODAY)
        yield journal


def the(journal: Journal, kind: type[Movable]) -> Movable:
    with journal.read() as reader:
        row = reader.get(kind, 1)
    assert isinstance(row, kind)
    return row


def test_a_task_done_keeps_its_day_and_undo_opens_it_again(journal: Journal) -> None:
    task = Task(text="Write\nto Ann", due=TODAY)
    save(journal, task, TODAY)
    change = finish_task(journal, replace(task, id=1), TOMORROW)
    assert change
    assert said(ENGLISH, change.action, change.facts) == "Task done: Write"
    assert the(journal, Task) == replace(task, id=1, done=TOMORROW)
    undo(journal)
    assert the(journal, Task) == replace(task, id=1)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Task(text="Write", due=TODAY), "due"),
        (Contact(name="Ann", next_step="call", next_date=TODAY), "next_date"),
        (
            Event(mission_id=1, date=TODAY, text="asked", answer=RequestAnswer.UNCLEAR, answer_due=TODAY),
            "answer_due",
        ),
    ],
)
def test_a_day_is_moved_and_nothing_else(journal: Journal, row: Movable, field: str) -> None:
    save(journal, row, TODAY)
    before = the(journal, type(row))
    change = move_day(journal, before, 1, TODAY)
    assert change
    assert said(ENGLISH, change.action, change.facts).startswith("Day moved: ")
    assert the(journal, type(row)) == replace(before, **{field: TOMORROW})  # type: ignore[arg-type]
    move_day(journal, the(journal, type(row)), -1, TODAY)
    assert the(journal, type(row)) == before
    assert move_day(journal, before, -1, TODAY) is None, "not to before today"
    undo(journal)
    undo(journal)
    assert the(journal, type(row)) == before


def test_a_task_without_a_day_gets_one(journal: Journal) -> None:
    save(journal, Task(text="Write"), TODAY)
    move_day(journal, the(journal, Task), 1, TODAY)
    assert the(journal, Task).due == TOMORROW  # type: ignore[union-attr]


def test_a_task_deleted_in_the_meantime_is_refused(journal: Journal) -> None:
    save(journal, Task(text="Write", due=TODAY), TODAY)
    task = the(journal, Task)
    delete(journal, task)
    for what, given in ((finish_task, (TODAY,)), (move_day, (1, TODAY))):
        with pytest.raises(Refused) as refused:
            what(journal, task, *given)  # type: ignore[operator]
        assert [problem.code for problem in refused.value.problems] == ["gone"]
