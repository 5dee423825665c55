"""The program as a process with a window: its start, its first frame and its exit codes."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import rebond
from rebond.actions.example import create_example
from rebond.journal.journal import Journal
from tests.languages import ENGLISH

#: Code that starts the program and, after the first frame, runs `then` with `program` from a Qt slot.
STARTED = """
import sys
from pathlib import Path
from rebond import app
from rebond.language import Language
from rebond.ui.program import Program

def then(program):
    {then}

Program.back_up_if_due = then
sys.exit(app.run(Language.of('en'), Path(sys.argv[1])))
"""
FAULT = """
    from PySide6.QtCore import QTimer
    def say_and_quit():
        print(program.window.statusBar().currentMessage())
        program.window.close()
    QTimer.singleShot(0, say_and_quit)
    raise ZeroDivisionError(program.journal.path)
"""
TIMED = """
import sys
from pathlib import Path
from rebond import app
from rebond.language import Language
app.run(Language.of('en'), Path(sys.argv[1]), time_start=True)
print(__import__.__name__)
"""
QUIT = "program.window.close()"


#: Writes an event by the keyboard, then waits until SQLAlchemy is there too, and prints what is in the journal.
FIRST_EDIT = """
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from rebond.domain.missions.kinds import Event
    line = program.window.workspace.missions.events.line
    QTest.keyClicks(line.text, "Called about January")
    QTest.keyClick(line.text, Qt.Key.Key_Return)
    with program.journal.read() as reader:
        print(reader.all(Event)[-1].text)
    def quit_once_loaded(tries=2000):
        loaded = "rebond.journal.composed" in sys.modules
        if loaded or not tries:
            print(loaded)
            program.window.close()
        else:
            QTimer.singleShot(10, lambda: quit_once_loaded(tries - 1))
    quit_once_loaded()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "settings"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "marie.rebond"
    create_example(path, ENGLISH, date(2026, 11, 22)).close()
    return path


