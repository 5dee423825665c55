"""Fixtures: the first worked example of runway.md as a journal, on a fixed day."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond.domain.money.situation import Situation
from rebond.journal.journal import Journal
from rebond.ui.money.tab import RunwayTab
from rebond.ui.session import Session
from tests.domain.worked_examples import FIRST, FIRST_TODAY
from tests.ui.conftest import show

_KINDS = (
    "charge_rates", "closure_windows", "clients", "missions", "planned_days", "milestones", "invoices", "payments",
    "accounts", "balances", "expenses", "contacts",
)  # fmt: skip


def write_down(situation: Situation, path: Path) -> Journal:
    """Return a journal with the rows of a situation, whose ids count from 1 and stay the same."""
    journal = Journal.create(path, [situation.settings])
    with journal.transaction("import") as transaction:
        for name in _KINDS:
            for row in getattr(situation, name):
                transaction.insert(replace(row, id=0))
    return journal


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    with write_down(FIRST, tmp_path / "Marie.rebond") as journal:
        yield Session(journal, lambda: FIRST_TODAY)


def shown(session: Session, qtbot: QtBot) -> RunwayTab:
    """Return a visible tab on the session, drawn in a window of the smallest size."""
    tab = show(qtbot, RunwayTab(session), 1008, 510)
    if session.outlook.situation.accounts:
        qtbot.waitUntil(lambda: tab.chart.canvas.is_current and tab.answers.bars.is_current)
    return tab


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> RunwayTab:
    return shown(session, qtbot)


@pytest.fixture
def empty_tab(empty_session: Session, qtbot: QtBot) -> RunwayTab:
    return shown(empty_session, qtbot)
