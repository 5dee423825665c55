"""Rows edited in place: values saved, values refused and kept, and changes undone."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rebond.actions import records
from rebond.actions.invoices import record_payment
from rebond.domain.missions.kinds import Payment
from rebond.domain.money.kinds import Account, Every, Expense
from rebond.journal.queries.money_rows import charge_rates, closure_windows, expenses
from rebond.journal.queries.savings import account_rows
from rebond.journal.undo import undo
from rebond.ui.money.account_dialog import AccountDialog
from rebond.ui.money.in_place import InPlaceTable
from rebond.ui.money.lines_dialog import LinesDialog
from rebond.ui.money.tab import RunwayTab
from rebond.ui.session import Session
from rebond.ui.shared.fields import ChoiceField

TODAY = date(2026, 11, 22)


def table(tab: RunwayTab, name: str) -> InPlaceTable:
    page = tab.tables.pages[name]
    tab.tables.setCurrentIndex(page)
    found: InPlaceTable = tab.tables.places[name]
    return found


def type_into(qtbot: QtBot, view: InPlaceTable, row: int, field: str, text: str) -> None:
    """Select a cell, type a text and press Enter; the first key starts the edit."""
    column = [column.field for column in view.model.columns].index(field)
    view.view.setCurrentIndex(view.model.index(row, column))
    view.view.setFocus()
    qtbot.keyClick(view.view, Qt.Key.Key_Return)
    editor = view.view.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.view.viewport().findChild(QLineEdit) is None)


def test_an_expense_is_added_at_the_bottom_and_the_chart_follows(
    tab: RunwayTab, session: Session, qtbot: QtBot
) -> None:
    rows = table(tab, "expense")
    months = tab.chart.months.text()
    type_into(qtbot, rows, 3, "name", "Rent")
    assert "amount" in rows.needed
    with qtbot.waitSignal(rows.model.rowsInserted):
        type_into(qtbot, rows, 3, "amount", "250,50")
    with session.journal.read() as reader:
        assert expenses(reader)[-1] == Expense(id=4, name="Rent", amount=250_50, first=date(2026, 11, 1))
    assert rows.view.currentIndex().row() == 3
    assert rows.model.rowCount() == 5
    qtbot.waitUntil(lambda: tab.chart.months.text() != months)


def test_the_row_of_an_edit_is_shown_first_and_the_figures_once_after_it(
    tab: RunwayTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = []
    monkeypatch.setattr(RunwayTab, "load", lambda self, load=RunwayTab.load: (loads.append(self), load(self)))
    rows, months = table(tab, "expense"), tab.chart.months.text()
    with session.journal.read() as reader:
        expense = expenses(reader)[0]
    painted = []
    with qtbot.waitSignal(rows.model.dataChanged):
        for more in (100_00, 200_00):
            session.do(records.save, session.journal, replace(expense, amount=expense.amount + more), session.today)
    assert rows.model.entity(0).amount == expense.amount + 200_00
    assert not loads
    monkeypatch.setattr(type(rows.view), "paintEvent", lambda view, event: painted.append(len(loads)))
    rows.view.viewport().update()
    qtbot.waitUntil(lambda: bool(loads))
    assert painted[0] == 0
    assert tab.chart.months.text() != months
    assert len(loads) == 1


def test_what_is_asked_right_after_an_edit_knows_of_it(tab: RunwayTab, session: Session) -> None:
    with session.journal.read() as reader:
        expense = expenses(reader)[0]
    months = tab.projection.months_left
    session.do(records.save, session.journal, replace(expense, amount=2 * expense.amount), session.today)
    assert tab.page().outlook.as_things_stand.projection.months_left == tab.projection.months_left != months


def test_what_is_refused_stays_in_its_cell_with_the_reason_until_it_is_right(
    tab: RunwayTab, session: Session, qtbot: QtBot
) -> None:
    rows = table(tab, "expense")
    type_into(qtbot, rows, 0, "amount", "a lot")
    cell = rows.model.index(0, 1)
    assert cell.data() == "⚠ a lot"
    assert "not an amount" in rows.problem
    type_into(qtbot, rows, 0, "amount", "0")
    assert cell.data() == "⚠ €0.00"
    assert "above 0" in rows.problem
    type_into(qtbot, rows, 0, "amount", "1800")
    assert cell.data() == "€1,800.00"
    assert not rows.problem
    with session.journal.read() as reader:
        assert expenses(reader)[0].amount == 1800_00


def test_what_is_taken_back_with_del_shows_the_row_as_it_was(tab: RunwayTab, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    type_into(qtbot, rows, 0, "amount", "a lot")
    qtbot.keyClick(rows.view, Qt.Key.Key_Delete)
    assert rows.model.index(0, 1).data() == "€1,900.00"
    assert not rows.problem


def test_del_deletes_and_undo_brings_back(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    rows.view.setCurrentIndex(rows.model.index(1, 0))
    with qtbot.waitSignal(rows.model.rowsRemoved):
        qtbot.keyClick(rows.view, Qt.Key.Key_Delete)
    assert [rows.model.index(row, 0).data() for row in range(2)] == ["Living", "Insurance"]
    with qtbot.waitSignal(rows.model.rowsInserted):
        session.do(undo, session.journal)
    assert [rows.model.index(row, 0).data() for row in range(3)] == ["Living", "Leisure", "Insurance"]


def test_a_choice_is_made_in_place(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    rows.view.setCurrentIndex(rows.model.index(0, 2))
    rows.view.setFocus()
    qtbot.keyClick(rows.view, Qt.Key.Key_Return)
    box = rows.view.viewport().findChild(ChoiceField)
    assert box is not None
    box.show_value(Every.QUARTER)
    rows.view.commitData(box)
    assert rows.model.index(0, 2).data() == "every quarter"
    with session.journal.read() as reader:
        assert expenses(reader)[0].every is Every.QUARTER


def test_space_ticks_whether_an_expense_is_essential(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    rows.view.setCurrentIndex(rows.model.index(1, 5))
    rows.view.setFocus()
    qtbot.keyClick(rows.view, Qt.Key.Key_Space)
    with session.journal.read() as reader:
        assert expenses(reader)[1].essential


def test_another_amount_is_what_the_account_holds_today(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "account")
    type_into(qtbot, rows, 0, "amount", "8500")
    with session.journal.read() as reader:
        held = account_rows(reader)[0].balance
    assert held
    assert (held.date, held.amount) == (TODAY, 8500_00)
    qtbot.waitUntil(lambda: tab.chart.opening.text() == "On your accounts today: €8,500.00")


def test_an_account_whose_name_is_taken_keeps_what_was_typed(tab: RunwayTab, qtbot: QtBot) -> None:
    rows = table(tab, "account")
    type_into(qtbot, rows, 2, "name", "Savings")
    assert rows.model.rowCount() == 3
    assert rows.model.index(2, 0).data() == "⚠ Savings"
    assert rows.problem
    type_into(qtbot, rows, 2, "name", "Current")
    assert rows.model.rowCount() == 4
    assert not rows.problem


def test_a_day_yet_to_come_is_refused_for_a_balance(tab: RunwayTab, qtbot: QtBot) -> None:
    rows = table(tab, "account")
    type_into(qtbot, rows, 0, "date", "01/12/2026")
    assert "today or of an earlier day" in rows.problem
    assert rows.model.index(0, 3).data() == "⚠ 1 Dec 2026"


def test_closed_weeks_are_typed_without_a_year(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "closure_window")
    type_into(qtbot, rows, 1, "first", "1/8")
    type_into(qtbot, rows, 1, "last", "21/8")
    with session.journal.read() as reader:
        added = closure_windows(reader)[1]
    assert (added.first, added.last) == ("08-01", "08-21")
    assert rows.model.index(1, 1).data() == "1 August"


def test_a_rate_without_a_first_day_always_held_and_a_later_one_follows_it(
    tab: RunwayTab, session: Session, qtbot: QtBot
) -> None:
    rows = table(tab, "charge_rate")
    type_into(qtbot, rows, 1, "starts", "01/01/2027")
    type_into(qtbot, rows, 1, "social", "26,1")
    with session.journal.read() as reader:
        assert [(rate.starts, rate.social) for rate in charge_rates(reader)] == [
            (None, 25_600),
            (date(2027, 1, 1), 26_100),
        ]


def test_a_setting_is_written_when_it_is_left_and_one_out_of_range_stays_with_its_reason(
    tab: RunwayTab, session: Session, qtbot: QtBot
) -> None:
    tab.tables.setCurrentIndex(tab.tables.pages["closure_window"])
    choices = tab.tables.runway_settings
    editor = choices.editor("goal_months")
    editor.selectAll()
    qtbot.keyClicks(editor, "99")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "from 1 to 60" in choices.problem("goal_months")
    assert editor.text() == "99"
    editor.selectAll()
    qtbot.keyClicks(editor, "9")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert not choices.problem("goal_months")
    assert session.outlook.situation.settings.goal_months == 9


def test_the_currency_can_be_chosen_only_while_there_is_no_amount(tab: RunwayTab, empty_tab: RunwayTab) -> None:
    assert not tab.tables.runway_settings.editor("currency").isEnabled()
    assert empty_tab.tables.runway_settings.editor("currency").isEnabled()


def test_an_empty_journal_offers_to_add_savings_and_then_shows_the_chart(empty_tab: RunwayTab, qtbot: QtBot) -> None:
    assert empty_tab.empty.isVisible()
    assert not empty_tab.answers.isVisible()
    qtbot.mouseClick(empty_tab.empty.button, Qt.MouseButton.LeftButton)
    rows = table(empty_tab, "account")
    editor = rows.view.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Current account")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows.view.viewport().findChild(QLineEdit) is None)
    assert rows.model.rowCount() == 2
    type_into(qtbot, rows, 0, "amount", "4200")
    qtbot.waitUntil(lambda: empty_tab.chart.opening.text() == "On your accounts today: €4,200.00")
    assert empty_tab.chart.isVisible()


@pytest.mark.parametrize("name", ["account", "expense", "charge_rate", "closure_window"])
def test_every_table_is_a_sound_model(tab: RunwayTab, qtmodeltester: ModelTester, name: str) -> None:
    model = table(tab, name).model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model, force_py=True)


def test_the_other_models_are_sound_too(tab: RunwayTab, qtmodeltester: ModelTester) -> None:
    for model in (tab.tables.dues.model, tab.what_if.clients):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        qtmodeltester.check(model, force_py=True)


def test_unpaid_invoices_stand_in_the_order_in_which_they_are_expected(tab: RunwayTab, qtbot: QtBot) -> None:
    tab.tables.setCurrentIndex(tab.tables.pages["due"])
    model = tab.tables.dues.model
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert shown == [
        ["Perret · Newsletter", "€600.00", "15 Nov 2026, 7 days late", "29 Nov 2026"],
        ["Atlas · Social media", "€2,400.00", "30 Nov 2026", "12 Dec 2026"],
    ]
    with qtbot.waitSignal(tab.go) as gone:
        tab.tables.dues.view.activated.emit(model.index(0, 0))
    assert gone.args == ["invoice", 5]


def test_the_cursor_stays_on_its_unpaid_invoice(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    tab.tables.setCurrentIndex(tab.tables.pages["due"])
    dues = tab.tables.dues
    dues.view.setFocus()
    dues.view.setCurrentIndex(dues.model.index(1, 2))
    session.do(record_payment, session.journal, Payment(invoice_id=5, date=TODAY, amount=600_00), TODAY)
    qtbot.waitUntil(lambda: dues.view.currentIndex() == dues.model.index(0, 2))
    assert dues.view.currentIndex().siblingAtColumn(0).data() == "Atlas · Social media"
    assert dues.view.hasFocus()


def test_the_focus_stays_in_the_table_after_an_edit_and_after_del(tab: RunwayTab, qtbot: QtBot) -> None:
    rows = table(tab, "expense")
    type_into(qtbot, rows, 1, "amount", "123")
    assert rows.view.hasFocus()
    assert rows.view.currentIndex().row() == 1
    qtbot.keyClick(rows.view, Qt.Key.Key_Delete)
    assert rows.view.hasFocus()
    assert rows.view.currentIndex().isValid()


def test_reveal_selects_a_row_here_and_says_when_it_is_not_here(tab: RunwayTab) -> None:
    assert tab.reveal("expense", 3)
    rows = tab.tables.places["expense"]
    assert rows.isVisible()
    assert rows.view.currentIndex() == rows.model.index(2, 0)
    assert not tab.reveal("mission", 1)


def test_a_line_of_a_figure_leads_to_a_row_of_another_tab(tab: RunwayTab, qtbot: QtBot) -> None:
    tab._explain_months()
    dialog = tab.findChild(LinesDialog)
    with qtbot.waitSignal(tab.go) as gone:
        dialog.go.emit("mission", 1)
    assert gone.args == ["mission", 1]
    dialog.close()


def test_a_change_made_elsewhere_moves_neither_selection_nor_scrolling(tab: RunwayTab, session: Session) -> None:
    rows = table(tab, "expense")
    rows.view.setCurrentIndex(rows.model.index(2, 0))
    session.do(records.save, session.journal, Account(name="Other"), session.today)
    with session.journal.read() as reader:
        first = expenses(reader)[0]
    session.do(records.delete, session.journal, first)
    assert rows.view.currentIndex() == rows.model.index(1, 0)
    assert rows.view.currentIndex().data() == "Insurance"
    assert rows.model.index(9, 0) == QModelIndex()


def test_the_balances_of_an_account_are_corrected_in_its_history(
    tab: RunwayTab, session: Session, qtbot: QtBot
) -> None:
    table(tab, "account").view.setCurrentIndex(tab.tables.places["account"].model.index(0, 0))
    qtbot.mouseClick(tab.tables.history, Qt.MouseButton.LeftButton)
    dialog = tab.tables.findChild(InPlaceTable, "balances")
    assert dialog is not None
    type_into(qtbot, dialog, 0, "amount", "9100")
    qtbot.waitUntil(lambda: tab.chart.opening.text() == "On your accounts 2 days ago: €9,100.00")
    type_into(qtbot, dialog, 1, "date", "01/10/2026")
    type_into(qtbot, dialog, 1, "amount", "12000")
    assert [dialog.model.index(row, 0).data() for row in range(2)] == ["20 November 2026", "1 October 2026"]
    with qtbot.waitSignal(dialog.destroyed):
        dialog.window().close()
    type_into(qtbot, table(tab, "account"), 0, "amount", "9200")
    qtbot.waitUntil(lambda: tab.chart.opening.text() == "On your accounts today: €9,200.00")


def test_the_numbers_of_an_account_are_changed_in_its_dialog(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    table(tab, "account").view.setCurrentIndex(tab.tables.places["account"].model.index(0, 0))
    qtbot.mouseClick(tab.tables.history, Qt.MouseButton.LeftButton)
    (dialog,) = tab.tables.findChildren(AccountDialog)
    dialog.numbers.setPlainText("fr76 3000 1007 9412 3456 7890 185\nno number")
    dialog.accept()
    assert dialog.isVisible()
    assert "“NONUMBER” is no account number" in dialog._problem.text()
    dialog.numbers.setPlainText("fr76 3000 1007 9412 3456 7890 185")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    with session.journal.read() as reader:
        assert reader.all(Account)[0].bank_ref == "FR7630001007941234567890185"
    session.do(undo, session.journal)
    with session.journal.read() as reader:
        assert reader.all(Account)[0].bank_ref == ""


def test_expenses_are_added_up_by_month_and_year_with_the_essentials_apart(
    tab: RunwayTab, session: Session, qtbot: QtBot
) -> None:
    rows = table(tab, "expense")
    journal = session.journal
    for expense in rows.model._rows[:]:
        session.do(records.delete, journal, expense)
    assert rows.summed == ""
    for expense in (
        Expense(name="Rent", amount=800_00, first=date(2020, 1, 5)),
        Expense(name="Fees", amount=240_00, every=Every.YEAR, first=date(2027, 3, 1), essential=False),
        Expense(name="Over", amount=999_00, first=date(2020, 1, 1), last=date(2020, 6, 1)),
    ):
        session.do(records.save, journal, expense, TODAY)
    assert rows.summed == (
        "In all: €820.00 a month, €9,840.00 a year     Essentials: €800.00 a month, €9,600.00 a year"
    )
    session.do(records.delete, journal, rows.model.entity(0))
    assert "€240.00 a year" in rows.summed


def test_accounts_are_added_up_those_that_count_and_all(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    rows = table(tab, "account")
    with session.journal.read() as reader:
        held = account_rows(reader)
    amounts = [(row.account.counted, row.balance.amount) for row in held if row.balance]
    counted, every = sum(amount for counts, amount in amounts if counts), sum(amount for _counts, amount in amounts)
    assert counted < every
    type_into(qtbot, rows, len(held), "name", "VAT")
    rows.model.setData(rows.model.index(len(held), 1), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    type_into(qtbot, rows, len(held), "amount", "100")
    money = rows.rows.money
    assert rows.summed == f"Counted: {money(counted)}     All accounts: {money(every + 100_00)}"
