"""Loading of the modules that were left for later, while nothing else is to be done."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from PySide6.QtCore import QObject, QTimer

import rebond
from rebond.ui.worker import Progress, Worker

#: What composes queries with SQLAlchemy; see `rebond.journal.composed`.
_COMPOSING = ("rebond.journal.tables", "rebond.journal.composed")
#: Milliseconds between two modules, so that a key pressed meanwhile is answered at once.
_PAUSE = 15


def load_composing(worker: Worker) -> None:
    """Import SQLAlchemy on the worker, so that no click has to wait a fifth of a second for it."""

    def work(_progress: Progress) -> None:
        for name in _COMPOSING:
            import_module(name)

    worker.run(work, lambda _nothing: None, owner=worker, aside=True)


class LoadRest(QObject):
    """Imports every module of the program that is not loaded yet, one after the other.

    The packaged program reads them from its own file, which an upgrade replaces while it runs: it would find another
    version's modules, or none.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = _names()
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._load)
        self._timer.start()

    def _load(self) -> None:
        name = next(self._rest, None)
        if name is None:
            self._timer.stop()
        else:
            import_module(name)


def _names() -> Iterator[str]:
    """Yield the modules that are not loaded; each package before its modules."""
    found = (module.name for module in walk_packages(rebond.__path__, f"{rebond.__name__}."))
    return (name for name in found if name not in sys.modules and not name.endswith(".__main__"))
