"""Windows opened and closed one after the other, as when languages and journals are changed, cost no memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import write_example
from tests.faults.conftest import times
from tests.journal.conftest import TODAY
from tests.languages import ENGLISH

pytestmark = pytest.mark.slow

#: The windows that are opened before memory is looked at, and all windows of the run. By the fortieth, what is kept
#: once for all is there, and the allocator has the room that two windows and their drawing take at a time.
FIRST, WINDOWS = times(3, 40), times(10, 200)
#: The most that each further window may leave behind, in KiB. A window that is kept whole costs 20,000; 30 are left
#: in rooms of the allocator and in items of layouts, which Qt leaves to a layout of ours to delete and Python cannot.
KEPT = times(1_500, 100)
#: What no window may leave behind: an object of Qt that Python knows, or anything that Python's collector knows beside
#: the statements that SQLite's connection still remembers, up to a fixed number.
STATEMENTS = 400

_RUN = """
import gc, sys
from datetime import date
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
import shiboken6

from rebond.journal.journal import Journal
from rebond.ui.program import Program
from rebond.ui.workspace import TABS

def look():
    gc.collect()
    of_qt = sum(isinstance(one, shiboken6.Object) for one in gc.get_objects())
    kept = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    print(of_qt, len(gc.get_objects()), len(app.allWidgets()), kept[0].split()[1], flush=True)

app = QApplication(sys.argv[:1])
program = Program(app, lambda: date.fromisoformat(sys.argv[2]))
program.work_on(Journal.open(Path(sys.argv[1])))
gc.freeze()
first, windows = map(int, sys.argv[3:])
for number in range(windows + 1):
    window = program.show_window()
    for name in TABS:
        window.workspace.show_tab(name)
        app.processEvents()
    QTest.qWait(20)
    gc.unfreeze()
    if number in {first, windows}:
        look()
program.stop()
"""


def test_a_window_that_was_closed_keeps_nothing(tmp_path: Path) -> None:
    journal = write_example(tmp_path / "example.rebond", ENGLISH, TODAY)
    command = [sys.executable, "-c", _RUN, str(journal), TODAY.isoformat(), str(FIRST), str(WINDOWS)]
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=True)
    before, after = ([int(number) for number in line.split()] for line in done.stdout.splitlines())
    each = (after[3] - before[3]) / (WINDOWS - FIRST)
    sys.stdout.write(f"\n{WINDOWS} windows: {each:.0f} KiB each after the first {FIRST}, {after[0]} objects of Qt")
    assert after[0] == before[0]
    assert after[1] - before[1] < STATEMENTS
    assert after[2] == before[2]
    assert each < KEPT
