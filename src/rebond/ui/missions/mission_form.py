"""The forms of a client and of a mission."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from rebond.actions.missions import save_mission
from rebond.actions.records import save
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.terms import Topic, followed, stated
from rebond.domain.countries import Country, country_of
from rebond.domain.missions.kinds import Billing, Client, ClientLegalForm, Contract, Milestone, Mission, PlannedDays
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.queries.missions import client_names, last_vat_rate
from rebond.ui.missions import agreement_wording
from rebond.ui.missions.mission_fields import (
    ClientField,
    MilestonesField,
    NoticeField,
    PayField,
    PlannedDaysField,
    TermsField,
    UnitField,
)
from rebond.ui.missions.sizes import low, narrow
from rebond.ui.session import Session
from rebond.ui.shared.country_field import country_field
from rebond.ui.shared.fields import (
    CheckField,
    ChoiceField,
    DayField,
    DaysField,
    LongTextField,
    NumberField,
    RateField,
    TextField,
)
from rebond.ui.shared.form import Form
from rebond.ui.shared.namesakes import warn_of_namesakes
from rebond.ui.speech import _

#: The fields of the form that a topic of the agreement states, the first with the sentence about it.
_FIELDS_OF = {Topic.TERM: ("contract", "ends"), Topic.NOTICE: ("notice",), Topic.RENEWAL: ("renewal_months",)}


class ClientForm(Form):
    """The form of a client: name, what it is in law, country, address and note."""

    def __init__(self, session: Session, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the client") if client.id else _("New client"), self._save, parent)
        self._session = session
        self._client = client
        self.add("name", _("&Name"), TextField(), client.name)
        settings = session.outlook.situation.settings
        country = country_field(country_of(None, settings.country, settings.status))
        self.add("country", _("C&ountry"), country, client.country)
        form = ChoiceField(ClientLegalForm, none=_("not said"))
        self.add("legal_form", _("&Legal form"), form, client.legal_form)
        self.add("address", _("&Address"), low(LongTextField()), client.address)
        self.add("note", _("No&te"), low(LongTextField()), client.note)
        warn_of_namesakes(self, session, client, _("Another client bears this name: it may be the same one."))

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._client, **values), self._session.today)


class MissionForm(Form):
    """The form of a mission; it shows only the fields that apply to the contract and billing selected.

    `won` is the contact who brings a new mission.
    """

    def __init__(
        self,
        session: Session,
        mission: Mission,
        client: str = "",
        parent: QWidget | None = None,
        *,
        won: Contact | None = None,
    ) -> None:
        super().__init__(_("Edit the mission") if mission.id else _("New mission"), self._save, parent)
        self._session = session
        self._won = won
        today = session.today
        with session.journal.read() as reader:
            names = client_names(reader)
            milestones = reader.matching(Milestone, mission_id=mission.id)
            planned = reader.matching(PlannedDays, mission_id=mission.id)
            versions = reader.matching(Agreement, mission_id=mission.id)
        self._agreed = stated(mission, versions, today)
        self._mission = mission = followed(mission, versions, today)
        self.add("client", _("&Client"), ClientField(names), client)
        self.add("name", _("&Mission"), TextField(_("For example: Newsletter")), mission.name)
        self._contract = self.add("contract", _("C&ontract"), ChoiceField(Contract), mission.contract)
        self.add("starts", _("&First day"), narrow(DayField(today)), mission.starts)
        self.add("ends", _("&Last day"), narrow(DayField(today, optional=True)), mission.ends)
        self._billing = self.add("billing", _("&Billed"), ChoiceField(Billing), mission.billing)
        self._pay = self.add("amount", _("&Amount"), PayField(), mission.amount)
        self.add("days_per_month", _("&Days a month"), narrow(DaysField()), mission.days_per_month or 17_00)
        by_month = sorted(planned, key=lambda planned_days: planned_days.month)
        self.add("planned_days", _("Other days"), PlannedDaysField(today), by_month)
        by_date = sorted(milestones, key=lambda milestone: milestone.date)
        self.add("milestones", _("Milestones"), MilestonesField(today), by_date)
        notice = (mission.notice, mission.notice_unit, mission.notice_to_month_end)
        self.add("notice", _("&Notice"), NoticeField(), notice)
        renewal = UnitField(NumberField(optional=True), _("months at a time, unless one side gives notice"))
        self.add("renewal_months", _("&Renewal"), renewal, mission.renewal_months or None)
        self.add("terms_days", _("&Payment"), TermsField(today), (mission.terms, mission.terms_days))
        self.add("vat_rate", _("&VAT"), narrow(RateField()), mission.vat_rate)
        late = UnitField(RateField(optional=True), _("a year in the contract; empty: none"))
        self.add("late_rate", _("&Interest if late"), late, mission.late_rate)
        self.add("due_day_fixed", "", CheckField(_("The contract &fixes the day of payment")), mission.due_day_fixed)
        self.add("note", _("No&te"), low(LongTextField()), mission.note)
        self._contract.currentIndexChanged.connect(self._show_what_fits)
        self._billing.currentIndexChanged.connect(self._show_what_fits)
        self._leave_to_the_agreement()
        self._show_what_fits()

    def _leave_to_the_agreement(self) -> None:
        """Show what the agreement in force states, and where to change it."""
        for topic, version in self._agreed.items():
            fields = _FIELDS_OF[topic]
            for name in fields:
                self.editor(name).setEnabled(False)
            self.warn(fields[0], _("As agreed: {version}").format(version=agreement_wording.version_name(version)))
        if self._agreed:
            elsewhere = QLabel(_("What is agreed is changed in the part Agreement."))
            elsewhere.setProperty("role", "soft")
            self.add_foot(elsewhere)

    def _show_what_fits(self) -> None:
        self.show_field("due_day_fixed", self._is_swiss() or self._mission.due_day_fixed)
        billing: Billing = self._billing.read()
        contract: Contract = self._contract.read()
        self.show_field("ends", contract is not Contract.OPEN_ENDED)
        self.show_field("renewal_months", contract is Contract.FIXED_TERM)
        self.show_field("amount", billing is not Billing.MILESTONES)
        self.show_field("days_per_month", billing is Billing.DAILY)
        self.show_field("planned_days", billing is Billing.DAILY)
        self.show_field("milestones", billing is Billing.MILESTONES)
        self._pay.per(billing, self._session.outlook.situation.settings.currency)

    def _is_swiss(self) -> bool:
        """Whether Swiss law counts for the mission's client, or for a new one."""
        settings = self._session.outlook.situation.settings
        with self._session.journal.read() as reader:
            client = reader.get(Client, self._mission.client_id) if self._mission.client_id else None
        return country_of(client.country if client else None, settings.country, settings.status) is Country.CH

    def _save(self, values: dict[str, Any]) -> None:
        notice, notice_unit, to_month_end = values.pop("notice")
        terms, terms_days = values.pop("terms_days")
        client, planned, milestones = (values.pop(name) for name in ("client", "planned_days", "milestones"))
        if values["contract"] is Contract.OPEN_ENDED:
            values["ends"] = None
        if values["contract"] is not Contract.FIXED_TERM or not values["renewal_months"]:
            # Of a contract that only the agreement makes another one, the mission's own renewal stays.
            values["renewal_months"] = self._mission.renewal_months if Topic.TERM in self._agreed else 0
        mission = replace(
            self._mission, **values, notice=notice, notice_unit=notice_unit, notice_to_month_end=to_month_end,
            terms=terms, terms_days=terms_days,
        )  # fmt: skip
        if mission.billing is not Billing.DAILY:
            mission, planned = replace(mission, days_per_month=0), ()
        if mission.billing is Billing.MILESTONES:
            mission = replace(mission, amount=0)
        else:
            milestones = ()
        self._session.do(
            save_mission, self._session.journal, mission, milestones, planned, self._session.today,
            client_name=client, won=self._won.id if self._won else None,
        )  # fmt: skip


def new_mission(session: Session, client_id: int) -> Mission:
    """Return a mission with the initial values of the form; its VAT is that of the mission entered last."""
    with session.journal.read() as reader:
        vat_rate = last_vat_rate(reader)
    return Mission(client_id=client_id, name="", starts=session.today, notice=1, vat_rate=vat_rate)


def won_mission(session: Session, contact: Contact) -> tuple[Mission, str]:
    """Return the mission that a contact hoped for brings, with the initial values of the form, and its client's name.

    The client is the contact's own, else a new one named as their organisation, else as themselves.
    """
    with session.journal.read() as reader:
        client = reader.get(Client, contact.client_id) if contact.client_id else None
    mission = replace(
        new_mission(session, client.id if client else 0),
        amount=contact.hoped_amount,
        starts=contact.hoped_from or session.today,
        contract=Contract.FIXED_TERM if contact.hoped_until else Contract.OPEN_ENDED,
        ends=contact.hoped_until,
    )
    return mission, client.name if client else contact.organisation or contact.name
