"""Entry point of `rebond` and `python -m rebond`: opens the window or runs a command."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rebond.language import Language


def main() -> int:
    """Run the command line and return the exit code."""
    if sys.argv[1:] == ["--version"]:
        # Printed without further imports, so that scripts get it fast.
        from rebond import __version__

        sys.stdout.write(f"rebond {__version__}\n")
        return 0
    # Objects created at start live on: collecting garbage among them would take a fifth of the time to the first frame.
    gc.disable()
    try:
        from rebond import cli

        return cli.run(sys.argv[1:], _open_window)
    except KeyboardInterrupt:  # before the command line is there to hear of it
        return 130  # 128 + SIGINT


def _open_window(language: "Language", path: Path | None, task: str, time_start: bool) -> int:
    from rebond import app

    return app.run(language, path, task=task, time_start=time_start)


if __name__ == "__main__":
    sys.exit(main())
