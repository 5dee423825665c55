"""The kinds of agreements: versions of what was agreed, the tasks in them, and amendments."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Cents, Choice, Entity, Filled, LongText, Ref, Words, kind
from rebond.domain.missions.kinds import Contract, NoticeUnit
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "agreement_there": later("There is a version of this day already. Change that one instead."),
    "not_weekdays": later("Name the days by their numbers, Monday is 1: for example 1 2 3 4."),
    "until_before_from": later("The end of the day lies before its beginning."),
    "amendment_number_taken": later("This mission has an amendment of this number already. Give this one its own."),
    "sent_first": later("Give the day it was sent first: it cannot be answered before."),
    "answered_before_sent": later("The answer lies before the day it was sent. Check both dates."),
})  # fmt: skip


class Basis(Choice):
    """The paper that a version of an agreement stands on."""

    QUOTE = "quote", later("quote signed")
    CONTRACT = "contract", later("contract")
    AMENDMENT = "amendment", later("amendment")
    WORD = "word", later("agreed by word or mail")


class Reply(Choice):
    """The client's answer to an amendment."""

    ACCEPTED = "accepted", later("accepted")
    REFUSED = "refused", later("refused")


@kind(
    "amendment",
    section="amendments",
    description="Amendments proposed to clients: extra requests, numbered and priced.",
    key=("mission_id", "number"),
    unique="amendment_number_taken",
    indexes=(("sent",),),
    names=("number", "title"),
    texts=("note",),
    runway=("reply",),
    tab="missions",
    words=Words(
        one=later("Amendment"),
        count=later_n("{count} amendment", "{count} amendments"),
        added=later("Amendment added: {name}"),
        changed=later("Amendment changed: {name}"),
        deleted=later("Amendment deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Entity):
    """An amendment. Its lines are the requests whose `Event.amendment_id` names it, each at `hourly_rate`."""

    mission_id: Annotated[int, Ref("mission"), Filled.COMPLETED, "The mission. Left out: the only one the client has."]
    number: Annotated[str, "The amendment's number."]
    title: Annotated[str, "In a few words."] = ""
    made: Annotated[dt.date, "The day it was drawn up."]
    hourly_rate: Annotated[Cents, "Cents an hour before VAT, for all of its lines."] = 0
    supplement: Annotated[bool, "Whether its urgent lines cost more, where the agreement states by how much."] = True
    sent: Annotated[dt.date | None, "The day it was sent; null: not yet."] = None
    reply: Annotated[Reply | None, "The client's answer; null: none yet."] = None
    answered: Annotated[dt.date | None, "The day of the answer."] = None
    note: Annotated[LongText, "Anything else about it."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.hourly_rate < 0:
            yield Problem("negative", "hourly_rate")
        if self.reply and not self.sent:
            yield Problem("sent_first", "sent")
        if self.sent and self.answered and self.answered < self.sent:
            yield Problem("answered_before_sent", "answered")
        for name in ("made", "sent", "answered"):
            day = getattr(self, name)
            if day and day > today:
                yield Problem("in_the_future", name)


@kind(
    "agreement",
    section="agreements",
    description="What was agreed for a mission, in dated versions: each replaces what it states of those before it.",
    key=("mission_id", "starts"),
    unique="agreement_there",
    names=("title",),
    texts=("urgent_terms", "grounds", "note"),
    runway=True,
    tab="missions",
    words=Words(
        one=later("Agreement"),
        count=later_n("{count} version of the agreement", "{count} versions of the agreement"),
        added=later("Version of the agreement added: {name}"),
        changed=later("Version of the agreement changed: {name}"),
        deleted=later("Version of the agreement deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entity):
    """A version of what was agreed, from `starts` on.

    It replaces what it states of the versions before it; what it leaves empty goes on as they said (`terms.py`).
    """

    mission_id: Annotated[int, Ref("mission"), Filled.COMPLETED, "The mission. Left out: the only one the client has."]
    starts: Annotated[dt.date, "The first day on which this version holds."]
    source: Annotated[Basis, "The paper it stands on."] = Basis.QUOTE
    amendment_id: Annotated[
        int | None, Ref("amendment", owned=False), "The amendment that made this version; null: none."
    ] = None
    title: Annotated[str, "The paper's name or number."] = ""
    budget: Annotated[Cents | None, "The whole budget in cents before VAT; null: none agreed."] = None
    hourly_rate: Annotated[Cents | None, "Cents an hour before VAT, for work beside the tasks; null: none agreed."] = (
        None
    )
    weekdays: Annotated[str, "The days of availability by number, Monday is 1, e.g. 1 2 3 4; empty: not agreed."] = ""
    day_starts: Annotated[dt.time | None, "The time from which one is available; null: not agreed."] = None
    day_ends: Annotated[dt.time | None, "The time until which one is available; null: not agreed."] = None
    answer_hours: Annotated[int | None, "Hours of the agreed days within which one answers; null: not agreed."] = None
    revisions: Annotated[int | None, "The number of revisions included; null: not agreed."] = None
    urgent_percent: Annotated[int | None, "What urgent work costs more, in percent; null: not agreed."] = None
    urgent_terms: Annotated[LongText, "What counts as urgent, and how it is asked for."] = ""
    contract: Annotated[Contract | None, "How long it binds; null: as the mission says."] = None
    ends: Annotated[dt.date | None, "The planned last day; null: as the mission says."] = None
    notice: Annotated[int | None, "The length of notice, in notice_unit; null: not agreed."] = None
    notice_unit: Annotated[NoticeUnit, "What notice counts."] = NoticeUnit.MONTHS
    notice_to_month_end: Annotated[bool, "Whether notice then runs on to the end of its month."] = False
    renewal_months: Annotated[
        int | None, "Months by which it renews itself at its end; 0: it does not; null: not agreed."
    ] = None
    grounds: Annotated[LongText, "The grounds on which either side may end it at once."] = ""
    note: Annotated[LongText, "Anything else that was agreed."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.ends and self.ends < self.starts:
            yield Problem("ends_before_start", "ends")
        if self.contract is Contract.FIXED_TERM and not self.ends:
            yield Problem("fixed_term_needs_end", "ends")
        if self.contract is Contract.OPEN_ENDED and self.ends:
            yield Problem("open_ended_has_end", "ends")
        if set(self.weekdays.split()) - set("1234567"):
            yield Problem("not_weekdays", "weekdays")
        if self.day_starts and self.day_ends and self.day_ends <= self.day_starts:
            yield Problem("until_before_from", "day_ends")
        for name in ("budget", "hourly_rate"):
            if (getattr(self, name) or 0) < 0:
                yield Problem("negative", name)
        for name, high in (
            ("answer_hours", 1_000), ("revisions", 1_000), ("urgent_percent", 1_000), ("notice", 730),
            ("renewal_months", 120),
        ):  # fmt: skip
            if not 0 <= (getattr(self, name) or 0) <= high:
                yield Problem("out_of_range", name, {"low": 0, "high": high})


@kind(
    "agreed_task",
    section="agreed_tasks",
    description="The tasks that a version of the agreement covers.",
    inside="agreement_id",
    names=("name",),
    tab="missions",
    words=Words(
        one=later("Agreed task"),
        count=later_n("{count} agreed task", "{count} agreed tasks"),
        added=later("Agreed task added: {name}"),
        changed=later("Agreed task changed: {name}"),
        deleted=later("Agreed task deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTask(Entity):
    agreement_id: Annotated[int, Ref("agreement"), "The version."]
    name: Annotated[str, "What is to be done."]
    minutes: Annotated[int | None, "Minutes of work agreed; null: not by time."] = None
    price: Annotated[Cents | None, "Cents before VAT; null: not priced by itself."] = None

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.price is not None and self.price < 0:
            yield Problem("negative", "price")
        if self.minutes is not None and not 0 <= self.minutes <= 60 * 10_000:
            yield Problem("hours_out_of_range", "minutes")
