"""The summary of a mission keeps to its column, however long the names in it are."""

from datetime import date

from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Billing, Milestone, Mission
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.shared.wrapped_link import WrappedLink
from tests.ui.conftest import TODAY


def test_a_long_name_goes_on_below_and_widens_nothing(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    name = "Guidelines & templates for the shops of the coast, with training and a printed book"
    mission = Mission(client_id=1, name="Brand", starts=date(2026, 1, 1), billing=Billing.MILESTONES)
    session.do(save, session.journal, mission, TODAY)
    with session.journal.read() as reader:
        mission_id = max(row.id for row in reader.all(Mission))
    milestone = Milestone(mission_id=mission_id, name=name, amount=100_00, date=date(2026, 11, 1))
    session.do(save, session.journal, milestone, TODAY)
    tab.reveal("mission", mission_id)

    def link() -> WrappedLink | None:
        return next((one for one in tab.glance.findChildren(WrappedLink) if name in one.accessibleName()), None)

    qtbot.waitUntil(lambda: (one := link()) is not None and one.height() >= one.sizeHint().height() > 30)
    body, shown = tab.glance.widget(), link()
    assert body
    assert shown
    assert body.width() <= tab.glance.viewport().width()
    assert 1 < shown.text().count("\n") + 1 <= 3
    assert "&&" in shown.text(), "it is no mnemonic"
