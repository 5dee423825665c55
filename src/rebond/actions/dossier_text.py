"""The dossier of a client in words: its title page, what it proves and does not, and its parts."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from rebond.actions.dossier_penalties import told_penalties
from rebond.actions.dossier_persons import persons_named
from rebond.actions.dossier_rows_told import Teller, day_of
from rebond.actions.dossier_worked_days import told_months
from rebond.actions.head_sentences import confirmation_said
from rebond.domain.missions.kinds import Client, Invoice, Mission
from rebond.domain.proof.dossier import ROWS, SCRIPT, STEPS, Dossier, DossierPart, ToldRow
from rebond.domain.talks.kinds import TalkNote
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal import history
from rebond.journal.heads import stated
from rebond.journal.queries.confirmed import confirmation
from rebond.journal.queries.dossier_rows import DossierPeriod, ProvenRow, Rows
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.progress import Progress, unheard

#: The parts of a dossier: heading, what is said where nothing is in it, and the kinds of their rows, those that belong
#: to others after these.
_PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (later("What was agreed"), later("No mission and no agreement in this period."),
     ("mission", "milestone", "agreement", "agreed_task", "amendment")),
    (later("What happened"), later("No entry in the journal of a mission in this period."), ("event",)),
    (later("Talks"), later("No talk in this period."), ("talk", "objection", "talk_note")),
    (later("Letters and recaps"), later("No letter in this period."), ("letter",)),
    (later("Days worked"), later("No day worked was noted in this period."), ("worked_day",)),
    (later("Invoices, payments and promises"), later("No invoice was issued, open or paid in this period."),
     ("invoice", "payment", "invoice_state")),
    (later("Tasks of either side"), later("No task in this period."), ("task",)),
    (later("Attached files"), later("No file was attached in this period."), ("attached_file",)),
)  # fmt: skip
#: The row that a row stands below: kind and field.
_BELOW = {
    "milestone": ("mission", "mission_id"),
    "agreement": ("mission", "mission_id"),
    "amendment": ("mission", "mission_id"),
    "agreed_task": ("agreement", "agreement_id"),
    "objection": ("talk", "talk_id"),
    "talk_note": ("talk", "talk_id"),
    "payment": ("invoice", "invoice_id"),
    "invoice_state": ("invoice", "invoice_id"),
}


@dataclass(frozen=True, slots=True)
class DossierWish:
    """Which dossier is wanted: of which client and period, in which language, made when.

    Talks are told with one's own preparation only with `preparation`: who reads it knows then what one would accept.
    """

    client: Client
    period: DossierPeriod
    language: Language
    today: dt.date
    preparation: bool = False


def dossier(
    reader: Reader, wish: DossierWish, rows: Rows, files: Mapping[int, str], progress: Progress = unheard
) -> Dossier:
    """Return the dossier of these rows in words; `files` are the names of the attached files in it by row id."""
    language, head = wish.language, history.head(reader)
    currency, one_mission = load_settings(reader).currency, len(rows[Mission.kind]) < 2
    teller = Teller(reader, language, currency, one_mission, files, wish.today)
    invoices = {row_id for row_id, proven in rows[Invoice.kind].items() if not proven.deleted}
    penalties = told_penalties(reader, language, currency, invoices, wish.today)
    ordered = [[*_ordered(rows, kinds)] for _heading, _empty, kinds in _PARTS]
    total, done = sum(map(len, ordered)), count()

    def heard(of_part: Iterable[ProvenRow]) -> Iterator[ProvenRow]:
        for proven in of_part:
            progress(next(done), total)
            yield proven

    parts = list[DossierPart]()
    for (heading, empty, kinds), of_part in zip(_PARTS, ordered, strict=True):
        told = tuple(_told(teller, kinds, heard(of_part), penalties.by_invoice))
        notes = penalties.notes if Invoice.kind in kinds else ()
        if told and TalkNote.kind in kinds and not wish.preparation:
            notes = (language.gettext("Only what was noted in them: how they were prepared is not in this dossier."),)
        parts.append(DossierPart(language.gettext(heading), told, "" if told else language.gettext(empty), notes))
    return Dossier(
        title=language.gettext("Dossier: {client}").format(client=wish.client.name),
        about=tuple(_about(reader, wish, total)),
        contents=language.gettext("Contents"),
        head=stated(head.hash),
        change=head.seq,
        foot=language.gettext("Head of the history, change {number}:").format(number=head.seq),
        made=wish.today,
        proves_heading=language.gettext("What this dossier proves, and what it does not"),
        proves=tuple(_proves(reader, language)),
        parts=(_persons(reader, wish, parts), *parts),
    )


def _told(
    teller: Teller, kinds: Iterable[str], rows: Iterator[ProvenRow], penalties: Mapping[int, tuple[str, ...]]
) -> Iterator[ToldRow]:
    """Yield the rows of a part in words."""
    if WorkedDay.kind in kinds:
        yield from told_months(teller, rows)
    for proven in rows:
        computed = penalties.get(proven.row.id, ()) if isinstance(proven.row, Invoice) else ()
        yield teller.told(proven, computed)


def _persons(reader: Reader, wish: DossierWish, parts: Iterable[DossierPart]) -> DossierPart:
    language = wish.language
    named = tuple(persons_named(reader, wish.client.id, (row for one in parts for row in one.told)))
    note = language.gettext(
        "With their role, as the journal has it on the day of this dossier. It is told for whoever reads it: these "
        "lines are no rows, and the files of this dossier do not prove them."
    )
    empty = "" if named else language.gettext("No person of the client is named.")
    return DossierPart(language.gettext("Persons named"), (), empty, (note,) if named else (), named)


def _about(reader: Reader, wish: DossierWish, total: int) -> Iterator[str]:
    language, period = wish.language, wish.period
    days = {"first": language.day(period.first) if period.first else "", "last": ""}
    days["last"] = language.day(period.last) if period.last else ""
    if period.first and period.last:
        yield language.gettext("From {first} to {last}").format(**days)
    elif period.first:
        yield language.gettext("From {first} on").format(**days)
    elif period.last:
        yield language.gettext("Up to {last}").format(**days)
    else:
        yield language.gettext("The whole time")
    sender = load_settings(reader).sender
    made = {"date": language.day(wish.today), "name": sender}
    if sender:
        yield language.gettext("Made on {date} by {name} from a journal kept with Rebond").format(**made)
    else:
        yield language.gettext("Made on {date} from a journal kept with Rebond").format(**made)
    if not total:
        yield language.gettext("Nothing was written down about {client} in this period.").format(
            client=wish.client.name
        )


def _proves(reader: Reader, language: Language) -> Iterator[str]:
    yield language.gettext(
        "Each entry shows the day that it is about and the time at which it was written down, which the journal notes "
        "by itself. What was changed or deleted later is shown with what it said before."
    )
    yield language.gettext(
        "Every change of the journal is chained to the one before it by a hash (SHA-256). The last hash, the head, "
        "stands at the foot of every page. Whoever has this dossier, or an earlier message with a head, can verify "
        "that nothing was changed, added or taken out before that head since it left the hands of the author."
    )
    yield from confirmation_said(language, confirmation(reader))
    yield language.gettext(
        "It proves order and integrity. It does not prove that what was written is true, who wrote it, or a date in "
        "the sense of the law: the times are those of the author’s computer."
    )
    yield language.gettext(
        "The files that come with it hold the rows and the history, and {script}, which verifies them in ten steps "
        "without this program. {steps} describes these steps, so that they can be followed by hand. These pages tell "
        "the rows in words, which no step compares: what matters is found in {rows} by the kind and the number that "
        "stand beside each entry."
    ).format(script=SCRIPT, steps=STEPS[language.code], rows=ROWS)


def _ordered(rows: Rows, kinds: Iterable[str]) -> list[ProvenRow]:
    """Return the rows of these kinds by their days; those that belong to another stand below it."""
    of_kinds = {kind: rows.get(kind, {}) for kind in kinds}
    rank = {kind: place for place, kind in enumerate(of_kinds)}
    found = [proven for by_id in of_kinds.values() for proven in by_id.values()]
    return sorted(found, key=lambda proven: _place(proven, of_kinds, rank))


def _place(proven: ProvenRow, rows: Mapping[str, Mapping[int, ProvenRow]], rank: Mapping[str, int]) -> list[object]:
    row = proven.row
    entered = proven.entered.date() if proven.entered else dt.date.max
    own = [day_of(row) or entered, rank[row.kind], getattr(row, "time", None) or dt.time(), row.id]
    above = _BELOW.get(row.kind)
    owner = rows.get(above[0], {}).get(getattr(row, above[1])) if above else None
    return [*_place(owner, rows, rank), *own] if owner else own
