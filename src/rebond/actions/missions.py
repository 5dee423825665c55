"""The actions of saving a mission with its milestones and planned days, and of noting how it ended."""

import dataclasses
from collections.abc import Sequence
from datetime import date

from rebond.actions.action import action, added_or_edited
from rebond.actions.records import put, put_parts
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.terms import FOLLOWING, in_own_words, stated
from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, PlannedDays
from rebond.domain.names import cleaned
from rebond.domain.problems import Problem, Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import problems, require
from rebond.domain.translatable import later
from rebond.journal.queries.by_name import named
from rebond.journal.transaction import Transaction


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
    mission = _in_own_words(transaction, mission, today)
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
    put_parts(transaction, Milestone, "mission_id", mission_id, milestones)
    put_parts(transaction, PlannedDays, "mission_id", mission_id, planned_days)
    return mission_id


@action("note_end", later("End of the mission noted: {name}"))
def note_end(transaction: Transaction, mission: Mission, today: date) -> None:
    """Save what is known of a mission's end: its notice, its last day, who ended it and why.

    :raises Refused: with the mission's problems, or when it was deleted in the meantime.
    """
    own = transaction.get(Mission, mission.id)
    if own:
        mission = in_own_words(mission, own, FOLLOWING)
    require(mission, today)
    transaction.describe(name=mission.name)
    put(transaction, mission)


def _in_own_words(transaction: Transaction, mission: Mission, today: date) -> Mission:
    """Return a mission as it is stored: with its own words where its agreement speaks today.

    Words of its own that do not fit any more, such as a last day before a new first day, give way to those agreed.
    """
    own = transaction.get(Mission, mission.id) if mission.id else None
    if own is None:
        return mission
    agreed = stated(mission, transaction.matching(Agreement, mission_id=mission.id), today)
    kept = in_own_words(mission, own, agreed)
    return kept if problems(mission, today) or not problems(kept, today) else mission
