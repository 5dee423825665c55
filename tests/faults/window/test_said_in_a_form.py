"""A form whose change another program thwarts stays open with what was typed, and says what happened."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rebond.domain.prospecting.kinds import Stage
from rebond.journal.journal import Journal
from rebond.ui.prospecting.choices_dialog import ChoiceForm
from rebond.ui.session import Session
from tests.faults.test_commit import failing_commit
from tests.faults.test_replaced import at_commit
from tests.journal.conftest import TODAY, noon


@pytest.mark.parametrize(
    ("thwart", "said"),
    [
        ("replace", "put a different file in the place of marie.rebond while"),
        ("empty", "emptied marie.rebond"),
        ("fill the disk", "the disk is full"),
    ],
)
def test_what_was_typed_stays(
    path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, thwart: str, said: str
) -> None:
    with Journal.open(path, clock=noon) as journal:
        form = ChoiceForm(Session(journal, lambda: TODAY), Stage)
        qtbot.addWidget(form)
        form.show()
        form.editor("name").setText("Waiting for an answer")
        if thwart == "empty":
            os.truncate(path, 0)
        elif thwart == "fill the disk":
            failing_commit(monkeypatch, sqlite3.SQLITE_FULL, after=False)
        else:
            other = Path(shutil.copy(path, path.with_name("other.rebond")))
            at_commit(monkeypatch, path, other, after=False)
        form.save_button.click()
        assert form.isVisible()
        assert form.editor("name").text() == "Waiting for an answer"
        assert said in form._general.text()
        if thwart == "fill the disk":  # once, and then there is room again
            form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
            form.save_button.click()
            assert not form.isVisible()
