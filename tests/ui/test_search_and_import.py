"""The search dialog, used by keyboard, and the preview and saving of imports."""

import datetime as dt
import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.undo import undo
from rebond.ui.import_dialog import ImportDialog
from rebond.ui.search_dialog import SearchDialog
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField
from rebond.ui.worker import Progress

from .test_history_dialog import STATEMENT

Key = Qt.Key


@pytest.fixture
def search(qtbot: QtBot, example_session: Session) -> SearchDialog:
    for name in ("Zorn", "Zornier", "<b>Zornt</b>"):
        example_session.do(save, example_session.journal, Client(name=name), example_session.today)
    made = SearchDialog(example_session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def found(dialog: SearchDialog) -> list[str]:
    """The results as they stand after the frame that paints what was typed."""
    dialog._after_frame.catch_up()
    return [dialog._found.item(row).text() for row in range(dialog._found.count())]


def test_the_first_found_is_chosen_by_enter(qtbot: QtBot, search: SearchDialog) -> None:
    qtbot.keyClicks(search._line, "zorn")
    assert {"Client: Zorn", "Client: Zornier"} <= set(found(search))
    wanted = search._hits[0]
    with qtbot.waitSignal(search.chosen) as chosen:
        qtbot.keyClick(search._line, Key.Key_Return)
    assert chosen.args == [wanted.kind, wanted.id]
    assert not search.isVisible()


def test_a_result_says_whose_it_is(qtbot: QtBot, search: SearchDialog) -> None:
    qtbot.keyClicks(search._line, "post")
    assert [line for line in found(search) if line.startswith("Entry: ") and line.endswith("(Atlas · Social media)")]
    item = search._found.item(0)
    assert item.toolTip()
    picture = search._found.grab().toImage()
    item.setData(Qt.ItemDataRole.UserRole + 2, "")
    assert search._found.grab().toImage() != picture  # it is painted too


def test_the_arrows_move_in_the_list_while_one_types(qtbot: QtBot, search: SearchDialog) -> None:
    qtbot.keyClicks(search._line, "zor")
    qtbot.keyClick(search._line, Key.Key_Down)
    qtbot.keyClick(search._line, Key.Key_Down)
    assert search._found.currentRow() == 2
    qtbot.keyClick(search._line, Key.Key_PageUp)
    assert search._found.currentRow() == 0
    qtbot.keyClick(search._line, Key.Key_PageDown)
    assert search._found.currentRow() == len(found(search)) - 1
    assert search._line.hasFocus()
    assert search._line.text() == "zor"


def test_what_is_not_there_is_said_and_enter_goes_nowhere(qtbot: QtBot, search: SearchDialog) -> None:
    qtbot.keyClicks(search._line, "zzzz")
    assert found(search) == []
    assert search._none.isVisible()
    with qtbot.assertNotEmitted(search.chosen):
        qtbot.keyClick(search._line, Key.Key_Return)
    assert search.isVisible()
    search._line.setText("")
    assert found(search) == []
    assert not search._none.isVisible()


@pytest.mark.parametrize("sign", ["€", "é", "漢", "я"])
def test_any_sign_of_any_keyboard_is_typed(qtbot: QtBot, search: SearchDialog, sign: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord(sign), Qt.KeyboardModifier.NoModifier, sign)
    QApplication.sendEvent(search._line, event)
    assert search._line.text() == sign


@pytest.mark.parametrize("text", ['"', "' OR 1=1 --", "*", "(", "NEAR(", "a" * 10_000, "{name}: x", "-", "\0"])
def test_nothing_typed_breaks_the_search(qtbot: QtBot, search: SearchDialog, text: str) -> None:
    search._line.setText(text)
    assert all(isinstance(line, str) for line in found(search))


def import_dialog(qtbot: QtBot, session: Session, *paths: Path, read: bool = True) -> ImportDialog:
    """Return the dialog, after the files were read unless `read` is false."""
    made = ImportDialog(session, paths)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    if read:
        qtbot.waitUntil(lambda: made._preview is not None)
    return made


def texts(dialog: ImportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def the_button(dialog: ImportDialog) -> QPushButton:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "&Import"]
    return found


def choose(qtbot: QtBot, dialog: ImportDialog, at: int) -> None:
    """Answer the only question with the keyboard: the account at a place, -1 for another one; then continue."""
    (question,) = dialog.findChildren(QComboBox)
    assert question.hasFocus()
    qtbot.keyClick(question, Key.Key_Home if at == 0 else Key.Key_End)
    qtbot.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._preview is not None and not dialog._preview.accounts)


