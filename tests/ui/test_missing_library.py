"""A sentence instead of a crash when a library of Qt's platform plugin is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import check

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring these libraries themselves")

PROGRAM = """
import os, sys
from rebond.language import Language
from rebond.system_libraries import why_no_window
sentence = why_no_window(Language.of('en'), os.environ)
assert not any(name.startswith("PySide6") for name in sys.modules)
sys.exit(sentence)
"""


def started_with(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "xcb"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("library", ["libEGL.so.1", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0"])
def test_a_library_that_is_not_there_is_named_with_the_command_that_installs_it(library: str, tmp_path: Path) -> None:
    (tmp_path / library).write_text("not a library")
    done = started_with({"LD_LIBRARY_PATH": str(tmp_path), "DISPLAY": ":0"})
    assert done.returncode == 1
    assert f"lacks {library}." in done.stderr
    assert "install" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_screen_that_does_not_answer_is_named() -> None:
    done = started_with({"DISPLAY": "nowhere.invalid:7"})
    assert (done.returncode, done.stderr) == (
        1,
        "The screen nowhere.invalid:7 does not answer. Start Rebond from a desktop session.\n",
    )


def test_where_nothing_is_missing_nothing_is_said() -> None:
    with check.virtual_screen({}) as screen:
        done = started_with(screen)
    assert (done.returncode, done.stderr) == (0, "")
