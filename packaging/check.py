"""Sets up everything that checks Rebond, then checks it: style, types, layers, tests without Qt, tests on a screen.

    python3 packaging/check.py [--fast] [PYTEST ARGUMENT ...]

`--fast` leaves out the tests marked slow and the second environment, without Qt: all others run on the screen then.
Further arguments go to the last run of pytest. Stops at the first check that fails, with its exit code.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import NamedTuple

if sys.version_info < (3, 11):
    sys.exit("Checking Rebond needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

from environment import CHECK, CHECK_WITHOUT_QT, HERE, ROOT, set_up_or_exit

#: Folders of tests that open windows; all others must pass without Qt.
NEEDS_QT = ("app", "benchmarks", "faults/window", "installed", "printing", "stories", "ui")

#: Those that have a step of their own.
ALONE = ("benchmarks", "installed", "stories")

#: Program → the Debian package that holds it: a screen, a window manager that gives the focus, a reader of pages, a
#: session bus.
TOOLS = {
    "Xvfb": "xvfb", "openbox": "openbox", "pdftoppm": "poppler-utils", "strace": "strace", "dbus-daemon": "dbus-daemon",
}  # fmt: skip

#: The same for what checks and tries the Debian package: validators, a desktop's own tools, a keyboard, a print queue,
#: readers of man pages and the shells that complete its commands.
PACKAGE_TOOLS = {
    "lintian": "lintian", "desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream",
    "update-mime-database": "shared-mime-info", "xdg-open": "xdg-utils", "gio": "libglib2.0-bin", "xdotool": "xdotool",
    "cupsd": "cups", "cups-pdf": "printer-driver-cups-pdf", "gs": "ghostscript", "strip": "binutils",
    "man": "man-db", "groff": "groff-base", "zsh": "zsh", "fish": "fish",
}  # fmt: skip

#: The folder that the package is built into.
DIST = ROOT / "dist"

#: A print server that never answers: a test must not find the printer of the tests beside it, or of this computer.
NO_PRINTERS = {"CUPS_SERVER": "localhost:1"}

PYTEST = [str(CHECK.python), "-m", "pytest", "--strict-config"]

#: Prints the Debian packages of the libraries that Qt lacks.
ASK_LIBRARIES = """
from rebond.system_libraries import PACKAGES, missing_libraries
print(*sorted({PACKAGES[library][0] for library in missing_libraries("xcb")}))
"""

QT_IS_AWAY = """
import importlib.util, sys
sys.exit(importlib.util.find_spec("PySide6") and "PySide6 can be imported here")
"""


class Step(NamedTuple):
    """A command to run, with what is added to its environment."""

    name: str
    command: list[str]
    environment: dict[str, str]


class Lane(threading.Thread):
    """Steps that run one after the other, up to the first that fails; what they print is shown at the end."""

    def __init__(self, steps: list[Step]) -> None:
        super().__init__()
        self._steps = steps
        self._told = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by `end`
        self._running: subprocess.Popen[str] | None = None
        self._code = 0
        self._ended = False

    def run(self) -> None:
        for step in self._steps:
            begun = time.monotonic()
            self._tell(f"\n── {step.name}")
            environment = os.environ | step.environment
            self._running = subprocess.Popen(
                step.command, cwd=ROOT, env=environment, stdout=self._told, stderr=subprocess.STDOUT, text=True
            )
            self._code = self._running.wait()
            self._tell(f"   {step.name}: {time.monotonic() - begun:.1f} s")
            if self._code or self._ended:
                return

    def finish(self) -> int:
        """Wait for the steps, show what they printed, and return the exit code of the one that failed, else 0."""
        self.join()
        self._told.seek(0)
        print(self._told.read(), flush=True)
        return self._code

    def end(self) -> None:
        """End what still runs: first as Ctrl+C does, which lets tests put away what they started."""
        self._ended = True
        asked, patience = None, time.monotonic() + 20
        while self.is_alive():
            running = self._running
            if running and (os.name == "nt" or time.monotonic() > patience):
                running.terminate()
            elif running and running is not asked:
                running.send_signal(signal.SIGINT)
                asked = running
            self.join(0.2)
        self._told.close()

    def _tell(self, line: str) -> None:
        self._told.write(f"{line}\n")
        self._told.flush()


def main(arguments: list[str]) -> int:
    """Run the checks in turn, the quickest first.

    :returns: the exit code of the first that fails, 0 when all pass.
    """
    fast = "--fast" in arguments
    chosen = [argument for argument in arguments if argument != "--fast"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A shell has what it starts with "&" ignore Ctrl+C, and so do all that this starts, unless it is heard here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with timed("set-up"):
        set_up_or_exit(CHECK, *(() if fast else (CHECK_WITHOUT_QT,)))
        install_system_packages(package=not fast)
    run("ruff check", CHECK.script("ruff"), "check", ".")
    run("ruff format", CHECK.script("ruff"), "format", "--check", ".")
    run("import contracts", CHECK.script("lint-imports"))
    with ExitStack() as stack:
        lanes: list[Lane] = []
        if not fast and not any(Path(argument.partition("::")[0]).exists() for argument in chosen):
            run("Qt is not there", str(CHECK_WITHOUT_QT.python), "-c", QT_IS_AWAY)
            lanes = [stack.enter_context(beside(steps)) for steps in steps_beside(stack)]
        run("mypy", CHECK.script("mypy"))
        screen = stack.enter_context(virtual_screen(stack.enter_context(own_settings())))
        if not lanes:
            title("tests on a screen")
            chosen = [*(["-m", "not slow"] if fast else []), *chosen]
            return subprocess.call([*PYTEST, *chosen], cwd=ROOT, env=os.environ | screen)
        watched = [sys.executable, "packaging/offline.py"] if shutil.which("strace") else []
        run("stories, without a network", *watched, *PYTEST, *chosen, "tests/stories", environment=screen | NO_PRINTERS)
        folders = [f"tests/{folder}" for folder in NEEDS_QT if folder not in ALONE]
        run("tests on a screen", *PYTEST, *chosen, *folders, environment=screen | NO_PRINTERS)
        if failed := next(filter(None, [lane.finish() for lane in lanes]), 0):
            return failed
        # Nothing runs beside them, since they measure.
        run("benchmarks", *PYTEST, *chosen, "tests/benchmarks", environment=screen)
    return 0


def steps_beside(stack: ExitStack) -> list[list[Step]]:
    """Return what runs beside the tests on the screen: the tests without Qt; the package, built and tried."""
    away = [f"--ignore=tests/{folder}" for folder in NEEDS_QT]
    # Two at a time, which give way to the other tests: they have what those leave of both cores.
    lowly = ["nice"] if shutil.which("nice") else []
    command = [*lowly, str(CHECK_WITHOUT_QT.python), "-m", "pytest", "-q", "-n", "2", *away]
    without_qt = [Step("tests without Qt", command, stack.enter_context(own_settings()))]
    if not can_install():
        title("the installed package: left out, since it needs root on Debian or Ubuntu")
        return [without_qt]
    screen = stack.enter_context(virtual_screen(stack.enter_context(own_settings())))
    package = [
        Step("the Debian package", [str(CHECK.python), "packaging/package.py", "deb"], screen),
        Step("the installed package", [*PYTEST, "tests/installed"], screen | {"REBOND_DEB": str(DIST)}),
    ]
    return [package, without_qt]


@contextmanager
def beside(steps: list[Step]) -> Iterator[Lane]:
    """Steps that run beside this process; what still runs when the block is left is ended."""
    lane = Lane(steps)
    lane.start()
    try:
        yield lane
    finally:
        lane.end()


def can_install() -> bool:
    return sys.platform == "linux" and os.getuid() == 0 and bool(shutil.which("apt-get"))


def title(name: str) -> None:
    print(f"\n── {name}", flush=True)


@contextmanager
def timed(name: str) -> Iterator[None]:
    title(name)
    start = time.monotonic()
    yield
    print(f"   {name}: {time.monotonic() - start:.1f} s", flush=True)


def run(name: str, *command: str, environment: dict[str, str] | None = None) -> None:
    """One check; its failure ends everything with its exit code."""
    with timed(name):
        code = subprocess.call(command, cwd=ROOT, env=os.environ | (environment or {}))
        if code:
            print(f"   {name} failed (exit code {code})", file=sys.stderr)
            sys.exit(code)


def install_system_packages(*, package: bool) -> None:
    """Bring what the tests need beside Python: by itself as root on Debian and Ubuntu, else by naming the command.

    With `package`, also what builds and tries the Debian package.
    """
    if sys.platform != "linux":
        return
    libraries = subprocess.run([str(CHECK.python), "-c", ASK_LIBRARIES], capture_output=True, text=True, check=True)
    tools = TOOLS | (PACKAGE_TOOLS if package and can_install() else {})
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/lib/cups/backend"
    missing = [package for tool, package in tools.items() if not shutil.which(tool, path=path)]
    missing += libraries.stdout.split()
    if package and sys.base_prefix == "/usr" and not find_library(f"python{HERE}"):
        missing.append(f"libpython{HERE}")  # Debian's Python needs it only inside other programs
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if not shutil.which("apt-get") or os.getuid() != 0:
        sys.exit(f"The tests need more of this system. Install it, then start again: sudo {' '.join(install)}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        if subprocess.call([*command, "--quiet"], env=quiet):
            sys.exit(f"The tests need more of this system, and this failed: {' '.join(command)}")


@contextmanager
def own_settings() -> Iterator[dict[str, str]]:
    """A folder for what the tested program remembers, so that the checks never touch the person's own settings."""
    with tempfile.TemporaryDirectory(prefix="rebond-check-") as folder:
        yield {f"XDG_{kind}_HOME": f"{folder}/{kind.lower()}" for kind in ("CONFIG", "DATA", "STATE")}


@contextmanager
def virtual_screen(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """On Linux a screen of its own with a window manager, both ended at the end; elsewhere the real screen."""
    if sys.platform != "linux":
        yield environment
        return
    reader, writer = os.pipe()
    server = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with ExitStack() as stack:
        stack.enter_context(started(server, pass_fds=(writer,)))
        os.close(writer)
        # Ends with the number when the screen accepts connections, or empty when the server gives up.
        with os.fdopen(reader) as display:
            number = display.readline().strip()
        if not number:
            sys.exit("No virtual screen could be started: Xvfb ended at once.")
        screen = environment | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        stack.enter_context(started(["openbox"], env=os.environ | screen))
        yield screen


@contextmanager
def started(
    command: list[str], env: dict[str, str] | None = None, pass_fds: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A process beside this one, ended when the block is left."""
    process = subprocess.Popen(
        command, env=env, pass_fds=pass_fds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
