"""The window's beginning and end: why it cannot open, what is painted first, and where our own faults go."""

import gc
import logging
import os
import sys
from pathlib import Path
from types import TracebackType

from rebond import preferences, system_libraries
from rebond.resources import resource
from rebond.words import _

_log = logging.getLogger("rebond")


def run(path: Path | None = None, *, time_start: bool = False) -> int:
    """Open the window on a journal (None: the last one) and stay until it is closed; the exit code.

    With `time_start`, print in milliseconds how long after the process began the first frame with the journal's
    data was painted, and quit.
    """
    if sys.platform == "linux" and (reason := system_libraries.why_no_window(os.environ)):
        sys.stderr.write(f"{reason}\n")
        return 1
    # Before Qt, because PySide6 reads the source of every module imported after it, the libraries' too.
    from rebond import reading, sentences  # noqa: F401
    from rebond.actions import events, invoices, journals, money, records  # noqa: F401
    from rebond.journal import undo  # noqa: F401
    from rebond.journal.queries import due, missions  # noqa: F401

    # isort: split
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from rebond.ui.first_frame import after_first_frame, milliseconds_since_start
    from rebond.ui.program import Program

    app = QApplication(sys.argv[:1])
    app.setApplicationName("rebond")
    app.setApplicationDisplayName("Rebond")
    app.setDesktopFileName("rebond")
    app.setWindowIcon(QIcon(str(resource("icons", "rebond.svg"))))
    os.environ.setdefault("MPLCONFIGDIR", str(preferences.cache_folder()))
    program = Program(app)
    window = program.start(path)

    def settle() -> None:
        gc.freeze()
        gc.enable()
        if time_start:
            sys.stdout.write(f"{milliseconds_since_start():.0f}\n")
            sys.stdout.flush()
            app.quit()
        else:
            _write_down_faults(program)
            program.back_up_if_due()

    after_first_frame(window, settle)
    code = app.exec()
    program.stop()
    return code


def _write_down_faults(program: object) -> None:
    """Send what nobody caught to the log file, and tell the person where that is; the program goes on."""
    from logging.handlers import RotatingFileHandler

    place = preferences.log_file()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(place, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _log.addHandler(handler)
    except OSError:
        pass  # without a log there is still standard error

    def report(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        _log.critical("A fault of the program", exc_info=(kind, fault, trace))
        window = getattr(program, "window", None)
        if window:
            window.tell(
                _("Something went wrong, and it is our fault. It is written down in {path}.").format(path=place)
            )

    sys.excepthook = report
