"""The reads of a journal that this process has under way, so that its writes wait for them to end.

SQLite knows a reader only as a lock on the file: it would let a write wait for some seconds, then refuse it as if
another program were in the way.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class OwnReads:
    """Lets any number of threads read, or one commit. What is waiting to commit goes before new reads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self._committing = False
        self._here = threading.local()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold commits up for the length of the block; a read within a read of the same thread never waits."""
        self._begin()
        try:
            yield
        finally:
            self._end()

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Wait until no other thread reads, and hold new reads up for the length of the block."""
        with self._changed:
            self._committing = True
            self._changed.wait_for(lambda: self._count == self._depth)
        try:
            yield
        finally:
            with self._changed:
                self._committing = False
                self._changed.notify_all()

    def give_way(self) -> None:
        """Within `reading`, at a moment when the file is not locked: let a commit that waits go first."""
        self._end()
        self._begin()

    @property
    def _depth(self) -> int:
        """How many reads of this thread are under way, each within the one before."""
        return getattr(self._here, "depth", 0)

    def _begin(self) -> None:
        with self._changed:
            if self._depth == 0:
                self._changed.wait_for(lambda: not self._committing)
            self._count += 1
        self._here.depth = self._depth + 1

    def _end(self) -> None:
        self._here.depth = self._depth - 1
        with self._changed:
            self._count -= 1
            self._changed.notify_all()
