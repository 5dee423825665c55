"""Fixtures: a running program without a last journal, and sessions on a fixed day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.journals import create
from rebond.domain.kinds import Entity
from rebond.journal.journal import Journal
from rebond.ui.program import Program
from rebond.ui.session import Session
from rebond.ui.shared import theme
from tests.examples import write_example
from tests.languages import ENGLISH

#: The day of all tests, a Sunday.
TODAY = date(2026, 11, 22)
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return the path of an example journal that is not open."""
    return write_example(tmp_path / "example.rebond", ENGLISH, TODAY)


@pytest.fixture
def example_session(example: Path, qapp: QApplication) -> Iterator[Session]:
    with Journal.open(example) as journal:
        yield Session(journal, lambda: TODAY)


@pytest.fixture
def empty_session(tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    """Return a session on a journal with nothing but its built-in stages and channels."""
    with create(tmp_path / "empty.rebond") as journal:
        yield Session(journal, lambda: TODAY)


@contextmanager
def session_on(path: Path, rows: Iterable[Sequence[Entity]]) -> Iterator[Session]:
    """Yield a session on a new journal with these rows, which are inserted kind by kind."""
    with create(path) as journal:
        with journal.transaction("import") as transaction:
            for of_a_kind in rows:
                transaction.insert_all(of_a_kind)
        yield Session(journal, lambda: TODAY)


def show(qtbot: QtBot, widget: W, width: int, height: int) -> W:
    """Show a widget in a size in pixels, give it the focus, and return it."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


@pytest.fixture
def program(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """Return the program in English, before its first window; it is stopped after the test."""
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    program = Program(qapp, lambda: TODAY)
    yield program
    end(program, qapp)


@pytest.fixture
def next_start(qapp: QApplication) -> Iterator[Callable[[], Program]]:
    """Return what makes the program again, as its next start does; each is ended after the test."""
    made: list[Program] = []

    def start() -> Program:
        made.append(Program(qapp, lambda: TODAY))
        return made[-1]

    yield start
    for program in made:
        end(program, qapp)


def end(program: Program, app: QApplication) -> None:
    """End a program as the end of its process would: nothing of it is left to hear what the next tests do."""
    app.styleHints().colorSchemeChanged.disconnect(program._follow_system)
    if program.window:
        program.window.close()
        program.window.deleteLater()
    program.stop()
    program.deleteLater()
    delete_now()
    if theme.is_dark():
        theme.apply(app, "light")


def delete_now() -> None:
    """Carry out every pending `deleteLater`, as the event loop would."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
