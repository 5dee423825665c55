"""Notices that it is another day."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer

#: The longest wait before the clock is looked at again, in milliseconds. A timer stands still while the machine
#: sleeps, and knows nothing of a clock that was set: so much later at most, that is noticed.
_LONGEST = 60_000


def local_now() -> datetime:
    """The moment by this machine's clock and time zone."""
    return datetime.now().astimezone()


class DayTimer(QObject):
    """Calls `look` at every local midnight, and every minute until then; `look` says itself whether the day is new."""

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
        """How long this waits before it looks again, in milliseconds."""
        return self._timer.interval()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _on_time(self) -> None:
        self._aim()
        self._look()

    def _aim(self) -> None:
        now = self._now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time()).astimezone()
        left = int((midnight - now).total_seconds() * 1000) + 1
        self._timer.start(min(left, _LONGEST))
