"""A kind that only these tests know, all of it in this module: the amendments of a mission.

Loaded as a plugin of pytest before anything else, as a feature's module is when `domain.registry` imports it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from rebond.domain.kinds import Attachment, Choice, Entity, LongText, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n

declare_problems({
    "amendment_taken": later("This mission has an amendment of this number already."),
    "signed_without_file": later("Attach the amendment that was signed."),
})  # fmt: skip


class State(Choice):
    PROPOSED = "proposed", later("proposed")
    SIGNED = "signed", later("signed")


@kind(
    "amendment",
    section="amendments",
    description="What was agreed beside a mission's contract.",
    key=("mission_id", "number"),
    unique="amendment_taken",
    indexes=(("signed",),),
    names=("number", "title"),
    texts=("text",),
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
    mission_id: Annotated[int, Ref("mission"), "The mission."]
    contact_id: Annotated[int | None, Ref("contact", owned=False), "The person who agreed; null: nobody yet."] = None
    number: Annotated[str, "The amendment's number."]
    title: Annotated[str, "In a few words."] = ""
    state: Annotated[State, "How far it is."] = State.PROPOSED
    signed: Annotated[dt.date | None, "The day it was signed."] = None
    text: Annotated[LongText, "What is agreed."] = ""
    file: Annotated[Attachment, "The signed paper."] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.state is State.SIGNED and not self.file:
            yield Problem("signed_without_file", "file")


FRENCH = {
    "Amendment": "Avenant",
    "Amendment added: {name}": "Avenant ajouté : {name}",
    "Amendment changed: {name}": "Avenant modifié : {name}",
    "Amendment deleted: {name}": "Avenant supprimé : {name}",
    "This mission has an amendment of this number already.": "Cette mission a déjà un avenant de ce numéro.",
    "Attach the amendment that was signed.": "Joignez l’avenant signé.",
    "signed": "signé",
    "proposed": "proposé",
}
FRENCH_COUNT = {0: "{count} avenant", 1: "{count} avenants"}
