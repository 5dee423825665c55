"""`rebond report`: the activity report of a month of a mission, as text, JSON or a PDF to sign."""

from datetime import date
from pathlib import Path
from typing import Any

from rebond.actions.worked_days import activity_report
from rebond.charts import fonts
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import complain, say, say_json
from rebond.cli.usage import UsageError
from rebond.domain.calendar import month_start
from rebond.domain.cents import DAY_WHOLE
from rebond.domain.direction import isolated, joined
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.names import folded
from rebond.domain.translatable import later
from rebond.domain.worked_days.report import NAME_UNKNOWN, ActivityReport
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.journal.queries.in_force import as_agreed
from rebond.journal.queries.worked_days import worked_in
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.sentences import days_counted


def run(parsed: Parsed) -> int:
    language = parsed.language
    month = parsed.month or month_start(parsed.today)
    with opened(parsed.file, parsed.language, read_only=True) as journal:
        with journal.read() as reader:
            mission = _mission(reader, parsed.name, parsed.mission_name, month, parsed.today)
            report = activity_report(reader, mission, month, language)
        if parsed.pdf is not None:
            _write(journal, parsed.pdf, report, language, parsed.today)
        if parsed.json:
            say_json(_as_json(report))
        else:
            _print(report, language)
            if parsed.pdf is not None:
                say(language.gettext("Written: {path}").format(path=parsed.pdf))
    if not report.sender.name:
        complain(language.gettext(NAME_UNKNOWN))
    return 0


def _mission(reader: Reader, client_name: str, mission_name: str | None, month: date, today: date) -> Mission:
    """Return the mission meant; of a client with several, the only one with days noted in the month.

    :raises UsageError: when there is none, or more than one.
    """
    clients = [client for client in reader.all(Client) if folded(client.name) == folded(client_name)]
    if not clients:
        raise UsageError(later("There is no client “{name}”."), name=client_name)
    missions = as_agreed(reader, reader.among(Mission, "client_id", [client.id for client in clients]), today)
    if mission_name is not None:
        found = [mission for mission in missions if folded(mission.name) == folded(mission_name)]
    else:
        worked = [mission for mission in missions if worked_in(reader, mission.id, month)]
        found = worked or [*missions]
    if len(found) == 1:
        return found[0]
    if not missions:
        raise UsageError(later("“{name}” has no mission yet."), name=client_name)
    why = later("Name one mission of “{name}”: {missions}.")
    raise UsageError(why, name=client_name, missions=", ".join(sorted({mission.name for mission in missions})))


def _as_json(report: ActivityReport) -> dict[str, Any]:
    """Return JSON values: days worked as 0.5 or 1, and every public holiday of the month."""
    days = [*report.grid.days]
    return {
        "client": report.client.name,
        "mission": report.mission,
        "sender": report.sender.name or None,
        "month": report.grid.month.isoformat()[:7],
        "days": [
            {"date": day.date.isoformat(), "days": day.worked / DAY_WHOLE, "note": day.note}
            for day in days
            if day.worked
        ],
        "total": report.grid.total / DAY_WHOLE,
        "planned": report.planned / DAY_WHOLE if report.planned else None,
        "holidays": [{"date": day.date.isoformat(), "name": day.holiday} for day in days if day.holiday],
    }


def _print(report: ActivityReport, language: Language) -> None:
    say(language.gettext("Activity report, {month}").format(month=language.month(report.grid.month)))
    say(joined(" / ", (report.client.name, report.mission)))
    say()
    worked = [day for day in report.grid.days if day.worked]
    width = max((len(language.weekday(day.date, "long")) for day in worked), default=0)
    for day in worked:
        named = language.weekday(day.date, "long").ljust(width)
        note = isolated(" ".join(day.note.split()))
        say(f"  {named}  {language.days(day.worked).rjust(3)}  {note}".rstrip())
    if worked:
        say()
    say(language.gettext("Total: {days}").format(days=days_counted(language, report.grid.total)))
    if report.planned:
        say(language.gettext("Planned: {days}").format(days=days_counted(language, report.planned)))


def _write(journal: Journal, out: Path, report: ActivityReport, language: Language, today: date) -> None:
    """:raises Refused: when the file cannot be written."""
    fonts.prepare()
    # Matplotlib takes longer to import than everything else, and only a page needs it.
    from rebond.actions.exports import write_out
    from rebond.charts.activity_report import report_page, title
    from rebond.charts.picture_files import picture

    with journal.read() as reader:
        page = report_page(report, language, head=short_head(reader))
    write_out(journal, out, picture(page, ".pdf", title=title(report, language), made=today))
