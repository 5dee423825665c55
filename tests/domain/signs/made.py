"""Records of one client with a running mission, for the stories of signs: each says only what it is about."""

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any

from rebond.domain.missions.kinds import Event, EventKind, Invoice, Mission, Payment
from rebond.domain.signs.client_record import ClientRecord
from rebond.domain.signs.client_state import PresentSign, state
from rebond.domain.signs.kinds import Sign

TODAY = dt.date(2026, 11, 22)
ATLAS = ClientRecord(client_id=1, missions=(Mission(id=1, client_id=1, name="Posts", starts=dt.date(2025, 1, 1)),))
_IDS = count(1)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def event(days: int, kind: EventKind = EventKind.EXTRA_REQUEST, **more: Any) -> Event:
    """An event so many days before today."""
    return Event(id=next(_IDS), mission_id=1, type=kind, date=ago(days), text=f"{kind}", **more)


def events(*days: int, kind: EventKind = EventKind.EXTRA_REQUEST, **more: Any) -> tuple[Event, ...]:
    return tuple(event(day, kind, **more) for day in days)


def paying(*lags: int | None, every: int = 30, last_due: int = 60) -> ClientRecord:
    """A client with an invoice due every so many days, each paid so many days after it; None is open.

    The last one is due `last_due` days before today.
    """
    invoices, payments = [], []
    for place, lag in enumerate(reversed(lags)):
        due, number = ago(last_due + place * every), len(lags) - place
        settled = None if lag is None else due + dt.timedelta(days=lag)
        issued = due - dt.timedelta(days=30)
        invoices.append(
            Invoice(id=number, client_id=1, number=f"F{number}", amount=100, issued=issued, due=due, settled=settled)
        )
        if settled:
            payments.append(Payment(id=number, invoice_id=number, date=settled, amount=100))
    return replace(ATLAS, invoices=tuple(invoices), payments=tuple(payments))


def found(record: ClientRecord, sign: Sign, today: dt.date = TODAY) -> PresentSign | None:
    """The sign, if it is present."""
    return next((one for one in state(record, today).present if one.sign is sign), None)


def days_of(sign: PresentSign | None) -> list[int] | None:
    """How many days ago the entries of a sign are dated; None when it is absent."""
    return None if sign is None else [(TODAY - entry.date).days for entry in sign.entries]
