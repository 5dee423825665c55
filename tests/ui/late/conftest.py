"""Fixtures: Atlas, whose invoice of the worked example of algorithms.md, 8 is late, and the tab of missions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.domain.countries import Country
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.conftest import session_on, show


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    """Return a session on 22 November 2026 with one promise that was broken."""
    rows = (
        [Client(name="Atlas", country=Country.FR)],
        [Mission(client_id=1, name="Social media", starts=date(2025, 1, 1), amount=2400_00)],
        [
            Invoice(
                client_id=1, mission_id=1, number="2026-1", amount=2400_00, vat=480_00, issued=date(2026, 4, 30),
                due=date(2026, 5, 30),
            )
        ],
        [Payment(invoice_id=1, date=date(2026, 6, 15), amount=1000_00)],
        [
            InvoiceState(
                invoice_id=1, type=StateKind.PROMISED, starts=date(2026, 6, 2), until=date(2026, 6, 20),
                reason="by phone",
            )
        ],
    )  # fmt: skip
    with session_on(tmp_path / "journal.rebond", rows) as made:
        yield made


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> MissionsTab:
    """Return the tab of missions with the invoice selected."""
    tab = MissionsTab(session)
    show(qtbot, tab, 1024, 640)
    tab.load_if_stale()
    tab.parts.setCurrentWidget(tab.invoices)
    tab.invoices.view.selectRow(0)
    return tab


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Return a window for dialogs."""
    return show(qtbot, QWidget(), 900, 600)
