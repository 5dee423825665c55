"""The lines behind every figure, which add up to it to the cent."""

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rebond.actions import accounts
from rebond.domain.money import concentration
from rebond.domain.money.kinds import Balance
from rebond.ui.money import explain
from rebond.ui.money.explain import Explanation
from rebond.ui.money.lines_dialog import LinesDialog
from rebond.ui.money.tab import RunwayTab
from rebond.ui.session import Session
from tests.domain.worked_examples import ATLAS, FIRST, FIRST_TODAY, SECOND, SECOND_TODAY


def listed(tab: RunwayTab) -> LinesDialog:
    """Return the open dialog of lines."""
    dialogs = [dialog for dialog in tab.findChildren(LinesDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def adds_up(explanation: Explanation, total: int) -> None:
    assert explanation.total == total
    assert sum(item.amount for item in explanation.items) == total


def test_the_savings_are_the_counted_accounts_latest_balances(tab: RunwayTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.chart.opening, Qt.MouseButton.LeftButton)
    sheet = listed(tab)
    adds_up(sheet.explanation, 9000_00)
    assert sheet.total.text() == "€9,000.00"
    assert [sheet.model.index(0, column).data() for column in range(4)] == [
        "20 Nov 2026", "Savings", "€9,000.00", "€9,000.00",
    ]  # fmt: skip


def test_the_months_left_are_the_lines_to_the_first_day_below_zero(tab: RunwayTab, qtbot: QtBot) -> None:
    tab.choose(ATLAS)
    tab.chart.months.setFocus()
    qtbot.keyClick(tab.chart.months, Qt.Key.Key_Space)
    sheet = listed(tab)
    adds_up(sheet.explanation, tab.projection.balance_on(date(2027, 6, 1)))
    assert sheet.explanation.total < 0
    assert "1 June 2027" in sheet.explanation.note
    assert sheet.explanation.items[1].what == "Owed: Perret · Newsletter, October 2026"


def test_a_click_on_the_chart_lists_that_day(tab: RunwayTab, qtbot: QtBot) -> None:
    canvas = tab.chart.canvas
    hit = canvas.chart.hit_on(date(2027, 4, 12), "stands")
    assert hit
    spot = canvas.widget_point(hit.x, hit.y).toPoint()
    with qtbot.waitSignal(canvas.picked) as picked:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    (found,) = picked.args
    assert found.day in (date(2027, 4, 11), date(2027, 4, 12), date(2027, 4, 13))
    adds_up(listed(tab).explanation, tab.session.outlook.as_things_stand.projection.balance_on(found.day))


def test_the_arrows_walk_the_days_and_enter_lists_one(tab: RunwayTab, qtbot: QtBot) -> None:
    tab.choose(ATLAS)
    canvas = tab.chart.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(canvas, key)
    hit = canvas.hit
    assert hit
    assert (hit.day, hit.series) == (date(2026, 12, 23), "stands")
    assert "23 December 2026, as things stand" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    adds_up(listed(tab).explanation, tab.projection.balance_on(date(2026, 12, 23)))


def test_a_bars_months_are_asked_with_the_mouse_and_with_l(tab: RunwayTab, qtbot: QtBot) -> None:
    bars = tab.answers.bars
    row = bars.row(2)
    assert row
    months = QPoint(round(row.right()) - 12, round(row.top()) + 10)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=months)
    sheet = listed(tab)
    answer = tab.session.outlook.answers[2]
    assert answer.projection.zero_date
    adds_up(sheet.explanation, answer.projection.balance_on(answer.projection.zero_date))
    assert tab.scenario != answer.scenario
    sheet.accept()
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_L)
    assert listed(tab).explanation == sheet.explanation


def test_the_reserve_is_what_the_lowest_balance_before_the_goal_lacks(tab: RunwayTab) -> None:
    found = explain.reserve(tab.session.outlook, "Atlas")
    assert found
    outlook = tab.session.outlook
    assert outlook.largest_leaves
    adds_up(found, min(outlook.largest_leaves.projection.balances[: (date(2027, 5, 22) - FIRST_TODAY).days]))


