"""Signs that turn the direction of writing reach no journal, and from an old one neither screen, paper nor terminal."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rebond.actions import journals
from rebond.actions.action import said
from rebond.charts.measure import readable
from rebond.cli.output import say
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.direction import SIGNS, turns
from rebond.domain.missions.kinds import Client, Event
from rebond.journal.backup import backup
from rebond.journal.journal import Journal
from rebond.journal.restoring import copy_of_backup
from rebond.language import Language
from rebond.letters.fact_values import Phrase
from rebond.letters.worded import worded
from rebond.ui.missions.all_invoices import AllInvoicesDialog
from rebond.ui.program import Program
from rebond.ui.restore_dialog import RestoreDialog
from rebond.ui.shared.fields import LongTextField, TextField
from rebond.ui.shared.tooltip import LONGEST, tip
from rebond.ui.workspace import TABS
from tests.cli.conftest import Run, opened, own_preferences, run  # noqa: F401 - fixtures
from tests.faults.hostile import write_hostile
from tests.languages import ENGLISH, FRENCH
from tests.ui.conftest import TODAY, delete_now, program  # noqa: F401 - a fixture

#: Overrides, an embedding, isolates that end too early, and one that never ends.
TURNED = "Zq7\u202e\u202d\u202a\u2069\u2067abc\u2068"
HEBREW = "\u05e9\u05dc\u05d5\u05dd"
FIRST, END = "\u2068", "\u2069"


def require_harmless(text: str, where: str) -> None:
    """Check that nothing turns a text round, and that every isolated name in it has its end."""
    for line in text.split("\n"):
        depth = 0
        for letter in line:
            depth += (letter == FIRST) - (letter == END)
            assert depth >= 0, (where, line)
            assert letter not in SIGNS or letter in (FIRST, END), (where, line)
        assert depth == 0, (where, line)


def shown(widget: QWidget) -> Iterator[str]:
    """Yield what a widget shows and says."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QAbstractItemView) and widget.model():
        yield from cells(widget.model(), QModelIndex())
    for action in widget.actions():
        yield from (action.text(), action.toolTip())


def cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)  # private in a list
    for row in range(min(model.rowCount(parent), 12)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (
                str(value)
                for role in (*Qt.ItemDataRole, *(Qt.ItemDataRole.UserRole + more for more in range(8)))
                if isinstance(value := model.data(index, role), str)
            )
        if not parent.isValid():
            yield from cells(model, model.index(row, 0, parent))


def walk(top: QWidget) -> int:
    found = 0
    for widget in (top, *top.findChildren(QWidget)):
        for text in shown(widget):
            require_harmless(text, f"{type(widget).__name__} in {type(widget.parent()).__name__}")
            found += text.count("Zq7")
    return found


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a journal into whose texts signs of direction were written below the rules."""
    path = write_hostile(tmp_path / "old.rebond", ENGLISH, TODAY, TURNED)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT name FROM client").fetchone()[0].startswith(TURNED)
    return path


def test_an_old_journal_turns_nothing_round_on_screen(program: Program, old: Path, qtbot: QtBot) -> None:  # noqa: F811
    window = program.start(old)
    with qtbot.waitExposed(window):
        window.show()
    assert window.workspace
    found = 0
    for tab in TABS:
        window.workspace.show_tab(tab)
        window.workspace.show_today()
        qtbot.wait(150)
        found += walk(window)
    assert found > 100


def test_the_name_of_a_file_turns_nothing_round(program: Program, old: Path, qtbot: QtBot) -> None:  # noqa: F811
    path = old.rename(old.with_name("a\u202etxt.rebond"))
    window = program.start(path)
    assert window.windowTitle() == "atxt – Rebond"
    assert turns(backup(path, TODAY).name)
    dialog = RestoreDialog(path, window)
    dialog.open()
    assert "atxt" in dialog._what.text()
    assert [label.text() for label in dialog.findChildren(QLabel) if turns(label.text())] == []
    dialog.close()
    delete_now()


@pytest.mark.parametrize("command", ["_about_you", "_all_invoices", "_log_contact", "_search", "_history", "_choices"])
def test_an_old_journal_turns_nothing_round_in_dialogs(
    program: Program, old: Path, qtbot: QtBot, command: str  # noqa: F811
) -> None:  # fmt: skip
    window = program.start(old)
    window.show()
    getattr(window, command)()
    qtbot.wait(150)
    dialogs = [child for child in window.findChildren(QWidget) if child.isWindow() and child.isVisible()]
    assert dialogs
    for dialog in dialogs:
        for field in dialog.findChildren(QLineEdit):
            if command == "_search":
                field.setText("Zq7")
        qtbot.wait(100)
        walk(dialog)
        dialog.close()
    delete_now()


@pytest.mark.parametrize(
    "command",
    [
        ("runway", "FILE"), ("concentration", "FILE"), ("agenda", "FILE"), ("signs", "FILE"), ("invoices", "FILE"),
        ("check", "FILE"), ("report", "FILE", "Zq7abc 1"), ("undo", "FILE"), ("contact", "FILE", "Zq7abc 1"),
        ("event", "FILE", "Zq7abc 1", "call", "--dry-run"), ("letter", "FILE", "reminder", "Zq7abc 1"),
        ("erase", "FILE", "Zq7abc 1", "--dry-run"), ("runway", "FILE", "--leaving", "nobody \u202e"),
    ],
)  # fmt: skip
def test_an_old_journal_turns_nothing_round_in_a_terminal(run: Run, old: Path, command: tuple[str, ...]) -> None:  # noqa: F811
    said = run(*(old if part == "FILE" else part for part in command))
    assert "usage" not in said.err.lower(), said.err
    assert said.out or said.err
    require_harmless(said.out, command[0])
    require_harmless(said.err, command[0])


def test_an_old_journal_turns_nothing_round_on_paper(run: Run, old: Path, tmp_path: Path) -> None:  # noqa: F811
    page = tmp_path / "page.pdf"
    assert run("runway", old, "--pdf", page).code == 0
    text = PdfReader(page).pages[0].extract_text()
    assert "Zq7abc" in text
    assert not set(text) & set(SIGNS)
    assert "\u25a1" not in text, "a sign of direction is no letter that the font lacks"


def test_signs_of_direction_enter_by_no_door(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Documents, address books, statements, mails, the command line and files' names: all leave them out alike."""
    monkeypatch.setenv("REBOND_TODAY", TODAY.isoformat())
    path = tmp_path / "new.rebond"
    journals.create(path).close()
    name = "At\u202elas"
    document = {
        "clients": [{"name": name, "note": name}],
        "missions": [{"client": name, "name": name, "starts": "2026-07-01", "amount": 240000}],
    }
    (tmp_path / "in.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "in.vcf").write_text(f"BEGIN:VCARD\nVERSION:4.0\nFN:{name}\nNOTE:{name}\nEND:VCARD\n", "utf-8")
    (tmp_path / "in.csv").write_text(f"Date;Label;Amount;Balance\n18/11/2026;{name};1,00;1,00\n", "utf-8")
    mail = f"From: {name} <a@example.org>\nDate: Sun, 22 Nov 2026 10:00:00 +0000\nSubject: {name}\n\n{name}\n"
    (tmp_path / "in.eml").write_text(mail.replace("\n\n", "\nContent-Type: text/plain; charset=utf-8\n\n"), "utf-8")
    for command in (
        ("import", path, tmp_path / "in.json", "--yes"),
        ("import", path, tmp_path / "in.json", "--yes"),
        ("import", path, tmp_path / "in.vcf", "--yes"),
        ("import", path, tmp_path / "in.csv", "--yes", "--account", name),
        ("contact", path, "Eve\u2066", "--by", "phone", "--note", name, "--next-step", name, "--next", "2026-12-01"),
        ("event", path, "Atlas", "--eml", tmp_path / "in.eml"),
        ("event", path, name, f"call {name}"),
    ):
        said = run(*command)
        assert said.code == 0, (command, said.err)
    with closing(sqlite3.connect(path)) as raw:
        kept = "\n".join(raw.iterdump())
    assert "Atlas" in kept
    assert not set(kept) & set(SIGNS)
    with Journal.open(path) as journal, journal.read() as reader:
        assert [client.name for client in reader.all(Client)] == ["Atlas"], "the same name is the same client"
        assert len(reader.all(Event)) == 2
        assert {file.name for file in reader.all(AttachedFile)} == {"Atlas.eml"}


def test_signs_of_direction_enter_by_no_field(qtbot: QtBot) -> None:
    line, lines = TextField(), LongTextField()
    qtbot.addWidget(line)
    qtbot.addWidget(lines)
    line.setText("At\u202elas")
    lines.setPlainText("At\u2066las\nb\u202d")
    assert (line.read(), lines.read()) == ("Atlas", "Atlas\nb")


@pytest.mark.parametrize("language", [ENGLISH, FRENCH])
def test_a_hebrew_name_stands_apart_in_our_sentences(language: Language, tmp_path: Path, run: Run) -> None:  # noqa: F811
    path = write_hostile(tmp_path / "hebrew.rebond", language, TODAY, HEBREW)
    printed = run("agenda", path, "--lang", language.code).out
    assert f"{FIRST}{HEBREW}" in printed
    require_harmless(printed, "agenda")
    assert said(language, "add_client", {"name": HEBREW}).count(f"{FIRST}{HEBREW}{END}") == 1
    assert not set(said(language, "add_client", {"name": "Atlas"})) & {FIRST, END}


def test_what_is_said_in_a_terminal_turns_nothing_round(run: Run, tmp_path: Path) -> None:  # noqa: F811
    """Whatever was not caught before: here a file's name, which a person did not type but another program made."""
    (tmp_path / "no\u202elanruoj.rebond").write_text("x")
    found = run("check", tmp_path / "no\u202elanruoj.rebond")
    require_harmless(found.out + found.err, "check")
    say("a\u202eb\nc\u2066d")
    assert run("--version").out.startswith("ab\ncd\n")


def test_a_tooltip_turns_nothing_round_and_stays_small() -> None:
    assert tip("a\u202eb & c") == "ab & c"
    assert tip("Atlas") == "Atlas"
    assert len(tip("word " * 5_000)) < 2 * LONGEST


def test_signs_of_direction_are_no_letters_on_paper() -> None:
    """A name is drawn as a piece of its own there, in the order of its script."""
    assert readable(f"a {FIRST}{HEBREW}{END} \u202eb") == f"a {HEBREW} b"


def test_a_letter_holds_no_signs_of_direction() -> None:
    """It goes into mails and other programs as plain text."""
    said = worded(ENGLISH, Phrase("{name} and the rest", {"name": HEBREW}))
    assert said == f"{HEBREW} and the rest"


def test_a_copy_of_a_backup_has_a_name_without_them(tmp_path: Path) -> None:
    path = tmp_path / f"{HEBREW}.rebond"
    journals.create(path).close()
    copy = copy_of_backup(backup(path, TODAY), ENGLISH.gettext("{journal} of {day}"))
    assert copy.name == f"{HEBREW} of {TODAY.isoformat()}.rebond"


def test_the_name_offered_for_a_file_has_none_either(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "selectFile", lambda _self, name: offered.append(name))
    window = program.start(write_hostile(tmp_path / f"{HEBREW}.rebond", ENGLISH, TODAY))
    window.show()
    assert window.workspace
    window.workspace.runway.export()
    window.workspace.missions.list_all_invoices()
    (dialog,) = window.findChildren(AllInvoicesDialog)
    dialog._on_export()
    assert len(offered) == 2
    assert all(HEBREW in name and not set(name) & set(SIGNS) for name in offered)
