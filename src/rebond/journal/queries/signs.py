"""Query of the rows that the signs of clients are read from: few for each client, however long its journal is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from rebond.domain.agreements.kinds import Agreement, Amendment
from rebond.domain.kinds import Entity
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Payment
from rebond.domain.money.lateness import COUNTED
from rebond.domain.signs.client_record import DAYS_BACK, EXCHANGES, NO_WORD, ClientRecord, is_word, under_way
from rebond.domain.signs.client_state import ClientState, Weights, state, weights_of
from rebond.domain.signs.kinds import DismissedSign, SignWeight
from rebond.domain.signs.late_payers import LAST
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.queries.in_force import as_agreed
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.journal.sql import sql

E = TypeVar("E", bound=Entity)


def client_state(reader: Reader, client_id: int, today: dt.date) -> ClientState:
    """Return the state of one client."""
    return client_states(reader, [client_id], today)[client_id]


def client_states(reader: Reader, client_ids: Collection[int] | None, today: dt.date) -> dict[int, ClientState]:
    """Return the states of some clients, or of all, by id."""
    if client_ids is None:
        client_ids = [client.id for client in reader.all(Client)]
    weights, dismissals = load_weights(reader), reader.among(DismissedSign, "client_id", client_ids)
    return {
        client_id: state(record, today, weights, dismissals)
        for client_id, record in client_records(reader, client_ids, today).items()
    }


def load_weights(reader: Reader) -> Weights:
    """Return the weights of signs in use."""
    return weights_of(load_settings(reader), reader.all(SignWeight))


def client_records(reader: Reader, client_ids: Collection[int], today: dt.date) -> dict[int, ClientRecord]:
    """Return the rows that the signs of some clients are read from on `today`, by client id."""
    missions = as_agreed(reader, reader.among(Mission, "client_id", client_ids), today)
    client_of = {mission.id: mission.client_id for mission in missions}
    invoices = _invoices(reader, client_ids, today)
    billed = {invoice.id: invoice.client_id for invoice in invoices}
    since = today - dt.timedelta(days=DAYS_BACK)
    letters = reader.where(Letter, "client_id IN (SELECT value FROM json_each(?)) AND sent <= ?", client_ids, today)
    tasks = reader.where(
        Task, "mission_id IN (SELECT value FROM json_each(?)) AND owner = ?", list(client_of), TaskOwner.THEM.value
    )
    missions_by = _by(missions, lambda row: row.client_id)
    events_by = _by(_events(reader, missions, since, today), lambda row: client_of[row.mission_id])
    agreements_by = _by(reader.among(Agreement, "mission_id", client_of), lambda row: client_of[row.mission_id])
    amendments_by = _by(reader.among(Amendment, "mission_id", client_of), lambda row: client_of[row.mission_id])
    invoices_by = _by(invoices, lambda row: row.client_id)
    payments_by = _by(reader.among(Payment, "invoice_id", billed), lambda row: billed[row.invoice_id])
    letters_by = _by(letters, lambda row: row.client_id)
    tasks_by = _by(tasks, lambda row: client_of[row.mission_id or 0])
    default_lag = load_settings(reader).default_lag_days
    return {
        client_id: ClientRecord(
            client_id=client_id,
            missions=missions_by(client_id),
            events=events_by(client_id),
            agreements=agreements_by(client_id),
            amendments=amendments_by(client_id),
            invoices=invoices_by(client_id),
            payments=payments_by(client_id),
            letters=letters_by(client_id),
            tasks=tasks_by(client_id),
            default_lag=default_lag,
        )
        for client_id in client_ids
    }


def _by(rows: Iterable[E], client_of: Callable[[E], int]) -> Callable[[int], tuple[E, ...]]:
    """Return the function that looks the rows of a client up."""
    found: dict[int, list[E]] = defaultdict(list)
    for row in rows:
        found[client_of(row)].append(row)
    return lambda client_id: tuple(found.get(client_id, ()))


def _events(reader: Reader, missions: Collection[Mission], since: dt.date, today: dt.date) -> tuple[Event, ...]:
    """Return the events of these days, and the last earlier ones with a word where a silence may be told by them."""
    mission_ids = [mission.id for mission in missions]
    lately = reader.where(
        Event,
        "mission_id IN (SELECT value FROM json_each(?)) AND date BETWEEN ? AND ?",
        mission_ids, since, today,
    )  # fmt: skip
    heard: dict[int, set[dt.date]] = defaultdict(set)
    client_of = {mission.id: mission.client_id for mission in missions}
    for event in lately:
        if is_word(event):
            heard[client_of[event.mission_id]].add(event.date)
    running = {mission.client_id for mission in missions if under_way(mission, today)}
    quiet = {client_id for client_id in running if len(heard[client_id]) < EXCHANGES}
    earlier = [
        row_id
        for mission in missions
        if mission.client_id in quiet
        for row_id in _last_words(reader, mission.id, since)
    ]
    return lately + reader.among(Event, "id", earlier)


def _last_words(reader: Reader, mission_id: int, before: dt.date) -> Collection[int]:
    """Return an event of each of the last days before a day on which the client said a word in a mission, by id."""
    last = """
        SELECT max(id) FROM event WHERE mission_id = ? AND date < ? AND type NOT IN (SELECT value FROM json_each(?))
        AND NOT (type = ? AND minutes > 0 AND trim(request) = '')
        GROUP BY date ORDER BY date DESC LIMIT ?
    """
    return [row_id for (row_id,) in reader.fetch(sql(last, mission_id, before, NO_WORD, EventKind.NOTE, EXCHANGES))]


def _invoices(reader: Reader, client_ids: Collection[int], today: dt.date) -> tuple[Invoice, ...]:
    """Return each client's last invoices by due date, and the last paid: those and as many before as tell its habit."""
    return reader.where(Invoice, _LAST_DUE_OR_PAID, today, client_ids, today, today, LAST, COUNTED + LAST)


#: The invoices that were paid or fell due by a day; one that a credit note settled is none.
_LAST_DUE_OR_PAID = """id IN (
    SELECT id FROM (
        SELECT id, paid,
            row_number() OVER (PARTITION BY client_id ORDER BY due DESC, issued DESC, id DESC) AS by_due,
            row_number() OVER (PARTITION BY client_id, paid ORDER BY settled DESC, due DESC, issued DESC) AS by_paid
        FROM (
            SELECT id, client_id, due, issued, settled, settled IS NOT NULL AND settled <= ? AS paid
            FROM invoice
            WHERE client_id IN (SELECT value FROM json_each(?)) AND NOT cancelled AND amount + vat > 0 AND issued <= ?
        ) AS due_or_paid
        WHERE CASE WHEN paid THEN EXISTS (SELECT 1 FROM payment WHERE invoice_id = due_or_paid.id AND date = settled)
            ELSE due <= ? END
    ) WHERE by_due <= ? OR paid AND by_paid <= ?
)"""
