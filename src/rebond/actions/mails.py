"""The action of keeping a mail as an event, and the event that a mail makes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from rebond.actions.action import action
from rebond.actions.attachments import attach
from rebond.actions.events import write_event
from rebond.actions.records import name_of, put
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile, kept_name
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.event_line.understanding import Guessed, understand
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.names import folded
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import EARLIEST, LONGEST_NAME, require
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.exchange.mail import Mail, read_mail
from rebond.journal.blobs import LARGEST, digest_of
from rebond.journal.queries.people import client_of, persons_of, who_writes_from
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction
from rebond.language import Language

#: The characters of a mail's words that an event holds; the mail itself is attached to it.
_LONGEST_WORDS = 4_000
_LONGEST_SUBJECT = 150
#: Of so many characters of a mail's words the kind of the event is guessed.
_READ = 120

declare_problems({
    "not_a_mail": later(
        "{name} is no mail: it says neither who wrote it nor when. Save the mail as a file (.eml) in your mail program."
    ),
    "mail_kept_already": later("This mail is in the journal already: it was attached on {date}."),
    "mail_without_date": later("The mail has no date that can be read: it is noted today."),
    "mail_in_the_future": later("The mail says {date}, which has not come yet: it is noted today."),
    "mail_file_too_large": later("{name} has {size} MB and is not attached: up to {largest} MB are kept."),
    "mail_files_left_out": later("{count} more files of the mail are not attached on their own; they are in the mail."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MailDraft:
    """The entry that a mail makes: an event not saved yet, its files with the mail itself as the last, and notes on it.

    `who` is the person or contact that its address belongs to, and `client` whose they are. `namesake` is a person of
    the client without an address who has the author's name. `own` is a mail that the person who keeps the journal
    wrote.
    """

    mail: Mail
    event: Event
    files: tuple[IncomingFile, ...]
    who: Person | Contact | None
    client: Client | None
    namesake: Person | None
    own: bool
    notes: tuple[Problem, ...]


def draft_of_mail(reader: Reader, mission: Mission, file: IncomingFile, language: Language, today: date) -> MailDraft:
    """Return the event that a mail in a file makes on a mission; its day and time are those of this computer's zone.

    :raises Refused: not_a_mail.
    """
    mail = read_mail(file.data)
    if not (mail.address or mail.name or mail.sent):
        raise Refused(Problem("not_a_mail", facts={"name": file.name}))
    notes: list[Problem] = []
    who = who_writes_from(reader, mail.address, mission.client_id)
    own = bool(mail.address) and mail.address.lower() == load_settings(reader).email.lower()
    name = _shortened(who.name if who else mail.name or mail.address)
    local = mail.sent.astimezone() if mail.sent else None
    day, clock = (local.date(), local.time().replace(second=0, microsecond=0)) if local else (today, None)
    if local is None or day < EARLIEST:
        notes.append(Problem("mail_without_date", "date"))
        day, clock = today, None
    elif day > today:
        notes.append(Problem("mail_in_the_future", "date", {"date": day}))
        day, clock = today, None
    understood = understand(f"{mail.subject}. {mail.text[:_READ]}", today)
    kind, scope = understood.guess(Guessed.KIND), understood.guess(Guessed.SCOPE)
    words = mail.text if len(mail.text) <= _LONGEST_WORDS else f"{mail.text[:_LONGEST_WORDS]}…"
    subject = _shortened(mail.subject or next(iter(mail.text.splitlines()), ""))
    said = later("Mail sent: {subject}") if own else later("Mail from {name}: {subject}")
    event = Event(
        mission_id=mission.id,
        type=kind.value if kind and not own else EventKind.NOTE,
        date=day,
        time=clock,
        text=language.gettext(said).format(name=name, subject=subject).strip(),
        in_scope=scope.value if scope and not own else None,
        request="" if own else words,
    )
    files = [*_files_of(mail, notes), IncomingFile(_mail_name(file, subject), file.data)]
    if mail.left_out:
        notes.append(Problem("mail_files_left_out", "files", {"count": mail.left_out}))
    if kept := reader.where(AttachedFile, "file = ? AND mission_id = ?", digest_of(file.data), mission.id):
        notes.append(Problem("mail_kept_already", "files", {"date": kept[0].attached}))
    return MailDraft(
        mail, event, tuple(files), who, client_of(reader, who) if who else None,
        None if who or own else _namesake(reader, mail.name, mission.client_id), own, tuple(notes),
    )  # fmt: skip


def _namesake(reader: Reader, name: str, client_id: int) -> Person | None:
    """Return the one person of a client without an address whose name this is, or begins it: `Claire`."""
    written = f"{folded(name)} "
    same = [
        person
        for person in persons_of(reader, client_id)
        if not person.email.strip() and written.startswith(f"{folded(person.name)} ")
    ]
    return same[0] if len(same) == 1 else None


@action("note_mail")
def note_mail(
    transaction: Transaction, event: Event, files: Sequence[IncomingFile], now: datetime, person: Person | None = None
) -> int:
    """Write the event of a mail, and attach its files to it; returns the event's id. `person` is one to add or
    to change.

    :raises Refused: when a row breaks a rule, or a file is too large.
    """
    transaction.describe("add_event", name=name_of(event))
    event_id = write_event.within(transaction, event, now)
    attach.within(transaction, FileOwner(event.mission_id, event_id=event_id), files, now.date())
    if person:
        require(person, now.date())
        put(transaction, person)
    return event_id


def person_of(draft: MailDraft, mission: Mission) -> Person:
    """Return the author of a mail as a person of the mission's client, not saved yet: the namesake with the address."""
    mail = draft.mail
    if draft.namesake:
        return replace(draft.namesake, email=mail.address)
    name = (mail.name or mail.address.split("@")[0])[:LONGEST_NAME]
    return Person(client_id=mission.client_id, name=name, email=mail.address)


def _files_of(mail: Mail, notes: list[Problem]) -> list[IncomingFile]:
    """Return the files of a mail under their cleaned names; those too large are noted instead."""
    files = []
    for number, part in enumerate(mail.files, 1):
        name = kept_name(part.name, f"file-{number}")
        if len(part.data) > LARGEST:
            facts = {"name": name, "size": -(-len(part.data) // 2**20), "largest": LARGEST // 2**20}
            notes.append(Problem("mail_file_too_large", "files", facts))
        else:
            files.append(IncomingFile(name, part.data))
    return files


def _mail_name(file: IncomingFile, subject: str) -> str:
    return kept_name(f"{subject}.eml") if subject else file.name


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[: _LONGEST_SUBJECT - 1]}…"
