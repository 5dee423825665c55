"""Files of a mission and of its entries: dropped, pasted, shown on their row, opened from a copy, taken off."""

import atexit
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.agreements import save_agreement
from rebond.actions.attachments import attach
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.attachments.kinds import AttachedFile
from rebond.journal.blobs import content, digest_of
from rebond.journal.undo import undo
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.missions import file_opening
from rebond.ui.missions.agreement_panel import AgreementPanel
from rebond.ui.missions.event_model import FILES
from rebond.ui.missions.files_dialog import FilesDialog
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from tests.ui.conftest import TODAY

COPY = Qt.DropAction.CopyAction
PDF = b"%PDF-1.7 quote"


def files(session: Session) -> list[AttachedFile]:
    with session.journal.read() as reader:
        return list(reader.all(AttachedFile))


def dragged(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(on: QWidget, mime: QMimeData, place: QPoint) -> bool:
    """Drag onto a widget and drop; whether it was accepted."""
    target = on.viewport() if isinstance(on, QAbstractItemView) else on
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, COPY, mime, buttons, keys)
    QApplication.sendEvent(target, entering)
    dropping = QDropEvent(QPointF(place), COPY, mime, buttons, keys)
    QApplication.sendEvent(target, dropping)
    return entering.isAccepted() and dropping.isAccepted()


@pytest.fixture
def quote(tmp_path: Path) -> Path:
    path = tmp_path / "quote.pdf"
    path.write_bytes(PDF)
    return path


def test_files_dropped_on_an_entry_are_attached_to_it_in_one_change(
    tab: MissionsTab, session: Session, qtbot: QtBot, quote: Path
) -> None:
    photo = quote.with_name("photo.jpg")
    photo.write_bytes(b"\xff\xd8\xff")
    view = tab.events.view
    low = view.visualRect(tab.events.model.index(0, 0)).height()
    with qtbot.waitSignal(session.changed):
        assert drop(view, dragged(quote, photo), view.visualRect(tab.events.model.index(0, 0)).center())
    newest = tab.events.model.at(0)
    assert [(file.name, file.event_id) for file in files(session)] == [
        ("quote.pdf", newest.id), ("photo.jpg", newest.id),
    ]  # fmt: skip
    index = tab.events.model.index(0, 0)
    assert index.data(FILES) == ("quote.pdf", "photo.jpg")
    assert "2 files: quote.pdf, photo.jpg" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.waitUntil(lambda: view.visualRect(index).height() > low)
    assert undo(session.journal)
    assert not files(session)


