"""The Cash runway tab: builds the charts, the result, the what-if panel and the tables, and connects them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from rebond import preferences
from rebond.actions.money import bears_on_runway
from rebond.charts.runway_sentences import question, result, short_conditions
from rebond.domain.money.goal import savings_goal
from rebond.domain.money.receipts import is_open
from rebond.domain.money.runway import Projection, project
from rebond.domain.money.scenario import AS_THINGS_STAND, Scenario
from rebond.domain.value_classes import dataclass
from rebond.journal.history import Change
from rebond.journal.queries.savings import held_on
from rebond.ui.money import explain
from rebond.ui.money.answer_panel import AnswerPanel
from rebond.ui.money.balance_canvas import StaticBalances
from rebond.ui.money.chart_panel import ChartPanel
from rebond.ui.money.empty import EmptyRunway
from rebond.ui.money.explain import Explanation
from rebond.ui.money.lines_dialog import LinesDialog
from rebond.ui.money.notices import notices
from rebond.ui.money.tables_panel import Tables
from rebond.ui.money.what_if import LATEST
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame
from rebond.ui.shared.tab import Tab
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from rebond.charts.page_view import PageView
    from rebond.ui.money.chances import Chances

#: The initial heights of the chart and the tables, in proportion.
_CHART, _TABLES = 640, 360


@dataclass(frozen=True, slots=True)
class RunwayDraft:
    """The unsaved state of the tab: the scenario, the client searched for, the table in front, and new rows."""

    scenario: Scenario
    search: str
    page: int
    rows: dict[str, dict[str, Any]]


class RunwayTab(Tab):
    """Shows how long the savings last, as things stand and in a scenario."""

    name = "money"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._scenario = AS_THINGS_STAND
        self._chances: Chances | None = None
        self._chance_later = AfterFrame(self, self._show_again)
        self.chart = ChartPanel(self)
        self.empty = EmptyRunway(self)
        self.answers = AnswerPanel(self)
        self.tables = Tables(session, self)
        self.what_if = self.tables.what_if
        self._front = QStackedWidget(self)
        self._front.addWidget(self.chart)
        self._front.addWidget(self.empty)
        self._lay_out()
        self._connect()

    @property
    def scenario(self) -> Scenario:
        """The scenario that the charts show."""
        return self._scenario

    @property
    def projection(self) -> Projection:
        """The projection of the scenario."""
        for answer in self.session.outlook.answers:
            if answer.scenario == self._scenario:
                return answer.projection
        return project(self.session.outlook.situation, self._scenario, self.session.today)

    def choose(self, *client_ids: int) -> None:
        """Show the scenario in which clients, by id, leave today with notice honoured; without any, as things stand."""
        self.suppose(Scenario(leaving=self.session.outlook.departures(*client_ids)))

    def suppose(self, scenario: Scenario) -> None:
        """Show a scenario."""
        self.load_if_stale()
        self.what_if.show_scenario(scenario)
        self._show_scenario(scenario)

    def print(self) -> None:
        """Print the page with the scenario, after the system's print dialog."""
        from rebond.ui.printing.dialogs import print_page

        print_page(self.page(), self)

    def preview(self) -> None:
        """Show the print preview of the page."""
        from rebond.ui.printing.dialogs import preview_page

        preview_page(self.page(), self)

    def export(self) -> None:
        """Save the page as a PDF, PNG or SVG file."""
        from rebond.ui.printing.saving import export_page

        export_page(self.page(), self.session, self)

    def page(self) -> "PageView":
        """Return the page to print or save, with the scenario."""
        from rebond.charts.page_view import Owner, page_view
        from rebond.journal.heads import short_head

        self.load_if_stale()
        chosen = preferences.load()
        name, owner = self.session.journal.path.stem, Owner(chosen.owner, chosen.siren)
        with self.session.journal.read() as reader:
            end = short_head(reader)
        return page_view(language(), name, self.session.outlook, self._scenario, self.session.past, owner, end)

    def concerns(self, change: Change) -> bool:
        return bears_on_runway(change)

    def on_changed(self, change: Change) -> None:
        """Update figures and charts once the edit itself is painted: its table has heard of the change too."""
        self.load_soon()

    def reveal(self, kind: str, row_id: int) -> bool:
        """Select a row in one of the tables; False if it belongs to none."""
        self.load_if_stale()
        return self.tables.reveal(kind, row_id)

    def look_for(self, text: str) -> None:
        """Filter the clients who may leave by a text, if they are many."""
        self.load_if_stale()
        self.tables.show_what_if()
        if not self.what_if.search.isHidden():
            self.what_if.search.setText(text)

    def focus_first(self) -> None:
        """Move the focus to the clients who may leave, or to the button of an empty journal."""
        self.load_if_stale()
        if self._front.currentWidget() is self.empty:
            self.empty.focus_first()
        else:
            self.tables.show_what_if()

    def unfinished(self) -> RunwayDraft:
        tables = self.tables
        return RunwayDraft(self._scenario, self.what_if.search.text(), tables.currentIndex(), tables.unfinished())

    def resume(self, left: RunwayDraft) -> None:
        self.suppose(left.scenario)
        self.what_if.search.setText(left.search)
        self.tables.setCurrentIndex(left.page)
        self.tables.resume(left.rows)

    def explain(self, explanation: Explanation | None) -> None:
        """Open the dialog with the lines behind a figure; nothing for None."""
        if explanation is None:
            return
        dialog = LinesDialog(explanation, self)
        dialog.go.connect(self._go)
        dialog.open()

    def _connect(self) -> None:
        self.what_if.changed.connect(self._show_scenario)
        self.answers.bars.chosen.connect(self._choose_answer)
        self.answers.bars.asked.connect(self._explain_answer)
        self.answers.shares.asked.connect(self.explain)
        self.chart.canvas.picked.connect(self._explain_hit)
        self.chart.opening_asked.connect(self._explain_opening)
        self.chart.months_asked.connect(self._explain_months)
        self.chart.reserve_asked.connect(self._explain_reserve)
        self.chart.print_wanted.connect(self.print)
        self.chart.preview_wanted.connect(self.preview)
        self.chart.export_wanted.connect(self.export)
        self.chart.notices.followed.connect(self._follow)
        self.empty.savings_wanted.connect(self._add_savings)
        self.tables.go.connect(self.go)

    def load(self) -> None:
        outlook, situation = self.session.outlook, self.session.outlook.situation
        self.what_if.show_clients(
            {client_id: situation.client_names[client_id] for client_id in outlook.clients},
            outlook.today,
            opportunities=any(is_open(contact) for contact in situation.contacts),
        )
        self._front.setCurrentWidget(self.chart if situation.accounts else self.empty)
        self.answers.setVisible(bool(situation.accounts))
        settings = situation.settings
        goal = savings_goal(situation, outlook.today)
        self.chart.canvas.show_balances(
            StaticBalances(
                outlook.as_things_stand.projection,
                settings.currency,
                self.session.past,
                situation.closure_windows,
                goal,
                settings.goal_months,
            )
        )
        self.chart.notices.show_notices(notices(outlook))
        self.chart.show_outlook(outlook)
        self.answers.shares.show_outlook(outlook)
        self.tables.show_outlook(outlook)
        self._show_scenario(self.what_if.scenario)

    def _show_scenario(self, scenario: Scenario) -> None:
        """Update only what depends on the scenario, since this runs at every step of the slider."""
        self._scenario = scenario
        outlook, names = self.session.outlook, self.session.outlook.situation.client_names
        projection = self.projection
        supposed = None if scenario == AS_THINGS_STAND else projection
        self.chart.canvas.show_scenario(supposed, short_conditions(language(), scenario, names))
        latest = result(language(), projection, replace(scenario, late_by=LATEST), names)
        chance = self._chance(scenario)
        told = result(language(), projection, scenario, names)
        self.chart.show_result(f"{told} {chance}".strip(), projection, f"{latest} {chance}".strip())
        chosen = next((at for at, answer in enumerate(outlook.answers) if answer.scenario == scenario), None)
        self.answers.bars.show_answers(outlook.answers, outlook.situation.settings.goal_months, chosen)

    def _chance(self, scenario: Scenario) -> str:
        """Return the sentence on the chance that a client leaves in the scenario in which it alone does."""
        if self._chances is None:
            if not scenario.leaving:
                return ""
            from rebond.ui.money.chances import Chances

            self._chances = Chances(self.session, self)
            self._chances.outdated.connect(self._on_chance_outdated)
        return self._chances.sentence(scenario.leaving)

    def _on_chance_outdated(self) -> None:
        """Tell the chance anew, after the frame or once the tab is shown; a reading of everything will anyway."""
        if not self.isVisible():
            self._stale = True
        elif not self._stale:
            self._chance_later.ask()

    def _show_again(self) -> None:
        self._show_scenario(self._scenario)

    def _choose_answer(self, number: int) -> None:
        self.suppose(self.session.outlook.answers[number].scenario)

    def _explain_answer(self, number: int) -> None:
        answer = self.session.outlook.answers[number]
        self.explain(explain.months_left(answer.projection, question(language(), answer), self._currency))

    def _explain_hit(self, hit: object) -> None:
        from rebond.charts.balance import ChartPoint

        if not isinstance(hit, ChartPoint):
            return
        if hit.series == "past":
            with self.session.journal.read() as reader:
                accounts = held_on(reader, hit.day)
            self.explain(explain.held(hit.day, accounts, self._currency))
            return
        stands = hit.series == "stands"
        projection = self.session.outlook.as_things_stand.projection if stands else self.projection
        line = _("as things stand") if stands else self._line
        self.explain(explain.balance(projection, hit.day, line, self._currency))

    def _explain_opening(self) -> None:
        self.explain(explain.opening(self.projection, self._currency))

    def _explain_months(self) -> None:
        self.explain(explain.months_left(self.projection, self._line, self._currency))

    def _explain_reserve(self) -> None:
        answer = self.session.outlook.largest_leaves
        if answer:
            self.explain(explain.reserve(self.session.outlook, answer.names[0]))

    @property
    def _currency(self) -> str:
        return self.session.outlook.situation.settings.currency

    @property
    def _line(self) -> str:
        """Return the scenario in a few words, as the name of its line."""
        return short_conditions(language(), self._scenario, self.session.outlook.situation.client_names)

    def _follow(self, kind: str, row_id: int) -> None:
        """Carry out the action of a notice: edit the balance or choose the status here, or go to the mission."""
        if kind == "account" and not row_id:
            self._add_savings()
        elif kind == "account":
            self.tables.reveal("account", row_id, "amount")
        elif kind == "charge_rate":
            self.tables.choose_status()
        else:
            self._go(kind, row_id)

    def _go(self, kind: str, row_id: int) -> None:
        """Show a row of the journal, here or in its own tab."""
        if not self.reveal(kind, row_id):
            self.go.emit(kind, row_id)

    def _add_savings(self) -> None:
        self.tables.add_savings()

    def _lay_out(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(self._front)
        left.addWidget(self.tables)
        left.setSizes([_CHART, _TABLES])
        left.setChildrenCollapsible(False)
        left.setHandleWidth(GRID)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(left, 5)
        row.addWidget(self.answers, 2)
