"""The kinds of signs: a person's own weights, and signs that they dismissed."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.kinds import Choice, Entity, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "sign_weight_there": later("This sign has a weight of its own already. Change that one."),
    "sign_dismissed_already": later("This sign is dismissed already."),
})  # fmt: skip


#: The most that a sign may raise the chance, in percent: a factor of 20.
MOST_PERCENT = 1_900


class Sign(Choice):
    """A warning sign that a client may leave."""

    SCOPE_CREEP = "scope_creep", later("scope creep")
    REFUSED_AMENDMENT = "refused_amendment", later("refused amendment")
    BROKEN_LIMITS = "broken_limits", later("broken limits")
    SILENCE = "silence", later("silence")
    LATENESS = "lateness", later("lateness growing")
    DISSATISFACTION = "dissatisfaction", later("dissatisfaction")
    COMPETITOR = "competitor", later("competitor")
    IN_HOUSE = "in_house", later("taken in-house")


@kind(
    "sign_weight",
    section="sign_weights",
    description="Weights of signs in place of the defaults: factors on the monthly chance that a client leaves.",
    key=("sign",),
    unique="sign_weight_there",
    tab="missions",
    words=Words(
        one=later("Weight of a sign"),
        count=later_n("{count} weight of a sign", "{count} weights of signs"),
        added=later("Weight of a sign changed"),
        changed=later("Weight of a sign changed"),
        deleted=later("Weight of a sign restored"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SignWeight(Entity):
    sign: Annotated[Sign, "The sign."]
    percent: Annotated[int, "By how much it raises the chance, in percent: 50 is a factor of 1.5."]
    fitted: Annotated[bool, "Whether it was refitted from past endings; false: typed, and kept by every refit."] = False

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not 0 <= self.percent <= MOST_PERCENT:
            yield Problem("out_of_range", "percent", {"low": 0, "high": MOST_PERCENT})


@kind(
    "dismissed_sign",
    section="dismissed_signs",
    description="Signs that a person dismissed; each counts again with the next entry of its kind.",
    key=("client_id", "sign"),
    unique="sign_dismissed_already",
    tab="missions",
    words=Words(
        one=later("Dismissed sign"),
        count=later_n("{count} dismissed sign", "{count} dismissed signs"),
        added=later("Sign dismissed: {name}"),
        changed=later("Sign dismissed: {name}"),
        deleted=later("Sign counted again: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DismissedSign(Entity):
    """A sign that does not count until the next entry of its kind: see `client_state.is_dismissed`."""

    client_id: Annotated[int, Ref("client"), "The client."]
    sign: Annotated[Sign, "The sign."]
    entries_to: Annotated[dt.date, "The day of its last entry when it was dismissed."]
    entries: Annotated[int, "How many entries of that day it had."] = 1
    dismissed: Annotated[str, "When it was dismissed, in UTC."] = ""
