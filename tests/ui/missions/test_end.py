"""The end of a mission: noted in a form, said in the glance and the list, and gone from what is to come."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.records import delete, save
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Contract, EndReason, Invoice, Mission, Side
from rebond.journal.undo import undo
from rebond.ui.missions.end_form import EndForm
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.conftest import TODAY

E = TypeVar("E", bound=Entity)


def mission(session: Session) -> Mission:
    with session.journal.read() as reader:
        found = reader.get(Mission, 1)
    assert found
    return found


def rows(session: Session, kind: type[E]) -> tuple[E, ...]:
    with session.journal.read() as reader:
        return reader.all(kind)


def glance(tab: MissionsTab) -> list[str]:
    tab.load_if_stale()
    return [label.text() for label in tab.glance.findChildren(QLabel)]


def state(tab: MissionsTab) -> str:
    return str(tab.missions.view.currentIndex().data())


@pytest.fixture
def form(tab: MissionsTab, session: Session, qtbot: QtBot) -> EndForm:
    """Return the form, opened from the menu, of a fixed term until 31 March."""
    planned = replace(mission(session), contract=Contract.FIXED_TERM, ends=date(2027, 3, 31))
    session.do(save, session.journal, planned, TODAY)
    tab.load_if_stale()
    tab.missions.view.setFocus()
    next(one for one in tab.missions.view.actions() if one.text() == "&Note the end…").trigger()
    (opened,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, EndForm) and one.isVisible()]
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def test_an_early_end_is_noted_and_nothing_is_planned_after_it(
    form: EndForm, tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    before = session.outlook.as_things_stand.projection.balances[-1]
    qtbot.keyClicks(form.editor("ended"), "31/12/2026")
    form.editor("ended_by").show_value(Side.CLIENT)
    form.editor("ended_reason").show_value(EndReason.COMPETITOR)
    form.editor("notice_by").show_value(Side.CLIENT)
    qtbot.keyClicks(form.editor("notice_received"), "20/11")
    assert "runs until 20 December 2026" in form.editor("ended").accessibleDescription()
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(form.editor("ended"), Qt.Key.Key_Return)
    assert (mission(session).ended, mission(session).notice_received) == (date(2026, 12, 31), date(2026, 11, 20))
    said = glance(tab)
    assert "31 December 2026, 3 months before its planned end" in said
    assert "by the client: a competitor’s offer" in said
    assert "by the client, received on 20 Nov 2026" in said
    assert session.outlook.as_things_stand.projection.balances[-1] < before
    assert undo(session.journal)
    assert mission(session).ended is None


def test_a_mission_that_ended_early_says_so_in_the_list(form: EndForm, tab: MissionsTab, session: Session) -> None:
    form.editor("ended").setText("1/11/2026")
    form.editor("ended_reason").show_value(EndReason.BUDGET)
    form.accept()
    lines = [tab.missions.model.at(place) for place in range(tab.missions.model.rowCount())]
    ended = next(line for line in lines if line.mission and line.mission.id == 1)
    assert "1 late" in state(tab)  # what is owed comes first
    assert not ended.over
    assert "1 November 2026, 4 months before its planned end" in glance(tab)


def test_a_day_before_the_first_is_said_beside_its_field(form: EndForm, session: Session) -> None:
    form.editor("ended").setText("1/8/2026")
    form.accept()
    assert form.isVisible()
    assert "before it began" in form._rows["ended"].problem.text()
    assert mission(session).ended is None


@pytest.fixture
def run_out(tab: MissionsTab, session: Session) -> MissionsTab:
    """Return the tab on an open-ended mission whose notice ran out on 10 November."""
    told = replace(
        mission(session), notice_by=Side.CLIENT, notice_received=date(2026, 10, 10), starts=date(2026, 10, 1)
    )
    session.do(save, session.journal, told, TODAY)
    bill = Invoice(
        client_id=1, mission_id=1, number="2026-32", month=date(2026, 10, 1), amount=1, issued=TODAY, due=TODAY,
    )  # fmt: skip
    session.do(save, session.journal, bill, TODAY)
    for row in (row for row in rows(session, Invoice) if row.number == "2026-31"):
        session.do(delete, session.journal, row)
    tab.load_if_stale()
    return tab


def test_a_notice_that_has_run_out_leaves_its_end_to_note(run_out: MissionsTab, session: Session, qtbot: QtBot) -> None:
    assert "note its end: 10 Nov" in state(run_out)
    assert "10 November 2026" in glance(run_out)
    assert "If told today" not in glance(run_out)
    (button,) = [one for one in run_out.glance.findChildren(QPushButton) if one.text() == "Note the end…"]
    qtbot.keyClick(button, Qt.Key.Key_Space)
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, EndForm) and one.isVisible()]
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClicks(form.editor("ended"), "10/11")
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(form.editor("ended"), Qt.Key.Key_Return)
    assert "note its end" not in state(run_out)
    assert "ended" in state(run_out)


def test_until_its_notice_runs_out_a_mission_says_until_when(tab: MissionsTab, session: Session) -> None:
    session.do(save, session.journal, replace(mission(session), notice_received=TODAY), TODAY)
    for row in rows(session, Invoice):
        session.do(save, session.journal, replace(row, settled=TODAY), TODAY)
    for month in (date(2026, 10, 1),):
        bill = Invoice(client_id=1, mission_id=1, number="X", month=month, amount=1, issued=TODAY, due=TODAY)
        session.do(save, session.journal, bill, TODAY)
    tab.load_if_stale()
    assert "until 22 Dec" in state(tab)
