"""The place of an open file that another program moved: the system is asked by the file's descriptor."""

import os
import sys
from contextlib import suppress
from pathlib import Path

Identity = tuple[int, int]

#: The descriptors that this process has open; Windows has no such folder, and lets nobody move an open file.
_DESCRIPTORS = Path("/dev/fd")
_LONGEST = 1024


def identity(path: Path) -> Identity | None:
    """Return what tells a file from others, its device and inode; None when there is none of this name."""
    try:
        return _of(path.stat())
    except OSError:
        return None


def moved_to(file: Identity) -> Path | None:
    """Return the present path of a file that is open here; None when it has none, or the system does not tell."""
    with suppress(OSError):
        for entry in _DESCRIPTORS.iterdir():
            with suppress(OSError, ValueError):
                descriptor = int(entry.name)
                if _of(os.fstat(descriptor)) == file and identity(place := _path(descriptor)) == file:
                    return place
    return None


def _of(status: os.stat_result) -> Identity:
    return status.st_dev, status.st_ino


def _path(descriptor: int) -> Path:
    if sys.platform == "darwin":
        import fcntl

        found = fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(_LONGEST))
        return Path(os.fsdecode(found.rstrip(b"\0")))
    return (_DESCRIPTORS / str(descriptor)).readlink()
