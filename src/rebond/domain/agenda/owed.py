"""The agenda's entries of invoices to be paid: late or promised, due soon, or soon beyond the limitation of time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from rebond.domain.agenda.entries import AgendaEntry, AgendaKind
from rebond.domain.countries import Country, country_of
from rebond.domain.late.kinds import LadderStep, LateStep, StateKind
from rebond.domain.late.ladder import NextStep, SentStep, ladder_for, next_step
from rebond.domain.late.limitation import barred_since, claim_begins, is_watched
from rebond.domain.late.states import last_broken
from rebond.domain.missions.kinds import Invoice
from rebond.domain.money.situation import Situation
from rebond.domain.value_classes import dataclass

if TYPE_CHECKING:
    from rebond.domain.late.late_rules import Limitation


@dataclass(frozen=True)
class OwedRows:
    """The rows that the entries need beside the situation: letters sent by invoice, ladders, limitations by client.

    A client is left out while none of its invoices is old enough for its limitation.
    """

    sent: Mapping[int, Sequence[SentStep]] = field(default_factory=dict)
    ladder_steps: Sequence[LadderStep] = ()
    limitations: "Mapping[int, Limitation]" = field(default_factory=dict)


def owed_entries(situation: Situation, rows: OwedRows, today: date, until: date) -> Iterator[AgendaEntry]:
    """Yield the entries of unpaid invoices: at most one of what comes next for each, and one of its limitation."""
    countries = client_countries(situation)
    for invoice in unpaid(situation):
        country = countries.get(invoice.client_id)
        following = next_step(
            ladder_for(invoice.client_id, country, rows.ladder_steps), invoice.due, today,
            sent=rows.sent.get(invoice.id, ()), states=situation.states_of.get(invoice.id, ()),
            demanded=invoice.demanded,
        )  # fmt: skip
        limitation = rows.limitations.get(invoice.client_id)
        limit = _limit(situation, invoice, limitation, today) if limitation else None
        entry = _next(situation, invoice, following, today, limit.barred if limit and limit.certain else None)
        for one in (entry, limit):
            if one and one.date and one.date <= until:
                yield one


def unpaid(situation: Situation) -> Iterator[Invoice]:
    """Yield the invoices that ask for money still."""
    for invoice in situation.invoices:
        if not invoice.settled and not invoice.cancelled and invoice.total > 0:
            yield invoice


def client_countries(situation: Situation) -> Mapping[int, Country]:
    """Return the country of each client whose law counts, where anything says one."""
    settings = situation.settings
    found = {client.id: country_of(client.country, settings.country, settings.status) for client in situation.clients}
    return {client_id: country for client_id, country in found.items() if country}


def _next(
    situation: Situation, invoice: Invoice, following: NextStep, today: date, barred: date | None
) -> AgendaEntry | None:
    """Return the entry of what comes next for an invoice; None for one that is neither late nor due soon.

    :param barred: the day from which it is beyond its limitation.
    """
    held = following.state
    if held and held.type is StateKind.PROMISED and held.until:
        return _entry(situation, invoice, AgendaKind.PROMISE, held.until, about=held.starts)
    if invoice.due < today:
        paused = held is not None and held.type is StateKind.PAUSED
        day = following.day if paused and following.day else invoice.due
        broken = last_broken(situation.states_of.get(invoice.id, ()), None, today)
        return _entry(
            situation, invoice, AgendaKind.LATE_INVOICE, day, following=following, about=broken and broken.until,
            barred=barred,
        )  # fmt: skip
    if following.step is LateStep.BEFORE_DUE and following.day:
        return _entry(situation, invoice, AgendaKind.REMINDER, max(following.day, today), about=invoice.due)
    return None


def _limit(situation: Situation, invoice: Invoice, limitation: "Limitation", today: date) -> AgendaEntry | None:
    """Return the entry of the day of limitation that is near or has passed; that of some trades is less sure."""
    for years, part in ((limitation.years, ""), (limitation.shorter_years, "some trades")):
        if years is None:
            continue
        day = limitation.last_day(claim_begins(invoice), years)
        if is_watched(day, today):
            return _entry(
                situation, invoice, AgendaKind.LIMITATION, day, part=part, years=years, certain=not part,
                barred=barred_since(day, today),
            )  # fmt: skip
    return None


def _entry(situation: Situation, invoice: Invoice, kind: AgendaKind, day: date, **more: object) -> AgendaEntry:
    mission = situation.missions_by_id.get(invoice.mission_id or 0)
    return AgendaEntry(
        date=day, kind=kind, row=(Invoice.kind, invoice.id), what=invoice.number, left=situation.rest(invoice),
        client=situation.client_names.get(invoice.client_id, ""), mission=mission.name if mission else "",
        mission_id=invoice.mission_id, **more,  # type: ignore[arg-type]
    )  # fmt: skip
