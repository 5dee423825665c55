"""Measuring what one act costs, from a key or the mouse to the repainted window.

What a person feels is milliseconds (16 is one frame); what a test can hold is a ratio. So the CPU time of every act is
divided by that of a fixed piece of Python run just before it, worth about a millisecond on a computer of 2024, and the
medians of both are printed. CPU time and medians, so that a busy machine does not fail them.
"""

import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

#: One frame, in the pieces of work that a millisecond is worth.
FRAME = 16
#: How much more than promised an act may cost before a test calls it a fault.
MARGIN = 1.5
#: The turns of the event loop in which all that an act leads to is done, and the milliseconds between them.
_TURNS, _BETWEEN = 12, 2


def piece_of_work() -> float:
    """Return the milliseconds of CPU time that the fixed piece takes now."""
    begun = time.process_time()
    sum(number * number % 7 for number in range(16_000))
    return (time.process_time() - begun) * 1000


def measured(
    name: str, act: Callable[[], object], times: int = 15, *, between: Callable[[], object] = lambda: None
) -> float:
    """Return the median of what `act` takes, in pieces of work, and print it with its milliseconds.

    Of several times, a first one that makes everything ready is not measured. Nor is `between`, called after each.
    """
    if times > 1:
        act()
        between()
    took, ratios = [], []
    for _ in range(times):
        piece = statistics.median(piece_of_work() for _ in range(3))
        begun = time.process_time()
        act()
        took.append((time.process_time() - begun) * 1000)
        ratios.append(took[-1] / piece)
        between()
    ratio = statistics.median(ratios)
    sys.stdout.write(f"\n{name}: {statistics.median(took):.1f} ms (at most {max(took):.1f}), {ratio:.1f} pieces")
    return ratio


def frame() -> None:
    """Let the event loop go round once: what the person did is painted then."""
    QApplication.processEvents()


def rest() -> None:
    """Let the event loop go round until all is done that waited for the frame."""
    for _turn in range(_TURNS):
        QTest.qWait(_BETWEEN)


def followed_by(act: Callable[[], object], then: Callable[[], object]) -> Callable[[], None]:
    """Return both as one act."""

    def both() -> None:
        act()
        then()

    return both


def keys_on(line: QLineEdit, text: str) -> Callable[[], None]:
    """Return the act of typing the next letter of the text, which starts again at its end."""
    letters = iter(text * 100)

    def press() -> None:
        if line.text() == text:
            line.setText("")
        QTest.keyClick(line, next(letters))

    line.setFocus()
    return press


def line_of(within: QWidget, hint: str) -> QLineEdit:
    """Return the visible line whose hint begins so."""
    QApplication.processEvents()
    lines = [line for line in within.findChildren(QLineEdit) if line.isVisible()]
    return next(line for line in lines if line.placeholderText().startswith(hint))
