"""What is read from a table is shown beside the questions about it, and new accounts are named."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QTableView
from pytestqt.qtbot import QtBot

from rebond.actions.imports import known_columns
from rebond.domain.money.kinds import Account
from rebond.ui.import_dialog import ImportDialog
from rebond.ui.import_preview import ImportPreview
from rebond.ui.import_rows import DoubtfulColumns
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, TextField
from tests.exchange.banks import Entry, camt, packed

from .test_search_and_import import import_dialog, texts, the_button
from .test_statement_columns import box, choose, columns_button, opened

Key = Qt.Key
OTHER_IBAN = "FR1420041010050500013M02606"
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


def names(session: Session) -> list[str]:
    with session.journal.read() as reader:
        return sorted(account.name for account in reader.all(Account))


def test_a_table_in_a_zip_is_shown_corrected_and_known_as_one_by_itself(
    qtbot: QtBot, empty_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "z.zip"
    path.write_bytes(packed(("2026/a.csv", UNFAMILIAR), ("2026/b.csv", UNFAMILIAR.replace("/11/", "/10/"))))
    dialog = import_dialog(qtbot, empty_session, path)
    assert "What is read from z.zip: 2026/a.csv" in texts(dialog)
    assert shown(dialog)[1] == ["20/11/2026", "VIR ATLAS", "1,200.00"]
    choice = opened(qtbot, dialog)
    assert choice.windowTitle() == "Columns of z.zip: 2026/a.csv"
    choose(qtbot, choice, "Meaning of the column Bidule", "not used")
    qtbot.keyClick(choice, Key.Key_Return)
    # What is chosen for one file is right for the next one with that header: neither says a balance now.
    for name in ("a.csv", "b.csv"):
        qtbot.waitUntil(lambda name=name: f"The file does not say what 2026/{name} held" in texts(dialog))
        amount = next(one for one in dialog.findChildren(AmountField) if one.isVisible())
        amount.setText("100.00")
        proceed(dialog).click()
    assert not dialog.findChildren(DoubtfulColumns)


def test_a_page_of_questions_shows_only_the_rows_of_the_file_that_it_asks_about(
    qtbot: QtBot, example_session: Session, tmp_path: Path
) -> None:
    written(tmp_path, camt(Entry("1.00", "2026-11-10"), iban=OTHER_IBAN), "releve.xml")
    written(tmp_path, WITHOUT_BALANCE.replace("Jour;Machin;Truc", "Date;Libellé;Montant"), "sans.csv")
    written(tmp_path, FAMILIAR.replace("VIR ATLAS", "LIVRET"), "livret.csv")
    files = [tmp_path / name for name in ("releve.xml", "livret.csv", "sans.csv")]
    dialog = import_dialog(qtbot, example_session, *files)
    assert "Statement of FR14" in texts(dialog)
    assert not [view for view in dialog.findChildren(QTableView) if view.isVisible()]
    for asked, row in (("Statement of livret", "LIVRET"), ("what sans.csv held", "VIR ATLAS")):
        for box_of_account in dialog.findChildren(QComboBox):
            box_of_account.setCurrentIndex(box_of_account.count() - 1)
        proceed(dialog).click()
        qtbot.waitUntil(lambda asked=asked: asked in texts(dialog))
        assert shown(dialog)[1][1] == row
    proceed(dialog).click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ImportPreview)))
    assert [one.accessibleName() for one in dialog.findChildren(QPushButton) if one.accessibleName()] == [
        "Columns of livret.csv",
        "Columns of sans.csv",
    ]
    (notes,) = dialog.findChildren(QPlainTextEdit)
    assert "will be a new account beside" in notes.toPlainText()
    assert "undo" not in notes.toPlainText()


def test_all_files_are_seen_as_long_as_there_is_room(qtbot: QtBot, empty_session: Session, tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    statements = [camt(closing=f"{day}.00", day=f"2026-11-{day}") for day in range(10, 20)]
    path.write_bytes(packed(*statements, ("conditions.pdf", "%PDF-1.7")))
    dialog = import_dialog(qtbot, empty_session, path)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ImportPreview)))
    (listed,) = [one for one in dialog.findChildren(QScrollArea) if one.findChildren(QLabel)]
    qtbot.waitUntil(lambda: listed.verticalScrollBar().maximum() == 0)
    assert len(listed.findChildren(QLabel)) == len(statements)
    dialog.resize(dialog.width(), dialog.minimumSizeHint().height())
    qtbot.waitUntil(lambda: listed.verticalScrollBar().maximum() > 0)


def test_one_name_for_two_new_accounts_is_refused_for_that_reason(
    qtbot: QtBot, empty_session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "z.zip"
    path.write_bytes(packed(camt(), camt(iban=OTHER_IBAN)))
    dialog = import_dialog(qtbot, empty_session, path)
    fields = [one for one in dialog.findChildren(TextField) if one.isVisible()]
    for field, name in zip(fields, ("Pro", "pro"), strict=True):
        field.setText(name)
    the_button(dialog).click()
    assert "would be the name of two accounts" in texts(dialog)
    assert "another number" not in texts(dialog)
    fields[1].setText("Livret")
    with qtbot.waitSignal(empty_session.changed):
        the_button(dialog).click()
    assert names(empty_session) == ["Livret", "Pro"]
