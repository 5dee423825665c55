"""The set-up on a journal that has figures already."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.money.kinds import Account, Balance, Expense
from rebond.ui.session import Session
from rebond.ui.setup_dialog import SetupDialog

from .conftest import session_on

BEFORE = date(2026, 11, 2)


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    rows = (
        [Account(name="Current"), Account(name="Savings book")],
        [Balance(account_id=1, date=BEFORE, amount=300_00)],
        [Expense(name="Rent", amount=900_00, first=BEFORE)],
        [Client(name="Duval & fils")],
        [Mission(client_id=1, name="Site", starts=BEFORE, amount=2_400_00)],
    )
    with session_on(tmp_path / "mine.rebond", rows) as made:
        yield made


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> SetupDialog:
    made = SetupDialog(session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_saving_what_is_shown_changes_nothing_and_dates_no_balance_anew(
    qtbot: QtBot, session: Session, dialog: SetupDialog
) -> None:
    with qtbot.assertNotEmitted(session.changed):
        dialog.accept()
    assert not dialog.isVisible()


def test_a_figure_of_the_journal_is_changed_and_not_emptied(session: Session, dialog: SetupDialog) -> None:
    dialog.editor("expense1").setText("")
    dialog.editor("account2").setText("50")  # its balance was not known, and may stay so
    dialog.accept()
    assert dialog.isVisible()
    dialog.editor("expense1").setText("950")
    dialog.accept()
    with session.journal.read() as reader:
        assert [expense.amount for expense in reader.all(Expense)] == [950_00]
        assert [(row.account_id, row.date, row.amount) for row in reader.all(Balance)] == [
            (1, BEFORE, 300_00),
            (2, session.today, 50_00),
        ]


def test_a_client_is_named_as_it_is_written(dialog: SetupDialog) -> None:
    editor = dialog.editor("mission1")
    assert editor.accessibleName() == "Duval & fils – Site, a month"
    (label,) = [label for label in dialog.findChildren(QLabel) if label.buddy() is editor]
    assert label.text() == "Duval && fils – Site, a month"
