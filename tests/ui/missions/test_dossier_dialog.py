"""The dossier of a client from the window: a period, a preview, and a file or a folder where one wishes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.domain.letters.kinds import Tongue
from rebond.domain.missions.kinds import Client, Event, Mission
from rebond.ui.missions import dossier_dialog
from rebond.ui.missions.dossier_dialog import DossierDialog, DossierShape
from rebond.ui.session import Session
from tests.ui.conftest import TODAY, session_on, show

BEFORE = date(2026, 2, 1)
ATLAS = Client(name='Atlas <b>&</b> "Co"/2')


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    rows = (
        [ATLAS],
        [Mission(client_id=1, name="Social media", starts=date(2026, 1, 1))],
        [
            Event(mission_id=1, date=TODAY, text="Six visuals"),
            Event(mission_id=1, date=date(2026, 2, 1), text="Before"),
        ],
    )
    with session_on(tmp_path / "journal.rebond", rows) as made:
        yield made


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    return show(qtbot, QWidget(), 800, 600)


@pytest.fixture
def dialog(session: Session, parent: QWidget) -> DossierDialog:
    with session.journal.read() as reader:
        client = reader.get(Client, 1)
    assert client
    opened = DossierDialog(session, client, parent)
    opened.open()
    return opened


def asks(monkeypatch: pytest.MonkeyPatch, answer: Path | None) -> list[Path]:
    """Answer the question for a file name; returns the names that were proposed."""
    proposed: list[Path] = []
    monkeypatch.setattr(
        dossier_dialog, "ask_save", lambda _parent, _title, path, *_rest, **_how: proposed.append(path) or answer
    )
    return proposed


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_a_dossier_of_a_period_is_saved_as_a_pdf(
    session: Session, dialog: DossierDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    session.message.connect(told.append)
    proposed = asks(monkeypatch, tmp_path / "mine")
    dialog.editor("first").show_value(date(2026, 11, 1))
    dialog.editor("tongue").show_value(Tongue.FR)
    with qtbot.waitSignal(dialog.accepted):
        dialog.save_button.click()
    out = tmp_path / "mine.pdf"
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Written: mine.pdf"]
    assert "Six visuals" in text(out)
    assert "Before" not in text(out)
    assert "1 novembre 2026" in text(out).replace("1er", "1")
    assert "verify.py" in PdfReader(out).attachments
    assert not set(proposed[0].name) & set('<>:"/\\|?*')


def test_a_dossier_is_saved_as_a_folder(
    session: Session, dialog: DossierDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asks(monkeypatch, tmp_path / "mine.pdf")
    dialog.editor("shape").show_value(DossierShape.FOLDER)
    dialog.save_button.click()
    qtbot.waitUntil((tmp_path / "mine" / "SHA256SUMS").exists)


def test_a_preview_opens_and_the_dialog_stays(
    dialog: DossierDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "config"))
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    dialog.preview.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert "Six visuals" in text(Path(opened[0].toLocalFile()))
    assert dialog.isVisible()


def test_a_period_that_ends_before_it_begins_is_told_at_its_field(
    dialog: DossierDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asks(monkeypatch, None)
    dialog.editor("first").show_value(date(2026, 11, 1))
    dialog.editor("last").show_value(date(2026, 10, 1))
    dialog.save_button.click()
    said = dialog._rows["last"].problem.text()
    assert "The last day lies before the first. Choose a later one, or leave it empty." in said
    assert not asked
    dialog.editor("last").show_value(None)
    dialog.save_button.click()
    assert asked
    assert dialog.isVisible(), "the question for the name was cancelled"


def test_the_preparation_of_talks_is_in_it_only_once_it_is_ticked(dialog: DossierDialog) -> None:
    wish = dialog._wish()
    assert wish
    assert not wish.preparation
    dialog.editor("preparation").click()
    wish = dialog._wish()
    assert wish
    assert wish.preparation
