"""Scenarios chosen by a bar, by the panel or from outside, and the tab's sentences on them."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.actions import records
from rebond.actions.invoices import save_invoice
from rebond.domain.missions.kinds import Invoice
from rebond.domain.money.kinds import Expense
from rebond.domain.money.scenario import AS_THINGS_STAND, NO_INCOME_ESSENTIALS, Departure, Scenario
from rebond.ui.money.balance_canvas import SETTLED
from rebond.ui.money.departures import NAME, NOTICE, PAYS, TOLD
from rebond.ui.money.tab import RunwayTab
from rebond.ui.money.what_if import LATEST
from rebond.ui.session import Session
from rebond.ui.shared.fields import DayField
from rebond.ui.workspace import RUNWAY, Workspace
from tests.domain.worked_examples import ATLAS, FIRST_TODAY, PERRET
from tests.ui.conftest import show

LEAVES = Scenario(leaving=(Departure(ATLAS, FIRST_TODAY),))


def test_a_client_chosen_from_outside_leaves_today_with_notice(tab: RunwayTab) -> None:
    tab.choose(ATLAS)
    assert tab.scenario == LEAVES
    assert tab.chart.sentence.text() == (
        "If Atlas leaves today, notice honoured, your savings last 6.3 months: until 1 June 2027. "
        "Chance of leaving 3% a month."
    )


def test_nobody_chosen_is_as_things_stand(tab: RunwayTab) -> None:
    tab.choose(ATLAS)
    tab.choose()
    assert tab.scenario == AS_THINGS_STAND
    assert "20.3 months" in tab.chart.sentence.text()


def row_middle(tab: RunwayTab, bar: int) -> QPoint:
    row = tab.answers.bars.row(bar)
    assert row is not None
    return row.center().toPoint()


def test_clicking_a_bar_makes_it_the_scenario(tab: RunwayTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.answers.bars, Qt.MouseButton.LeftButton, pos=row_middle(tab, 1))
    assert tab.scenario == LEAVES
    assert tab.what_if.clients.departures() == LEAVES.leaving


def test_the_arrows_and_enter_choose_a_bar(tab: RunwayTab, qtbot: QtBot) -> None:
    bars = tab.answers.bars
    bars.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Return):
        qtbot.keyClick(bars, key)
    assert tab.scenario == NO_INCOME_ESSENTIALS
    assert tab.what_if.no_income.isChecked()
    assert tab.what_if.essentials.isChecked()


def test_the_panel_tells_who_leaves_when_and_how(tab: RunwayTab) -> None:
    model = tab.what_if.clients
    checked, unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    assert model.setData(model.index(0, NAME), checked, Qt.ItemDataRole.CheckStateRole)
    assert model.setData(model.index(0, NOTICE), unchecked, Qt.ItemDataRole.CheckStateRole)
    assert model.setData(model.index(0, PAYS), unchecked, Qt.ItemDataRole.CheckStateRole)
    assert model.setData(model.index(0, TOLD), date(2027, 1, 10))
    assert tab.scenario == Scenario(leaving=(Departure(ATLAS, date(2027, 1, 10), notice_honoured=False, pays=False),))


def test_space_ticks_the_client_under_the_cursor(tab: RunwayTab, qtbot: QtBot) -> None:
    tab.focus_first()
    qtbot.keyClick(tab.what_if.view, Qt.Key.Key_Down)
    qtbot.keyClick(tab.what_if.view, Qt.Key.Key_Space)
    assert [departure.client_id for departure in tab.scenario.leaving] == [PERRET]


def test_a_day_is_typed_in_place_and_one_that_is_none_stays_with_its_reason(tab: RunwayTab, qtbot: QtBot) -> None:
    tab.choose(ATLAS)
    view = tab.what_if.view
    view.setCurrentIndex(view.model().index(0, TOLD))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    editor = view.findChild(DayField)
    editor.selectAll()
    qtbot.keyClicks(editor, "31/02")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not a day of the calendar" in tab.what_if.problem.text())
    assert tab.scenario == LEAVES
    qtbot.keyClick(view, Qt.Key.Key_Return)
    editor = view.findChild(DayField)
    assert editor.text() == "31/02"
    editor.selectAll()
    qtbot.keyClicks(editor, "10/12/2026")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.scenario.leaving[0].told == date(2026, 12, 10))
    assert tab.what_if.problem.isHidden()


def test_the_slider_makes_payments_later_and_the_way_back_is_one_button(tab: RunwayTab, qtbot: QtBot) -> None:
    tab.what_if.late.setFocus()
    for _ in range(3):
        qtbot.keyClick(tab.what_if.late, Qt.Key.Key_PageUp)
    assert tab.scenario == Scenario(late_by=45)
    assert "45 days later" in tab.chart.sentence.text()
    qtbot.mouseClick(tab.what_if.reset, Qt.MouseButton.LeftButton)
    assert tab.scenario == AS_THINGS_STAND
    assert not tab.what_if.reset.isEnabled()


def test_a_scenario_moves_without_the_picture_being_drawn_anew(tab: RunwayTab) -> None:
    canvas = tab.chart.canvas
    before = canvas.grab().toImage()
    tab.choose(ATLAS)
    assert canvas.is_current
    assert canvas.grab().toImage() != before
    tab.choose()
    assert canvas.grab().toImage() == before


def test_what_is_set_survives_a_change_of_the_journal(tab: RunwayTab) -> None:
    tab.choose(ATLAS)
    tab.session.do(
        records.save,
        tab.session.journal,
        Expense(name="Rent", amount=100_00, first=date(2026, 12, 1)),
        tab.session.today,
    )
    assert tab.scenario == LEAVES


@pytest.mark.parametrize("width", [900, 1000, 1100, 1280])
def test_nothing_moves_while_the_slider_does(tab: RunwayTab, qtbot: QtBot, width: int) -> None:
    tab.resize(width, 640)
    tab.choose(ATLAS)
    qtbot.wait(20)
    slider = tab.what_if.late
    heights, places = set(), set()
    for days in (0, 1, 45, LATEST, 12, 0):
        slider.setValue(days)
        qtbot.wait(20)
        heights.add(tab.chart.canvas.height())
        around = (slider, tab.chart.sentence, tab.chart.months, tab.chart.reserve)
        places.add(tuple(widget.mapTo(tab, QPoint(0, 0)) for widget in around))
    assert len(heights) == 1
    assert len(places) == 1


class Painted(QObject):
    """The widgets that are painted while it looks on."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self.widgets.add(watched)
        return False


