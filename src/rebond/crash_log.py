"""The stack of a crash of the interpreter itself, as by a fault in a library, kept for the log at the next start.

A crashing program can run no code that is not safe then: Python writes the stack to a file opened before.
"""

import faulthandler
import re
import sys
from pathlib import Path
from typing import BinaryIO

from rebond import __version__
from rebond.fault_log import FaultLog

#: A line of the stack: the file, the line and the function.
_PLACE = re.compile(r'  File "(?P<file>[^"]*)", line (?P<line>\d+|\?\?\?) in (?P<function>.*)')


def follow_crashes(path: Path, log: FaultLog) -> BinaryIO | None:
    """Have a crash written to the file at `path` from now on; one of an earlier run goes to the log first.

    :returns: the file, to be kept open; None when it cannot be written, which hinders nothing.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab+", buffering=0)
        file.seek(0)
        before = file.read().decode("utf-8", "replace")
        if _PLACE.search(before) or "Fatal" in before:
            log.note(_without_folders(before))
        file.truncate(0)
        # Appended to, so that of two running windows neither writes over the other's stack.
        file.write(f"Rebond {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n".encode())
        faulthandler.enable(file)
    except OSError:
        return None
    return file


def _without_folders(stack: str) -> str:
    """Return a stack with its files named within their packages: where these are on the disk is the person's own."""
    lines = ["The program crashed at an earlier run:"]
    for line in stack.splitlines():
        place = _PLACE.fullmatch(line)
        if place:
            lines.append(f"  {_within(place['file'])}:{place['line']} in {place['function']}")
        elif "/" not in line and "\\" not in line:
            lines.append(line)
    return "\n".join(lines)


def _within(file: str) -> str:
    """Return the path of a module within the folder that it is imported from; its name alone where that is unknown."""
    path = Path(file)
    if not path.is_absolute():
        return path.as_posix()
    roots = [Path(root) for root in sys.path if root and path.is_relative_to(root)]
    root = max(roots, key=lambda found: len(found.parts), default=path.parent)
    return path.relative_to(root).as_posix()
