"""The list of all invoices, in a window: filtered, added up, opened, and exported."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from rebond.actions.invoices import record_payment
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.missions.standing import InvoiceStanding
from rebond.ui.missions.all_invoices import AllInvoicesDialog
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.shared.windowed import WINDOW
from tests.ui.conftest import TODAY, session_on

MANY = 12_000


@pytest.fixture
def dialog(tab: MissionsTab, qtbot: QtBot) -> Iterator[AllInvoicesDialog]:
    """Return the list, opened by its button in the panel of a mission."""
    tab.parts.setCurrentWidget(tab.invoices)
    qtbot.mouseClick(tab.invoices.all_button, Qt.MouseButton.LeftButton)
    found = tab.window().findChild(AllInvoicesDialog)
    assert isinstance(found, AllInvoicesDialog)
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    if isValid(found):
        found.close()


def rows(dialog: AllInvoicesDialog) -> list[tuple[str, ...]]:
    return [dialog.model.cells(dialog.model.at(row)) for row in range(dialog.model.rowCount())]


def sums(dialog: AllInvoicesDialog) -> dict[str, tuple[str, ...]]:
    """Return the sums by their title."""
    model = dialog.sums
    return {
        model.text(row, 0): tuple(model.text(row, column) for column in range(1, model.columnCount()))
        for row in range(model.rowCount())
    }


def test_it_lists_every_client_with_what_is_left_and_adds_up(dialog: AllInvoicesDialog, session: Session) -> None:
    assert rows(dialog) == [
        (
            "Atlas", "2026-31", "30/09/2026", "30/10/2026", "€2,400.00", "€480.00", "€2,880.00", "–", "€2,880.00",
            "late by 23 days",
        ),
        ("Perret", "2025-12", "31/12/2025", "30/01/2026", "€600.00", "–", "€600.00", "€600.00", "–", "paid"),
    ]  # fmt: skip
    assert sums(dialog) == {
        "All, without cancelled ones": ("2", "€3,000.00", "€480.00", "€3,480.00", "€600.00", "€2,880.00"),
        "late": ("1", "€2,400.00", "€480.00", "€2,880.00", "€0.00", "€2,880.00"),
        "paid": ("1", "€600.00", "€0.00", "€600.00", "€600.00", "€0.00"),
        "2026": ("1", "€2,400.00", "€480.00", "€2,880.00", "€0.00", "€2,880.00"),
        "2025": ("1", "€600.00", "€0.00", "€600.00", "€600.00", "€0.00"),
    }
    session.do(record_payment, session.journal, Payment(invoice_id=1, date=TODAY, amount=2880_00), TODAY)
    assert [row[-1] for row in rows(dialog)] == ["paid", "paid"]
    assert sums(dialog)["All, without cancelled ones"][-1] == "€0.00"


def test_the_columns_fill_the_list_as_soon_as_it_is_shown(dialog: AllInvoicesDialog) -> None:
    assert dialog.view.horizontalHeader().length() == dialog.view.viewport().width()


def test_a_long_name_of_a_client_takes_two_lines(dialog: AllInvoicesDialog, session: Session) -> None:
    line = dialog.view.rowHeight(0)
    dialog.resize(900, 600)
    session.do(save, session.journal, Client(id=1, name="Fontaine, Mercier & Delacroix"), session.today)
    assert dialog.view.rowHeight(0) == line + dialog.view.fontMetrics().height()


def test_it_is_filtered_by_state_year_and_words_and_says_when_nothing_matches(
    dialog: AllInvoicesDialog, qtbot: QtBot
) -> None:
    dialog.year.setCurrentIndex(dialog.year.findData(2025))
    assert [row[1] for row in rows(dialog)] == ["2025-12"]
    dialog.year.setCurrentIndex(0)
    dialog.standing.show_value(InvoiceStanding.LATE)
    assert [row[1] for row in rows(dialog)] == ["2026-31"]
    qtbot.keyClicks(dialog.search, "perret")
    qtbot.waitUntil(dialog.none.isVisible)
    assert not dialog.view.isVisible()
    assert not dialog.open_button.isEnabled()
    dialog.standing.show_value(None)
    assert [row[0] for row in rows(dialog)] == ["Perret"]


def test_a_header_sorts_and_enter_goes_to_the_invoice(
    dialog: AllInvoicesDialog, tab: MissionsTab, qtbot: QtBot
) -> None:
    header = dialog.view.horizontalHeader()
    header.sectionClicked.emit(0)
    header.sectionClicked.emit(0)
    assert [row[0] for row in rows(dialog)] == ["Perret", "Atlas"]
    header.sectionClicked.emit(7)
    assert [row[0] for row in rows(dialog)] == ["Perret", "Atlas"], "what is paid sorts nothing"
    assert dialog.view.hasFocus()
    with qtbot.waitSignal(tab.go) as went:
        qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert went.args == ["invoice", 2]


def test_what_is_listed_is_exported(dialog: AllInvoicesDialog, tmp_path: Path) -> None:
    out = tmp_path / "invoices.csv"
    dialog.year.setCurrentIndex(dialog.year.findData(2026))
    dialog.export_to(out)
    table = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert table == [
        [
            "Client", "Number", "Issued", "Due", "Before VAT", "VAT", "Incl. VAT", "Received", "Left to pay", "State",
            "Settled on", "Currency",
        ],
        [
            "Atlas", "2026-31", "2026-09-30", "2026-10-30", "2400.00", "480.00", "2880.00", "0.00", "2880.00", "late",
            "", "EUR",
        ],
    ]  # fmt: skip
    dialog.export_to(tmp_path)
    assert dialog.problem.isVisible()
    assert not list(tmp_path.glob("*.part"))


def test_of_many_invoices_only_a_window_is_read(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    first = date(2000, 1, 1)
    many = [
        Invoice(
            client_id=1, number=str(n), amount=100, issued=first + timedelta(days=n % 9000), due=TODAY, settled=TODAY
        )
        for n in range(MANY)
    ]
    with session_on(tmp_path / "many.rebond", ([Client(name="Lune")], many)) as session:
        dialog = AllInvoicesDialog(session)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        assert dialog.model.rowCount() <= 2 * WINDOW
        assert sums(dialog)["All, without cancelled ones"][0] == "12,000"
