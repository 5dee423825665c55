"""Missions as their agreements in force on a day state them, and the last day of a mission within a query."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.terms import followed
from rebond.domain.missions.kinds import Mission
from rebond.journal.reader import Reader
from rebond.journal.sql import Sql, sql

#: The condition that a version states anything of a mission's own terms.
_STATES = Sql("contract IS NOT NULL OR ends IS NOT NULL OR notice IS NOT NULL OR renewal_months IS NOT NULL")

#: The condition that a version states a duration.
_TERM = "(contract IS NOT NULL OR ends IS NOT NULL)"
#: The end of a mission without one, which lies behind every other.
_NEVER = date.max


def as_agreed(reader: Reader, missions: Iterable[Mission], day: date) -> tuple[Mission, ...]:
    """Return missions with the duration, notice and renewal in force on `day`, in their order; reads all in one query.

    They are what every date and figure is computed from; what is saved are the rows themselves.
    """
    missions = tuple(missions)
    versions: dict[int, list[Agreement]] = defaultdict(list)
    ids = {mission.id for mission in missions}
    for version in reader.where(Agreement, "mission_id IN (SELECT value FROM json_each(?)) AND (?)", ids, _STATES):
        versions[version.mission_id].append(version)
    return tuple(followed(mission, versions.get(mission.id, ()), day) for mission in missions)


def mission_in_force(reader: Reader, mission_id: int, day: date) -> Mission | None:
    """Return a mission as `as_agreed`, or None if it is not there."""
    return next(iter(as_agreed(reader, reader.matching(Mission, id=mission_id), day)), None)


def last_day(day: date) -> Sql:
    """Return the expression of the last day of a mission, without the notice given; one that renews itself has none.

    The planned end and the renewal are those in force on `day`, as `as_agreed` has them.
    """
    return sql(
        "coalesce(mission.ended, CASE WHEN ? = 0 THEN ? END)",
        _stated("renewal_months", "renewal_months IS NOT NULL", day), _extended(_stated("ends", _TERM, day), day),
    )  # fmt: skip


def _extended(end: Sql, day: date) -> Sql:
    """Return the expression of the planned end with the versions of later days that go on from it, one after another.

    Before the first gap, each version begins by the day after the latest end of those before it.
    """
    return sql(
        """
        CASE WHEN mission.id IN (SELECT mission_id FROM agreement WHERE starts > ? AND ?) AND ? IS NOT NULL THEN (
            WITH ahead AS (
                SELECT starts, ifnull(ends, ?) AS until, max(?, ifnull(max(ifnull(ends, ?)) OVER (
                    ORDER BY starts ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ), ?)) AS before
                FROM agreement WHERE mission_id = mission.id AND starts > ? AND ?
            )
            SELECT nullif(max(?, ifnull(max(until), ?)), ?) FROM ahead
            WHERE starts < ifnull((SELECT min(starts) FROM ahead WHERE date(starts, '-1 day') > before), ?)
        ) ELSE ? END
        """,
        day, Sql(_TERM), end, _NEVER, end, _NEVER, end, day, Sql(_TERM), end, end, _NEVER, _NEVER, end,
    )  # fmt: skip


def _stated(column: str, states: str, day: date) -> Sql:
    """Return the expression of a term of a mission: of the latest version that states it by a day, or else its own."""
    # Which missions have such a version is read once for the whole query, and only those look theirs up.
    by_then = sql("FROM agreement WHERE starts <= ? AND ?", day, Sql(states))
    return sql(
        """
        CASE WHEN mission.id IN (SELECT mission_id ?)
        THEN (SELECT ? ? AND mission_id = mission.id ORDER BY starts DESC LIMIT 1) ELSE ? END
        """,
        by_then, Sql(column), by_then, Sql(f"mission.{column}"),
    )  # fmt: skip
