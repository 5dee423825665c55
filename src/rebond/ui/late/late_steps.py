"""The next step of an invoice as a button, and a menu of all steps, states and windows about its lateness."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView, QMenu, QPushButton, QWidget

from rebond.domain.late.kinds import InvoiceState, LateStep, StateKind
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import CommandAction, command
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from rebond.domain.late.owed_invoice import OwedInvoice


def open_step(session: Session, parent: QWidget, owed: "OwedInvoice", step: LateStep) -> None:
    """Open the window in which a step is done: that of its letter, or that of the routes."""
    from rebond.domain.late.ladder import TEMPLATE_PREFIX
    from rebond.ui.letters.letter_window import open_letter
    from rebond.ui.routes.routes_window import open_routes_window

    invoice = owed.invoice
    if step is LateStep.ROUTES:
        open_routes_window(session, invoice.id, parent)
        return
    template = f"{TEMPLATE_PREFIX}{step.value}"
    open_letter(session, parent, template, invoice.client_id, invoice.mission_id, invoice_id=invoice.id)


class LateCommands(QObject):
    """Keeps a button, a menu and the commands of a list to the invoice that is selected in it."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._owed: OwedInvoice | None = None
        self.button = QPushButton(owner)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.do_next)
        self.menu = QMenu(_("&Late payment"), owner)
        self._states: list[CommandAction] = []
        self.show_invoice(None)

    def offer_in(self, view: QAbstractItemView) -> None:
        """Offer the menu in a list's own, and a promise, a pause and a dispute by a key each."""
        view.addAction(self.menu.menuAction())
        self._states = [
            command(view, name, partial(self._note, kind), key)
            for kind, name, key in (
                (StateKind.PROMISED, _("Note a p&romise…"), "P"),
                (StateKind.PAUSED, _("Pa&use the reminders…"), "U"),
                (StateKind.DISPUTED, _("Note a di&spute…"), "D"),
            )
        ]
        self.show_invoice(self._owed)

    @property
    def next(self) -> LateStep | None:
        """The step that is due now."""
        today = self._session.today
        following = self._owed.next_step(today) if self._owed else None
        return following.step if following and following.is_due(today) else None

    def show_invoice(self, owed: "OwedInvoice | None") -> None:
        """Offer the steps of an open invoice; None, or a settled one, has none."""
        self._owed = owed if owed and owed.rest(self._session.today) else None
        step = self.next
        self.button.setVisible(step is not None)
        if step and self._owed:
            from rebond.actions import late_sentences
            from rebond.ui.late.late_wording import limited, step_button

            self.button.setText(step_button(step))
            said = late_sentences.step(language(), self._owed.next_step(self._session.today), self._session.today)
            self.button.setToolTip(tip("\n".join(filter(None, (said, limited(self._session, self._owed))))))
        for action in (self.menu.menuAction(), *self._states):
            action.setEnabled(self._owed is not None)
        self._fill()

    def do_next(self) -> None:
        """Open the window of the step that is due."""
        if self._owed and (step := self.next):
            open_step(self._session, self._owner.window(), self._owed, step)

    def _fill(self) -> None:
        self.menu.clear()
        owed = self._owed
        if owed is None:
            return
        from rebond.ui.late.late_wording import state_line, step_button

        for step in LateStep:
            self._add(step_button(step), partial(open_step, self._session, self._owner.window(), owed, step))
        self.menu.addSeparator()
        self.menu.addActions(self._states)
        for state in sorted(owed.states, key=lambda one: (one.starts, one.id)):
            said = state_line(state, owed.settled(self._session.today), self._session.today)
            self._add(f"{said[:1].upper()}{said[1:]}…".replace("&", "&&"), partial(self._open_state, state))
        self.menu.addSeparator()
        self._add(_("P&enalties…"), self._open_penalties)

    def _add(self, name: str, run: Callable[[], object]) -> None:
        self.menu.addAction(name).triggered.connect(lambda _checked=False: run())

    def _note(self, kind: StateKind) -> None:
        """Open the form of a new state of the invoice."""
        if self._owed:
            self._open_state(InvoiceState(invoice_id=self._owed.invoice.id, type=kind, starts=self._session.today))

    def _open_state(self, state: InvoiceState) -> None:
        from rebond.ui.late.state_form import StateForm

        StateForm(self._session, state, self._owner.window()).open()

    def _open_penalties(self) -> None:
        from rebond.ui.late.penalties_dialog import PenaltiesDialog

        if self._owed:
            PenaltiesDialog(self._session, self._owed.invoice.id, self._owner.window()).open()
