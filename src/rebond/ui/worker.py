"""Work that is too long for the thread that paints: done beside it, its progress and its result brought back to it."""

import gc
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from PySide6.QtCore import QObject, Qt, Signal

from rebond.domain.problems import Refused

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

R = TypeVar("R")
#: How long at least passes between two reports of progress, in seconds.
_REPORT_EVERY = 0.05


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Raised within work that shall end before its time."""


class Progress:
    """How work says how far it is, from the worker's thread; each call ends the work once it is cancelled."""

    def __init__(self, report: Callable[[int, int], object]) -> None:
        self._report = report
        self._cancelled = threading.Event()
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """So much of the whole is done; reported from time to time only, however often it is called.

        :raises Cancelled: once the work shall end.
        """
        self.check()
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _REPORT_EVERY
            self._report(done, total)

    def check(self) -> None:
        """:raises Cancelled: once the work shall end."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Have the next call end the work."""
        self._cancelled.set()


class Hearers(TypedDict, total=False):
    """Who hears, beside `done`, what becomes of work; always on the thread that asked for it."""

    #: How much of the whole is done.
    progress: Callable[[int, int], object]
    #: What the work raised `Refused` for.
    refused: Callable[[Refused], object]
    #: That the work ended because it was cancelled.
    stopped: Callable[[], object]


@dataclass(slots=True, weakref_slot=True, eq=False)
class Task:
    """Work that waits, runs or has ended, and who hears of it while `owner` lives."""

    owner: QObject
    done: Callable[[Any], object]
    hearers: Hearers
    progress: Progress
    future: "Future[Any]" = field(init=False)
    dropped: bool = False

    @property
    def ended(self) -> bool:
        return self.future.done()

    def cancel(self) -> None:
        """Ask the work to end; what has not begun never will. Whether it did is heard by `stopped`, or else `done`."""
        self.progress.cancel()
        self.future.cancel()

    def drop(self) -> None:
        """Cancel, and tell nobody any more."""
        self.dropped = True
        self.cancel()


class Worker(QObject):
    """One thread. What runs on it touches no QObject: Python may free one on the wrong thread.

    While anything runs, Python does not look for garbage in circles, since that on the worker's thread could free a
    QObject too.
    """

    _ended = Signal(int)
    _progressed = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._numbers = count(1)
        self._tasks: dict[int, Task] = {}
        self._collects_later = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], R],
        done: Callable[[R], object],
        *,
        owner: QObject,
        **hearers: Unpack[Hearers],
    ) -> Task:
        """Do `work` on the worker after all that was asked for before, then `done` with its result on this thread.

        A fault that nobody hears is raised on this thread.

        :param owner: only while it lives is anything told; the work is cancelled when it is deleted.
        :raises RuntimeError: after `stop`.
        """
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # the first frame does not wait for it

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rebond-worker")
        if gc.isenabled():
            gc.disable()
            self._collects_later = True
        number = next(self._numbers)
        task = Task(owner, done, hearers, Progress(partial(self._progressed.emit, number)))
        task.future = self._pool.submit(work, task.progress)
        self._tasks[number] = task
        owner.destroyed.connect(task.drop)
        task.future.add_done_callback(lambda _future: self._ended.emit(number))
        return task

    def drop(self, tasks: Iterable[Task]) -> None:
        """Cancel these and wait until they have ended; nothing of them is told any more, except faults."""
        tasks = [task for task in tasks if task in self._tasks.values()]
        for task in tasks:
            task.drop()
        if tasks:
            from concurrent.futures import wait

            wait([task.future for task in tasks])

    def stop(self) -> None:
        """Cancel everything, wait for what runs, and take no more."""
        self.drop(tuple(self._tasks.values()))
        if self._pool:
            self._pool.shutdown(wait=True)
        self._collect()

    def _collect(self) -> None:
        if self._collects_later:
            self._collects_later = False
            gc.enable()

    def _report(self, number: int, done: int, total: int) -> None:
        task = self._tasks.get(number)
        if task and not task.dropped and "progress" in task.hearers:
            task.hearers["progress"](done, total)

    def _deliver(self, number: int) -> None:
        task = self._tasks.pop(number)
        if not self._tasks:
            self._collect()
        with suppress(RuntimeError):  # the owner was deleted
            task.owner.destroyed.disconnect(task.drop)
        fault = Cancelled() if task.future.cancelled() else task.future.exception()
        if fault is None:
            if not task.dropped:
                task.done(task.future.result())
        elif isinstance(fault, Cancelled):
            if not task.dropped and "stopped" in task.hearers:
                task.hearers["stopped"]()
        elif isinstance(fault, Refused) and "refused" in task.hearers:
            if not task.dropped:
                task.hearers["refused"](fault)
        else:
            raise fault
