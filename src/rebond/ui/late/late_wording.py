"""Wording of late payments in the window: buttons, the chip of a state, and the penalty in a tooltip."""

from collections.abc import Iterator
from datetime import date

from rebond.actions import late_sentences
from rebond.domain.direction import joined
from rebond.domain.late.kinds import InvoiceState, LateStep, StateKind
from rebond.domain.late.late_law import RateBasis
from rebond.domain.late.owed_invoice import OwedInvoice
from rebond.domain.late.penalty import Penalty
from rebond.domain.late.states import PromiseOutcome, outcome
from rebond.journal.queries.late_laws import late_laws
from rebond.sentences import label
from rebond.ui.session import Session
from rebond.ui.speech import _, language, p_


def step_button(step: LateStep) -> str:
    """Return the text of the button that does a step."""
    return {
        LateStep.BEFORE_DUE: _("Remind before it is due…"),
        LateStep.FRIENDLY: _("Friendly reminder…"),
        LateStep.SECOND: _("Second reminder…"),
        LateStep.FIRM: _("Firm reminder…"),
        LateStep.FORMAL_NOTICE: _("Formal notice…"),
        LateStep.ROUTES: _("Routes open to you…"),
    }[step]


def chip(owed: OwedInvoice | None, today: date) -> str:
    """Return the state of an invoice, briefly: `promised for 12 Dec`; empty for none."""
    held = owed.state(today) if owed else None
    if held is None:
        return ""
    until = language().near_day(held.until, today) if held.until else ""
    if held.type is StateKind.PROMISED:
        return p_("chip", "promised for {date}").format(date=until)
    if held.type is StateKind.PAUSED and until:
        return _("paused until {date}").format(date=until)
    return label(language(), held.type)


def basis(of: RateBasis) -> str:
    """Return where a rate comes from, briefly."""
    return {
        RateBasis.DEFAULT: _("ECB + 10 points"),
        RateBasis.CONTRACT: _("contract"),
        RateBasis.FLOOR: _("3 × legal interest"),
        RateBasis.STATUTORY: _("law"),
        RateBasis.PUBLIC: _("ECB + 8 points"),
    }[of]


def state_line(state: InvoiceState, settled: date | None, today: date) -> str:
    """Return a state in the menu of an invoice, with what became of it: `promise for 12 December 2026 (broken)`."""
    said = late_sentences.state(language(), state)
    if state.type is StateKind.PROMISED:
        became = outcome(state, settled, today)
        if became is not PromiseOutcome.OPEN and state.until:
            day, what = language().day(state.until), label(language(), became)
            return _("promise for {date} ({outcome})").format(date=day, outcome=what)
        return said
    return f"{said} ({_('taken back')})" if state.ended else said


def told(session: Session, owed: OwedInvoice | None) -> Iterator[str]:
    """Yield the lines about lateness of an invoice's tooltip: state, next step, promises, and penalty to the day."""
    today = session.today
    if owed is None or owed.rest(today) == 0:
        return
    held = owed.state(today)
    if held:
        yield joined(": ", (late_sentences.state(language(), held), " ".join(held.reason.split())))
    yield late_sentences.step(language(), owed.next_step(today), today)
    yield late_sentences.promises(language(), owed.promises)
    if owed.days_late(today):
        yield from late_sentences.sums(language(), penalty_of(session, owed), _currency(session), today)
    yield limited(session, owed)


def limited(session: Session, owed: OwedInvoice) -> str:
    """Return by when an invoice is to be claimed, or since when it can no longer be; empty while that is far off."""
    with session.journal.read() as reader:
        law = owed.law_against(late_laws(reader)[owed.country]) if owed.country else None
    last = owed.limited(law, session.today)
    return late_sentences.limited(language(), law, last, session.today) if law and last else ""


def penalty_of(session: Session, owed: OwedInvoice) -> Penalty:
    """Return the penalty of an invoice to today, by the law that counts for it and the journal's own rates."""
    with session.journal.read() as reader:
        law = late_laws(reader)[owed.country] if owed.country else None
    return owed.penalty(law, session.today)


def _currency(session: Session) -> str:
    return session.outlook.situation.settings.currency
