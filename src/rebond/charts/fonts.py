"""The list of fonts that matplotlib reads: it ships, since matplotlib takes seconds to look through those of a system.

The charts use one family, which matplotlib brings. `packaging/fonts.py` writes the list for a version of matplotlib.
"""

import os
from contextlib import suppress

from rebond import preferences
from rebond.resources import resource
from rebond.whole_file import write_whole


def prepare() -> None:
    """Give matplotlib a folder with the list; call before anything imports matplotlib.

    Not the folder that the environment may name already: the person's other programs would find no other font in it,
    and PyInstaller names a new and empty one at every start.
    """
    folder = preferences.cache_folder()
    os.environ["MPLCONFIGDIR"] = str(folder)
    with suppress(OSError):  # then matplotlib looks through the system's fonts
        folder.mkdir(parents=True, exist_ok=True)
        for shipped in resource("fonts").glob("fontlist-*.json"):
            place = folder / shipped.name
            content = shipped.read_bytes()
            if not place.is_file() or place.read_bytes() != content:
                write_whole(place, content)
