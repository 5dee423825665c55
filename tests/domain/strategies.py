"""Situations and scenarios of every kind that a journal accepts, leaning towards the dates that go wrong."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from rebond.domain.calendar import add_months, month_end
from rebond.domain.cents import vat_of
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import (
    Billing,
    Client,
    Invoice,
    Milestone,
    Mission,
    NoticeUnit,
    Payment,
    PlannedDays,
    Terms,
)
from rebond.domain.missions.settlement import offsets, settled_on
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Every, Expense, Period, Settings
from rebond.domain.money.scenario import Departure, Income, Scenario
from rebond.domain.money.situation import Situation
from rebond.domain.prospecting.kinds import BUILT_IN_STAGES, Contact

EARLIEST = date(2024, 1, 1)
TODAYS = st.sampled_from([
    date(2026, 11, 22), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31), date(2028, 2, 29), date(2027, 2, 28),
    date(2026, 8, 30), date(2027, 4, 30), date(2027, 6, 15),
])  # fmt: skip
AMOUNTS = st.sampled_from([1, 7, 99, 33_333, 60_000, 240_000, 816_001, 1_234_567]) | st.integers(1, 2_000_000)
VAT_RATES = st.sampled_from([0, 0, 20_000, 9_975, 5_500, 14_975])
WINDOWS = st.sampled_from([
    ("12-20", "01-04"), ("08-01", "08-21"), ("02-29", "02-29"), ("02-29", "03-02"), ("01-05", "01-10"),
    ("12-31", "12-31"), ("11-30", "01-31"), ("01-01", "12-31"), ("03-01", "02-28"), ("06-10", "02-29"),
])  # fmt: skip


@st.composite
def days_near(draw: st.DrawFn, today: date, first: int, last: int) -> date:
    """A day from `first` to `last` days after today: any, or the end, or the start, of its month."""
    day = today + timedelta(days=draw(st.integers(first, last)))
    return draw(st.sampled_from([day, day, month_end(day), day.replace(day=1)]))


def past(today: date, days: int = 500) -> st.SearchStrategy[date]:
    return days_near(today, -days, 0).map(lambda day: min(day, today))


def a_month(today: date, first: int, last: int) -> st.SearchStrategy[date]:
    return st.integers(first, last).map(lambda n: add_months(today.replace(day=1), n))


@st.composite
def missions(draw: st.DrawFn, today: date, number: int, client_id: int) -> Mission:
    starts = draw(days_near(today, -400, 200))
    ends = draw(st.none() | days_near(starts, 0, 700))
    ended = draw(st.none() | st.none() | days_near(starts, 0, 500))
    return Mission(
        id=number,
        client_id=client_id,
        name=f"Mission {number}",
        starts=starts,
        ends=max(ends, starts) if ends else None,
        ended=max(ended, starts) if ended else None,
        billing=draw(st.sampled_from(Billing)),
        amount=draw(AMOUNTS),
        days_per_month=draw(st.sampled_from([0, 50, 1_000, 1_750, 2_033])),
        notice=draw(st.sampled_from([0, 0, 1, 3, 15, 45])),
        notice_unit=draw(st.sampled_from(NoticeUnit)),
        notice_to_month_end=draw(st.booleans()),
        terms=draw(st.sampled_from(Terms)),
        terms_days=draw(st.sampled_from([0, 15, 30, 45, 60])),
        vat_rate=draw(VAT_RATES),
    )


@st.composite
def invoices(
    draw: st.DrawFn, today: date, number: int, client_id: int, mission: Mission | None, milestone: Milestone | None
) -> tuple[Invoice, list[Payment]]:
    """One invoice and what was paid of it: nothing, a part, two parts or all."""
    issued = draw(past(today))
    sign = draw(st.sampled_from([1, 1, 1, -1]))
    amount = sign * draw(AMOUNTS)
    vat = vat_of(amount, draw(VAT_RATES))
    due = issued + timedelta(days=draw(st.sampled_from([0, 15, 30, 75])))
    parts = draw(st.sampled_from([(), (), (1,), (1, 1), (1, 2), (1, 0)]))
    total = amount + vat
    payments, paid, weight = [], 0, sum(parts)
    for n, part in enumerate(parts):
        share = total - paid if n == len(parts) - 1 else total * part // weight
        if part and share:
            paid += share
            payments.append(
                Payment(id=100 * number + n, invoice_id=number, date=draw(past(today)), amount=share)
            )  # fmt: skip
    invoice = Invoice(
        id=number,
        client_id=client_id,
        mission_id=mission.id if mission else None,
        milestone_id=milestone.id if milestone else None,
        month=draw(st.none() | a_month(today, -5, 2)),
        amount=amount,
        vat=vat,
        issued=issued,
        due=due,
        cancelled=draw(st.sampled_from([False] * 7 + [True])),
    )
    return invoice, payments


def settled(invoices: list[Invoice], payments: list[Payment]) -> tuple[Invoice, ...]:
    """The invoices with the day each was settled, as the actions keep it."""
    parts = {invoice.id: [p for p in payments if p.invoice_id == invoice.id] for invoice in invoices}
    offset = offsets(invoices, parts)
    return tuple(replace(i, settled=settled_on(i, parts[i.id], offset.get(i.id, ()))) for i in invoices)


@st.composite
def invoice_states(draw: st.DrawFn, today: date, invoice_id: int) -> InvoiceState:
    """A promise, now and then something else, whose days lie about today."""
    starts = draw(past(today, 40))
    until = draw(st.just(today) | days_near(today, -30, 120))
    return InvoiceState(
        invoice_id=invoice_id,
        type=draw(st.sampled_from([StateKind.PROMISED, StateKind.PROMISED, StateKind.PAUSED, StateKind.DISPUTED])),
        starts=starts,
        until=max(until, starts),
        ended=draw(st.none() | st.none() | days_near(starts, 0, 60).map(lambda day: min(max(day, starts), today))),
    )


@st.composite
def expenses(draw: st.DrawFn, today: date) -> Expense:
    first = draw(days_near(today, -900, 500))
    return Expense(
        name="Expense",
        amount=draw(AMOUNTS),
        every=draw(st.sampled_from(Every)),
        first=first,
        last=draw(st.none() | days_near(first, 0, 900).map(lambda day: max(day, first))),
        essential=draw(st.booleans()),
    )


@st.composite
def situations(draw: st.DrawFn, today: date) -> Situation:
    clients = [Client(id=n, name=f"Client {n}") for n in range(1, 1 + draw(st.integers(0, 3)))]
    running: list[Mission] = []
    milestones: list[Milestone] = []
    issued: list[Invoice] = []
    payments: list[Payment] = []
    for client in clients:
        own: list[Mission] = []
        for _ in range(draw(st.integers(0, 2))):
            mission = draw(missions(today, len(running) + 1, client.id))
            own.append(mission)
            running.append(mission)
            if mission.billing is Billing.MILESTONES:
                for _ in range(draw(st.integers(0, 3))):
                    number = len(milestones) + 1
                    milestones.append(Milestone(
                        id=number, mission_id=mission.id, name=f"Step {number}", amount=draw(AMOUNTS),
                        date=draw(st.just(today) | days_near(today, -60, 500)),
                    ))  # fmt: skip
        for _ in range(draw(st.sampled_from([0, 0, 1, 2, 4, 4, 14]))):
            billed = draw(st.none() | st.sampled_from(own)) if own else None
            steps = [m for m in milestones if billed and m.mission_id == billed.id]
            step = draw(st.none() | st.sampled_from(steps)) if steps else None
            invoice, parts = draw(invoices(today, len(issued) + 1, client.id, billed, step))
            own_invoices = [i for i in issued if i.client_id == client.id and not (i.is_credit_note or i.cancelled)]
            if invoice.is_credit_note and own_invoices:
                corrected = draw(st.none() | st.sampled_from(own_invoices))
                invoice = replace(invoice, corrects_id=corrected.id if corrected else None)
            issued.append(invoice)
            payments += parts
    said = [
        draw(invoice_states(today, i.id)) for i in issued for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2])))
    ]  # fmt: skip
    daily = [m for m in running if m.billing is Billing.DAILY]
    overrides = {
        (draw(st.sampled_from(daily)).id, draw(a_month(today, -1, 12))): draw(st.sampled_from([0, 50, 1_000, 2_250]))
        for _ in range(draw(st.integers(0, 3)) if daily else 0)
    }
    accounts = [Account(id=n, name=f"Account {n}", counted=draw(st.booleans())) for n in range(draw(st.integers(0, 3)))]
    rates = draw(st.sampled_from([(), ((None, 25_600, 0),), ((None, 21_200, 2_200), (1, 26_100, 1_700)), ((1, 9, 1),)]))
    return Situation(
        settings=Settings(
            horizon_months=draw(st.sampled_from([1, 6, 14, 24])),
            default_lag_days=draw(st.sampled_from([0, 14])),
            overdue_grace_days=draw(st.sampled_from([0, 1, 15])),
            charges_period=draw(st.sampled_from(Period)),
            vat_period=draw(st.none() | st.sampled_from(Period)),
        ),
        charge_rates=tuple(
            ChargeRate(
                id=n, starts=draw(days_near(today, -200, 200)) if starts else None, social=social, income_tax=tax
            )
            for n, (starts, social, tax) in enumerate(rates, 1)
        ),
        closure_windows=tuple(
            ClosureWindow(id=n, first=first, last=last)
            for n, (first, last) in enumerate(draw(st.lists(WINDOWS, max_size=2)), 1)
        ),
        clients=tuple(clients),
        missions=tuple(running),
        planned_days=tuple(
            PlannedDays(id=n, mission_id=mission_id, month=month, days=days)
            for n, ((mission_id, month), days) in enumerate(overrides.items(), 1)
        ),
        milestones=tuple(milestones),
        invoices=settled(issued, payments),
        payments=tuple(payments),
        invoice_states=tuple(replace(state, id=n) for n, state in enumerate(said, 1)),
        accounts=tuple(accounts),
        balances=tuple(
            Balance(id=n, account_id=account.id, date=day, amount=draw(st.integers(-500_000, 3_000_000)))
            for n, (account, day) in enumerate(
                [(a, day) for a in accounts for day in draw(st.lists(past(today, 100), max_size=2, unique=True))], 1
            )
        ),
        expenses=tuple(draw(st.lists(expenses(today), max_size=4))),
    )


@st.composite
def departures(draw: st.DrawFn, situation: Situation, today: date) -> tuple[Departure, ...]:
    leaving = draw(st.lists(st.sampled_from(situation.clients), unique=True)) if situation.clients else []
    return tuple(
        Departure(
            client.id,
            draw(st.just(today) | days_near(today, -60, 400)),
            notice_honoured=draw(st.booleans()),
            pays=draw(st.booleans()),
        )
        for client in leaving
    )


@st.composite
def scenarios(draw: st.DrawFn, situation: Situation, today: date) -> Scenario:
    return Scenario(
        leaving=draw(departures(situation, today)),
        income=draw(st.sampled_from([Income.ALL, Income.ALL, Income.OWED, Income.NONE])),
        essentials_only=draw(st.booleans()),
    )


@st.composite
def opportunities(draw: st.DrawFn, today: date) -> Contact:
    hoped_from = draw(days_near(today, -60, 200))
    return Contact(
        name="Duval",
        stage_id=draw(st.integers(1, len(BUILT_IN_STAGES))),
        hoped_amount=draw(AMOUNTS),
        hoped_from=hoped_from,
        hoped_until=draw(st.none() | days_near(hoped_from, 0, 300).map(lambda day: max(day, hoped_from))),
        chance=draw(st.sampled_from([0, 10, 33, 100])),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Situation, Scenario, date]:
    """A situation, what happens in it, and the day it is seen from."""
    today = draw(TODAYS | st.dates(date(2025, 6, 1), date(2029, 3, 1)))
    situation = draw(situations(today))
    return situation, draw(scenarios(situation, today)), today
