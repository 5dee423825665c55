"""The form of a mission: it shows only the fields that apply, and keeps everything typed."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.agreements import save_agreement
from rebond.actions.missions import save_mission
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.countries import Country
from rebond.domain.missions.kinds import Billing, Client, Contract, Milestone, Mission, NoticeUnit, PlannedDays, Terms
from rebond.ui.missions.mission_form import ClientForm, MissionForm
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.shared.form import Form
from tests.ui.conftest import TODAY


@pytest.fixture
def form(session: Session, tab: MissionsTab, qtbot: QtBot) -> MissionForm:
    """Return the open form of the mission of Atlas."""
    with session.journal.read() as reader:
        mission = reader.get(Mission, 1)
    assert mission
    opened = MissionForm(session, mission, "Atlas", tab)
    with qtbot.waitActive(opened):
        opened.open()
    return opened


def field(form: Form, name: str) -> object:
    return form._rows[name].editor


def saved(session: Session) -> Mission:
    with session.journal.read() as reader:
        found = reader.get(Mission, 1)
    assert found
    return found


def test_only_what_the_billing_and_the_contract_ask_for_is_shown(form: MissionForm) -> None:
    shown = {
        Billing.MONTHLY: {"amount"},
        Billing.DAILY: {"amount", "days_per_month", "planned_days"},
        Billing.MILESTONES: {"milestones"},
    }
    for billing, names in shown.items():
        field(form, "billing").show_value(billing)
        seen = {
            name for name in ("amount", "days_per_month", "planned_days", "milestones") if field(form, name).isVisible()
        }
        assert seen == names
    assert not field(form, "ends").isVisible()
    field(form, "contract").show_value(Contract.FIXED_TERM)
    assert field(form, "ends").isVisible()


def test_both_readings_of_45_days_end_of_month_are_shown_with_their_day(form: MissionForm) -> None:
    terms = field(form, "terms_days")
    terms.show_value((Terms.DAYS_THEN_MONTH_END, 45))
    assert terms._example.text() == (
        "An invoice of 22 November 2026 falls due on 31 January 2027. "
        "In the other reading: An invoice of 22 November 2026 falls due on 14 January 2027."
    )
    terms.show_value((Terms.NET, 30))
    assert terms._example.text() == "An invoice of 22 November 2026 falls due on 22 December 2026."


def test_milestones_are_typed_as_rows_and_taken_out(form: MissionForm, session: Session, qtbot: QtBot) -> None:
    field(form, "billing").show_value(Billing.MILESTONES)
    part = field(form, "milestones")
    for name, amount, day in (("Mock-up", "3000", "1/12/2026"), ("Report", "4500", "15/1/2027"), ("Late", "1", "+9")):
        qtbot.mouseClick(part._add_button, Qt.MouseButton.LeftButton)
        for editor, text in zip(part._lines[-1][1], (name, amount, day), strict=True):
            qtbot.keyClicks(editor, text)
    qtbot.mouseClick(part._lines[2][2], Qt.MouseButton.LeftButton)
    part.add_row()
    with qtbot.waitSignal(session.changed):
        form.accept()
    with session.journal.read() as reader:
        found = reader.all(Milestone)
    assert [(one.name, one.amount, one.date) for one in found] == [
        ("Mock-up", 3000_00, date(2026, 12, 1)),
        ("Report", 4500_00, date(2027, 1, 15)),
    ]
    assert saved(session).amount == 0


def test_days_of_single_months_are_kept_with_a_day_rate(form: MissionForm, session: Session, qtbot: QtBot) -> None:
    field(form, "billing").show_value(Billing.DAILY)
    part = field(form, "planned_days")
    month, days = part.add_row()
    qtbot.keyClicks(month, "12/2026")
    qtbot.keyClicks(days, "10")
    form.accept()
    with session.journal.read() as reader:
        (planned,) = reader.all(PlannedDays)
    assert (planned.mission_id, planned.month, planned.days) == (1, date(2026, 12, 1), 10_00)
    assert saved(session).days_per_month == 17_00


def test_a_milestone_that_cannot_be_read_stands_beside_its_table(form: MissionForm, qtbot: QtBot) -> None:
    field(form, "billing").show_value(Billing.MILESTONES)
    part = field(form, "milestones")
    name, amount, _day = part.add_row()
    qtbot.keyClicks(name, "Mock-up")
    qtbot.keyClicks(amount, "a lot")
    form.accept()
    assert form.isVisible()
    assert "not an amount" in form._rows["milestones"].problem.text()
    assert amount.text() == "a lot"
    assert form.focusWidget() is amount


def test_notice_and_an_open_end_are_saved(form: MissionForm, session: Session) -> None:
    field(form, "notice").show_value((15, NoticeUnit.DAYS, True))
    form.accept()
    mission = saved(session)
    assert (mission.notice, mission.notice_unit, mission.notice_to_month_end) == (15, NoticeUnit.DAYS, True)
    assert type(mission.contract) is Contract


def test_a_fixed_term_may_renew_itself_and_nothing_else_does(
    form: MissionForm, session: Session, tab: MissionsTab, qtbot: QtBot
) -> None:
    assert not field(form, "renewal_months").isVisible()
    field(form, "contract").show_value(Contract.FIXED_TERM)
    qtbot.keyClicks(field(form, "ends"), "31/12/2026")
    qtbot.keyClicks(field(form, "renewal_months").editor, "12")
    form.accept()
    assert saved(session).renewal_months == 12
    again = MissionForm(session, saved(session), "Atlas", tab)
    assert field(again, "renewal_months").read() == 12
    field(again, "contract").show_value(Contract.OPEN_ENDED)
    again.accept()
    assert saved(session).renewal_months == 0


def test_a_client_has_its_own_country_and_address(session: Session, tab: MissionsTab, qtbot: QtBot) -> None:
    with session.journal.read() as reader:
        client = reader.get(Client, 1)
    assert client
    form = ClientForm(session, client, tab)
    assert field(form, "country").currentText() == "not said"
    qtbot.keyClicks(field(form, "country"), "Swi")
    qtbot.keyClicks(field(form, "address"), "1 rue du Lac")
    form.accept()
    with session.journal.read() as reader:
        client = reader.get(Client, 1)
    assert client
    assert (client.country, client.address) == (Country.CH, "1 rue du Lac")


def test_each_row_of_a_table_has_a_button_that_says_what_it_removes(form: MissionForm) -> None:
    part = field(form, "milestones")
    part.add_row()
    assert part.findChildren(QPushButton)[-1].accessibleName() == "Remove this row"


def test_the_keyboard_is_in_the_first_field_and_goes_to_a_new_row(form: MissionForm, qtbot: QtBot) -> None:
    assert form.focusWidget() is field(form, "client")
    field(form, "billing").show_value(Billing.MILESTONES)
    part = field(form, "milestones")
    qtbot.mouseClick(part._add_button, Qt.MouseButton.LeftButton)
    assert form.focusWidget() is part._lines[0][1][0]


def test_what_the_agreement_states_is_shown_and_left_to_it(session: Session, tab: MissionsTab, qtbot: QtBot) -> None:
    version = Agreement(mission_id=1, starts=date(2026, 10, 1), title="A1", notice=3, ends=date(2027, 6, 30))
    session.do(save_agreement, session.journal, version, (), TODAY)
    tab.load_if_stale()
    tab._on_edit()
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MissionForm) and one.isVisible()]
    qtbot.waitUntil(form.isActiveWindow)
    assert form.editor("notice").read() == (3, NoticeUnit.MONTHS, False)
    assert (form.editor("contract").read(), form.editor("ends").read()) == (Contract.FIXED_TERM, date(2027, 6, 30))
    for name in ("notice", "contract", "ends"):
        assert not field(form, name).isEnabled()
    assert field(form, "renewal_months").isEnabled()
    assert form.editor("notice").accessibleDescription() == "As agreed: quote signed, 1 Oct 2026 · A1"
    assert "What is agreed is changed in the part Agreement." in [label.text() for label in form.findChildren(QLabel)]
    form.editor("name").show_value("Social media and films")
    form.editor("renewal_months").show_value(12)
    with qtbot.waitSignal(session.changed):
        form.accept()
    mission = saved(session)
    assert (mission.name, mission.renewal_months) == ("Social media and films", 12)
    assert (mission.notice, mission.contract, mission.ends) == (1, Contract.OPEN_ENDED, None)


def test_a_renewal_of_its_own_outlives_an_agreement_without_term(
    session: Session, tab: MissionsTab, qtbot: QtBot
) -> None:
    own = replace(saved(session), contract=Contract.FIXED_TERM, ends=date(2026, 12, 31), renewal_months=12)
    session.do(save_mission, session.journal, own, (), (), TODAY)
    version = Agreement(mission_id=1, starts=date(2026, 10, 1), contract=Contract.OPEN_ENDED)
    session.do(save_agreement, session.journal, version, (), TODAY)
    tab.load_if_stale()
    line = tab.missions.line()
    assert line
    assert line.mission
    form = MissionForm(session, saved(session), "Atlas", tab)
    assert form.editor("contract").read() is Contract.OPEN_ENDED
    form.accept()
    assert saved(session) == own
