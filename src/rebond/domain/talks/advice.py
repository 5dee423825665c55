"""Advice for each kind of talk: the channel, and the parts of the page that only some kinds have."""

from collections.abc import Mapping
from datetime import date

from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.talks.kinds import Talk, TalkChannel, TalkKind

#: The channel of each kind (advice 48 and 111).
CHANNELS: Mapping[TalkKind, TalkChannel] = {
    TalkKind.MY_ERROR: TalkChannel.IN_PERSON,
    TalkKind.CLIENT_ERROR: TalkChannel.VIDEO,
    TalkKind.LIMITS: TalkChannel.VIDEO,
    TalkKind.PAYMENT: TalkChannel.WRITING,
    TalkKind.ENDING: TalkChannel.VIDEO,
    TalkKind.REFUSING: TalkChannel.PHONE,
}
#: The template of the letter that says in writing what a talk of a kind is about; of a late payment, it is a reminder.
LETTERS: Mapping[TalkKind, str] = {
    TalkKind.LIMITS: "reminder_of_limits",
    TalkKind.ENDING: "notice_of_end",
    TalkKind.REFUSING: "polite_no",
}
#: The texts of every preparation that are proposed, in the order of the page.
COMMON = ("aim", "least", "opening", "solutions", "exit_line")
#: The texts that a kind has besides (advice 54, 55 and 57).
OWN: Mapping[TalkKind, tuple[str, ...]] = {
    TalkKind.MY_ERROR: ("explanation", "repair"),
    TalkKind.CLIENT_ERROR: ("misunderstood",),
}
#: The four agreements, in their order (advice 50).
AGREEMENTS = ("impeccable_word", "nothing_personal", "no_assumption", "own_best")


#: What a talk is about that is prepared from an entry of a journal, by the kind of the entry.
_ABOUT = {
    EventKind.MY_ERROR: TalkKind.MY_ERROR,
    EventKind.CLIENT_ERROR: TalkKind.CLIENT_ERROR,
    EventKind.ADVICE: TalkKind.CLIENT_ERROR,
    EventKind.LATE_PAYMENT: TalkKind.PAYMENT,
}


def kind_for(event: Event | None) -> TalkKind:
    """Return what a talk about an entry is about; limits, where the entry does not say it."""
    return _ABOUT.get(event.type, TalkKind.LIMITS) if event else TalkKind.LIMITS


def proposed_fields(kind: TalkKind) -> tuple[str, ...]:
    """Return the texts that are proposed for a kind, in the order of the page."""
    aim, least, opening, *rest = COMMON
    return (aim, least, opening, *OWN.get(kind, ()), *rest)


def channel_of(talk: Talk) -> TalkChannel:
    """Return the way a talk is held: the one chosen, else the one advised."""
    return talk.channel or CHANNELS[talk.type]


def is_overdue(talk: Talk, today: date) -> bool:
    """Whether a talk was planned for a day that has passed, and was not held."""
    return talk.held is None and talk.date is not None and talk.date < today
