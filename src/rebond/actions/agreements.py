"""Saving a version of an agreement with its tasks, and the draft of the next one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rebond.actions.action import action, added_or_edited
from rebond.actions.records import name_of, named, put, put_parts
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Basis
from rebond.domain.agreements.terms import followed
from rebond.domain.missions.kinds import Mission
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import problems
from rebond.journal.transaction import Transaction


@action("save_agreement")
def save_agreement(transaction: Transaction, version: Agreement, tasks: Sequence[AgreedTask], today: date) -> int:
    """Save a version of an agreement with its tasks; returns its id. Tasks left out are deleted.

    From its first day on, the mission has the duration, notice and renewal that it states (`terms.followed`).

    :raises Refused: with the version's problems, those of its tasks under `tasks`, and those of the mission as it then
        is.
    """
    found = [*problems(version, today)]
    found += (problem.at("tasks") for task in tasks for problem in problems(task, today))
    mission = transaction.get(Mission, version.mission_id)
    if mission is None:
        found.append(Problem("gone"))
    others = [one for one in transaction.matching(Agreement, mission_id=version.mission_id) if one.id != version.id]
    if any(other.starts == version.starts for other in others):
        found.append(Problem("agreement_there", "starts"))
    if mission and not found:
        found += problems(followed(mission, [*others, version], version.starts), today)
    if found:
        raise Refused(*found)
    transaction.describe(added_or_edited(version), name=name_of(version) or named(transaction, version))
    version_id = put(transaction, version)
    put_parts(transaction, AgreedTask, "agreement_id", version_id, tasks)
    return version_id


def next_version(version: Agreement | None, mission: Mission, today: date) -> Agreement:
    """Return the draft of a mission's next version, not saved yet: what the version in force says, from today on.

    Without a version in force, what the mission says, from its first day on.
    """
    if version:
        return replace(version, id=0, starts=today, source=Basis.AMENDMENT, amendment_id=None, title="")
    notice = mission.notice if mission.notice or mission.notice_to_month_end else None
    return Agreement(
        mission_id=mission.id,
        starts=mission.starts,
        contract=mission.contract,
        ends=mission.ends,
        notice=notice,
        notice_unit=mission.notice_unit,
        notice_to_month_end=mission.notice_to_month_end,
        renewal_months=mission.renewal_months or None,
    )
