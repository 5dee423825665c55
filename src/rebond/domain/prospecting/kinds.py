"""The kinds of prospecting: stages, channels, contacts and interactions."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Self

from rebond.domain.kinds import Cents, Entity, Filled, LongText, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "stage_taken": later("There is a stage of this name already."),
    "channel_taken": later("There is a channel of this name already."),
})  # fmt: skip

#: The English names of the built-in stages, by code, in the board's order.
BUILT_IN_STAGES = {
    "to_contact": later("to contact"),
    "contacted": later("contacted"),
    "talking": later("talking"),
    "proposal": later("proposal"),
    "won": later("won"),
    "lost": later("lost"),
}
#: The English names of the built-in channels, by code.
BUILT_IN_CHANNELS = {
    "phone": later("phone"),
    "email": later("e-mail"),
    "sms": later("text message"),
    "network": later("social network"),
    "website": later("web site"),
    "event": later("event"),
    "referral": later("recommendation"),
    "other": later("other"),
}


class StageId:
    """The ids of the built-in stages, the same in every journal."""

    TO_CONTACT, CONTACTED, TALKING, PROPOSAL, WON, LOST = range(1, len(BUILT_IN_STAGES) + 1)


class ChannelId:
    """The ids of the built-in channels, the same in every journal."""

    PHONE, EMAIL, SMS, NETWORK, WEBSITE, EVENT, REFERRAL, OTHER = range(1, len(BUILT_IN_CHANNELS) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChoice(Entity):
    """A choice of a list that a person can extend and rename.

    `code` identifies it and never changes: the built-in code, or the name it was first given. A built-in choice
    without a `name` is shown by its built-in name, translated.
    """

    code: Annotated[str, "The built-in code, or the name it was first given."]
    name: Annotated[str, "The name it was given since; empty for the first one."] = ""
    position: Annotated[
        int, Filled.COMPLETED, "Its place among the others. Left out: the one it first had, or the last."
    ] = 0

    @classmethod
    def completed(cls, values: Mapping[str, Any], lists: Collection[str], owners: Mapping[str, Entity]) -> Self:
        codes = list(cls.built_in())
        code = values.get("code")
        place = codes.index(code) if code in codes else len(codes)
        return cls(**{"position": place + 1, **values})

    @classmethod
    def built_in(cls) -> Mapping[str, str]:
        """Return the English names of the built-in choices, by code."""
        return {}

    @property
    def deletable(self) -> bool:
        return self.code not in self.built_in()

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not self.code.strip():
            yield Problem("empty", "code")


@kind(
    "stage",
    section="stages",
    description="Where prospects stand: the columns of the board, the built-in ones and your own.",
    key=("code",),
    unique="stage_taken",
    names=("name", "code"),
    searched=False,
    tab="prospecting",
    preset=True,
    identifiers=("code",),
    seeds=lambda cls: tuple(cls(code=code, position=place) for place, code in enumerate(BUILT_IN_STAGES, 1)),
    words=Words(
        one=later("Stage"),
        count=later_n("{count} stage", "{count} stages"),
        added=later("Stage added: {name}"),
        changed=later("Stage changed: {name}"),
        deleted=later("Stage deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(OwnChoice):
    """A column of the board."""

    @classmethod
    def built_in(cls) -> Mapping[str, str]:
        return BUILT_IN_STAGES


@kind(
    "channel",
    section="channels",
    description="The ways of reaching people, the built-in ones and your own.",
    key=("code",),
    unique="channel_taken",
    names=("name", "code"),
    searched=False,
    tab="prospecting",
    preset=True,
    identifiers=("code",),
    seeds=lambda cls: tuple(cls(code=code, position=place) for place, code in enumerate(BUILT_IN_CHANNELS, 1)),
    words=Words(
        one=later("Channel"),
        count=later_n("{count} channel", "{count} channels"),
        added=later("Channel added: {name}"),
        changed=later("Channel changed: {name}"),
        deleted=later("Channel deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(OwnChoice):
    """A way of reaching someone."""

    @classmethod
    def built_in(cls) -> Mapping[str, str]:
        return BUILT_IN_CHANNELS


@kind(
    "contact",
    section="contacts",
    description="Prospects and other people, each by their own name.",
    key=("name",),
    indexes=(("name",), ("next_date",), ("stage_id",), ("hoped_amount",)),
    names=("name", "organisation"),
    texts=("email", "phone", "next_step", "note"),
    runway=("hoped_amount",),
    tab="prospecting",
    person=True,
    identifiers=("name",),
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
    """A person, with their next step; an opportunity is a `hoped_amount` a month, weighed by `chance` (percent)."""

    client_id: Annotated[int | None, Ref("client", owned=False), "The client this person belongs to; null: none."] = (
        None
    )
    name: Annotated[str, "The person's name."]
    organisation: Annotated[str, "Where they work."] = ""
    email: Annotated[str, "E-mail address."] = ""
    phone: Annotated[str, "Telephone number."] = ""
    stage_id: Annotated[int, Ref("stage", owned=False), "Where the prospect stands. Left out: to_contact."] = (
        StageId.TO_CONTACT
    )
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
    """A call, mail, meeting or the like, logged with a contact."""

    contact_id: Annotated[int, Ref("contact"), "The contact."]
    date: Annotated[dt.date, "The day of the contact."]
    channel_id: Annotated[int, Ref("channel", owned=False), "By what."]
    text: Annotated[LongText, "What was said."] = ""
    entered: Annotated[str, "When this was written down, in UTC."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.date > today:
            yield Problem("in_the_future", "date")
