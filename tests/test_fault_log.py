"""The program's own faults, written down for whoever repairs them and told to the person in a sentence."""

import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from rebond.fault_log import FaultLog, follow_logging
from tests.languages import ENGLISH


def fault(kind: type[Exception] = ZeroDivisionError) -> BaseException:
    try:
        raise kind(str(kind))
    except kind as caught:
        return caught


def test_a_fault_is_written_down_whole_with_its_moment_and_told_in_one_sentence(tmp_path: Path) -> None:
    log = tmp_path / "not there yet" / "rebond.log"
    told = FaultLog(log).write_down(ENGLISH, fault())
    assert told == f"Something went wrong, and it is our fault. It is written down in {log}."
    text = log.read_text("utf-8")
    assert text.startswith("20")
    assert "Traceback (most recent call last)" in text
    assert re.search(r"^  \S*test_fault_log.py:\d+ in fault$", text, re.MULTILINE)
    assert text.endswith("\nZeroDivisionError\n\n")


def test_a_fault_that_comes_again_at_every_paint_is_written_once(tmp_path: Path) -> None:
    log = tmp_path / "rebond.log"
    faults = FaultLog(log)
    same = fault()
    assert len({faults.write_down(ENGLISH, same) for _ in range(100)}) == 1
    faults.write_down(ENGLISH, fault(LookupError))
    assert log.read_text("utf-8").count("ZeroDivisionError") == 1
    assert log.read_text("utf-8").count("LookupError") == 1


def test_faults_of_earlier_days_stay_in_the_log_until_it_is_long(tmp_path: Path) -> None:
    log = tmp_path / "rebond.log"
    log.write_text("earlier\n")
    FaultLog(log).write_down(ENGLISH, fault())
    assert log.read_text("utf-8").startswith("earlier\n")
    log.write_text("x" * 1_000_001)
    FaultLog(log).write_down(ENGLISH, fault())
    assert log.stat().st_size < 10_000
    assert (tmp_path / "rebond.before.log").stat().st_size == 1_000_001


def test_where_the_log_cannot_be_written_that_is_said_and_the_fault_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    log = tmp_path / "file" / "rebond.log"
    told = FaultLog(log).write_down(ENGLISH, fault())
    assert told.startswith("Something went wrong, and it is our fault. It could not be written down in ")
    assert str(log) in told
    assert capsys.readouterr().err.count("ZeroDivisionError") == 1


def test_a_program_without_standard_error_tells_its_faults_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "stderr", None)
    assert "our fault" in FaultLog(tmp_path / "file" / "rebond.log").write_down(ENGLISH, fault())


# What Python and its libraries warn of


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Path]:
    """The log file that follows Python's logging during the test."""
    with warnings.catch_warnings():  # it keeps how they are shown, too
        handler = follow_logging(FaultLog(tmp_path / "rebond.log"))
        yield tmp_path / "rebond.log"
    logging.getLogger().removeHandler(handler)


def test_a_librarys_warning_is_written_down_and_its_lesser_messages_are_not(followed: Path) -> None:
    library = logging.getLogger("library.part")
    library.info("nothing to see")
    assert not followed.exists()
    library.warning("no font named %s", "Lune")
    try:
        raise fault()
    except ZeroDivisionError:
        library.exception("could not draw")
    text = followed.read_text("utf-8")
    assert re.search(r"WARNING library.part at \S+test_fault_log.py:\d+: no font named %s\n", text)
    assert re.search(r"ERROR library.part at \S+test_fault_log.py:\d+: could not draw\n", text)
    assert "ZeroDivisionError" in text
    assert "nothing to see" not in text


def test_a_warning_of_python_is_written_down(followed: Path) -> None:
    warnings.simplefilter("always")
    warnings.warn("this will go", DeprecationWarning, stacklevel=1)
    warnings.warn(f"no glyph for {chr(77)}arie", UserWarning, stacklevel=1)
    text = followed.read_text("utf-8")
    assert re.search(r"DeprecationWarning at \S+test_fault_log.py:\d+: this will go\n", text)
    assert re.search(r"UserWarning at \S+test_fault_log.py:\d+: …\n", text)
    assert "Marie" not in text


def test_entries_of_several_threads_stay_whole(tmp_path: Path) -> None:
    log = FaultLog(tmp_path / "rebond.log")

    def warn(number: int) -> None:
        for at in range(50):
            log.note(f"WARNING {number}.{at} ends")

    threads = [threading.Thread(target=warn, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = (tmp_path / "rebond.log").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith("WARNING")]
    assert len(lines) == 200
    assert all(line.endswith(" ends") for line in lines)
