"""Query of the work whose cost the extras are: beside the contract, at week-ends and outside hours."""

from collections.abc import Collection
from datetime import date

from rebond.domain.agreements.extras import ExtraEntry, entry
from rebond.domain.missions.kinds import Event, EventKind, Mission
from rebond.journal.queries.amendments import versions_of
from rebond.journal.reader import Reader


def extra_work(reader: Reader, missions: Collection[Mission], since: date | None = None) -> tuple[ExtraEntry, ...]:
    """Return the extra work and that of week-ends of missions, from `since` on."""
    by_id = {mission.id: mission for mission in missions}
    events = reader.where(
        Event,
        "mission_id IN (SELECT value FROM json_each(?)) AND minutes > 0 AND date >= ? "
        "AND (in_scope = 0 OR type IN (?, ?) OR strftime('%w', date) IN ('0', '6'))",
        list(by_id), since or date.min, EventKind.OUTSIDE_HOURS, EventKind.EXTRA_REQUEST,
    )  # fmt: skip
    agreed = versions_of(reader, {event.mission_id for event in events})
    return tuple(entry(event, by_id[event.mission_id], agreed.get(event.mission_id, ())) for event in events)
