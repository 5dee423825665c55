"""The list of the charts' fonts in `resources/fonts`, as the installed matplotlib writes it.

fonts.py update     write the list anew, after matplotlib was brought up to date
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import matplotlib
from matplotlib import font_manager

#: The files of the charts' family that they use, and that the packaged program holds.
FONTS = ("DejaVuSans", "DejaVuSans-Bold")
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"


def name() -> str:
    """Return the name under which this matplotlib looks for its list."""
    return f"fontlist-v{font_manager.FontManager.__version__}.json"


def content() -> bytes:
    """Return the list with the charts' fonts alone, by paths that hold on every system."""
    every = font_manager.FontManager()
    bundled = {entry.fname: entry for entry in every.ttflist}
    every.ttflist = [bundled[matplotlib.get_data_path() + f"/fonts/ttf/{font}.ttf"] for font in FONTS]
    every.afmlist = []
    with TemporaryDirectory() as folder:
        font_manager.json_dump(every, Path(folder, name()))
        return Path(folder, name()).read_bytes() + b"\n"


def update() -> None:
    """Write the list, in place of that for another version."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("fontlist-*.json"):
        old.unlink()
    (FOLDER / name()).write_bytes(content())


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit(str(__doc__).strip())
    update()
