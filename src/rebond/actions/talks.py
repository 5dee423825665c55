"""Actions on talks: planned and prepared, held with its lines noted, and what was promised in it taken over."""

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rebond.actions.action import action, added_or_edited
from rebond.actions.events import write_event
from rebond.actions.records import named, put, put_parts, require_there, save
from rebond.domain.agenda.entries import moved
from rebond.domain.missions.event_line.understanding import understand
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import require
from rebond.domain.talks.kinds import Objection, Talk, TalkNote
from rebond.domain.talks.noted_lines import PROMISES, NotedLine, NoteKind
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction

#: The most minutes that a talk may have taken.
_LONGEST = 24 * 60


@action("save_talk")
def save_talk(transaction: Transaction, talk: Talk, objections: Sequence[Objection] | None, today: date) -> int:
    """Add a talk or edit its preparation; returns its id. `objections` replace those it had; None leaves them.

    :raises Refused: when it breaks a rule, or was deleted in the meantime.
    """
    require(talk, today)
    for objection in objections or ():
        require(objection, today)
    transaction.describe(added_or_edited(talk), name=named(transaction, talk))
    talk_id = put(transaction, talk)
    if objections is not None:
        put_parts(transaction, Objection, "talk_id", talk_id, objections)
    return talk_id


@action("move_talk", later("Day of a talk moved: {name}"))
def move_talk(transaction: Transaction, talk: Talk, days: int, today: date) -> None:
    """Move the day of a talk, as that of a task is; one without a day gets today's, moved.

    :raises Refused: when it was deleted in the meantime.
    """
    transaction.describe(name=named(transaction, talk))
    put(transaction, dataclasses.replace(talk, date=moved(talk.date or today, days, today)))


@action("note_line")
def note_line(transaction: Transaction, note: TalkNote, today: date) -> int:
    """Note a line during a talk, or change one; returns its id.

    :raises Refused: when it says nothing, or its talk was deleted in the meantime.
    """
    if transaction.get(Talk, note.talk_id) is None:
        raise Refused(Problem("gone"))
    transaction.describe(added_or_edited(note), name=named(transaction, note))
    return save.within(transaction, note, today)


@action("end_talk", later("Talk held: {name}"))
def end_talk(transaction: Transaction, talk: Talk, seconds: int, text: str, now: datetime) -> None:
    """Note that a talk was held today and how long it took, as an entry in its mission's journal; not a second time.

    :param text: the words of the entry.
    :raises Refused: when it was deleted in the meantime.
    """
    require_there(transaction, talk)
    transaction.describe(name=text)
    minutes = min(max(1, round(seconds / 60)), _LONGEST)
    event_id = talk.event_id
    if talk.mission_id and event_id is None:
        began = (now - timedelta(seconds=seconds)).time().replace(second=0, microsecond=0)
        event = Event(
            mission_id=talk.mission_id, type=EventKind.TALK, date=now.date(), time=began, text=text, minutes=minutes
        )
        event_id = write_event.within(transaction, event, now)
    put(transaction, dataclasses.replace(talk, held=now.date(), minutes=minutes, event_id=event_id))


@action("take_over_promises", later("Promises of a talk taken over: {name}"))
def take_over(transaction: Transaction, talk: Talk, lines: Sequence[NotedLine], now: datetime) -> None:
    """Make dated tasks of the promises of either side, and events of the problems that the talk showed.

    What was taken over before is not a second time.

    :raises Refused: when the talk was deleted in the meantime, or a row breaks a rule.
    """
    require_there(transaction, talk)
    transaction.describe(name=named(transaction, talk))
    there = {(task.owner, task.text) for task in transaction.matching(Task, talk_id=talk.id)}
    for line in lines:
        owner = TaskOwner.ME if line.kind is NoteKind.MINE else TaskOwner.THEM
        if line.kind in PROMISES and (owner, line.text) not in there:
            task = Task(
                text=line.text, due=line.due, owner=owner, mission_id=talk.mission_id, event_id=talk.event_id,
                talk_id=talk.id,
            )  # fmt: skip
            save.within(transaction, task, now.date())
            there.add((owner, line.text))
        elif line.kind is NoteKind.PROBLEM and talk.mission_id:
            _note_problem(transaction, talk, line.text, now)


def _note_problem(transaction: Transaction, talk: Talk, text: str, now: datetime) -> None:
    day = talk.held or now.date()
    written = transaction.matching(Event, mission_id=talk.mission_id, date=day)
    if any(event.text == text for event in written) or talk.mission_id is None:
        return
    kind = understand(text, day).kind
    write_event.within(transaction, Event(mission_id=talk.mission_id, type=kind, date=day, text=text), now)
