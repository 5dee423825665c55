"""A figure as a file: PDF with real text, SVG with real text, PNG. The same figure gives the same bytes."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.whole_file import USUAL, write_whole

declare_problems({
    "picture_format": later("A picture cannot be saved as “{ending}”; name a file that ends in {known}."),
})  # fmt: skip


#: The endings of the files that can be made.
FORMATS = (".pdf", ".svg", ".png")
PNG_DPI = 200


def picture(figure: Figure, ending: str, *, title: str, made: date) -> bytes:
    """The figure as the content of a file that ends in `ending`; `title` and the day it was `made` go into it.

    :raises Refused: when it is none of `FORMATS`.
    """
    if ending not in FORMATS:
        raise Refused(Problem("picture_format", facts={"ending": ending, "known": ", ".join(FORMATS)}))
    stream = BytesIO()
    # Text stays text: fonts embedded as TrueType in a PDF, named in an SVG; an SVG's ids do not change.
    with matplotlib.rc_context({"pdf.fonttype": 42, "svg.fonttype": "none", "svg.hashsalt": "rebond"}):
        figure.savefig(
            stream, format=ending[1:], facecolor=figure.get_facecolor(), metadata=_metadata(ending, title, made),
            dpi=PNG_DPI if ending == ".png" else figure.dpi,
        )  # fmt: skip
    return stream.getvalue()


def save(figure: Figure, path: Path, *, title: str, made: date) -> None:
    """Write the figure to `path`, whole or not at all; the path's ending says in which format.

    :raises Refused: when the ending is none of `FORMATS`.
    :raises OSError: when the file cannot be written; what was there before is still there.
    """
    write_whole(path, picture(figure, path.suffix.lower(), title=title, made=made), mode=USUAL)


def _metadata(ending: str, title: str, made: date) -> dict[str, Any]:
    if ending == ".pdf":
        noon = datetime.combine(made, time(12), UTC)
        return {"Title": title, "Creator": "Rebond", "Producer": None, "CreationDate": noon}
    if ending == ".svg":
        return {"Title": title, "Creator": "Rebond", "Date": made.isoformat()}
    return {"Title": title, "Software": "Rebond"}
