"""The fields of a row as a dossier tells them: which ones, under which name, and their values in words."""

from collections.abc import Collection, Iterator, Mapping

from rebond.actions.field_words import field_name, field_value, told_fields
from rebond.domain.direction import joined
from rebond.domain.kinds import Entity, Field
from rebond.domain.talks.kinds import Talk
from rebond.domain.translatable import later
from rebond.journal.queries.talks import spoken_to
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.sentences import label

#: The day of a row, by its kind; it stands at the beginning of what is told.
DAYS: Mapping[str, tuple[str, ...]] = {
    "mission": ("starts",),
    "milestone": ("date",),
    "amendment": ("made",),
    "agreement": ("starts",),
    "event": ("date",),
    "talk": ("held", "date"),
    "letter": ("sent",),
    "invoice": ("issued",),
    "payment": ("date",),
    "invoice_state": ("starts",),
    "task": ("due",),
    "worked_day": ("date",),
    "attached_file": ("attached",),
}
#: Fields that say nothing to whoever reads the dossier: links within the journal, and what the title says.
_LEFT_OUT: Mapping[str, frozenset[str]] = {
    "mission": frozenset({"client_id", "name"}),
    "milestone": frozenset({"name"}),
    "amendment": frozenset({"supplement", "number"}),
    "agreement": frozenset({"title"}),
    "agreed_task": frozenset({"agreement_id", "name"}),
    "event": frozenset({"type"}),
    "talk": frozenset(
        {"client_id", "type", "event_id", "impeccable_word", "nothing_personal", "no_assumption", "own_best"}
    ),
    "objection": frozenset({"talk_id"}),
    "talk_note": frozenset({"talk_id"}),
    "letter": frozenset({"client_id", "event_id", "template", "subject"}),
    "invoice": frozenset({"client_id", "number"}),
    "payment": frozenset({"invoice_id"}),
    "invoice_state": frozenset({"invoice_id", "type"}),
    "attached_file": frozenset({"name"}),
}
#: The fields that say nothing while another one is empty.
_DEPENDS: Mapping[str, str] = {"notice_unit": "notice", "notice_to_month_end": "notice", "terms_days": "terms"}
#: The names of fields that other kinds have no such field for, or where it means something else.
_NAMES: Mapping[str, Mapping[str, str]] = {
    "mission": {
        "late_rate": later("Interest on late payments by contract"),
        "due_day_fixed": later("Day of payment fixed by contract"),
    },
    "milestone": {"date": later("Planned day")},
    "amendment": {
        "made": later("Drawn up on"), "sent": later("Sent on"), "reply": later("Client’s reply"),
        "answered": later("Answered on"),
    },
    "agreement": {"starts": later("Holds from")},
    "agreed_task": {"minutes": later("Hours agreed"), "price": later("Price agreed")},
    "talk": {
        "person_id": later("With"), "invoice_id": later("Late invoice"), "cause_id": later("About the entry"),
        "date": later("Planned for"), "held": later("Held on"), "channel": later("How"), "aim": later("Aim"),
        "least": later("Least accepted"), "opening": later("First sentence"), "solutions": later("Solutions"),
        "exit_line": later("Way out"), "harmful": later("The error does harm"), "explanation": later("Explanation"),
        "repair": later("Repair"), "misunderstood": later("Not understood"), "in_a_year": later("In a year"),
        "in_five_years": later("In five years"), "minutes": later("How long it took"),
    },
    "objection": {"text": later("Objection"), "answer": later("Answer")},
    "talk_note": {"text": later("Noted"), "second": later("Seconds into the talk")},
    "letter": {
        "sent": later("Sent on"), "language": later("Language"), "channel": later("Sent by"),
        "recipient": later("To"), "text": later("Text"), "head": later("Head that it states"),
        "invoice_id": later("Invoice asked for"), "talk_id": later("Talk summed up"),
    },
    "invoice": {"demanded": later("Formal notice on")},
    "payment": {"amount": later("Amount paid"), "date": later("Paid on"), "bank_ref": later("Reference of the bank")},
    "invoice_state": {
        "starts": later("Said on"), "until": later("Until"), "ended": later("Taken back on"),
        "reason": later("Reason"),
    },
    "task": {
        "text": later("What is to be done"), "due": later("Due on"), "owner": later("Whose task"),
        "done": later("Done on"), "talk_id": later("Promised in the talk"), "event_id": later("From the entry"),
    },
    "worked_day": {"days": later("How much of the day"), "note": later("Done on that day")},
    "attached_file": {
        "file": later("Checksum (SHA-256)"), "size": later("Size in bytes"), "attached": later("Attached on"),
        "event_id": later("To the entry"), "agreement_id": later("To the version of the agreement"),
    },
}  # fmt: skip


def dossier_fields(cls: type[Entity]) -> tuple[Field, ...]:
    """Return the fields of a kind that a dossier tells."""
    left_out = _LEFT_OUT.get(cls.kind, frozenset())
    return tuple(field for field in told_fields(cls) if field.name not in left_out)


def dossier_name(language: Language, cls: type[Entity], field: Field) -> str:
    """Return the name of a field of a kind."""
    own = _NAMES.get(cls.kind, {}).get(field.name)
    return language.gettext(own) if own else field_name(language, field)


def said(
    language: Language, row: Entity, reader: Reader, currency: str, left_out: Collection[str] = ()
) -> Iterator[str]:
    """Yield what a row says, a line for each field that says anything but the usual."""
    days = DAYS.get(row.kind, ())
    for field in dossier_fields(type(row)):
        value = getattr(row, field.name)
        depends = _DEPENDS.get(field.name)
        if depends and not getattr(row, depends, True):
            continue
        if field.name in days[:1] or field.name in left_out or _is_usual(field, value):
            continue
        words = dossier_value(language, field, value, reader, currency)
        if words:
            yield language.gettext("{name}: {text}").format(name=dossier_name(language, type(row), field), text=words)


def dossier_value(language: Language, field: Field, value: object, reader: Reader, currency: str) -> str:
    """Return the value of a field in words; empty for one that says nothing."""
    if field.ref and field.ref.kind == Talk.kind:
        return talk_named(language, reader, value) if isinstance(value, int) else ""
    return field_value(language, field, value, reader, currency)


def talk_named(language: Language, reader: Reader, talk_id: int) -> str:
    """Return what a talk was about, with whom, and its day; not its aim, by which it is named elsewhere."""
    talk = reader.get(Talk, talk_id)
    if talk is None:
        return ""
    day = talk.held or talk.date
    who = spoken_to(reader, [talk.id])[talk.id]
    return joined(", ", (label(language, talk.type), who, language.day(day) if day else ""))


def _is_usual(field: Field, value: object) -> bool:
    """Whether a value says nothing: not an amount agreed as 0, nor a no where nothing could be said instead."""
    no = value is False and not field.optional
    return value is None or no or value == "" or (value == 0 and value is not False and field.default == 0)
