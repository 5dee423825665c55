"""The kinds of rows about prospecting: contacts, and the interactions logged with them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from rebond.domain.kinds import Cents, Choice, Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem
from rebond.domain.translatable import later, later_n


class Channel(Choice):
    PHONE = "phone", later("phone")
    EMAIL = "email", later("e-mail")
    SMS = "sms", later("text message")
    NETWORK = "network", later("social network")
    WEBSITE = "website", later("web site")
    EVENT = "event", later("event")
    REFERRAL = "referral", later("recommendation")
    OTHER = "other", later("other")


class Stage(Choice):
    """Where a prospect stands, in the order of the board's columns."""

    TO_CONTACT = "to_contact", later("to contact")
    CONTACTED = "contacted", later("contacted")
    TALKING = "talking", later("talking")
    PROPOSAL = "proposal", later("proposal")
    WON = "won", later("won")
    LOST = "lost", later("lost")


@kind(
    "contact",
    section="contacts",
    description="Prospects and other people, each by their own name.",
    key=("name",),
    indexes=(("name",), ("next_date",), ("stage",), ("hoped_amount",)),
    names=("name", "organisation"),
    texts=("email", "phone", "next_step", "note"),
    runway=("hoped_amount",),
    tab="prospecting",
    person=True,
    words=Words(
        one=later("Contact"),
        count=later_n("{count} contact", "{count} contacts"),
        added=later("Contact added: {name}"),
        changed=later("Contact changed: {name}"),
        deleted=later("Contact deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Entity):
    """A person, with the one next step; what they may bring is an amount a month, weighed by `chance` (percent)."""

    client_id: Annotated[int | None, Ref("client", owned=False), "The client this person belongs to; null: none."] = (
        None
    )
    name: Annotated[str, "The person's name."]
    organisation: Annotated[str, "Where they work."] = ""
    email: Annotated[str, "E-mail address."] = ""
    phone: Annotated[str, "Telephone number."] = ""
    stage: Annotated[Stage, "Where the prospect stands."] = Stage.TO_CONTACT
    next_step: Annotated[str, "The next step."] = ""
    next_date: Annotated[dt.date | None, "The day of the next step."] = None
    hoped_amount: Annotated[Cents, "Cents a month, before VAT, that this may bring."] = 0
    hoped_from: Annotated[dt.date | None, "The first day hoped for."] = None
    hoped_until: Annotated[dt.date | None, "The last day hoped for; null: none."] = None
    chance: Annotated[int, "How likely that is, in percent."] = 0
    note: Annotated[LongText, "Anything else about them."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not 0 <= self.chance <= 100:
            yield Problem("out_of_range", "chance", {"low": 0, "high": 100})
        if self.hoped_amount < 0:
            yield Problem("negative", "hoped_amount")
        if self.hoped_until and (not self.hoped_from or self.hoped_until < self.hoped_from):
            yield Problem("ends_before_start", "hoped_until")


@kind(
    "interaction",
    section="interactions",
    description="The contacts logged with that person.",
    inside="contact_id",
    indexes=(("contact_id", "date"), ("date",)),
    texts=("text",),
    tab="prospecting",
    words=Words(
        one=later("Contact logged"),
        count=later_n("{count} logged contact", "{count} logged contacts"),
        added=later("Logged contact added: {name}"),
        changed=later("Logged contact changed: {name}"),
        deleted=later("Logged contact deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction(Entity):
    """One contact logged: a call, a mail, a meeting."""

    contact_id: Annotated[int, Ref("contact"), "The contact."]
    date: Annotated[dt.date, "The day of the contact."]
    channel: Annotated[Channel, "By what."]
    text: Annotated[LongText, "What was said."] = ""
    entered: Annotated[str, "When this was written down, in UTC."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.date > today:
            yield Problem("in_the_future", "date")
