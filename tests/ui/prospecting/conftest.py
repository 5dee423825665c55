"""Fixtures: a journal with four contacts, on a fixed day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction, StageId
from rebond.ui.prospecting.tab import ProspectionTab
from rebond.ui.session import Session
from tests.ui.conftest import TODAY, session_on, show

__all__ = ["TODAY", "contact", "interactions", "shown"]


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    """Return a session with Duval, late since Friday; Perret, due today; Lune, next week; and Atlas, won."""
    contacts = [
        Contact(
            name="Claire Duval", organisation="Duval", stage_id=StageId.CONTACTED, next_step="call again",
            next_date=date(2026, 11, 20),
        ),
        Contact(name="Marc Perret", next_step="write", next_date=TODAY),
        Contact(name="Lune", stage_id=StageId.PROPOSAL, next_step="ask for the decision", next_date=date(2026, 11, 27)),
        Contact(name="Atlas", stage_id=StageId.WON),
    ]  # fmt: skip
    logged = [
        Interaction(contact_id=1, date=date(2026, 11, 12), channel_id=ChannelId.PHONE, text="Budget in January"),
        Interaction(contact_id=1, date=date(2026, 11, 17), channel_id=ChannelId.EMAIL, text="Sent the portfolio"),
    ]
    with session_on(tmp_path / "journal.rebond", (contacts, logged)) as made:
        yield made


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> ProspectionTab:
    """Return the tab, visible in a small window."""
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> ProspectionTab:
    """Return a visible tab on the session, in a window of the smallest size."""
    return show(qtbot, ProspectionTab(session), 1008, 470)


def contact(session: Session, name: str) -> Contact:
    """Return the contact with a name."""
    with session.journal.read() as reader:
        return reader.matching(Contact, name=name)[0]


def interactions(session: Session) -> tuple[Interaction, ...]:
    """Return all interactions."""
    with session.journal.read() as reader:
        return reader.all(Interaction)
