"""The settling and moving of entries of the agenda, or the reason why one cannot be."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from rebond.actions.contacts import finish_next_step
from rebond.actions.invoices import draft_for_amendment, draft_for_milestone, draft_for_month
from rebond.actions.talks import move_talk
from rebond.actions.tasks import finish_task, move_day
from rebond.domain.agenda.entries import AgendaEntry, AgendaKind, moved
from rebond.domain.agreements.amendments import total
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Event, Invoice, Milestone, Mission
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.registry import BY_NAME
from rebond.domain.talks.kinds import Talk
from rebond.domain.tasks.kinds import Task
from rebond.journal.history import Change
from rebond.journal.queries.amendments import amendment_lines
from rebond.journal.queries.in_force import mission_in_force
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.speech import _, language

#: The entries whose day a person chose, so that it can be moved.
MOVABLE = frozenset({AgendaKind.TASK, AgendaKind.FOLLOW_UP, AgendaKind.ANSWER, AgendaKind.MILESTONE, AgendaKind.TALK})

#: What an invoice can be written for here.
_BILLED = (Mission, Milestone, Amendment)


def settling(entry: AgendaEntry) -> tuple[str, str]:
    """Return the name and the hint of the command that settles an entry; empty for one that only its work settles."""
    match entry.kind:
        case AgendaKind.TASK:
            return _("Do&ne"), _("The task is done (Space)")
        case AgendaKind.TALK:
            return _("&Prepare…"), _("Open the preparation of this talk (Space)")
        case AgendaKind.FOLLOW_UP:
            return _("Do&ne"), _("The next step is done (Space)")
        case AgendaKind.LATE_INVOICE | AgendaKind.PROMISE | AgendaKind.REMINDER | AgendaKind.LIMITATION:
            return _("No&te a payment…"), _("Note what was paid of this invoice (Space)")
        case AgendaKind.TO_INVOICE if not entry.months:
            return _("Write the &invoice…"), _("Write this invoice (Space)")
        case AgendaKind.END if entry.to_note:
            return _("Note the &end…"), _("Note when and how it ended (Space)")
    return "", ""


def why_not(entry: AgendaEntry) -> str:
    """Return why an entry cannot be settled or moved here, and what does it."""
    match entry.kind:
        case AgendaKind.LATE_INVOICE:
            return _("This is the due date of the invoice. Space notes a payment, Enter opens the invoice.")
        case AgendaKind.PROMISE:
            return _("The client promised this day. Space notes a payment, Enter opens the invoice.")
        case AgendaKind.REMINDER:
            return _("The day follows from the due date. Space notes a payment, Enter opens the invoice.")
        case AgendaKind.LIMITATION:
            return _("The day follows from the law. Space notes a payment, Enter opens the invoice.")
        case AgendaKind.TO_INVOICE if entry.months:
            return _("These months were never invoiced. Enter opens the mission, to write their invoices one by one.")
        case AgendaKind.TO_INVOICE:
            return _("The day follows from what is to be invoiced. Space writes the invoice.")
        case AgendaKind.AMENDMENT:
            return _("The day follows from when the amendment was sent. Note the client’s answer to settle it.")
        case AgendaKind.ANSWER:
            return _("Enter opens the request in its journal: your answer there settles it.")
        case AgendaKind.CLOSURE:
            return _(
                "The day follows from the closure, which Enter opens. The reminder goes once the month is invoiced."
            )
        case AgendaKind.MILESTONE:
            return _("A milestone is to be invoiced once its day is past. + and − move it, Enter opens its mission.")
        case AgendaKind.END if entry.to_note:
            return _("The notice has run out on this day. Space notes when and how it ended.")
    return _("The day follows from the contract, and passes by itself. Enter opens the mission, to change it.")


class Settler:
    """Settles and moves entries for a widget, whose window gets the forms; refusals are passing messages."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        self._session, self._owner = session, owner

    def settle(self, entry: AgendaEntry) -> None:
        """Do what settles an entry, or say why that is done elsewhere."""
        row = self._row(entry)
        if isinstance(row, Task):
            self._do(finish_task, row, self._session.today)
        elif isinstance(row, Talk):
            from rebond.ui.talks.talk_windows import open_talk

            open_talk(self._session, self._owner.window(), row.id)
        elif isinstance(row, Contact):
            self._do(finish_next_step, row)
        elif isinstance(row, Invoice):
            from rebond.ui.missions.invoice_form import PaymentForm

            PaymentForm(self._session, row, entry.left, self._owner.window()).open()
        elif entry.kind is AgendaKind.TO_INVOICE and not entry.months and isinstance(row, _BILLED):
            self._invoice(row, entry)
        elif entry.to_note:
            self._note_end(row)
        else:
            self._session.message.emit(why_not(entry))

    def move(self, entry: AgendaEntry, days: int) -> None:
        """Move the day of an entry, or say why it cannot be moved."""
        row, today = self._row(entry), self._session.today
        if entry.kind not in MOVABLE:
            self._session.message.emit(why_not(entry))
        elif entry.date and moved(entry.date, days, today) == entry.date:
            self._session.message.emit(_("It is due already: it cannot be brought forward."))
        elif isinstance(row, Talk):
            self._do(move_talk, row, days, today)
        elif isinstance(row, Task | Contact | Event | Milestone):
            self._do(move_day, row, days, today)

    def _row(self, entry: AgendaEntry) -> Entity | None:
        kind, row_id = entry.row
        if not kind:
            return None
        with self._session.journal.read() as reader:
            row: Entity | None = reader.get(BY_NAME[kind], row_id)
        return row

    def _invoice(self, row: Mission | Milestone | Amendment, entry: AgendaEntry) -> None:
        from rebond.ui.missions.amendment_wording import amendment_name
        from rebond.ui.missions.drafts import numbered
        from rebond.ui.missions.invoice_form import InvoiceForm

        with self._session.journal.read() as reader:
            if isinstance(row, Milestone):
                mission = reader.get(Mission, row.mission_id)
                draft = draft_for_milestone(mission, row) if mission else None
            elif isinstance(row, Amendment):
                mission, amount = reader.get(Mission, row.mission_id), total(amendment_lines(reader, row))
                name, today = amendment_name(row), self._session.today
                draft = draft_for_amendment(mission, amount, name, today) if mission else None
            else:
                mission = mission_in_force(reader, row.id, self._session.today)
                situation = self._session.outlook.situation
                month = entry.about
                draft = draft_for_month(reader, situation, mission, month) if mission and month else None
            draft = numbered(reader, draft) if draft else None
        if draft:
            InvoiceForm(self._session, draft, self._owner.window()).open()

    def _note_end(self, row: Entity | None) -> None:
        from rebond.ui.missions.end_form import EndForm

        with self._session.journal.read() as reader:
            mission = mission_in_force(reader, row.id, self._session.today) if row else None
        if mission:
            EndForm(self._session, mission, self._owner.window()).open()

    def _do(self, action: Callable[..., Change | None], *args: object) -> None:
        try:
            self._session.do(action, self._session.journal, *args)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))
