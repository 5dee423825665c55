"""The choice of a CSV's columns: asked for where it cannot be guessed, shown beside its rows, kept for the header."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.imports import known_columns
from rebond.domain.money.kinds import Account, Balance
from rebond.exchange.columns import Columns, Role
from rebond.exchange.csv_file.table import read_table
from rebond.ui.import_dialog import ImportDialog
from rebond.ui.session import Session
from rebond.ui.statement_columns import ColumnsDialog

from .test_search_and_import import import_dialog, texts, the_button

Key = Qt.Key
#: No heading says what the columns hold, and two of them could be the amount.
UNCLEAR = (
    "Compte courant n° 04106119371\nSolde au 21/11/2026 5 000,00 EUR\n\nQuand;Quoi;Avant;Apres\n"
    "20/11/2026;VIR ATLAS;1200,00;17,50\n18/11/2026;CAFE;-7,90;8,00\n"
)
CLEAR = UNCLEAR.replace("Quand;Quoi;Avant;Apres", "Date;Libellé;Montant;TVA")


@pytest.fixture(autouse=True)
def _own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def columns_button(dialog: ImportDialog) -> QPushButton:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "&Columns…" and not one.isHidden()]
    return found


def opened(qtbot: QtBot, dialog: ImportDialog) -> ColumnsDialog:
    """Open the choice by its button."""
    qtbot.waitUntil(columns_button(dialog).isVisible)
    columns_button(dialog).click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ColumnsDialog)))
    (found,) = dialog.findChildren(ColumnsDialog)
    qtbot.waitUntil(found.isVisible)
    return found


def box(parent: QWidget, name: str) -> QComboBox:
    (found,) = [one for one in parent.findChildren(QComboBox) if one.accessibleName() == name]
    return found


def choose(qtbot: QtBot, parent: QWidget, name: str, text: str) -> None:
    """Choose an entry with the keyboard."""
    found = box(parent, name)
    found.setFocus()
    qtbot.keyClick(found, Key.Key_Home)
    for _step in range(found.findText(text)):
        qtbot.keyClick(found, Key.Key_Down)
    assert found.currentText() == text


def rows(dialog: ColumnsDialog) -> list[str]:
    (view,) = [one for one in dialog.findChildren(QTableView) if one.accessibleName() == "Movements as they are read"]
    model = view.model()
    return [
        " | ".join(str(model.index(row, column).data()) for column in range(1, model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_columns_that_cannot_be_guessed_are_chosen_and_known_the_next_time(
    qtbot: QtBot, empty_session: Session, tmp_path: Path
) -> None:
    dialog = import_dialog(qtbot, empty_session, written(tmp_path, "november.csv", UNCLEAR))
    assert columns_button(dialog).property("role") == "primary"
    assert not the_button(dialog).isEnabled()
    qtbot.waitUntil(columns_button(dialog).hasFocus)
    choice = opened(qtbot, dialog)
    assert [row for row in rows(choice) if "Choose the columns." not in row] == []
    choose(qtbot, choice, "Meaning of the column Avant", "Amount")
    assert rows(choice) == ["20/11/2026 | 1,200.00 | VIR ATLAS", "18/11/2026 | -7.90 | CAFE"]
    qtbot.keyClick(choice, Key.Key_Return)
    qtbot.waitUntil(lambda: "1 account, 1 balance" in texts(dialog))
    assert the_button(dialog).isEnabled()
    assert known_columns.load() == {}
    with qtbot.waitSignal(empty_session.changed):
        the_button(dialog).click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    with empty_session.journal.read() as reader:
        assert [account.name for account in reader.all(Account)] == ["Compte courant"]
        assert [balance.amount for balance in reader.all(Balance)] == [500000]
    later = UNCLEAR.replace("21/11", "22/11").replace("5 000", "6 000")
    again = import_dialog(qtbot, empty_session, written(tmp_path, "later.csv", later))
    qtbot.waitUntil(lambda: "1 balance" in texts(again))
    assert the_button(again).isEnabled()
    assert columns_button(again).property("role") != "primary"


def test_a_choice_that_is_cancelled_or_not_imported_changes_nothing(
    qtbot: QtBot, empty_session: Session, tmp_path: Path
) -> None:
    dialog = import_dialog(qtbot, empty_session, written(tmp_path, "november.csv", UNCLEAR))
    choice = opened(qtbot, dialog)
    choose(qtbot, choice, "Meaning of the column Avant", "Amount")
    qtbot.keyClick(choice, Key.Key_Escape)
    assert not the_button(dialog).isEnabled()
    dialog.reject()
    assert known_columns.load() == {}


def choice_of(qtbot: QtBot, text: str, columns: Columns) -> ColumnsDialog:
    table = read_table(text.encode())
    assert table is not None
    made = ColumnsDialog("a.csv", table, columns)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


DATED = "Date,Text,Sum\n03/04/2026,a,1.500\n05/04/2026,b,x\n"
AS_READ = Columns((Role.DATE, Role.LABEL, Role.AMOUNT), day_first=True, decimal_comma=True)


def test_each_change_is_read_at_once_and_bad_lines_are_marked(qtbot: QtBot) -> None:
    choice = choice_of(qtbot, DATED, AS_READ)
    wrong = " |  | ⚠ “x” is not an amount in whole cents; this is left out."
    assert rows(choice) == ["03/04/2026 | 1,500.00 | a", wrong]
    choose(qtbot, choice, "Dates", "month first: 03/04 is March 4")
    choose(qtbot, choice, "Amounts", "point: 1,234.56")
    assert rows(choice) == ["04/03/2026 | 1.50 | a", wrong]
    assert choice.columns == Columns(AS_READ.roles, day_first=False, decimal_comma=False)


def test_the_choices_are_reached_by_tab_and_scroll_into_sight(qtbot: QtBot) -> None:
    names = [f"Heading {number:02}" for number in range(30)]
    text = ";".join(names) + "\n20/11/2026;1,50" + ";x" * 28 + "\n"
    roles = (Role.DATE, Role.AMOUNT, *(Role.UNUSED for _name in names[2:]))
    choice = choice_of(qtbot, text, Columns(roles))
    for name in names:
        focused = choice.focusWidget()
        assert focused.accessibleName() == f"Meaning of the column {name}"
        assert not focused.visibleRegion().isEmpty()
        qtbot.keyClick(focused, Key.Key_Tab)
    assert choice.focusWidget().accessibleName() == "Dates"


def test_a_role_is_lent_by_the_column_that_had_it_and_without_an_amount_nothing_is_used(qtbot: QtBot) -> None:
    choice = choice_of(qtbot, DATED, AS_READ)
    choose(qtbot, choice, "Meaning of the column Text", "Amount")
    assert choice.columns.roles == (Role.DATE, Role.AMOUNT, Role.UNUSED)
    choose(qtbot, choice, "Meaning of the column Text", "Label")
    assert choice.columns.roles == AS_READ.roles
    choose(qtbot, choice, "Meaning of the column Sum", "not used")
    (use,) = [one for one in choice.findChildren(QPushButton) if one.text() == "&Use these columns"]
    assert not use.isEnabled()
    qtbot.keyClick(choice, Key.Key_Return)
    assert choice.isVisible()
    choose(qtbot, choice, "Meaning of the column Sum", "Debit")
    assert use.isEnabled()
    assert rows(choice)[0] == "03/04/2026 | -1,500.00 | a"


def test_a_file_that_was_guessed_can_be_corrected_and_others_have_no_columns(
    qtbot: QtBot, empty_session: Session, tmp_path: Path
) -> None:
    card = written(tmp_path, "a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Marie\nEND:VCARD\n")
    dialog = import_dialog(qtbot, empty_session, written(tmp_path, "a.csv", CLEAR), card)
    assert the_button(dialog).isEnabled()
    assert columns_button(dialog).property("role") != "primary"
    choice = opened(qtbot, dialog)
    assert box(choice, "Meaning of the column Montant").currentText() == "Amount"
    assert box(choice, "Meaning of the column TVA").currentText() == "not used"
