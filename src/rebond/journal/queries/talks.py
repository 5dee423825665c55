"""Queries of talks: those of a mission in the order of the list, their parts, and the invoices that they are about."""

from collections.abc import Collection
from datetime import date

from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.people.kinds import Person
from rebond.domain.talks.kinds import Objection, Talk, TalkNote
from rebond.journal.queries.rests import rests
from rebond.journal.reader import Reader
from rebond.journal.sql import columns, sql


def talks_of(reader: Reader, client_id: int, mission_id: int | None) -> tuple[Talk, ...]:
    """Return the talks of a mission, or of a client where that is None: planned ones by day, then the latest held.

    A talk of the client that names no mission is one of each.
    """
    statement = sql(
        """
        SELECT ? FROM talk WHERE client_id = ? AND (? IS NULL OR mission_id IS NULL OR mission_id = ?)
        ORDER BY held IS NOT NULL, held DESC, date IS NULL, date, time IS NULL, time, id
        """,
        columns(Talk), client_id, mission_id, mission_id,
    )  # fmt: skip
    return reader.entities(Talk, statement)


def latest_held(reader: Reader, client_id: int, mission_id: int | None) -> Talk | None:
    """Return the talk that was held last."""
    return next((talk for talk in talks_of(reader, client_id, mission_id) if talk.held), None)


def late_invoices(reader: Reader, client_id: int, today: date) -> tuple[tuple[Invoice, int], ...]:
    """Return the late invoices of a client, each with what is left to pay, VAT included, in cents."""
    open_ones = reader.where(
        Invoice, "client_id = ? AND settled IS NULL AND NOT cancelled AND due < ?", client_id, today
    )  # fmt: skip
    left = rests(reader, open_ones)
    return tuple((invoice, left[invoice.id]) for invoice in open_ones if left[invoice.id] > 0)


def objections_of(reader: Reader, talk_id: int) -> tuple[Objection, ...]:
    """Return the objections foreseen in a talk, in the order in which they were noted."""
    return tuple(sorted(reader.matching(Objection, talk_id=talk_id), key=lambda row: row.id))


def notes_of(reader: Reader, talk_id: int) -> tuple[TalkNote, ...]:
    """Return the lines noted during a talk, in their order."""
    return tuple(sorted(reader.matching(TalkNote, talk_id=talk_id), key=lambda row: (row.second, row.id)))


def spoken_to(reader: Reader, talk_ids: Collection[int]) -> dict[int, str]:
    """Return with whom talks are held, by their ids: the person's name, else the client's."""
    if not talk_ids:
        return {}
    talks = reader.among(Talk, "id", talk_ids)
    persons = {row.id: row.name for row in reader.among(Person, "id", {t.person_id for t in talks if t.person_id})}
    clients = {row.id: row.name for row in reader.among(Client, "id", {talk.client_id for talk in talks})}
    return {talk.id: persons.get(talk.person_id or 0) or clients.get(talk.client_id, "") for talk in talks}


def recapped(reader: Reader, talk_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of the talks, of these, whose recap was sent."""
    if not talk_ids:
        return frozenset()
    return frozenset(letter.talk_id for letter in reader.among(Letter, "talk_id", talk_ids) if letter.talk_id)


def next_planned(reader: Reader, client_id: int, mission_id: int | None) -> tuple[Talk, ...]:
    """Return the talks that are still to be held, the first one first."""
    return tuple(talk for talk in talks_of(reader, client_id, mission_id) if talk.held is None)
