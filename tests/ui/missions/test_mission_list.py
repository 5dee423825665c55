"""The list of missions: sorting, the painted state, and the rules of Qt models."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.ui.missions.mission_model import AMOUNT, STANDING, MissionModel
from rebond.ui.missions.mission_wording import Standing
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.windowed import WINDOW

from .conftest import shown


def names(tab: MissionsTab) -> list[str]:
    model = tab.missions.model
    return [model.at(place).mission.name for place in range(model.rowCount())]


@pytest.fixture
def with_audit(tab: MissionsTab, session: Session) -> MissionsTab:
    """Return the tab with a third mission, for Perret: running, highest amount, with an end and the latest event."""
    with session.journal.transaction("import") as transaction:
        transaction.insert(
            Mission(client_id=2, name="Audit", starts=date(2026, 1, 1), ends=date(2027, 1, 31), amount=9000_00)
        )
        transaction.insert(Event(mission_id=3, date=date(2026, 11, 21), text="Met"))
    session.do(lambda: transaction.done)
    return tab


@pytest.mark.parametrize("order", ["by amount", "by end date", "by last entry"])
def test_another_order_is_asked_of_the_file_and_the_choice_stays(with_audit: MissionsTab, order: str) -> None:
    tab = with_audit
    assert names(tab) == ["Social media", "Audit", "Newsletter"]
    tab.missions.order.setCurrentText(order)
    assert names(tab) == ["Audit", "Social media", "Newsletter"]
    assert tab.missions.line().mission.name == "Social media"


def test_each_line_says_how_the_mission_stands_in_a_mark_and_a_word(with_audit: MissionsTab, session: Session) -> None:
    model = with_audit.missions.model
    assert [model.index(place, 0).data(STANDING) for place in range(3)] == [
        (Standing.ATTENTION, "1 late"),
        (Standing.ATTENTION, "to invoice"),
        (Standing.ENDED, "ended"),
    ]
    assert model.index(0, 0).data(AMOUNT) == "€2,400/month"
    assert model.index(0, 0).data() == "Atlas · Social media · 1 late · €2,400 a month"


def test_a_new_day_makes_an_invoice_late(session: Session, qtbot: QtBot) -> None:
    days = [date(2026, 10, 30)]
    moving = Session(session.journal, lambda: days[0])
    tab = shown(moving, qtbot)
    assert tab.missions.model.index(0, 0).data(STANDING) != (Standing.ATTENTION, "1 late")
    days[0] = date(2026, 10, 31)
    moving.look_at_the_day()
    assert tab.missions.model.index(0, 0).data(STANDING) == (Standing.ATTENTION, "1 late")


def test_a_new_name_changes_one_row_and_keeps_the_choice(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.missions.model.dataChanged), qtbot.assertNotEmitted(tab.missions.model.modelReset):
        session.do(save, session.journal, Client(id=1, name="Atlas Group"), session.today)
    assert tab.missions.line().client.name == "Atlas Group"
    assert tab._subtitle.text() == "Atlas Group"


def test_a_row_that_another_name_puts_elsewhere_is_moved(
    with_audit: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    model = with_audit.missions.model
    with qtbot.waitSignal(model.rowsMoved), qtbot.assertNotEmitted(model.modelReset):
        session.do(save, session.journal, Client(id=1, name="Zenith"), session.today)
    assert names(with_audit) == ["Audit", "Social media", "Newsletter"]
    assert with_audit.missions.line().client.name == "Zenith"


def test_names_in_markup_are_escaped_in_the_tooltip(tab: MissionsTab, session: Session) -> None:
    session.do(save, session.journal, Client(id=1, name="<img src=x>"), session.today)
    tip = tab.missions.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<qt>&lt;img src=x&gt;<br>")


def test_the_model_keeps_qts_rules_through_changes(session: Session, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = MissionModel(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.ask()
    with session.journal.transaction("import") as transaction:
        transaction.insert_all(Client(name=f"Client {n:03}") for n in range(150))
    session.changed.emit(transaction.done)
    model.refresh()
    assert model.rowCount() == WINDOW
    while model.canFetchMore():
        model.fetchMore()
    session.do(save, session.journal, Client(id=1, name="Zenith"), session.today)
    model.refresh()
    assert model.rowCount() == 152
    qtmodeltester.check(model, force_py=True)


def test_long_names_take_two_lines_and_nothing_is_cut(
    tab: MissionsTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = tab.missions.view
    lower = view.visualRect(view.model().index(1, 0)).height()
    session.do(save, session.journal, Client(id=1, name="Fontaine, Mercier & Delacroix"), session.today)
    named = Mission(
        id=1, client_id=1, name="Web site of the town and intranet", starts=date(2026, 1, 1), amount=2400_00
    )
    session.do(save, session.journal, named, session.today)
    cut = []

    def recording(text: str, metrics: QFontMetrics, width: int) -> str:
        if metrics.horizontalAdvance(text) > width:
            cut.append(text)
        return text

    painting._broken.cache_clear()
    monkeypatch.setattr(painting, "_elided", recording)
    tab.missions.setFixedWidth(208)
    qtbot.wait(150)  # Qt lays the rows out anew a tenth of a second later
    view.grab()
    assert cut == []
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in range(2)]
    assert heights[0] >= lower + 2 * view.fontMetrics().height()
    assert heights[1] == lower
