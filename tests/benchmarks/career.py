"""A generated career of forty years: what the program must stay quick on."""

import random
from datetime import date, timedelta
from pathlib import Path

from rebond.domain.calendar import add_months, month_end, months_from
from rebond.domain.missions.kinds import Billing, Client, Contract, Event, EventKind, Invoice, Mission, Payment, Terms
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Every, Expense, Settings
from rebond.domain.prospecting.kinds import BUILT_IN_CHANNELS, BUILT_IN_STAGES, Contact, Interaction
from rebond.journal.journal import Journal

CLIENTS, MISSIONS, INVOICES, EVENTS, CONTACTS, TOUCHES = 400, 1_200, 12_000, 100_000, 8_000, 60_000
YEARS = 40
RUNNING = 12

_SYLLABLES = ["ba", "lo", "mi", "ter", "van", "sol", "dri", "ne", "co", "ra", "fel", "gu", "pi", "mon", "tal", "vé"]
_WORDS = [
    "demande", "post", "réseau", "urgent", "dimanche", "relance", "visuel", "plaquette", "devis", "avenant", "réunion",
    "retour", "silence", "merci", "lettre", "campagne", "photo", "délai", "budget", "accord", "refus", "appel",
]  # fmt: skip


def create(path: Path, today: date) -> Journal:
    """Write the career into a new journal: the same one for the same day."""
    draw = random.Random(40)  # noqa: S311 - the same career every time
    journal = Journal.create(path, [Settings(), ClosureWindow(first="12-20", last="01-04")])
    with journal.transaction("import_document", {"name": path.stem}) as transaction:
        transaction.insert(ChargeRate(social=25_600))
        clients = transaction.insert_all(Client(name=f"{_name(draw)} {number}") for number in range(CLIENTS))
        missions = _missions(draw, clients, today)
        ids = transaction.insert_all(missions)
        invoices, settled = _invoices(draw, missions, ids, today)
        invoice_ids = transaction.insert_all(invoices)
        transaction.insert_all(
            Payment(invoice_id=invoice_id, date=day, amount=invoice.total)
            for invoice_id, invoice, day in zip(invoice_ids, invoices, settled, strict=True)
            if day
        )
        transaction.insert_all(_events(draw, ids, today))
        contacts = transaction.insert_all(_contacts(draw, today))
        transaction.insert_all(_interactions(draw, contacts, today))
        accounts = transaction.insert_all(
            [Account(name="Courant"), Account(name="Épargne"), Account(name="TVA", counted=False)]
        )
        transaction.insert_all(
            Balance(account_id=account, date=month, amount=draw.randrange(300_000, 2_000_000))
            for account in accounts
            for month in months_from(add_months(today, -12 * YEARS), add_months(today, -1))
        )
        transaction.insert_all(
            Expense(name=f"Dépense {number}", amount=draw.randrange(2_000, 60_000), first=add_months(today, -number),
                    every=draw.choice([Every.MONTH, Every.MONTH, Every.QUARTER, Every.YEAR]), essential=number % 3 > 0)
            for number in range(30)
        )  # fmt: skip
    return journal


def _name(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).capitalize()


def _text(draw: random.Random) -> str:
    return " ".join(draw.choices(_WORDS, k=draw.randint(6, 30)))


def _missions(draw: random.Random, clients: list[int], today: date) -> list[Mission]:
    found = []
    for number in range(MISSIONS):
        running = number >= MISSIONS - RUNNING
        starts = add_months(today, -draw.randint(3, 30) if running else -draw.randint(31, 12 * YEARS))
        daily = draw.random() < 0.4
        found.append(
            Mission(
                client_id=clients[number % CLIENTS], name=f"{draw.choice(_WORDS).capitalize()} {number}", starts=starts,
                contract=Contract.OPEN_ENDED if running else Contract.FIXED_TERM,
                ends=None if running else add_months(starts, draw.randint(2, 18)),
                billing=Billing.DAILY if daily else Billing.MONTHLY,
                amount=45_000 if daily else draw.randrange(60_000, 300_000),
                days_per_month=800 if daily else 0, notice=draw.randint(0, 2), terms=draw.choice(list(Terms)),
                terms_days=draw.choice([15, 30, 45]), vat_rate=20_000,
            )
        )  # fmt: skip
    return found


def _invoices(
    draw: random.Random, missions: list[Mission], ids: list[int], today: date
) -> tuple[list[Invoice], list[date | None]]:
    invoices: list[Invoice] = []
    settled: list[date | None] = []
    while len(invoices) < INVOICES:
        for mission_id, mission in zip(ids, missions, strict=True):
            month = add_months(mission.starts.replace(day=1), len(invoices) // MISSIONS)
            if month >= today.replace(day=1) or len(invoices) == INVOICES:
                continue
            issued = month_end(month)
            due = mission.terms.due_date(issued, mission.terms_days)
            paid: date | None = due + timedelta(days=draw.randint(-3, 40))
            if paid is None or paid > today:
                paid = None
            amount = mission.amount if mission.billing is Billing.MONTHLY else mission.amount * 8
            settled.append(paid)
            invoices.append(
                Invoice(
                    client_id=mission.client_id, mission_id=mission_id, number=f"{issued:%Y}-{len(invoices):05}",
                    month=month, amount=amount, vat=amount // 5, issued=issued, due=due, settled=paid,
                )
            )  # fmt: skip
    return invoices, settled


def _events(draw: random.Random, missions: list[int], today: date) -> list[Event]:
    kinds = list(EventKind)
    return [
        Event(
            mission_id=missions[-1 - int(draw.expovariate(0.02)) % len(missions)] if number % 4 == 0
            else draw.choice(missions),
            type=draw.choice(kinds), date=today - timedelta(days=draw.randrange(365 * YEARS)), text=_text(draw),
            minutes=draw.choice([None, 30, 90]), in_scope=draw.choice([None, True, False]),
            entered="2020-01-01T08:00:00+00:00",
        )
        for number in range(EVENTS)
    ]  # fmt: skip


def _contacts(draw: random.Random, today: date) -> list[Contact]:
    stages = range(1, len(BUILT_IN_STAGES) + 1)
    return [
        Contact(
            name=f"{_name(draw)} {_name(draw)} {number}", organisation=_name(draw), stage_id=draw.choice(stages),
            email=f"c{number}@example.org", next_step="relancer" if number % 40 == 0 else "",
            next_date=today + timedelta(days=draw.randint(-5, 60)) if number % 40 == 0 else None,
        )
        for number in range(CONTACTS)
    ]  # fmt: skip


def _interactions(draw: random.Random, contacts: list[int], today: date) -> list[Interaction]:
    channels = range(1, len(BUILT_IN_CHANNELS) + 1)
    return [
        Interaction(
            contact_id=draw.choice(contacts), date=today - timedelta(days=draw.randrange(365 * YEARS)),
            channel_id=draw.choice(channels), text=_text(draw), entered="2020-01-01T08:00:00+00:00",
        )
        for _number in range(TOUCHES)
    ]  # fmt: skip
