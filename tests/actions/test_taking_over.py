"""What was promised and what went wrong in a talk becomes tasks and entries, each once."""

from dataclasses import replace

import pytest

from rebond.actions.talks import end_talk, take_over
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.domain.talks.noted_lines import NotedLine, NoteKind
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.journal import Journal

from .doing import NOW, TODAY, day, done, rows, write

LINES = (
    NotedLine(NoteKind.MINE, "Send the plan", day(24)),
    NotedLine(NoteKind.THEIRS, "Answer by Friday", day(27)),
    NotedLine(NoteKind.PROBLEM, "They want it cheaper"),
)


@pytest.fixture
def talk(journal: Journal) -> Talk:
    write(
        journal, Client(name="Atlas"), Mission(client_id=1, name="Site", starts=day(1)),
        Event(mission_id=1, date=TODAY, text="Something else"), Talk(client_id=1, mission_id=1, type=TalkKind.LIMITS),
    )  # fmt: skip
    return rows(journal, Talk)[0]


def test_promises_become_tasks_of_the_talk_and_problems_entries_of_its_mission(journal: Journal, talk: Talk) -> None:
    done(journal, end_talk, talk, 1_800, "Limits", NOW)
    (held,) = rows(journal, Talk)
    done(journal, take_over, held, LINES, NOW)
    assert [(task.text, task.due, task.owner, task.mission_id, task.event_id, task.talk_id)
            for task in rows(journal, Task)] == [
        ("Send the plan", day(24), TaskOwner.ME, 1, held.event_id, 1),
        ("Answer by Friday", day(27), TaskOwner.THEM, 1, held.event_id, 1),
    ]  # fmt: skip
    assert held.event_id == 2
    (problem,) = [event for event in rows(journal, Event) if event.text == "They want it cheaper"]
    assert (problem.mission_id, problem.date) == (1, TODAY)


def test_what_was_taken_over_is_not_a_second_time(journal: Journal, talk: Talk) -> None:
    done(journal, take_over, talk, LINES, NOW)
    before = rows(journal, Task), rows(journal, Event)
    more = (*LINES, NotedLine(NoteKind.PROBLEM, "And sooner"))
    done(journal, take_over, talk, more, NOW)
    assert rows(journal, Task) == before[0]
    assert [event.text for event in rows(journal, Event)] == [*(event.text for event in before[1]), "And sooner"]


def test_a_talk_without_a_mission_has_tasks_and_no_entries(journal: Journal, talk: Talk) -> None:
    write(journal, replace(talk, id=0, mission_id=None))
    done(journal, take_over, rows(journal, Talk)[1], LINES, NOW)
    assert [task.mission_id for task in rows(journal, Task)] == [None, None]
    assert [event.text for event in rows(journal, Event)] == ["Something else"]


def test_its_entry_is_written_once_with_the_time_it_began_and_whole_minutes(journal: Journal, talk: Talk) -> None:
    done(journal, end_talk, talk, 95, "Limits", NOW)
    (_other, entry) = rows(journal, Event)
    assert (entry.type, entry.date, entry.minutes) == (EventKind.TALK, TODAY, 2)
    assert entry.time
    assert entry.time.isoformat() == "11:58:00"
    (held,) = rows(journal, Talk)
    done(journal, end_talk, held, 10_000_000, "Limits again", NOW)
    assert len(rows(journal, Event)) == 2
    assert rows(journal, Talk)[0].minutes == 24 * 60
