"""A mission with its milestones and the months whose days are planned apart."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from rebond.actions.records import put
from rebond.domain.entities import Client, Milestone, Mission, PlannedDays
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import problems, require
from rebond.journal.file import Journal
from rebond.journal.history import Change
from rebond.journal.writing import Writing

Part = TypeVar("Part", Milestone, PlannedDays)


def save_mission(
    journal: Journal,
    mission: Mission,
    milestones: Sequence[Milestone],
    planned_days: Sequence[PlannedDays],
    today: date,
    *,
    client_name: str | None = None,
) -> Change | None:
    """Write a mission and all its parts as they stand now: parts left out are deleted, an id of 0 is a new part.

    `client_name` says whose it is by name, in place of `client_id`; a name not known yet makes a new client.

    :raises Refused: with the mission's problems, or those of its parts under `milestones` or `planned_days`.
    """
    require(mission, today)
    for field, parts in (("milestones", milestones), ("planned_days", planned_days)):
        found = [problem for part in parts for problem in problems(part, today)]
        if found:
            raise Refused(*(Problem(problem.code, field, problem.facts) for problem in found))
    if len({planned.month for planned in planned_days}) < len(planned_days):
        raise Refused(Problem("planned_days_there", "planned_days"))
    action = "edit_mission" if mission.id else "add_mission"
    with journal.change(action, {"name": mission.name}) as change:
        if client_name is not None:
            mission = dataclasses.replace(mission, client_id=_client_named(change, client_name, today))
        mission_id = put(change, mission)
        _replace(change, Milestone, mission_id, milestones)
        _replace(change, PlannedDays, mission_id, planned_days)
    return change.done


def _client_named(change: Writing, name: str, today: date) -> int:
    """The id of the client of that name, who is new if there is none.

    :raises Refused: with the problems of the name, under `client`.
    """
    client = Client(name=" ".join(name.split()))
    if found := problems(client, today):
        raise Refused(*(Problem(problem.code, "client", problem.facts) for problem in found))
    known = change.matching(Client, name=client.name)
    return known[0].id if known else change.insert(client)


def _replace(change: Writing, cls: type[Part], mission_id: int, parts: Sequence[Part]) -> None:
    kept = {part.id for part in parts}
    for old in change.matching(cls, mission_id=mission_id):
        if old.id not in kept:
            change.delete(cls, old.id)
    for part in parts:
        put(change, dataclasses.replace(part, mission_id=mission_id))
