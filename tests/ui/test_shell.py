"""The window around the tabs: start page, opening and closing, language and theme, undo from anywhere."""

import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QListView, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from rebond import preferences
from rebond.actions.example import create_example
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.journal.journal import Journal
from rebond.ui.main_window import MainWindow
from rebond.ui.missions.mission_form import ClientForm
from rebond.ui.program import Program
from rebond.ui.setup_dialog import SetupDialog
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.theme import GRID
from rebond.ui.start_page import Door, StartPage
from rebond.ui.workspace import RUNWAY
from tests.languages import ENGLISH

from .conftest import TODAY, delete_now

Key = Qt.Key
Ctrl, Alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def active(qtbot: QtBot, window: MainWindow) -> MainWindow:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def texts(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def clients(path: Path) -> list[str]:
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        return [client.name for client in reader.all(Client)]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return the path of a journal of the person's own, empty and not open."""
    path = tmp_path / "own.rebond"
    create(path).close()
    return path


def saving_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Answer every file dialog for saving with this path."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_options: (str(path), ""))


# The first page


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Key.Key_N, "new_wanted"),
        (Key.Key_O, "open_wanted"),
        (Key.Key_L, "example_wanted"),
        (Key.Key_I, "import_wanted"),
    ],
)
def test_each_door_opens_by_its_letter_and_by_a_click(qtbot: QtBot, key: Qt.Key, signal: str) -> None:
    page = StartPage([])
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.keyClick(page, key, Alt)
    door = next(door for door in page.findChildren(Door) if f"&{chr(key)}" in door.findChildren(QLabel)[0].text())
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(door, Qt.MouseButton.LeftButton)


def test_the_first_door_has_the_keyboard_and_enter_opens_it(qtbot: QtBot) -> None:
    page = StartPage([])
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    focused = page.focusWidget()
    assert isinstance(focused, Door)
    with qtbot.waitSignal(page.new_wanted):
        qtbot.keyClick(focused, Key.Key_Return)
    with qtbot.waitSignal(page.new_wanted):
        qtbot.keyClick(focused, Key.Key_Space)


