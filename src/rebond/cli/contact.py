"""`rebond contact`: log an interaction with a contact."""

import unicodedata
from datetime import UTC, datetime

from rebond.actions.contacts import log_contact
from rebond.cli.arguments import Parsed, UsageError
from rebond.cli.files import day, opened, today
from rebond.cli.output import fail, say
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Channel
from rebond.domain.translatable import later
from rebond.language import Language
from rebond.sentences import label, sentence

#: Every channel as a person may type it, in either language, without accents.
_NAMES = {
    Channel.PHONE: ("phone", "call", "telephone", "tel", "appel"),
    Channel.EMAIL: ("email", "e-mail", "mail", "courriel", "mel"),
    Channel.SMS: ("sms", "text", "text message", "texto"),
    Channel.NETWORK: ("network", "social network", "linkedin", "reseau", "reseau social", "reseaux"),
    Channel.WEBSITE: ("website", "web site", "web", "site", "site web"),
    Channel.EVENT: ("event", "meeting", "evenement", "salon", "rencontre"),
    Channel.REFERRAL: ("referral", "recommendation", "recommandation", "reco"),
    Channel.OTHER: ("other", "autre"),
}

#: Where on the command line each field of a contact stands.
_PLACES = {"who": "NAME", "text": "--note", "date": "--today", "next_step": "--next-step", "next_date": "--next"}


def run(parsed: Parsed) -> int:
    language = parsed.language
    *given, name = parsed.positionals
    by = parsed.value("by")
    if by is None:
        raise UsageError(later("Say how: --by {channels}."), channels=_channels(language))
    channel, on = _channel(language, by), today(parsed)
    following = parsed.value("next")
    next_date = None if following is None else day(language, following, "next", on)
    with opened(given[0] if given else None) as journal:
        try:
            log_contact(
                journal, name, channel, parsed.value("note") or "", on,
                now=datetime.now(UTC).astimezone(), next_step=parsed.value("next-step") or "", next_date=next_date,
            )  # fmt: skip
        except Refused as refused:
            if not all(problem.field in _PLACES for problem in refused.problems):
                raise
            fail(" ".join(f"{_PLACES[problem.field]}: {sentence(language, problem)}" for problem in refused.problems))
            return 1
    said = language.gettext("Logged: {name}, {channel}.").format(
        name=" ".join(name.split()), channel=label(language, channel)
    )
    if next_date:
        said += " " + language.gettext("Next step on {date}.").format(date=language.day(next_date))
    say(said)
    return 0


def _channel(language: Language, text: str) -> Channel:
    """:raises UsageError: when it is none, with those that there are."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    wanted = " ".join(plain.casefold().replace("_", " ").split())
    for channel, names in _NAMES.items():
        if wanted in names:
            return channel
    raise UsageError(later("“{text}” is no channel. There are: {channels}."), text=text, channels=_channels(language))


def _channels(language: Language) -> str:
    """The names of the channels, each of which the command takes."""
    return ", ".join(label(language, channel) for channel in Channel)
