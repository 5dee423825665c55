"""The cost of extras over twelve months: a chart by month, and a table by month, mission or client."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.domain.agreements.extras import Cost, ExtraEntry, Sum, cost, cost_by, last_months
from rebond.domain.calendar import month_start
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.money.days_of_savings import days_of_savings, lasts_until
from rebond.journal.history import Change
from rebond.journal.queries.extras import extra_work
from rebond.ui.missions import mission_wording
from rebond.ui.missions.extras_canvas import ExtrasCanvas
from rebond.ui.missions.glance_extras import MONTHS, first_day, given_away
from rebond.ui.session import Session
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class ExtrasDialog(QDialog):
    """The extra work of a mission, of its client, or of all clients."""

    def __init__(self, session: Session, mission_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What extra work costs"))
        self._session = session
        with session.journal.read() as reader:
            self._missions = {mission.id: mission for mission in reader.all(Mission)}
            self._clients = {client.id: client.name for client in reader.all(Client)}
        self._mission = self._missions[mission_id]
        self.of = QComboBox()
        self.of.setAccessibleName(_("Whose extra work"))
        of_client = _("all missions of {client}").format(client=self._clients[self._mission.client_id])
        self.of.addItems([self._mission.name, of_client, _("all clients")])
        self.by = QComboBox()
        self.by.setAccessibleName(_("Table by"))
        self.by.addItems([_("by month"), _("by mission"), _("by client")])
        self.summary, self.savings = QLabel(), QLabel()
        self.summary.setProperty("role", "title")
        self.savings.setProperty("role", "soft")
        for label in (self.summary, self.savings):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.chart = ExtrasCanvas()
        titles = (
            "", _("Extra"), _("Given away"), _("Price"), _("Days of savings"), _("To price"), _("Out of hours"),
        )  # fmt: skip
        self.table = RowTable(titles, free=0, figures=range(1, len(titles)))
        self.table.setAccessibleName(_("Cost of extra work"))
        self.table.setMinimumHeight(18 * GRID)
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + GRID + 2)
        self._lay_out()
        self.of.currentIndexChanged.connect(self._show)
        self.by.currentIndexChanged.connect(self._show)
        session.changed.connect(self._on_changed)
        self.resize(800, 520)
        self._show()
        self.of.setFocus()

    def _lay_out(self) -> None:
        close = QPushButton(_("C&lose"))
        close.clicked.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(self.of)
        top.addWidget(QLabel(_("over twelve months")))
        top.addStretch(1)
        top.addWidget(self.by)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.summary)
        column.addWidget(self.savings)
        column.addWidget(self.chart, 1)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _on_changed(self, change: Change) -> None:
        if not change.kinds.isdisjoint(("event", "agreement", "amendment", "mission")):
            self._show()

    def _show(self) -> None:
        today = self._session.today
        chosen = (
            lambda mission: mission.id == self._mission.id,
            lambda mission: mission.client_id == self._mission.client_id,
            lambda _mission: True,
        )[self.of.currentIndex()]
        with self._session.journal.read() as reader:
            entries = extra_work(reader, [each for each in self._missions.values() if chosen(each)], first_day(today))
        whole = cost(entries)
        self.chart.show_months(last_months(entries, today, MONTHS))
        self.summary.setText(self._summary(whole))
        self.savings.setText(self._savings(whole.given))
        self.savings.setVisible(bool(self.savings.text()))
        rows = [self._row(name, found) for name, found in self._groups(entries)]
        self.table.show_texts([*rows, self._row(_("Total"), whole)] if rows else [])

    def _summary(self, whole: Cost) -> str:
        if not whole.found:
            return _("No extra work in these months.")
        extra = _("{hours} extra").format(hours=mission_wording.length(whole.extra.minutes))
        given = given_away(whole.given, self._session.outlook) if whole.given.minutes else ""
        return " · ".join(filter(None, (extra, given)))

    def _savings(self, given: Sum) -> str:
        """Return what a day of savings is, and until when the savings would last with the money given away."""
        outlook = self._session.outlook
        if days_of_savings(given.cents, outlook) is None or not given.cents:
            return ""
        text = _("A day of savings is what you spend in a day, over the next twelve months; charges are taken off.")
        zero, longer = outlook.as_things_stand.projection.zero_date, lasts_until(given.cents, outlook)
        if zero is None or longer is None or longer == zero:
            return text
        with_it = _("With that money, the savings would last until {date} instead of {zero}.").format(
            date=language().day(longer), zero=language().day(zero)
        )
        return f"{text} {with_it}"

    def _groups(self, entries: tuple[ExtraEntry, ...]) -> list[tuple[str, Cost]]:
        """Return the name and the cost of each group, the latest month or the most expensive first."""
        if self.by.currentIndex() == 0:
            by_month = cost_by(entries, _month)
            return [(language().month(month, "short"), by_month[month]) for month in sorted(by_month, reverse=True)]
        keys: tuple[Callable[[ExtraEntry], int], ...] = (lambda one: one.mission_id, self._client_id)
        found = cost_by(entries, keys[self.by.currentIndex() - 1])
        ordered = sorted(found.items(), key=lambda pair: (-pair[1].given.cents, -pair[1].extra.minutes))
        return [(self._name(key), group) for key, group in ordered]

    def _client_id(self, one: ExtraEntry) -> int:
        return self._missions[one.mission_id].client_id

    def _name(self, key: int) -> str:
        if self.by.currentIndex() == 1:
            mission = self._missions[key]
            return f"{self._clients[mission.client_id]} · {mission.name}"
        return self._clients[key]

    def _row(self, name: str, found: Cost) -> list[str]:
        currency, outlook = self._session.outlook.situation.settings.currency, self._session.outlook
        given = found.given
        days = days_of_savings(given.cents, outlook)
        return [
            name,
            _hours(found.extra),
            _hours(given),
            language().money(given.cents, currency) if given.cents else "–",
            "–" if days is None or not given.cents else language().fixed(days),
            _hours(found.to_price),
            _hours(found.at_rest),
        ]


def _month(one: ExtraEntry) -> date:
    return month_start(one.date)


def _hours(work: Sum) -> str:
    return mission_wording.length(work.minutes) if work.minutes else "–"