def run(settings: Path, *command: object) -> subprocess.CompletedProcess[str]:
    sources = str(Path(rebond.__file__).parents[1])
    environment = os.environ | {
        "REBOND_CONFIG_DIR": str(settings), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8",
        "PYTHONPATH": sources,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, *map(str, command)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def start(settings: Path, path: Path, then: str) -> subprocess.CompletedProcess[str]:
    return run(settings, "-c", STARTED.format(then=then), path)


def test_time_start_prints_milliseconds_and_quits(settings: Path, journal: Path) -> None:
    done = run(settings, "-m", "rebond", "--time-start", journal)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    assert 50 < int(done.stdout) < 60_000
    with Journal.open(journal):
        pass  # it was given back


def test_time_start_without_a_journal_times_the_first_page(settings: Path) -> None:
    done = run(settings, "-m", "rebond", "--time-start")
    assert (done.returncode, done.stdout.strip().isdigit()) == (0, True), done.stderr


def test_the_first_edit_waits_for_nothing_and_what_composes_queries_is_loaded_beside(
    settings: Path, journal: Path
) -> None:
    done = start(settings, journal, FIRST_EDIT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Called about January\nTrue\n", "")


def test_modules_are_imported_by_python_itself(settings: Path, journal: Path) -> None:
    done = run(settings, "-c", TIMED, journal)
    assert done.stdout.split()[1:] == ["__import__"]  # and not by PySide6, which would read the source of each


@pytest.mark.parametrize("spoil", ["missing", "damaged", "locked"])
def test_a_journal_that_cannot_be_opened_is_no_fault_and_no_silence(settings: Path, journal: Path, spoil: str) -> None:
    say = "print(*(label.text() for label in program.window.findChildren(QLabel)), sep='\\n')"
    then = f"from PySide6.QtWidgets import QLabel; {say}; {QUIT}"
    if spoil == "missing":
        journal.unlink()
    elif spoil == "damaged":
        journal.write_bytes(journal.read_bytes()[:5000])
    before = journal.read_bytes() if journal.exists() else None
    if spoil == "locked":
        with Journal.open(journal):
            done = start(settings, journal, then)
    else:
        done = start(settings, journal, then)
    said = {"missing": "There is no file", "damaged": "is damaged", "locked": "is open in another window"}[spoil]
    assert said in done.stdout
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert (journal.read_bytes() if journal.exists() else None) == before or spoil == "locked"
    assert not (settings / "rebond.log").exists()


def test_a_fault_in_a_slot_is_written_down_and_told_and_the_program_goes_on(settings: Path, journal: Path) -> None:
    done = start(settings, journal, FAULT)
    log = settings / "rebond.log"
    assert done.stdout == f"Something went wrong, and it is our fault. It is written down in {log}.\n"
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    text = log.read_text("utf-8")
    assert text.count("ZeroDivisionError") == 1
    assert re.search(r"Rebond \S+ \(from source\), Python \S+, \S+, Qt \S+, SQLite \S+\n", text)


#: Has a view read a journal that cannot be read just then, as on a network that is gone.
UNREADABLE = FAULT.replace(
    "raise ZeroDivisionError(program.journal.path)",
    """import sqlite3
    from rebond.journal.reader import Reader
    def fail(*_rest):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        raise error
    Reader.fetch = fail
    program.window.workspace.missions.load()""",
)


def test_an_error_of_the_disk_under_a_view_is_a_sentence_and_no_fault(settings: Path, journal: Path) -> None:
    done = start(settings, journal, UNREADABLE)
    assert "marie.rebond cannot be read now: " in done.stdout
    assert "(disk I/O error). Nothing was changed." in done.stdout
    assert done.returncode == 0
    assert not (settings / "rebond.log").exists()


def test_what_qt_and_a_library_warn_of_is_written_down(settings: Path, journal: Path) -> None:
    then = f"""
    import logging, warnings
    from PySide6.QtCore import qDebug, qWarning
    qDebug("a lesser message")
    qWarning("a timer of another thread")
    logging.getLogger("matplotlib").warning("no such font")
    warnings.simplefilter("always")
    warnings.warn("this will go")
    {QUIT}
"""
    done = start(settings, journal, then)
    log = (settings / "rebond.log").read_text("utf-8")
    assert "Qt QtWarningMsg default: a timer of another thread" in log
    assert "WARNING matplotlib at __main__.py:14: no such font" in log
    assert "UserWarning at __main__.py:16: this will go" in log
    assert "a lesser message" not in log
    assert "a lesser message" in done.stderr
    assert done.returncode == 0


def test_a_log_that_cannot_be_written_is_told_and_the_fault_goes_to_standard_error(
    settings: Path, journal: Path
) -> None:
    settings.write_text("a file where the folder should be")
    done = start(settings, journal, FAULT)
    assert done.stdout.startswith("Something went wrong, and it is our fault. It could not be written down in ")
    assert done.stderr.count("ZeroDivisionError") == 1
    assert done.returncode == 0


def test_a_fault_of_the_work_beside_the_window_is_written_down_too(settings: Path, journal: Path) -> None:
    then = f"""
    from PySide6.QtCore import QTimer
    waiting = QTimer(program)
    def look():
        if program.window.statusBar().currentMessage():
            print(program.window.statusBar().currentMessage())
            {QUIT}
    waiting.timeout.connect(look)
    waiting.start(5)
    program.worker.run(lambda _progress: 1 // 0, print, owner=program)
"""
    done = start(settings, journal, then)
    assert "our fault" in done.stdout
    assert "ZeroDivisionError" in (settings / "rebond.log").read_text("utf-8")


def test_a_fault_before_there_is_a_window_ends_in_one_line(settings: Path, journal: Path) -> None:
    broken = (
        "import sys; from rebond import cli, app; import rebond.ui.program as p\n"
        "def broken(*_): raise ZeroDivisionError('kaputt')\n"
        "p.Program.start = p.Program.leave_journal = broken\n"
        "sys.exit(cli.run([], lambda language, path, task, timed: app.run(language, path, time_start=timed)))"
    )
    done = run(settings, "-c", broken)
    assert done.returncode == 70
    assert done.stderr.count("\n") == 1
    assert "our fault" in done.stderr
    assert "ZeroDivisionError: kaputt" in (settings / "rebond.log").read_text("utf-8")  # it stands in the code


def test_a_journal_with_a_damaged_value_leads_to_the_first_page_in_a_sentence(settings: Path, journal: Path) -> None:
    with closing(sqlite3.connect(journal)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE invoice SET issued = '2026-99-99'")
    say = "print(program.window.workspace, program.window.statusBar().currentMessage())"
    done = start(settings, journal, f"{say}; {QUIT}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("None")
    assert "marie.rebond is damaged" in done.stdout
    assert not (settings / "rebond.log").exists()


def test_a_crash_of_the_interpreter_is_in_the_log_at_the_next_start(settings: Path, journal: Path) -> None:
    crashed = start(settings, journal, "import ctypes; ctypes.string_at(0)")
    assert crashed.returncode == -signal.SIGSEGV
    assert not (settings / "rebond.log").exists()
    assert start(settings, journal, QUIT).returncode == 0
    log = (settings / "rebond.log").read_text("utf-8")
    assert "Fatal Python error: Segmentation fault" in log
    assert re.search(r"^  rebond/app.py:\d+ in run$", log, re.MULTILINE)
    assert str(Path(rebond.__file__).parents[1]) not in log
    start(settings, journal, QUIT)
    assert (settings / "rebond.log").read_text("utf-8") == log


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_of_the_command_line_is_the_windows(settings: Path, language: str) -> None:
    code = """
import sys
from rebond.__main__ import main
from rebond.ui import speech
from rebond.ui.program import Program

def then(program):
    print(speech.language().code, program.preferences.now.language)
    program.window.close()

Program.back_up_if_due = then
sys.argv = ["rebond", "--lang", sys.argv[1]]
sys.exit(main())
"""
    done = run(settings, "-c", code, language)
    assert (done.returncode, done.stdout.split()) == (0, [language]), done.stderr  # and nothing was preferred
