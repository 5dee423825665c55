"""The notices of what makes the figures less reliable, and their actions."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rebond.domain.money.kinds import Account, Balance
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.situation import Situation
from rebond.ui.money.notices import notices
from rebond.ui.money.tab import RunwayTab
from tests.domain.worked_examples import FIRST, FIRST_TODAY


def texts(situation: Situation, today: date = FIRST_TODAY) -> list[str]:
    return [notice.text for notice in notices(Outlook(situation, today))]


def test_work_that_was_never_invoiced_is_named() -> None:
    assert texts(FIRST) == ["Perret · Newsletter: September 2026 not invoiced yet, so not counted."]


def test_an_old_balance_says_how_old_it_is() -> None:
    assert "The balance of your accounts is 42 days old." in texts(FIRST, date(2027, 1, 1))


def test_a_balance_a_week_behind_the_newest_is_named() -> None:
    account, balance = Account(id=3, name="Current"), Balance(id=3, account_id=3, date=date(2026, 11, 2), amount=100)
    situation = replace(FIRST, accounts=(*FIRST.accounts, account), balances=(*FIRST.balances, balance))
    assert any(text.startswith("The balance of Current is more than a week older") for text in texts(situation))


def test_without_any_balance_the_runway_says_that_it_starts_from_zero() -> None:
    assert texts(replace(FIRST, balances=()))[0] == "No balance counts yet: the runway starts from zero."


def test_a_notice_leads_to_where_it_is_settled(tab: RunwayTab, qtbot: QtBot) -> None:
    bar = tab.chart.notices
    assert bar.isVisible()
    assert bar.action.text() == "Go to the mission"
    with qtbot.waitSignal(tab.go) as gone:
        qtbot.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert gone.args == ["mission", 2]


def test_how_old_the_savings_are_always_stands_beside_them(tab: RunwayTab) -> None:
    assert tab.chart.opening.text() == "On your accounts 2 days ago: €9,000.00"
