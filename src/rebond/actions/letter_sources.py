"""The entries of the journal that the facts of a letter come from, and the first day on which they all hold."""

from collections.abc import Iterable, Mapping
from datetime import date

from rebond.actions.invoice_facts import asked_before, exchanges_of, promises_of
from rebond.actions.letter_facts import (
    About,
    agreed_before,
    crossing_events,
    next_closure,
    person_meant,
    request_event,
    talk_meant,
)
from rebond.domain.agreements.amendments import in_force
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.agreements.terms import Topic, stated
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Invoice, Mission
from rebond.journal.queries.amendments import amendment_lines, versions
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.letters.askable import general
from rebond.letters.facts import LetterFacts, value_at

#: The facts that are days which have been when the letter is written; `*` stands for the number of a line.
_PAST = ("request.day", "crossed.*.day", "amendment.made", "amendment.sent", "amendment.lines.*.day",
         "invoice.sent.*.day", "invoice.promises.*.day", "invoice.exchanges.*.day", "talk.held")  # fmt: skip


def sources_of(reader: Reader, about: About, today: date) -> Mapping[str, Entity]:
    """Return the entries that the facts of a letter are read from, by how the paths of these facts begin."""
    found: dict[str, Entity | None] = {
        "sender": load_settings(reader),
        "client": reader.get(Client, about.client_id),
        "person": person_meant(reader, about),
    }
    if talk := talk_meant(reader, about):
        found["talk"] = talk
    if closure := next_closure(reader, today):
        found["closure"] = closure[0]
    mission = reader.get(Mission, about.mission_id) if about.mission_id else None
    if mission:
        agreed = versions(reader, mission.id)
        version = in_force(agreed, today)
        noticed = stated(mission, (each.agreement for each in agreed), today).get(Topic.NOTICE, mission)
        found |= {"mission": mission, "notice": noticed, "agreement": version.agreement if version else None}
        found["request"] = request_event(reader, mission, about.event_id)
        crossing = crossing_events(reader, mission, agreed, today)
        found |= {f"crossed.{at}": event for at, (event, _role) in enumerate(crossing, 1)}
    amendment = reader.get(Amendment, about.amendment_id) if about.amendment_id else None
    if amendment:
        agreed_then = agreed_before(reader, amendment)
        found |= {"amendment": amendment, "amendment.paper": agreed_then.agreement if agreed_then else None}
        found |= {f"amendment.lines.{line.number}": line.event for line in amendment_lines(reader, amendment)}
    if about.invoice_id and (invoice := reader.get(Invoice, about.invoice_id)):
        found |= {"invoice": invoice, "invoice.rate": mission if mission and mission.late_rate is not None else None}
        found |= {f"invoice.sent.{at}": letter for at, letter in enumerate(asked_before(reader, invoice), 1)}
        found |= {f"invoice.promises.{at}": row for at, row in enumerate(promises_of(reader, invoice, today), 1)}
        found |= {f"invoice.exchanges.{at}": row for at, row in enumerate(exchanges_of(reader, invoice, today), 1)}
    return {beginning: row for beginning, row in found.items() if row is not None}


def source_of(sources: Mapping[str, Entity], path: str) -> Entity | None:
    """Return the entry that the fact of a path comes from."""
    steps = path.split(".")
    beginnings = (".".join(steps[:count]) for count in range(len(steps), 0, -1))
    return next((sources[beginning] for beginning in beginnings if beginning in sources), None)


def earliest_sending(facts: LetterFacts, used: Iterable[str]) -> date | None:
    """Return the first day on which a letter that uses these facts may have been sent: that of the latest of them.

    :param used: dotted paths, with `*` for the number of a line; a list stands for all that its lines hold.
    """
    used = {general(path) for path in used}
    if "amendment.waiting" in used:
        used.add("amendment.sent")
    days = (
        value_at(facts, one)
        for path in _PAST
        if path in used or any(path.startswith(f"{beginning}.") for beginning in used)
        for one in _each(facts, path)
    )
    return max((day for day in days if day), default=None)


def _each(facts: LetterFacts, path: str) -> list[str]:
    """Return the path for every line of its list."""
    before, star, after = path.partition(".*")
    if not star:
        return [path]
    return [f"{before}.{number}{after}" for number in range(1, len(value_at(facts, before)) + 1)]
