"""The kind of heads received back: what others hold of the history, and since when."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass


@kind(
    "head_receipt",
    section="head_receipts",
    description="Heads of the history found in messages that somebody else holds.",
    key=("head",),
    names=("head",),
    texts=("note",),
    searched=False,
    tab="missions",
    words=Words(
        one=later("Head received back"),
        count=later_n("{count} head received back", "{count} heads received back"),
        added=later("Head received back: {name}"),
        changed=later("Head received back changed: {name}"),
        deleted=later("Head received back deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class HeadReceipt(Entity):
    """A head, by its first 16 or more hexadecimal digits, as a message of `sent` states it."""

    head: Annotated[str, "The digits of the head."]
    sent: Annotated[dt.date, "The day of the message that states it."]
    letter_id: Annotated[int | None, Ref("letter", owned=False), "The letter it was sent with; null: none."] = None
    note: Annotated[LongText, "Where it was found."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.sent > today:
            yield Problem("in_the_future", "sent")
