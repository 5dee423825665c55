"""The Debian package on this system, and a person at its desktop; run by `packaging/check.py`, which builds it.

These tests install and remove a system package, so that they run only as root and where REBOND_DEB names one.
"""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

#: Seconds to wait for a window, a file or a change of it.
_PATIENCE = 20

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("REBOND_DEB"):
        return
    skip = pytest.mark.skip(reason="installs a system package: run by packaging/check.py, as root on Debian")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(skip)


def done(*command: object, check: bool = True, **more: Any) -> str:
    """Run a command of the system and return what it prints; with `check`, what it complains of too."""
    told = subprocess.run(list(map(str, command)), capture_output=True, text=True, **more)
    assert not check or told.returncode == 0, (command, told.returncode, told.stdout, told.stderr)
    return told.stdout + (told.stderr if check else "")


def wait_for(condition: Callable[[], Any], what: object = "") -> Any:
    """Wait until a condition holds, and return its value."""
    end = time.monotonic() + _PATIENCE
    while not (value := condition()):
        assert time.monotonic() < end, f"waited in vain for {what or condition}"
        time.sleep(0.1)
    return value


class Desk:
    """A desktop with a keyboard, on the screen of the tests, and the home of a person who has never used Rebond."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "REBOND"))
        } | {
            "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_STATE_HOME": str(home / ".local/state"), "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_CURRENT_DESKTOP": "GNOME", "LC_ALL": "C.UTF-8", "LANGUAGE": "en",
        }  # fmt: skip

    def runs(self, *command: object) -> str:
        """Run a command as the person would, and return what it prints."""
        return done(*command, env=self.environment, cwd=self.home)

    def starts(self, *command: object) -> None:
        """Start a program that goes on running."""
        away = subprocess.DEVNULL  # a pipe would be waited for until the program that was started ends
        started = subprocess.Popen(
            list(map(str, command)), env=self.environment, cwd=self.home, stdin=away, stdout=away, stderr=away
        )
        self._started.append(started)

    def json(self, *command: object) -> Any:
        """Run a command, and read the document that it prints, beside which it may say more."""
        return json.loads(done(*command, check=False, env=self.environment, cwd=self.home))

    def launches(self, *files: object) -> str:
        """Start the program by its desktop file, and return its window."""
        before = set(self.windows())
        self.starts("gio", "launch", "/usr/share/applications/rebond.desktop", *files)
        return self.new_window(before)

    def opens(self, file: Path) -> str:
        """Double-click a file, and return the window that comes."""
        before = set(self.windows())
        self.starts("xdg-open", file)
        return self.new_window(before)

    def windows(self) -> list[str]:
        """Return the windows of the program that are shown, dialogs too, the oldest first."""
        found = done("xdotool", "search", "--onlyvisible", "--class", "^rebond$", check=False)
        return [line for line in found.split() if line.isdigit()]

    def new_window(self, before: set[str]) -> str:
        """Wait for a window that was not there before, and give it the keyboard."""
        new = wait_for(lambda: [window for window in self.windows() if window not in before], "a new window")[-1]
        self.activates(new)
        return str(new)

    def window(self, title: str) -> str:
        """Wait for the window whose title holds a text, and give it the keyboard."""
        found = wait_for(lambda: [one for one in self.windows() if title in self.title(one)], title)[-1]
        self.activates(found)
        return str(found)

    def dialog(self, open_it: Callable[[], object]) -> str:
        before = set(self.windows())
        open_it()
        return self.new_window(before)

    def activates(self, window: str) -> None:
        def active() -> bool:
            done("xdotool", "windowactivate", window, check=False)
            return done("xdotool", "getactivewindow", check=False).strip() == window

        wait_for(active, "the keyboard")
        time.sleep(0.4)  # the window manager knows it before the program does

    def gone(self, window: str) -> None:
        wait_for(lambda: window not in self.windows(), "a window to close")

    def title(self, window: str) -> str:
        """Return the title of a window; empty if it is gone by now."""
        return done("xdotool", "getwindowname", window, check=False).strip()

    def presses(self, *keys: str) -> None:
        done("xdotool", "key", "--clearmodifiers", "--delay", "60", *keys)

    def types(self, text: str) -> None:
        done("xdotool", "type", "--delay", "25", text)

    def closes_all(self) -> None:
        """Close every window of the program, dialogs first, as the person would."""

        def close_one() -> bool:
            if windows := self.windows():
                done("xdotool", "windowactivate", windows[-1], check=False)
                self.presses("Escape", "ctrl+q")
            return not windows

        wait_for(close_one, "the windows to close")
        for started in self._started:
            started.wait(_PATIENCE)

    def log(self) -> str:
        """Return the log of the program's own faults."""
        logs = list(self.home.rglob("rebond.log"))
        return "\n".join(path.read_text("utf-8") for path in logs)


@pytest.fixture(scope="session")
def package() -> Path:
    """The package that REBOND_DEB names, or the newest in the folder that it names."""
    named = Path(os.environ["REBOND_DEB"])
    return max(named.glob("rebond_*.deb"), key=lambda path: path.stat().st_mtime) if named.is_dir() else named


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "home"
    home.mkdir()
    found = Desk(home)
    yield found
    if found.windows():
        found.closes_all()


@pytest.fixture
def installed(package: Path) -> Path:
    """The package, installed with what it depends on."""
    install(package)
    return package


def install(package: Path) -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done("apt-get", "install", "--yes", "--no-install-recommends", "--allow-downgrades", package, env=quiet)
