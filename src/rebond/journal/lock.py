"""One writer a journal: a lock of the operating system, which ends with the process that holds it.

The lock is on a file beside the journal, because SQLite's own locks are lost when any descriptor of the journal is
closed. That file may be left over by a process that was killed; it locks nothing then.
"""

import os
import sys
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later

declare_problems({
    "journal_in_use": later("{name} is open in another window. Close it there first."),
})  # fmt: skip

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """The right to write to a journal, held from here until `release`.

    :raises Refused: `journal_in_use` when someone else holds it.
    """

    def __init__(self, journal: Path) -> None:
        self._path = journal.with_name(journal.name + ".lock")
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _take(descriptor)
            except OSError as error:
                os.close(descriptor)
                raise Refused(Problem("journal_in_use", facts={"path": str(journal), "name": journal.name})) from error
            if self._is_there(descriptor):
                break
            os.close(descriptor)  # its last holder removed the file between our opening and our locking
        self._descriptor: int | None = descriptor

    def _is_there(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        if self._descriptor is None:
            return
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None
