"""The form of a state of an invoice: a promise, a pause or a dispute, with its days and why."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.records import save
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import Invoice
from rebond.ui.missions.sizes import low, narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import DayField, LongTextField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _


class StateForm(Form):
    """A state of an invoice; of one that was noted before, also the day on which it was taken back."""

    def __init__(self, session: Session, state: InvoiceState, parent: QWidget | None = None) -> None:
        with session.journal.read() as reader:
            invoice = reader.get(Invoice, state.invoice_id)
        number = (invoice.number if invoice else "") or _("without number")
        title, first, last, ended = _words(state.type)
        super().__init__(title.format(number=number), self._save, parent)
        self._session, self._state = session, state
        today = session.today
        if state.type is StateKind.PROMISED:
            self.add("until", last, narrow(DayField(today)), state.until)
            self.add("starts", first, narrow(DayField(today)), state.starts)
        else:
            self.add("starts", first, narrow(DayField(today)), state.starts)
        if state.type is StateKind.PAUSED:
            self.add("until", last, narrow(DayField(today, optional=True)), state.until)
            self.warn("until", _("Left empty, reminders wait until you take the pause back."))
        said = _("&What was said") if state.type is StateKind.PROMISED else _("&Why")
        self.add("reason", said, low(LongTextField()), state.reason)
        if state.id:
            self.add("ended", ended, narrow(DayField(today, optional=True)), state.ended)

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._state, **values), self._session.today)


def _words(kind: StateKind) -> tuple[str, str, str, str]:
    """Return the title of the form, and the labels of the first day, the last and that on which it was taken back."""
    return {
        StateKind.PROMISED: (
            _("Promise to pay invoice {number}"), _("Promised &on"), _("&Pays by"), _("&Taken back on"),
        ),
        StateKind.PAUSED: (_("Pause of invoice {number}"), _("&From"), _("&Until"), _("&Taken back on")),
        StateKind.DISPUTED: (_("Dispute about invoice {number}"), _("&Since"), "", _("Se&ttled on")),
    }[kind]  # fmt: skip
