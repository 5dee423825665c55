"""From a key or the mouse to the repainted window, on forty years.

What a person feels is milliseconds (16 is one frame); what a test can hold is a ratio. So every time is divided by
that of a fixed piece of Python run just before it, worth about a millisecond on a computer of 2024, and the table of
both is printed.
"""

import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.contacts import log_contact
from rebond.actions.money import outlook
from rebond.domain.money.runway import project
from rebond.domain.money.scenario import AS_THINGS_STAND
from rebond.domain.prospecting.kinds import ChannelId
from rebond.journal.journal import Journal
from rebond.ui.money.balance_canvas import BalanceCanvas
from rebond.ui.search_dialog import SearchDialog
from rebond.ui.session import Session
from rebond.ui.workspace import MISSIONS, PROSPECTION, RUNWAY, Workspace

pytestmark = pytest.mark.slow

#: One frame, in the pieces of work that a millisecond is worth.
FRAME = 16
#: How much slower than promised a busy machine may be before a test calls it a fault.
NOISE = 4


def piece_of_work() -> float:
    """Milliseconds that the fixed piece takes now."""
    begun = time.perf_counter()
    sum(number * number % 7 for number in range(16_000))
    return (time.perf_counter() - begun) * 1000


def measured(name: str, action: Callable[[], object], times: int = 15) -> float:
    """The median of what `action` takes, in pieces of work; printed with its milliseconds."""
    action()
    took, ratios = [], []
    for _ in range(times):
        piece = statistics.median(piece_of_work() for _ in range(3))
        begun = time.perf_counter()
        action()
        took.append((time.perf_counter() - begun) * 1000)
        ratios.append(took[-1] / piece)
    ratio = statistics.median(ratios)
    sys.stdout.write(f"\n{name}: {statistics.median(took):.1f} ms (at most {max(took):.1f}), {ratio:.1f} pieces")
    return ratio


@pytest.fixture(scope="module")
def journal(long_career: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    path = tmp_path_factory.mktemp("own") / "career.rebond"
    shutil.copyfile(long_career, path)
    with Journal.open(path) as opened:
        yield opened


@pytest.fixture
def workspace(journal: Journal, today: date, qtbot: QtBot) -> Workspace:
    """The open window on the long career."""
    shown = Workspace(Session(journal, lambda: today))
    qtbot.addWidget(shown)
    shown.resize(1280, 780)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def keys_on(line: QLineEdit, text: str) -> Callable[[], None]:
    """Types the next letter of the text, and starts again at its end; done when all is repainted."""
    letters = iter(text * 100)

    def press() -> None:
        if line.text() == text:
            line.setText("")
        QTest.keyClick(line, next(letters))
        QApplication.processEvents()

    line.setFocus()
    return press


def line_of(within: QWidget, hint: str) -> QLineEdit:
    """The visible line whose hint begins so."""
    QApplication.processEvents()
    lines = [line for line in within.findChildren(QLineEdit) if line.isVisible()]
    return next(line for line in lines if line.placeholderText().startswith(hint))


def test_searching_the_missions_as_one_types(workspace: Workspace) -> None:
    line = line_of(workspace.show_tab(MISSIONS), "Find a client")
    assert measured("a letter in the missions' filter", keys_on(line, "urgent")) < FRAME * NOISE


def test_searching_the_whole_journal_as_one_types(workspace: Workspace) -> None:
    dialog = SearchDialog(workspace.session)
    dialog.show()
    line = line_of(dialog, "A client")
    assert measured("a letter in the journal's search", keys_on(line, "budget")) < FRAME * NOISE
    dialog.close()


def test_searching_the_contacts_as_one_types(workspace: Workspace) -> None:
    line = line_of(workspace.show_tab(PROSPECTION), "Find a contact")
    assert measured("a letter in the contacts' search", keys_on(line, "balomi")) < FRAME * NOISE


def test_typing_a_name_to_log(workspace: Workspace) -> None:
    line = line_of(workspace.show_tab(PROSPECTION), "Who")
    assert measured("a letter of a contact's name", keys_on(line, "balomi")) < FRAME * NOISE


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


def test_logging_a_contact(workspace: Workspace) -> None:
    workspace.show_tab(PROSPECTION)
    session = workspace.session
    names = iter(f"Someone new {number}" for number in range(1000))

    def log() -> None:
        session.do(
            log_contact, session.journal, next(names), ChannelId.PHONE, "said", session.today, now=datetime.now(UTC)
        )
        QApplication.processEvents()

    assert measured("a contact logged, written and shown", log) < 8 * FRAME * NOISE