def test_a_share_lists_its_invoices_and_how_it_follows_from_them(tab: RunwayTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.answers.shares.largest, Qt.MouseButton.LeftButton)
    sheet = listed(tab)
    adds_up(sheet.explanation, 9600_00)
    assert len(sheet.explanation.items) == 4
    assert "94.1%" in sheet.explanation.note


def test_the_hhi_lists_every_invoice_and_writes_its_squares_out(tab: RunwayTab, qtbot: QtBot) -> None:
    qtbot.mouseClick(tab.answers.shares.hhi, Qt.MouseButton.LeftButton)
    sheet = listed(tab)
    adds_up(sheet.explanation, 10_200_00)
    assert "94.1² + 5.9² = 8,893" in sheet.explanation.note


def test_the_shares_of_the_next_months_and_of_days_are_listed_in_their_own_unit(tab: RunwayTab) -> None:
    shares = tab.answers.shares
    shares.measure.setCurrentIndex(1)
    shares.largest.click()
    sheet = listed(tab)
    to_come = concentration.to_come(FIRST, FIRST_TODAY)
    adds_up(sheet.explanation, to_come.amounts[0][1])
    sheet.accept()
    shares.measure.setCurrentIndex(2)
    assert shares.empty.isVisible()


@pytest.mark.parametrize("measure", ["invoiced", "to_come", "worked"])
@pytest.mark.parametrize(("situation", "today"), [(FIRST, FIRST_TODAY), (SECOND, SECOND_TODAY)])
def test_each_clients_lines_add_up_to_its_part_of_the_revenue(situation: object, today: date, measure: str) -> None:
    counted = {"invoiced": concentration.invoiced, "to_come": concentration.to_come, "worked": concentration.worked}
    found = counted[measure](situation, today)  # type: ignore[arg-type]
    for client_id, (_name, amount) in zip(found.client_ids, found.amounts, strict=True):
        adds_up(explain.shares(situation, today, measure, [client_id]), amount)  # type: ignore[arg-type]
    assert sum(share for _name, share in found.shares) in (0, Fraction(100))


def test_a_point_of_the_past_lists_what_the_accounts_held(session: Session, tab: RunwayTab, qtbot: QtBot) -> None:
    earlier = Balance(account_id=1, date=date(2026, 9, 1), amount=7000_00)
    session.do(accounts.set_balance, session.journal, earlier, session.today)
    canvas = tab.chart.canvas
    qtbot.waitUntil(lambda: canvas.chart.hit_on(date(2026, 10, 1), "past") is not None)
    hit = canvas.chart.hit_on(date(2026, 10, 1), "past")
    canvas.picked.emit(hit)
    adds_up(listed(tab).explanation, 7000_00)


def test_lines_are_copied_for_a_spreadsheet_and_a_name_is_never_a_formula(tab: RunwayTab, qtbot: QtBot) -> None:
    item = explain.Item(date(2026, 12, 1), "=1+1", -100_00, -100_00, None)
    sheet = LinesDialog(Explanation("x", "", (item,), "EUR"), tab)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.keyClick(sheet.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1 Dec 2026\t'=1+1\t-€100.00\t-€100.00"


def test_a_line_leads_to_the_row_it_comes_from(tab: RunwayTab, qtbot: QtBot) -> None:
    tab.choose(ATLAS)
    tab.chart.months.click()
    sheet = listed(tab)
    with qtbot.waitSignal(tab.go) as gone:
        sheet.table.activated.emit(sheet.model.index(1, 0))
    assert gone.args == ["invoice", 5]


def test_the_sheet_of_lines_is_a_sound_model(tab: RunwayTab, qtmodeltester: ModelTester) -> None:
    tab.chart.months.click()
    model = listed(tab).model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model, force_py=True)
