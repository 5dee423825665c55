"""The summary of the selected mission: its contract, late invoices, and work not invoiced yet."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, PlannedDays
from rebond.domain.money.lateness import ENOUGH, lags
from rebond.journal.queries.missions import MissionLine, hours, late
from rebond.ui.missions import mission_wording
from rebond.ui.missions.drafts import waiting
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_, p_

#: The number of drafts that get a button; further ones are only counted.
_MOST_BUTTONS = 3


class Glance(QScrollArea):
    """The summary of a mission or a client, built anew whenever something in it changes."""

    #: A draft, an `Invoice` not saved yet, that the person wants to complete.
    invoice_wanted = Signal(object)
    #: A request to show the mission's invoices.
    invoices_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(_("The mission at a glance"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(22 * GRID)
        self._column = QVBoxLayout()

    def show_mission(self, line: MissionLine | None) -> None:
        """Show a mission, or a client that has none."""
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(GRID, 0, GRID, 0)
        self._column.setSpacing(2)
        if line:
            self._late(line)
            if line.mission:
                self._not_invoiced(line.mission)
                self._contract(line.mission)
                self._hours(line.mission)
            self._lateness(line.client)
            self._notes(line)
        self._column.addStretch(1)
        self.setWidget(body)

    def _contract(self, mission: Mission) -> None:
        today = self._session.today
        with self._session.journal.read() as reader:
            planned = reader.matching(PlannedDays, mission_id=mission.id)
            milestones = reader.matching(Milestone, mission_id=mission.id)
        currency = self._currency
        self._say(_("Contract"), mission_wording.contract(mission))
        if last_day := mission_wording.if_told_today(mission, today):
            self._say(_("If told today"), last_day)
        billed = mission_wording.billing(mission, planned, len(milestones), currency, today)
        vat = _("VAT {rate}").format(rate=language().rate(mission.vat_rate)) if mission.vat_rate else _("no VAT")
        self._say(_("Billed"), f"{billed}, {vat}")
        for milestone in sorted(milestones, key=lambda milestone: milestone.date):
            amount, day = language().money(milestone.amount, currency), language().day(milestone.date, "medium")
            self._add_label(f"{milestone.name} · {amount} · {day}", "soft")
        self._say(_("Paid"), mission_wording.terms(mission.terms, mission.terms_days))
        self._add_label(mission_wording.terms_example(mission.terms, mission.terms_days, today), "soft")

    def _late(self, line: MissionLine) -> None:
        with self._session.journal.read() as reader:
            owed = late(reader, line.client.id, line.mission.id if line.mission else None, self._session.today)
        if not owed.count:
            self._say(_("Late invoices"), p_("late invoices", "none"))
            return
        text = n_("{count} invoice, {amount}", "{count} invoices, {amount}", owed.count)
        amount = language().money(owed.rest, self._currency)
        self._say(_("Late invoices"), text.format(count=owed.count, amount=amount), "warning")
        self._add_button(_("See the invoices")).clicked.connect(self.invoices_wanted)

    def _not_invoiced(self, mission: Mission) -> None:
        outlook = self._session.outlook
        unbilled = next((work for work in outlook.not_invoiced if work.mission.id == mission.id), None)
        if unbilled is None:
            return
        drafts = waiting(outlook.situation, unbilled)
        amount = language().money(sum(draft.amount for draft in drafts), self._currency)
        self._say(_("Not invoiced yet"), _("{amount} before VAT").format(amount=amount), "warning")
        names = {milestone.id: milestone.name for milestone in outlook.situation.milestones}
        for draft in drafts[:_MOST_BUTTONS]:
            button = self._add_button(_("Invoice {what}").format(what=_what(draft, names)))
            button.clicked.connect(partial(self._want, draft))
        left = len(drafts) - _MOST_BUTTONS
        if left > 0:
            self._add_label(n_("and {count} more", "and {count} more", left).format(count=left), "soft")

    def _hours(self, mission: Mission) -> None:
        with self._session.journal.read() as reader:
            logged = hours(reader, mission.id)
        if not logged.minutes:
            return
        self._say(_("Hours logged"), mission_wording.length(logged.minutes))
        if logged.extra:
            text = _("{hours} of them extra, not agreed").format(hours=mission_wording.length(logged.extra))
            self._add_label(text, "warning")

    def _lateness(self, client: Client) -> None:
        situation = self._session.outlook.situation
        lag = lags(situation).get(client.id)
        if lag is None:
            default = situation.settings.default_lag_days
            text = n_("not known yet: {count} day is assumed", "not known yet: {count} days are assumed", default)
            self._say(_("Usually pays"), text.format(count=default))
            self._add_label(_("Known from {count} paid invoices on.").format(count=ENOUGH), "soft")
        elif lag:
            text = n_("{count} day after the due date", "{count} days after the due date", lag)
            self._say(_("Usually pays"), text.format(count=lag))
        else:
            self._say(_("Usually pays"), _("on time"))

    def _notes(self, line: MissionLine) -> None:
        for title, note in (
            (_("Note on the mission"), line.mission.note if line.mission else ""),
            (_("Note on the client"), line.client.note),
        ):
            if note:
                self._say(title, note)

    @property
    def _currency(self) -> str:
        return self._session.outlook.situation.settings.currency

    def _want(self, draft: Invoice, _checked: bool = False) -> None:
        self.invoice_wanted.emit(draft)

    def _say(self, title: str, text: str, role: str = "") -> None:
        if self._column.count():
            self._column.addSpacing(GRID + 2)
        self._add_label(title, "soft")
        self._add_label(text, role)

    def _add_label(self, text: str, role: str = "") -> None:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self._column.addWidget(label)

    def _add_button(self, text: str) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"))
        button.setProperty("role", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._column.addWidget(button)
        return button


def _what(draft: Invoice, milestones: dict[int, str]) -> str:
    """Return the name of the month or milestone that a draft bills; `milestones` are names by id."""
    if draft.milestone_id:
        return milestones.get(draft.milestone_id, "")
    return language().month(draft.month) if draft.month else ""
