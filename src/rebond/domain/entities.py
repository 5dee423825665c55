"""What a journal holds. Each field is written here once: tables, document and schema are derived from it.

Every entity is a frozen row with an `id` (0 until the journal gives it one). A field's annotation says its
unit; a field without default must be given.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Annotated, ClassVar


class Unit(Enum):
    """What a whole number or a date stands for, where its Python type does not say it."""

    CENTS = "cents"
    RATE = "thousandths of a percent"
    DAYS = "hundredths of a day"
    MONTH = "the first day of a month"
    MONTH_DAY = "MM-DD"
    LONG = "text of several lines"


@dataclass(frozen=True, slots=True)
class Ref:
    """The field holds the id of an entity of that kind, and goes when that entity goes, if `owned`."""

    kind: str
    owned: bool = True


Cents = Annotated[int, Unit.CENTS]
Rate = Annotated[int, Unit.RATE]
Days = Annotated[int, Unit.DAYS]
Month = Annotated[dt.date, Unit.MONTH]
MonthDay = Annotated[str, Unit.MONTH_DAY]
LongText = Annotated[str, Unit.LONG]


class Contract(StrEnum):
    """How long a contract binds; one that states no duration is open-ended (facts.md, 2)."""

    OPEN_ENDED = "open_ended"
    FIXED_TERM = "fixed_term"
    UNTIL_DELIVERY = "until_delivery"


class Billing(StrEnum):
    MONTHLY = "monthly"
    DAILY = "daily"
    MILESTONES = "milestones"


class NoticeUnit(StrEnum):
    DAYS = "days"
    MONTHS = "months"


class Terms(StrEnum):
    """How a due date follows from the issue date; "45 jours fin de mois" has both last readings (L441-10)."""

    NET = "net"
    DAYS_THEN_MONTH_END = "days_then_month_end"
    MONTH_END_THEN_DAYS = "month_end_then_days"


class Every(StrEnum):
    ONCE = "once"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Period(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class EventKind(StrEnum):
    NOTE = "note"
    EXTRA_REQUEST = "extra_request"
    OUTSIDE_HOURS = "outside_hours"
    ENDLESS_CHANGES = "endless_changes"
    SILENCE = "silence"
    MY_ERROR = "my_error"
    CLIENT_ERROR = "client_error"
    ADVICE = "advice"
    LATE_PAYMENT = "late_payment"
    MILESTONE = "milestone"
    PRAISE = "praise"
    DECISION = "decision"


class Channel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    SMS = "sms"
    NETWORK = "network"
    WEBSITE = "website"
    EVENT = "event"
    REFERRAL = "referral"
    OTHER = "other"


class Stage(StrEnum):
    """Where a prospect stands, in the order of the board's columns."""

    TO_CONTACT = "to_contact"
    CONTACTED = "contacted"
    TALKING = "talking"
    PROPOSAL = "proposal"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The journal's one row of choices; days, months and percentages are whole numbers."""

    kind: ClassVar = "settings"
    id: int = 0
    currency: str = "EUR"
    horizon_months: int = 24
    goal_months: int = 6
    default_lag_days: int = 14
    overdue_grace_days: int = 15
    charges_period: Period = Period.QUARTERLY
    #: None: the VAT received is paid out on the schedule of the charges.
    vat_period: Period | None = None
    watch_percent: int = 25
    dependent_percent: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRate:
    """Rates on receipts before VAT, from a day on (None: always) until the next row's day."""

    kind: ClassVar = "charge_rate"
    id: int = 0
    starts: dt.date | None = None
    social: Rate = 0
    income_tax: Rate = 0
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureWindow:
    """Days of every year on which clients pay nothing, both ends included."""

    kind: ClassVar = "closure_window"
    id: int = 0
    first: MonthDay
    last: MonthDay
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    kind: ClassVar = "client"
    id: int = 0
    name: str
    note: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """A contract with a client. `amount`: cents a month, or a day when billed by the day; before VAT."""

    kind: ClassVar = "mission"
    id: int = 0
    client_id: Annotated[int, Ref("client")]
    name: str
    contract: Contract = Contract.OPEN_ENDED
    starts: dt.date
    ends: dt.date | None = None
    billing: Billing = Billing.MONTHLY
    amount: Cents = 0
    days_per_month: Days = 0
    notice: int = 0
    notice_unit: NoticeUnit = NoticeUnit.MONTHS
    notice_to_month_end: bool = False
    terms: Terms = Terms.NET
    terms_days: int = 30
    vat_rate: Rate = 0
    note: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDays:
    """The days planned in one month of a mission billed by the day, in place of its usual number."""

    kind: ClassVar = "planned_days"
    id: int = 0
    mission_id: Annotated[int, Ref("mission")]
    month: Month
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    kind: ClassVar = "milestone"
    id: int = 0
    mission_id: Annotated[int, Ref("mission")]
    name: str
    amount: Cents
    date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on a mission; `minutes` worked, and whether they were agreed (None: not said)."""

    kind: ClassVar = "event"
    id: int = 0
    mission_id: Annotated[int, Ref("mission")]
    type: EventKind = EventKind.NOTE
    date: dt.date
    time: dt.time | None = None
    text: LongText
    minutes: int | None = None
    in_scope: bool | None = None
    #: UTC, ISO 8601 to the second: when the entry was written, apart from when the thing happened.
    entered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice, or a credit note when `amount` (before VAT) is negative.

    `month` is the month it bills; `settled` the day its last part was paid, kept by the actions that write payments.
    """

    kind: ClassVar = "invoice"
    id: int = 0
    client_id: Annotated[int, Ref("client")]
    mission_id: Annotated[int | None, Ref("mission", owned=False)] = None
    milestone_id: Annotated[int | None, Ref("milestone", owned=False)] = None
    number: str = ""
    month: Month | None = None
    amount: Cents
    vat: Cents = 0
    days: Days | None = None
    issued: dt.date
    due: dt.date
    cancelled: bool = False
    settled: dt.date | None = None
    note: LongText = ""

    @property
    def total(self) -> int:
        """What the client owes, VAT included, in cents."""
        return self.amount + self.vat

    @property
    def is_credit_note(self) -> bool:
        return self.amount < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One part of an invoice paid, VAT included; `bank_ref` names the bank's own line, so that it counts once."""

    kind: ClassVar = "payment"
    id: int = 0
    invoice_id: Annotated[int, Ref("invoice")]
    date: dt.date
    amount: Cents
    bank_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    kind: ClassVar = "account"
    id: int = 0
    name: str
    counted: bool = True
    bank_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What an account held at the end of a day; one a day and account."""

    kind: ClassVar = "balance"
    id: int = 0
    account_id: Annotated[int, Ref("account")]
    date: dt.date
    amount: Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    kind: ClassVar = "expense"
    id: int = 0
    name: str
    amount: Cents
    every: Every = Every.MONTH
    first: dt.date
    last: dt.date | None = None
    essential: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person, with the one next step; what they may bring is an amount a month, weighed by `chance` (percent)."""

    kind: ClassVar = "contact"
    id: int = 0
    client_id: Annotated[int | None, Ref("client", owned=False)] = None
    name: str
    organisation: str = ""
    email: str = ""
    phone: str = ""
    stage: Stage = Stage.TO_CONTACT
    next_step: str = ""
    next_date: dt.date | None = None
    hoped_amount: Cents = 0
    hoped_from: dt.date | None = None
    hoped_until: dt.date | None = None
    chance: int = 0
    note: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One contact logged: a call, a mail, a meeting."""

    kind: ClassVar = "touch"
    id: int = 0
    contact_id: Annotated[int, Ref("contact")]
    date: dt.date
    channel: Channel
    text: LongText = ""
    entered: str = ""


Entity = (
    Settings | ChargeRate | ClosureWindow | Client | Mission | PlannedDays | Milestone | Event
    | Invoice | Payment | Account | Balance | Expense | Contact | Touch
)  # fmt: skip

#: Every kind of entity, each after the kinds that it refers to.
ENTITIES: tuple[type[Entity], ...] = (
    Settings, ChargeRate, ClosureWindow, Client, Mission, PlannedDays, Milestone, Event,
    Invoice, Payment, Account, Balance, Expense, Contact, Touch,
)  # fmt: skip
BY_KIND: dict[str, type[Entity]] = {entity.kind: entity for entity in ENTITIES}
