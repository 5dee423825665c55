"""The forms of a contact and of an interaction."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.records import save
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction, Stage
from rebond.journal.queries.missions import client_names
from rebond.ui.prospecting import contact_wording
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, DayField, LongTextField, NumberField, PickField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.shared.namesakes import warn_of_namesakes
from rebond.ui.speech import _


class ContactForm(Form):
    """The form of a contact: how to reach them, the next step, and the hoped income."""

    def __init__(self, session: Session, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the contact") if contact.id else _("New contact"), self._save, parent)
        self._session = session
        self._contact = contact
        today = session.today
        with session.journal.read() as reader:
            clients = client_names(reader)
        self.add("name", _("&Name"), TextField(), contact.name)
        self.add("organisation", _("&Organisation"), TextField(), contact.organisation)
        self.add("email", _("&E-mail"), TextField(), contact.email)
        self.add("phone", _("&Phone"), TextField(), contact.phone)
        self.add("stage_id", _("&Stage"), PickField(contact_wording.choices(Stage, session)), contact.stage_id)
        self.add("client_id", _("&Client"), PickField(clients, none=_("not a client yet")), contact.client_id)
        self.add("next_step", _("Next s&tep"), TextField(_("For example: send a quote")), contact.next_step)
        self.add("next_date", _("&When"), DayField(today, optional=True), contact.next_date)
        self.add("hoped_amount", _("May &bring a month"), AmountField(optional=True), contact.hoped_amount or None)
        self.add("hoped_from", _("&From"), DayField(today, optional=True), contact.hoped_from)
        self.add("hoped_until", _("&Until"), DayField(today, optional=True), contact.hoped_until)
        self.add("chance", _("C&hance, %"), NumberField(optional=True), contact.chance or None)
        self.add("note", _("Note"), LongTextField(), contact.note)
        warn_of_namesakes(self, session, contact, _("Another contact bears this name: it may be the same person."))

    def _save(self, values: dict[str, Any]) -> None:
        values |= {name: values[name] or 0 for name in ("hoped_amount", "chance")}
        self._session.do(save, self._session.journal, replace(self._contact, **values), self._session.today)


class InteractionForm(Form):
    """The form of an interaction: its text, date and channel."""

    def __init__(self, session: Session, interaction: Interaction, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit a contact logged"), self._save, parent)
        self._session = session
        self._interaction = interaction
        self.add("date", _("&Date"), DayField(session.today), interaction.date)
        self.add("channel_id", _("&By"), PickField(contact_wording.choices(Channel, session)), interaction.channel_id)
        self.add("text", _("What was &said"), LongTextField(), interaction.text)

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._interaction, **values), self._session.today)
