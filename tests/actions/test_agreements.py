"""Versions of an agreement: written with their tasks, in force from their day on, and as the journal held them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from rebond.actions.agreements import next_version, save_agreement
from rebond.actions.missions import note_end, save_mission
from rebond.actions.records import delete
from rebond.domain.agreements.entered import as_entered
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Basis
from rebond.domain.agreements.terms import Agreed, Topic, terms
from rebond.domain.missions.kinds import Client, Contract, Mission, Side
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.journal.queries.agreements import all_entries, load_agreed, load_as_entered
from rebond.journal.queries.in_force import mission_in_force
from rebond.journal.undo import undo

from .doing import TODAY, day, done, refused, rows, write

MISSION = Mission(id=1, client_id=1, name="Site", starts=date(2026, 1, 1), notice=1)
QUOTE = Agreement(mission_id=1, starts=date(2026, 1, 1), title="D-12", revisions=2, notice=1)
AMENDMENT = Agreement(mission_id=1, starts=day(1), source=Basis.AMENDMENT, notice=2)
POSTS = AgreedTask(agreement_id=0, name="12 posts a month", minutes=2400)
REPORT = AgreedTask(agreement_id=0, name="Report", price=300_00)


@pytest.fixture(autouse=True)
def _mission(journal: Journal) -> None:
    write(journal, Client(name="Atlas"), replace(MISSION, id=0))


def save(journal: Journal, version: Agreement, *tasks: AgreedTask) -> Change | None:
    return save_agreement(journal, version, tasks, TODAY)


def agreed(journal: Journal) -> Agreed:
    with journal.read() as reader:
        found = load_agreed(reader, 1)
    assert found
    return found


def notice_on(found: Agreed, on: date) -> int | None:
    source = next(term.source for term in terms(found, on) if term.topic is Topic.NOTICE)
    return source and source.notice


def test_a_version_is_written_with_its_tasks_in_one_change(journal: Journal) -> None:
    change = done(journal, save, QUOTE, POSTS, REPORT)
    assert (change.action, change.facts) == ("add_agreement", {"name": "D-12"})
    found = agreed(journal)
    assert found.versions == (replace(QUOTE, id=1),)
    assert [(task.agreement_id, task.name) for task in found.tasks[1]] == [(1, POSTS.name), (1, REPORT.name)]
    posts, _report = found.tasks[1]
    change = done(journal, save, replace(QUOTE, id=1, revisions=3), replace(posts, minutes=60))
    assert change.action == "edit_agreement"
    assert [(task.name, task.minutes) for task in rows(journal, AgreedTask)] == [(POSTS.name, 60)]


def in_force(journal: Journal, on: date) -> Mission:
    with journal.read() as reader:
        found = mission_in_force(reader, 1, on)
    assert found
    return found


def test_the_mission_follows_and_keeps_its_own_words(journal: Journal) -> None:
    done(journal, save, QUOTE)
    change = done(journal, save, AMENDMENT)
    assert change.kinds == {"agreement"}
    assert change.facts == {"name": "Site"}
    assert rows(journal, Mission) == (MISSION,)
    assert in_force(journal, TODAY) == replace(MISSION, notice=2)
    assert in_force(journal, date(2026, 10, 31)) == MISSION


def test_a_version_of_a_later_day_is_in_force_from_that_day(journal: Journal) -> None:
    done(journal, save, replace(AMENDMENT, starts=TODAY + timedelta(10)))
    assert in_force(journal, TODAY + timedelta(9)) == MISSION
    assert in_force(journal, TODAY + timedelta(10)).notice == 2


def test_what_was_agreed_before_an_amendment_is_what_the_mission_says_itself(journal: Journal) -> None:
    done(journal, save, AMENDMENT)
    assert [notice_on(agreed(journal), on) for on in (day(1, 10), day(1))] == [1, 2]
    done(journal, save_mission, replace(in_force(journal, date(2026, 10, 1)), notice=3), (), (), date(2026, 10, 1))
    assert [notice_on(agreed(journal), on) for on in (day(1, 10), day(1))] == [3, 2]


def test_the_form_of_the_mission_leaves_what_is_agreed_to_the_agreement(journal: Journal) -> None:
    done(journal, save, AMENDMENT)
    read = in_force(journal, TODAY)
    done(journal, save_mission, replace(read, name="Web site"), (), (), TODAY)
    assert rows(journal, Mission) == (replace(MISSION, name="Web site"),)
    assert save_mission(journal, replace(read, name="Web site", notice=9), (), (), TODAY) is None
    done(journal, note_end, replace(read, name="Web site", ended=TODAY, ended_by=Side.ME), TODAY)
    assert rows(journal, Mission) == (replace(MISSION, name="Web site", ended=TODAY, ended_by=Side.ME),)


def test_own_words_that_fit_no_more_give_way_to_those_agreed(journal: Journal) -> None:
    own = replace(MISSION, contract=Contract.FIXED_TERM, ends=date(2026, 3, 31))
    done(journal, save_mission, own, (), (), TODAY)
    done(journal, save, replace(AMENDMENT, contract=Contract.FIXED_TERM, ends=date(2027, 3, 31)))
    later = replace(in_force(journal, TODAY), starts=date(2026, 6, 1))
    done(journal, save_mission, later, (), (), TODAY)
    (mission,) = rows(journal, Mission)
    assert (mission.starts, mission.ends, mission.notice) == (date(2026, 6, 1), date(2027, 3, 31), 2)


def test_without_its_version_the_mission_speaks_for_itself_again(journal: Journal) -> None:
    done(journal, save, AMENDMENT, POSTS)
    done(journal, delete, rows(journal, Agreement)[0])
    assert rows(journal, AgreedTask) == ()
    assert in_force(journal, TODAY) == MISSION


def test_what_is_wrong_is_refused_and_nothing_is_written(journal: Journal) -> None:
    done(journal, save, QUOTE)
    with refused(journal, ("agreement_there", "starts")):
        save(journal, replace(AMENDMENT, starts=QUOTE.starts))
    with refused(journal, ("empty", "tasks")):
        save(journal, AMENDMENT, replace(POSTS, name=" "))
    with refused(journal, ("ends_before_start", "ends")):
        save(journal, replace(AMENDMENT, contract=Contract.FIXED_TERM, ends=date(2025, 12, 1)))
    with refused(journal, ("open_ended_has_end", "ends")):
        save(journal, replace(AMENDMENT, contract=Contract.OPEN_ENDED, ends=day(30)))
    with refused(journal, ("gone", "")):
        save(journal, replace(AMENDMENT, mission_id=9))
    with refused(journal, ("ends_before_start", "ends")):
        save(journal, replace(AMENDMENT, starts=date(2025, 1, 1), ends=date(2025, 12, 31)))


def test_the_next_version_begins_as_the_one_in_force_and_the_first_as_the_mission() -> None:
    first = next_version(None, MISSION, TODAY)
    assert (first.starts, first.source, first.contract, first.notice) == (
        MISSION.starts, Basis.QUOTE, Contract.OPEN_ENDED, 1,
    )  # fmt: skip
    assert next_version(None, replace(MISSION, notice=0), TODAY).notice is None
    assert next_version(replace(QUOTE, id=1, amendment_id=7), MISSION, TODAY) == replace(
        QUOTE, starts=TODAY, source=Basis.AMENDMENT, title=""
    )


class Clock:
    """A clock that a test moves on by days."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, days: int) -> date:
        self.now += timedelta(days=days)
        return self.now.date()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dated(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    """A journal whose entries are made on the clock's day."""
    with Journal.create(tmp_path / "dated.rebond", clock=clock) as made:
        write(made, Client(name="Atlas"), replace(MISSION, id=0))
        yield made


def entered(journal: Journal, on: date) -> list[tuple[date, int | None, list[str]]]:
    """The versions as the journal held them on a day: first day, notice, tasks."""
    with journal.read() as reader:
        found = load_as_entered(reader, 1, on)
    assert found
    return [
        (version.starts, version.notice, [task.name for task in found.tasks[version.id]]) for version in found.versions
    ]


def test_the_journal_tells_what_it_held_on_any_day(dated: Journal, clock: Clock) -> None:
    first = clock.wait(10)
    save(dated, QUOTE, POSTS)
    second = clock.wait(10)
    save(dated, replace(AMENDMENT, starts=date(2026, 1, 10)))
    third = clock.wait(10)
    (posts,) = rows(dated, AgreedTask)
    save(dated, replace(QUOTE, id=1, notice=3), posts, REPORT)
    fourth = clock.wait(10)
    delete(dated, rows(dated, Agreement)[1])
    fifth = clock.wait(1)
    undo(dated)
    january, tenth = date(2026, 1, 1), date(2026, 1, 10)
    assert entered(dated, first - timedelta(1)) == []
    assert entered(dated, first) == [(january, 1, [POSTS.name])]
    assert entered(dated, second) == [(january, 1, [POSTS.name]), (tenth, 2, [])]
    assert entered(dated, third) == [(january, 3, [POSTS.name, REPORT.name]), (tenth, 2, [])]
    assert entered(dated, fourth) == [(january, 3, [POSTS.name, REPORT.name])]
    assert entered(dated, fifth) == entered(dated, third)
    with dated.read() as reader:
        assert load_as_entered(reader, 1, date(2026, 1, 4)) is None
        assert as_entered(all_entries(reader, 1)) == load_agreed(reader, 1) == agreed(dated)
        assert agreed(dated).tasks == {1: (*rows(dated, AgreedTask),), 2: ()}


def test_a_mission_without_versions_speaks_for_itself(journal: Journal) -> None:
    assert agreed(journal) == Agreed(MISSION)
    assert notice_on(agreed(journal), TODAY) == 1
