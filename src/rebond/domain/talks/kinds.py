"""The kinds of hard talks: a talk with its preparation, the objections foreseen, and what was noted during it."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Choice, Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass


class TalkKind(Choice):
    """The subject of a talk (advice 45)."""

    MY_ERROR = "my_error", later("my error")
    CLIENT_ERROR = "client_error", later("the client’s error")
    LIMITS = "limits", later("limits")
    PAYMENT = "payment", later("late payment")
    ENDING = "ending", later("end of a mission")
    REFUSING = "refusing", later("refusing")


class TalkChannel(Choice):
    """The way a talk is held (advice 48)."""

    IN_PERSON = "in_person", later("face to face")
    VIDEO = "video", later("by video")
    PHONE = "phone", later("by telephone")
    WRITING = "writing", later("in writing")


@kind(
    "talk",
    section="talks",
    description="Hard talks: planned, prepared, held.",
    indexes=(("held", "date"),),
    texts=("aim", "least", "opening", "solutions", "note"),
    tab="missions",
    words=Words(
        one=later("Talk"),
        count=later_n("{count} talk", "{count} talks"),
        added=later("Talk planned: {name}"),
        changed=later("Talk changed: {name}"),
        deleted=later("Talk deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Talk(Entity):
    """A talk; what is empty of its preparation is proposed anew from the journal. `minutes` is how long it took."""

    client_id: Annotated[int, Ref("client"), "The client."]
    mission_id: Annotated[int | None, Ref("mission", owned=False), "The mission; null: none."] = None
    person_id: Annotated[int | None, Ref("person", owned=False), "The person it is held with; null: not said."] = None
    invoice_id: Annotated[int | None, Ref("invoice", owned=False), "The late invoice it is about; null: none."] = None
    cause_id: Annotated[int | None, Ref("event", owned=False), "The entry it is about; null: none."] = None
    type: Annotated[TalkKind, "What it is about."]
    date: Annotated[dt.date | None, "The day it is planned for; null: not yet."] = None
    time: Annotated[dt.time | None, "The time of day."] = None
    channel: Annotated[TalkChannel | None, "How it is held; null: as is advised."] = None
    aim: Annotated[LongText, "What it is to reach."] = ""
    least: Annotated[LongText, "The least that is accepted."] = ""
    opening: Annotated[LongText, "The first sentence."] = ""
    solutions: Annotated[LongText, "The solutions brought along."] = ""
    exit_line: Annotated[LongText, "How it is ended if it leads nowhere."] = ""
    harmful: Annotated[bool, "Whether one's own error does harm, so that it must be told."] = False
    explanation: Annotated[LongText, "How one's own error came about."] = ""
    repair: Annotated[LongText, "How one's own error is repaired."] = ""
    misunderstood: Annotated[LongText, "What the client did not understand or do."] = ""
    in_a_year: Annotated[LongText, "What it will matter in a year."] = ""
    in_five_years: Annotated[LongText, "What it will matter in five years."] = ""
    impeccable_word: Annotated[bool, "Whether the words are fair (the first of the four agreements)."] = False
    nothing_personal: Annotated[bool, "Whether nothing is taken personally (the second)."] = False
    no_assumption: Annotated[bool, "Whether nothing is assumed (the third)."] = False
    own_best: Annotated[bool, "Whether one does one's best (the fourth)."] = False
    held: Annotated[dt.date | None, "The day it was held; null: not yet."] = None
    minutes: Annotated[int | None, "How many minutes it took."] = None
    event_id: Annotated[int | None, Ref("event", owned=False), "Its entry in the mission's journal."] = None
    note: Annotated[LongText, "Anything else about it."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.held and self.held > today:
            yield Problem("in_the_future", "held")
        if self.minutes is not None and not 0 <= self.minutes <= 24 * 60:
            yield Problem("out_of_range", "minutes", {"low": 0, "high": 24 * 60})


@kind(
    "objection",
    section="objections",
    description="The objections foreseen in a talk, with their answers.",
    inside="talk_id",
    texts=("text", "answer"),
    tab="missions",
    words=Words(
        one=later("Objection"),
        count=later_n("{count} objection", "{count} objections"),
        added=later("Objection added: {name}"),
        changed=later("Objection changed: {name}"),
        deleted=later("Objection deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Objection(Entity):
    talk_id: Annotated[int, Ref("talk"), "The talk."]
    text: Annotated[LongText, "What the other side may say."]
    answer: Annotated[LongText, "The answer."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not self.text.strip():
            yield Problem("empty", "text")


@kind(
    "talk_note",
    section="talk_notes",
    description="What was noted during a talk, line by line.",
    inside="talk_id",
    texts=("text",),
    tab="missions",
    words=Words(
        one=later("Line noted"),
        count=later_n("{count} line noted", "{count} lines noted"),
        added=later("Line noted: {name}"),
        changed=later("Line changed: {name}"),
        deleted=later("Line deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TalkNote(Entity):
    """A line noted `second` seconds after the talk began."""

    talk_id: Annotated[int, Ref("talk"), "The talk."]
    second: Annotated[int, "Seconds since the talk began."] = 0
    text: Annotated[LongText, "What was noted."]

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not self.text.strip():
            yield Problem("empty", "text")
