"""Fixtures: a small journal with two clients, on a fixed day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Client, Contract, Event, Invoice, Mission, Payment
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.conftest import TODAY, session_on, show

__all__ = ["TODAY", "shown"]


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    """Return a session with Atlas, which pays late and asks for more, and Perret, whose mission is over and paid."""
    missions = [
        Mission(
            client_id=1, name="Social media", starts=date(2026, 9, 1), amount=2400_00, notice=1, vat_rate=20_000,
        ),
        Mission(
            client_id=2, name="Newsletter", contract=Contract.FIXED_TERM, starts=date(2025, 12, 1),
            ends=date(2025, 12, 31), amount=600_00,
        ),
    ]  # fmt: skip
    invoices = [
        Invoice(
            client_id=1, mission_id=1, number="2026-31", month=date(2026, 9, 1), amount=2400_00, vat=480_00,
            issued=date(2026, 9, 30), due=date(2026, 10, 30),
        ),
        Invoice(
            client_id=2, mission_id=2, number="2025-12", month=date(2025, 12, 1), amount=600_00,
            issued=date(2025, 12, 31), due=date(2026, 1, 30), settled=date(2026, 1, 30),
        ),
    ]  # fmt: skip
    events = [
        Event(mission_id=1, date=date(2026, 11, 18), text="Invoice sent"),
        Event(mission_id=1, date=date(2026, 11, 20), text="Asked for a logo too", minutes=90, in_scope=False),
    ]
    payments = [Payment(invoice_id=2, date=date(2026, 1, 30), amount=600_00)]
    clients = [Client(name="Atlas"), Client(name="Perret")]
    with session_on(tmp_path / "journal.rebond", (clients, missions, invoices, payments, events)) as made:
        yield made


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> MissionsTab:
    """Return the visible tab with the mission of Atlas selected."""
    return shown(session, qtbot)


def shown(session: Session, qtbot: QtBot) -> MissionsTab:
    """Return a visible tab on the session, in a window of the smallest size."""
    return show(qtbot, MissionsTab(session), 1024, 510)
