"""The kinds of letters: the letters sent, and the person's own wording of templates."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Choice, Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "own_template_there": later("You have a wording of this letter in this language already. Change that one."),
})  # fmt: skip


class Delivery(Choice):
    """The way a letter leaves; Rebond itself sends nothing."""

    MAIL = "mail", later("mail")
    POST = "post", later("post")
    REGISTERED = "registered", later("registered letter")
    BY_HAND = "by_hand", later("by hand")


class Tongue(Choice):
    """The language of a letter."""

    FR = "fr", later("French")
    EN = "en", later("English")


@kind(
    "letter",
    section="letters",
    description="Letters and mails sent, as they were sent.",
    indexes=(("client_id", "sent"), ("mission_id", "sent")),
    names=("subject",),
    texts=("text",),
    tab="missions",
    words=Words(
        one=later("Letter"),
        count=later_n("{count} letter", "{count} letters"),
        added=later("Letter noted as sent: {name}"),
        changed=later("Letter changed: {name}"),
        deleted=later("Letter deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Entity):
    client_id: Annotated[int, Ref("client"), "The client."]
    mission_id: Annotated[int | None, Ref("mission", owned=False), "The mission; null: none."] = None
    amendment_id: Annotated[int | None, Ref("amendment", owned=False), "The amendment it brings; null: none."] = None
    event_id: Annotated[int | None, Ref("event", owned=False), "Its entry in the mission's journal."] = None
    invoice_id: Annotated[int | None, Ref("invoice", owned=False), "The invoice it asks for; null: none."] = None
    talk_id: Annotated[int | None, Ref("talk", owned=False), "The talk it sums up; null: none."] = None
    template: Annotated[str, "The template it was written from."] = ""
    language: Annotated[Tongue, "Its language."] = Tongue.FR
    channel: Annotated[Delivery, "How it left."] = Delivery.MAIL
    recipient: Annotated[str, "Whom it was sent to."] = ""
    subject: Annotated[str, "Its subject."]
    text: Annotated[LongText, "Its text as it was sent."] = ""
    head: Annotated[str, "The digits of the history's head that it states; empty: none."] = ""
    sent: Annotated[dt.date, "The day it was sent."]

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.sent > today:
            yield Problem("in_the_future", "sent")


@kind(
    "own_template",
    section="own_templates",
    description="The person's own wording of letters, in place of that of the program.",
    key=("template", "language"),
    unique="own_template_there",
    names=("template",),
    texts=("subject", "text"),
    searched=False,
    tab="missions",
    words=Words(
        one=later("Own wording"),
        count=later_n("{count} letter of your own wording", "{count} letters of your own wording"),
        added=later("Letter worded anew: {name}"),
        changed=later("Letter worded anew: {name}"),
        deleted=later("Letter’s own wording restored: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate(Entity):
    template: Annotated[str, "The template's name."]
    language: Annotated[Tongue, "Its language."]
    subject: Annotated[str, "The subject, with facts in {{ }}."]
    text: Annotated[LongText, "The text, with facts in {{ }}."]