def test_a_step_of_the_slider_paints_what_it_changes_and_nothing_around_it(session: Session, qtbot: QtBot) -> None:
    workspace = show(qtbot, Workspace(session), 1280, 780)
    tab = workspace.show_tab(RUNWAY)
    assert isinstance(tab, RunwayTab)
    tab.tables.show_what_if()
    slider = tab.what_if.late
    slider.setValue(1)
    qtbot.waitUntil(lambda: tab.chart.canvas.is_current and tab.answers.bars.is_current)
    qtbot.wait(SETTLED + 100)
    painted, app = Painted(), QApplication.instance()
    assert app is not None
    app.installEventFilter(painted)
    slider.setValue(40)
    qtbot.waitUntil(lambda: painted.widgets >= {tab.chart.canvas, tab.chart.sentence, tab.chart.months})
    qtbot.wait(50)  # a layout would be painted after the step
    app.removeEventFilter(painted)
    assert painted.widgets.isdisjoint({tab.answers, tab.answers.shares, tab.chart.reserve, tab.chart.notices})


def test_an_edit_that_leaves_as_many_answers_asks_for_no_other_height(tab: RunwayTab, qtbot: QtBot) -> None:
    bars, session = tab.answers.bars, tab.session
    before = bars._answers
    with qtbot.assertNotEmitted(bars.changed):
        rent = Expense(name="Rent", amount=100_00, first=date(2026, 12, 1))
        session.do(records.save, session.journal, rent, session.today)
        qtbot.waitUntil(lambda: bars._answers != before)
    assert len(bars._answers) == len(before)


def test_the_months_keep_the_room_of_the_longest_so_that_what_follows_stays(tab: RunwayTab, qtbot: QtBot) -> None:
    widths = set()
    for clients in ((), (ATLAS,)):
        tab.choose(*clients)
        qtbot.wait(20)
        widths.add(tab.chart.months.width())
    metrics = tab.chart.months.fontMetrics()
    assert len(widths) == 1
    assert widths.pop() >= metrics.horizontalAdvance("Savings last: more than 24 months")


def test_the_cursor_stays_on_its_client_when_another_comes_before_it(
    tab: RunwayTab, session: Session, qtbot: QtBot
) -> None:
    tab.what_if.view.setFocus()
    tab.what_if.view.setCurrentIndex(tab.what_if.view.model().index(1, 0))
    assert tab.what_if.view.currentIndex().data() == "Perret"
    invoice = Invoice(client_id=PERRET, amount=9_999_00, issued=session.today, due=session.today)
    session.do(save_invoice, session.journal, invoice, session.today)
    qtbot.waitUntil(lambda: tab.what_if.view.currentIndex().row() == 0)
    assert tab.what_if.view.currentIndex().data() == "Perret"
    assert tab.what_if.view.hasFocus()


def test_the_reserve_names_the_client_it_is_for_and_does_not_follow_the_scenario(tab: RunwayTab) -> None:
    said = tab.chart.reserve.text()
    assert said.startswith("Reserve needed if Atlas leaves: €")
    tab.choose(PERRET)
    assert tab.chart.reserve.text() == said
