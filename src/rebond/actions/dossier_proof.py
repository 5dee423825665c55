"""The files of a dossier that prove its rows: the rows as the history last has them, and the lines of the history."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.proof.dossier import HISTORY, ROWS, SCRIPT, STEPS, Dossier
from rebond.journal.proof_lines import proof_lines
from rebond.journal.queries.dossier_rows import Rows
from rebond.journal.reader import Reader
from rebond.progress import Progress
from rebond.resources import resource

_FORM = "rebond-dossier-1"


def proof_files(
    reader: Reader, told: Dossier, rows: Rows, attached: Mapping[int, str], progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Yield the files beside the pages and the attached files, by name; `attached` are the names of these by row id."""
    lines: list[str] = []
    last: dict[tuple[str, int], tuple[int, dict[str, Any]]] = {}
    for line in proof_lines(reader, rows, progress):
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
        for row in line.get("rows", ()):
            if "kind" in row:
                last[row["kind"], row["id"]] = line["seq"], row
    found = [_row(rows, attached, *place, *one) for place, one in sorted(last.items())]
    content = {"form": _FORM, "head": told.head, "change": told.change, "rows": found}
    yield ROWS, json.dumps(content, ensure_ascii=False, indent=1).encode()
    yield HISTORY, "".join(f"{line}\n" for line in lines).encode()
    for name in (SCRIPT, *STEPS.values()):
        yield name, resource("dossier", name).read_bytes()


def _row(
    rows: Rows, attached: Mapping[int, str], kind: str, row_id: int, change: int, line: Mapping[str, Any]
) -> dict[str, Any]:
    erased = bool(line.get("erased"))
    text = None if erased else line["after"] or line["before"]
    found: dict[str, Any] = {
        "kind": kind,
        "id": row_id,
        "change": change,
        "deleted": rows[kind][row_id].deleted,
        "erased": erased,
        "values": json.loads(text) if text else None,
    }
    if kind == AttachedFile.kind and text and row_id in attached:
        found["attached"] = attached[row_id]
    return found
