"""The months of clients that are over: the signs that they began with, and whether the client left in them."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import NamedTuple

from rebond.domain.calendar import add_months, month_start
from rebond.domain.missions.kinds import EndReason, Mission, Side
from rebond.domain.missions.notice import foreseen_end, notice_given
from rebond.domain.signs.client_record import under_way
from rebond.domain.signs.kinds import Sign

#: Months that began longer ago are left out: what clients did in another decade says little of those of today.
MONTHS_BACK = 120


class ClientMonth(NamedTuple):
    """A month of a client with a mission under way: the signs on its first day, and whether the client then left."""

    client_id: int
    first: dt.date
    signs: frozenset[Sign]
    left: bool


def left_on(mission: Mission) -> dt.date | None:
    """Return the day on which the client ended a mission, or gave notice if that was before; None where it did not.

    No ending by the client are one that the person or both sides decided, and one that was planned: its term was
    reached, or its planned last day. The planned last day of a mission that renews itself is no plan to end it.
    """
    end, planned = foreseen_end(mission), None if mission.renewal_months else mission.ends
    if (mission.ended_by or mission.notice_by) is not Side.CLIENT or mission.ended_reason is EndReason.TERM:
        return None
    if end is None or (planned and end >= planned):
        return None
    given = notice_given(mission) if mission.notice_by is Side.CLIENT else None
    return min(given.day, end) if given else end


def months_with(missions: Collection[Mission], today: dt.date) -> Iterator[tuple[dt.date, bool]]:
    """Yield the first day of each month that began with a client, and whether it left by the first of the next month.

    A month begins with a client if a mission is under way that it has not ended. Months that are not over on `today`
    do not tell yet; they are left out, as are those before the last ten years. What happens on a first day belongs to
    the month before it, so that an ending is never told by an entry of its own day.

    :param missions: those of the client.
    """
    if not missions:
        return
    first = max(min(mission.starts for mission in missions), add_months(today, -MONTHS_BACK))
    day = month_start(first) if first.day == 1 else add_months(month_start(first), 1)
    until = max(foreseen_end(mission) or today for mission in missions)
    while day <= until and (following := add_months(day, 1)) <= today:
        lefts = [left_on(mission) for mission in missions if under_way(mission, day)]
        there = [left for left in lefts if left is None or left > day]
        if there:
            yield day, any(left is not None and left <= following for left in there)
        day = following
