"""`rebond install-launcher`: put Rebond into this person's desktop, or take it away again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rebond.cli.arguments import Parsed
from rebond.cli.desktop_files import NAME, journal_type, launcher
from rebond.cli.output import say
from rebond.cli.usage import UsageError
from rebond.domain.problems import Refused
from rebond.domain.translatable import later
from rebond.journal.errors import unwritten
from rebond.resources import resource
from rebond.whole_file import write_whole

#: The programs that tell the desktop of new files, and the folder that each reads; a desktop without them looks itself.
_UPDATES = {"update-desktop-database": "applications", "update-mime-database": "mime"}


def run(parsed: Parsed) -> int:
    if sys.platform != "linux":
        raise UsageError(later("Only a Linux desktop needs this: elsewhere the installed program is in the menu."))
    command = _this_program()
    if not parsed.remove and any("%" in part for part in command):
        # GLib looks for the program before it reads the doubled sign as one.
        raise UsageError(
            later("A desktop starts nothing from {path}, whose name has a “%” in it: move Rebond to another folder."),
            path=command[0],
        )
    base = _data_home(os.environ)
    places = {base / place: content for place, content in _files(command).items()}
    language = parsed.language
    try:
        if parsed.remove:
            there = [path for path in places if path.exists()]
            for path in there:
                path.unlink()
            told = language.gettext("Rebond is out of the menu.") if there else language.gettext("It was not there.")
        else:
            for path, content in places.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, content)
                path.chmod(0o644)
            told = language.gettext("Rebond is in the menu, and a double click opens a journal.")
    except OSError as error:
        raise Refused(unwritten(error, Path(error.filename or base))) from error
    _tell_desktop(base)
    say(told)
    return 0


def _files(command: Sequence[str]) -> dict[str, bytes]:
    """Return the files by their place in a folder of data: launcher, type of journals, icon."""
    return {
        f"applications/{NAME}.desktop": launcher(*command).encode(),
        f"mime/packages/{NAME}.xml": journal_type().encode(),
        f"icons/hicolor/scalable/apps/{NAME}.svg": resource("icons", f"{NAME}.svg").read_bytes(),
    }


def _this_program() -> tuple[str, ...]:
    """Return the command that starts this program again: the packaged one, the installed script, or the module."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = Path(sys.argv[0]).absolute()
    if script.name == NAME and os.access(script, os.X_OK):
        return (str(script),)
    return (sys.executable, "-P", "-m", "rebond")


def _data_home(environment: Mapping[str, str]) -> Path:
    """Return the folder of this person's data: https://specifications.freedesktop.org/basedir-spec/latest/."""
    given = Path(environment.get("XDG_DATA_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".local" / "share"


def _tell_desktop(base: Path) -> None:
    for program, folder in _UPDATES.items():
        if (base / folder).is_dir() and (found := shutil.which(program)):
            subprocess.run([found, str(base / folder)], check=False, capture_output=True)  # noqa: S603 - the desktop's own
