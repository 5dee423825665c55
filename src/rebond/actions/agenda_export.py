"""Export of the agenda as a calendar file, which other programs show and remind of."""

from datetime import date
from pathlib import Path

from rebond.actions.agenda_sentences import kind_name, whole
from rebond.actions.exports import write_out
from rebond.domain.agenda.entries import DEADLINES, AgendaEntry
from rebond.domain.money.outlook import Outlook
from rebond.exchange.calendar_file import CalendarEntry, calendar_file
from rebond.journal.history import head_at
from rebond.journal.journal import Journal
from rebond.journal.queries.agenda import load_agenda
from rebond.language import Language
from rebond.sentences import label

#: The days before a deadline of a contract at which its first alarm goes off.
_WARNED_BEFORE = 7


def agenda_calendar(journal: Journal, outlook: Outlook, language: Language) -> bytes:
    """Return the agenda's dated entries as an iCalendar file."""
    with journal.read() as reader:
        entries = load_agenda(reader, outlook)
        whose = head_at(reader, 1).hash.hex()[:16]
    currency = outlook.situation.settings.currency
    return calendar_file(
        (_calendar_entry(language, entry, entry.date, currency, whose) for entry in entries if entry.date),
        language.gettext("Rebond: {journal}").format(journal=journal.path.stem),
        outlook.today,
    )


def export_agenda(journal: Journal, outlook: Outlook, out: Path, language: Language) -> None:
    """Write the agenda to an iCalendar file, which is complete, or unchanged.

    :raises Refused: as :func:`write_out`.
    """
    write_out(journal, out, agenda_calendar(journal, outlook, language))


def _calendar_entry(language: Language, entry: AgendaEntry, day: date, currency: str, whose: str) -> CalendarEntry:
    """Return an entry for a calendar; its UID names the journal and the row, so that a later file updates it."""
    text = whole(language, entry, currency)
    of = " / ".join(filter(None, (entry.client, entry.mission)))
    return CalendarEntry(
        uid=f"{'-'.join(str(part) for part in entry.key if part)}@{whose}.rebond",
        day=day,
        title=f"{entry.client} · {text}" if entry.client else text,
        text="\n".join(filter(None, (of, kind_name(language, entry)))),
        category=label(language, entry.kind),
        alarms=(_WARNED_BEFORE, 0) if entry.kind in DEADLINES else (0,),
    )
