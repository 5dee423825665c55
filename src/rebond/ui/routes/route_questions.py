"""The questions that the routes depend on: who both sides are in law, where, and what is owed and contested."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from rebond.actions.records import save
from rebond.actions.routes import UnpaidInvoice
from rebond.domain.countries import Country, country_of
from rebond.domain.missions.kinds import ClientLegalForm
from rebond.domain.money.kinds import LegalForm
from rebond.domain.problems import Refused
from rebond.domain.routes.open_routes import own_form
from rebond.sentences import label
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import AmountField, CheckField, ChoiceField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class RouteQuestions(QWidget):
    """Fields whose answers are kept as they are given: one's own with the settings, the client's with the client.

    Amount and contest are asked for this time only; they begin with what the journal knows of the invoice.
    """

    #: An answer that is not kept in the journal has changed.
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._unpaid: UnpaidInvoice
        #: The last amount that could be read, in cents.
        self.amount_asked = 0
        self.own_form = ChoiceField(LegalForm, none=_("not said"))
        self.own_country = ChoiceField(Country, none=_("not said"))
        self.client_form = ChoiceField(ClientLegalForm, none=_("not said"))
        self.client_country = ChoiceField(Country, none=_("not said"))
        self.amount = AmountField()
        self.contested = CheckField(_("The client contests the &debt"))
        self.problem = problem_label(self)
        self._currency = QLabel()
        self._lay_out()
        self.own_form.activated.connect(lambda: self._keep(self._unpaid.settings, "legal_form", self.own_form))
        self.own_country.activated.connect(lambda: self._keep(self._unpaid.settings, "country", self.own_country))
        self.client_form.activated.connect(lambda: self._keep(self._unpaid.client, "legal_form", self.client_form))
        self.client_country.activated.connect(lambda: self._keep(self._unpaid.client, "country", self.client_country))
        self.amount.editingFinished.connect(self._on_amount)
        self.contested.toggled.connect(self.changed)

    def begin(self, unpaid: UnpaidInvoice) -> None:
        """Show what the journal knows of the invoice, and give the keyboard to the first question without an answer."""
        self._ask_for(unpaid.left)
        self._currency.setText(unpaid.settings.currency)
        self.contested.blockSignals(True)
        self.contested.show_value(unpaid.dispute is not None)
        self.contested.blockSignals(False)
        self.show_sides(unpaid)
        asked = (
            (self.own_form, own_form(unpaid.settings)),
            (self.client_form, unpaid.client.legal_form),
        )
        next((field for field, known in asked if known is None), self.own_form).setFocus()

    def show_sides(self, unpaid: UnpaidInvoice) -> None:
        """Show who and where the two sides are."""
        self._unpaid = unpaid
        settings, client = unpaid.settings, unpaid.client
        by_status = own_form(replace(settings, legal_form=None))
        _offer(self.own_form, by_status)
        _offer(self.own_country, country_of(None, None, settings.status))
        _offer(self.client_country, country_of(None, settings.country, settings.status))
        self.own_form.show_value(settings.legal_form)
        self.own_country.show_value(settings.country)
        self.client_form.show_value(client.legal_form)
        self.client_country.show_value(client.country)

    def follow(self, unpaid: UnpaidInvoice) -> None:
        """Show what the journal knows of the invoice now; an amount that the person gave stays."""
        if self.amount_asked == self._unpaid.left:
            self._ask_for(unpaid.left)
        self.show_sides(unpaid)

    def _ask_for(self, amount: int) -> None:
        self.amount_asked = amount
        self.amount.show_value(amount)

    def _keep(self, row: Any, name: str, field: ChoiceField) -> None:
        """Save an answer, unless it is the one that was kept already."""
        if field.read() == getattr(row, name):
            return
        try:
            self._session.do(save, self._session.journal, replace(row, **{name: field.read()}), self._session.today)
        except Refused as refused:
            say(self.problem, [sentences(refused)])

    def _on_amount(self) -> None:
        try:
            amount = self.amount.read()
        except Refused as refused:
            self._tell([sentences(refused)])
            return
        self._tell([])
        if amount != self.amount_asked:
            self.amount_asked = amount
            self.changed.emit()

    def _tell(self, problems: list[str]) -> None:
        say(self.problem, problems)
        mark(self.amount, problems)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        sides = (
            (_("&You are"), self.own_form, _("&in"), self.own_country),
            (_("The &client is"), self.client_form, _("i&n"), self.client_country),
        )
        for row, (title, form, within, country) in enumerate(sides):
            for column, (text, field) in enumerate(((title, form), (within, country))):
                heading = QLabel(text)
                heading.setBuddy(field)
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.setMinimumContentsLength(20)
                grid.addWidget(heading, row, 2 * column)
                grid.addWidget(field, row, 2 * column + 1)
        self.own_form.setAccessibleName(_("What you are in law"))
        self.own_country.setAccessibleName(_("Your country"))
        self.client_form.setAccessibleName(_("What the client is in law"))
        self.client_country.setAccessibleName(_("The client's country"))
        self.amount.setAccessibleName(_("Amount to recover"))
        self.amount.setFixedWidth(15 * GRID)
        heading = QLabel(_("&Amount"))
        heading.setBuddy(self.amount)
        owed = QHBoxLayout()
        owed.addWidget(self.amount)
        owed.addSpacing(GRID // 2)
        owed.addWidget(self._currency)
        owed.addSpacing(2 * GRID)
        owed.addWidget(self.contested)
        owed.addStretch(1)
        grid.addWidget(heading, 2, 0)
        grid.addLayout(owed, 2, 1, 1, 3)
        grid.addWidget(self.problem, 3, 1, 1, 3)


def _offer(field: ChoiceField, otherwise: LegalForm | Country | None) -> None:
    """Name the entry for no answer by what counts then."""
    none = _("not said")
    if otherwise:
        none = _("not said, so {country}").format(country=label(language(), otherwise))
    field.setItemText(0, none)
