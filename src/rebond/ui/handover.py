"""Hands a second start on a journal to the window that has it open, by a file beside the preferences.

A file, since the program opens no socket, and a window reads it at once: the system tells of changes in a folder.
"""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

from rebond import preferences
from rebond.whole_file import discard, write_whole

#: Seconds after which a request is nobody's: the second start that wrote it was ended meanwhile.
_STALE = 10.0
#: Seconds that a second start waits for the window that has its journal.
_PATIENCE = 2.0
_LOOK_EVERY = 0.02


def hand_over(journal: Path, task: str = "") -> bool:
    """Ask the window that has a journal open to come to the front and begin a task; whether one did."""
    place = _request()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, json.dumps({"journal": str(journal.resolve()), "task": task}).encode())
    except OSError:
        return False
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if not place.exists():
            return True
        time.sleep(_LOOK_EVERY)
    discard(place)
    return False


class Takeover(QObject):
    """Watches for second starts on a journal, and takes those that are on its own over.

    :param journal: returns the path of the journal that is open here.
    :param take: called with the task that the second start was to begin, empty if there is none.
    """

    def __init__(self, journal: Callable[[], Path | None], take: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._journal, self._take = journal, take
        folder = preferences.folder()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        place, journal = _request(), self._journal()
        try:
            asked = json.loads(place.read_text("utf-8"))
            fresh = time.time() - place.stat().st_mtime < _STALE
            mine = fresh and journal is not None and asked["journal"] == str(journal.resolve())
            task = str(asked["task"])
            if mine:
                place.unlink()  # which tells the second start
        except (OSError, ValueError, KeyError, TypeError):
            return  # there is none, another window took it, or it is none of ours
        if mine:
            self._take(task)


def _request() -> Path:
    return preferences.folder() / "second-start.json"
