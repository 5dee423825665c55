"""Fixtures: a mission with an agreement, events and a late invoice, and a talk about a message on a Sunday."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.domain.agreements.kinds import Agreement
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission
from rebond.domain.people.kinds import Person
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.ui.session import Session
from tests.ui.conftest import TODAY, session_on, show

SUNDAY = "Can you post this tonight?"


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    rows = (
        [Client(name="Atlas")],
        [Person(client_id=1, name="Claire"), Person(client_id=1, name="Marc", familiar=True)],
        [Mission(client_id=1, name="Social media", starts=date(2026, 1, 1), notice=1)],
        [Agreement(mission_id=1, starts=date(2026, 1, 1), revisions=2, day_starts=time(9), day_ends=time(18))],
        [Event(mission_id=1, type=EventKind.OUTSIDE_HOURS, date=TODAY, time=time(19, 40), text="x", request=SUNDAY)],
        [
            Invoice(
                client_id=1, mission_id=1, number="2026-9", amount=480_00, issued=date(2026, 10, 1),
                due=date(2026, 10, 31),
            )
        ],
        [Talk(client_id=1, mission_id=1, type=TalkKind.LIMITS, person_id=1, date=date(2026, 11, 24), cause_id=1)],
    )  # fmt: skip
    with session_on(tmp_path / "journal.rebond", rows) as made:
        yield made


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    return show(qtbot, QWidget(), 1024, 640)


def talk_of(session: Session, talk_id: int = 1) -> Talk:
    with session.journal.read() as reader:
        talk = reader.get(Talk, talk_id)
    assert talk
    return talk
