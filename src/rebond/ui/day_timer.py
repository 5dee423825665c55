"""A timer that checks at midnight, and every minute, whether the day has changed."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer

#: The longest wait in milliseconds. A timer stops while the machine sleeps, and does not notice that the clock was
#: set: a new day is noticed this much later at most.
_LONGEST = 60_000


def local_now() -> datetime:
    """Return the current time in the system's time zone."""
    return datetime.now().astimezone()


class DayTimer(QObject):
    """Calls `look` at every local midnight, and every minute until then; `look` compares the days itself."""

    def __init__(self, now: Callable[[], datetime], look: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._look = look
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self._aim()

    @property
    def wait(self) -> int:
        """The milliseconds from one check to the next."""
        return self._timer.interval()

    def stop(self) -> None:
        """Stop checking."""
        self._timer.stop()

    def _on_time(self) -> None:
        self._aim()
        self._look()

    def _aim(self) -> None:
        now = self._now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time()).astimezone()
        left = int((midnight - now).total_seconds() * 1000) + 1
        self._timer.start(min(left, _LONGEST))