def test_files_pasted_below_the_line_belong_to_the_current_entry(
    tab: MissionsTab, session: Session, qtbot: QtBot, quote: Path
) -> None:
    QApplication.clipboard().setMimeData(dragged(quote))
    tab.events.view.setFocus()
    tab.events.view.setCurrentIndex(tab.events.model.index(1, 0))
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(tab.events.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [file.event_id for file in files(session)] == [tab.events.model.at(1).id]


def test_files_dropped_on_a_mission_belong_to_it_and_are_shown_at_a_glance(
    tab: MissionsTab, session: Session, qtbot: QtBot, quote: Path
) -> None:
    view = tab.missions.view
    with qtbot.waitSignal(session.changed):
        assert drop(view, dragged(quote), view.visualRect(view.currentIndex()).center())
    (file,) = files(session)
    assert (file.mission_id, file.event_id) == (1, None)
    tab.load_if_stale()
    assert "quote.pdf" in [button.text() for button in tab.glance.findChildren(QPushButton)]


def test_what_is_no_file_is_not_taken(tab: MissionsTab) -> None:
    mime = QMimeData()
    mime.setText("only text")
    assert not drop(tab.events.view, mime, QPoint(5, 5))
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/x.pdf")])
    assert not drop(tab.events.view, web, QPoint(5, 5))


def test_what_cannot_be_attached_is_named_and_nothing_is_written(
    tab: MissionsTab, session: Session, qtbot: QtBot, quote: Path
) -> None:
    empty = quote.with_name("empty.txt")
    empty.touch()
    drop(tab.events.view, dragged(quote, empty, quote.parent), QPoint(20, 20))
    qtbot.waitUntil(lambda: bool(boxes()))
    (box,) = boxes()
    assert "empty.txt is empty" in box.text()
    assert "is a folder" in box.text()
    box.close()
    assert not files(session)


def boxes() -> list[QMessageBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which each run of the program has a folder of its copies."""
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))
    file_opening._folder.cache_clear()
    yield tmp_path / "config" / "cache"
    file_opening._folder().cleanup()
    file_opening._folder.cache_clear()


@pytest.fixture
def opened(copies: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the system was asked to open."""
    assert not copies.exists()
    paths: list[Path] = []

    def open_url(url: QUrl) -> bool:
        paths.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return paths


@pytest.fixture
def dialog(tab: MissionsTab, session: Session, qtbot: QtBot) -> Callable[[IncomingFile], FilesDialog]:
    """Return what attaches a file to the newest entry and opens the files of it with its key."""

    def show(file: IncomingFile) -> FilesDialog:
        event = tab.events.model.at(0)
        session.do(attach, session.journal, FileOwner(1, event_id=event.id), (file,), TODAY)
        tab.events.view.setFocus()
        tab.events.view.setCurrentIndex(tab.events.model.index(0, 0))
        key = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(tab.events.view, Qt.Key.Key_A, key)
        (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FilesDialog) and one.isVisible()]
        qtbot.waitUntil(found.isActiveWindow)
        return found

    return show


def test_a_file_is_opened_from_a_read_only_copy_in_a_private_folder(
    dialog: Callable[[IncomingFile], FilesDialog], opened: list[Path], qtbot: QtBot
) -> None:
    shown = dialog(IncomingFile("quote.pdf", PDF))
    assert shown.focusWidget() is shown.table
    for _again in range(2):
        qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    copy, same = opened
    assert copy == same
    assert (copy.name, copy.read_bytes()) == ("quote.pdf", PDF)
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700


def test_what_is_changed_in_a_copy_does_not_change_the_journal(
    dialog: Callable[[IncomingFile], FilesDialog], opened: list[Path], session: Session, qtbot: QtBot
) -> None:
    shown = dialog(IncomingFile("quote.pdf", PDF))
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    opened[0].chmod(0o600)
    opened[0].write_bytes(b"changed")
    with session.journal.read() as reader:
        assert content(reader.sqlite, files(session)[0].file) == PDF
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened[1].read_bytes() == PDF


def test_a_name_in_a_strangers_journal_never_leaves_the_folder_of_copies(
    dialog: Callable[[IncomingFile], FilesDialog], opened: list[Path], session: Session, qtbot: QtBot
) -> None:
    shown = dialog(IncomingFile("quote.pdf", PDF))
    with session.journal.transaction("set_up") as transaction:
        transaction.update(replace(files(session)[0], name="../../../quote.pdf"))
    shown._load()
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened[0].name == "quote.pdf"
    assert opened[0].parent.parent == Path(file_opening._folder().name)


def test_copies_that_a_crash_left_behind_go_the_next_day(copies: Path) -> None:
    recent, old = copies / "opened-1", copies / "opened-2"
    for folder in (recent, old):
        (folder / "1").mkdir(parents=True)
        (folder / "1" / "quote.pdf").touch(mode=0o400)
    os.utime(old, (0, 0))
    made = Path(file_opening._folder().name)
    assert {path.name for path in copies.iterdir()} == {"opened-1", made.name}


def test_the_copies_go_when_the_program_ends(copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_end: list[Callable[[], object]] = []
    monkeypatch.setattr(atexit, "register", at_the_end.append)
    made = Path(file_opening._folder().name)
    (made / "quote.pdf").touch(mode=0o400)
    for run in at_the_end:
        run()
    assert not made.exists()


def test_what_may_run_a_program_is_not_opened(
    dialog: Callable[[IncomingFile], FilesDialog], opened: list[Path], qtbot: QtBot
) -> None:
    shown = dialog(IncomingFile("quote.pdf", b"MZ\x90\x00"))
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    (box,) = boxes()
    assert "may run a program" in box.text()
    assert "Save a copy…" in [button.text().replace("&", "") for button in box.buttons()]
    box.close()
    assert not opened


def test_a_file_is_taken_off_with_a_key(
    dialog: Callable[[IncomingFile], FilesDialog], session: Session, tab: MissionsTab, qtbot: QtBot
) -> None:
    shown = dialog(IncomingFile("quote.pdf", PDF))
    qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    assert not files(session)
    assert not shown.table.isVisible()
    assert tab.events.model.index(0, 0).data(FILES) == ()
    assert undo(session.journal)


def test_a_file_is_erased_with_its_content(
    dialog: Callable[[IncomingFile], FilesDialog], session: Session, qtbot: QtBot
) -> None:
    shown = dialog(IncomingFile("quote.pdf", PDF))
    next(one for one in shown.table.actions() if one.text() == "&Erase for good…").trigger()
    (erasure,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ErasureDialog) and one.isVisible()]
    button = next(one for one in erasure.findChildren(QPushButton) if one.text() == "&Erase for good")
    qtbot.waitUntil(button.isEnabled)
    with qtbot.waitSignal(session.changed):
        button.click()
    assert not files(session)
    with session.journal.read() as reader:
        assert content(reader.sqlite, digest_of(PDF)) is None


@pytest.fixture
def agreement(tab: MissionsTab, session: Session) -> AgreementPanel:
    """Return the part Agreement in front, with a quote and an amendment."""
    for version in (
        Agreement(mission_id=1, starts=date(2026, 9, 1), title="D-12"),
        Agreement(mission_id=1, starts=date(2026, 11, 1), title="A1"),
    ):
        session.do(save_agreement, session.journal, version, (), TODAY)
    tab.parts.setCurrentWidget(tab.agreement)
    panel = tab.agreement.panel
    assert isinstance(panel, AgreementPanel)
    return panel


def of_versions(session: Session) -> list[tuple[str, int | None]]:
    return [(file.name, file.agreement_id) for file in files(session)]


def test_files_dropped_on_a_version_are_attached_to_it_and_counted_there(
    agreement: AgreementPanel, session: Session, qtbot: QtBot, quote: Path
) -> None:
    table = agreement.versions
    place = table.visualItemRect(table.item(1, 0)).center()
    with qtbot.waitSignal(session.changed):
        assert drop(table, dragged(quote), place)
    assert of_versions(session) == [("quote.pdf", 1)]
    assert [table.item(row, 3).text() for row in (0, 1)] == ["", "1 file"]
    assert undo(session.journal)


def test_files_dropped_beside_belong_to_the_selected_version_else_to_the_latest(
    agreement: AgreementPanel, session: Session, qtbot: QtBot, quote: Path
) -> None:
    with qtbot.waitSignal(session.changed):
        assert drop(agreement, dragged(quote), QPoint(5, 5))
    agreement.choose(1)
    agreement.setFocus()
    QApplication.clipboard().setMimeData(dragged(quote))
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(agreement.versions, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert of_versions(session) == [("quote.pdf", 2), ("quote.pdf", 1)]


def test_the_files_of_a_version_are_listed_by_a_key(
    agreement: AgreementPanel, session: Session, qtbot: QtBot, quote: Path
) -> None:
    assert not agreement.files_button.isEnabled()
    agreement.choose(2)
    session.do(attach, session.journal, FileOwner(1, agreement_id=2), [IncomingFile("quote.pdf", PDF)], TODAY)
    agreement.versions.setFocus()
    qtbot.keyClick(
        agreement.versions, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FilesDialog) and one.isVisible()]
    assert dialog.windowTitle() == "Files of quote signed, 1 Nov 2026 · A1"
    assert dialog.table.item(0, 0).text() == "quote.pdf"
    dialog.reject()


def test_a_view_of_the_past_takes_no_files(
    agreement: AgreementPanel, session: Session, qtbot: QtBot, quote: Path
) -> None:
    agreement.asked.known_field.setText("1/1/2020")
    assert agreement._looks_back
    with qtbot.waitSignal(session.message) as said:
        drop(agreement, dragged(quote), QPoint(5, 5))
    assert "as it stood before" in said.args[0]
    assert not files(session)
