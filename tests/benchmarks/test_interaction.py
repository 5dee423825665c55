"""What the runway costs on forty years, from the slider to the repainted chart."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSlider
from pytestqt.qtbot import QtBot

from rebond.actions.money import outlook
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND
from rebond.journal.journal import Journal
from rebond.ui.money.balance_canvas import BalanceCanvas
from rebond.ui.workspace import RUNWAY, Workspace
from tests.benchmarks.measuring import FRAME, measured

pytestmark = pytest.mark.slow

#: How much slower than promised a busy machine may be before a test calls it a fault.
NOISE = 4


def test_moving_the_slider(workspace: Workspace, qtbot: QtBot) -> None:
    tab = workspace.show_tab(RUNWAY)
    qtbot.waitUntil(lambda: bool(tab.findChildren(BalanceCanvas)), timeout=10_000)
    slider = next(slider for slider in tab.findChildren(QSlider) if slider.orientation() is Qt.Orientation.Horizontal)
    QApplication.processEvents()

    def move() -> None:
        slider.setValue((slider.value() + 1) % 90)
        QApplication.processEvents()

    assert measured("a step of the slider to the repainted chart", move) < FRAME * NOISE


def test_redrawing_the_chart(workspace: Workspace, qtbot: QtBot) -> None:
    tab = workspace.show_tab(RUNWAY)
    qtbot.waitUntil(lambda: bool(tab.findChildren(BalanceCanvas)), timeout=10_000)
    canvas = tab.findChildren(BalanceCanvas)[0]

    def redraw() -> None:
        canvas.redraw()
        QApplication.processEvents()

    assert measured("the whole chart drawn anew", redraw, times=7) < 8 * FRAME * NOISE


def test_computing_the_scenarios(journal: Journal, today: date) -> None:
    situation = outlook(journal, today).situation
    assert measured("one projection", lambda: project(situation, AS_THINGS_STAND, today)) < FRAME / 2 * NOISE
    answers = len(outlook(journal, today).answers)
    ratio = measured(f"all {answers} scenarios", lambda: outlook(journal, today).answers, times=7)
    assert ratio < 12 * FRAME * NOISE
