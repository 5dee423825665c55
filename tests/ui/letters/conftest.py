"""Fixtures: a mission with an agreement and an amendment to send, and the window of a letter about them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.domain.agreements.kinds import Agreement, Amendment
from rebond.domain.missions.kinds import Client, Event, EventKind, Mission
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.people.kinds import Person
from rebond.ui.letters.letter_window import LetterWindow, open_letter
from rebond.ui.session import Session
from tests.ui.conftest import session_on, show

Opens = Callable[..., LetterWindow]


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    """Return a session with Atlas, Claire and Marc there, and an amendment that was not sent yet."""
    day = date(2026, 11, 3)
    rows = (
        [Client(name="Atlas")],
        [Person(client_id=1, name="Claire"), Person(client_id=1, name="Marc")],
        [Mission(client_id=1, name="Social media", starts=date(2026, 1, 1), notice=1)],
        [Amendment(mission_id=1, number="A1", made=day, hourly_rate=80_00)],
        [Agreement(mission_id=1, starts=date(2026, 1, 1), revisions=2)],
        [
            Event(
                mission_id=1, type=EventKind.EXTRA_REQUEST, date=day, text="visuals", minutes=90, amendment_id=1,
                request="Two more visuals?",
            )
        ],
        [ClosureWindow(first="12-20", last="01-03")],
    )  # fmt: skip
    with session_on(tmp_path / "journal.rebond", rows) as made:
        yield made


@pytest.fixture
def opens(session: Session, qtbot: QtBot) -> Opens:
    """Return a function that opens the window of a letter about the mission."""
    parent = show(qtbot, QWidget(), 1024, 640)

    def open_it(template: str, amendment_id: int | None = None) -> LetterWindow:
        open_letter(session, parent, template, 1, 1, amendment_id)
        window = parent.findChildren(LetterWindow)[-1]
        window.activateWindow()
        qtbot.waitUntil(lambda: window.isAncestorOf(QApplication.focusWidget() or parent))
        return window

    return open_it
