"""The runway's first worked example as a journal, on a desk whose day stands still."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond import words
from rebond.actions.journals import create
from rebond.domain.situation import Situation
from rebond.journal.file import Journal
from rebond.ui.desk import Desk
from rebond.ui.runway.tab import RunwayTab
from tests.domain.worked_examples import FIRST, FIRST_TODAY

_KINDS = (
    "charge_rates", "closure_windows", "clients", "missions", "planned_days", "milestones", "invoices", "payments",
    "accounts", "balances", "expenses", "contacts",
)  # fmt: skip


def write_down(situation: Situation, path: Path) -> Journal:
    """A situation as a journal; its rows keep their ids, which count from 1."""
    journal = Journal.create(path, [situation.settings])
    with journal.change("import") as change:
        for name in _KINDS:
            for row in getattr(situation, name):
                change.insert(replace(row, id=0))
    return journal


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    words.use("en")
    yield
    words.use("en")


@pytest.fixture
def desk(tmp_path: Path, qapp: object) -> Iterator[Desk]:
    with write_down(FIRST, tmp_path / "Marie.rebond") as journal:
        yield Desk(journal, lambda: FIRST_TODAY)


@pytest.fixture
def empty_desk(tmp_path: Path, qapp: object) -> Iterator[Desk]:
    with create(tmp_path / "New.rebond") as journal:
        yield Desk(journal, lambda: date(2026, 11, 22))


def shown(desk: Desk, qtbot: QtBot) -> RunwayTab:
    """The tab of that desk, drawn, in a window of the smallest size."""
    tab = RunwayTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1008, 510)
    with qtbot.waitExposed(tab):
        tab.show()
    if desk.outlook.situation.accounts:
        qtbot.waitUntil(lambda: tab.chart.canvas.is_current and tab.answers.bars.is_current)
    return tab


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> RunwayTab:
    return shown(desk, qtbot)


@pytest.fixture
def empty_tab(empty_desk: Desk, qtbot: QtBot) -> RunwayTab:
    return shown(empty_desk, qtbot)
