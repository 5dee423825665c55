"""Wording of contacts: next step, last interaction, hoped income, and the week's count by channel."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from rebond.domain.direction import joined
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction, OwnChoice, Stage
from rebond.language import Language
from rebond.sentences import label
from rebond.ui.session import Session
from rebond.ui.speech import _, language, n_


def begun(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def near_day(day: date, today: date) -> str:
    """Return a date as weekday and day; in full if it is in another year."""
    return _day(language(), day, day.year == today.year)


@lru_cache(maxsize=4096)
def _day(spoken: Language, day: date, this_year: bool) -> str:
    """Format a date, cached because all cards are repainted at every letter of a search."""
    return spoken.weekday(day) if this_year else spoken.day(day, "medium")


def due(day: date, today: date) -> str:
    """Return when a next step is due, relative to today."""
    late = (today - day).days
    if late > 0:
        return n_("{count} day late", "{count} days late", late).format(count=late)
    if late == 0:
        return _("today")
    return _("tomorrow") if late == -1 else near_day(day, today)


def step(contact: Contact) -> str:
    """Return the next step; a generic one if only its day was noted."""
    return contact.next_step or (_("follow up") if contact.next_date else "")


def step_and_day(contact: Contact, today: date) -> str:
    """Return the next step and its day: `send a quote · Mon 23 Nov`."""
    return joined(" · ", (step(contact), due(contact.next_date, today) if contact.next_date else ""))


def choices(cls: type[OwnChoice], session: Session) -> dict[int, str]:
    """Return the names of the stages or channels by id, in their order."""
    return {choice.id: label(language(), choice) for choice in session.choices(cls).values()}


def stage(contact: Contact, session: Session) -> str:
    """Return the name of the contact's stage."""
    return label(language(), session.choices(Stage)[contact.stage_id])


def channel(interaction: Interaction, session: Session) -> str:
    """Return the name of the interaction's channel."""
    return label(language(), session.choices(Channel)[interaction.channel_id])


def last(interaction: Interaction | None, session: Session) -> str:
    """Return the day and channel of the last interaction: `Thu 12 Nov, phone`, or "never"."""
    if interaction is None:
        return _("never")
    return _("{date}, {channel}").format(
        date=near_day(interaction.date, session.today), channel=channel(interaction, session)
    )


def hoped(contact: Contact, currency: str) -> str:
    """Return the income hoped for: `€1,200 a month, 1 Feb 2027 to 31 Jul 2027, chance 40%`; empty without any."""
    if not contact.hoped_amount:
        return ""
    text = _("{amount} a month").format(amount=language().money(contact.hoped_amount, currency, whole=True))
    if contact.hoped_from and contact.hoped_until:
        first, until = (language().day(day, "medium") for day in (contact.hoped_from, contact.hoped_until))
        text = _("{amount}, {first} to {last}").format(amount=text, first=first, last=until)
    elif contact.hoped_from:
        text = _("{amount}, from {first}").format(amount=text, first=language().day(contact.hoped_from, "medium"))
    return _("{hoped}, chance {chance}").format(hoped=text, chance=language().percent(Fraction(contact.chance)))


def week(counts: Mapping[Channel, int]) -> str:
    """Return the count of interactions by channel: `phone 3 · e-mail 8`."""
    return " · ".join(
        _("{channel} {count}").format(channel=label(language(), channel), count=count)
        for channel, count in counts.items()
    )
