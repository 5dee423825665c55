"""The first start, up to the first runway chart on a new journal."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget

from rebond import preferences
from rebond.domain.money.kinds import ChargeRate, Settings
from rebond.preferences import Preferences
from rebond.ui.example_banner import ExampleBanner
from rebond.ui.money.tab import RunwayTab
from rebond.ui.printing.dialogs import PrintPage
from rebond.ui.prospecting.log_dialog import LogDialog
from rebond.ui.setup_dialog import SetupDialog, StatusField
from rebond.ui.start_page import Door, StartPage
from tests.stories.conftest import Person


def answers(person: Person, *texts: str) -> None:
    """Type into one field of the set-up after the other."""
    for text in texts:
        person.types(text)
        person.presses(Qt.Key.Key_Tab)


def chooses(person: Person, name: str, menu: str) -> None:
    """Choose a command of a menu by its name without the underlined letter."""
    for title in person.window.menuBar().actions():
        inner = title.menu()
        if isinstance(inner, QMenu) and title.text().replace("&", "") == menu:
            inner.aboutToShow.emit()
            (action,) = [action for action in inner.actions() if action.text().replace("&", "") == name]
            assert action.isEnabled(), name
            action.trigger()


def opens_the_example(person: Person) -> None:
    person.presses(Qt.Key.Key_L, alt=True)
    person.waits_for(lambda: not person.sees(StartPage))


def test_from_the_first_start_to_the_first_runway(person: Person) -> None:
    journal = person.folder / "Mes missions.rebond"
    person.starts()
    assert person.sees(StartPage)
    assert len(person.sees(Door)) == 4

    person.names_the_file(journal)
    person.presses(Qt.Key.Key_Return)  # the first door has the keyboard: a new journal
    dialog = person.dialog(SetupDialog)
    asked = [label.text().replace("&", "") for label in person.sees(QLabel, dialog)]
    assert "On your accounts today" in asked
    assert "Current account and savings together: all that you could live on." in asked
    person.presses(Qt.Key.Key_Home)  # the status has the keyboard: the first one, micro-entrepreneur BNC
    person.presses(Qt.Key.Key_Tab)
    answers(person, "9 000", "1900", "Atlas", "2400")
    person.presses(Qt.Key.Key_Return)

    (runway,) = person.sees(RunwayTab)  # at once, without going there
    person.waits_for(lambda: bool(runway.projection.opening))
    assert runway.projection.opening == 9_000_00
    assert [answer.names for answer in runway.session.outlook.answers][:2] == [(), ("Atlas",)]
    assert any("savings last" in label.text() for label in person.sees(QLabel))
    with runway.session.journal.read() as reader:
        assert [rate.social for rate in reader.all(ChargeRate)] == [24_600, 25_600]
    assert not any("No social charges" in label.accessibleName() for label in person.sees(QLabel))
    assert journal.is_file()
    assert date(2026, 11, 22) == runway.projection.today


def test_while_no_charges_are_counted_the_runway_says_so_and_offers_the_status(person: Person) -> None:
    person.starts()
    person.names_the_file(person.folder / "mine.rebond")
    person.presses(Qt.Key.Key_Return)
    person.dialog(SetupDialog)
    person.presses(Qt.Key.Key_Tab)
    answers(person, "9000", "1900", "Atlas", "1500")
    person.presses(Qt.Key.Key_Return)
    (runway,) = person.sees(RunwayTab)
    assert any("No social charges" in label.accessibleName() for label in person.sees(QLabel))
    (choose,) = [button for button in person.sees(QPushButton) if button.text() == "Choose your status…"]
    before = runway.projection.months_left

    menu = person.opens_menu(choose.click)
    (company,) = [action for action in menu.actions() if action.text().startswith("Company")]
    assert "not a rate on what it receives" in company.toolTip()
    menu.close()
    person.opens_menu(choose.click, "Micro-entrepreneur, liberal profession (BNC) (2025–2026)")
    assert runway.projection.months_left != before
    person.waits_for(lambda: not any("No social" in label.accessibleName() for label in person.sees(QLabel)))


def test_the_set_up_again_holds_what_is_there_and_changes_only_what_is_changed(person: Person) -> None:
    person.starts()
    person.names_the_file(person.folder / "mine.rebond")
    person.presses(Qt.Key.Key_Return)
    person.dialog(SetupDialog)
    person.presses(Qt.Key.Key_Home)
    person.presses(Qt.Key.Key_Tab)
    answers(person, "9000", "1900", "Atlas", "2400")
    person.presses(Qt.Key.Key_Return)
    person.presses(Qt.Key.Key_1, ctrl=True)

    chooses(person, "Set-up…", "File")
    dialog = person.dialog(SetupDialog)
    (status,) = person.sees(StatusField, dialog)
    assert status.shown.code == "fr-micro-bnc"
    shown = [line.text() for line in person.sees(QLineEdit, dialog)]
    assert shown == ["9000", "1900", "2400", "", "", "", ""]
    for _field in range(3):  # to the mission's amount
        person.presses(Qt.Key.Key_Tab)
    person.presses(Qt.Key.Key_A, ctrl=True)
    person.types("3000")
    person.presses(Qt.Key.Key_Return)
    (runway,) = person.sees(RunwayTab)
    situation = runway.session.outlook.situation
    assert [mission.amount for mission in situation.missions] == [3_000_00]
    assert len(situation.balances) == len(situation.expenses) == 1
    person.presses(Qt.Key.Key_Z, ctrl=True)
    assert [mission.amount for mission in runway.session.outlook.situation.missions] == [2_400_00]


def test_the_example_says_that_it_is_one_and_is_never_the_last_journal(person: Person) -> None:
    person.starts()
    opens_the_example(person)
    (banner,) = person.sees(ExampleBanner)
    assert any("Marie is not you" in label.text() for label in person.sees(QLabel, banner))
    person.starts()
    assert person.sees(StartPage)
    assert preferences.load().recent == ()


def test_a_copy_of_the_example_is_a_journal_of_ones_own(person: Person) -> None:
    person.starts()
    opens_the_example(person)
    mine = person.folder / "kept.rebond"
    person.names_the_file(mine)
    (keep,) = [button for button in person.sees(QPushButton) if button.text() == "Keep a copy…"]
    keep.click()
    assert person.window.workspace
    assert person.window.workspace.session.journal.path == mine
    assert not person.sees(ExampleBanner)
    with person.window.workspace.session.journal.read() as reader:
        assert reader.all(Settings)[0].example is False
    person.starts()
    assert person.window.windowTitle() == "kept – Rebond"
    assert not person.sees(ExampleBanner)


def test_from_the_example_to_a_journal_of_ones_own(person: Person) -> None:
    person.starts()
    opens_the_example(person)
    person.names_the_file(person.folder / "mine.rebond")
    (own,) = [button for button in person.sees(QPushButton) if button.text() == "Start my own journal…"]
    own.click()
    person.dialog(SetupDialog)
    assert preferences.load().last_journal == person.folder / "mine.rebond"


def test_the_set_up_may_be_skipped_and_every_tab_then_says_what_belongs_there(person: Person) -> None:
    person.starts()
    person.names_the_file(person.folder / "new.rebond")
    person.presses(Qt.Key.Key_Return)
    person.dialog(SetupDialog)
    person.presses(Qt.Key.Key_Escape)
    for tab in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        person.presses(tab, ctrl=True)
        assert any(len(label.text()) > 20 for label in person.sees(QLabel, person.window.workspace)), tab


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_asked_for_at_the_start_is_the_windows_until_another_is_chosen(
    person: Person, language: str
) -> None:
    other = {"fr": "en", "en": "fr"}[language]
    preferences.save(Preferences(language=other))
    welcome = {"fr": "&Nouveau journal", "en": "&New journal"}
    window = person.starts(asked=language)
    assert welcome[language] in {label.text() for label in person.sees(QLabel)}
    assert preferences.load().language == other
    window.language_chosen.emit(other)  # the one preferred already
    assert welcome[other] in {label.text() for label in person.sees(QLabel)}


def test_a_file_that_is_no_journal_is_refused_on_the_first_page_and_left_alone(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "notes.rebond"
    path.write_text("call Atlas")
    person.starts(path)
    (page,) = person.sees(StartPage)
    assert any("notes.rebond" in label.text() for label in person.sees(QLabel, page))
    assert path.read_text() == "call Atlas"
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith("notes")) == ["notes.rebond"]


@pytest.mark.parametrize(("task", "dialog"), [("log-contact", LogDialog), ("print-runway", PrintPage)])
def test_an_action_of_the_launcher_opens_its_dialog(
    person: Person, example: Path, task: str, dialog: type[QWidget]
) -> None:
    person.starts(example).begin(task)
    person.dialog(dialog)


def test_without_a_journal_an_action_of_the_launcher_says_what_to_do_first(person: Person) -> None:
    person.starts().begin("log-contact")
    assert "Open a journal first" in person.window.statusBar().currentMessage()
