"""Work on the worker thread, the day timer, and calls after the first frame."""

import gc
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Problem, Refused
from rebond.journal.journal import Journal
from rebond.ui.day_timer import DayTimer
from rebond.ui.first_frame import after_first_frame, milliseconds_since_start
from rebond.ui.program import Program
from rebond.ui.session import Session
from rebond.ui.worker import Progress, Worker

from .conftest import TODAY, delete_now


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


class Held:
    """Work that runs until it is released or cancelled."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.ended = threading.Event(), threading.Event(), threading.Event()

    def __call__(self, *given: object) -> str:
        progress = given[-1]
        assert isinstance(progress, Progress)
        self.begun.set()
        try:
            while not self.may_end.wait(0.001):
                progress.check()
        finally:
            self.ended.set()
        return "result"


def test_work_is_done_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, worker: Worker) -> None:
    threads: list[threading.Thread] = []
    worker.run(
        lambda _progress: threading.current_thread(),
        lambda there: threads.extend([there, threading.current_thread()]),
        owner=worker,
    )
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_one_thing_is_done_after_the_other_in_order(qtbot: QtBot, worker: Worker) -> None:
    done: list[int] = []
    for number in range(20):
        worker.run(lambda _progress, number=number: number, done.append, owner=worker)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_fault_of_the_work_is_raised_here_and_the_next_work_done(qtbot: QtBot, worker: Worker) -> None:
    done: list[int] = []
    with capture_exceptions() as raised:
        worker.run(lambda _progress: 1 // 0, print, owner=worker)
        worker.run(lambda _progress: 2, done.append, owner=worker)
        qtbot.waitUntil(lambda: bool(done))
    assert [kind for kind, *_rest in raised] == [ZeroDivisionError]
    assert done == [2]


def test_no_garbage_of_this_thread_is_collected_on_the_other(qtbot: QtBot, worker: Worker) -> None:
    collected: list[bool] = []
    assert gc.isenabled()
    worker.run(lambda _progress: gc.isenabled(), collected.append, owner=worker)
    worker.run(lambda _progress: gc.isenabled(), collected.append, owner=worker)
    qtbot.waitUntil(lambda: len(collected) == 2)
    assert collected == [False, False]
    assert gc.isenabled()


def test_a_refusal_is_told_to_whoever_hears_refusals(qtbot: QtBot, worker: Worker) -> None:
    def refuse(_progress: Progress) -> None:
        raise Refused(Problem("journal_busy"))

    refusals: list[Refused] = []
    worker.run(refuse, print, owner=worker, refused=refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert refusals[0].problems[0].code == "journal_busy"


def test_progress_is_told_here_from_time_to_time_and_in_order(qtbot: QtBot, worker: Worker) -> None:
    reports: list[tuple[int, int]] = []
    threads: set[threading.Thread] = set()

    def work(progress: Progress) -> str:
        for number in range(50_000):
            progress(number, 50_000)
        return "done"

    def hear(done: int, total: int) -> None:
        reports.append((done, total))
        threads.add(threading.current_thread())

    done: list[str] = []
    worker.run(work, done.append, owner=worker, progress=hear)
    qtbot.waitUntil(lambda: bool(done))
    assert reports == sorted(reports)
    assert reports[0] == (0, 50_000)
    assert len(reports) < 500
    assert threads == {threading.main_thread()}


def test_cancelled_work_ends_half_way_and_that_is_told(qtbot: QtBot, worker: Worker) -> None:
    held, outcomes = Held(), []
    task = worker.run(held, outcomes.append, owner=worker, stopped=lambda: outcomes.append("stopped"))
    assert held.begun.wait(10)
    task.cancel()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes == ["stopped"]
    assert task.ended


def test_work_that_waits_is_cancelled_before_it_begins(qtbot: QtBot, worker: Worker) -> None:
    first, second, outcomes = Held(), Held(), []
    worker.run(first, outcomes.append, owner=worker)
    worker.run(second, outcomes.append, owner=worker, stopped=lambda: outcomes.append("stopped")).cancel()
    first.may_end.set()
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert sorted(outcomes) == ["result", "stopped"]
    assert not second.begun.is_set()


def test_work_that_was_done_before_it_heard_of_its_end_is_told_all_the_same(qtbot: QtBot, worker: Worker) -> None:
    begun, may_end, outcomes = threading.Event(), threading.Event(), []

    def deaf(_progress: Progress) -> str:
        begun.set()
        may_end.wait(10)
        return "written"

    task = worker.run(deaf, outcomes.append, owner=worker, stopped=lambda: outcomes.append("stopped"))
    assert begun.wait(10)
    task.cancel()
    may_end.set()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert outcomes == ["written"]


def test_work_whose_widget_is_deleted_is_cancelled_and_told_to_nobody(qtbot: QtBot, worker: Worker) -> None:
    held, outcomes = Held(), []
    page = QWidget()
    worker.run(held, outcomes.append, owner=page, stopped=lambda: outcomes.append("stopped"))
    assert held.begun.wait(10)
    page.deleteLater()
    delete_now()
    assert held.ended.wait(10)
    after: list[int] = []
    worker.run(lambda _progress: 1, after.append, owner=worker)
    qtbot.waitUntil(lambda: bool(after))
    assert outcomes == []


def test_a_result_is_not_told_to_a_widget_that_was_deleted(qtbot: QtBot, worker: Worker) -> None:
    outcomes: list[int] = []
    page = QWidget()
    task = worker.run(lambda _progress: 1, outcomes.append, owner=page)
    task.future.result(10)
    page.deleteLater()
    del page
    delete_now()
    gc.collect()
    after: list[int] = []
    worker.run(lambda _progress: 1, after.append, owner=worker)
    qtbot.waitUntil(lambda: bool(after))
    assert outcomes == []


def test_stopping_cancels_what_runs_waits_for_it_and_leaves_the_rest(qtbot: QtBot) -> None:
    worker = Worker()
    held, outcomes = Held(), []
    worker.run(held, outcomes.append, owner=worker)
    never = worker.run(lambda _progress: None, outcomes.append, owner=worker)
    assert held.begun.wait(10)
    worker.stop()
    assert held.ended.is_set()
    assert never.future.cancelled()
    delete_now()
    assert outcomes == []
    with pytest.raises(RuntimeError):
        worker.run(lambda _progress: None, outcomes.append, owner=worker)


# On the session


def test_a_query_reads_the_journal_beside_the_window(qtbot: QtBot, example_session: Session) -> None:
    def count(journal: Journal, _progress: Progress) -> int:
        with journal.snapshot() as reader:
            return reader.count(Client)

    counted: list[int] = []
    example_session.run(count, counted.append, owner=example_session)
    qtbot.waitUntil(lambda: bool(counted))
    with example_session.journal.read() as reader:
        assert counted == [reader.count(Client)]


def test_a_refusal_that_nobody_hears_is_told_in_passing(qtbot: QtBot, example_session: Session) -> None:
    def refuse(_journal: Journal, _progress: Progress) -> None:
        raise Refused(Problem("journal_busy", facts={"name": "example.rebond"}))

    with qtbot.waitSignal(example_session.message) as message:
        example_session.run(refuse, print, owner=example_session)
    assert message.args == ["Another program is reading example.rebond just now. Try again in a moment."]


def test_a_long_read_beside_the_window_holds_up_no_write(qtbot: QtBot, example_session: Session) -> None:
    held, outcomes = Held(), []

    def read(journal: Journal, progress: Progress) -> str:
        with journal.snapshot() as reader:
            reader.count(Client)
            return held(progress)

    example_session.run(read, outcomes.append, owner=example_session)
    assert held.begun.wait(10)
    began = datetime.now().astimezone()
    example_session.do(save, example_session.journal, Client(name="Lune"), TODAY)
    assert datetime.now().astimezone() - began < timedelta(seconds=0.5)
    held.may_end.set()
    qtbot.waitUntil(lambda: outcomes == ["result"])


def closing(program: Program) -> None:
    assert program.window
    program.window.close()


def another_language(program: Program) -> None:
    assert program.window
    program.window.language_chosen.emit("fr")


def another_journal(program: Program) -> None:
    assert program.journal
    other = program.journal.path.with_name("other.rebond")
    Journal.create(other).close()
    program.open(other)


@pytest.mark.parametrize("end", [closing, another_language, another_journal])
def test_what_runs_for_a_window_ends_with_it(
    qtbot: QtBot, program: Program, example: Path, end: Callable[[Program], None]
) -> None:
    window = program.start(example)
    assert window.workspace
    held, outcomes = Held(), []
    window.workspace.session.run(held, outcomes.append, owner=window, stopped=lambda: outcomes.append("stopped"))
    assert held.begun.wait(10)
    end(program)
    assert held.ended.is_set()
    delete_now()
    assert outcomes == []


def test_the_days_backup_goes_on_in_another_language(qtbot: QtBot, program: Program, example: Path) -> None:
    program.start(example)
    program.back_up_if_due()
    another_language(program)
    program.worker.stop()
    assert list(example.with_name("example.backups").iterdir())


# The day


class Clock:
    def __init__(self, *moment: int) -> None:
        self.now = datetime(2026, 11, *moment).astimezone()

    def __call__(self) -> datetime:
        return self.now

    def today(self) -> date:
        return self.now.date()


def test_midnight_is_told_when_it_comes(qtbot: QtBot, example: Path) -> None:
    clock = Clock(22, 23, 59, 59, 990_000)
    with Journal.open(example) as journal:
        session = Session(journal, clock.today, now=clock)
        with qtbot.waitSignal(session.day_changed):
            clock.now += timedelta(milliseconds=20)
        assert session.today == date(2026, 11, 23)
        with qtbot.assertNotEmitted(session.day_changed):
            session.look_at_the_day()
        session.end()


@pytest.mark.parametrize(
    ("moment", "wait"),
    [((22, 12, 0), 60_000), ((22, 23, 58, 59), 60_000), ((22, 23, 59, 58), 2_001), ((22, 23, 59, 59, 999_500), 1)],
)
def test_the_clock_is_looked_at_every_minute_and_at_midnight(qapp: object, moment: tuple[int, ...], wait: int) -> None:
    assert DayTimer(Clock(*moment), lambda: None).wait == wait


def test_a_day_that_passed_while_the_machine_slept_is_noticed_at_the_next_look(qtbot: QtBot) -> None:
    clock, looked = Clock(22, 23, 59, 59, 990_000), []
    parent = QObject()
    timer = DayTimer(clock, lambda: looked.append(clock.today()), parent)
    clock.now += timedelta(days=2, hours=12)
    qtbot.waitUntil(lambda: bool(looked))
    assert looked[0] == date(2026, 11, 25)
    assert timer.wait == 60_000
    timer.stop()


# The first frame


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
