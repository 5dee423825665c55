"""The rows of a dossier in words: what each says, when it was written down, and what was changed since."""

import datetime as dt
from collections.abc import Iterator, Mapping

from rebond.actions.dossier_fields import DAYS, dossier_fields, dossier_name, dossier_value, said, talk_named
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.direction import joined
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.late.states import outcome
from rebond.domain.missions.kinds import Event, Invoice
from rebond.domain.proof.dossier import ToldRow
from rebond.domain.talks.kinds import Talk, TalkNote
from rebond.domain.value_classes import dataclass
from rebond.journal.history import Version
from rebond.journal.queries.dossier_rows import ProvenRow
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.sentences import label

#: The actions that take a change back: what they write stood there before.
_TAKEN_BACK = frozenset({"undo", "redo", "revert"})


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells rows in a language; with `one_mission` they all are of the same, which need not be told each time.

    `files` are the names, by the id of the row, under which attached files come with the dossier.
    """

    reader: Reader
    language: Language
    currency: str
    one_mission: bool
    files: Mapping[int, str]
    today: dt.date

    def told(self, proven: ProvenRow, computed: tuple[str, ...] = ()) -> ToldRow:
        """Return a row in words; `computed` is what follows from it."""
        row, language = proven.row, self.language
        day = day_of(row)
        return ToldRow(
            day=language.day(day) if day else "",
            title=self._title(proven),
            place=f"{row.kind} {row.id}",
            entered=self.entered(proven),
            says=tuple(line for text in self._says(row) for line in text.splitlines()),
            since=tuple(self.since(proven)),
            computed=computed,
            deleted=proven.deleted,
        )

    def _says(self, row: Entity) -> Iterator[str]:
        if isinstance(row, AttachedFile):
            name = self.files.get(row.id)
            if name:
                yield self.language.gettext("Comes with this dossier as: {name}").format(name=name)
            else:
                yield self.language.gettext("The journal does not hold its content any more.")
        left_out = frozenset({"mission_id"}) if self.one_mission else frozenset[str]()
        yield from said(self.language, row, self.reader, self.currency, left_out)
        if isinstance(row, InvoiceState) and row.type is StateKind.PROMISED:
            invoice = self.reader.get(Invoice, row.invoice_id)
            became = label(self.language, outcome(row, invoice.settled if invoice else None, self.today))
            yield self.language.gettext("What became of it by {date}: {outcome}").format(
                date=self.language.day(self.today), outcome=became
            )

    def _title(self, proven: ProvenRow) -> str:
        row = proven.row
        one = self.language.gettext(row.declared.words.one)
        if isinstance(row, Event | Talk | InvoiceState):
            one = self.language.gettext("{name}: {text}").format(name=one, text=label(self.language, row.type))
        name = " ".join(str(getattr(row, row.declared.names[0])).split()) if row.declared.names else ""
        of = talk_named(self.language, self.reader, row.talk_id) if isinstance(row, TalkNote) else self._invoice(row)
        title = joined(" · ", (one, name, of))
        return f"{title} {self.language.gettext('(deleted)')}" if proven.deleted else title

    def _invoice(self, row: Entity) -> str:
        """The number of the invoice that a payment or a state belongs to."""
        invoice = self.reader.get(Invoice, getattr(row, "invoice_id", 0) or 0) if DAYS.get(row.kind) else None
        if invoice is None or row.kind not in ("payment", "invoice_state"):
            return ""
        return self.language.gettext("invoice {number}").format(number=invoice.number)

    def entered(self, proven: ProvenRow) -> str:
        """Return when and how a row was written down."""
        if not proven.versions:
            return self.language.gettext("The history does not hold when it was written down.")
        first = proven.versions[0]
        facts = {"date": self._day(first.at), "time": self.language.hour(first.at.time()), "number": first.seq}
        if first.row.before is None and not first.row.erased:
            if first.action == "import":
                return self.language.gettext("Imported on {date} at {time} (change {number})").format(**facts)
            return self.language.gettext("Written down on {date} at {time} (change {number})").format(**facts)
        return self.language.gettext("In the history since {date} at {time} (change {number})").format(**facts)

    def since(self, proven: ProvenRow) -> Iterator[str]:
        """Yield what was changed, erased or deleted of a row since it was written down."""
        if proven.erased:
            yield self.language.ngettext(
                "{count} version of it was erased on demand, as the law on personal data requires: it is blank in the "
                "history.",
                "{count} versions of it were erased on demand, as the law on personal data requires: they are blank in "
                "the history.",
                proven.erased,
            ).format(count=proven.erased)
        for version in proven.versions[1:]:
            yield from self._changed(version)

    def _changed(self, version: Version) -> Iterator[str]:
        language, row = self.language, version.row
        facts = {"date": self._day(version.at), "time": language.hour(version.at.time()), "number": version.seq}
        if row.erased:
            return
        if row.after is None:
            yield language.gettext("Deleted on {date} at {time} (change {number})").format(**facts)
            return
        if row.before is None:
            yield language.gettext("Brought back on {date} at {time} (change {number})").format(**facts)
            return
        differences = [*self._differences(version)]
        if not differences:
            return
        if version.action in _TAKEN_BACK:
            sentence = language.gettext("Put back on {date} at {time} (change {number}): {what}")
        else:
            sentence = language.gettext("Changed on {date} at {time} (change {number}): {what}")
        yield sentence.format(what=language.semicolon.join(differences), **facts)

    def _differences(self, version: Version) -> Iterator[str]:
        """Yield for each field that a change wrote what it was before."""
        was, became = version.row.was, version.row.became
        if was is None or became is None:
            yield self.language.gettext("in a form that this version of the program cannot read")
            return
        for field in dossier_fields(type(became)):
            before, after = getattr(was, field.name), getattr(became, field.name)
            if before != after:
                value = dossier_value(self.language, field, before, self.reader, self.currency)
                yield self.language.gettext("{field} was {value}").format(
                    field=dossier_name(self.language, type(became), field),
                    value=self.language.gettext("“{text}”").format(text=value) if value else "–",
                )

    def _day(self, at: dt.datetime) -> str:
        return self.language.day(at.date())


def day_of(row: Entity) -> dt.date | None:
    """Return the day that a row is about."""
    return next((day for name in DAYS.get(row.kind, ()) if (day := getattr(row, name))), None)
