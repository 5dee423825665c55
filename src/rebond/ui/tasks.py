"""Work that is too long for the thread that paints: done beside it, its result brought back to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

R = TypeVar("R")


class Tasks(QObject):
    """One worker. What runs on it touches no QObject: Python may free one on the wrong thread."""

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], R], done: Callable[[R], None]) -> "Future[R]":
        """Do `work` on the worker, then `done` with its result on this thread; a fault is raised on this thread."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # the first frame does not wait for it

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rebond-task")
        future = self._pool.submit(work)
        future.add_done_callback(lambda finished: self._finished.emit(finished, done))
        return future

    def stop(self) -> None:
        """Wait for what runs and take no more."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, future: "Future[Any]", done: Callable[[Any], None]) -> None:
        if not future.cancelled():
            done(future.result())
