"""The log file of internal errors, with the sentence that tells a person about one."""

import sys
from datetime import datetime
from pathlib import Path

from rebond import __version__
from rebond.language import Language

#: The size in bytes from which the log is rotated; one old log is kept.
_LARGEST = 1_000_000


class FaultLog:
    """The log file of internal errors, created at the first one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = ""

    def write_down(self, language: Language, fault: BaseException) -> str:
        """Add an error with its traceback to the log, and return the sentence for the person.

        An error that repeats, as at every paint of a widget, is written once. If the log cannot be written, it goes to
        standard error, if there is one.
        """
        from traceback import format_exception

        text = "".join(format_exception(fault))
        try:
            if text != self._last:
                self._add(text)
        except OSError as error:
            if sys.stderr:
                sys.stderr.write(text)
            return language.gettext(
                "Something went wrong, and it is our fault. It could not be written down in {path}: {reason}."
            ).format(path=self._path, reason=error.strerror)
        self._last = text
        sentence = language.gettext("Something went wrong, and it is our fault. It is written down in {path}.")
        return sentence.format(path=self._path)

    def _add(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and self._path.stat().st_size > _LARGEST:
            self._path.replace(self._path.with_suffix(".before.log"))
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        with self._path.open("a", encoding="utf-8") as log:
            log.write(f"{now} Rebond {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{text}\n")
