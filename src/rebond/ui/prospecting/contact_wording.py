"""Contacts in words: the next step and when, the last contact, what they may bring, a week by channel."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from rebond.domain.prospecting.kinds import Channel, Contact, Interaction, OwnChoice, Stage
from rebond.language import Language
from rebond.sentences import label
from rebond.ui.session import Session
from rebond.ui.speech import _, language, n_


def begun(text: str) -> str:
    """A text as it stands at the beginning of a line."""
    return text[:1].upper() + text[1:]


def near_day(day: date, today: date) -> str:
    """A day without its year, unless it is another one."""
    return _day(language(), day, day.year == today.year)


@lru_cache(maxsize=4096)
def _day(spoken: Language, day: date, this_year: bool) -> str:
    """The same few days stand on all the cards that are painted anew while a word is typed."""
    return spoken.weekday(day) if this_year else spoken.day(day, "medium")


def due(day: date, today: date) -> str:
    """When a next step falls, seen from today."""
    late = (today - day).days
    if late > 0:
        return n_("{count} day late", "{count} days late", late).format(count=late)
    if late == 0:
        return _("today")
    return _("tomorrow") if late == -1 else near_day(day, today)


def step(contact: Contact) -> str:
    """The next step, also when only its day was noted."""
    return contact.next_step or (_("follow up") if contact.next_date else "")


def step_and_day(contact: Contact, today: date) -> str:
    """`send a quote · Mon 23 Nov`."""
    return " · ".join(
        part for part in (step(contact), due(contact.next_date, today) if contact.next_date else "") if part
    )


def choices(cls: type[OwnChoice], session: Session) -> dict[int, str]:
    """The names of the stages or of the channels by id, in their order."""
    return {choice.id: label(language(), choice) for choice in session.choices(cls).values()}


def stage(contact: Contact, session: Session) -> str:
    """The name of the stage at which a contact stands."""
    return label(language(), session.choices(Stage)[contact.stage_id])


def channel(interaction: Interaction, session: Session) -> str:
    """The name of the channel by which a contact was made."""
    return label(language(), session.choices(Channel)[interaction.channel_id])


def last(interaction: Interaction | None, session: Session) -> str:
    """`Thu 12 Nov, phone`, or that there was none."""
    if interaction is None:
        return _("never")
    return _("{date}, {channel}").format(
        date=near_day(interaction.date, session.today), channel=channel(interaction, session)
    )


def hoped(contact: Contact, currency: str) -> str:
    """What a contact may bring: `€1,200 a month, 1 Feb 2027 to 31 Jul 2027, chance 40%`."""
    if not contact.hoped_amount:
        return ""
    text = _("{amount} a month").format(amount=language().money(contact.hoped_amount, currency, whole=True))
    if contact.hoped_from and contact.hoped_until:
        first, until = (language().day(day, "medium") for day in (contact.hoped_from, contact.hoped_until))
        text = _("{amount}, {first} to {last}").format(amount=text, first=first, last=until)
    elif contact.hoped_from:
        text = _("{amount}, from {first}").format(amount=text, first=language().day(contact.hoped_from, "medium"))
    return _("{hoped}, chance {chance} %").format(hoped=text, chance=contact.chance)


def week(counts: Mapping[Channel, int]) -> str:
    """`phone 3 · e-mail 8`."""
    return " · ".join(
        _("{channel} {count}").format(channel=label(language(), channel), count=count)
        for channel, count in counts.items()
    )
