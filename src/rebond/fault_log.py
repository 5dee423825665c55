"""The log file of internal errors, and of the warnings of Python and its libraries."""

import logging
import sys
import threading
from datetime import datetime
from pathlib import Path

from rebond import __version__
from rebond.language import Language

#: The size in bytes from which the log is rotated; one old log is kept.
_LARGEST = 1_000_000


class FaultLog:
    """The log file, created at the first entry; any thread may write to it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = ""
        self._writing = threading.RLock()

    def write_down(self, language: Language, fault: BaseException) -> str:
        """Add an error with its traceback to the log, and return the sentence for the person.

        If the log cannot be written, the error goes to standard error, if there is one.
        """
        from traceback import format_exception

        if error := self.note("".join(format_exception(fault))):
            return language.gettext(
                "Something went wrong, and it is our fault. It could not be written down in {path}: {reason}."
            ).format(path=self._path, reason=error.strerror)
        sentence = language.gettext("Something went wrong, and it is our fault. It is written down in {path}.")
        return sentence.format(path=self._path)

    def note(self, text: str) -> OSError | None:
        """Add an entry to the log; why it could not be written, when it went to standard error instead.

        One that comes again, as at every paint of a widget, is written once.
        """
        with self._writing:
            try:
                if text != self._last:
                    self._add(text)
            except OSError as error:
                if sys.stderr:
                    sys.stderr.write(f"{text}\n")
                return error
            self._last = text
            return None

    def _add(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and self._path.stat().st_size > _LARGEST:
            self._path.replace(self._path.with_suffix(".before.log"))
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        with self._path.open("a", encoding="utf-8") as log:
            log.write(f"{now} Rebond {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{text}\n")


class _LogHandler(logging.Handler):
    """Notes records of `logging` in the log file."""

    def __init__(self, log: FaultLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._log.note(self.format(record))


def follow_logging(log: FaultLog) -> logging.Handler:
    """Have what `logging` records as a warning or worse, and Python's own warnings, noted in the log file."""
    handler = _LogHandler(log)
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(True)
    return handler