def accounts(session: Session) -> int:
    with session.journal.read() as reader:
        return reader.count(Account)


def test_a_statement_is_shown_and_then_taken_in(qtbot: QtBot, example_session: Session, tmp_path: Path) -> None:
    path = tmp_path / "statement.xml"
    path.write_text(STATEMENT)
    before = accounts(example_session)
    dialog = import_dialog(qtbot, example_session, path)
    choose(qtbot, dialog, -1)
    assert "statement.xml (bank statement, camt.053): 1 account, 1 balance" in texts(dialog)
    assert accounts(example_session) == before
    with qtbot.waitSignal(example_session.changed):
        qtbot.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert accounts(example_session) == before + 1


def test_a_statement_of_an_account_noted_by_hand_is_asked_for(
    qtbot: QtBot, example_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "statement.xml"
    path.write_text(STATEMENT)
    before = accounts(example_session)
    dialog = import_dialog(qtbot, example_session, path)
    proceed = next(one for one in dialog.findChildren(QPushButton) if one.text() == "&Continue")
    assert not proceed.isEnabled()
    assert "which of your accounts is it?" in texts(dialog)
    choose(qtbot, dialog, 0)
    assert "1 balance, 1 row changed" in texts(dialog)
    with qtbot.waitSignal(example_session.changed):
        qtbot.keyClick(dialog, Key.Key_Return)
    assert accounts(example_session) == before
    again = import_dialog(qtbot, example_session, path)
    assert not again.findChildren(QComboBox)


def test_a_balance_that_a_table_does_not_say_is_asked_for_and_then_its_account(
    qtbot: QtBot, example_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "november.csv"
    path.write_text("Date;Libellé;Montant\n18/11/2026;VIR ATLAS;1 000,00\n19/11/2026;LOYER;-800,00\n")
    before = accounts(example_session)
    dialog = import_dialog(qtbot, example_session, path)
    (amount,) = dialog.findChildren(AmountField)
    proceed = next(one for one in dialog.findChildren(QPushButton) if one.text() == "&Continue")
    amount.setText("much")
    assert not proceed.isEnabled()
    amount.setText("5,200.00")
    qtbot.mouseClick(proceed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QComboBox)))
    choose(qtbot, dialog, 0)
    with qtbot.waitSignal(example_session.changed):
        qtbot.mouseClick(the_button(dialog), Qt.MouseButton.LeftButton)
    assert accounts(example_session) == before
    with example_session.journal.read() as reader:
        assert (dt.date(2026, 11, 19), 520_000) in [(row.date, row.amount) for row in reader.all(Balance)]
    later = tmp_path / "december.csv"
    later.write_text("Date;Libellé;Montant\n20/11/2026;LOYER;-800,00\n")
    again = import_dialog(qtbot, example_session, later)
    again.findChildren(AmountField)[0].setText("5,000.00")
    qtbot.keyClick(again, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(again.findChildren(QComboBox)))
    (question,) = again.findChildren(QComboBox)
    assert question.currentIndex() == 0


def test_a_file_with_faults_waits_until_they_may_be_left_out(
    qtbot: QtBot, example_session: Session, tmp_path: Path
) -> None:
    good, bad = tmp_path / "statement.xml", tmp_path / "notes <b>.txt"
    good.write_text(STATEMENT)
    bad.write_text("no statement at all\n" * 20)
    dialog = import_dialog(qtbot, example_session, good, bad)
    choose(qtbot, dialog, 0)
    assert not the_button(dialog).isEnabled()
    (faults,) = dialog.findChildren(QPlainTextEdit)
    assert faults.toPlainText().startswith("notes <b>.txt")
    (skip,) = dialog.findChildren(QCheckBox)
    skip.setFocus()
    qtbot.keyClick(skip, Key.Key_Space)
    assert the_button(dialog).isEnabled()
    with qtbot.waitSignal(example_session.changed):
        qtbot.mouseClick(the_button(dialog), Qt.MouseButton.LeftButton)


