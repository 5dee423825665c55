"""`rebond event`: write what happened on a mission, from a line of which the parts are understood, or from a mail."""

from collections.abc import Iterable
from datetime import datetime

from rebond.actions.events import write_event
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import fail, say, say_json
from rebond.cli.usage import UsageError
from rebond.domain.missions.event_line.understanding import Understood, understand
from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.domain.names import folded
from rebond.domain.problems import Refused
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.sentences import duration, label, moment, sentence

#: So many missions are listed where none was meant.
_LISTED = 12


def run(parsed: Parsed) -> int:
    if parsed.eml is None:
        return _take_line(parsed)
    from rebond.cli.event_mail import mail_in, take_mail

    file = mail_in(parsed)
    with opened(parsed.file, parsed.language, read_only=parsed.dry_run) as journal:
        with journal.read() as reader:
            mission, title = _mission_meant(reader, parsed.mission)
        return take_mail(parsed, file, journal, mission, title)


def _take_line(parsed: Parsed) -> int:
    language, today = parsed.language, parsed.today
    understood = understand(parsed.typed, today)
    if not understood.text.strip():
        why = later("TEXT: “{text}” does not say what happened. Write for example: {example}")
        example = language.gettext("yesterday 6:05pm urgent post 1.5h")
        raise UsageError(why, text=parsed.typed, example=example)
    with opened(parsed.file, parsed.language, read_only=parsed.dry_run) as journal:
        with journal.read() as reader:
            mission, title = _mission_meant(reader, parsed.mission)
        event = Event(
            mission_id=mission.id, type=understood.kind, date=understood.date, time=understood.time,
            text=understood.text, minutes=understood.minutes, in_scope=understood.in_scope,
        )  # fmt: skip
        try:
            if parsed.dry_run:
                require(event, today)
            else:
                # The clock's time on the day that --today may have set, as in the window.
                now = datetime.combine(today, datetime.now().time()).astimezone()  # noqa: DTZ005 - the person's own
                write_event(journal, event, now)
        except Refused as refused:
            told = " ".join(sentence(language, problem) for problem in refused.problems)
            fail(language.gettext("{place}: {problem}").format(place=language.gettext("TEXT"), problem=told))
            return 1
    if parsed.json:
        say_json(_as_json(understood))
    else:
        said = later("This would be written, for {mission}:") if parsed.dry_run else later("Written, for {mission}:")
        say(language.gettext(said).format(mission=title))
        say(f"  {_about(language, understood)}")
        say(f"  {understood.text}")
    return 0


def _mission_meant(reader: Reader, name: str) -> tuple[Mission, str]:
    """Return the mission of that name, of the client of that name, or of that title, and its title.

    :raises UsageError: when there is none or more than one, with those that there are.
    """
    clients = {client.id: client.name for client in reader.all(Client)}
    missions = {mission: f"{clients[mission.client_id]} / {mission.name}" for mission in reader.all(Mission)}
    wanted = folded(name)
    found = {mission: title for mission, title in missions.items() if folded(title) == wanted} or {
        mission: title
        for mission, title in missions.items()
        if wanted in {folded(mission.name), folded(clients[mission.client_id])}
    }
    if len(found) == 1:
        return found.popitem()
    if found:
        why = later("“{name}” may be any of these missions. Name one: {missions}.")
        raise UsageError(why, name=name, missions=_listed(found.values()))
    if not missions:
        raise UsageError(later("There are no missions in this journal yet."))
    why = later("There is no mission and no client “{name}”. There are: {missions}.")
    raise UsageError(why, name=name, missions=_listed(missions.values()))


def _listed(names: Iterable[str]) -> str:
    titles = sorted(names, key=folded)
    return ", ".join([*titles[:_LISTED], *(["…"] if len(titles) > _LISTED else [])])


def _about(language: Language, understood: Understood) -> str:
    """Return when it was, how long it took and what it is, in one line."""
    parts = [moment(language, understood.date, understood.time, understood.today)]
    if understood.minutes is not None:
        parts.append(duration(language, understood.minutes))
    kind = label(language, understood.kind)
    parts.append(kind)
    if understood.in_scope is not None:
        scope = language.gettext("in scope") if understood.in_scope else language.gettext("extra · not agreed")
        parts += [] if scope in kind else [scope]  # "demande hors devis" says it already
    return " · ".join(parts)


def _as_json(understood: Understood) -> dict[str, object]:
    return {
        "date": understood.date.isoformat(),
        "time": understood.time and understood.time.isoformat("minutes"),
        "minutes": understood.minutes,
        "kind": understood.kind.value,
        "in_scope": understood.in_scope,
        "text": understood.text,
    }
