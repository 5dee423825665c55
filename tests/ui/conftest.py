"""A running program without a last journal, and a journal to work on; the day stands still."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from rebond.actions.example import create_example
from rebond.journal.journal import Journal
from rebond.ui.program import Program
from rebond.ui.session import Session
from rebond.ui.shared import theme
from rebond.ui.speech import speak
from tests.languages import ENGLISH

TODAY = date(2026, 11, 22)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Where the example lies; nobody has it open."""
    path = tmp_path / "example.rebond"
    create_example(path, ENGLISH, TODAY).close()
    return path


@pytest.fixture
def example_session(example: Path, qapp: QApplication) -> Iterator[Session]:
    with Journal.open(example) as journal:
        yield Session(journal, lambda: TODAY)


@pytest.fixture
def program(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program before its first window, in English; closed and forgotten after the test."""
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    program = Program(qapp, lambda: TODAY)
    yield program
    qapp.styleHints().colorSchemeChanged.disconnect(program._follow_system)
    if program.window:
        program.window.close()
        program.window.deleteLater()
    program.stop()
    delete_now()
    theme.apply(qapp, "light")
    speak(ENGLISH)


def delete_now() -> None:
    """Delete what `deleteLater` was asked for, as the event loop would."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
