"""Wording of talks: what one is about and with whom, how it is held, and where it stands."""

from datetime import date

from rebond.domain.direction import joined
from rebond.domain.talks.advice import channel_of, is_overdue
from rebond.domain.talks.kinds import Talk
from rebond.sentences import label, moment
from rebond.ui.speech import _, language, n_


def about(talk: Talk) -> str:
    """Return what a talk is about, as a title."""
    text = label(language(), talk.type)
    return text[:1].upper() + text[1:]


def titled(talk: Talk, who: str) -> str:
    """Return what a talk is about and with whom: `Limits · Claire`."""
    return joined(" · ", (about(talk), who))


def entry_text(talk: Talk, who: str) -> str:
    """Return the words of the entry that a talk held leaves in the journal."""
    return _("{about}, with {name} ({how})").format(
        about=about(talk), name=who, how=label(language(), channel_of(talk))
    )


def when(talk: Talk, today: date) -> str:
    """Return the day of a talk, with its time: `tomorrow 14:30`."""
    if talk.held:
        return language().day(talk.held, "medium")
    return moment(language(), talk.date, talk.time, today) if talk.date else _("no day yet")


def state(talk: Talk, today: date, *, recap: bool) -> str:
    """Return where a talk stands: planned, overdue, or held, and then whether its recap was sent."""
    if talk.held:
        took = n_("{count} minute", "{count} minutes", talk.minutes).format(count=talk.minutes) if talk.minutes else ""
        return joined(" · ", (_("held"), took, _("recap sent") if recap else _("recap still to send")))
    how = label(language(), channel_of(talk))
    if is_overdue(talk, today):
        late = (today - talk.date).days if talk.date else 0
        return joined(" · ", (n_("overdue by {count} day", "overdue by {count} days", late).format(count=late), how))
    return joined(" · ", (_("planned"), how))
