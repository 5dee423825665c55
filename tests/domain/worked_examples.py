"""The two worked examples of the runway's definition, as situations."""

from datetime import date

from rebond.domain.calendar import add_months
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
from rebond.domain.money.kinds import Account, Balance, ChargeRate, ClosureWindow, Every, Expense, Period, Settings
from rebond.domain.money.situation import Situation

CHRISTMAS = ClosureWindow(id=1, first="12-20", last="01-04")
AUGUST = ClosureWindow(id=2, first="08-01", last="08-21")


def paid(invoice_id: int, day: date, amount: int) -> Payment:
    return Payment(id=invoice_id, invoice_id=invoice_id, date=day, amount=amount)


def month(year: int, number: int) -> date:
    return date(year, number, 1)


def invoice(
    number: int, client: int, mission: int, billed: date, net: int, vat: int, due: date, settled: date | None
) -> Invoice:
    return Invoice(
        id=number, client_id=client, mission_id=mission, month=billed, amount=net, vat=vat,
        issued=add_months(billed, 1).replace(day=1) - (date(2026, 1, 2) - date(2026, 1, 1)), due=due, settled=settled,
    )  # fmt: skip


FIRST_TODAY = date(2026, 11, 22)
ATLAS, PERRET = 1, 2
FIRST = Situation(
    charge_rates=(ChargeRate(id=1, social=25_600),),
    closure_windows=(CHRISTMAS,),
    clients=(Client(id=ATLAS, name="Atlas"), Client(id=PERRET, name="Perret")),
    missions=(
        Mission(id=1, client_id=ATLAS, name="Social media", starts=date(2026, 7, 1), amount=240_000, notice=1),
        Mission(
            id=2, client_id=PERRET, name="Newsletter", starts=date(2026, 9, 1), ends=date(2027, 3, 31),
            amount=60_000, terms_days=15,
        ),
    ),
    invoices=(
        invoice(1, ATLAS, 1, month(2026, 7), 240_000, 0, date(2026, 8, 30), date(2026, 9, 9)),
        invoice(2, ATLAS, 1, month(2026, 8), 240_000, 0, date(2026, 9, 30), date(2026, 10, 12)),
        invoice(3, ATLAS, 1, month(2026, 9), 240_000, 0, date(2026, 10, 30), date(2026, 11, 20)),
        invoice(4, ATLAS, 1, month(2026, 10), 240_000, 0, date(2026, 11, 30), None),
        invoice(5, PERRET, 2, month(2026, 10), 60_000, 0, date(2026, 11, 15), None),
    ),
    payments=(
        paid(1, date(2026, 9, 9), 240_000),
        paid(2, date(2026, 10, 12), 240_000),
        paid(3, date(2026, 11, 20), 240_000),
    ),
    accounts=(Account(id=1, name="Savings"), Account(id=2, name="Provision", counted=False)),
    balances=(
        Balance(id=1, account_id=1, date=date(2026, 11, 20), amount=900_000),
        Balance(id=2, account_id=2, date=date(2026, 11, 20), amount=150_000),
    ),
    expenses=(
        Expense(id=1, name="Living", amount=190_000, first=date(2026, 1, 1)),
        Expense(id=2, name="Leisure", amount=35_000, first=date(2026, 1, 5), essential=False),
        Expense(id=3, name="Insurance", amount=42_000, every=Every.YEAR, first=date(2026, 2, 15)),
    ),
)  # fmt: skip

SECOND_TODAY = date(2026, 12, 31)
NORD, VILLE = 1, 2
SECOND = Situation(
    settings=Settings(charges_period=Period.MONTHLY),
    charge_rates=(ChargeRate(id=1, social=21_200),),
    closure_windows=(CHRISTMAS, AUGUST),
    clients=(Client(id=NORD, name="Nord"), Client(id=VILLE, name="Ville")),
    missions=(
        Mission(
            id=1, client_id=NORD, name="Platform", starts=date(2025, 6, 1), ends=date(2027, 5, 14),
            billing=Billing.DAILY, amount=48_000, days_per_month=1_700, notice=1, notice_to_month_end=True,
            terms=Terms.DAYS_THEN_MONTH_END, terms_days=45, vat_rate=20_000,
        ),
        Mission(
            id=2, client_id=VILLE, name="Audit", starts=date(2026, 9, 1), ends=date(2027, 6, 30),
            billing=Billing.MILESTONES, notice=15, notice_unit=NoticeUnit.DAYS, vat_rate=20_000,
        ),
    ),
    planned_days=(PlannedDays(id=1, mission_id=1, month=month(2026, 12), days=1_000),),
    milestones=(
        Milestone(id=1, mission_id=2, name="Interviews", amount=300_000, date=date(2026, 11, 16)),
        Milestone(id=2, mission_id=2, name="Report", amount=450_000, date=date(2027, 1, 15)),
        Milestone(id=3, mission_id=2, name="Follow-up", amount=250_000, date=date(2027, 6, 30)),
    ),
    invoices=(
        invoice(1, NORD, 1, month(2026, 9), 816_000, 163_200, date(2026, 11, 30), date(2026, 12, 28)),
        invoice(2, NORD, 1, month(2026, 10), 816_000, 163_200, date(2026, 12, 31), None),
        Invoice(
            id=3, client_id=VILLE, mission_id=2, milestone_id=1, amount=300_000, vat=60_000,
            issued=date(2026, 11, 16), due=date(2026, 12, 16),
        ),
    ),
    payments=(paid(1, date(2026, 12, 28), 979_200),),
    accounts=(Account(id=1, name="Current"), Account(id=2, name="Savings")),
    balances=(
        Balance(id=1, account_id=1, date=date(2026, 12, 18), amount=320_000),
        Balance(id=2, account_id=2, date=date(2026, 12, 15), amount=400_000),
    ),
    expenses=(
        Expense(id=1, name="Rent", amount=115_000, first=date(2026, 1, 31)),
        Expense(id=2, name="Living", amount=145_000, first=date(2026, 1, 5)),
        Expense(id=3, name="Leisure", amount=60_000, first=date(2026, 1, 20), essential=False),
        Expense(id=4, name="Accountant", amount=39_000, every=Every.QUARTER, first=date(2026, 3, 10)),
        Expense(
            id=5, name="Laptop", amount=189_900, every=Every.ONCE, first=date(2027, 3, 1), essential=False
        ),
    ),
)  # fmt: skip
