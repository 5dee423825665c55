"""The forms of a person of a client, and of a partner."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from rebond.actions.records import save
from rebond.domain.people.kinds import Fit, Partner, Person
from rebond.journal.queries.people import partners
from rebond.ui.missions.sizes import low
from rebond.ui.session import Session
from rebond.ui.shared.fields import CheckField, ChoiceField, LongTextField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.shared.namesakes import warn_of_namesakes
from rebond.ui.speech import _


class PersonForm(Form):
    """The form of a person of a client."""

    def __init__(self, session: Session, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the person") if person.id else _("New person"), self._save, parent)
        self._session = session
        self._person = person
        self.add("name", _("&Name"), TextField(), person.name)
        self.add("role", _("&Role"), TextField(_("For example: decides, pays, works with you")), person.role)
        self.add("email", _("&E-mail"), TextField(), person.email)
        self.add("phone", _("&Phone"), TextField(), person.phone)
        self.add("familiar", "", CheckField(_("You say “&tu” to each other")), person.familiar)
        self.add("note", _("N&ote"), low(LongTextField()), person.note)

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._person, **values), self._session.today)


class PartnerForm(Form):
    """The form of a partner; the fields of work that others have are suggested."""

    def __init__(self, session: Session, partner: Partner, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the partner") if partner.id else _("New partner"), self._save, parent)
        self._session = session
        self._partner = partner
        with session.journal.read() as reader:
            known = dict.fromkeys(each.field for each in partners(reader) if each.field)
        self.add("name", _("&Name"), TextField(), partner.name)
        field = self.add("field", _("&Field of work"), TextField(_("For example: web design")), partner.field)
        suggestions = QCompleter(list(known), self)
        suggestions.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        field.setCompleter(suggestions)
        self.add("fit", _("&Beside your own"), ChoiceField(Fit), partner.fit)
        self.add("email", _("&E-mail"), TextField(), partner.email)
        self.add("phone", _("&Phone"), TextField(), partner.phone)
        self.add("note", _("N&ote"), low(LongTextField()), partner.note)
        warn_of_namesakes(self, session, partner, _("Another partner bears this name: it may be the same one."))

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._partner, **values), self._session.today)
