"""Work beside the thread that paints, and what waits for the first frame."""

import threading

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from rebond.ui.first_frame import after_first_frame, milliseconds_since_start
from rebond.ui.tasks import Tasks


def test_work_is_done_elsewhere_and_its_result_comes_back_here(qtbot: QtBot) -> None:
    tasks = Tasks()
    threads: list[threading.Thread] = []
    tasks.run(threading.current_thread, lambda worker: threads.extend([worker, threading.current_thread()]))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    tasks.stop()


def test_one_thing_is_done_after_the_other_in_order(qtbot: QtBot) -> None:
    tasks, done = Tasks(), []
    for number in range(20):
        tasks.run(lambda number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))
    tasks.stop()


def test_a_fault_of_the_work_is_raised_here_and_the_next_work_done(qtbot: QtBot) -> None:
    tasks, done = Tasks(), []
    with capture_exceptions() as raised:
        tasks.run(lambda: 1 // 0, done.append)
        tasks.run(lambda: 2, done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert [kind for kind, *_rest in raised] == [ZeroDivisionError]
    assert done == [2]
    tasks.stop()


def test_stopping_waits_for_what_runs_and_leaves_the_rest(qtbot: QtBot) -> None:
    tasks = Tasks()
    began, may_end, ended, done = threading.Event(), threading.Event(), threading.Event(), []

    def work() -> None:
        began.set()
        may_end.wait(10)
        ended.set()

    tasks.run(work, done.append)
    never = tasks.run(lambda: None, done.append)
    assert began.wait(10)
    threading.Timer(0.05, may_end.set).start()
    tasks.stop()
    assert ended.is_set()
    assert never.cancelled()
    with pytest.raises(RuntimeError):
        tasks.run(lambda: None, done.append)


def test_what_waits_for_the_first_frame_comes_once_and_after_all_was_painted(qtbot: QtBot) -> None:
    painted: list[str] = []

    class Painted(QLabel):
        def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
            painted.append("label")
            super().paintEvent(event)  # type: ignore[arg-type]

    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(Painted("Atlas"))
    after_first_frame(page, lambda: painted.append("then"))
    assert painted == []
    page.show()
    qtbot.waitUntil(lambda: "then" in painted)
    page.repaint()
    qtbot.waitUntil(lambda: painted.count("label") > 1)
    assert painted[0] == "label"
    assert painted.count("then") == 1


def test_a_process_knows_how_long_it_has_lived() -> None:
    first = milliseconds_since_start()
    assert 0 < first <= milliseconds_since_start() < 24 * 3600 * 1000
