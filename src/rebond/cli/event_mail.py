"""`rebond event --eml`: a mail becomes what happened on a mission, with the mail and its files attached."""

from datetime import datetime

from rebond.actions.attachments import read_files
from rebond.actions.mail_sentences import author
from rebond.actions.mails import MailDraft, draft_of_mail, note_mail
from rebond.cli.arguments import Parsed
from rebond.cli.output import fail, say, say_json
from rebond.domain.attachments.kept_files import IncomingFile
from rebond.domain.missions.kinds import Mission
from rebond.domain.problems import Refused
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.sentences import label, moment, sentence


def mail_in(parsed: Parsed) -> IncomingFile:
    """Return the file of the mail that was given.

    :raises Refused: when it cannot be read or kept.
    """
    assert parsed.eml is not None  # noqa: S101 - or the line is what is given
    (file,) = read_files([parsed.eml])
    return file


def take_mail(parsed: Parsed, file: IncomingFile, journal: Journal, mission: Mission, title: str) -> int:
    """Write the event of a mail, and say what was found in it; returns the exit code.

    :raises Refused: when it is no mail.
    """
    language, today = parsed.language, parsed.today
    with journal.read() as reader:
        draft = draft_of_mail(reader, mission, file, language, today)
    try:
        if kept := [note for note in draft.notes if note.code == "mail_kept_already"]:
            raise Refused(*kept)
        if parsed.dry_run:
            require(draft.event, today)
        else:
            # The clock's time on the day that --today may have set, as in the window.
            now = datetime.combine(today, datetime.now().time()).astimezone()  # noqa: DTZ005 - the person's own
            note_mail(journal, draft.event, draft.files, now)
    except Refused as refused:
        told = " ".join(sentence(language, problem) for problem in refused.problems)
        fail(language.gettext("{place}: {problem}").format(place=file.name, problem=told))
        return 1
    if parsed.json:
        say_json(_as_json(language, draft))
    else:
        said = later("This would be written, for {mission}:") if parsed.dry_run else later("Written, for {mission}:")
        say(language.gettext(said).format(mission=title))
        for line in _lines(language, draft, parsed):
            say(f"  {line}")
    return 0


def _lines(language: Language, draft: MailDraft, parsed: Parsed) -> list[str]:
    event = draft.event
    about = [moment(language, event.date, event.time, parsed.today), label(language, event.type)]
    if event.in_scope is not None:
        about.append(language.gettext("in scope") if event.in_scope else language.gettext("extra · not agreed"))
    files = ", ".join(file.name for file in draft.files)
    return [
        " · ".join(about),
        event.text,
        author(language, draft),
        language.gettext("Files: {names}").format(names=files),
        *(sentence(language, note) for note in draft.notes),
    ]


def _as_json(language: Language, draft: MailDraft) -> dict[str, object]:
    event = draft.event
    return {
        "date": event.date.isoformat(),
        "time": event.time and event.time.isoformat("minutes"),
        "minutes": event.minutes,
        "kind": event.type.value,
        "in_scope": event.in_scope,
        "text": event.text,
        "request": event.request,
        "from": {"name": draft.mail.name, "address": draft.mail.address},
        "person": draft.who.name if draft.who else None,
        "client": draft.client.name if draft.client else None,
        "files": [{"name": file.name, "size": len(file.data)} for file in draft.files],
        "notes": [sentence(language, note) for note in draft.notes],
    }
