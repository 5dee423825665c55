"""The action of saving a mission with its milestones and planned days."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from rebond.actions.action import action, added_or_edited
from rebond.actions.records import put
from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, PlannedDays
from rebond.domain.names import cleaned
from rebond.domain.problems import Problem, Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import problems
from rebond.journal.queries.by_name import named
from rebond.journal.transaction import Transaction

Part = TypeVar("Part", Milestone, PlannedDays)


@action("save_mission")
def save_mission(
    transaction: Transaction,
    mission: Mission,
    milestones: Sequence[Milestone],
    planned_days: Sequence[PlannedDays],
    today: date,
    *,
    client_name: str | None = None,
    won: int | None = None,
) -> int:
    """Save a mission with all its parts; returns its id. Parts left out are deleted, those with an id of 0 are new.

    `client_name` gives the client by name, in place of `client_id`; a new name adds a client. `won` is the id of the
    contact who brought the mission: they become a person of its client, unless they belong to one already.

    :raises Refused: with the mission's problems, those of its parts under `milestones` or `planned_days`, and those of
        the client's name under `client`.
    """
    found = [*problems(mission, today)]
    for field, parts in (("milestones", milestones), ("planned_days", planned_days)):
        found += (problem.at(field) for part in parts for problem in problems(part, today))
    if len({planned.month for planned in planned_days}) < len(planned_days):
        found.append(Problem("planned_days_there", "planned_days"))
    client = None if client_name is None else Client(name=cleaned(client_name))
    if client:
        found += (problem.at("client") for problem in problems(client, today))
    if found:
        raise Refused(*found)
    transaction.describe(added_or_edited(mission), name=mission.name)
    if client:
        existing = named(transaction, Client, client.name)
        client_id = existing[0].id if existing else transaction.insert(client)
        mission = dataclasses.replace(mission, client_id=client_id)
    mission_id = put(transaction, mission)
    contact = transaction.get(Contact, won) if won else None
    if contact and contact.client_id is None:
        transaction.update(dataclasses.replace(contact, client_id=mission.client_id))
    for invoice in transaction.matching(Invoice, mission_id=mission_id):
        # A mission moved to another client takes its invoices along.
        transaction.update(dataclasses.replace(invoice, client_id=mission.client_id))
    _replace(transaction, Milestone, mission_id, milestones)
    _replace(transaction, PlannedDays, mission_id, planned_days)
    return mission_id


def _replace(transaction: Transaction, cls: type[Part], mission_id: int, parts: Sequence[Part]) -> None:
    kept = {part.id for part in parts}
    for old in transaction.matching(cls, mission_id=mission_id):
        if old.id not in kept:
            transaction.delete(cls, old.id)
    for part in parts:
        put(transaction, dataclasses.replace(part, mission_id=mission_id))
