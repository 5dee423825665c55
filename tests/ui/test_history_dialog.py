"""The history and the trash: changes shown, taken back and restored."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from rebond.actions.imports import carry_out, preview
from rebond.actions.imports.bank.account_identity import ImportAnswers
from rebond.actions.records import delete, save
from rebond.domain.missions.kinds import Client
from rebond.domain.money.kinds import Account
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.undo import undo
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.history_dialog import ChangesModel, HistoryDialog
from rebond.ui.session import Session

from .conftest import TODAY

STATEMENT = """<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<Stmt><Id>1</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1234.56</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Dt><Dt>2026-11-20</Dt></Dt></Bal></Stmt></BkToCstmrStmt></Document>"""


@pytest.fixture
def dialog(qtbot: QtBot, example_session: Session) -> HistoryDialog:
    made = HistoryDialog(example_session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def do(session: Session, action: Any, row: Any) -> None:
    session.do(action, session.journal, row, *([session.today] if action is save else []))


def lines(view: QTableView) -> list[str]:
    model = view.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def views(dialog: HistoryDialog) -> list[QTableView]:
    return [page._view for page in dialog._pages]


def problem(dialog: HistoryDialog) -> str:
    return "".join(
        label.text()
        for label in dialog.findChildren(QLabel)
        if label.property("role") == "problem" and label.isVisible()
    )


def choose_and_press(qtbot: QtBot, dialog: HistoryDialog, row: int) -> None:
    view = views(dialog)[dialog._tabs.currentIndex()]
    view.setFocus()
    view.selectRow(row)
    (button,) = [one for one in dialog.findChildren(QPushButton) if one is dialog._act]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_done_stands_on_top_at_once(qtbot: QtBot, dialog: HistoryDialog, example_session: Session) -> None:
    model = views(dialog)[0].model()
    with qtbot.waitSignal(model.rowsInserted):
        do(example_session, save, Client(name="Zorn {fils}"))
    assert lines(views(dialog)[0])[0] == "Client added: Zorn {fils}"


def test_a_change_of_any_age_is_taken_back(qtbot: QtBot, dialog: HistoryDialog, example_session: Session) -> None:
    do(example_session, save, Client(name="Zorn"))
    do(example_session, save, Account(name="Third"))
    choose_and_press(qtbot, dialog, 1)
    assert lines(views(dialog)[0])[0] == "Taken back: client added: Zorn"
    with example_session.journal.read() as reader:
        assert not reader.matching(Client, name="Zorn")
        assert reader.matching(Account, name="Third")


def test_an_import_is_taken_back_as_one(
    qtbot: QtBot, dialog: HistoryDialog, example_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "statement.xml"
    path.write_text(STATEMENT)
    with example_session.journal.read() as reader:
        before = reader.all(Account)
    (question,) = preview(example_session.journal, [path], TODAY).accounts
    answers = ImportAnswers(accounts={question.key: "Another"})
    found = preview(example_session.journal, [path], TODAY, answers=answers)
    assert not found.problems
    example_session.do(carry_out, example_session.journal, found, TODAY, skip_bad_lines=False, paid=[])
    assert lines(views(dialog)[0])[0].startswith("Imported")
    choose_and_press(qtbot, dialog, 0)
    assert lines(views(dialog)[0])[0].startswith("Taken back: imported")
    with example_session.journal.read() as reader:
        assert reader.all(Account) == before


def test_what_was_built_upon_since_is_not_taken_back_and_why_is_said(
    qtbot: QtBot, dialog: HistoryDialog, example_session: Session
) -> None:
    do(example_session, save, Client(name="Zorn"))
    with example_session.journal.read() as reader:
        (duval,) = reader.matching(Client, name="Zorn")
    do(example_session, save, Contact(name="Clara", client_id=duval.id))
    choose_and_press(qtbot, dialog, 1)
    assert "was changed or used since" in problem(dialog)


def test_what_was_deleted_is_brought_back_from_the_trash(
    qtbot: QtBot, dialog: HistoryDialog, example_session: Session
) -> None:
    with example_session.journal.read() as reader:
        atlas = reader.all(Client)[0]
    dialog._tabs.setCurrentIndex(1)
    (nothing,) = [label for label in dialog.findChildren(QLabel) if label.text() == "Nothing was deleted."]
    assert nothing.isVisible()
    do(example_session, delete, atlas)
    assert not nothing.isVisible()
    assert lines(views(dialog)[1]) == [f"Client deleted: {atlas.name}"]
    choose_and_press(qtbot, dialog, 0)
    assert lines(views(dialog)[1]) == []
    assert nothing.isVisible()
    with example_session.journal.read() as reader:
        assert reader.all(Client)[0] == atlas


def test_the_journals_beginning_cannot_be_taken_back(qtbot: QtBot, dialog: HistoryDialog) -> None:
    view = views(dialog)[0]
    view.selectRow(view.model().rowCount() - 1)
    assert lines(view)[-1] == "Journal created"
    assert not dialog._act.isEnabled()


def test_enter_in_the_list_does_nothing_by_accident(
    qtbot: QtBot, dialog: HistoryDialog, example_session: Session
) -> None:
    do(example_session, save, Client(name="Zorn"))
    views(dialog)[0].selectRow(0)
    qtbot.keyClick(views(dialog)[0], Qt.Key.Key_Return)
    assert lines(views(dialog)[0])[0] == "Client added: Zorn"


def test_the_choice_stays_where_it_was_while_others_are_done(
    qtbot: QtBot, dialog: HistoryDialog, example_session: Session
) -> None:
    do(example_session, save, Client(name="Zorn"))
    views(dialog)[0].selectRow(0)
    do(example_session, save, Client(name="Zorn & fils"))
    chosen = dialog._pages[0].chosen()
    assert chosen is not None
    assert chosen.facts == {"name": "Zorn"}


@pytest.mark.parametrize("deletions", [False, True])
def test_the_models_keep_their_promises(
    qtbot: QtBot, qtmodeltester: Any, example_session: Session, deletions: bool
) -> None:
    model = ChangesModel(example_session, deletions=deletions)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for number in range(3):
        client = Client(name=f"Client {number}")
        example_session.changed.connect(model.follow)
        do(example_session, save, client)
        with example_session.journal.read() as reader:
            (written,) = reader.matching(Client, name=client.name)
        do(example_session, delete, written)
        example_session.changed.disconnect(model.follow)
    example_session.do(undo, example_session.journal)
    qtmodeltester.check(model, force_py=True)


def test_a_long_history_is_fetched_by_windows(qtbot: QtBot, example_session: Session) -> None:
    for number in range(230):
        do(example_session, save, Client(name=f"Client {number}"))
    model = ChangesModel(example_session, deletions=False)
    assert model.rowCount() == 200
    assert model.canFetchMore()
    with qtbot.waitSignal(model.rowsInserted):
        model.fetchMore()
    assert model.rowCount() == 231
    assert not model.canFetchMore()


def test_a_person_in_the_trash_is_erased_from_there(
    qtbot: QtBot, dialog: HistoryDialog, example_session: Session
) -> None:
    def erase_button() -> QPushButton:
        (button,) = (one for one in dialog.findChildren(QPushButton) if "Erase" in one.text())
        return button

    assert not erase_button().isVisible()
    do(example_session, save, Contact(name="Vera Lindqvist"))
    do(example_session, save, Account(name="Spare"))
    with example_session.journal.read() as reader:
        rows = reader.all(Contact)[-1], reader.all(Account)[-1]
    for row in rows:
        do(example_session, delete, row)
    history, trash = views(dialog)
    assert "Vera" in " ".join(lines(history))
    dialog._tabs.setCurrentIndex(1)
    trash.selectRow(0)
    assert erase_button().isVisible()
    assert not erase_button().isEnabled()
    trash.selectRow(1)
    erase_button().click()
    (erasing,) = dialog.findChildren(ErasureDialog)
    qtbot.waitUntil(lambda: erasing._erase.isEnabled())
    with qtbot.waitSignal(example_session.changed):
        erasing._erase.click()
    qtbot.waitUntil(lambda: not dialog.findChildren(ErasureDialog))
    assert "Vera" not in " ".join(lines(history) + lines(trash))
    assert b"Lindqvist" not in example_session.journal.path.read_bytes()
