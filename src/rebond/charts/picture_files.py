"""Export of a figure as PDF, SVG or PNG, reproducible byte for byte, with selectable text."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.progress import Progress, part, unheard
from rebond.whole_file import USUAL, write_whole

declare_problems({
    "picture_format": later("A picture cannot be saved as “{ending}”; name a file that ends in {known}."),
})  # fmt: skip


#: The supported file extensions.
FORMATS = (".pdf", ".svg", ".png")
PNG_DPI = 200


def picture(figure: Figure, ending: str, *, title: str, made: date) -> bytes:
    """Return the figure as the content of a file with the extension `ending`; `title` and `made` are its metadata.

    :raises Refused: when `ending` is none of `FORMATS`.
    """
    if ending not in FORMATS:
        raise Refused(Problem("picture_format", facts={"ending": ending, "known": ", ".join(FORMATS)}))
    stream = BytesIO()
    # Keeps text selectable: fonts are embedded as TrueType in a PDF, named in an SVG. The salt fixes an SVG's ids.
    with matplotlib.rc_context({"pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "rebond"}):
        figure.savefig(
            stream, format=ending[1:], facecolor=figure.get_facecolor(), metadata=metadata(ending, title, made),
            dpi=PNG_DPI if ending == ".png" else figure.dpi,
        )  # fmt: skip
    return stream.getvalue()


def save(figure: Figure, path: Path, *, title: str, made: date, progress: Progress = unheard) -> None:
    """Write the figure to `path` atomically, in the format of its extension.

    :raises Refused: when the extension is none of `FORMATS`.
    :raises OSError: when the file cannot be written; an existing file is unchanged, as when `progress` raises.
    """
    data = picture(figure, path.suffix.lower(), title=title, made=made)
    write_whole(path, data, mode=USUAL, progress=part(progress, 1, 2, 2))


def metadata(ending: str, title: str, made: date) -> dict[str, Any]:
    if ending == ".pdf":
        noon = datetime.combine(made, time(12), UTC)
        return {"Title": title, "Creator": "Rebond", "Producer": None, "CreationDate": noon}
    if ending == ".svg":
        return {"Title": title, "Creator": "Rebond", "Date": made.isoformat()}
    return {"Title": title, "Software": "Rebond"}
