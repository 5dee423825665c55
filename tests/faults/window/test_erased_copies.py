"""The window says of an erasure whose backups stay what is true of it, and deletes them at the next try."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rebond.domain.missions.kinds import Client
from rebond.journal.backup import backup
from rebond.journal.backup_folder import copies
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from rebond.ui.erasure_dialog import ErasureDialog
from rebond.ui.session import Session
from tests.faults.test_erased_copies import NAME, full, holding
from tests.journal.conftest import TODAY, change, noon


def test_backups_that_could_not_be_deleted_are_named_and_a_button_deletes_them(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(path, NAME)
    old = backup(path, TODAY)
    with Journal.open(path, clock=noon) as journal:
        session = Session(journal, lambda: TODAY)
        told: list[object] = []
        session.changed.connect(lambda change: told.append(change.action))
        with journal.read() as reader:
            (row,) = named(reader, Client, NAME)
        window = QWidget()
        qtbot.addWidget(window)
        dialog = ErasureDialog(session, row, window)
        finished: list[int] = []
        dialog.finished.connect(finished.append)
        dialog.open()
        qtbot.waitUntil(dialog._erase.isEnabled)
        with monkeypatch.context() as patched:
            full(patched)
            dialog._erase.click()
            qtbot.waitUntil(dialog._refused.isVisible)
        assert "erased in the journal" in dialog._refused.text()
        assert "disk is full" in dialog._refused.text()
        assert dialog._mentions.toPlainText() == str(old)
        assert dialog._cancel.hasFocus()
        assert (told, finished) == (["erase"], [])
        with journal.read() as reader:
            assert named(reader, Client, NAME) == ()
        dialog._erase.click()
        qtbot.waitUntil(lambda: finished == [1])
        assert told == ["erase"]
        session.end()
    assert old not in [copy.path for copy in copies(path)]
    assert holding(path) == []


def test_the_dialog_closes_without_a_second_try(path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    change(path, NAME)
    old = backup(path, TODAY)
    with Journal.open(path, clock=noon) as journal:
        session = Session(journal, lambda: TODAY)
        with journal.read() as reader:
            (row,) = named(reader, Client, NAME)
        window = QWidget()
        qtbot.addWidget(window)
        dialog = ErasureDialog(session, row, window)
        dialog.open()
        qtbot.waitUntil(dialog._erase.isEnabled)
        full(monkeypatch)
        for _try in range(2):
            dialog._erase.click()
            qtbot.waitUntil(lambda: dialog._refused.isVisible() and dialog._erase.isEnabled())
        with qtbot.waitSignal(dialog.finished):
            dialog._cancel.click()
        session.end()
    assert old.exists()
