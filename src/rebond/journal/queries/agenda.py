"""Query of the agenda: everything dated up to a day, merged with what the situation holds of contracts and invoices."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from rebond.domain.agenda.agenda import Dated, agenda, horizon
from rebond.domain.agenda.entries import AgendaEntry
from rebond.domain.agenda.owed import OwedRows, client_countries, unpaid
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.late.kinds import LadderStep
from rebond.domain.late.limitation import may_end_by
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission, RequestAnswer
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.talks.kinds import Talk
from rebond.domain.tasks.kinds import Task
from rebond.journal.queries.in_force import as_agreed
from rebond.journal.queries.sent_steps import sent_steps
from rebond.journal.queries.talks import spoken_to
from rebond.journal.reader import Reader

if TYPE_CHECKING:
    from rebond.domain.late.late_rules import Limitation


def load_agenda(reader: Reader, outlook: Outlook, until: date | None = None) -> tuple[AgendaEntry, ...]:
    """Return the agenda of the outlook's day up to `until`, by default a year ahead."""
    last = until or horizon(outlook.today)
    return agenda(outlook, _dated(reader, outlook, last), last)


def _dated(reader: Reader, outlook: Outlook, until: date) -> Dated:
    situation = outlook.situation
    tasks = reader.where(Task, "done IS NULL AND (due IS NULL OR due <= ?)", until)
    # Chosen by a subquery, since SQLite would read the whole table in the order of the ids rather than by the index.
    contacts = reader.where(Contact, "id IN (SELECT id FROM contact WHERE next_date <= ?)", until)
    unclear = RequestAnswer.UNCLEAR.value
    requests = reader.where(Event, "id IN (SELECT id FROM event WHERE answer_due <= ?) AND answer = ?", until, unclear)
    amendments = reader.where(Amendment, "sent IS NOT NULL AND reply IS NULL")
    talks = reader.where(Talk, "id IN (SELECT id FROM talk WHERE held IS NULL AND (date IS NULL OR date <= ?))", until)
    named = {task.mission_id for task in tasks if task.mission_id}
    named |= {row.mission_id for row in requests} | {row.mission_id for row in amendments}
    named |= {talk.mission_id for talk in talks if talk.mission_id}
    held = situation.missions_by_id
    missions = as_agreed(reader, reader.among(Mission, "id", named - held.keys()), outlook.today)
    clients = {mission.client_id for mission in missions} | {one.client_id for one in contacts if one.client_id}
    clients |= {talk.client_id for talk in talks}
    return Dated(
        tasks=tasks,
        contacts=contacts,
        requests=requests,
        amendments=amendments,
        missions=missions,
        talks=talks,
        talk_names=spoken_to(reader, {*(talk.id for talk in talks), *(task.talk_id for task in tasks if task.talk_id)}),
        client_names=_names(reader.among(Client, "id", clients - situation.client_names.keys())),
        owed=_owed(reader, situation, until),
        contact_names=_names(reader.among(Contact, "id", {task.contact_id for task in tasks if task.contact_id})),
    )


def _owed(reader: Reader, situation: Situation, until: date) -> OwedRows:
    invoices = list(unpaid(situation))
    if not invoices:
        return OwedRows()
    return OwedRows(
        sent=sent_steps(reader, {invoice.id for invoice in invoices}),
        ladder_steps=reader.all(LadderStep),
        limitations=_limitations(situation, [invoice for invoice in invoices if may_end_by(invoice, until)]),
    )


def _limitations(situation: Situation, invoices: Iterable[Invoice]) -> "dict[int, Limitation]":
    countries = client_countries(situation)
    needed = {invoice.client_id for invoice in invoices} & countries.keys()
    if not needed:
        return {}
    from rebond.journal.queries.late_laws import shipped_late_law  # of no use before the first frame, as a rule

    forms = {client.id: client.legal_form for client in situation.clients}
    return {one: shipped_late_law(countries[one]).against(forms[one]).limitation for one in needed}


def _names(rows: Iterable[Client | Contact]) -> dict[int, str]:
    return {row.id: row.name for row in rows}
