"""`rebond contact`: log an interaction with a contact."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain

from rebond.actions.contacts import log_contact
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import fail, say
from rebond.cli.usage import UsageError
from rebond.cli.values import day
from rebond.domain.names import folded
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Channel
from rebond.domain.translatable import later
from rebond.journal.queries.contacts import channels
from rebond.language import Language
from rebond.sentences import label, sentence

#: The built-in channels as a person may type them, in either language; accents and case make no difference.
_KNOWN_AS = {
    "phone": ("phone", "call", "telephone", "tel", "appel"),
    "email": ("email", "e-mail", "mail", "courriel", "mel"),
    "sms": ("sms", "text", "text message", "texto"),
    "network": ("network", "social network", "linkedin", "reseau", "reseau social", "reseaux"),
    "website": ("website", "web site", "web", "site", "site web"),
    "event": ("event", "meeting", "evenement", "salon", "rencontre"),
    "referral": ("referral", "recommendation", "recommandation", "reco"),
    "other": ("other", "autre"),
}

#: Where on the command line each field of a contact stands.
_PLACES = {"who": "NAME", "text": "--note", "date": "--today", "next_step": "--next-step", "next_date": "--next"}


def run(parsed: Parsed) -> int:
    language, name, on = parsed.language, parsed.name, parsed.today
    next_date = None if parsed.next is None else day(language, parsed.next, "next", on)
    with opened(parsed.file, parsed.language) as journal:
        with journal.read() as reader:
            there = channels(reader)
        if parsed.by is None:
            raise UsageError(later("Say how: --by {channels}."), channels=_names(language, there))
        channel = channel_meant(language, there, parsed.by)
        try:
            log_contact(
                journal, name, channel.id, parsed.note or "", on,
                now=datetime.now(UTC).astimezone(), next_step=parsed.next_step or "", next_date=next_date,
            )  # fmt: skip
        except Refused as refused:
            if not all(problem.field in _PLACES for problem in refused.problems):
                raise
            told = (
                language.gettext("{place}: {problem}").format(
                    place=_PLACES[problem.field], problem=sentence(language, problem)
                )
                for problem in refused.problems
            )
            fail(" ".join(told))
            return 1
    said = language.gettext("Logged: {name}, {channel}.").format(
        name=" ".join(name.split()), channel=label(language, channel)
    )
    if next_date:
        said += " " + language.gettext("Next step on {date}.").format(date=language.day(next_date))
    say(said)
    return 0


def channel_meant(language: Language, there: Sequence[Channel], text: str) -> Channel:
    """The channel that is shown under that name, else the one of that code, else the built-in one known so.

    :raises UsageError: when it is none, with those that there are.
    """
    wanted = folded(text.replace("_", " "))
    shown = (channel for channel in there if folded(label(language, channel)) == wanted)
    by_code = (channel for channel in there if folded(channel.code) == wanted)
    known = (channel for channel in there if wanted in _KNOWN_AS.get(channel.code, ()))
    for channel in chain(shown, by_code, known):
        return channel
    raise UsageError(
        later("“{text}” is no channel. There are: {channels}."), text=text, channels=_names(language, there)
    )


def _names(language: Language, there: Iterable[Channel]) -> str:
    """The names of the channels, each of which the command takes."""
    return ", ".join(label(language, channel) for channel in there)
