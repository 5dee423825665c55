"""A system that cannot show a window is told so in one sentence, with the command that mends it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rebond import system_libraries
from rebond.system_libraries import install_command, missing_libraries, why_no_window
from tests.languages import ENGLISH

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring these libraries themselves")


@pytest.fixture
def only_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: name == "apt-get")


def test_without_any_screen_the_person_is_sent_to_a_desktop_or_to_the_commands() -> None:
    sentence = why_no_window(ENGLISH, {})
    assert sentence
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in sentence


def test_drawing_into_memory_needs_no_screen() -> None:
    assert why_no_window(ENGLISH, {"QT_QPA_PLATFORM": "offscreen"}) is None


@pytest.mark.parametrize(
    ("environment", "platforms"),
    [
        ({"DISPLAY": ":0"}, ("xcb",)),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ("wayland",)),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ("wayland", "xcb")),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, ("xcb",)),
        ({"QT_QPA_PLATFORM": "xcb"}, ()),
        ({"QT_QPA_PLATFORM": "offscreen:size=800x600"}, ("offscreen",)),
    ],
)
def test_the_platform_is_the_one_that_qt_would_take(environment: dict[str, str], platforms: tuple[str, ...]) -> None:
    assert system_libraries._platforms(environment) == platforms


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install libegl1 libxcb-cursor0"),
        ("dnf", "sudo dnf install libglvnd-egl xcb-util-cursor"),
        ("pacman", "sudo pacman -S libglvnd xcb-util-cursor"),
        (None, "sudo apt-get install libegl1 libxcb-cursor0"),
    ],
)
def test_the_command_is_the_one_of_this_system(
    manager: str | None, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: name == manager)
    assert install_command(("libxcb-cursor.so.0", "libEGL.so.1")) == command


def test_a_package_that_holds_two_libraries_is_named_once(only_apt: None) -> None:
    assert install_command(("libglib-2.0.so.0", "libgthread-2.0.so.0")) == "sudo apt-get install libglib2.0-0"


def test_a_library_that_the_loader_cannot_read_is_missing(tmp_path: Path) -> None:
    (tmp_path / "libEGL.so.1").write_text("not a library")
    program = "from rebond.system_libraries import missing_libraries as m; print(*m('xcb'))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"LD_LIBRARY_PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "libEGL.so.1" in done.stdout.split()


def test_wayland_asks_for_its_own_libraries_and_for_none_of_x(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "_cannot_load", lambda name: "not found")
    missing = missing_libraries("wayland")
    assert "libwayland-client.so.0" in missing
    assert not [name for name in missing if "xcb" in name]
