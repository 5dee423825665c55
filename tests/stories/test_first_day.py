"""The first start, up to the first runway chart on a new journal."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rebond.ui.money.tab import RunwayTab
from rebond.ui.setup_dialog import SetupDialog
from rebond.ui.start_page import Door, StartPage
from tests.stories.conftest import Person


def test_from_the_first_start_to_the_first_runway(person: Person, qtbot: object) -> None:
    journal = person.folder / "Mes missions.rebond"
    person.starts()
    assert person.sees(StartPage)
    assert len(person.sees(Door)) == 4

    person.names_the_file(journal)
    person.presses(Qt.Key.Key_Return)  # the first door has the keyboard: a new journal
    person.dialog(SetupDialog)
    for answer in ("9 000", "1900", "Atlas", "2400"):
        person.types(answer)
        person.presses(Qt.Key.Key_Tab)
    person.presses(Qt.Key.Key_Return)
    person.presses(Qt.Key.Key_2, ctrl=True)

    (runway,) = person.sees(RunwayTab)
    person.waits_for(lambda: bool(runway.projection.opening))
    assert runway.projection.opening == 9_000_00
    assert [answer.names for answer in runway.session.outlook.answers][:2] == [(), ("Atlas",)]
    assert any("savings last" in label.text() for label in person.sees(QLabel))
    assert journal.is_file()
    assert date(2026, 11, 22) == runway.projection.today


def test_the_set_up_may_be_skipped_and_every_tab_then_says_what_belongs_there(person: Person) -> None:
    person.starts()
    person.names_the_file(person.folder / "new.rebond")
    person.presses(Qt.Key.Key_Return)
    person.dialog(SetupDialog)
    person.presses(Qt.Key.Key_Escape)
    for tab in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        person.presses(tab, ctrl=True)
        assert any(len(label.text()) > 20 for label in person.sees(QLabel, person.window.workspace)), tab


def test_a_file_that_is_no_journal_is_refused_on_the_first_page_and_left_alone(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "notes.rebond"
    path.write_text("call Atlas")
    person.starts(path)
    (page,) = person.sees(StartPage)
    assert any("notes.rebond" in label.text() for label in person.sees(QLabel, page))
    assert path.read_text() == "call Atlas"
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("notes")) == ["notes.rebond"]
