"""What the runway costs on forty years: an edit, a step of the slider, the scenarios behind them."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.actions import records
from rebond.actions.money import outlook, outlook_after
from rebond.domain.money.kinds import Expense
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND, Scenario
from rebond.journal.journal import Journal
from rebond.journal.queries.money_rows import expenses
from rebond.ui.money.tab import RunwayTab
from rebond.ui.workspace import RUNWAY, Workspace
from tests.benchmarks.measuring import FRAME, MARGIN, followed_by, frame, measured, rest

pytestmark = pytest.mark.slow

#: The pieces of work that an edit may take with all figures and charts, and that all scenarios may, loaded anew.
EDIT, SCENARIOS = 60, 40


@pytest.fixture
def tab(workspace: Workspace, qtbot: QtBot) -> RunwayTab:
    """The runway with its expenses in front, drawn."""
    tab = workspace.show_tab(RUNWAY)
    assert isinstance(tab, RunwayTab)
    tab.tables.setCurrentIndex(tab.tables.pages["expense"])
    qtbot.waitUntil(lambda: tab.chart.canvas.is_current and tab.answers.bars.is_current, timeout=10_000)
    rest()
    return tab


class Editing:
    """Raises an expense by a euro each time."""

    def __init__(self, tab: RunwayTab) -> None:
        self._session = tab.session
        with self._session.journal.read() as reader:
            self._row: Expense = expenses(reader)[0]

    def __call__(self) -> None:
        self._row = replace(self._row, amount=self._row.amount + 1_00)
        self._session.do(records.save, self._session.journal, self._row, self._session.today)


def test_an_expense_edited_to_its_painted_row(tab: RunwayTab) -> None:
    edit = followed_by(Editing(tab), QApplication.sendPostedEvents)
    assert measured("an expense edited, to its painted row", edit, between=rest) < FRAME * MARGIN


def test_an_expense_edited_to_all_figures_and_charts(tab: RunwayTab) -> None:
    charts = tab.chart.canvas, tab.answers.bars, tab.answers.shares.bar
    months = set()

    def edit(act: Editing = Editing(tab)) -> None:  # noqa: B008 - of this test alone
        act()
        rest()
        assert all(chart.is_current for chart in charts)
        months.add(tab.projection.balances[-1])

    assert measured("an expense edited, to all figures and charts", edit) < EDIT * MARGIN
    assert len(months) > 10  # each edit was computed


def test_moving_the_slider(tab: RunwayTab) -> None:
    slider = tab.what_if.late

    def move() -> None:
        slider.setValue((slider.value() + 1) % 90)

    step = followed_by(move, frame)
    assert measured("a step of the slider to the repainted chart", step, times=40) < FRAME * MARGIN


def test_drawing_the_whole_chart(tab: RunwayTab) -> None:
    draw = followed_by(tab.chart.canvas.redraw, rest)
    assert measured("the balance drawn anew", draw) < FRAME * MARGIN


def test_loading_and_projecting_all_scenarios(journal: Journal, today: date) -> None:
    answers = len(outlook(journal, today).answers)
    assert answers >= 16
    taken = measured(f"loading and all {answers} scenarios", lambda: outlook(journal, today).answers)
    assert taken < SCENARIOS * MARGIN


def test_what_an_expense_does_not_bear_on_is_kept(journal: Journal, today: date) -> None:
    whole = outlook(journal, today)
    assert whole.answers
    again = measured("all scenarios after an expense", lambda: outlook_after(journal, whole, {"expense"}).answers)
    assert again < measured("all scenarios anew", lambda: outlook(journal, today).answers) * 0.75


def test_one_projection(journal: Journal, today: date) -> None:
    situation = outlook(journal, today).situation
    late = iter(range(1_000))
    assert project(situation, AS_THINGS_STAND, today)
    taken = measured("one projection", lambda: project(situation, Scenario(late_by=next(late)), today))
    assert taken < FRAME / 2 * MARGIN
