"""Queries of what a letter tells: the request it answers, a mission's amendments, and its latest events."""

from datetime import date

from rebond.domain.agreements.kinds import Amendment
from rebond.domain.missions.kinds import Event, Invoice, RequestAnswer
from rebond.journal.reader import Reader
from rebond.journal.sql import columns, sql

#: The answers after which a request is settled, in the client's favour.
_SETTLED = (RequestAnswer.IN_SCOPE, RequestAnswer.ACCEPTED)


def open_requests(reader: Reader, mission_id: int, most: int) -> tuple[Event, ...]:
    """Return requests in a client's own words that were neither covered nor accepted, at most so many, latest first."""
    asked = """
        SELECT ? FROM event WHERE mission_id = ? AND request <> '' AND (answer IS NULL OR answer NOT IN (?, ?))
        ORDER BY date DESC, id DESC LIMIT ?
    """
    return reader.entities(Event, sql(asked, columns(Event), mission_id, *_SETTLED, most))


def amendments_of(reader: Reader, mission_id: int) -> tuple[Amendment, ...]:
    """Return the amendments of a mission, the latest first."""
    found = reader.matching(Amendment, mission_id=mission_id)
    return tuple(sorted(found, key=lambda amendment: (amendment.made, amendment.id), reverse=True))


def invoices_to_ask_for(reader: Reader, client_id: int, mission_id: int | None) -> tuple[Invoice, ...]:
    """Return the invoices of a mission, or those of the client without one, that are not settled, by their due date."""
    asked = """
        SELECT ? FROM invoice WHERE client_id = ? AND mission_id IS ? AND settled IS NULL AND NOT cancelled
        AND amount + vat > 0 ORDER BY due, id
    """
    return reader.entities(Invoice, sql(asked, columns(Invoice), client_id, mission_id))


def events_between(reader: Reader, mission_id: int, since: date, today: date) -> tuple[Event, ...]:
    """Return the events of a mission from one day to another, both included, the oldest first."""
    happened = "SELECT ? FROM event WHERE mission_id = ? AND date BETWEEN ? AND ? ORDER BY date, time, id"
    return reader.entities(Event, sql(happened, columns(Event), mission_id, since, today))
