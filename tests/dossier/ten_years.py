"""Ten generated years with one client: what a dossier must stay quick on."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from rebond.actions.journals import create
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.calendar import add_months, month_end
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Payment
from rebond.domain.people.kinds import Person
from rebond.domain.talks.kinds import Talk, TalkKind, TalkNote
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.journal import Journal

_WORDS = [
    "demande", "post", "réseau", "urgent", "dimanche", "relance", "visuel", "plaquette", "devis", "avenant", "réunion",
    "retour", "silence", "merci", "lettre", "campagne", "photo", "délai", "budget", "accord", "refus", "appel",
]  # fmt: skip


@dataclass(frozen=True)
class Sizes:
    """How much there is a month, and the bytes of each attached file."""

    months: int = 120
    events: int = 22
    letters: int = 2
    days: int = 17
    talks_every: int = 2
    files: int = 200
    bytes_each: int = 2_000


TEN_YEARS = Sizes()
HALF_A_YEAR = Sizes(months=6, files=12)


def journal_of(path: Path, today: date, sizes: Sizes = TEN_YEARS) -> Journal:
    """Return a journal of so many months with one client: the same one for the same day."""
    draw = random.Random(10)  # noqa: S311 - the same years every time
    journal = create(path)
    first = add_months(today.replace(day=1), -sizes.months)
    with journal.transaction("import") as transaction:
        transaction.insert(Client(name="Atlas", country=Country.FR))
        transaction.insert_all([Mission(client_id=1, name=name, starts=first) for name in ("Posts", "Films")])
        transaction.insert_all([Person(client_id=1, name="Claire Duval", role="decides")])
    for number in range(sizes.months):
        month = add_months(first, number)
        with journal.transaction("import") as transaction:
            transaction.insert_all(_events(draw, month, sizes))
            transaction.insert_all(_letters(draw, month, sizes))
            transaction.insert_all(_days(month, sizes))
            invoice = transaction.insert_all([_invoice(month, number)])[0]
            if number % 3 == 0:
                promised = month_end(month) + timedelta(days=50)
                state = InvoiceState(
                    invoice_id=invoice, type=StateKind.PROMISED, starts=month_end(month), until=promised
                )
                transaction.insert_all([state])
            if number % sizes.talks_every == 0:
                talk = Talk(
                    client_id=1, mission_id=1, type=TalkKind.PAYMENT, held=month, aim=_text(draw, 9), person_id=1
                )
                (talk_id,) = transaction.insert_all([talk])
                transaction.insert_all([TalkNote(talk_id=talk_id, second=60, text=_text(draw, 9))])
        if number % 3:
            _pay(journal, invoice, month)
        _change(journal, draw, number * sizes.events)
    _attach(journal, first, sizes)
    return journal


def _text(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words)).capitalize() + "."


def _events(draw: random.Random, month: date, sizes: Sizes) -> Iterator[Event]:
    for at in range(sizes.events):
        yield Event(
            mission_id=1 + at % 2, type=draw.choice(list(EventKind)), date=month + timedelta(days=at % 28),
            text=" ".join(_text(draw, 12) for _sentence in range(3)), minutes=draw.choice([None, 30, 90]),
            request=_text(draw, 15) if at % 4 == 0 else "",
        )  # fmt: skip


def _letters(draw: random.Random, month: date, sizes: Sizes) -> Iterator[Letter]:
    for at in range(sizes.letters):
        text = "\n\n".join(" ".join(_text(draw, 14) for _sentence in range(4)) for _paragraph in range(4))
        yield Letter(client_id=1, mission_id=1, subject=_text(draw, 4), text=text, sent=month + timedelta(days=9 * at))


def _days(month: date, sizes: Sizes) -> Iterator[Entity]:
    for at in range(sizes.days):
        day = month + timedelta(days=at)
        yield WorkedDay(mission_id=1, date=day, days=50 if at % 5 == 0 else 100, note="Shoot" if at == 0 else "")


def _invoice(month: date, number: int) -> Invoice:
    end = month_end(month)
    return Invoice(
        client_id=1, mission_id=1, number=f"{month:%Y-%m}", month=month, amount=2_000_00 + number, vat=400_00,
        issued=end, due=end + timedelta(days=30),
    )  # fmt: skip


def _pay(journal: Journal, invoice_id: int, month: date) -> None:
    """Pay an invoice late, in two parts."""
    days = [month_end(month) + timedelta(days=late) for late in (40, 70)]
    with journal.transaction("import") as transaction:
        invoice = transaction.get(Invoice, invoice_id)
        assert invoice
        amounts = (1_000_00, invoice.total - 1_000_00)
        parts = [Payment(invoice_id=invoice_id, date=day, amount=part) for day, part in zip(days, amounts, strict=True)]
        transaction.insert_all(parts)
        transaction.update(replace(invoice, settled=days[-1]))


def _change(journal: Journal, draw: random.Random, before: int) -> None:
    """Change two entries of a month, and delete one."""
    with journal.transaction("edit") as transaction:
        for event_id in (before + 1, before + 2):
            event = transaction.get(Event, event_id)
            assert event
            transaction.update(replace(event, text=_text(draw, 20)))
        transaction.delete(Event, before + 3)


def _attach(journal: Journal, first: date, sizes: Sizes) -> None:
    for at in range(sizes.files):
        data = (b"%d " % at) * (sizes.bytes_each // len(b"%d " % at))
        with journal.transaction("import") as transaction:
            day = first + timedelta(days=at)
            row = AttachedFile(
                mission_id=1, name=f"{at}.pdf", file=transaction.attach(data), size=len(data), attached=day
            )
            transaction.insert(row)
