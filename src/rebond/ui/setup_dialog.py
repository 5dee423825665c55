"""The set-up: status, accounts, spending and clients, enough for a first runway; also of a journal that has them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget

from rebond.actions.charges import Preset, presets
from rebond.actions.set_up import Answers, FirstClient, KnownFigure, read_set_up, set_up
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The number of clients that the form asks for, with those that are there; at least one new one.
_CLIENTS = 3


class StatusField(QComboBox):
    """A combo box of the legal statuses; its value is the one chosen, None while it is the one shown first."""

    def __init__(self, status: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = presets(language())
        for preset in self._presets:
            self.addItem(preset.name)
        codes = [preset.code for preset in self._presets]
        self.setCurrentIndex(codes.index(status) if status in codes else len(codes) - 1)
        self._first = self.currentIndex()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> Preset:
        return self._presets[self.currentIndex()]

    def read(self) -> Preset | None:
        return None if self.currentIndex() == self._first else self.shown


class SetupDialog(Form):
    """The form of the set-up. Every field may stay empty; figures that are in the journal are shown, to be changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Your first figures"), self._write, parent, save=_("Show my runway"))
        self._session = session
        with session.journal.read() as reader:
            there = read_set_up(reader, session.today)
        self._known = (*there.accounts, *there.expenses, *there.missions)
        intro = QLabel(_("A few answers draw your first runway. All of them can be changed later, or left empty."))
        intro.setWordWrap(True)
        intro.setContentsMargins(0, 0, 0, GRID)
        intro.setProperty("role", "soft")
        self.add_wide(intro)
        self._status: StatusField = self.add("status", _("Your s&tatus"), StatusField(there.status))
        self._status.currentIndexChanged.connect(self._show_note)
        self._show_note()
        self._add_accounts(there.accounts)
        if there.expenses:
            for figure in there.expenses:
                self._add_known(figure, _("{name}, a month").format(name=figure.names[0]))
        else:
            self.add("spending", _("S&pending a month, charges apart"), AmountField(optional=True))
        for figure in there.missions:
            client, mission = figure.names
            self._add_known(figure, _("{client} – {mission}, a month").format(client=client, mission=mission))
        self._numbers = range(min(len(there.missions), _CLIENTS - 1) + 1, _CLIENTS + 1)
        for number in self._numbers:
            self._add_client(number, _("New client") if there.missions else _("Client {number}").format(number=number))

    def _show_note(self) -> None:
        preset = self._status.shown
        note = _("{note} Rates of {period}.") if preset.period else "{note}"
        self.warn("status", note.format(note=preset.note, period=preset.period))

    def _add_accounts(self, accounts: Sequence[KnownFigure]) -> None:
        """Ask what is on the accounts: for each that is there, or for all together in a new journal."""
        last = "on_accounts"
        if not accounts:
            self.add(last, _("On your &accounts today"), AmountField(optional=True))
        for figure in accounts:
            last = figure.field
            self._add_known(figure, _("{account}, today").format(account=figure.names[0]))
        self.warn(last, _("Current account and savings together: all that you could live on."))

    def _add_known(self, figure: KnownFigure, title: str) -> None:
        """Show a figure of the journal; one that is known can be changed, and not emptied."""
        field = AmountField(optional=figure.amount is None)
        self.add(figure.field, title.replace("&", "&&"), field, figure.amount).setAccessibleName(title)

    def _add_client(self, number: int, title: str) -> None:
        name = f"client{number}"
        self.add(name, title, TextField(_("its name")))
        brings = self.add(f"amount{number}", _("a month, before VAT"), AmountField(optional=True), beside=name)
        brings.setAccessibleName(_("{client}: brings a month, before VAT").format(client=title))

    def _write(self, values: dict[str, Any]) -> None:
        preset: Preset | None = values["status"]
        answers = Answers(
            names=(_("My accounts"), _("Living"), _("Mission")),
            preset=preset,
            preset_name=preset.name if preset else "",
            on_accounts=values.get("on_accounts"),
            spending=values.get("spending"),
            clients=self._new_clients(values),
            changed={figure: values[figure.field] for figure in self._known if values[figure.field] != figure.amount},
        )
        self._session.do(set_up, self._session.journal, answers, self._session.today)

    def _new_clients(self, values: Mapping[str, Any]) -> list[FirstClient]:
        fields = [(f"client{number}", f"amount{number}") for number in self._numbers]
        return [
            FirstClient(values[name], values[amount] or 0, name, amount)
            for name, amount in fields
            if values[name] or values[amount]
        ]
