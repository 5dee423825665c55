"""What is read from a table is shown beside the questions about it, and new accounts are named."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from rebond.actions.imports import known_columns
from rebond.domain.money.kinds import Account
from rebond.ui.import_dialog import ImportDialog
from rebond.ui.import_rows import DoubtfulColumns
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, TextField

from .test_search_and_import import import_dialog, texts, the_button
from .test_statement_columns import box, choose, columns_button, opened

Key = Qt.Key
UNFAMILIAR = "Jour;Machin;Truc;Bidule\n20/11/2026;VIR ATLAS;1200,00;2043,00\n18/11/2026;CAFE;-7,90;843,00\n"
WITHOUT_BALANCE = "Jour;Machin;Truc\n20/11/2026;VIR ATLAS;1200,00\n18/11/2026;CAFE;-7,90\n"
FAMILIAR = "Date;Libellé;Montant;Solde\n20/11/2026;VIR ATLAS;1200,00;2043,00\n18/11/2026;CAFE;-7,90;843,00\n"


@pytest.fixture(autouse=True)
def _own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))


def written(folder: Path, text: str, name: str = "a.csv") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def shown(dialog: ImportDialog) -> list[list[str]]:
    """Return the titles and the rows of the movements that are shown."""
    (view,) = [one for one in dialog.findChildren(QTableView) if one.isVisible()]
    model = view.model()
    across = range(model.columnCount())
    titles = [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in across]
    rows = [[str(model.index(row, place).data()) for place in across] for row in range(model.rowCount())]
    return [titles, *rows]


def proceed(dialog: ImportDialog) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == "&Continue")


@pytest.mark.parametrize("text", [UNFAMILIAR, WITHOUT_BALANCE])
def test_guessed_columns_are_shown_with_their_rows_before_anything_is_asked(
    qtbot: QtBot, example_session: Session, tmp_path: Path, text: str
) -> None:
    dialog = import_dialog(qtbot, example_session, written(tmp_path, text))
    assert shown(dialog) == [
        ["Date (column “Jour”)", "Label (column “Machin”)", "Amount (column “Truc”)"],
        ["20/11/2026", "VIR ATLAS", "1,200.00"],
        ["18/11/2026", "CAFE", "-7.90"],
    ]
    assert ("Also used: Balance (column “Bidule”)" in texts(dialog)) == (text is UNFAMILIAR)
    assert not dialog.findChildren(QComboBox) + dialog.findChildren(AmountField)
    assert columns_button(dialog).isVisible()
    qtbot.keyClick(dialog, Key.Key_Return)
    asked = QComboBox if text is UNFAMILIAR else AmountField
    qtbot.waitUntil(lambda: bool(dialog.findChildren(asked)))
    assert shown(dialog)[1] == ["20/11/2026", "VIR ATLAS", "1,200.00"]
    assert [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()].count("&Columns…") == 1


def test_guessed_columns_are_corrected_where_they_are_shown(
    qtbot: QtBot, empty_session: Session, tmp_path: Path
) -> None:
    dialog = import_dialog(qtbot, empty_session, written(tmp_path, UNFAMILIAR))
    choice = opened(qtbot, dialog)
    assert box(choice, "Meaning of the column Truc").currentText() == "Amount"
    choose(qtbot, choice, "Meaning of the column Bidule", "not used")
    qtbot.keyClick(choice, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(AmountField)))
    assert not dialog.findChildren(DoubtfulColumns)


def test_columns_that_were_confirmed_are_known_the_next_time(
    qtbot: QtBot, empty_session: Session, tmp_path: Path
) -> None:
    dialog = import_dialog(qtbot, empty_session, written(tmp_path, UNFAMILIAR))
    proceed(dialog).click()
    qtbot.waitUntil(lambda: "1 account, 1 balance" in texts(dialog))
    assert shown(dialog)[0][2] == "Amount (column “Truc”)"
    assert known_columns.load() == {}
    with qtbot.waitSignal(empty_session.changed):
        the_button(dialog).click()
    assert len(known_columns.load()) == 1
    later = UNFAMILIAR.replace("/11/2026", "/10/2026")
    again = import_dialog(qtbot, empty_session, written(tmp_path, later, "b.csv"))
    assert not again.findChildren(DoubtfulColumns)


def test_headings_that_say_everything_are_not_asked_about(qtbot: QtBot, empty_session: Session, tmp_path: Path) -> None:
    dialog = import_dialog(qtbot, empty_session, written(tmp_path, FAMILIAR))
    assert the_button(dialog).isEnabled()
    assert shown(dialog)[0] == ["Date", "Label (column “Libellé”)", "Amount (column “Montant”)"]


def test_a_new_account_gets_the_name_that_is_typed(qtbot: QtBot, empty_session: Session, tmp_path: Path) -> None:
    dialog = import_dialog(qtbot, empty_session, written(tmp_path, FAMILIAR, "novembre.csv"))
    (name,) = [one for one in dialog.findChildren(TextField) if one.isVisible()]
    assert name.text() == "novembre"
    name.clear()
    assert not the_button(dialog).isEnabled()
    qtbot.keyClicks(name, "Compte courant")
    with qtbot.waitSignal(empty_session.changed):
        qtbot.keyClick(name, Key.Key_Return)
    with empty_session.journal.read() as reader:
        assert [account.name for account in reader.all(Account)] == ["Compte courant"]


def test_the_name_of_another_account_is_refused_beside_it(
    qtbot: QtBot, example_session: Session, tmp_path: Path
) -> None:
    with example_session.journal.transaction("add_account") as transaction:
        for row in transaction.all(Account):
            transaction.update(Account(id=row.id, name=row.name, counted=row.counted, bank_ref="99999999999"))
        other = transaction.all(Account)[0].name
    text = "Compte n° 04106119371\n\n" + FAMILIAR
    dialog = import_dialog(qtbot, example_session, written(tmp_path, text))
    (name,) = [one for one in dialog.findChildren(TextField) if one.isVisible()]
    name.setText(other)
    the_button(dialog).click()
    assert f"The account “{other}” has another number" in texts(dialog)
    assert dialog.isVisible()
    name.setText("Compte pro")
    with qtbot.waitSignal(example_session.changed):
        the_button(dialog).click()
