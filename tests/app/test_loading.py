"""The rest of the program is loaded beside the work, so that a running program needs its files no more."""

import sys
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rebond.ui import loading
from rebond.ui.worker import Worker


def test_every_module_is_loaded_one_after_the_other(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_PAUSE", 0)
    loaded: list[str] = []
    monkeypatch.setattr(loading, "import_module", loaded.append)
    monkeypatch.delitem(sys.modules, "rebond.ui.printing.paper", raising=False)
    owner = QObject()
    rest = loading.LoadRest(owner)
    qtbot.waitUntil(lambda: not rest._timer.isActive())
    assert "rebond.ui.printing.paper" in loaded
    assert "rebond.__main__" not in loaded
    assert len(loaded) == len(set(loaded))


def test_what_composes_queries_is_loaded_on_the_worker(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: dict[str, str] = {}
    monkeypatch.setattr(loading, "import_module", lambda name: loaded.setdefault(name, threading.current_thread().name))
    worker = Worker()
    loading.load_composing(worker)
    qtbot.waitUntil(lambda: "rebond.journal.composed" in loaded)
    worker.stop()
    assert all(thread.startswith("rebond-long-work") for thread in loaded.values())
