"""The files of a dossier: its pages, its rows, the lines of the history that prove them, and what verifies all that."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from rebond.actions.dossier_text import DossierWish, dossier
from rebond.actions.exports import not_written, write_out
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.proof.dossier import HISTORY, PAGES, ROWS, SCRIPT, STEPS, SUMS, Dossier
from rebond.domain.translatable import later
from rebond.journal.blobs import content, sizes
from rebond.journal.journal import Journal
from rebond.journal.proof_lines import proof_lines
from rebond.journal.queries.dossier_rows import Rows, rows_of_dossier
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.progress import Progress, part, unheard
from rebond.resources import resource
from rebond.whole_file import make_file, sync_folder

declare_problems({
    "dossier_there": later("{name} is there already, and not empty. Choose another name for the folder."),
})  # fmt: skip

#: Draws the pages: the dossier, its language, the files inside the PDF by name, the progress → the PDF file.
Draw = Callable[[Dossier, Language, list[tuple[str, bytes]], Progress], bytes]
_FORM = "rebond-dossier-1"


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A dossier in words, and its rows with the names of their attached files by row id."""

    dossier: Dossier
    rows: Rows
    attached: Mapping[int, str]


def write_dossier(journal: Journal, wish: DossierWish, out: Path, draw: Draw, progress: Progress = unheard) -> None:
    """Write a dossier to `out`: a PDF file with the other files inside it where it is named so, else a folder.

    What `progress` raises ends it, and nothing is written then.

    :raises Refused: dossier_there, gone when the client was deleted, or as :func:`write_out`.
    """
    is_pdf = out.suffix.lower() == ".pdf"
    if not is_pdf:
        _require_free(out)
    with journal.snapshot(part(progress, 0, 1, 20)) as reader:
        gathered = _gather(reader, wish, part(progress, 1, 5, 20))
        if is_pdf:
            inside = [*_files(reader, gathered, part(progress, 5, 8, 20))]
            inside.append((SUMS, _sums(inside)))
            progress(8, 20)
            data = draw(gathered.dossier, wish.language, inside, part(progress, 8, 18, 20))
            write_out(journal, out, data, part(progress, 18, 20, 20))
            return
        progress(5, 20)
        pages = draw(gathered.dossier, wish.language, [], part(progress, 5, 14, 20))
        _write_folder(reader, gathered, pages, out, part(progress, 14, 20, 20))


def _gather(reader: Reader, wish: DossierWish, progress: Progress) -> _Gathered:
    if reader.get(Client, wish.client.id) is None:
        raise Refused(Problem("gone"))
    rows = rows_of_dossier(reader, wish.client.id, wish.period, part(progress, 0, 1, 4))
    attached = dict(_attached_names(reader, rows))
    told = dossier(reader, wish, rows, attached, part(progress, 1, 4, 4))
    return _Gathered(told, rows, attached)


def _attached_names(reader: Reader, rows: Rows) -> Iterator[tuple[int, str]]:
    """Yield the names of attached files in the dossier by row id; those whose content is no more are left out."""
    for number, (row_id, proven) in enumerate(sorted(rows[AttachedFile.kind].items()), 1):
        if isinstance(proven.row, AttachedFile) and sizes(reader.sqlite, [proven.row.file]):
            # The number makes two files of one name two; nothing else of the dossier begins so.
            yield row_id, f"{number:03} {proven.row.name}"


def _files(reader: Reader, gathered: _Gathered, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Yield the files beside the pages, by name."""
    lines, rows = _proof(reader, gathered, progress)
    yield ROWS, rows
    yield HISTORY, lines
    for name in (SCRIPT, *STEPS.values()):
        yield name, resource("dossier", name).read_bytes()
    for row_id, name in gathered.attached.items():
        row = gathered.rows[AttachedFile.kind][row_id].row
        yield name, (content(reader.sqlite, row.file) if isinstance(row, AttachedFile) else None) or b""


def _proof(reader: Reader, gathered: _Gathered, progress: Progress) -> tuple[bytes, bytes]:
    """Return the lines of the history, and the rows as it last has them."""
    lines: list[str] = []
    last: dict[tuple[str, int], tuple[int, dict[str, Any]]] = {}
    for line in proof_lines(reader, gathered.rows, progress):
        lines.append(_json(line))
        for row in line.get("rows", ()):
            if "kind" in row:
                last[row["kind"], row["id"]] = line["seq"], row
    rows = [_row(gathered, *place, *found) for place, found in sorted(last.items())]
    told = {"form": _FORM, "head": gathered.dossier.head, "change": gathered.dossier.change, "rows": rows}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return "".join(f"{line}\n" for line in lines).encode(), text.encode()


def _row(gathered: _Gathered, kind: str, row_id: int, change: int, line: Mapping[str, Any]) -> dict[str, Any]:
    erased = bool(line.get("erased"))
    text = None if erased else line["after"] or line["before"]
    found: dict[str, Any] = {
        "kind": kind,
        "id": row_id,
        "change": change,
        "deleted": gathered.rows[kind][row_id].deleted,
        "erased": erased,
        "values": json.loads(text) if text else None,
    }
    if kind == AttachedFile.kind and text and row_id in gathered.attached:
        found["attached"] = gathered.attached[row_id]
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sums(files: list[tuple[str, bytes]]) -> bytes:
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files).encode()


def _require_free(out: Path) -> None:
    """:raises Refused: when something is there that the folder would take the place of."""
    try:
        if out.is_symlink() or (out.exists() and not (out.is_dir() and not any(out.iterdir()))):
            raise Refused(Problem("dossier_there", facts={"name": out.name}))
    except OSError as error:
        raise Refused(not_written(error, out)) from error


def _write_folder(reader: Reader, gathered: _Gathered, pages: bytes, out: Path, progress: Progress) -> None:
    """Write the folder beside its place, and put it there when all of it is on the disk.

    :raises Refused: a system error; nothing of it is left then.
    """
    draft = out.with_name(f".{out.name[:60]}.{os.urandom(4).hex()}.part")
    sums: list[str] = []

    def put(name: str, data: bytes) -> None:
        path = draft / name
        make_file(path)
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        sums.append(f"{sha256(data).hexdigest()}  {name}\n")

    try:
        draft.mkdir(mode=0o700)
        put(PAGES, pages)
        total = len(gathered.attached) + 6
        for at, (name, data) in enumerate(_files(reader, gathered, part(progress, 0, 1, 2))):
            progress(total + at, 2 * total)
            put(name, data)
        listed = "".join(sums)
        put(SUMS, listed.encode())
        sync_folder(draft)
        if out.is_dir():
            out.rmdir()
        draft.rename(out)
        sync_folder(out.parent)
    except BaseException as error:
        shutil.rmtree(draft, ignore_errors=True)
        if isinstance(error, OSError):
            raise Refused(not_written(error, out)) from error
        raise
