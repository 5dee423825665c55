"""A second start on a journal comes to the window that has it open, and begins its task there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import rebond
from rebond.ui import handover
from rebond.ui.program import Program
from rebond.ui.prospecting.log_dialog import LogDialog
from tests.examples import write_example
from tests.languages import ENGLISH
from tests.ui.conftest import end

TODAY = date(2026, 11, 22)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))
    path = tmp_path / "Journal de Zoé.rebond"
    write_example(path, ENGLISH, TODAY)
    return path


@pytest.fixture
def program(qapp: QApplication, journal: Path) -> Iterator[Program]:
    made = Program(qapp, lambda: TODAY)
    made.start(journal)
    made.take_second_starts()
    yield made
    end(made, qapp)


def second_start(*arguments: object) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(rebond.__file__).parents[1])}
    command = [sys.executable, "-m", "rebond", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE)


def test_it_begins_its_task_in_the_window_that_is_there(qtbot: QtBot, program: Program, journal: Path) -> None:
    with second_start(journal, "--log-contact") as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        assert second.returncode == 0, second.stderr and second.stderr.read()
    qtbot.waitUntil(lambda: program.window is not None and bool(program.window.findChildren(LogDialog)))
    assert program.window
    program.window.findChildren(LogDialog)[0].reject()


def test_a_window_on_another_journal_leaves_it_alone(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "_PATIENCE", 0.3)
    assert not handover.hand_over(tmp_path / "other.rebond")
    assert not (tmp_path / "settings" / "second-start.json").exists()


def test_a_request_left_over_begins_nothing(program: Program, journal: Path, tmp_path: Path) -> None:
    place = tmp_path / "settings" / "second-start.json"
    place.write_text(json.dumps({"journal": str(journal), "task": "log-contact"}))
    os.utime(place, (0, 0))
    program._takeover._look()
    assert program.window
    assert not program.window.findChildren(LogDialog)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"journal": 1}', '{"journal": "x", "task": ["y"]}'])
def test_a_damaged_request_disturbs_nobody(qtbot: QtBot, program: Program, tmp_path: Path, text: str) -> None:
    (tmp_path / "settings" / "second-start.json").write_text(text)
    program._takeover._look()
    (tmp_path / "settings" / "second-start.json").write_text(json.dumps({"journal": None, "task": ""}))
    program._takeover._look()
    assert program.window
    assert not program.window.findChildren(LogDialog)
