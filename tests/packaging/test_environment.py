"""The environments are made once, made again when what they are made from changes, and failures are one sentence."""

import runpy
import sys
from pathlib import Path
from threading import Barrier

import pytest

import environment
from environment import Environment

ROOT = Path(__file__).resolve().parents[2]

OFFLINE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('...: Failed to establish a new \
connection: [Errno 111] Connection refused')': /simple/alembic/
ERROR: Could not find a version that satisfies the requirement alembic==1.20.1 (from versions: none)
ERROR: No matching distribution found for alembic==1.20.1
"""
TAMPERED = """\
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, ...
    Expected sha256 0000
"""
UNPUBLISHED = "ERROR: No matching distribution found for pyside6-essentials==6.12.0\n"


@pytest.fixture
def made(tmp_path: Path) -> Environment:
    """An environment as a successful set-up leaves it, with nothing in it."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("alembic==1.20.1 \\\n    --hash=sha256:00\npyside6-essentials==6.12.0 \\\n    --hash=sha256:11\n")
    made = Environment(tmp_path / ".venv", lock)
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    (made.folder / "requirements.lock.installed").write_text(environment._digest(lock))
    return made


def test_a_second_start_finds_everything_ready(made: Environment) -> None:
    assert made.ready()


def test_a_new_lock_file_asks_for_a_new_set_up(made: Environment) -> None:
    made.lock.write_text(made.lock.read_text() + "mako==1.4.3\n")
    assert not made.ready()


def test_another_python_asks_for_a_new_set_up(made: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "HERE", "3.99")
    assert not made.ready()


def test_an_environment_whose_python_was_removed_is_not_ready(made: Environment) -> None:
    made.python.unlink()
    assert not made.ready()


def test_the_environment_without_qt_asks_pip_for_all_but_qt(made: Environment) -> None:
    without = Environment(made.folder, made.lock, without=frozenset({"pyside6-essentials"}))
    assert without._requirements().read_text() == "alembic==1.20.1 \\\n    --hash=sha256:00\n"


def test_the_packages_kept_out_are_named_as_in_the_lock_file() -> None:
    left_out = environment.CHECK_WITHOUT_QT.without
    entries = environment.CHECK_WITHOUT_QT.lock.read_text().splitlines()
    assert {line.partition("==")[0] for line in entries} >= left_out


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (OFFLINE, "the package index does not answer. Is this computer online?"),
        (TAMPERED, "a downloaded file is not the one the lock file names. Nothing of it was installed."),
        (UNPUBLISHED, "pyside6-essentials is not published for this system and Python."),
        ("x\nERROR: Something else.\n", "Something else."),
        ("", "pip failed without a word."),
    ],
)
def test_what_pip_says_becomes_one_sentence(told: str, sentence: str) -> None:
    assert environment._reason(told.splitlines(keepends=True)) == sentence


def test_two_environments_are_set_up_at_once(made: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    both = Barrier(2, timeout=20)
    monkeypatch.setattr(Environment, "set_up", lambda environment: both.wait())
    waiting = [Environment(made.folder / name, made.lock) for name in ("with", "without")]
    environment.set_up_or_exit(made, *waiting)


def test_a_failure_of_one_of_two_environments_is_told(made: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(one: Environment) -> None:
        if one.folder.name == "without":
            raise environment.SetUpFailed("the disk is full.")

    monkeypatch.setattr(Environment, "set_up", fail)
    with pytest.raises(SystemExit) as end:
        environment.set_up_or_exit(*(Environment(made.folder / name, made.lock) for name in ("with", "without")))
    assert end.value.code == "Rebond could not be set up: the disk is full."


def test_without_pip_the_person_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(SystemExit) as end:
        environment.set_up_or_exit(Environment(tmp_path / ".venv", tmp_path / "requirements.lock"))
    assert "sudo apt-get install python3-pip" in str(end.value.code)
    assert "\n" not in str(end.value.code)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: object())
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(SystemExit) as end:
        environment.set_up_or_exit(Environment(tmp_path / "taken" / ".venv", tmp_path / "requirements.lock"))
    assert str(tmp_path / "taken") in str(end.value.code)
    assert "\n" not in str(end.value.code)


@pytest.mark.parametrize("script", ["start.py", "check.py"])
def test_an_old_python_is_sent_away_in_one_line(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(ROOT / "packaging" / script), run_name="__main__")
    assert str(end.value.code).endswith("needs Python 3.11 or newer; this is Python 3.9.")


def test_even_the_oldest_python_can_read_the_line_that_sends_it_away() -> None:
    (ROOT / "packaging" / "start.py").read_bytes().decode("ascii")
