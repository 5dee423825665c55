"""Query of the months of clients that are over, from which the weights of signs are refitted."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from rebond.domain.missions.kinds import Mission
from rebond.domain.signs.client_state import state
from rebond.domain.signs.past_months import ClientMonth, months_with
from rebond.domain.signs.refit import ENOUGH_ENDINGS
from rebond.journal.queries.signs import client_records
from rebond.journal.reader import Reader
from rebond.progress import Progress, unheard


class PastMonths(NamedTuple):
    """How many endings by clients there were, and the months of clients; none of these while endings are too few."""

    endings: int
    months: list[ClientMonth]


def load_past_months(reader: Reader, today: dt.date, progress: Progress = unheard) -> PastMonths:
    """Return every month of the last ten years that began with a client, with the signs that it had on its first day.

    They are those that would have been told on that day, by what happened until then: nothing dated after it is read.
    When a row was written down does not matter. Events are often written down late, and an imported journal all on one
    day: without them the months before would pass for calm. What has no day of its own, as the answer to a request or
    that an invoice was cancelled, is read as it stands now. Dismissed signs are present like others.

    With too few endings for a refit only the missions are read. Else it takes seconds for a long career.
    """
    left = _left(reader, today)
    endings = sum(left_then for clients in left.values() for left_then in clients.values())
    months = []
    for done, (first, clients) in enumerate(left.items() if endings >= ENOUGH_ENDINGS else ()):
        progress(done, len(left))
        for client_id, record in client_records(reader, list(clients), first).items():
            signs = frozenset(sign.sign for sign in state(record, first).present)
            months.append(ClientMonth(client_id, first, signs, clients[client_id]))
    return PastMonths(endings, months)


def _left(reader: Reader, today: dt.date) -> dict[dt.date, dict[int, bool]]:
    """Return whether each client left in each month, by its first day and the client's id, in the order of time."""
    missions = defaultdict(list)
    for mission in reader.all(Mission):
        missions[mission.client_id].append(mission)
    left: dict[dt.date, dict[int, bool]] = defaultdict(dict)
    for client_id, own in missions.items():
        for first, left_then in months_with(own, today):
            left[first][client_id] = left_then
    return dict(sorted(left.items()))