def test_a_file_that_brings_nothing_cannot_be_imported(qtbot: QtBot, example_session: Session, tmp_path: Path) -> None:
    path = tmp_path / "empty.ofx"
    path.touch()
    dialog = import_dialog(qtbot, example_session, path)
    (skip,) = dialog.findChildren(QCheckBox)
    skip.setChecked(True)
    assert not the_button(dialog).isEnabled()
    assert "empty.ofx" in texts(dialog)
    assert not any(shown.isVisible() for shown in dialog.findChildren(QListWidget))


# A long import


MANY = 4_000


def contacts(session: Session) -> int:
    with session.journal.read() as reader:
        return reader.count(Contact)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return the path of a journal's document with so many contacts that reading and saving take a while."""
    path = tmp_path / "many.json"
    document = {"rebond": 1, "contacts": [{"name": f"Lead {n:05}"} for n in range(MANY)]}
    path.write_text(json.dumps(document))
    return path


class Gate:
    """Lets the worker pass one report of progress at a time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reports: list[tuple[int, int]] = []
        self.met, self.may_go_on = threading.Event(), threading.Event()
        reported = Progress.__call__

        def wait_here(progress: Progress, done: int, total: int) -> None:
            self.reports.append((done, total))
            if 0 < done < total:
                self.met.set()
                self.may_go_on.wait(10)
            reported(progress, done, total)

        monkeypatch.setattr(Progress, "__call__", wait_here)

    def half_way(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(self.met.is_set)


def bar(dialog: ImportDialog) -> QProgressBar:
    (found,) = dialog.findChildren(QProgressBar)
    return found


def test_a_dialog_is_there_at_once_and_a_long_preview_is_cancelled_half_way(
    qtbot: QtBot, example_session: Session, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    dialog = import_dialog(qtbot, example_session, many, read=False)
    assert "Reading…" in texts(dialog)
    assert bar(dialog).isVisible()
    assert not the_button(dialog).isEnabled()
    gate.half_way(qtbot)
    qtbot.keyClick(dialog, Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    gate.may_go_on.set()
    qtbot.waitUntil(lambda: dialog._task.ended)
    assert len(gate.reports) < MANY / 2
    assert dialog._preview is None


def test_a_long_import_shows_how_far_it_is_and_is_cancelled_half_way(
    qtbot: QtBot, example_session: Session, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = import_dialog(qtbot, example_session, many)
    before = contacts(example_session)
    gate = Gate(monkeypatch)
    with qtbot.assertNotEmitted(example_session.changed):
        qtbot.keyClick(dialog, Key.Key_Return)
        gate.half_way(qtbot)
        assert "Importing…" in texts(dialog)
        assert not the_button(dialog).isEnabled()
        qtbot.keyClick(dialog, Key.Key_Escape)
        assert dialog.isVisible()
        gate.may_go_on.set()
        qtbot.waitUntil(lambda: not dialog.isVisible())
    assert contacts(example_session) == before
    assert gate.reports[-1][0] < gate.reports[-1][1]


def test_a_long_import_is_written_whole_and_undone_as_one(qtbot: QtBot, example_session: Session, many: Path) -> None:
    dialog = import_dialog(qtbot, example_session, many)
    before = contacts(example_session)
    with qtbot.waitSignal(example_session.changed):
        qtbot.keyClick(dialog, Key.Key_Return)
    assert contacts(example_session) == before + MANY
    example_session.do(undo, example_session.journal)
    assert contacts(example_session) == before


def test_the_bar_shows_how_far_the_reading_is(
    qtbot: QtBot, example_session: Session, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rebond.ui.worker._REPORT_EVERY", 0)
    gate = Gate(monkeypatch)
    shown: list[int] = []
    dialog = import_dialog(qtbot, example_session, many, read=False)
    bar(dialog).valueChanged.connect(shown.append)
    gate.may_go_on.set()
    qtbot.waitUntil(lambda: dialog._preview is not None)
    assert shown == sorted(shown)
    assert shown[-1] > MANY / 2
    assert not bar(dialog).isVisible()
