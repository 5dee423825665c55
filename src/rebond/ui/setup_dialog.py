"""The set-up of a new journal: savings, spending and clients, enough for a first runway."""

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from rebond.actions.journals import FirstClient, first_figures
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

#: The number of clients that the form asks for.
_CLIENTS = 3


class SetupDialog(Form):
    """The form of the set-up; every field may stay empty, and the whole form may be skipped."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Your first figures"), self._write, parent, save=_("Show my runway"))
        self._session = session
        intro = QLabel(_("Three answers draw your first runway. All of them can be changed later, or left empty."))
        intro.setWordWrap(True)
        intro.setContentsMargins(0, 0, 0, GRID)
        intro.setProperty("role", "soft")
        self.add_wide(intro)
        self.add("savings", _("&Savings today"), AmountField(optional=True))
        self.add("spending", _("S&pending a month, charges apart"), AmountField(optional=True))
        for number in range(1, _CLIENTS + 1):
            name = f"client{number}"
            title = _("Client {number}").format(number=number)
            self.add(name, title, TextField(_("its name")))
            brings = self.add(f"amount{number}", _("a month, before VAT"), AmountField(optional=True), beside=name)
            brings.setAccessibleName(_("{client}: brings a month, before VAT").format(client=title))

    def _write(self, values: dict[str, Any]) -> None:
        fields = [(f"client{number}", f"amount{number}") for number in range(1, _CLIENTS + 1)]
        clients = [
            FirstClient(values[name], values[amount] or 0, name, amount)
            for name, amount in fields
            if values[name] or values[amount]
        ]
        names = (_("Savings"), _("Living"), _("Mission"))
        self._session.do(
            first_figures,
            self._session.journal,
            values["savings"],
            values["spending"],
            clients,
            names,
            self._session.today,
        )
