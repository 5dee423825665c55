"""A journal with four prospects, on a desk whose day stands still."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond.actions.journals import create
from rebond.domain.entities import Channel, Contact, Stage, Touch
from rebond.ui.desk import Desk
from rebond.ui.prospection.tab import ProspectionTab

#: A Sunday.
TODAY = date(2026, 11, 22)


@pytest.fixture
def empty_desk(tmp_path: Path, qapp: object) -> Iterator[Desk]:
    """A journal with nobody in it."""
    with create(tmp_path / "empty.rebond") as journal:
        yield Desk(journal, lambda: TODAY)


@pytest.fixture
def desk(tmp_path: Path, qapp: object) -> Iterator[Desk]:
    """Duval late since Friday, Perret due today, Lune next week, Atlas won."""
    with create(tmp_path / "journal.rebond") as journal:
        with journal.change("import") as change:
            change.insert_all(
                [
                    Contact(
                        name="Claire Duval", organisation="Duval", stage=Stage.CONTACTED, next_step="call again",
                        next_date=date(2026, 11, 20),
                    ),
                    Contact(name="Marc Perret", next_step="write", next_date=TODAY),
                    Contact(
                        name="Lune", stage=Stage.PROPOSAL, next_step="ask for the decision",
                        next_date=date(2026, 11, 27),
                    ),
                    Contact(name="Atlas", stage=Stage.WON),
                ]
            )  # fmt: skip
            change.insert_all(
                [
                    Touch(contact_id=1, date=date(2026, 11, 12), channel=Channel.PHONE, text="Budget in January"),
                    Touch(contact_id=1, date=date(2026, 11, 17), channel=Channel.EMAIL, text="Sent the portfolio"),
                ]
            )
        yield Desk(journal, lambda: TODAY)


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> ProspectionTab:
    """The tab, shown in a small window."""
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot) -> ProspectionTab:
    """A tab of that desk in a window of the smallest size."""
    tab = ProspectionTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1008, 470)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    return tab


def contact(desk: Desk, name: str) -> Contact:
    """The contact of that name."""
    with desk.journal.read() as reader:
        return reader.matching(Contact, name=name)[0]


def touches(desk: Desk) -> tuple[Touch, ...]:
    """Every contact logged."""
    with desk.journal.read() as reader:
        return reader.all(Touch)
