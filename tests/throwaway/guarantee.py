"""A kind that only these tests know, all of it in this module: the guarantees of a mission.

Loaded as a plugin of pytest before anything else, as a feature's module is when `domain.registry` imports it.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Attachment, Choice, Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "guarantee_taken": later("This mission has a guarantee of this number already."),
    "signed_without_file": later("Attach the guarantee that was signed."),
})  # fmt: skip


class State(Choice):
    PROPOSED = "proposed", later("proposed")
    SIGNED = "signed", later("signed")


@kind(
    "guarantee",
    section="guarantees",
    description="What was agreed beside a mission's contract.",
    key=("mission_id", "number"),
    unique="guarantee_taken",
    indexes=(("signed",),),
    names=("number", "title"),
    texts=("text",),
    tab="missions",
    words=Words(
        one=later("Guarantee"),
        count=later_n("{count} guarantee", "{count} guarantees"),
        added=later("Guarantee added: {name}"),
        changed=later("Guarantee changed: {name}"),
        deleted=later("Guarantee deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee(Entity):
    mission_id: Annotated[int, Ref("mission"), "The mission."]
    contact_id: Annotated[int | None, Ref("contact", owned=False), "The person who agreed; null: nobody yet."] = None
    number: Annotated[str, "The guarantee's number."]
    title: Annotated[str, "In a few words."] = ""
    state: Annotated[State, "How far it is."] = State.PROPOSED
    signed: Annotated[dt.date | None, "The day it was signed."] = None
    text: Annotated[LongText, "What is agreed."] = ""
    file: Annotated[Attachment, "The signed paper."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.state is State.SIGNED and not self.file:
            yield Problem("signed_without_file", "file")


FRENCH = {
    "Guarantee": "Garantie",
    "Guarantee added: {name}": "Garantie ajoutée : {name}",
    "Guarantee changed: {name}": "Garantie modifiée : {name}",
    "Guarantee deleted: {name}": "Garantie supprimée : {name}",
    "This mission has a guarantee of this number already.": "Cette mission a déjà une garantie de ce numéro.",
    "Attach the guarantee that was signed.": "Joignez la garantie signée.",
    "signed": "signée",
    "proposed": "proposée",
}
FRENCH_COUNT = {0: "{count} garantie", 1: "{count} garanties"}
