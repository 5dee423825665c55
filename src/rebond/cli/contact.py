"""`rebond contact`: log a contact in one line."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rebond.actions.contacts import log_contact
from rebond.cli.arguments import Parsed, UsageError
from rebond.cli.files import day, opened, today
from rebond.cli.output import fail, say
from rebond.domain.names import folded
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Channel
from rebond.domain.translatable import later
from rebond.journal.queries.contacts import channels
from rebond.language import LANGUAGES, Language
from rebond.sentences import built_in_name, label, sentence

#: What people type for the built-in channels, by code, beside their names in the languages of the program.
_SYNONYMS = {
    "phone": ("call", "telephone", "tel", "appel"),
    "email": ("mail", "courriel", "mel"),
    "sms": ("text", "texto"),
    "network": ("linkedin", "reseau", "reseaux"),
    "website": ("web", "site"),
    "event": ("meeting", "salon", "rencontre"),
    "referral": ("reco",),
}

#: Where on the command line each field of a contact stands.
_PLACES = {"who": "NAME", "text": "--note", "date": "--today", "next_step": "--next-step", "next_date": "--next"}


def run(parsed: Parsed) -> int:
    language = parsed.language
    *given, name = parsed.positionals
    by = parsed.value("by")
    on = today(parsed)
    following = parsed.value("next")
    next_date = None if following is None else day(language, following, "next", on)
    with opened(given[0] if given else None) as journal:
        with journal.read() as reader:
            there = channels(reader)
        if by is None:
            raise UsageError(later("Say how: --by {channels}."), channels=_names(language, there))
        channel = channel_meant(language, there, by)
        try:
            log_contact(
                journal, name, channel.id, parsed.value("note") or "", on,
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


def channel_meant(language: Language, there: Iterable[Channel], text: str) -> Channel:
    """The channel of that name: first as it is shown, then by code, by its built-in names, and by their synonyms.

    :raises UsageError: when it is none, with those that there are.
    """
    there = tuple(there)
    wanted = folded(text.replace("_", " "))
    for names in (_shown_names, _codes, _built_in_names, _synonyms):
        for channel in there:
            if wanted in map(folded, names(language, channel)):
                return channel
    raise UsageError(
        later("“{text}” is no channel. There are: {channels}."), text=text, channels=_names(language, there)
    )


def _shown_names(language: Language, channel: Channel) -> Iterator[str]:
    yield label(language, channel)


def _codes(_language: Language, channel: Channel) -> Iterator[str]:
    yield channel.code


def _built_in_names(_language: Language, channel: Channel) -> Iterator[str]:
    yield from (built_in_name(Language.of(code), channel) for code in LANGUAGES)


def _synonyms(_language: Language, channel: Channel) -> Iterator[str]:
    yield from _SYNONYMS.get(channel.code, ())


def _names(language: Language, there: Iterable[Channel]) -> str:
    """The names of the channels, each of which the command takes."""
    return ", ".join(label(language, channel) for channel in there)