def test_journals_that_are_still_there_are_offered_with_their_folder(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Mine & yours.rebond"
    path.touch()
    page = StartPage([str(tmp_path / "gone.rebond"), str(path)])
    qtbot.addWidget(page)
    (link,) = [button for button in page.findChildren(QPushButton) if str(tmp_path) in button.text()]
    assert link.text().startswith("Mine && yours")
    with qtbot.waitSignal(page.recent_wanted) as asked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked.args == [str(path)]


def test_a_new_journal_begins_with_the_set_up_and_its_figures(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "mine")
    window = active(qtbot, program.start(None))
    with qtbot.waitSignal(window.new_wanted):
        qtbot.keyClick(window, Key.Key_N, Alt)
    assert program.window
    dialog = program.window.findChild(SetupDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    lines = dialog.findChildren(QLineEdit)
    for line, text in zip(lines, ["9000", "1900", "Atlas", "2400"], strict=False):
        qtbot.keyClicks(line, text)
    qtbot.keyClick(lines[0], Key.Key_Return)
    assert program.window.workspace
    assert program.window.workspace.current == RUNWAY
    assert clients(tmp_path / "mine.rebond") == ["Atlas"]
    assert program.window.workspace.headline._runway.accessibleName().startswith("Savings last, as things stand: ")


def test_an_amount_without_its_client_is_asked_about_and_not_dropped(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "mine.rebond")
    active(qtbot, program.start(None)).new_wanted.emit()
    assert program.window
    dialog = program.window.findChild(SetupDialog)
    lines = dialog.findChildren(QLineEdit)
    qtbot.keyClicks(lines[3], "2400")
    qtbot.keyClick(lines[3], Key.Key_Return)
    assert dialog.isVisible()
    assert "⚠ Write something here." in [label.text() for label in dialog.findChildren(QLabel)]
    assert clients(tmp_path / "mine.rebond") == []


def test_a_new_journal_never_takes_the_place_of_a_file(
    qtbot: QtBot, program: Program, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = example.read_bytes()
    saving_as(monkeypatch, example)
    window = active(qtbot, program.start(None))
    window.new_wanted.emit()
    assert program.window
    assert "There is a file example.rebond here already" in texts(program.window)
    program.open(example)
    program.window.new_wanted.emit()
    assert example.read_bytes() == before
    assert program.journal
    assert program.journal.path == example


# Opening


def _damaged(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_damaged, "is damaged"),
        (_newer, "was written by a newer Rebond"),
        (lambda path: path.write_text("only a text, long enough to be looked at\n" * 50), "is not a journal of Rebond"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (Path.unlink, "There is no file"),
    ],
    ids=["damaged", "newer", "text", "empty", "missing"],
)
def test_why_a_journal_cannot_be_opened_is_said_on_the_first_page(
    qtbot: QtBot, program: Program, example: Path, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(example)
    before = example.read_bytes() if example.exists() else None
    window = active(qtbot, program.start(example))
    assert said in texts(window)
    assert isinstance(window.centralWidget(), StartPage)
    assert (example.read_bytes() if example.exists() else None) == before


def test_a_journal_open_elsewhere_is_said_on_the_first_page(qtbot: QtBot, program: Program, example: Path) -> None:
    with Journal.open(example):
        window = active(qtbot, program.start(example))
        assert "is open in another window" in texts(window)
    assert program.open(example).workspace


def test_a_refusal_beside_an_open_journal_leaves_it_open(qtbot: QtBot, program: Program, example: Path) -> None:
    window = active(qtbot, program.start(example))
    text = example.with_name("notes.txt")
    text.write_text("no journal, but long enough to be looked at twice\n" * 20)
    assert program.open(text) is window
    assert program.journal
    assert program.journal.path == example
    assert any("is not a journal of Rebond" in label.text() for label in window.findChildren(QLabel))


def test_the_last_journal_is_open_at_the_next_start_and_the_window_where_it_was(
    qtbot: QtBot, program: Program, next_start: Callable[[], Program], own: Path
) -> None:
    window = active(qtbot, program.start(own))
    window.close()
    program.stop()
    assert next_start().start(None).workspace
    assert preferences.load().geometry


def test_closing_gives_the_file_back(qtbot: QtBot, program: Program, example: Path) -> None:
    active(qtbot, program.start(example)).close()
    program.stop()
    with Journal.open(example):
        pass


def test_opening_another_journal_gives_the_first_one_back(qtbot: QtBot, program: Program, example: Path) -> None:
    active(qtbot, program.start(example))
    other = example.with_name("other.rebond")
    Journal.create(other).close()
    program.open(other)
    with Journal.open(example):
        pass


def test_preferences_that_nobody_knows_stop_no_start(
    qtbot: QtBot, program: Program, next_start: Callable[[], Program], example: Path
) -> None:
    preferences.save(preferences.Preferences(language="tlh", theme="pink", geometry="not base 64", recent=("", "\0")))
    active(qtbot, next_start().start(None))


# Recent journals, closing, and the example


def recent(window: MainWindow) -> list[tuple[str, bool]]:
    """Return the entries of the recent journals' menu, without its last one, and whether each can be chosen."""
    inner = menu(window, "&Recent journals")
    return [(action.text(), action.isEnabled()) for action in inner.actions()[:-2]]


def test_recent_journals_are_in_the_file_menu_without_the_open_one_and_those_that_are_gone_are_grey(
    qtbot: QtBot, program: Program, own: Path, tmp_path: Path
) -> None:
    gone, other = tmp_path / "gone.rebond", tmp_path / "Mine & yours.rebond"
    for path in (gone, other):
        create(path).close()
        program.open(path)
    window = active(qtbot, program.open(own))
    gone.unlink()
    assert recent(window) == [
        (f"Mine && yours  –  {tmp_path}", True),
        (f"gone  –  not found in {tmp_path}", False),
    ]
    menu(window, "&Recent journals").actions()[0].trigger()
    assert program.journal
    assert program.journal.path == other


def test_the_list_of_recent_journals_is_cleared_but_for_the_open_one(
    qtbot: QtBot, program: Program, own: Path, tmp_path: Path
) -> None:
    create(tmp_path / "other.rebond").close()
    program.open(tmp_path / "other.rebond")
    window = active(qtbot, program.open(own))
    menu(window, "&Recent journals").actions()[-1].trigger()
    assert menu(window, "&Recent journals").actions() == []
    assert preferences.load().recent == (str(own),)


def test_closing_the_journal_leads_to_the_first_page_at_the_next_start_too(
    qtbot: QtBot, program: Program, next_start: Callable[[], Program], own: Path
) -> None:
    window = active(qtbot, program.start(own))
    with qtbot.waitSignal(window.close_wanted):
        qtbot.keyClick(window, Key.Key_W, Ctrl)
    assert program.window
    assert isinstance(program.window.centralWidget(), StartPage)
    with Journal.open(own):  # its file is free
        pass
    assert "own" in "".join(button.text() for button in program.window.findChildren(QPushButton))
    again = next_start()
    assert again.start(None).workspace is None
    assert again.open(own).workspace
    assert next_start().preferences.now.closed is False


def test_the_example_is_in_no_list_wherever_its_file_is(qtbot: QtBot, program: Program, own: Path) -> None:
    program.open(own)
    example = own.with_name("example.rebond")
    create_example(example, ENGLISH, TODAY).close()
    window = active(qtbot, program.open(example))
    assert preferences.load().recent == (str(own),)
    assert recent(window) == [(f"own  –  {own.parent}", True)]


def test_a_copy_of_the_example_takes_no_files_place(
    qtbot: QtBot, program: Program, example: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = own.read_bytes()
    saving_as(monkeypatch, own)
    window = active(qtbot, program.start(example))
    window.keep_wanted.emit()
    assert program.window is window
    assert "There is a file own.rebond here already" in texts(window)
    assert own.read_bytes() == before


@pytest.mark.parametrize("documents", [True, False])
def test_the_folder_offered_for_a_new_journal_is_there(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: bool
) -> None:
    places = {"Documents": tmp_path / "Documents", "Home": tmp_path}
    if documents:
        places["Documents"].mkdir()
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", lambda kind: str(places[kind.name.removesuffix("Location")])
    )
    offered: list[Path] = []

    def cancel(_parent: object, _title: str, proposed: str, *_rest: object, **_options: object) -> tuple[str, str]:
        offered.append(Path(proposed))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", cancel)
    program.start(None).new_wanted.emit()
    assert offered[0].parent == places["Documents" if documents else "Home"]
    assert offered[0].name == "My missions.rebond"


# Language and theme


def test_language_and_theme_change_at_once_and_leave_nothing_behind(
    qtbot: QtBot, program: Program, qapp: QApplication, example: Path
) -> None:
    window = active(qtbot, program.start(example))
    assert window.workspace
    window.workspace.show_tab(RUNWAY)
    for _ in range(2):
        window.language_chosen.emit("fr")
        program.window.language_chosen.emit("en")  # type: ignore[union-attr]
    delete_now()
    gc.collect()
    count, windows = len(qapp.topLevelWidgets()), living(MainWindow)
    for number in range(4):
        assert program.window
        if number % 2:
            program.window.theme_chosen.emit("dark" if number == 1 else "light")
        else:
            program.window.language_chosen.emit("en" if number else "fr")
        assert program.window.workspace
        assert program.window.workspace.current == RUNWAY
        delete_now()
    gc.collect()
    assert len(qapp.topLevelWidgets()) == count
    assert living(MainWindow) == windows


def living(cls: type) -> int:
    gc.unfreeze()  # what is frozen is not listed
    gc.collect()
    return sum(isinstance(thing, cls) for thing in gc.get_objects())


def test_a_choice_is_there_at_the_next_start(qtbot: QtBot, program: Program, example: Path) -> None:
    window = active(qtbot, program.start(example))
    window.theme_chosen.emit("dark")
    assert program.window
    program.window.language_chosen.emit("fr")
    assert (preferences.load().theme, preferences.load().language) == ("dark", "fr")
    checked = [
        action.text() for menu in program.window.findChildren(QMenu) for action in menu.actions() if action.isChecked()
    ]
    assert "Français" in checked


# Undo from anywhere


def add_client(window: MainWindow, name: str = "Duval & fils") -> None:
    assert window.workspace
    session = window.workspace.session
    session.do(save, session.journal, Client(name=name), session.today)


def test_ctrl_z_takes_back_what_was_done_before_a_restart(
    qtbot: QtBot, program: Program, next_start: Callable[[], Program], own: Path
) -> None:
    before = clients(own)
    add_client(active(qtbot, program.start(own)))
    assert program.window
    assert program.window.statusBar().currentMessage() == "Client added: Duval & fils  ·  Ctrl+Z undoes it"
    program.window.close()
    program.stop()
    window = active(qtbot, next_start().start(None))
    qtbot.keyClick(window.focusWidget() or window, Key.Key_Z, Ctrl)
    assert window.statusBar().currentMessage() == "Undone: client added: Duval & fils"
    assert clients(own) == before
    qtbot.keyClick(window.focusWidget() or window, Key.Key_Z, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    assert clients(own) == [*before, "Duval & fils"]
    assert window.statusBar().currentMessage() == "Done again: client added: Duval & fils"


def test_ctrl_z_in_an_empty_line_is_the_journals(qtbot: QtBot, program: Program, example: Path) -> None:
    before = clients(example)
    window = active(qtbot, program.start(example))
    add_client(window)
    lines = [line for line in window.findChildren(QLineEdit) if line.isVisible() and line.isEnabled()]
    assert lines
    lines[0].setFocus()
    qtbot.keyClick(lines[0], Key.Key_Z, Ctrl)
    assert clients(example) == before


def menu(window: MainWindow, title: str) -> QMenu:
    """Return a menu of the window, updated as it is when it opens."""
    found = next(one for one in window.menuBar().findChildren(QMenu) if one.title() == title)
    found.aboutToShow.emit()
    return found


def undo_and_redo(window: MainWindow) -> list[tuple[str, bool]]:
    return [(action.text(), action.isEnabled()) for action in menu(window, "&Edit").actions()[:2]]


def test_with_nothing_to_undo_the_menu_is_grey(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "new.rebond"
    Journal.create(path).close()
    window = active(qtbot, program.start(path))
    assert undo_and_redo(window) == [("&Undo", False), ("&Redo", False)]
    qtbot.keyClick(window, Key.Key_Z, Ctrl)
    assert window.statusBar().currentMessage() == ""


def test_undo_and_redo_name_in_the_menu_what_they_will_do(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "new.rebond"
    Journal.create(path).close()
    window = active(qtbot, program.start(path))
    add_client(window)
    undo, redo = menu(window, "&Edit").actions()[:2]
    assert undo_and_redo(window) == [("&Undo: client added: Duval && fils", True), ("&Redo", False)]
    qtbot.keyClick(window, Key.Key_Z, Ctrl)
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)  # without the menu being opened
    assert (redo.text(), redo.isEnabled()) == ("&Redo: client added: Duval && fils", True)
    qtbot.keyClick(window, Key.Key_Z, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    assert undo_and_redo(window) == [("&Undo: client added: Duval && fils", True), ("&Redo", False)]


def test_a_long_name_does_not_fill_the_menu(qtbot: QtBot, program: Program, example: Path) -> None:
    window = program.start(example)
    add_client(window, "Duval " * 30)
    assert len(undo_and_redo(window)[0][0]) < 80


def test_what_can_be_undone_after_a_restart_is_known_at_once(qtbot: QtBot, program: Program, example: Path) -> None:
    with Journal.open(example) as journal:
        save(journal, Client(name="Lune"), TODAY)
    window = program.start(example)
    undo = next(action for action in window._menus.commands if action.command.name == "&Undo")
    assert undo.isEnabled()
    assert undo_and_redo(window)[0] == ("&Undo: client added: Lune", True)


def test_every_command_is_listed_with_its_key_and_where_it_applies(
    qtbot: QtBot, program: Program, example: Path
) -> None:
    window = active(qtbot, program.start(example))
    assert window.workspace
    assert "prospecting" not in {action.tab for action in window._menus.commands}
    window.workspace.show_tab("prospecting")
    listed = {
        (action.command.name, action.shortcut().toString(), action.tab, action.view)
        for action in window._menus.commands
    }
    assert ("&Search the journal…", "Ctrl+F", "", "") in listed
    assert ("Français", "", "", "") in listed
    assert ("&Delete the mission", "Del", "missions", "Clients and missions") in listed
    assert ("&Delete the entry", "Del", "missions", "Journal of the mission") in listed
    assert ("No&te a payment…", "Ctrl+Return", "missions", "Invoices") in listed
    assert ("Do&ne", "Space", "prospecting", "Follow-ups due") in listed
    assert ("&Delete", "Del", "prospecting", "Contacts") in listed


def test_the_commands_of_a_dialog_are_not_the_windows(qtbot: QtBot, program: Program, example: Path) -> None:
    window = active(qtbot, program.start(example))
    count = len(window._menus.commands)
    dialog = QDialog(window)
    command(QListView(dialog), "Delete", dialog.close, "Del")
    assert len(window._menus.commands) == count


def test_a_command_of_a_view_is_run_from_the_list(qtbot: QtBot, program: Program, example: Path) -> None:
    window = active(qtbot, program.start(example))
    add = next(action for action in window._menus.commands if action.command.name == "Add a c&lient…")
    add.trigger()
    assert any(isinstance(widget, ClientForm) and widget.isVisible() for widget in QApplication.topLevelWidgets())


def test_the_first_page_offers_only_what_needs_no_journal(qtbot: QtBot, program: Program) -> None:
    window = active(qtbot, program.start(None))
    grey = [action.text() for action in window._menus.commands if not action.isEnabled()]
    assert "&Undo" in grey
    assert "&Open a journal…" not in grey


def test_a_backup_and_an_export_say_where_they_are(
    qtbot: QtBot, program: Program, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = active(qtbot, program.start(example))
    saving_as(monkeypatch, example.with_name("copy.rebond"))
    told = window.statusBar().currentMessage
    window.backup_wanted.emit()
    qtbot.waitUntil(lambda: told().startswith(f"Written: {example.with_name('copy.rebond')} · head "))
    saving_as(monkeypatch, example.with_name("out.json"))
    window.export_wanted.emit()
    qtbot.waitUntil(lambda: told().startswith(f"Written: {example.with_name('out.json')} · head "))
    assert example.with_name("out.json").read_text("utf-8").startswith("{")
    assert clients(example.with_name("copy.rebond")) == clients(example)


def test_undo_names_in_french_what_it_will_do(qtbot: QtBot, program: Program, example: Path) -> None:
    window = program.start(example)
    window.language_chosen.emit("fr")
    assert program.window
    add_client(program.window)
    undo = next(action for action in program.window._menus.commands if action.text().startswith("&Annuler"))
    assert undo.text() == "&Annuler\N{NO-BREAK SPACE}: client ajouté\N{NO-BREAK SPACE}: Duval && fils"


def test_a_long_message_takes_several_lines_and_gives_them_back(qtbot: QtBot, program: Program, example: Path) -> None:
    window = active(qtbot, program.start(example))
    window.resize(960, 540)
    bar = window.statusBar()
    window.tell("Short")
    QApplication.processEvents()
    low = bar.height()
    window.tell("The client was not deleted, since its invoice of 30 October would lose what settles it. " * 3)
    QApplication.processEvents()
    assert bar.height() >= max(2 * bar.fontMetrics().lineSpacing(), low + GRID)
    assert bar.currentMessage().count("settles it") == 3
    bar.clearMessage()
    QApplication.processEvents()
    assert bar.height() == low
