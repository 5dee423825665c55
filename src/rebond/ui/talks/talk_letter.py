"""The letter that a talk leads to, or stands for where it is held in writing: of a late payment, the next reminder."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from rebond.actions.talk_late import late_of_talk
from rebond.domain.late.kinds import LateStep
from rebond.domain.late.ladder import TEMPLATE_PREFIX
from rebond.domain.talks.advice import LETTERS
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.late import owed_invoice
from rebond.letters.template_file import load
from rebond.ui.late.late_wording import step_button
from rebond.ui.letters.letter_window import open_letter
from rebond.ui.routes.routes_window import open_routes_window
from rebond.ui.session import Session
from rebond.ui.speech import _, language


@dataclass(frozen=True, slots=True)
class TalkLetter:
    """The text of the button of a letter, and the function that opens its window over another."""

    button: str
    open: Callable[[QWidget], None]


def letter_for(session: Session, talk: Talk) -> TalkLetter | None:
    """Return the letter that fits a talk; None where no letter does, or no invoice is late.

    Of a late payment it is the next step for the invoice of the talk, else for the one that has been due longest.
    """
    if talk.type is TalkKind.PAYMENT:
        return _next_step(session, talk)
    template = LETTERS.get(talk.type)
    if template is None:
        return None
    title = load(template, language().code).title
    return TalkLetter(_("{letter}…").format(letter=title), partial(_open, session, talk, template, None))


def _next_step(session: Session, talk: Talk) -> TalkLetter | None:
    with session.journal.read() as reader:
        late = late_of_talk(reader, talk, session.today)
        owed = owed_invoice(reader, late[0][0].id, session.today) if late else None
    if owed is None:
        return None
    # While a pause, a promise or a dispute holds the ladder back, the letter that asks what is wrong is left.
    step = owed.next_step(session.today).step or LateStep.SECOND
    if step is LateStep.ROUTES:
        return TalkLetter(step_button(step), partial(open_routes_window, session, owed.invoice.id))
    return TalkLetter(
        step_button(step), partial(_open, session, talk, f"{TEMPLATE_PREFIX}{step.value}", owed.invoice.id)
    )


def _open(session: Session, talk: Talk, template: str, invoice_id: int | None, parent: QWidget) -> None:
    open_letter(session, parent, template, talk.client_id, talk.mission_id, invoice_id=invoice_id, talk=talk)
