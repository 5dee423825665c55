"""The kinds of late payments: the states of an invoice, the dated rates of interest, and the steps of a ladder."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.countries import Country
from rebond.domain.kinds import Choice, Entity, LongText, Rate, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "promise_needs_day": later("Give the day by which the client promised to pay."),
    "state_ends_before_start": later("This day lies before the first one. Check both."),
    "late_rate_there": later("There is a rate of this kind from that day already. Change it instead."),
})  # fmt: skip

#: The most days before or after the due date that a step of a ladder may have.
MOST_DAYS = 730


class StateKind(Choice):
    """A state of an invoice that changes how it is reminded of: paused, promised or disputed."""

    PAUSED = "paused", later("paused")
    PROMISED = "promised", later("promised")
    DISPUTED = "disputed", later("disputed")


class Series(Choice):
    """A series of dated rates of interest (algorithms.md, 8)."""

    REFINANCING = "refinancing", later("refinancing rate of the European Central Bank")
    LEGAL = "legal", later("legal interest between professionals")
    STATUTORY = "statutory", later("statutory rate of interest on late payments")


class LateStep(Choice):
    """A step of the ladder by which a late payment is asked for; all but the last are letters."""

    BEFORE_DUE = "before_due", later("reminder before the due date")
    FRIENDLY = "friendly", later("friendly reminder")
    SECOND = "second", later("second reminder")
    FIRM = "firm", later("firm reminder")
    FORMAL_NOTICE = "formal_notice", later("formal notice")
    ROUTES = "routes", later("routes open to you")


@kind(
    "invoice_state",
    section="states",
    description="What keeps an invoice from being reminded of as usual, and since when.",
    inside="invoice_id",
    texts=("reason",),
    runway=True,
    tab="missions",
    words=Words(
        one=later("State of an invoice"),
        count=later_n("{count} state of an invoice", "{count} states of invoices"),
        added=later("State of an invoice noted: {name}"),
        changed=later("State of an invoice changed: {name}"),
        deleted=later("State of an invoice deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceState(Entity):
    """A pause stops the reminders, a promise moves the expected day, a dispute stops the ladder until it is settled.

    `until` is the last day of a pause, or the day promised. `ended` is the day on which it was taken back.
    """

    invoice_id: Annotated[int, Ref("invoice"), "The invoice."]
    type: Annotated[StateKind, "What it is."]
    starts: Annotated[dt.date, "The day it was agreed, promised or said."]
    until: Annotated[dt.date | None, "The day promised, or the last day of a pause; null: open."] = None
    ended: Annotated[dt.date | None, "The day it was taken back or settled; null: not yet."] = None
    reason: Annotated[LongText, "Why, in the client's words or yours."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.starts > today:
            yield Problem("in_the_future", "starts")
        if self.type is StateKind.PROMISED and not self.until:
            yield Problem("promise_needs_day", "until")
        for name in ("until", "ended"):
            day = getattr(self, name)
            if day and day < self.starts:
                yield Problem("state_ends_before_start", name)
        if self.ended and self.ended > today:
            yield Problem("in_the_future", "ended")


@kind(
    "late_rate",
    section="late_rates",
    description="Rates of interest on late payments of one's own, in place of those that ship for the same day.",
    key=("country", "series", "starts"),
    unique="late_rate_there",
    names=("source",),
    searched=False,
    tab="missions",
    words=Words(
        one=later("Rate of interest on late payments"),
        count=later_n("{count} rate of interest on late payments", "{count} rates of interest on late payments"),
        added=later("Rate of interest on late payments added: {name}"),
        changed=later("Rate of interest on late payments changed: {name}"),
        deleted=later("Rate of interest on late payments deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class LateRate(Entity):
    """A rate in force from `starts` until the next one of its country and series."""

    country: Annotated[Country, "The country whose law it is of."]
    series: Annotated[Series, "Which rate it is."]
    starts: Annotated[dt.date, "The first day it holds."]
    rate: Annotated[Rate, "The rate, in percent a year."]
    source: Annotated[str, "Where it is published."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.rate < 0:
            yield Problem("negative", "rate")


@kind(
    "ladder_step",
    section="ladder_steps",
    description="Steps of one's own ladder for a client, a country or all, in place of those that ship.",
    searched=False,
    tab="missions",
    words=Words(
        one=later("Step of a ladder"),
        count=later_n("{count} step of a ladder", "{count} steps of a ladder"),
        added=later("Step of a ladder added: {name}"),
        changed=later("Step of a ladder changed: {name}"),
        deleted=later("Step of a ladder deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep(Entity):
    """A step `days` after the due date, before it when below 0. All steps of a client replace those of its country."""

    client_id: Annotated[int | None, Ref("client"), "The client it is for; null: all of the country."] = None
    country: Annotated[Country | None, "The country it is for; null: all."] = None
    step: Annotated[LateStep, "What is done."]
    days: Annotated[int, "Days after the due date; below 0: before it."]

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not -MOST_DAYS <= self.days <= MOST_DAYS:
            yield Problem("out_of_range", "days", {"low": -MOST_DAYS, "high": MOST_DAYS})
