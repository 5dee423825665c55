"""The files of a dossier: its pages, its rows, the lines of the history that prove them, and what verifies all that."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from rebond.actions.dossier_folder import require_free, write_folder
from rebond.actions.dossier_proof import proof_files
from rebond.actions.dossier_text import DossierWish, dossier
from rebond.actions.exports import write_out
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.proof.dossier import PAGES, SUMS, Dossier
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.journal import Journal
from rebond.journal.queries.dossier_rows import Rows, rows_of_dossier
from rebond.language import Language
from rebond.progress import Progress, part, unheard

declare_problems({
    "dossier_too_large": later(
        "The attached files have {size} MB together, and a PDF file takes up to {most} MB of them. Write a folder "
        "instead, which takes any number, or choose a shorter time."
    ),
    "dossier_file_gone": later(
        "An attached file was erased while the dossier was written: {name}. Nothing was written. Make the dossier "
        "again."
    ),
})  # fmt: skip

#: The most bytes of attached files inside a PDF, which is in memory twice while it is made.
MOST_INSIDE = 256 * 2**20

#: The most bytes of attached files that a snapshot may hold too: a file is copied whole in a tenth of the time.
_FEW = 64 * 2**20

#: Draws the pages: the dossier, its language, the files inside the PDF by name, the progress → the PDF file.
Draw = Callable[[Dossier, Language, list[tuple[str, bytes]], Progress], bytes]


@dataclass(frozen=True, slots=True)
class _Attached:
    """An attached file as it comes with the dossier: its name there, the checksum it is kept by, its bytes."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A dossier in words, the files that prove it by name, and the files attached, in the order of their rows."""

    dossier: Dossier
    proof: list[tuple[str, bytes]]
    attached: list[_Attached]


def write_dossier(journal: Journal, wish: DossierWish, out: Path, draw: Draw, progress: Progress = unheard) -> None:
    """Write a dossier to `out`: a PDF file with the other files inside it where it is named so, else a folder.

    What `progress` raises ends it, and nothing is written then.

    :raises Refused: dossier_there, dossier_too_large, gone when the client was deleted, or as :func:`write_out`.
    """
    is_pdf = out.suffix.lower() == ".pdf"
    if not is_pdf:
        require_free(out)
    gathered = _gathered(journal, wish, is_pdf, part(progress, 0, 8, 20))
    if is_pdf:
        inside = [*gathered.proof, *_whole(journal, gathered.attached, part(progress, 8, 9, 20))]
        inside.append((SUMS, _sums(inside)))
        data = draw(gathered.dossier, wish.language, inside, part(progress, 9, 18, 20))
        write_out(journal, out, data, part(progress, 18, 20, 20))
        return
    pages = draw(gathered.dossier, wish.language, [], part(progress, 8, 16, 20))
    whole = [(PAGES, pages), *gathered.proof]
    size = sum(len(data) for _name, data in whole) + sum(file.size for file in gathered.attached)
    in_pieces = [(name, [data]) for name, data in whole]
    kept = ((file.name, _pieces(journal, file)) for file in gathered.attached)
    write_folder(out, (one for group in (in_pieces, kept) for one in group), size, part(progress, 16, 20, 20))


def _gathered(journal: Journal, wish: DossierWish, is_pdf: bool, progress: Progress) -> _Gathered:
    """Read all but the attached files."""
    few = sum(journal.stored_files().values()) <= _FEW
    with journal.snapshot(part(progress, 0, 1, 8), files=few) as reader:
        if reader.get(Client, wish.client.id) is None:
            raise Refused(Problem("gone"))
        rows = rows_of_dossier(
            reader, wish.client.id, wish.period, part(progress, 1, 2, 8), preparation=wish.preparation
        )  # fmt: skip
        attached = dict(_attached(journal.stored_files(), rows))
        if is_pdf:
            _require_fit(sum(file.size for file in attached.values()))
        names = {row_id: file.name for row_id, file in attached.items()}
        told = dossier(reader, wish, rows, names, part(progress, 2, 5, 8))
        proof = [*proof_files(reader, told, rows, names, part(progress, 5, 8, 8))]
    return _Gathered(told, proof, [*attached.values()])


def _attached(stored: Mapping[str, int], rows: Rows) -> Iterator[tuple[int, _Attached]]:
    """Yield the attached files in the dossier by row id; those whose content is no more are left out."""
    for number, (row_id, proven) in enumerate(sorted(rows[AttachedFile.kind].items()), 1):
        row = proven.row
        if isinstance(row, AttachedFile) and row.file in stored:
            # The number makes two files of one name two; nothing else of the dossier begins so.
            yield row_id, _Attached(f"{number:03} {row.name}", row.file, stored[row.file])


def _require_fit(size: int) -> None:
    """:raises Refused: dossier_too_large, when that many bytes of attached files do not fit into a PDF."""
    if size > MOST_INSIDE:
        facts = {"size": -(-size // 2**20), "most": MOST_INSIDE // 2**20}
        raise Refused(Problem("dossier_too_large", facts=facts))


def _whole(journal: Journal, files: list[_Attached], progress: Progress) -> Iterator[tuple[str, bytes]]:
    for done, file in enumerate(files):
        progress(done, len(files))
        yield file.name, b"".join(_pieces(journal, file))


def _pieces(journal: Journal, file: _Attached) -> Iterator[bytes]:
    """Yield the content of an attached file in pieces.

    :raises Refused: dossier_file_gone, when it was erased since the rows were read.
    """
    size = 0
    for piece in journal.stored_file(file.digest):
        size += len(piece)
        yield piece
    if size != file.size:
        raise Refused(Problem("dossier_file_gone", facts={"name": file.name}))


def _sums(files: list[tuple[str, bytes]]) -> bytes:
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files).encode()
