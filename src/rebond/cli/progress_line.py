"""The progress of long work in a terminal, and Ctrl+C, which cancels the work where nothing of it is half done."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from types import FrameType

from rebond.language import Language
from rebond.progress import Progress

#: The seconds after which work is long enough to show its progress, and those between two times that it is shown.
_LONG, _EVERY = 0.5, 0.1


@contextmanager
def shown(language: Language, doing: str, *, only_reads: bool = False) -> Iterator[Progress]:
    """Show how much of the block's work is done, in one line of standard error if that is a terminal.

    Ctrl+C raises where the work calls the progress, once: the second one raises at once, wherever that is.

    :param doing: what is being done, in the person's language.
    :param only_reads: whether the work leaves nothing behind: then it can be cancelled even when all of it is done.
    :raises KeyboardInterrupt: when the person cancelled, and the work heard of it.
    """
    line = _Line(language, doing)
    with _interruptions() as interrupted:

        def progress(done: int, total: int) -> None:
            if interrupted.is_set():
                raise KeyboardInterrupt
            line.show(done, total)

        try:
            yield progress
        finally:
            line.clear()
        if only_reads and interrupted.is_set():
            raise KeyboardInterrupt


class _Line:
    """The last line of the terminal, rewritten as the work goes on."""

    def __init__(self, language: Language, doing: str) -> None:
        self._language = language
        self._doing = doing
        self._next = time.monotonic() + _LONG
        self._width = 0
        self._shows = sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int, total: int) -> None:
        if not self._shows or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        share = self._language.percent(Fraction(100 * done, total or 1))
        self._write(f"{self._doing} {share}")

    def clear(self) -> None:
        if self._width:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, text: str) -> None:
        # Blanks instead of a control sequence, which a plain terminal would show.
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)


@contextmanager
def _interruptions() -> Iterator[threading.Event]:
    """Have Ctrl+C set the event instead of raising anywhere; on another than the main thread nothing is changed."""
    interrupted = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield interrupted
        return

    def hear(number: int, frame: FrameType | None) -> None:
        if interrupted.is_set():
            signal.default_int_handler(number, frame)
        interrupted.set()

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
