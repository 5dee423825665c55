"""Queries of what was agreed for a mission: now, and as the journal stood on a day, read from its history."""

import datetime as dt
from collections.abc import Iterator

from rebond.domain.agreements.entered import AgreementEntry, agreed_of, as_entered
from rebond.domain.agreements.kinds import AgreedTask, Agreement
from rebond.domain.agreements.terms import Agreed
from rebond.domain.missions.kinds import Mission
from rebond.journal.history import versions
from rebond.journal.reader import Reader
from rebond.journal.sql import sql


def load_agreed(reader: Reader, mission_id: int) -> Agreed | None:
    """Return what was agreed for a mission, or None if it is not there."""
    mission = reader.get(Mission, mission_id)
    if mission is None:
        return None
    found = reader.matching(Agreement, mission_id=mission_id)
    tasks = reader.among(AgreedTask, "agreement_id", [version.id for version in found])
    return agreed_of(mission, found, tasks)


def load_as_entered(reader: Reader, mission_id: int, day: dt.date) -> Agreed | None:
    """Return what the journal said at the end of `day` about what was agreed; None if the mission was not there."""
    return as_entered(all_entries(reader, mission_id), day)


def all_entries(reader: Reader, mission_id: int) -> tuple[AgreementEntry, ...]:
    """Return every entry made about a mission and its agreement, those of each row in the order of their changes."""
    agreements = _ids(reader, Agreement.kind, "mission_id", {mission_id})
    tasks = _ids(reader, AgreedTask.kind, "agreement_id", agreements)
    rows = [(Mission.kind, mission_id)]
    rows += ((Agreement.kind, row_id) for row_id in agreements)
    rows += ((AgreedTask.kind, row_id) for row_id in tasks)
    return tuple(entry for kind, row_id in rows for entry in _entries(reader, kind, row_id))


def _ids(reader: Reader, kind: str, owner: str, owner_ids: set[int]) -> set[int]:
    """Return the ids of the rows of a kind that ever belonged to one of these, deleted ones too."""
    statement = """
        SELECT DISTINCT row_id FROM change_row
        WHERE kind = ? AND json_extract("after", ?) IN (SELECT value FROM json_each(?))
    """
    return {row_id for (row_id,) in reader.fetch(sql(statement, kind, f"$.{owner}", owner_ids))}


def _entries(reader: Reader, kind: str, row_id: int) -> Iterator[AgreementEntry]:
    for version in versions(reader, kind, row_id):
        yield AgreementEntry(version.at.date(), kind, row_id, version.row.became)
