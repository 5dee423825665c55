"""The kinds of missions: clients, missions, planned days, milestones, events, invoices and payments."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Self

from rebond.domain.calendar import month_end, month_start
from rebond.domain.cents import vat_of
from rebond.domain.countries import Country
from rebond.domain.kinds import Cents, Choice, Days, Entity, Filled, LongText, Month, Rate, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "invoice_number_taken": later("Another invoice has the number {number}. Give this one its own."),
    "mission_name_taken": later("This client has a mission of this name already."),
    "planned_days_there": later("Days are planned for this month already. Change them instead."),
    "fixed_term_needs_end": later("A fixed-term contract has a last day. Give it, or choose another kind of contract."),
    "open_ended_has_end": later("An open-ended contract has no last day. Remove it, or choose another kind."),
    "days_needed": later("Give the days you plan to work each month."),
    "hours_out_of_range": later("Give the hours worked, for example 1.5."),
    "due_before_issue": later("The due date lies before the day of issue. Check both dates."),
    "corrects_needs_credit_note": later("Only a credit note corrects an invoice. Give a negative amount."),
    "vat_sign": later("The VAT has the sign of the amount, and is 0 without one."),
    "paid_in_the_future": later("This payment has not arrived yet. Note it on the day it does."),
    "zero": later("Give an amount other than 0."),
    "end_needs_day": later("Give the day it ended, or say neither who ended it nor why."),
    "ended_before_start": later("The mission ended before it began. Check both dates."),
    "due_before_asked": later("The answer is due after the request. Check both days."),
    "received_before_sent": later("The notice cannot arrive before it was sent. Check both dates."),
})  # fmt: skip


class Contract(Choice):
    """The duration of a contract; one that states none is open-ended (facts.md, 2)."""

    OPEN_ENDED = "open_ended", later("open-ended")
    FIXED_TERM = "fixed_term", later("fixed term")
    UNTIL_DELIVERY = "until_delivery", later("until delivery")


class Billing(Choice):
    MONTHLY = "monthly", later("by the month")
    DAILY = "daily", later("by the day")
    MILESTONES = "milestones", later("by milestones")


class NoticeUnit(Choice):
    DAYS = "days", later("days")
    MONTHS = "months", later("months")


class Terms(Choice):
    """Payment terms: how a due date is computed from the issue date.

    "45 jours fin de mois" can mean either of the last two (L441-10).
    """

    NET = "net", later("net: days from the invoice")
    DAYS_THEN_MONTH_END = "days_then_month_end", later("days, then end of month")
    MONTH_END_THEN_DAYS = "month_end_then_days", later("end of month, then days")

    def due_date(self, issued: dt.date, days: int) -> dt.date:
        """Return the due date of an invoice issued on `issued`."""
        if self is Terms.MONTH_END_THEN_DAYS:
            return month_end(issued) + dt.timedelta(days=days)
        due = issued + dt.timedelta(days=days)
        return month_end(due) if self is Terms.DAYS_THEN_MONTH_END else due


class EventKind(Choice):
    NOTE = "note", later("note")
    EXTRA_REQUEST = "extra_request", later("extra request")
    OUTSIDE_HOURS = "outside_hours", later("outside hours")
    ENDLESS_CHANGES = "endless_changes", later("endless changes")
    SILENCE = "silence", later("silence")
    MY_ERROR = "my_error", later("my error")
    CLIENT_ERROR = "client_error", later("client's error")
    ADVICE = "advice", later("advice given")
    LATE_PAYMENT = "late_payment", later("late payment")
    MILESTONE = "milestone", later("milestone")
    PRAISE = "praise", later("praise")
    DECISION = "decision", later("decision")
    DISSATISFACTION = "dissatisfaction", later("dissatisfaction")
    COMPETITOR = "competitor", later("competitor")
    IN_HOUSE = "in_house", later("taken in-house")
    TALK = "talk", later("talk held")
    LETTER = "letter", later("letter sent")


class RequestAnswer(Choice):
    """The answer to a request (advice 2 to 4); `UNCLEAR` waits for one until its due date."""

    IN_SCOPE = "in_scope", later("in scope")
    TO_PRICE = "to_price", later("extra, to price")
    ACCEPTED = "accepted", later("extra, accepted")
    REFUSED = "refused", later("extra, refused")
    GIVEN = "given", later("absorbed on purpose")
    UNCLEAR = "unclear", later("unclear")


class Side(Choice):
    """The side that ended a mission."""

    ME = "me", later("you")
    CLIENT = "client", later("the client")
    BOTH = "both", later("both sides")


class ClientLegalForm(Choice):
    """The legal form of a client, on which the routes to a payment depend (facts.md, 1)."""

    COMPANY = "company", later("commercial company")
    TRADER = "trader", later("sole trader, commercial")
    LIBERAL = "liberal", later("sole trader, liberal profession")
    ASSOCIATION = "association", later("association")
    PUBLIC = "public", later("public body")
    CONSUMER = "consumer", later("private person")


class EndReason(Choice):
    """The reason for the end of a mission (advice 10 and 77)."""

    TERM = "term", later("its term was reached")
    DISSATISFACTION = "dissatisfaction", later("dissatisfaction")
    COMPETITOR = "competitor", later("a competitor’s offer")
    SCOPE = "scope", later("a dispute about the scope")
    IN_HOUSE = "in_house", later("the work was taken in-house")
    BUDGET = "budget", later("the budget was cut")
    LATE_PAYMENT = "late_payment", later("late payments")
    OTHER = "other", later("another reason")


@kind(
    "client",
    section="clients",
    description="Clients, each by its own name; a bare string is a client with that name.",
    key=("name",),
    indexes=(("name",),),
    names=("name",),
    texts=("note",),
    runway=True,
    tab="missions",
    person=True,
    identifiers=("name",),
    words=Words(
        one=later("Client"),
        count=later_n("{count} client", "{count} clients"),
        added=later("Client added: {name}"),
        changed=later("Client changed: {name}"),
        deleted=later("Client deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Client(Entity):
    name: Annotated[str, "The client's name."]
    country: Annotated[Country | None, "The country whose law and holidays count; null: that of the journal."] = None
    legal_form: Annotated[ClientLegalForm | None, "What it is in law; null: not said."] = None
    address: Annotated[LongText, "Its address, line by line."] = ""
    note: Annotated[LongText, "Anything else about it."] = ""


@kind(
    "mission",
    section="missions",
    description="Contracts with clients; names differ within a client.",
    key=("client_id", "name"),
    unique="mission_name_taken",
    names=("name",),
    texts=("note",),
    runway=True,
    tab="missions",
    words=Words(
        one=later("Mission"),
        count=later_n("{count} mission", "{count} missions"),
        added=later("Mission added: {name}"),
        changed=later("Mission changed: {name}"),
        deleted=later("Mission deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Mission(Entity):
    """A contract with a client. `amount` is in cents before VAT: a month, or a day when billed by the day."""

    client_id: Annotated[int, Ref("client"), "The client."]
    name: Annotated[str, "The mission's name."]
    contract: Annotated[
        Contract, Filled.COMPLETED, "How long it binds. Left out: fixed_term with an end, else open_ended."
    ] = Contract.OPEN_ENDED
    starts: Annotated[dt.date, "The first day."]
    ends: Annotated[dt.date | None, "The planned last day, worked; null: none."] = None
    billing: Annotated[
        Billing,
        Filled.COMPLETED,
        "What is billed: months, days or milestones. "
        "Left out: daily with days planned, milestones with these and no amount, else monthly.",
    ] = Billing.MONTHLY
    amount: Annotated[Cents, "Cents a month, or a day when billed by the day; before VAT."] = 0
    days_per_month: Annotated[Days, "Days planned a month, when billed by the day."] = 0
    notice: Annotated[int, "The length of notice, in notice_unit; 0: no notice."] = 0
    notice_unit: Annotated[NoticeUnit, "What notice counts."] = NoticeUnit.MONTHS
    notice_to_month_end: Annotated[bool, "Whether notice then runs on to the end of its month."] = False
    terms: Annotated[Terms, "How the due date follows from the issue date and terms_days."] = Terms.NET
    terms_days: Annotated[int, "The days of the payment terms."] = 30
    vat_rate: Annotated[Rate, "The VAT added to its invoices, in percent."] = 0
    renewal_months: Annotated[int, "Months by which it renews itself at its end; 0: it does not."] = 0
    late_rate: Annotated[
        Rate | None, "The interest on late payments that the contract states, in percent a year; null: none."
    ] = None
    due_day_fixed: Annotated[bool, "Whether the contract fixes the day of payment (Swiss law)."] = False
    notice_by: Annotated[Side | None, "Who gave notice; null: nobody."] = None
    notice_sent: Annotated[dt.date | None, "The day the notice was sent."] = None
    notice_presented: Annotated[dt.date | None, "The day the registered letter was first presented."] = None
    notice_received: Annotated[dt.date | None, "The day the notice was received."] = None
    ended: Annotated[dt.date | None, "The last day it was really worked; null: as planned."] = None
    ended_by: Annotated[Side | None, "Who ended it."] = None
    ended_reason: Annotated[EndReason | None, "Why it ended."] = None
    note: Annotated[LongText, "Anything else about it."] = ""

    @classmethod
    def completed(cls, values: Mapping[str, Any], lists: Collection[str], owners: Mapping[str, Entity]) -> Self:
        """Build a mission; contract and billing default to what the record's other fields imply.

        With a last day it is fixed-term, else open-ended. It is billed by the day with days planned, by milestones
        with milestones and no amount, else by the month.
        """
        contract = Contract.FIXED_TERM if values.get("ends") else Contract.OPEN_ENDED
        billing = Billing.MONTHLY
        if values.get("days_per_month") or "planned_days" in lists:
            billing = Billing.DAILY
        elif "milestones" in lists and not values.get("amount"):
            billing = Billing.MILESTONES
        return cls(**{"contract": contract, "billing": billing, **values})

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.ends and self.ends < self.starts:
            yield Problem("ends_before_start", "ends")
        if self.contract is Contract.FIXED_TERM and not self.ends:
            yield Problem("fixed_term_needs_end", "ends")
        if self.contract is Contract.OPEN_ENDED and self.ends:
            yield Problem("open_ended_has_end", "ends")
        if self.amount < 0:
            yield Problem("negative", "amount")
        if self.billing is Billing.DAILY and self.days_per_month == 0:
            yield Problem("days_needed", "days_per_month")
        if self.ended and self.ended < self.starts:
            yield Problem("ended_before_start", "ended")
        if (self.ended_by or self.ended_reason) and not (self.ended or self.ends):
            yield Problem("end_needs_day", "ended")
        for name in ("notice_presented", "notice_received"):
            arrived = getattr(self, name)
            if self.notice_sent and arrived and arrived < self.notice_sent:
                yield Problem("received_before_sent", name)
        for name, high in (("notice", 730), ("terms_days", 365), ("renewal_months", 120)):
            if not 0 <= getattr(self, name) <= high:
                yield Problem("out_of_range", name, {"low": 0, "high": high})


@kind(
    "planned_days",
    section="planned_days",
    description="Days planned in single months of a mission billed by the day, in place of days_per_month.",
    inside="mission_id",
    key=("mission_id", "month"),
    unique="planned_days_there",
    runway=True,
    tab="missions",
    words=Words(
        one=later("Planned days"),
        count=later_n("{count} month planned", "{count} months planned"),
        added=later("Planned days added: {name}"),
        changed=later("Planned days changed: {name}"),
        deleted=later("Planned days deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDays(Entity):
    """The days planned in one month of a mission billed by the day, in place of `Mission.days_per_month`."""

    mission_id: Annotated[int, Ref("mission"), "The mission."]
    month: Annotated[Month, "The month."]
    days: Annotated[Days, "The days planned in it."]

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.month.day != 1:
            yield Problem("not_a_month", "month")


@kind(
    "milestone",
    section="milestones",
    description="The milestones of a mission billed by milestones.",
    inside="mission_id",
    names=("name",),
    runway=True,
    tab="missions",
    words=Words(
        one=later("Milestone"),
        count=later_n("{count} milestone", "{count} milestones"),
        added=later("Milestone added: {name}"),
        changed=later("Milestone changed: {name}"),
        deleted=later("Milestone deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Entity):
    mission_id: Annotated[int, Ref("mission"), "The mission."]
    name: Annotated[str, "What is reached."]
    amount: Annotated[Cents, "Cents before VAT."]
    date: Annotated[dt.date, "The day planned."]

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.amount < 0:
            yield Problem("negative", "amount")


@kind(
    "event",
    section="events",
    description="What happened on missions.",
    indexes=(
        ("mission_id", "date", "time IS NULL", "time"),
        ("mission_id", "minutes", "in_scope"),
        ("date",),
        ("answer_due",),
    ),
    texts=("text", "request"),
    tab="missions",
    words=Words(
        one=later("Entry"),
        count=later_n("{count} event", "{count} events"),
        added=later("Entry added: {name}"),
        changed=later("Entry changed: {name}"),
        deleted=later("Entry deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entity):
    """An entry in a mission's journal: minutes worked (`minutes`), and whether the contract covers them (`in_scope`).

    A request has an `answer`. `entered` is when the entry was written, ISO 8601 to the second.
    """

    mission_id: Annotated[int, Ref("mission"), Filled.COMPLETED, "The mission. Left out: the only one the client has."]
    type: Annotated[EventKind, "What kind of event."] = EventKind.NOTE
    date: Annotated[dt.date, "The day it happened."]
    time: Annotated[dt.time | None, "The time of day."] = None
    text: Annotated[LongText, "What happened."]
    minutes: Annotated[int | None, "Minutes worked for it."] = None
    in_scope: Annotated[bool | None, "Whether the contract covers it; null: not said."] = None
    request: Annotated[LongText, "The client's own words."] = ""
    answer: Annotated[RequestAnswer | None, "Your answer to the request; null: it is none."] = None
    answer_due: Annotated[dt.date | None, "The day until which an unclear request is answered."] = None
    amendment_id: Annotated[
        int | None, Ref("amendment", owned=False), "The amendment that it is a line of; null: none."
    ] = None
    followed: Annotated[bool | None, "Whether the advice given was followed; null: not known."] = None
    entered: Annotated[str, "When this was written down, in UTC."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not self.text.strip():
            yield Problem("empty", "text")
        if self.date > today:
            yield Problem("in_the_future", "date")
        if self.minutes is not None and not 0 <= self.minutes <= 24 * 60 * 31:
            yield Problem("hours_out_of_range", "minutes")
        if self.answer_due and self.answer_due < self.date:
            yield Problem("due_before_asked", "answer_due")


@kind(
    "invoice",
    section="invoices",
    description="Invoices, and credit notes as negative amounts. Each needs issued or month.",
    key=("number",),
    one_of=("issued", "month"),
    indexes=(("client_id", "settled"), ("mission_id", "month"), ("settled", "due"), ("issued",)),
    identifiers=("number",),
    names=("number",),
    texts=("note",),
    runway=True,
    tab="missions",
    words=Words(
        one=later("Invoice"),
        count=later_n("{count} invoice", "{count} invoices"),
        added=later("Invoice added: {name}"),
        changed=later("Invoice changed: {name}"),
        deleted=later("Invoice deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice(Entity):
    """An invoice, or a credit note when `amount` (before VAT) is negative.

    `month` is the month billed; `settled`, the day of the payment or credit note that settled it, is kept by the
    actions on invoices.
    """

    client_id: Annotated[int, Ref("client"), "The client."]
    mission_id: Annotated[
        int | None,
        Ref("mission", owned=False),
        Filled.COMPLETED,
        "The mission; null: none. Left out: the only mission the client has, else none.",
    ] = None
    milestone_id: Annotated[int | None, Ref("milestone", owned=False), "The milestone billed; null: none."] = None
    corrects_id: Annotated[
        int | None, Ref("invoice", owned=False), "The invoice that this credit note corrects; null: none."
    ] = None
    number: Annotated[str, "The invoice's number."] = ""
    month: Annotated[
        Month | None,
        Filled.COMPLETED,
        "The month billed; null: none. Left out: the month of issue for a mission billed by month or day, else none.",
    ] = None
    amount: Annotated[Cents, "Cents before VAT; below 0 for a credit note."]
    vat: Annotated[
        Cents, Filled.COMPLETED, "Cents of VAT. Left out: the mission's rate of the amount, a half cent away from zero."
    ] = 0
    days: Annotated[Days | None, "The days billed."] = None
    issued: Annotated[
        dt.date,
        Filled.COMPLETED,
        "The day of issue. Left out: the last day of the month, or of the mission if it ends before.",
    ]
    due: Annotated[
        dt.date,
        Filled.COMPLETED,
        "The due date. Left out: by the mission's terms; 30 days after issue without mission.",
    ]
    cancelled: Annotated[bool, "Whether it was cancelled."] = False
    settled: Annotated[dt.date | None, Filled.DERIVED, "The day nothing was left to pay."] = None
    demanded: Annotated[dt.date | None, "The day of the formal notice to pay; null: none."] = None
    note: Annotated[LongText, "Anything else about it."] = ""

    @property
    def total(self) -> int:
        """The amount due, VAT included, in cents."""
        return self.amount + self.vat

    @property
    def is_credit_note(self) -> bool:
        return self.amount < 0

    @classmethod
    def completed(cls, values: Mapping[str, Any], lists: Collection[str], owners: Mapping[str, Entity]) -> Self:
        """Build an invoice; what the record omits follows the rules of planned invoices.

        Issued on the last day of its month, or of the mission if earlier; due by the mission's terms (net 30 without
        a mission); VAT at the mission's rate. An invoice of a mission billed by month or day bills the month it is
        issued in; a credit note bills none.
        """
        owner = owners.get("mission_id")
        mission = owner if isinstance(owner, Mission) else None
        complete = dict(values)
        if "issued" not in complete:
            last = month_end(complete["month"])
            ended = (mission.ended or mission.ends) if mission else None
            complete["issued"] = ended if ended and complete["month"] <= ended < last else last
        if "month" not in complete:
            by_month = mission is not None and mission.billing is not Billing.MILESTONES and complete["amount"] >= 0
            complete["month"] = month_start(complete["issued"]) if by_month else None
        if "vat" not in complete:
            complete["vat"] = vat_of(complete["amount"], mission.vat_rate) if mission else 0
        if "due" not in complete:
            terms, days = (mission.terms, mission.terms_days) if mission else (Terms.NET, 30)
            complete["due"] = terms.due_date(complete["issued"], days)
        return cls(**complete)

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.month and self.month.day != 1:
            yield Problem("not_a_month", "month")
        if self.due < self.issued:
            yield Problem("due_before_issue", "due")
        if self.corrects_id is not None and not self.is_credit_note:
            yield Problem("corrects_needs_credit_note", "corrects_id")
        if self.amount * self.vat < 0 or (self.vat and not self.amount):
            yield Problem("vat_sign", "vat")


@kind(
    "payment",
    section="payments",
    description="The parts of the invoice that were paid.",
    inside="invoice_id",
    indexes=(("bank_ref",), ("date",)),
    runway=True,
    tab="missions",
    words=Words(
        one=later("Payment"),
        count=later_n("{count} payment", "{count} payments"),
        added=later("Payment noted: {name}"),
        changed=later("Payment changed: {name}"),
        deleted=later("Payment taken back: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Entity):
    """A payment of an invoice, in full or in part, VAT included.

    `bank_ref` identifies the movement that brought it, so that importing a statement twice counts it once: see
    `movement_ref`.
    """

    invoice_id: Annotated[int, Ref("invoice"), "The invoice."]
    date: Annotated[dt.date, "The day it arrived."]
    amount: Annotated[Cents, "Cents, VAT included."]
    bank_ref: Annotated[str, "The bank's own name for the movement."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.date > today:
            yield Problem("paid_in_the_future", "date")
        if self.amount == 0:
            yield Problem("zero", "amount")
