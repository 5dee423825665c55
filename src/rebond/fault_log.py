"""The log file of internal errors, and of the warnings of Python and its libraries.

It can be sent to whoever repairs them: what it may say, `fault_report` decides.
"""

import logging
import sys
import threading
import warnings
from datetime import datetime
from pathlib import Path

from rebond.fault_report import report, report_record, report_warning, system
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
        """Add the report of an error to the log, and return the sentence for the person.

        If the log cannot be written, the error goes to standard error, if there is one.
        """
        if error := self.note(report(fault)):
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
            log.write(f"{now} {system()}\n{text}\n\n")


class _LogHandler(logging.Handler):
    """Notes records of `logging` in the log file."""

    def __init__(self, log: FaultLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.note(report_record(record))


def follow_logging(log: FaultLog) -> logging.Handler:
    """Have what `logging` records as a warning or worse, and Python's own warnings, noted in the log file."""
    handler = _LogHandler(log)
    logging.getLogger().addHandler(handler)

    def show(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_rest: object) -> None:
        log.note(report_warning(message, category, filename, lineno))

    warnings.showwarning = show  # type: ignore[assignment] # by position, as Python calls it
    return handler
