"""The program's own faults, written down for whoever repairs them and told to the person in a sentence."""

import sys
from pathlib import Path

import pytest

from rebond.fault_log import FaultLog
from tests.languages import ENGLISH


def fault(text: str = "kaputt") -> BaseException:
    try:
        raise ZeroDivisionError(text)
    except ZeroDivisionError as caught:
        return caught


def test_a_fault_is_written_down_whole_with_its_moment_and_told_in_one_sentence(tmp_path: Path) -> None:
    log = tmp_path / "not there yet" / "rebond.log"
    told = FaultLog(log).write_down(ENGLISH, fault())
    assert told == f"Something went wrong, and it is our fault. It is written down in {log}."
    text = log.read_text("utf-8")
    assert text.startswith("20")
    assert "Traceback (most recent call last)" in text
    assert "raise ZeroDivisionError(text)" in text
    assert "ZeroDivisionError: kaputt" in text


def test_a_fault_that_comes_again_at_every_paint_is_written_once(tmp_path: Path) -> None:
    log = tmp_path / "rebond.log"
    faults = FaultLog(log)
    same = fault()
    assert len({faults.write_down(ENGLISH, same) for _ in range(100)}) == 1
    faults.write_down(ENGLISH, fault("another"))
    assert log.read_text("utf-8").count("ZeroDivisionError: kaputt") == 1
    assert log.read_text("utf-8").count("ZeroDivisionError: another") == 1


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
    assert capsys.readouterr().err.count("ZeroDivisionError: kaputt") == 1


def test_a_program_without_standard_error_tells_its_faults_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "stderr", None)
    assert "our fault" in FaultLog(tmp_path / "file" / "rebond.log").write_down(ENGLISH, fault())
