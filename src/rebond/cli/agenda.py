"""`rebond agenda`: everything dated that is late or lies ahead, as text, as JSON or as a calendar file."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from rebond.actions.agenda_sentences import kind_said, nearness, whole
from rebond.actions.money import outlook as read_outlook
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_json
from rebond.domain.agenda.entries import AgendaEntry, When
from rebond.domain.direction import joined
from rebond.journal.queries.agenda import load_agenda
from rebond.language import Language
from rebond.sentences import label


def run(parsed: Parsed) -> int:
    language, day = parsed.language, parsed.today
    with opened(parsed.file, parsed.language, read_only=True) as journal:
        outlook = read_outlook(journal, day)
        if parsed.ics is not None:
            from rebond.actions.agenda_export import export_agenda

            export_agenda(journal, outlook, parsed.ics, language)
        with journal.read() as reader:
            entries = load_agenda(reader, outlook)
    currency = outlook.situation.settings.currency
    if parsed.json:
        say_json([_as_json(language, entry, currency, day) for entry in entries if entry.date])
    elif parsed.ics is not None:
        say(language.gettext("Written: {path}").format(path=parsed.ics))
    else:
        _print(language, entries, currency, day)
    return 0


def _as_json(language: Language, entry: AgendaEntry, currency: str, today: date) -> dict[str, Any]:
    return {
        "date": entry.date.isoformat() if entry.date else None,
        "kind": entry.kind.value,
        "what": whole(language, entry, currency),
        "client": entry.client or None,
        "mission": entry.mission or None,
        "late": entry.is_late(today),
    }


def _print(language: Language, entries: Sequence[AgendaEntry], currency: str, today: date) -> None:
    """Print the entries below their days."""
    if not entries:
        say(language.gettext("Nothing is due, and nothing lies ahead."))
        return
    for number, (day, of_the_day) in enumerate(groupby(entries, key=lambda entry: entry.date)):
        if number:
            say()
        if day is None:
            say(label(language, When.UNDATED))
        else:
            say(f"{language.weekday(day)} {day.year} · {nearness(language, day, today)}")
        for entry in of_the_day:
            text = whole(language, entry, currency)
            mission = entry.mission if entry.mission not in text else ""
            of = joined(" / ", (entry.client, mission))
            say(f"  {joined(' · ', (of, text, kind_said(language, entry)))}")
