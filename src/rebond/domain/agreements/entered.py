"""The agreement as the journal held it on a day: the entries made by then, whatever days they are about."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from rebond.domain.agreements.kinds import AgreedTask, Agreement
from rebond.domain.agreements.terms import Agreed
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Mission
from rebond.domain.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class AgreementEntry:
    """A row of the journal as one change left it: `became` is None when it was deleted."""

    on: dt.date
    kind: str
    id: int
    became: Entity | None


def as_entered(entries: Iterable[AgreementEntry], day: dt.date | None = None) -> Agreed | None:
    """Return what the entries made by the end of `day` say, in their order; all entries without a day.

    None when the mission was not there, or not any more.
    """
    rows: dict[tuple[str, int], Entity] = {}
    for entry in entries:
        if day is not None and entry.on > day:
            continue
        if entry.became is None:
            rows.pop((entry.kind, entry.id), None)
        else:
            rows[entry.kind, entry.id] = entry.became
    mission = next((row for row in rows.values() if isinstance(row, Mission)), None)
    if mission is None:
        return None
    versions = [row for row in rows.values() if isinstance(row, Agreement) and row.mission_id == mission.id]
    tasks = (row for row in rows.values() if isinstance(row, AgreedTask))
    return agreed_of(mission, versions, tasks)


def agreed_of(mission: Mission, versions: Iterable[Agreement], tasks: Iterable[AgreedTask]) -> Agreed:
    """Put together a mission, its versions by their day, and their tasks by version."""
    by_version: defaultdict[int, list[AgreedTask]] = defaultdict(list)
    for task in sorted(tasks, key=lambda task: task.id):
        by_version[task.agreement_id].append(task)
    ordered = sorted(versions, key=lambda version: version.starts)
    return Agreed(mission, tuple(ordered), {version.id: tuple(by_version[version.id]) for version in ordered})
