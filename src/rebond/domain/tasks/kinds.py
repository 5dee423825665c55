"""The kind of tasks: what was promised or is to be done, by either side."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Choice, Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "no_such_contact": later("There is no contact of this name. Choose one of the list, or leave it empty."),
})  # fmt: skip


class TaskOwner(Choice):
    """The side that is to do a task."""

    ME = "me", later("me")
    THEM = "them", later("the client")


@kind(
    "task",
    section="tasks",
    description="What is to be done, by either side, and by when.",
    indexes=(("done", "due"),),
    texts=("text", "note"),
    tab="missions",
    words=Words(
        one=later("Task"),
        count=later_n("{count} task", "{count} tasks"),
        added=later("Task added: {name}"),
        changed=later("Task changed: {name}"),
        deleted=later("Task deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Entity):
    """A task. `done` is the day it was done, None while it is open."""

    text: Annotated[LongText, "What is to be done."]
    due: Annotated[dt.date | None, "The day it is due; null: none."] = None
    owner: Annotated[TaskOwner, "Who does it."] = TaskOwner.ME
    mission_id: Annotated[int | None, Ref("mission"), "The mission; null: none."] = None
    contact_id: Annotated[int | None, Ref("contact", owned=False), "The contact; null: none."] = None
    event_id: Annotated[int | None, Ref("event", owned=False), "The event it comes from; null: none."] = None
    talk_id: Annotated[int | None, Ref("talk", owned=False), "The talk it was promised in; null: none."] = None
    done: Annotated[dt.date | None, "The day it was done; null: not yet."] = None
    note: Annotated[LongText, "Anything else about it."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not self.text.strip():
            yield Problem("empty", "text")
        if self.done and self.done > today:
            yield Problem("in_the_future", "done")
