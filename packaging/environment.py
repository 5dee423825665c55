"""The project's virtual environments, made from the lock files with nothing but Python and its pip.

Runs under whatever Python the person has, before anything is installed: standard library only, and little of it,
because it stands before every start of the program.
"""

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"

#: What pip says when it fails, and what that means to the person who waits; the first that is found counts.
REASONS = {
    r"No space left on device|Errno 28": "the disk is full.",
    r"DO NOT MATCH THE HASHES": "a downloaded file is not the one the lock file names. Nothing of it was installed.",
    r"no such option: --python": "this pip is too old. Bring it up to date: python3 -m pip install --upgrade pip",
    r"CERTIFICATE_VERIFY_FAILED": "the package index shows a certificate that this computer does not trust.",
    r"after connection broken by|ConnectTimeout|ReadTimeout|ProxyError|ConnectionError|"
    r"[Cc]onnection (?:timed out|refused|reset)": "the package index does not answer. Is this computer online?",
    r"No matching distribution found for ([\w.-]+)": "{0} is not published for this system and Python.",
}


class SetUpFailed(Exception):  # noqa: N818 - the name says what happened
    """What stands in the way of an environment, as one sentence for the person."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment that holds exactly one lock file's versions and the project itself, editable."""

    folder: Path
    lock: Path
    #: The lock files whose whole content stands in `lock` too.
    includes: tuple[Path, ...] = ()
    #: Packages of the lock file that must not be there.
    without: frozenset[str] = frozenset()

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def script(self, name: str) -> str:
        """The path of a command that one of the packages brings."""
        return str(self.python.with_name(f"{name}.exe" if os.name == "nt" else name))

    def ready(self) -> bool:
        """Whether nothing it is made from has changed since it was made."""
        try:
            return self._stamp(self.lock).read_text() == _digest(self.lock) and self.python.exists()
        except OSError:
            return False

    def set_up(self) -> None:
        """Make it, or bring it up to date; says on standard error what takes time.

        :raises SetUpFailed: when it cannot be made.
        """
        if not find_spec("pip"):
            message = "pip is missing. Install it: sudo apt-get install python3-pip, or python3 -m ensurepip"
            raise SetUpFailed(message)
        say(f"Setting up {self.folder.name} (once; it takes a minute or two)…")
        try:
            self._make_folder()
            self._pip(
                "--require-hashes", "--no-deps", "--only-binary=:all:", "--requirement", str(self._requirements())
            )
            self._pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
            self._compile()
            for lock in (self.lock, *self.includes):
                self._stamp(lock).write_text(_digest(lock))
        except OSError as error:
            message = f"{error.strerror or error}: {error.filename or self.folder}"
            raise SetUpFailed(message) from error

    def become(self, *arguments: str) -> NoReturn:
        """Replace this process by the environment's Python, which takes no module from the current folder."""
        command = [str(self.python), "-P", *arguments]
        if os.name != "nt":
            os.execv(command[0], command)  # noqa: S606
        # Windows has no exec: its imitation gives the prompt back while the program still runs.
        import subprocess

        try:
            sys.exit(subprocess.call(command))
        except KeyboardInterrupt:
            sys.exit(130)

    def _stamp(self, lock: Path) -> Path:
        return self.folder / f"{lock.name}.installed"

    def _requirements(self) -> Path:
        """The lock file, without what must stay out of this environment."""
        if not self.without:
            return self.lock
        entries = re.split(r"\n(?=\S)", self.lock.read_text())
        kept = self.folder / self.lock.name
        kept.write_text("\n".join(entry for entry in entries if entry.partition("==")[0] not in self.without) + "\n")
        return kept

    def _make_folder(self) -> None:
        import venv

        try:
            version = re.search(r"^version\w* *= *(\d+\.\d+)", (self.folder / "pyvenv.cfg").read_text(), re.MULTILINE)
        except FileNotFoundError:
            version = None
        sound = version and version[1] == HERE and self.python.exists()
        # Without pip inside: Debian ships ensurepip apart, and the pip that runs this can install into another folder.
        if not sound:
            venv.EnvBuilder(clear=self.folder.exists(), symlinks=os.name != "nt", with_pip=False).create(self.folder)

    def _compile(self) -> None:
        """Have the program compiled once, even where Python may not write what it compiles: it starts twice as fast."""
        import subprocess

        subprocess.call([str(self.python), "-m", "compileall", "-q", str(ROOT / "src")])

    def _pip(self, *arguments: str) -> None:
        import subprocess

        pip_here = [sys.executable, "-m", "pip", "--python", str(self.python), "--disable-pip-version-check"]
        command = [*pip_here, "install", "--no-input", "--no-user", "--no-warn-script-location", *arguments]
        told: list[str] = []
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
        ) as pip:
            for line in pip.stdout or ():
                told.append(line)
                if line.lstrip().startswith("Downloading "):
                    say("  " + line.strip())
        if pip.returncode:
            log = self.folder / "pip.log"
            log.write_text("".join(told), encoding="utf-8")
            message = f"{_reason(told)} Details: {log}"
            raise SetUpFailed(message)


def say(line: str) -> None:
    """Tell the person, beside the program's own output."""
    print(line, file=sys.stderr, flush=True)


def set_up_or_exit(*environments: Environment) -> None:
    """Make what is not ready, all at once; a failure ends the process with its one sentence."""
    waiting = [environment for environment in environments if not environment.ready()]
    try:
        if len(waiting) == 1:
            waiting[0].set_up()
        elif waiting:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor() as pool:
                list(pool.map(Environment.set_up, waiting))
    except SetUpFailed as failure:
        sys.exit(f"Rebond could not be set up: {failure}")
    except KeyboardInterrupt:
        sys.exit("Rebond was not set up: stopped. Start it again to go on.")


def _digest(lock: Path) -> str:
    """One fingerprint of all that an environment is made from, and of where it stands."""
    catalogues = sorted((ROOT / "resources" / "translations").glob("*/LC_MESSAGES/*.po"))
    sources = (path.read_bytes() for path in (lock, ROOT / "pyproject.toml", *catalogues))
    return sha256(b"\0".join((HERE.encode(), str(ROOT).encode(), *sources))).hexdigest()


def _reason(told: Iterable[str]) -> str:
    output = "".join(told)
    for pattern, meaning in REASONS.items():
        if found := re.search(pattern, output):
            return meaning.format(*found.groups())
    errors = re.findall(r"^ *(?:ERROR|error): *(.+)", output, re.MULTILINE) or output.split("\n")[-2:-1]
    return errors[-1] if errors else "pip failed without a word."


_LOCK = ROOT / "packaging" / "requirements.lock"
_DEV_LOCK = ROOT / "packaging" / "requirements-dev.lock"

#: What the program runs in.
RUN = Environment(ROOT / ".venv", _LOCK)
#: The same folder, with what checks the program.
CHECK = Environment(ROOT / ".venv", _DEV_LOCK, includes=(_LOCK,))
#: What checks all that lies below the window, with Qt really not there.
CHECK_WITHOUT_QT = Environment(
    ROOT / ".venv-core", _DEV_LOCK, without=frozenset({"pyside6-essentials", "shiboken6", "pytest-qt"})
)
