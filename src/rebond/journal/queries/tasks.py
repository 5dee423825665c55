"""Queries for the form of a task."""

from datetime import date

from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.names import folded
from rebond.journal.queries.in_force import last_day
from rebond.journal.reader import Reader


def mission_names(reader: Reader, today: date, chosen: int | None = None) -> dict[int, str]:
    """Return the missions that are not over, and the `chosen` one: `client · mission` by id, in order of the names."""
    running = reader.where(Mission, "id = ? OR ifnull(?, ?) >= ?", chosen, last_day(today), today, today)
    clients = {row.id: row.name for row in reader.among(Client, "id", {mission.client_id for mission in running})}
    names = {mission.id: f"{clients[mission.client_id]} · {mission.name}" for mission in running}
    return dict(sorted(names.items(), key=lambda item: (folded(item[1]), item[0])))
