"""A journal with four prospects, on a session whose day stands still."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond.actions.journals import create
from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction, StageId
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.session import Session

#: A Sunday.
TODAY = date(2026, 11, 22)


@pytest.fixture
def empty_session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    """A journal with nobody in it."""
    with create(tmp_path / "empty.rebond") as journal:
        yield Session(journal, lambda: TODAY)


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    """Duval late since Friday, Perret due today, Lune next week, Atlas won."""
    with create(tmp_path / "journal.rebond") as journal:
        with journal.transaction("import") as transaction:
            transaction.insert_all(
                [
                    Contact(
                        name="Claire Duval", organisation="Duval", stage_id=StageId.CONTACTED, next_step="call again",
                        next_date=date(2026, 11, 20),
                    ),
                    Contact(name="Marc Perret", next_step="write", next_date=TODAY),
                    Contact(
                        name="Lune", stage_id=StageId.PROPOSAL, next_step="ask for the decision",
                        next_date=date(2026, 11, 27),
                    ),
                    Contact(name="Atlas", stage_id=StageId.WON),
                ]
            )  # fmt: skip
            transaction.insert_all(
                [
                    Interaction(
                        contact_id=1, date=date(2026, 11, 12), channel_id=ChannelId.PHONE, text="Budget in January"
                    ),
                    Interaction(
                        contact_id=1, date=date(2026, 11, 17), channel_id=ChannelId.EMAIL, text="Sent the portfolio"
                    ),
                ]
            )
        yield Session(journal, lambda: TODAY)


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> ProspectionTab:
    """The tab, shown in a small window."""
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> ProspectionTab:
    """A tab of that session in a window of the smallest size."""
    tab = ProspectionTab(session)
    qtbot.addWidget(tab)
    tab.resize(1008, 470)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    return tab


def contact(session: Session, name: str) -> Contact:
    """The contact of that name."""
    with session.journal.read() as reader:
        return reader.matching(Contact, name=name)[0]


def interactions(session: Session) -> tuple[Interaction, ...]:
    """Every contact logged."""
    with session.journal.read() as reader:
        return reader.all(Interaction)
