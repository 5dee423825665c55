"""The page saved as a file: the formats, and the problems when it cannot be written."""

import errno
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from rebond.charts.page_view import PageView
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.printing.saving import export_page, export_to
from rebond.ui.session import Session
from tests.languages import ENGLISH


@pytest.mark.parametrize(("ending", "begins"), [(".pdf", b"%PDF"), (".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_the_ending_says_the_format(view: PageView, tmp_path: Path, ending: str, begins: bytes) -> None:
    path = tmp_path / f"runway{ending}"
    export_to(view, path)
    assert path.read_bytes().startswith(begins)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def said(refused: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(sentence(ENGLISH, problem) for problem in refused.value.problems)


def test_an_unknown_format_is_refused_in_words(view: PageView, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        export_to(view, tmp_path / "runway.docx")
    assert ".docx" in said(refused)


def test_a_folder_that_went_away_is_named(view: PageView, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        export_to(view, tmp_path / "gone" / "runway.pdf")
    assert "There is no folder" in said(refused)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "does not allow"), (errno.EROFS, "does not allow"), (errno.ENOSPC, "the disk is full")],
)
def test_what_the_system_refuses_is_said_and_the_file_there_was_is_kept(
    view: PageView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "runway.pdf"
    path.write_bytes(b"before")

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Refused) as refused:
        export_to(view, path)
    assert words in said(refused)
    assert path.read_bytes() == b"before"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_dialog_writes_where_it_is_told_and_says_so(
    qtbot: QtBot, view: PageView, session: Session, window: QWidget, tmp_path: Path
) -> None:
    export_page(view, session, window)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("Marie – cash runway 2026-11-22.pdf")
    with qtbot.waitSignal(session.message) as told:
        dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    assert told.args == ["Exported: mine.pdf"]
    assert (tmp_path / "mine.pdf").exists()


def test_the_dialog_says_why_nothing_was_written(
    qtbot: QtBot, view: PageView, session: Session, window: QWidget, tmp_path: Path
) -> None:
    export_page(view, session, window)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.assertNotEmitted(session.message):
        dialog.fileSelected.emit(str(tmp_path / "gone" / "mine.pdf"))
        qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert "There is no folder" in window.findChild(QMessageBox).text()


def test_an_export_that_is_cancelled_leaves_what_was_there(view: PageView, tmp_path: Path) -> None:
    path = tmp_path / "runway.pdf"
    path.write_bytes(b"before")
    for moment in range(3):
        calls = count()

        def cancel(_done: int, _total: int, calls: Iterator[int] = calls, moment: int = moment) -> None:
            if next(calls) == moment:
                raise ArithmeticError

        with pytest.raises(ArithmeticError):
            export_to(view, path, cancel)
        assert path.read_bytes() == b"before"
        assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
