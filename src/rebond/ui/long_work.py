"""Long work that the person asked for: it runs beside the window, and shows its progress when it takes a moment."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from rebond.domain.problems import Refused
from rebond.journal.journal import Journal
from rebond.ui.message_boxes import warn
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.worker import LongTask, Progress

R = TypeVar("R")

#: The milliseconds after which work is shown; a dialog for less would only flash.
_LONG = 400


def run_long(
    session: Session,
    work: Callable[[Journal, Progress], R],
    done: Callable[[R], object],
    *,
    doing: str,
    cancelled: str,
    parent: QWidget,
    finishes: bool = True,
) -> "LongWorkDialog":
    """Run work on the worker, then call `done` with its result; a refusal is shown in a message box.

    The person can go on working in the journal: the work must read a snapshot.

    :param doing: what is done, for the dialog; `cancelled` is told when the person cancelled it.
    :param finishes: whether the work is finished when the window is closed meanwhile, as one expects of a file.
    """
    return follow(
        partial(session.run, work), done, doing=doing, stopped=partial(session.message.emit, cancelled), parent=parent,
        finishes=finishes,
    )  # fmt: skip


def follow(
    start: Callable[..., LongTask],
    done: Callable[[R], object],
    *,
    doing: str,
    stopped: Callable[[], object],
    parent: QWidget,
    finishes: bool = True,
) -> "LongWorkDialog":
    """As :func:`run_long`, for work that `start` begins with the arguments of `Worker.run` but for the work."""
    dialog = LongWorkDialog(doing, parent.window())

    def end(tell: Callable[[], object]) -> None:
        dialog.end()
        tell()

    task = start(
        lambda result: end(lambda: done(result)),
        owner=dialog,
        progress=dialog.show_progress,
        refused=lambda refused: end(lambda: _warn(parent, refused)),
        stopped=lambda: end(stopped),
        aside=True,
        finishes=finishes,
    )
    dialog.cancel = task.cancel
    return dialog


class LongWorkDialog(QDialog):
    """The progress of work under way; closing it, as Escape does, cancels the work.

    It leaves the window free. Its button is not the one that Enter or the space bar press: what is being typed when it
    comes up cancels nothing.
    """

    def __init__(self, doing: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.cancel: Callable[[], object] = lambda: None
        self.setWindowTitle("Rebond")
        self.setAccessibleName(doing)
        label = QLabel(doing)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(doing)
        self._bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._button = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(label)
        column.addWidget(self._bar)
        column.addWidget(buttons)
        self.setMinimumWidth(360)
        self._timer = QTimer(self, singleShot=True, interval=_LONG)
        self._timer.timeout.connect(self._appear)
        self._timer.start()

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def reject(self) -> None:
        """Cancel the work; the dialog goes when it has ended, which may be with all done."""
        self._button.setEnabled(False)
        self.cancel()

    def end(self) -> None:
        """Close the dialog, or keep it from coming up."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _appear(self) -> None:
        self._bar.setFocus()
        self.show()


def _warn(parent: QWidget, refused: Refused) -> None:
    warn(parent.window(), sentences(refused))
