"""A journal with large files leaves the window as a document with a folder, and comes back with it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from rebond.actions import exports
from rebond.actions.attachments import attach
from rebond.actions.exports import export_document
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client, Mission
from rebond.journal.journal import Journal
from rebond.ui.program import Program
from rebond.ui.session import Session
from rebond.ui.shared import file_questions

from .conftest import TODAY
from .test_search_and_import import import_dialog, the_button

FILES = [IncomingFile("quote.pdf", b"%PDF" * 500), IncomingFile("photo.jpg", b"\xff\xd8" * 500)]


@pytest.fixture(autouse=True)
def _little_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_INSIDE", 1_000)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The document of a journal with a client who is nowhere else, and two files."""
    out = tmp_path / "out" / "nora.json"
    out.parent.mkdir()
    with Journal.create(tmp_path / "nora.rebond") as journal:
        with journal.transaction("set_up") as transaction:
            transaction.insert(Client(name="Brume"))
            transaction.insert(Mission(client_id=1, name="Site", starts=TODAY))
        attach(journal, FileOwner(1), FILES, TODAY)
        export_document(journal, out)
    return out


def test_the_window_says_where_both_are(
    qtbot: QtBot, program: Program, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.start(example)
    assert window.workspace
    session = window.workspace.session
    session.do(attach, session.journal, FileOwner(1), FILES, TODAY)
    out = example.with_name("marie.json")
    monkeypatch.setattr(file_questions, "ask_save", lambda *_args, **_more: out)
    window.export_wanted.emit()
    folder = example.with_name("marie.files")
    said = f"Written: {out}, and the attached files in {folder} · head "
    qtbot.waitUntil(lambda: window.statusBar().currentMessage().startswith(said))
    assert {path.read_bytes() for path in folder.iterdir()} == {file.data for file in FILES}


def test_a_document_that_is_chosen_finds_its_folder(qtbot: QtBot, example_session: Session, exported: Path) -> None:
    dialog = import_dialog(qtbot, example_session, exported)
    (skip,) = dialog.findChildren(QCheckBox)  # the settings of the two differ
    skip.setFocus()
    qtbot.keyClick(skip, Qt.Key.Key_Space)
    with qtbot.waitSignal(example_session.changed):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    with example_session.journal.read() as reader:
        assert [file.name for file in reader.all(AttachedFile)] == ["quote.pdf", "photo.jpg"]


def test_without_its_folder_it_says_what_to_do_and_brings_nothing(
    qtbot: QtBot, example_session: Session, exported: Path
) -> None:
    shutil.rmtree(exported.with_name("nora.files"))
    dialog = import_dialog(qtbot, example_session, exported)
    (faults,) = dialog.findChildren(QPlainTextEdit)
    assert "lie in the folder “nora.files”, which is not beside it" in faults.toPlainText()
    assert not the_button(dialog).isEnabled()
    dialog.reject()
    with example_session.journal.read() as reader:
        assert not reader.matching(Client, name="Brume")
