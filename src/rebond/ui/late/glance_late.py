"""The lines on late payments in a mission's summary: the state and next step of invoices, and what was promised."""

from rebond.actions import late_sentences
from rebond.domain.direction import joined
from rebond.domain.late.kinds import LateStep
from rebond.domain.late.owed_invoice import OwedInvoice
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.late import owed_invoices
from rebond.journal.queries.letter_rows import invoices_to_ask_for
from rebond.ui.late.late_wording import chip
from rebond.ui.session import Session
from rebond.ui.speech import _, language

#: The most invoices that are named.
_MOST = 3


@dataclass(frozen=True, slots=True)
class LateSaid:
    """An open invoice in the summary: its number with its state, and the step that is due, if any."""

    owed: OwedInvoice
    text: str
    step: LateStep | None


def late_said(session: Session, client_id: int, mission_id: int | None) -> tuple[list[LateSaid], str]:
    """Return the invoices with a state or a step that is due, the one due first at the head, and the promise record."""
    today = session.today
    with session.journal.read() as reader:
        owed = owed_invoices(reader, invoices_to_ask_for(reader, client_id, mission_id), today)
    said = []
    for one in owed:
        following = one.next_step(today)
        step = following.step if following.is_due(today) else None
        state = chip(one, today)
        if step or state:
            said.append(LateSaid(one, joined(" · ", (one.invoice.number or _("without number"), state)), step))
    promises = next((late_sentences.promises(language(), one.promises) for one in owed), "")
    return said[:_MOST], promises
