"""Start and end of the windowed program: system checks, first frame, event loop, and internal errors."""

import builtins
import faulthandler
import gc
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from rebond import preferences, system_libraries
from rebond.crash_log import follow_crashes
from rebond.domain.problems import Refused
from rebond.fault_log import FaultLog, follow_logging
from rebond.fault_report import report_qt
from rebond.language import Language
from rebond.resources import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from rebond.ui.main_window import MainWindow
    from rebond.ui.program import Program

#: The exit code after Ctrl+C: 128 + SIGINT.
_INTERRUPTED = 130
#: Said of every window by the platforms without a screen or with a plain one; nothing follows from it.
_OF_NO_USE = "This plugin does not support"


def run(language: Language, path: Path | None = None, *, task: str = "", time_start: bool = False) -> int:
    """Run the window on a journal (None: the last one) until it is closed, and return the exit code.

    `task` is one that the window begins with: see `MainWindow.begin`.

    With `time_start`, print the milliseconds from the start of the process to the first frame with the journal's data,
    and quit. The window speaks `language` until the person chooses another.
    """
    if sys.platform == "linux" and (reason := system_libraries.why_no_window(language, os.environ)):
        sys.stderr.write(f"{reason}\n")
        return 1
    _import_qt()
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from rebond.charts import fonts
    from rebond.ui.first_frame import after_first_frame, milliseconds_since_start
    from rebond.ui.program import Program

    app = QApplication(sys.argv[:1])
    app.setApplicationName("rebond")
    app.setApplicationDisplayName("Rebond")
    app.setDesktopFileName("rebond")
    app.setWindowIcon(QIcon(str(resource("icons", "rebond.svg"))))
    fonts.prepare()
    program = Program(app, asked=language)
    crashes = _catch_faults(app, program)
    window = _started(program, path, task)
    if window is None:
        program.stop()
        return 0

    def settle() -> None:
        gc.freeze()
        gc.enable()
        if time_start:
            sys.stdout.write(f"{milliseconds_since_start():.0f}\n")
            sys.stdout.flush()
            app.quit()
        else:
            from rebond.ui.loading import LoadRest, load_composing

            load_composing(program.worker)
            program.back_up_if_due()
            program.take_second_starts()
            if getattr(sys, "frozen", False):
                LoadRest(program)
            if task and program.window:
                program.window.begin(task)

    after_first_frame(window, settle)
    code = app.exec()
    program.stop()
    if crashes:
        faulthandler.disable()
        crashes.close()
    return code


def _import_qt() -> None:
    """Import Qt, and leave importing to Python.

    PySide6 replaces `__import__` by a function that reads the source of every module imported from then on, even of
    libraries, to learn whether it uses `__feature__`. None does, and it takes longer than importing many of them.
    """
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


def _started(program: "Program", path: Path | None, task: str) -> "MainWindow | None":
    """Return the window on a journal; None if another window has it open.

    After a fault it is the window with the first page: a journal that it fails on, opened at every start, would keep
    the person out.
    """
    try:
        return program.start(path, task)
    except Exception as fault:  # noqa: BLE001 - any error goes to the log and to the person
        window = program.leave_journal()
        sys.excepthook(type(fault), fault, fault.__traceback__)
        return window


def _catch_faults(app: "QApplication", program: "Program") -> BinaryIO | None:
    """Log every uncaught exception from now on and tell the person; the program goes on.

    What a view could not read, since the disk or another program is in the way, is told but is no fault of the program.
    Warnings of Qt and of Python's libraries are logged too. The file that a crash is written to is to be kept open.
    """
    from rebond.ui.refusals import sentences
    from rebond.ui.speech import language

    log = FaultLog(preferences.log_file())

    def catch(_kind: type[BaseException], fault: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(fault, KeyboardInterrupt):
            app.exit(_INTERRUPTED)
        elif isinstance(fault, Refused):
            program.tell(sentences(fault))
        else:
            program.tell_fault(log.write_down(language(), fault))

    sys.excepthook = catch
    follow_logging(log)
    _follow_qt(log)
    return follow_crashes(preferences.crash_file(), log)


def _follow_qt(log: FaultLog) -> None:
    """Log Qt's warnings and errors; its lesser messages go to standard error, as without this handler."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    lesser = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind not in lesser and not message.startswith(_OF_NO_USE):
            log.note(report_qt(kind.name, context.category or "", message))
        elif sys.stderr:
            sys.stderr.write(f"{message}\n")

    qInstallMessageHandler(hear)
