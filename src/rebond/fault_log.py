"""The program's own faults: written down whole in a log file, and told to the person in a sentence."""

import sys
from datetime import datetime
from pathlib import Path

from rebond import __version__
from rebond.language import Language

#: A log larger than this, in bytes, is put aside for a new one; one is kept.
_LARGEST = 1_000_000


class Faults:
    """Keeps the log file, which is made at the first fault."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._last = ""

    def write_down(self, language: Language, fault: BaseException) -> str:
        """Add a fault to the log; what to tell the person.

        One that comes again, as at every paint of a widget, is written once. Where the log cannot be written, the
        fault goes to standard error, if there is one.
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
            ).format(path=self._place, reason=error.strerror)
        self._last = text
        told = language.gettext("Something went wrong, and it is our fault. It is written down in {path}.")
        return told.format(path=self._place)

    def _add(self, text: str) -> None:
        self._place.parent.mkdir(parents=True, exist_ok=True)
        if self._place.exists() and self._place.stat().st_size > _LARGEST:
            self._place.replace(self._place.with_suffix(".before.log"))
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        with self._place.open("a", encoding="utf-8") as log:
            log.write(f"{now} Rebond {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{text}\n")
