"""A worker thread for long work, with progress, cancellation, and results delivered on the main thread."""

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
#: The shortest time between two reports of progress, in seconds.
_REPORT_EVERY = 0.05


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Raised in cancelled work, to end it."""


class Progress:
    """Reports progress from the worker's thread; each call raises once the work is cancelled."""

    def __init__(self, report: Callable[[int, int], object]) -> None:
        self._report = report
        self._cancelled = threading.Event()
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Report that `done` of `total` is done; calls in quick succession are not all passed on.

        :raises Cancelled: once the work is cancelled.
        """
        self.check()
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _REPORT_EVERY
            self._report(done, total)

    def check(self) -> None:
        """Do nothing unless the work is cancelled.

        :raises Cancelled: once the work is cancelled.
        """
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Cancel the work: its next call of this object raises."""
        self._cancelled.set()


class Hearers(TypedDict, total=False):
    """Optional callbacks for a task besides `done`, all called on the thread that started it; and how it is run."""

    #: Called with the amount done, and the total.
    progress: Callable[[int, int], object]
    #: Called when the work raised `Refused`.
    refused: Callable[[Refused], object]
    #: Called when the work ended because it was cancelled.
    stopped: Callable[[], object]
    #: Whether it runs on the thread for long work, which holds up no query of a view.
    aside: bool
    #: Whether it is finished, not cancelled, when what it runs for is closed: the person asked for a file.
    finishes: bool


@dataclass(slots=True, weakref_slot=True, eq=False)
class LongTask:
    """A piece of work that waits, runs or has ended; its callbacks are called only while `owner` exists."""

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
        """Cancel the work, or keep it from starting.

        The outcome is reported by `stopped`, or by `done` if it was too late.
        """
        self.progress.cancel()
        self.future.cancel()

    def drop(self) -> None:
        """Cancel the work, and call no callback any more."""
        self.dropped = True
        self.cancel()


class Worker(QObject):
    """A thread that runs one task after another, and another one for long work.

    Work must not touch a QObject, since Python might free it on the wrong thread. For the same reason, the cyclic
    garbage collector is off while tasks run: on the worker's thread, it could free QObjects too.
    """

    _ended = Signal(int)
    _progressed = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[bool, ThreadPoolExecutor] = {}
        self._stopped = False
        self._numbers = count(1)
        self._tasks: dict[int, LongTask] = {}
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
    ) -> LongTask:
        """Queue `work`, then call `done` with its result on this thread.

        An exception without a callback is raised on this thread.

        :param owner: when it is deleted, the work is cancelled and no callback is called.
        :raises RuntimeError: after `stop`.
        """
        pool = self._pool(hearers.get("aside", False))
        if gc.isenabled():
            gc.disable()
            self._collects_later = True
        number = next(self._numbers)
        task = LongTask(owner, done, hearers, Progress(partial(self._progressed.emit, number)))
        task.future = pool.submit(work, task.progress)
        self._tasks[number] = task
        owner.destroyed.connect(task.drop)
        task.future.add_done_callback(lambda _future: self._ended.emit(number))
        return task

    def _pool(self, aside: bool) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # the first frame does not wait for it

        if self._stopped:
            raise RuntimeError("the worker has stopped")
        if aside not in self._pools:
            name = "rebond-long-work" if aside else "rebond-worker"
            self._pools[aside] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        return self._pools[aside]

    def drop(self, tasks: Iterable[LongTask]) -> None:
        """Cancel tasks, but for those to be finished, and wait until they have ended.

        Their callbacks are not called any more, but faults are still raised.
        """
        tasks = [task for task in tasks if task in self._tasks.values()]
        for task in tasks:
            if task.hearers.get("finishes"):
                task.dropped = True
            else:
                task.drop()
        if tasks:
            from concurrent.futures import wait

            wait([task.future for task in tasks])

    def stop(self) -> None:
        """Cancel all tasks, wait for the one that runs, and accept no more."""
        self.drop(tuple(self._tasks.values()))
        self._stopped = True
        for pool in self._pools.values():
            pool.shutdown(wait=True)
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
