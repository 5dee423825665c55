"""An exclusive lock of the operating system, so that one process writes to a journal.

It is held on a file beside the journal, because closing any descriptor of the journal would drop SQLite's own locks.
The file can outlive a killed process; the lock does not.
"""

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.errors import named
from rebond.whole_file import discard

declare_problems({
    "journal_in_use": later("{name} is open in another window. Close it there first."),
})  # fmt: skip

#: Seconds between two tries to take a lock that is waited for.
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


#: What the system says of a lock that another holds; other errors are of the file system, as where it knows no locks.
_HELD = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)


class Lock:
    """An exclusive lock on a journal, held from construction until `release`.

    :param waiting: called now and then until it is free; without it, that it is held is an error.
    :raises Refused: `journal_in_use` when another process or window holds it.
    :raises OSError: when the file cannot be made, or its file system knows no locks.
    """

    def __init__(self, journal: Path, waiting: Callable[[], object] | None = None) -> None:
        self._path = journal.with_name(journal.name + ".lock")
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _take(descriptor)
            except OSError as error:
                os.close(descriptor)
                if error.errno not in _HELD:
                    raise
                if waiting:
                    waiting()
                    time.sleep(_PAUSE)
                    continue
                raise Refused(Problem("journal_in_use", facts=named(journal))) from error
            if self._is_there(descriptor):
                break
            os.close(descriptor)  # the last holder deleted the file between our opening and locking it
        self._descriptor: int | None = descriptor

    def _is_there(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of the lock, and delete its file where the system allows that. Calling it again has no effect."""
        if self._descriptor is None:
            return
        if sys.platform != "win32":
            discard(self._path)  # where it stays, the next one to open the journal locks it again
        os.close(self._descriptor)
        self._descriptor = None
