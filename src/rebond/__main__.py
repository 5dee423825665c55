"""`rebond`, and `python -m rebond`: the window, or one command without it."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rebond.language import Language


def main() -> int:
    """Do what the command line asks; the exit code."""
    if sys.argv[1:] == ["--version"]:
        # Said without importing anything else, since scripts ask for it.
        from rebond import __version__

        sys.stdout.write(f"rebond {__version__}\n")
        return 0
    # What is made while starting stays: to look for garbage in it would be a fifth of the time to the first frame.
    gc.disable()
    try:
        from rebond import cli
    except KeyboardInterrupt:
        return 130  # what a shell reports of a program that was interrupted

    return cli.run(sys.argv[1:], _open_window)


def _open_window(language: "Language", path: Path | None, time_start: bool) -> int:
    from rebond import app

    return app.run(language, path, time_start=time_start)


if __name__ == "__main__":
    sys.exit(main())
