"""The forms of an invoice and of a payment."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from rebond.actions.invoices import record_payment, save_invoice
from rebond.domain.cents import vat_of
from rebond.domain.missions.kinds import Billing, Invoice, Milestone, Mission, Payment
from rebond.domain.problems import Refused
from rebond.ui.missions.sizes import low, narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, DayField, DaysField, LongTextField, MonthField, PickField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _, language, p_


class InvoiceForm(Form):
    """The form of an invoice or a credit note.

    In a new one, VAT is computed from the amount, and the due date from the date of issue, until the person types them.
    """

    def __init__(self, session: Session, invoice: Invoice, parent: QWidget | None = None) -> None:
        super().__init__(_title(invoice), self._save, parent)
        self._session = session
        self._invoice = invoice
        today = session.today
        with session.journal.read() as reader:
            missions = reader.matching(Mission, client_id=invoice.client_id)
            milestones = [
                milestone for mission in missions for milestone in reader.matching(Milestone, mission_id=mission.id)
            ]
            others = reader.matching(Invoice, client_id=invoice.client_id)
        self._others = others
        self._missions: Mapping[int, Mission] = {mission.id: mission for mission in missions}
        mission_names = {mission.id: mission.name for mission in missions}
        milestone_names = {milestone.id: milestone.name for milestone in milestones}
        self.add("number", _("&Number"), TextField(), invoice.number)
        mission_field = PickField(mission_names, none=p_("mission", "none"))
        milestone_field = PickField(milestone_names, none=p_("milestone", "none"))
        self._mission = self.add("mission_id", _("&Mission"), mission_field, invoice.mission_id)
        self.add("milestone_id", _("Mi&lestone"), milestone_field, invoice.milestone_id)
        month_field = narrow(MonthField(optional=True, hint=_("mm/yyyy")))
        self._month = self.add("month", _("M&onth billed"), month_field, invoice.month)
        amount = invoice.amount if invoice.amount or invoice.id else None
        self._amount = self.add("amount", _("&Amount before VAT"), narrow(AmountField()), amount)
        self._vat = self.add("vat", _("&VAT"), narrow(AmountField()), invoice.vat)
        corrected = PickField(self._correctable(others), none=p_("invoice", "none"))
        self.add("corrects_id", _("&Corrects"), corrected, invoice.corrects_id)
        self.add("days", _("&Days billed"), narrow(DaysField(optional=True)), invoice.days)
        self._issued = self.add("issued", _("&Issued"), narrow(DayField(today)), invoice.issued)
        self._due = self.add("due", _("D&ue"), narrow(DayField(today)), invoice.due)
        demanded = narrow(DayField(today, optional=True))
        self.add("demanded", _("&Formal notice on"), demanded, invoice.demanded)
        self.add("note", _("No&te"), low(LongTextField()), invoice.note)
        self.show_field("demanded", bool(invoice.id) and not invoice.is_credit_note)
        self._follows = {"vat": not invoice.id, "due": not invoice.id}
        self.show_field("milestone_id", bool(milestone_names))
        self.show_field("corrects_id", invoice.is_credit_note)
        self._amount.textChanged.connect(self._on_amount)
        daily = any(mission.billing is Billing.DAILY for mission in missions)
        self.show_field("days", daily or invoice.days is not None)
        self._amount.textEdited.connect(self._work_out_vat)
        self._vat.textEdited.connect(self._keep_vat)
        self._issued.textChanged.connect(self._work_out_due)
        self._due.textEdited.connect(self._keep_due)
        self._mission.activated.connect(self._on_mission)
        self._month.textChanged.connect(self._warn_of_month)
        self._warn_of_month()

    def _correctable(self, others: Iterable[Invoice]) -> dict[int, str]:
        """Return the client's invoices that a credit note may correct, the newest first: number, day, total."""
        currency = self._session.outlook.situation.settings.currency
        found = [
            each for each in others
            if each.id == self._invoice.corrects_id or not (each.is_credit_note or each.cancelled)
        ]  # fmt: skip
        found.sort(key=lambda each: (each.issued, each.id), reverse=True)
        return {
            each.id: " · ".join(
                filter(None, (each.number, language().day(each.issued), language().money(each.total, currency)))
            )
            for each in found
        }

    def _on_amount(self) -> None:
        """Offer the invoice to correct for a negative amount only."""
        amount = self._amount.parse(self._amount.text())
        if amount is not None:
            self.show_field("corrects_id", amount < 0)

    def _save(self, values: dict[str, Any]) -> None:
        if values["amount"] >= 0:
            values["corrects_id"] = None  # the field is hidden
        self._session.do(save_invoice, self._session.journal, replace(self._invoice, **values), self._session.today)

    def _chosen(self) -> Mission | None:
        return self._missions.get(self._mission.read() or 0)

    def _on_mission(self) -> None:
        self._warn_of_month()
        self._work_out_vat()
        self._work_out_due()

    def _warn_of_month(self) -> None:
        """Say which other invoices bill the mission's month, since a month is seldom billed twice on purpose."""
        month = self._month.parse(self._month.text())
        billing = [
            each.number or _("without number") for each in self._others
            if each.id != self._invoice.id and each.month == month and each.mission_id == self._mission.read()
            and not (each.cancelled or each.is_credit_note)
        ]  # fmt: skip
        text = _("{month} is billed already: {numbers}.")
        said = text.format(month=language().month(month), numbers=", ".join(billing)) if month and billing else ""
        self.warn("month", said)

    def _work_out_vat(self) -> None:
        mission = self._chosen()
        amount = self._amount.parse(self._amount.text())
        if self._follows["vat"] and mission and amount is not None:
            self._vat.show_value(vat_of(amount, mission.vat_rate))

    def _work_out_due(self) -> None:
        mission = self._chosen()
        if not self._follows["due"] or not mission or self._invoice.is_credit_note:
            return
        try:
            issued = self._issued.read()
        except Refused:
            return
        self._due.show_value(mission.terms.due_date(issued, mission.terms_days))

    def _keep_vat(self) -> None:
        self._follows["vat"] = False

    def _keep_due(self) -> None:
        self._follows["due"] = False


class PaymentForm(Form):
    """The form of a payment of an invoice; `rest` is the amount in cents to propose."""

    def __init__(self, session: Session, invoice: Invoice, rest: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Note a payment"), self._save, parent, save=_("Note the payment"))
        self._session = session
        self._invoice = invoice
        self.add("amount", _("&Amount, VAT included"), narrow(AmountField()), rest).selectAll()
        self.add("date", _("&Paid on"), narrow(DayField(session.today)), session.today)

    def _save(self, values: dict[str, Any]) -> None:
        payment = Payment(invoice_id=self._invoice.id, **values)
        self._session.do(record_payment, self._session.journal, payment, self._session.today)


def _title(invoice: Invoice) -> str:
    if invoice.is_credit_note:
        return _("Edit the credit note") if invoice.id else _("New credit note")
    return _("Edit the invoice") if invoice.id else _("New invoice")
