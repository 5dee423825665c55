"""The kind of days worked, from which the monthly activity report and the invoice by the day are made."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Days, Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "worked_day_there": later("Work is noted for this day already. Change that instead."),
    "half_or_whole_day": later("A day worked is a half or a whole one."),
})  # fmt: skip


@kind(
    "worked_day",
    section="worked_days",
    description="The days worked on a mission, each a half or a whole one.",
    inside="mission_id",
    key=("mission_id", "date"),
    unique="worked_day_there",
    texts=("note",),
    tab="missions",
    words=Words(
        one=later("Day worked"),
        count=later_n("{count} day worked", "{count} days worked"),
        added=later("Day worked added: {name}"),
        changed=later("Day worked changed: {name}"),
        deleted=later("Day worked deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedDay(Entity):
    mission_id: Annotated[int, Ref("mission"), "The mission."]
    date: Annotated[dt.date, "The day."]
    days: Annotated[Days, "How much of it was worked: 0.5 or 1."] = 100
    note: Annotated[LongText, "What was done."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.days not in (50, 100):
            yield Problem("half_or_whole_day", "days")
