"""An exclusive lock of the operating system, so that one process writes to a journal.

It is held on a file beside the journal, because closing any descriptor of the journal would drop SQLite's own locks.
The file can outlive a killed process; the lock does not.
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
    """An exclusive lock on a journal, held from construction until `release`.

    :raises Refused: `journal_in_use` when another process or window holds it.
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
            os.close(descriptor)  # the last holder deleted the file between our opening and locking it
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
