"""The chance that a client leaves, told with the answer to what if it does."""

from datetime import timedelta
from unittest.mock import patch

from pytestqt.qtbot import QtBot

from rebond.actions.records import delete, save
from rebond.actions.signs import set_rate, weigh
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.signs.kinds import Sign
from rebond.ui.money import chances
from rebond.ui.money.tab import RunwayTab
from rebond.ui.session import Session

DEFAULT = "Chance of leaving 3% a month."


def atlas(tab: RunwayTab) -> int:
    return tab.session.outlook.largest[0]


def said(tab: RunwayTab) -> str:
    return tab.chart.sentence.text()


def test_the_scenario_of_one_client_says_how_likely_it_is(tab: RunwayTab) -> None:
    assert "Chance" not in said(tab)
    tab.choose(atlas(tab))
    assert said(tab).startswith("If Atlas leaves today")
    assert said(tab).endswith(f" {DEFAULT}")
    tab.choose(*tab.session.outlook.largest)
    assert "Chance" not in said(tab), "for several it would be no figure of either"


def test_it_follows_what_happens_and_what_is_taken_back(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    tab.choose(atlas(tab))
    event = Event(mission_id=1, type=EventKind.COMPETITOR, date=session.today - timedelta(days=1), text="An agency")
    session.do(save, session.journal, event, session.today)
    qtbot.waitUntil(lambda: said(tab).endswith("Chance of leaving 7.5% a month."))
    session.do(weigh, session.journal, Sign.COMPETITOR, 300, session.today)
    qtbot.waitUntil(lambda: said(tab).endswith("Chance of leaving 12% a month."))
    tab.hide()
    with session.journal.read() as reader:
        (written,) = reader.all(Event)
    session.do(delete, session.journal, written)
    tab.show()
    qtbot.waitUntil(lambda: said(tab).endswith(DEFAULT))


def test_the_slider_reads_it_once(tab: RunwayTab) -> None:
    tab.choose(atlas(tab))
    with patch.object(chances, "client_state") as read:
        for days in range(10, 60, 10):
            tab.what_if.late.setValue(days)
        assert f"{days} days later" in said(tab)
    assert said(tab).endswith(DEFAULT)
    read.assert_not_called()


def test_it_follows_the_chance_without_signs(tab: RunwayTab, session: Session, qtbot: QtBot) -> None:
    tab.choose(atlas(tab))
    assert said(tab).endswith(DEFAULT)
    session.do(set_rate, session.journal, 4_500, session.today)
    qtbot.waitUntil(lambda: said(tab).endswith("Chance of leaving 4.5% a month."))
